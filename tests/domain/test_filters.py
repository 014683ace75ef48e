"""What a column filter lets through, said of one row at a time."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.domain.filters import (
    ColumnFilter,
    ListColumn,
    Span,
    label_of,
    parted,
    shown_in,
    value_of,
)
from desktop.domain.kinds import Kind
from desktop.domain.stage import Stage
from tests.samples import ROW

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


@pytest.mark.parametrize(
    "idle",
    [
        ColumnFilter(ListColumn.TITLE),
        ColumnFilter(ListColumn.TITLE, contains=" "),
        ColumnFilter(ListColumn.TITLE, first=TODAY),
        ColumnFilter(ListColumn.TITLE, is_not=True),
    ],
)
def test_what_asks_nothing_lets_everything_through(idle: ColumnFilter) -> None:
    assert idle.is_idle
    assert idle.matches(ROW)


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (ColumnFilter(ListColumn.KIND, (Kind.SUGGESTION.value,)), True),
        (ColumnFilter(ListColumn.KIND, (Kind.MOTION.value,)), False),
        (ColumnFilter(ListColumn.KIND, contains="代表"), True),
        (ColumnFilter(ListColumn.TITLE, contains="示例路 公交"), True),
        (ColumnFilter(ListColumn.TITLE, contains="示例路", is_not=True), False),
        (ColumnFilter(ListColumn.TITLE, contains="公交", values=("别的",)), False),
        (ColumnFilter(ListColumn.CO_UNITS, ("示例财政局",)), True),
        (ColumnFilter(ListColumn.CO_UNITS, ("财政局", "")), False),
        (ColumnFilter(ListColumn.THEMES, ("",)), True),
        (ColumnFilter(ListColumn.IS_KEY, ("1",)), True),
        (ColumnFilter(ListColumn.IS_KEY, contains="是"), True),
        (ColumnFilter(ListColumn.DUE_ON, ("2026-06",)), True),
        (ColumnFilter(ListColumn.DUE_ON, first=date(2026, 6, 2)), True),
        (ColumnFilter(ListColumn.DUE_ON, last=date(2026, 6, 1)), False),
        (ColumnFilter(ListColumn.DUE_ON, contains="06-02"), True),
        (ColumnFilter(ListColumn.REPLIED_ON, last=date(2026, 6, 1)), False),
        (ColumnFilter(ListColumn.REPLIED_ON, is_empty=True), True),
        (ColumnFilter(ListColumn.HANDLER, is_empty=True), False),
        (ColumnFilter(ListColumn.HANDLER, is_empty=False), True),
        (ColumnFilter(ListColumn.WAITING_FOR, ("示例教育局",)), True),
        (ColumnFilter(ListColumn.CO_SUBMITTERS, ("2",)), True),
    ],
)
def test_what_a_filter_lets_through(wanted: ColumnFilter, *, fits: bool) -> None:
    assert wanted.matches(ROW) is fits


def test_only_a_case_that_owes_a_reply_is_owed() -> None:
    owed = ColumnFilter(ListColumn.OWED_ON, is_empty=False)
    assert owed.matches(ROW)
    assert not owed.matches(ROW._replace(stage=Stage.REPLIED))


def test_nobody_is_waited_for_when_nothing_is_next() -> None:
    assert value_of(ListColumn.WAITING_FOR, ROW._replace(next_step="")) == ""


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
    assert shown_in(ListColumn.REPLIED_ON, ROW) == ""
    assert value_of(ListColumn.IS_KEY, ROW._replace(is_key=False)) == ""


def test_a_joined_list_is_parted_outside_brackets() -> None:
    assert parted("甲局、乙局（丙、丁）、甲局、戊(己、庚)") == ("甲局", "乙局（丙、丁）", "戊(己、庚)")
    assert parted("") == ("",)
    assert parted("甲）、乙") == ("甲）", "乙")
