"""Documents with the bodies of proposals as lines to look at: file, case, what becomes of it, its length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.light import Tone
from desktop.views.tables import RIGHT, Column

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.intake_bodies import BodyMatch, BodyPlan

_ENDINGS = frozenset({".docx", ".txt", ".doc", ".wps"})
_TEMPORARY = "~$"
_HEAD = 120  # characters of a document shown beside the list


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One document as a line; `id` is its place in the plan."""

    id: int
    match: BodyMatch

    @property
    def state(self) -> str:
        """What becomes of the document, in a word with its glyph."""
        return self._shown[1]

    @property
    def tone(self) -> Tone:
        """How the state is coloured."""
        return self._shown[0]

    @property
    def head(self) -> str:
        """How the document begins, in one line."""
        text = self.match.text
        return " ".join(text[:_HEAD].split()) + ("…" if len(text) > _HEAD else "")

    @property
    def _shown(self) -> tuple[Tone, str]:
        match = self.match
        if not match.is_readable:
            return Tone.RED, "■ 读不了"
        if match.case_id is None:
            return Tone.AMBER, "▲ 不止一件" if match.candidates else "▲ 没有对上"
        if not match.can_be_taken:
            return Tone.DONE, "○ 已有，相同"
        if match.is_accepted:
            return Tone.GREEN, "● 替换" if match.old else "● 写入"
        return Tone.AMBER, "▲ 已有正文" if match.old else "○ 不写"


COLUMNS: tuple[Column[BodyLine], ...] = (
    Column("文件", lambda line: line.match.file, 180),
    Column("对应的件", lambda line: line.match.title or "—", 230),
    Column("状态", lambda line: line.state, 112, tone=lambda line: line.tone),
    Column("原正文", lambda line: _length(line.match.old), 76, align=RIGHT),
    Column("新正文", lambda line: _length(line.match.text), 76, align=RIGHT),
)


def documents_in(path: Path) -> Iterator[Path]:
    """Give a document, or those inside a folder at any depth in the order of their names."""
    if not path.is_dir():
        yield path
        return
    for each in sorted(path.rglob("*")):
        if each.suffix.lower() in _ENDINGS and not each.name.startswith(_TEMPORARY) and each.is_file():
            yield each


def summary(plan: BodyPlan) -> str:
    """Return in one line what would be written, and what would not."""
    parts = [f"{len(plan.matches)} 个文件，将写入 {len(plan.taken)} 件"]
    if unmatched := sum(each.is_readable and each.case_id is None for each in plan.matches):
        parts.append(f"{unmatched} 个没有对上，可在右边指定")
    if unread := sum(not each.is_readable for each in plan.matches):
        parts.append(f"{unread} 个读不了")
    return "；".join(parts)


def _length(text: str) -> str:
    return f"{len(text):,} 字" if text else "—"
