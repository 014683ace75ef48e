"""The clock of the computer, doubted where the history belies it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.casework import timekeeping
from desktop.casework.office import Office
from desktop.db.store import Store
from tests.desks import Clock, new_office, registered

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, ""),
        (1, ""),
        (180, ""),
        (-1, "早于上一次操作（2026-03-02）"),
        (-365, "2025-03-02"),
        (365, "已有 365 天"),
    ],
)
def test_a_day_that_cannot_be_is_told(tmp_path: Path, days: int, words: str) -> None:
    clock = Clock()
    with closing(new_office(tmp_path, clock=clock)) as office:
        registered(office)
        clock.turn(days)
        told = timekeeping.doubt(office)
        assert bool(told) == bool(words)
        assert words in told


def test_a_desk_without_a_history_proves_nothing(tmp_path: Path) -> None:
    clock = Clock()
    with closing(Store.create(tmp_path / "desk.sqlite3", owner="x", now=clock())) as store:
        assert timekeeping.doubt(Office(store, clock, "示例经办", tmp_path)) == ""
