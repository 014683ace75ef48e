"""Opening files that are a desk, and refusing, unchanged, those that are not."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.db.connection import connect, known_error, undamaged, version_of
from desktop.db.store import Store
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from tests.db.samples import NOTE, NOW, OWNER, new_case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sqlite_of_others(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE notes (text)")
        other.commit()


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda path: path.write_bytes(b""), "0字节"),
        (lambda path: path.write_text("这是一份普通的文字，不是数据库。" * 99, "utf-8"), "不是办理台"),
        (_sqlite_of_others, "别的程序"),
        (lambda path: path.mkdir(), "找不到"),
    ],
)
def test_refuses_what_is_no_desk_and_leaves_it_alone(
    tmp_path: Path, make: Callable[[Path], object], word: str
) -> None:
    path = tmp_path / "desk.sqlite3"
    make(path)
    before = _digest(path) if path.is_file() else ""
    with pytest.raises(OfficeError, match=word):
        Store.open(path, owner=OWNER, now=NOW)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert before == (_digest(path) if path.is_file() else "")


def test_creates_nothing_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="找不到"):
        Store.open(tmp_path / "desk.sqlite3", owner=OWNER, now=NOW)
    with pytest.raises(OfficeError, match="打不开"):
        connect(tmp_path / "desk.sqlite3")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [
        "PRAGMA user_version = 99",
        "INSERT INTO _sqlite_migrations VALUES (99, 'desk', '0099_later', '2030-01-01')",
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_refuses_a_file_of_a_newer_program_and_leaves_it_alone(
    desk: Path, change: str, *, read_only: bool
) -> None:
    with closing(sqlite3.connect(desk)) as newer:
        newer.execute(change)
        newer.commit()
    before = _digest(desk)
    with pytest.raises(OfficeError, match="更新的版本"):
        Store.open(desk, owner=OWNER, now=NOW, read_only=read_only)
    assert _digest(desk) == before
    with pytest.raises(OfficeError, match="更新的版本"):
        Store.open(desk, owner=OWNER, now=NOW)  # the refusal kept no lock


def test_every_setting_is_made(desk: Path) -> None:
    with closing(connect(desk)) as connection:
        found = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check",
                "secure_delete", "cache_spill", "busy_timeout", "page_size", "temp_store",
            )
        }  # fmt: skip
    assert found == {
        "journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "trusted_schema": 0,
        "cell_size_check": 1, "secure_delete": 1, "cache_spill": 0, "busy_timeout": 5000, "page_size": 8192,
        "temp_store": 2,
    }  # fmt: skip


def _left_with_hot_journal(desk: Path, target: Path) -> None:
    """Copy a desk in the middle of a commit, as a crash would leave it."""
    with closing(connect(desk)) as connection:
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO draft VALUES (?, ?, '')", [(str(number), "草稿" * 999) for number in range(99)]
        )
        target.write_bytes(desk.read_bytes())
        journal = desk.with_name(f"{desk.name}-journal")
        target.with_name(f"{target.name}-journal").write_bytes(journal.read_bytes())
        connection.execute("ROLLBACK")


def test_a_hot_journal_is_rolled_back_by_the_next_writer(desk: Path, tmp_path: Path) -> None:
    target = tmp_path / "crashed.sqlite3"
    _left_with_hot_journal(desk, target)
    assert version_of(target) == version_of(desk)
    with closing(Store.open(target, owner=OWNER, now=NOW)) as store:
        assert store.reference.draft("5") is None
        assert store.check() == ()


def test_a_hot_journal_of_another_program_is_left_alone(tmp_path: Path, desk: Path) -> None:
    target = tmp_path / "other.sqlite3"
    _left_with_hot_journal(desk, target)
    raw = bytearray(target.read_bytes())
    raw[:16] = b"another program."
    target.write_bytes(raw)
    with pytest.raises(OfficeError, match="不是办理台"):
        version_of(target)
    assert target.read_bytes() == bytes(raw)


@pytest.mark.parametrize(
    "statement", ["SELEKT", "INSERT INTO t VALUES (1)", "INSERT INTO nowhere VALUES (1)"]
)
def test_bugs_of_sql_are_not_known_errors(tmp_path: Path, statement: str) -> None:
    with closing(sqlite3.connect(tmp_path / "any.sqlite3")) as connection:
        connection.execute("CREATE TABLE t (x UNIQUE)")
        connection.execute("INSERT INTO t VALUES (1)")
        with pytest.raises(sqlite3.Error) as caught:
            connection.execute(statement)
    assert known_error(caught.value) is None


def test_text_that_is_no_text_any_more_is_damage() -> None:
    undecodable = sqlite3.OperationalError("Could not decode to UTF-8 column 'title' with text '\xff'")
    assert "损坏" in str(known_error(undecodable))
    assert known_error(ValueError("x")) is None


def test_a_full_disk_is_told_and_changes_nothing(store: Store) -> None:
    work = store._work
    pages = work.one("PRAGMA page_count")[0]
    work.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OfficeError, match="磁盘已满"), store.transaction():
        store.cases.add_many([new_case(str(number), "案" * 999) for number in range(99)], NOTE)
    assert store.journal.head()[0] == len(store.journal.newest(999))
    work.connection.execute(f"PRAGMA max_page_count = {pages * 9}")
    with store.transaction():
        assert store.cases.add(new_case(), NOTE).id == 1
    assert store.check() == ()


def test_a_lock_of_another_program_is_told(store: Store, desk: Path) -> None:
    store._work.connection.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(desk, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OfficeError, match="占用"), store.transaction():
            store.cases.add(new_case(), NOTE)
    with store.transaction():
        assert store.cases.add(new_case(), NOTE).id == 1


def test_text_that_cannot_be_kept_is_told(store: Store) -> None:
    with pytest.raises(OfficeError, match="无法保存的字符"), store.transaction():
        store.cases.add(new_case(title="半个字符\ud800"), NOTE)
    assert store.cases.by_number("12") == ()


def test_bugs_pass_unchanged(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError), store.transaction():
        store.cases.add(new_case(session_id=99), NOTE)
    with pytest.raises(ZeroDivisionError), undamaged():
        1 / 0  # noqa: B018


def test_damage_anywhere_never_ends_in_anything_but_a_sentence(
    store: Store, desk: Path, tmp_path: Path
) -> None:
    with store.transaction():
        store.cases.add_many([new_case(str(number)) for number in range(60)], NOTE)
    store.close()
    whole = desk.read_bytes()
    for turn in range(60):
        raw = bytearray(whole)
        place = (turn * 7919 * 31) % (len(raw) - 64)
        raw[place : place + 64] = bytes((turn * 13 + step) % 256 for step in range(64))
        damaged = tmp_path / f"{turn}.sqlite3"
        damaged.write_bytes(raw if turn % 5 else whole[: len(whole) * turn // 60])
        sentences = _read_everything(damaged)
        assert all(sentence.endswith("。") for sentence in sentences)


def _read_everything(path: Path) -> list[str]:
    """Return the refusals met in reading all there is."""
    refusals = []
    try:
        with closing(Store.open(path, owner=OWNER, now=NOW)) as store:
            for read in (store.check, store.units.all, store.sessions.all, store.board.totals):
                refusals += _refusal(read)
            refusals += _refusal(lambda: [store.cases.get(row.id) for row in store.board.rows(Criteria())])
    except OfficeError as error:
        refusals.append(error.message)
    return refusals


def _refusal(read: Callable[[], object]) -> list[str]:
    try:
        read()
    except OfficeError as error:
        return [error.message]
    return []
