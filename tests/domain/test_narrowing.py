"""What a column filter lets through, said of one row at a time."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.domain.filters import ColumnFilter, ListColumn
from desktop.domain.kinds import Kind
from desktop.domain.narrowing import matches, same_as, shown_in, value_of
from desktop.domain.stage import Stage
from tests.samples import ROW

TODAY = date(2026, 3, 5)


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
    assert matches(idle, ROW)


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
    assert matches(wanted, ROW) is fits


def test_only_a_case_that_owes_a_reply_is_owed() -> None:
    owed = ColumnFilter(ListColumn.OWED_ON, is_empty=False)
    assert matches(owed, ROW)
    assert not matches(owed, ROW._replace(stage=Stage.REPLIED))


def test_nobody_is_waited_for_when_nothing_is_next() -> None:
    assert value_of(ListColumn.WAITING_FOR, ROW._replace(next_step="")) == ""


def test_what_a_row_says_where_it_holds_nothing() -> None:
    assert shown_in(ListColumn.REPLIED_ON, ROW) == ""
    assert value_of(ListColumn.IS_KEY, ROW._replace(is_key=False)) == ""


@pytest.mark.parametrize("column", ListColumn)
def test_what_is_asked_for_like_a_row_lets_that_row_through(column: ListColumn) -> None:
    wanted = same_as(column, ROW)
    assert not wanted.is_idle
    assert matches(wanted, ROW)


def test_a_day_is_asked_for_as_that_day() -> None:
    due = date(2026, 6, 2)
    assert same_as(ListColumn.DUE_ON, ROW) == ColumnFilter(ListColumn.DUE_ON, first=due, last=due)
    assert same_as(ListColumn.REPLIED_ON, ROW) == ColumnFilter(ListColumn.REPLIED_ON, is_empty=True)
