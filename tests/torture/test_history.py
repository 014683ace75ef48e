"""What is done can be taken back, and what was done can never be hidden (P-15, P-28, P-29)."""

from __future__ import annotations

import ast
import random
import re
import sqlite3
import time
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from desktop import paths
from desktop.casework import find, undo
from desktop.db import word_index
from desktop.db.journal import Journal
from desktop.db.rows import content_of
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from tests.torture import walk
from tests.torture.children import ROOT, dump
from tests.torture.figures import LONG, times, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.db.journal import Entry
    from desktop.domain.journal import Note

SEEDS = (1, 2, 3) if LONG else (1,)
DERIVED = {"tally", "case_words", "search", "search_waiting", "draft"}
"""What follows from the rest, or is still being typed: no act of its own."""
HANDED_ON = re.compile(r"_journal\.append|self(\.\w+){1,2}\(.*\bnote\b", re.DOTALL)


def seen(office: Office) -> dict[int, object]:
    """Return every case that is not in the recycle bin: its row in the lists, what it holds, its files."""
    rows = find.page(office, Criteria(), 0, 10**6)
    files = {row.id: [each for each in office.store.attachments.of_case(row.id) if not each.is_deleted]
             for row in rows}  # fmt: skip
    return {row.id: (row, content_of(office.store.cases.get(row.id)), files[row.id]) for row in rows}


# --- P-15 ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_p15_acts_by_dice_are_taken_back_to_the_beginning(tmp_path: Path, seed: int) -> None:
    began, number = time.perf_counter(), times(25, 200)
    with closing(walk.peopled(tmp_path / "desk")) as office:
        beginning = seen(office)
        lines = walk.done(office, random.Random(seed), number)
        assert seen(office) != beginning
        for _ in range(number):
            undo.undo(office)
        end = seen(office)
        wrong = [each for each in beginning.keys() | end.keys() if beginning.get(each) != end.get(each)]
        assert lines >= number
        told(
            "P-15",
            "acts by dice taken back; cases not as before",
            number,
            len(wrong),
            time.perf_counter() - began,
        )
        assert wrong == []
        assert office.store.check() == ()


# --- P-28 ---------------------------------------------------------------------------------------------------


def written_by(statement: str) -> str:
    """Return the table a statement writes to, or "" when it only reads."""
    found = re.match(
        r"\s*(?:INSERT|UPDATE|DELETE)(?: OR \w+)?(?: INTO| FROM)? (\w+)", statement, re.IGNORECASE
    )
    return found[1] if found else ""


def test_p28_no_transaction_writes_without_a_line_of_history(tmp_path: Path) -> None:
    began, open_one = time.perf_counter(), set[str]()
    committed: list[set[str]] = []

    def hear(statement: str) -> None:
        if statement.startswith("COMMIT"):
            committed.append(set(open_one))
        if statement.startswith(("COMMIT", "ROLLBACK")) and " TO " not in statement:
            open_one.clear()
        open_one.update({written_by(statement)} - {""})

    with closing(walk.peopled(tmp_path / "desk", cases=3)) as office:
        office.store._work.connection.set_trace_callback(hear)
        walk.done(office, random.Random(7), times(40, 300))
        while word_index.WordIndex(office.store._work).feed(100):
            pass
        office.store._work.connection.set_trace_callback(None)
    silent = [tables for tables in committed if tables - DERIVED and "journal" not in tables]
    told("P-28", "transactions that wrote; without a line of history", len(committed), len(silent),
         time.perf_counter() - began)  # fmt: skip
    assert silent == []
    assert len([tables for tables in committed if "journal" in tables]) >= times(40, 300)


def test_p28_an_act_whose_line_cannot_be_written_is_not_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, tried, wrong = time.perf_counter(), 0, 0
    append = Journal.append_many

    def broken(self: Journal, note: Note, entries: Iterator[Entry]) -> None:
        append(self, note, entries)
        raise MemoryError

    with closing(walk.peopled(tmp_path / "desk", cases=3)) as office:
        for act in walk.acts(office, random.Random(11)):
            before = dump(office.directory)
            with monkeypatch.context() as patch, suppress(OfficeError):
                patch.setattr(Journal, "append_many", broken)
                try:
                    act()
                except MemoryError:
                    tried += 1
                wrong += dump(office.directory) != before
            if tried == times(20, 150):
                break
            with suppress(OfficeError):
                act()
        assert office.store.check() == ()
    told("P-28", "acts whose line of history broke", tried, wrong, time.perf_counter() - began)
    assert wrong == 0


def test_p28_every_shelf_method_that_takes_a_note_writes_it_down() -> None:
    """Whatever asks for a note hands it to the history, or to another method of its class that does."""
    silent = []
    for file in (ROOT / "desktop" / "db").glob("*.py"):
        for shelf in ast.parse(file.read_text("utf-8")).body:
            if not isinstance(shelf, ast.ClassDef) or shelf.name == "Journal":
                continue
            for method in (each for each in shelf.body if isinstance(each, ast.FunctionDef)):
                words = ast.unparse(method)
                takes = any(each.arg == "note" for each in method.args.args)
                if takes and not HANDED_ON.search(words):
                    silent.append(f"{file.name}:{shelf.name}.{method.name}")
    assert silent == []


# --- P-29 ---------------------------------------------------------------------------------------------------

COLUMNS = ("at", "officer", "verb", "summary", "subject", "subject_id", "before", "after", "prev", "hash")
FAR = 10**6


@pytest.fixture(scope="module")
def chained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Return a desk with a history nobody guards any more."""
    with closing(walk.peopled(tmp_path_factory.mktemp("chained") / "desk", cases=6)) as office:
        connection = office.store._work.connection
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'journal'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        yield office


def tampered(office: Office, *statements: tuple[str, tuple[object, ...]]) -> int | None:
    """Return the line the check names after these statements, which are then undone."""
    connection = office.store._work.connection
    connection.execute("BEGIN")
    try:
        for sql, values in statements:
            connection.execute(sql, values)
        return office.store.journal.verify()
    finally:
        connection.execute("ROLLBACK")


def test_p29_any_line_changed_is_named(chained: Office) -> None:
    began, last = time.perf_counter(), chained.store.journal.head()[0]
    tries, missed = 0, []
    for seq in range(1, last + 1, 1 if LONG else last // 6):
        for column in COLUMNS:
            change = "x + 1" if column == "subject_id" else "x || '9'"
            sql = f"UPDATE journal SET {column} = {change.replace('x', column, 1)} WHERE seq = ?"
            tries, found = tries + 1, tampered(chained, (sql, (seq,)))
            missed += [] if found == seq else [(seq, column, found)]
    told("P-29", "lines of history changed", tries, len(missed), time.perf_counter() - began)
    assert missed == []


def test_p29_any_line_deleted_inserted_or_moved_is_named(chained: Office) -> None:
    began, last = time.perf_counter(), chained.store.journal.head()[0]
    rest = ", ".join((*COLUMNS, "batch", "undoes"))
    tries, missed = 0, []
    for seq in range(1, last, 1 if LONG else last // 6):
        insert = f"INSERT INTO journal (seq, {rest}) SELECT ?, {rest} FROM journal WHERE seq = ?"
        apart = f"UPDATE journal SET seq = seq + {FAR} WHERE seq > ?"
        together = f"UPDATE journal SET seq = seq - {FAR - 1} WHERE seq > {FAR}"
        move = "UPDATE journal SET seq = ? WHERE seq = ?"
        attacks = {
            "deleted": ((("DELETE FROM journal WHERE seq = ?", (seq,)),), seq),
            "inserted": (((apart, (seq,)), (insert, (seq + 1, seq)), (together, ())), seq + 1),
            "moved": (((move, (FAR, seq)), (move, (seq, seq + 1)), (move, (seq + 1, FAR))), seq),
        }
        for name, (statements, expected) in attacks.items():
            tries, found = tries + 1, tampered(chained, *statements)
            missed += [] if found == expected else [(seq, name, found)]
    told("P-29", "lines of history deleted, inserted, moved", tries, len(missed), time.perf_counter() - began)
    assert missed == []


def test_p29_a_cut_off_tail_is_told_by_the_head_once_printed(chained: Office) -> None:
    printed = chained.history_mark
    connection = chained.store._work.connection
    connection.execute("BEGIN")
    connection.execute("DELETE FROM journal WHERE seq > 5")
    assert chained.store.journal.verify() is None
    assert chained.history_mark != printed
    connection.execute("ROLLBACK")
    assert chained.history_mark == printed


def test_p29_the_guards_are_back_in_every_desk(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    walk.peopled(folder, cases=1).close()
    with closing(sqlite3.connect(paths.desk_file(folder))) as connection:
        for attack in ("DELETE FROM journal", "UPDATE journal SET verb = '改'"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                connection.execute(attack)
