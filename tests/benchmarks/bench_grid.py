"""What a page of the list costs on a desk of 100,000 cases, beside reading 100 rows straight by their ids."""

from __future__ import annotations

import random
import time
import tracemalloc
from itertools import product
from typing import TYPE_CHECKING

import pytest

from desktop.db.list_rows import SHOWN
from desktop.domain.listing import Criteria, SortField
from desktop.domain.stage import Stage
from tests.benchmarks.large_desks import CASES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.db.store import Store

PAGE = 100
MILLISECONDS = 20.0  # p99, any order, any offset

_BY_ID = (
    f"SELECT {', '.join(name for name in SHOWN if name != 'session')} FROM cases WHERE id BETWEEN ? AND ?"
)


@pytest.fixture
def store(large_store: Store) -> Store:
    """Return an open desk of 100,000 invented cases."""
    return large_store


def _milliseconds(work: Callable[[], object]) -> float:
    """Return the shortest of three runs: what the work costs, not what else the machine was doing."""

    def once() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return min(once() for _ in range(3)) * 1000


def _p(percent: int, times: Sequence[float]) -> float:
    return sorted(times)[min(len(times) * percent // 100, len(times) - 1)]


def _tell(what: str, times: Sequence[float], floor: float) -> None:
    median, slow = _p(50, times), _p(99, times)
    print(  # noqa: T201 - a benchmark tells its figures
        f"{what}: p50 {median:.1f} ms, p99 {slow:.1f} ms ({len(times)} pages); "
        f"{slow / floor:.1f} x the p99 of {PAGE} rows by id ({floor:.1f} ms)"
    )


def _pages(store: Store, *asked: Criteria) -> list[float]:
    dice = random.Random(7)
    times = []
    for criteria in asked:
        count = store.board.count(criteria)
        offsets = (0, count // 2, max(count - PAGE, 0), dice.randrange(max(count, 1)))
        times += [_milliseconds(lambda at=at: store.board.page(criteria, at, PAGE)) for at in offsets]  # noqa: B023
    return times


def _floor(store: Store) -> float:
    dice = random.Random(7)
    starts = [dice.randrange(1, CASES - PAGE) for _ in range(200)]
    return _p(
        99, [_milliseconds(lambda at=at: store._work.all(_BY_ID, (at, at + PAGE - 1))) for at in starts]
    )


def test_a_page_in_any_order(store: Store) -> None:
    floor = _floor(store)
    orders = list(product(SortField, (False, True)))
    every = [Criteria(sort=sort, descending=down) for sort, down in orders]
    times = _pages(store, *every, *every)
    print()  # noqa: T201
    _tell("any order, any offset", times, floor)
    session = [Criteria(1, sort=sort, descending=down) for sort, down in orders]
    _tell("one of two sessions", _pages(store, *session), floor)
    open_ones = (Stage.IN_HAND, Stage.DRAFTED, Stage.IN_REVIEW)
    narrow = [Criteria(1, stages=open_ones, unit_id=2, sort=sort, descending=down) for sort, down in orders]
    _tell("session, stages, unit", _pages(store, *narrow), floor)
    _tell(
        "words",
        _pages(store, *(Criteria(text=word) for word in ("道路", "王三 学校", "建12", "没有"))),
        floor,
    )
    assert _p(99, times) <= MILLISECONDS


def test_memory_does_not_grow_with_the_list(store: Store) -> None:
    def peak(criteria: Criteria, offset: int) -> int:
        tracemalloc.start()
        store.board.page(criteria, offset, PAGE)
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    few, many = peak(Criteria(text="王三", kinds=()), 0), peak(Criteria(), CASES * 9 // 10)
    print(f"\npeak of Python memory for a page: {few / 1e3:.0f} kB of few rows, {many / 1e3:.0f} kB of all")  # noqa: T201
    assert many <= 1.5 * few


def test_counts_and_figures(store: Store) -> None:
    print()  # noqa: T201
    for name, ask in (
        ("count", lambda: store.board.count(Criteria())),
        ("by stage", store.board.by_stage),
        ("due list", lambda: store.board.due_between(None, None, 50)),
        ("totals", store.board.totals),
    ):
        times = [_milliseconds(ask) for _ in range(9)]
        print(f"{name}: p50 {_p(50, times):.1f} ms")  # noqa: T201
