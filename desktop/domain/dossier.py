"""A dossier (案卷): what a closed case was put into the archive as, and how long it is kept there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_YEARS = re.compile(r"[0-9]+")
PERMANENT = "永久"


@dataclass(frozen=True, slots=True)
class Dossier:
    """One case in the archive: its number (归档号), its term (保管期限), the day, and who put it there.

    `reason` says why papers are lacking, "" when none are.
    """

    file_no: str
    retention: str
    archived_on: date
    archived_by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long dossiers are kept: of cases the office leads, and of those it only gives an opinion to.

    国家档案局令第8号（2006）: 永久, or a term of years.
    """

    lead: str = PERMANENT
    co: str = "30年"

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms to choose from, each once."""
        return tuple(dict.fromkeys((self.lead, self.co, PERMANENT, "30年", "10年")))


def retention_code(term: str) -> str:
    """Return a term as a file number writes it (DA/T 22-2015 6.1.3): Y for 永久, D30 for 30年."""
    years = _YEARS.search(term)
    return f"D{years[0]}" if years else "Y"


def series_of(year: int, term: str) -> str:
    """Return what the file numbers of a year and a term begin with: 2026-Y-."""
    return f"{year}-{retention_code(term)}-"


def numbered(series: str, last: str, turn: int = 1) -> str:
    """Return the number `turn` places after the last one of a series; after none it is 0001."""
    tail = last.removeprefix(series)
    return f"{series}{(int(tail) if tail.isdecimal() else 0) + turn:04d}"
