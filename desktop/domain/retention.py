"""Which backups are kept and which may go: by days, weeks and months that have one, never by today's date.

What is kept: all of the newest day, the last one of each of the 14 newest days, 8 weeks and 24 months that
have any, the last one of every year, every one made before a migration or a restore, the newest one that was
verified. A clock that jumps forward or back makes no backup older than it was: nothing is lost by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime

DAYS, WEEKS, MONTHS = 14, 8, 24


class Mark(NamedTuple):
    """A backup as far as keeping it goes: when it was made, whether it was read back, whether it stays."""

    name: str
    at: datetime
    is_verified: bool = True
    is_lasting: bool = False


def spare(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the backups that may go, the oldest first; only verified ones count as keeping a day or year."""
    ordered = sorted(marks, key=lambda mark: (mark.at, mark.name))
    kept = set(_kept([mark for mark in ordered if mark.is_verified]))
    return tuple(mark for mark in ordered if mark not in kept and mark.is_verified and not mark.is_lasting)


def _kept(ordered: list[Mark]) -> Iterator[Mark]:
    """Yield what stays of verified backups in order of time; some more than once."""
    if ordered:
        newest = ordered[-1].at.date()
        yield from (mark for mark in ordered if mark.at.date() == newest)
    yield from _newest(ordered, lambda day: day.toordinal(), DAYS)
    yield from _newest(ordered, lambda day: day.isocalendar()[:2], WEEKS)
    yield from _newest(ordered, lambda day: (day.year, day.month), MONTHS)
    yield from _newest(ordered, lambda day: day.year, len(ordered))


def _newest(ordered: list[Mark], period: Callable[[date], object], number: int) -> Iterator[Mark]:
    """Yield the last backup of each of the newest `number` periods that have one."""
    last = {period(mark.at.date()): mark for mark in ordered}
    yield from list(last.values())[-number:] if number else ()
