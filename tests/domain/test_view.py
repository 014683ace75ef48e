"""Saved views: when two show the same, and which colour a row gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.filters import ColumnFilter, ListColumn, Mark, Span
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria, SortField, SortKey
from desktop.domain.view import SHIPPED, ColourRule, SavedView, colour_of
from tests.samples import ROW

TITLE = ColumnFilter(ListColumn.TITLE, contains="公交")
KEY = ColumnFilter(ListColumn.IS_KEY, ("1",))
LATE = ColourRule(ColumnFilter(ListColumn.OWED_ON, span=Span.OVERDUE), Tone.OVERDUE, "逾期")
MARKED = ColourRule(KEY, Tone.AMBER, "重点")
VIEW = SavedView("我的", Criteria(filters=(TITLE, KEY), marks=tuple(Mark)), ("item_no", "title"), (LATE,))


@pytest.mark.parametrize(
    "same",
    [
        replace(VIEW, name="别的", is_shipped=True),
        replace(VIEW, criteria=replace(VIEW.criteria, filters=(KEY, TITLE), marks=tuple(Mark)[::-1])),
        replace(VIEW, criteria=VIEW.criteria.sorted_by(SortKey(SortField.NUMBER), SortKey(SortField.NUMBER))),
        replace(
            VIEW,
            criteria=replace(
                VIEW.criteria, filters=(*VIEW.criteria.filters, ColumnFilter(ListColumn.LEADER))
            ),
        ),
    ],
)
def test_a_view_that_shows_the_same_is_not_changed(same: SavedView) -> None:
    assert not VIEW.differs(same)
    assert VIEW.title(same) == "我的"


@pytest.mark.parametrize(
    "other",
    [
        replace(VIEW, columns=("title", "item_no")),
        replace(VIEW, colours=()),
        replace(VIEW, criteria=VIEW.criteria.without(ListColumn.IS_KEY)),
        replace(VIEW, criteria=replace(VIEW.criteria, descending=True)),
        replace(VIEW, criteria=replace(VIEW.criteria, then_by=(SortKey(SortField.TITLE),))),
        replace(VIEW, criteria=replace(VIEW.criteria, marks=())),
    ],
)
def test_a_view_that_shows_something_else_says_so(other: SavedView) -> None:
    assert VIEW.differs(other)
    assert VIEW.title(other) == "我的（已修改*）"


def test_shipped_views_are_named_once_and_mean_days_of_their_own() -> None:
    names = [view.name for view in SHIPPED]
    assert "、".join(names) == (
        "全部、本周到期、逾期、缺面商、等协办意见、多单位联办、待审、待签、待寄、待反馈、待归档、重点、跨年度"
    )
    assert all(view.is_shipped for view in SHIPPED)
    today = SHIPPED[2].on(date(2026, 3, 5))
    assert today.criteria.filters[0].last == date(2026, 3, 4)


def test_the_first_colour_that_matches_counts() -> None:
    rules = SavedView("", colours=(LATE, MARKED)).on(date(2026, 7, 1)).colours
    assert colour_of(rules, ROW) == rules[0]
    assert colour_of(rules[::-1], ROW) == MARKED
    assert colour_of((), ROW) is None
    assert colour_of(SavedView("", colours=(LATE,)).on(date(2026, 3, 1)).colours, ROW) is None
