"""History that cannot be changed unnoticed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.db.store import Store
from desktop.domain.deadlines import DueDate, Matter
from desktop.domain.errors import OfficeError
from desktop.domain.journal import GENESIS, Note
from tests.db.samples import NOTE, NOW, OWNER, new_case

if TYPE_CHECKING:
    from pathlib import Path

_DOUBLE = (
    "INSERT INTO journal SELECT 17, at, officer, verb, summary, subject, subject_id, before, after, prev,"
    " hash, batch, undoes FROM journal WHERE seq = 16"
)


@pytest.fixture
def told(store: Store) -> Store:
    """Return a desk with ten more lines of history and no guard over them."""
    with store.transaction():
        store.cases.add_many([new_case(str(number)) for number in range(10)], NOTE)
    for trigger in ("journal_is_never_changed", "journal_is_never_erased"):
        store._work.connection.execute(f"DROP TRIGGER {trigger}")
    return store


def test_lines_are_numbered_and_chained(store: Store) -> None:
    with store.transaction():
        case = store.cases.add(new_case(), NOTE)
        later = Note(NOW + timedelta(days=1), "周敏", "交办", "交办给市教育局")
        store.cases.save(case.with_due(Matter.REPLY, DueDate(date(2026, 6, 5))), later)
    first, second = store.cases.history(case.id)
    assert (first.officer, first.verb, first.summary, first.at) == ("林小安", "登记", "登记一件", NOW)
    assert first.before == {}
    assert first.after["proposal"]["title"] == "关于增设公交站点的建议"
    assert (second.seq, second.prev, second.verb) == (first.seq + 1, first.hash, "交办")
    assert second.before == {}
    assert second.after == {"dues": {"reply": {"on": "2026-06-05"}}}
    assert store.journal.head() == (second.seq, second.hash)
    assert store.journal.newest(2) == (second, first)
    assert store.journal.verify() is None


def test_an_empty_history_has_a_head(tmp_path: Path) -> None:
    with closing(Store.create(tmp_path / "desk.sqlite3", owner=OWNER, now=NOW)) as store:
        assert store.journal.head() == (0, GENESIS)
        assert store.journal.verify() is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET officer = '别人'",
        "DELETE FROM journal",
        "UPDATE journal SET hash = hash",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 1",
    ],
)
def test_lines_are_never_changed(store: Store, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        store._work.connection.execute(statement)


@pytest.mark.parametrize(
    ("tampering", "bad"),
    [
        ("UPDATE journal SET officer = '别人' WHERE seq = 9", 9),
        ("UPDATE journal SET after = '{}' WHERE seq = 10", 10),
        ("UPDATE journal SET hash = prev WHERE seq = 11", 11),
        ("UPDATE journal SET batch = 1 WHERE seq = 12", 12),
        ("UPDATE journal SET batch = NULL WHERE seq = 13", 13),
        ("UPDATE journal SET undoes = 2 WHERE seq = 14", 14),
        ("DELETE FROM journal WHERE seq = 8", 8),
        ("UPDATE journal SET seq = 99 WHERE seq = 9", 9),
        (_DOUBLE, 17),
    ],
)
def test_the_first_bad_line_is_named(told: Store, tampering: str, bad: int) -> None:
    assert told.journal.head()[0] == 16
    told._work.connection.execute(tampering)
    assert told.journal.verify() == bad
    assert any(f"历程第 {bad} 条" in problem for problem in told.check())


def test_two_lines_changing_places_are_noticed(told: Store) -> None:
    for old, new in ((9, 99), (10, 9), (99, 10)):
        told._work.connection.execute("UPDATE journal SET seq = ? WHERE seq = ?", (new, old))
    assert told.journal.verify() == 9


def test_a_line_that_cannot_be_read_is_damage(told: Store) -> None:
    told._work.connection.execute("UPDATE journal SET after = 'x' WHERE seq = 9")
    with pytest.raises(OfficeError, match="损坏"):
        told.journal.newest(99)
