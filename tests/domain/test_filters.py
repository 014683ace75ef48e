"""What filters ask, what their spans mean on a day, and how values are named."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.domain.filters import (
    ColumnFilter,
    ListColumn,
    Span,
    label_of,
    parted,
)

TODAY = date(2026, 3, 5)  # a Thursday


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.OVERDUE, None, date(2026, 3, 4)),
        (Span.TODAY, TODAY, TODAY),
        (Span.THIS_WEEK, date(2026, 3, 2), date(2026, 3, 8)),
        (Span.NEXT_WEEK, TODAY, date(2026, 3, 12)),
        (Span.THIS_MONTH, date(2026, 3, 1), date(2026, 3, 31)),
        (Span.EARLIER_YEARS, None, date(2025, 12, 31)),
    ],
)
def test_spans_are_counted_from_the_day(span: Span, first: date | None, last: date | None) -> None:
    assert span.days(TODAY) == (first, last)
    wanted = ColumnFilter(ListColumn.DUE_ON, span=span)
    assert wanted.on(TODAY) == ColumnFilter(ListColumn.DUE_ON, first=first, last=last)
    assert not wanted.is_idle


def test_the_last_month_of_a_year_ends_with_it() -> None:
    assert Span.THIS_MONTH.days(date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))


def test_a_filter_without_a_span_is_the_same_every_day() -> None:
    wanted = ColumnFilter(ListColumn.TITLE, contains="道路")
    assert wanted.on(TODAY) is wanted


def test_values_are_named_to_people() -> None:
    named = {
        (ListColumn.IS_KEY, "1"): "是",
        (ListColumn.IS_KEY, ""): "否",
        (ListColumn.HANDLER, ""): "（空白）",
        (ListColumn.HANDLER, "示例承办"): "示例承办",
        (ListColumn.DUE_ON, "2026-06"): "2026年6月",
        (ListColumn.STAGE, "in_hand"): "办理中",
    }
    assert {key: label_of(*key) for key in named} == named


def test_a_joined_list_is_parted_outside_brackets() -> None:
    assert parted("甲局、乙局（丙、丁）、甲局、戊(己、庚)") == ("甲局", "乙局（丙、丁）", "戊(己、庚)")
    assert parted("") == ("",)
    assert parted("甲）、乙") == ("甲）", "乙")
