"""Criteria: their order, their filters, and what they mean on a day."""

from __future__ import annotations

from datetime import date

from desktop.domain.filters import ColumnFilter, ListColumn, Span
from desktop.domain.listing import Criteria, SortField, SortKey

TITLE, DUE = SortKey(SortField.TITLE), SortKey(SortField.DUE_ON, descending=True)


def test_a_list_is_sorted_by_several_columns_each_once() -> None:
    criteria = Criteria(key_only=True).sorted_by(DUE, TITLE, SortKey(SortField.DUE_ON))
    assert criteria == Criteria(
        key_only=True,
        sort=SortField.DUE_ON,
        descending=True,
        then_by=(TITLE, SortKey(SortField.DUE_ON)),
    )
    assert criteria.sorts == (DUE, TITLE)
    assert Criteria().sorts == (SortKey(SortField.NUMBER),)


def test_a_column_has_one_filter() -> None:
    ticked = ColumnFilter(ListColumn.HANDLER, ("甲",))
    criteria = Criteria().narrowed(ticked).narrowed(ColumnFilter(ListColumn.TITLE, contains="路"))
    assert criteria.filter_of(ListColumn.HANDLER) == ticked
    assert criteria.filter_of(ListColumn.LEADER) == ColumnFilter(ListColumn.LEADER)
    again = criteria.narrowed(ColumnFilter(ListColumn.HANDLER, ("乙",)))
    assert [each.column for each in again.filters] == [ListColumn.TITLE, ListColumn.HANDLER]
    assert again.narrowed(ColumnFilter(ListColumn.HANDLER)) == criteria.without(ListColumn.HANDLER)


def test_relative_days_are_brought_to_a_day() -> None:
    late = Criteria().narrowed(ColumnFilter(ListColumn.OWED_ON, span=Span.OVERDUE))
    assert late.on(date(2026, 3, 5)).filters == (ColumnFilter(ListColumn.OWED_ON, last=date(2026, 3, 4)),)
    assert Criteria().on(date(2026, 3, 5)) == Criteria()
