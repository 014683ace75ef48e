"""What keeping cases costs, beside SQLite doing the bare minimum of the same in the same run."""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.db.connection import connect
from desktop.db.store import Store
from tests.db.samples import NOTE, NOW, OWNER, SCHEME, SESSIONS, UNITS, any_case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MANY = 10_000
RATIO = 15  # of keeping cases with all their indexes to bare inserts of the same rows
OPENING = 10.0  # milliseconds for a desk of 20,000 cases


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return an open desk without cases."""
    made = Store.create(tmp_path / "desk.sqlite3", owner=OWNER, now=NOW)
    with made.transaction():
        made.reference.put_scheme(SCHEME, NOTE)
        for session in SESSIONS:
            made.sessions.add(session, NOTE)
        for unit in UNITS:
            made.units.add(unit, NOTE)
    return made


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _median(times: list[float]) -> float:
    return sorted(times)[len(times) // 2]


def _add(store: Store, first: int, count: int) -> float:
    dice = random.Random(first)
    cases = [any_case(dice, number) for number in range(first, first + count)]

    def write() -> None:
        with store.transaction():
            store.cases.add_many(cases, NOTE)

    return _seconds(write)


def test_many_cases_scale_linearly(store: Store, tmp_path: Path) -> None:
    few, many = _add(store, 0, MANY // 10), _add(store, MANY, MANY)
    tables = ("cases", "case_content", "case_words", "assignment", "reply", "journal")
    rows = {table: store._work.all(f"SELECT * FROM {table}") for table in tables}
    store.close()
    with closing(sqlite3.connect(tmp_path / "bare.sqlite3")) as bare:

        def write() -> None:
            for table, kept in rows.items():
                columns = ", ".join(f"c{at}" for at in range(len(kept[0])))
                bare.execute(f"CREATE TABLE {table} ({columns})")
                bare.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(kept[0]))})", kept)
            bare.commit()

        floor = _seconds(write) * MANY / len(rows["cases"])
    print(  # noqa: T201 - a benchmark tells its figures
        f"\n{MANY} cases kept in {many:.2f} s: {many / floor:.1f} x bare inserts of the same rows, no indexes"
        f" ({floor:.2f} s), {many / few:.1f} x the time of {MANY // 10} ({few:.2f} s)"
    )
    assert many <= RATIO * floor
    assert many <= 15 * few


def test_one_change_and_its_commit(store: Store, tmp_path: Path) -> None:
    _add(store, 0, 2000)

    def change(case_id: int) -> None:
        with store.transaction():
            case = store.cases.get(case_id)
            store.cases.save(replace(case, implementation="正在落实", round=case.round + 1), NOTE)

    ours = _median([_seconds(lambda at=at: change(at)) for at in range(1, 101)])
    store.close()
    with closing(connect(tmp_path / "desk.sqlite3")) as bare:
        sql = "INSERT INTO draft VALUES (?, '', '')"
        floor = _median([_seconds(lambda at=at: bare.execute(sql, (str(at),))) for at in range(100)])
    print(  # noqa: T201
        f"\none case loaded, changed, saved with history: {ours * 1e3:.1f} ms,"
        f" {ours / floor:.1f} x one bare row committed ({floor * 1e3:.1f} ms)"
    )
    assert ours <= 6 * floor


def test_opening_a_desk_of_20000_cases(store: Store, tmp_path: Path) -> None:
    for first in (0, MANY):
        _add(store, first, MANY)
    store.close()
    path = tmp_path / "desk.sqlite3"

    def opened() -> None:
        Store.open(path, owner=OWNER, now=NOW).close()

    def bare() -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()

    ours, floor = _median([_seconds(opened) for _ in range(21)]), _median([_seconds(bare) for _ in range(21)])
    print(  # noqa: T201
        f"\na desk of 20,000 cases opened in {ours * 1e3:.2f} ms: {ours / floor:.1f} x a bare open"
        f" ({floor * 1e3:.2f} ms)"
    )
    assert ours * 1e3 <= OPENING
