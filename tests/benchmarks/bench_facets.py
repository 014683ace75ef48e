"""What header filters cost on a desk of 100,000 cases: tick lists with counts, and lists under them."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.domain.filters import ColumnFilter, ListColumn, Mark
from desktop.domain.listing import Criteria, SortField, SortKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.db.store import Store

READINGS = 6.0  # a tick list may cost so many plain readings of the table: 150 ms where one takes 25 ms
LIST_READINGS = 8.0  # a list that must be found anew: its count and its first page
PAGE_MILLISECONDS = 20.0
_READING = "SELECT count(*) FROM cases NOT INDEXED WHERE is_deleted = 0 AND handler = 'x'"
SHOWN = 500  # lines of a tick list


@pytest.fixture
def store(large_store: Store) -> Store:
    """Return an open desk of 100,000 invented cases."""
    return large_store


def _milliseconds(work: Callable[[], object]) -> float:
    """Return the shortest of five runs in processor time: nothing here waits for anything else."""

    def once() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return min(once() for _ in range(5)) * 1000


def _reading(store: Store) -> float:
    """Return what reading every row once costs, now, on this machine."""
    return _milliseconds(lambda: store._work.one(_READING))


def _tell(what: str, times: dict[str, float], floor: float) -> float:
    """Print the figures and return how many plain readings the slowest costs."""
    name, slowest = max(times.items(), key=lambda each: each[1])
    middle = sorted(times.values())[len(times) // 2]
    print(  # noqa: T201
        f"{what}: median {middle:.0f} ms, slowest {slowest:.0f} ms ({name}); "
        f"{slowest / floor:.1f} x a plain reading of the table ({floor:.0f} ms)"
    )
    return slowest / floor


def test_a_tick_list_with_counts(store: Store) -> None:
    print()  # noqa: T201
    narrow = Criteria(1, filters=(ColumnFilter(ListColumn.LEAD_UNIT, ("市教育局",)),))
    for what, asked in (("every case", Criteria()), ("under another filter", narrow)):
        times = {
            column.label: _milliseconds(lambda: store.board.facets(asked, column, SHOWN))  # noqa: B023
            for column in ListColumn
        }
        assert _tell(f"tick list, {what}", times, _reading(store)) <= READINGS


def test_a_list_under_a_filter(store: Store) -> None:
    asked = {
        "ticked": ColumnFilter(ListColumn.HANDLER, ("高一",)),
        "unticked": ColumnFilter(ListColumn.CO_UNITS, ("市教育局",), is_not=True),
        "words of a title": ColumnFilter(ListColumn.TITLE, contains="学校"),
        "words of a next step": ColumnFilter(ListColumn.NEXT_STEP, contains="起草"),
        "days": ColumnFilter(ListColumn.OWED_ON, first=date(2026, 6, 1), last=date(2026, 6, 7)),
        "empty": ColumnFilter(ListColumn.DOC_NO, is_empty=True),
    }
    lists = {name: Criteria(filters=(each,)) for name, each in asked.items()}
    lists |= {mark.value: Criteria(marks=(mark,)) for mark in Mark}
    print()  # noqa: T201
    fresh = {name: _milliseconds(lambda: _anew(store, each)) for name, each in lists.items()}  # noqa: B023
    assert _tell("count and first page", fresh, _reading(store)) <= LIST_READINGS
    pages = {
        name: _milliseconds(lambda: store.board.page(each, store.board.count(each) // 2, 100))  # noqa: B023
        for name, each in lists.items()
    }
    _tell("any page after it", pages, _reading(store))
    assert max(pages.values()) <= PAGE_MILLISECONDS


def _anew(store: Store, criteria: Criteria) -> None:
    """Ask for a list as if another had been asked for before."""
    store.board._found.clear()
    store.board.count(criteria)
    store.board.page(criteria, 0, 100)


def test_a_page_by_several_columns(store: Store) -> None:
    keys = (SortKey(SortField.LEAD_UNIT), SortKey(SortField.STAGE), SortKey(SortField.DUE_ON))
    times = {
        first.label: _milliseconds(lambda: store.board.page(_by(first, *keys), 0, 100))  # noqa: B023
        for first in SortField
    }
    print()  # noqa: T201
    _tell("any page by four columns", times, _reading(store))


def _by(first: SortField, *then: SortKey) -> Criteria:
    return Criteria().sorted_by(SortKey(first), *then)
