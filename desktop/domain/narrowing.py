"""Whether a filter lets a row through, and what a row says in a column: to a tick list and to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.clock_state import ClockState
from desktop.domain.filters import DATES, LISTS, MEMBERS, TRUE, ColumnFilter, ListColumn, label_of
from desktop.domain.text import fold

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain.listing import CaseRow

_MONTH = 7


def matches(wanted: ColumnFilter, row: CaseRow) -> bool:
    """Return whether a row is wanted; a relative span must have been brought to a day."""
    return wanted.is_idle or _holds(wanted, row) is not wanted.is_not


def cell(column: ListColumn, row: CaseRow) -> Any:
    """Return what a row holds in a column, as it is: text, number, day, member, truth, None."""
    if column is ListColumn.OWED_ON:
        return row.due_on if row.stage.owes_reply and row.clock != ClockState.PAUSED.label else None
    if column is ListColumn.WAITING_FOR:
        who, colon, _ = row.next_step.partition("：")
        return who if colon else ""
    return getattr(row, column.value)


def value_of(column: ListColumn, row: CaseRow) -> str:
    """Return the text by which a tick list knows what a row holds: "" where it holds nothing."""
    value = cell(column, row)
    if column in DATES:
        return value.isoformat()[:_MONTH] if value else ""
    if column is ListColumn.IS_KEY:
        return TRUE if value else ""
    return str(value)


def shown_in(column: ListColumn, row: CaseRow) -> str:
    """Return the words a person sees of a row in a column."""
    value = cell(column, row)
    if column in DATES:
        return value.isoformat() if value else ""
    if column is ListColumn.IS_KEY or column in MEMBERS:
        return label_of(column, value_of(column, row))
    return str(value)


def _holds(wanted: ColumnFilter, row: CaseRow) -> bool:
    value = value_of(wanted.column, row)
    return (
        (not wanted.values or _is_ticked(wanted, value))
        and fold(wanted.contains) in fold(shown_in(wanted.column, row))
        and (wanted.is_empty is None or wanted.is_empty is not bool(value))
        and (not wanted.asks_for_days or _is_between(wanted, cell(wanted.column, row)))
    )


def _is_ticked(wanted: ColumnFilter, value: str) -> bool:
    if wanted.column in LISTS and value:
        return any(each and f"、{each}、" in f"、{value}、" for each in wanted.values)
    return value in wanted.values


def _is_between(wanted: ColumnFilter, day: date | None) -> bool:
    return day is not None and (wanted.first or day) <= day <= (wanted.last or day)


def same_as(column: ListColumn, row: CaseRow) -> ColumnFilter:
    """Return the filter of the rows that hold in a column what this one does: the same day, or as empty."""
    if column in DATES:
        day = cell(column, row)
        return ColumnFilter(column, first=day, last=day, is_empty=None if day else True)
    return ColumnFilter(column, (value_of(column, row),))
