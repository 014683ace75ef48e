"""What header filters cost on a desk of 100,000 cases: tick lists with counts, and lists under them."""

from __future__ import annotations

import random
import time
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.db.store import Store
from desktop.domain.filters import ColumnFilter, ListColumn, Mark
from desktop.domain.listing import Criteria, SortField, SortKey
from tests.db.samples import NOTE, NOW, OWNER, SCHEME, SESSIONS, UNITS, any_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CASES = 100_000
MILLISECONDS = 150.0
PAGE_MILLISECONDS = 20.0
SHOWN = 500  # lines of a tick list


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return an open desk of 100,000 invented cases."""
    path = tmp_path_factory.mktemp("facets") / "desk.sqlite3"
    dice = random.Random(20260305)
    with closing(Store.create(path, owner=OWNER, now=NOW)) as made:
        with made.transaction():
            made.reference.put_scheme(SCHEME, NOTE)
            for session in SESSIONS:
                made.sessions.add(session, NOTE)
            for unit in UNITS:
                made.units.add(unit, NOTE)
            made.cases.add_many((any_case(dice, number) for number in range(CASES)), NOTE)
        yield made


def _milliseconds(work: Callable[[], object]) -> float:
    """Return the shortest of three runs in processor time: nothing here waits for anything else."""

    def once() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return min(once() for _ in range(3)) * 1000


def _tell(what: str, times: dict[str, float]) -> None:
    name, slowest = max(times.items(), key=lambda each: each[1])
    middle = sorted(times.values())[len(times) // 2]
    print(f"{what}: median {middle:.0f} ms, slowest {slowest:.0f} ms ({name})")  # noqa: T201


def test_a_tick_list_with_counts(store: Store) -> None:
    print()  # noqa: T201
    narrow = Criteria(1, filters=(ColumnFilter(ListColumn.LEAD_UNIT, ("市教育局",)),))
    for what, asked in (("every case", Criteria()), ("under another filter", narrow)):
        times = {
            column.label: _milliseconds(lambda: store.board.facets(asked, column, SHOWN))  # noqa: B023
            for column in ListColumn
        }
        _tell(f"tick list, {what}", times)
        assert max(times.values()) <= MILLISECONDS


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
    _tell("count and first page", fresh)
    assert max(fresh.values()) <= MILLISECONDS
    pages = {
        name: _milliseconds(lambda: store.board.page(each, store.board.count(each) // 2, 100))  # noqa: B023
        for name, each in lists.items()
    }
    _tell("any page after it", pages)
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
    _tell("first page by four columns", times)


def _by(first: SortField, *then: SortKey) -> Criteria:
    return Criteria().sorted_by(SortKey(first), *then)
