"""Saved views come back as they were put, in the order they were made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import OfficeError
from desktop.domain.filters import ColumnFilter, ListColumn, Mark, Span
from desktop.domain.kinds import Kind
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria, SortField, SortKey
from desktop.domain.stage import Stage
from desktop.domain.view import SHIPPED, ColourRule, SavedView
from tests.db.samples import NOTE

if TYPE_CHECKING:
    from desktop.db.store import Store

RULE = ColourRule(ColumnFilter(ListColumn.OWED_ON, span=Span.OVERDUE), Tone.OVERDUE, "逾期")
VIEW = SavedView(
    "我的",
    Criteria(
        1,
        (Kind.SUGGESTION,),
        (Stage.IN_HAND,),
        text="道路",
        due_from=date(2026, 3, 1),
        sort=SortField.DUE_ON,
        then_by=(SortKey(SortField.TITLE, descending=True),),
        filters=(ColumnFilter(ListColumn.HANDLER, ("高一", ""), is_not=True), RULE.when),
        marks=(Mark.SEVERAL_UNITS,),
    ),
    ("title", "item_no"),
    (RULE,),
)


@pytest.mark.parametrize("view", [VIEW, *SHIPPED], ids=lambda view: view.name)
def test_a_view_comes_back_as_it_was_put(store: Store, view: SavedView) -> None:
    with store.transaction():
        store.views.put(view, NOTE)
    assert store.views.find(view.name) == view
    assert store.views.all() == (view,)


def test_views_keep_their_place(store: Store) -> None:
    with store.transaction():
        for name in ("甲", "乙", "丙"):
            store.views.put(SavedView(name), NOTE)
        store.views.put(SavedView("甲", Criteria(key_only=True)), NOTE)
        store.views.rename("乙", SavedView("丁"), NOTE)
        store.views.drop("丙", NOTE)
    assert store.views.all() == (SavedView("甲", Criteria(key_only=True)), SavedView("丁"))
    assert store.views.find("丙") is None
    assert [line.after.get("name") for line in store.journal.of("view", 2)] == ["乙", "丁"]
    assert store.journal.of("view", 3)[-1].before == {"name": "丙"}


def test_a_view_that_cannot_be_read_is_damage(store: Store) -> None:
    store._work.connection.execute("INSERT INTO saved_view VALUES ('甲', 1, 'x')")
    for ask in (store.views.all, lambda: store.views.find("甲")):
        with pytest.raises(OfficeError, match="损坏"):
            ask()
