"""Whether a page and a search stay as fast on ten times as many cases; only where `MILLION=1` asks for it.

The larger desk is the smaller one ten times over, its rows copied by SQL. It takes an hour and 15 GB of disk.
`MILLION_FROM` gives another number than 100,000 to begin with.
"""

from __future__ import annotations

import os
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.domain.listing import Criteria, SortField
from tests.benchmarks.bench_search import TWO, cases
from tests.benchmarks.large_desks import CASES, new_store
from tests.db.samples import NOTE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from desktop.db.store import Store

FEW = int(os.environ.get("MILLION_FROM", CASES))
FOLD = 10
SLOWER = 2.0  # a page far down is only told: it is found by walking an index, which grows with the list
OFFSETS = (0, FEW // 2, FEW - 100)
_TABLES = {"cases": "id", "case_content": "case_id", "case_words": "case_id", "assignment": "case_id"}

pytestmark = pytest.mark.skipif(os.environ.get("MILLION") != "1", reason="an hour of work and 15 GB of disk")


def _grow(store: Store) -> None:
    """Add every case nine times more under new numbers, and feed the index with them."""
    with store.transaction():
        for table, key in _TABLES.items():
            names = [row[1] for row in store._work.all(f"PRAGMA table_info({table})")]
            said = ", ".join(f"{key} + ?" if name == key else name for name in names)
            copy = f"INSERT INTO {table} SELECT {said} FROM {table} WHERE {key} <= ?"
            store._work.run_many(None, copy, [(FEW * turn, FEW) for turn in range(1, FOLD)])
        store._work.run(None, "INSERT INTO search_waiting SELECT id FROM cases WHERE id > ?", (FEW,))
    _feed(store)


def _feed(store: Store) -> None:
    while store.search.index.feed(1000):
        pass


def _slow(asked: Iterable[Callable[[], object]]) -> float:
    """Return the p99 in milliseconds of the window's own work, the shorter of three runs each."""

    def once(ask: Callable[[], object]) -> float:
        begun = time.thread_time()
        ask()
        return (time.thread_time() - begun) * 1000

    times = sorted(min(once(ask) for _ in range(3)) for ask in asked)
    return times[len(times) * 99 // 100]


def _measured(store: Store) -> dict[str, float]:
    board, newest = store.board, store.search.newest
    pages = [(Criteria(sort=sort), at) for sort in SortField for at in OFFSETS]
    last = board.count(Criteria()) - 100
    ends = [(Criteria(sort=sort), last) for sort in SortField]
    return {
        "page": _slow(lambda asked=each: board.page(*asked, 100) for each in pages),  # type: ignore[misc]
        "last page": _slow(lambda asked=each: board.page(*asked, 100) for each in ends),  # type: ignore[misc]
        "search": _slow(lambda word=word: newest(word, 50) for word in TWO),  # type: ignore[misc]
    }


def test_ten_times_as_many_cases_are_not_slower(tmp_path: Path) -> None:
    with closing(new_store(tmp_path / "desk.sqlite3")) as store:
        for first in range(0, FEW, 10_000):
            with store.transaction():
                store.cases.add_many(cases(min(10_000, FEW - first)), NOTE)
        _feed(store)
        few = _measured(store)
        _grow(store)
        many = _measured(store)
    (tmp_path / "desk.sqlite3").unlink()
    print()  # noqa: T201 - a benchmark tells its figures
    for what, slow in many.items():
        print(f"{what}: p99 {slow:.2f} ms of {FEW * FOLD} cases, {slow / few[what]:.2f} x that of {FEW}")  # noqa: T201
    assert all(many[what] <= SLOWER * few[what] for what in ("page", "search"))
