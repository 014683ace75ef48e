"""A dispatch batch (交办批次): one hand-out meeting, its notice, and the executive meeting before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Cases that are handed out together at one meeting (S1-10, S3-05); `id` 0 when not stored yet.

    `meeting_on` is the day of the 交办会 and starts the clock; `executive_on` that of the 常务会议 before it
    that laid the work out (S4-08). `notice_no` is the 文号 of the notice that hands the cases out.
    """

    session_id: int
    meeting_on: date
    notice_title: str = ""
    notice_no: str = ""
    issuer: str = ""
    executive_on: date | None = None
    executive_note: str = ""
    is_struck: bool = False
    id: int = 0

    @property
    def text(self) -> str:
        """One line: 2026-03-27 交办会（滨政办〔2026〕12号）."""
        number = f"（{self.notice_no}）" if self.notice_no else ""
        return f"{self.meeting_on.isoformat()} 交办会{number}"
