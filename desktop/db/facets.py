"""The tick list of a column: which values its rows hold, and how many rows each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from desktop.db.connection import undamaged
from desktop.db.filters import CODES, value_sql
from desktop.domain.filters import DATES, LISTS, TRUE, ListColumn, label_of, parted
from desktop.domain.listing import Facet
from desktop.domain.text import fold, item_sort_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.db.filters import Condition
    from desktop.db.transaction import UnitOfWork

_COUNTED = (
    "SELECT {value}, count(*) FROM cases NOT INDEXED WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"
)
_ALL = -1
_SESSIONS = "SELECT id, text FROM session"


def facets(work: UnitOfWork, rows: Condition, column: ListColumn, limit: int) -> tuple[Facet, ...]:
    """Return the values a column has in `rows`, the `limit` commonest, in the order of a tick list.

    Members stand in office order, days and numbers in theirs, words by their characters, the blank last.
    """
    where, values = rows
    asked = "session_id" if column is ListColumn.SESSION else value_sql(column)
    most = _ALL if column in LISTS else limit
    found = work.all(_COUNTED.format(value=asked, where=where), (*values, most))
    with undamaged():
        counted = _named(work, column, found)
        kept = [value for value, _ in counted.most_common(limit)]
        return tuple(
            Facet(value, label_of(column, value), counted[value])
            for value in sorted(kept, key=lambda value: _rank(column, value))
        )


def _named(work: UnitOfWork, column: ListColumn, found: list[tuple[Any, int]]) -> Counter[str]:
    """Return how often each value occurs, by the text a filter knows it by."""
    if column in LISTS:
        return _parted(found)
    name = _namer(work, column)
    counted: Counter[str] = Counter()
    for value, number in found:
        counted[name(value)] += number
    return counted


def _namer(work: UnitOfWork, column: ListColumn) -> Callable[[Any], str]:
    if column in CODES:
        members = {code: member.value for member, code in CODES[column].items()}
        return members.__getitem__
    if column is ListColumn.SESSION:
        return dict(work.all(_SESSIONS)).__getitem__
    return (lambda value: TRUE if value else "") if column is ListColumn.IS_KEY else str


def _parted(found: list[tuple[str, int]]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for text, number in found:
        for part in parted(text):
            counted[part] += number
    return counted


def _rank(column: ListColumn, value: str) -> tuple[bool, Any]:
    if column in CODES:
        return False, next(code for member, code in CODES[column].items() if member.value == value)
    if column in DATES:
        return not value, value
    return not value, item_sort_key(value) if value.isdecimal() else "1" + fold(value)
