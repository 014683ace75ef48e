"""Batches and events are kept by day, changed with history, and struck instead of erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.domain.dispatch import Dispatch
from desktop.domain.errors import OfficeError
from desktop.domain.event import Event, EventKind
from tests.db.samples import NOTE

if TYPE_CHECKING:
    from desktop.db.store import Store

MEETING = Dispatch(1, date(2026, 3, 27), "关于交办2026年建议的通知", "滨政办〔2026〕12号")


def test_batches_are_kept_newest_first(store: Store) -> None:
    with store.transaction():
        first = store.dispatches.add(MEETING, NOTE)
        second = store.dispatches.add(replace(MEETING, meeting_on=date(2026, 6, 1), notice_no=""), NOTE)
    assert store.dispatches.all() == (second, first)
    assert first.text == "2026-03-27 交办会（滨政办〔2026〕12号）"
    assert second.text == "2026-06-01 交办会"


def test_a_record_is_changed_with_its_history(store: Store) -> None:
    with store.transaction():
        event = store.events.add(Event(EventKind.TRAINING, date(2026, 4, 1), "业务培训"), NOTE)
        store.events.save(replace(event, outcome="三十家单位参加", is_struck=True), NOTE)
    assert store.events.all() == ()
    assert store.events.get(event.id).outcome == "三十家单位参加"
    line = store.journal.of("event", event.id)[-1]
    assert line.after == {"is_struck": True, "outcome": "三十家单位参加"}


def test_an_unknown_record_is_told(store: Store) -> None:
    with pytest.raises(OfficeError, match="找不到这条记录"):
        store.events.get(9)
