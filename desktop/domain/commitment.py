"""A promise made in a reply: what, by whom, by when, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Commitment:
    """One promised matter (承诺事项); it is open until `fulfilled_on` is set."""

    text: str
    unit_name: str
    promised_on: date
    due_on: date | None = None
    fulfilled_on: date | None = None
    evidence: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the promise is still to be kept."""
        return self.fulfilled_on is None
