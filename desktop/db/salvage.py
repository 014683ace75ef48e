"""Salvage: what can still be read of a damaged desk, row by row into a new file; the old one stays as it is.

Read forwards until a row cannot be read, backwards from the end, and one by one in between. What follows from
the cases (search, counts, tasks in lists) is not read but derived again when the new file is opened.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.db import migrations
from desktop.db.connection import PAGE_SIZE, connect_new
from desktop.db.rows import case_from
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_DERIVED = ("_sqlite", "sqlite_", "search", "tally", "case_words", "assignment", "reply")
_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
_MAGIC = b"SQLite format 3\0"
_LETTING_WAIT = (
    "INSERT OR IGNORE INTO search_waiting SELECT case_id FROM case_content JOIN cases ON id = case_id"
)
_MOST_ONE_BY_ONE, _MOST_MISSES = 100_000, 500
_HOPELESS = frozenset({"SQLITE_NOTADB", "SQLITE_ERROR"})  # no database, no such table

Row = tuple[Any, ...]


class Salvaged(NamedTuple):
    """What became of one table: rows taken over, and rows that were there and are lost."""

    table: str
    read: int
    lost: int


def salvage(damaged: Path, target: Path) -> tuple[Salvaged, ...]:
    """Write what can be read of `damaged` into the new desk file `target`; return table by table how much.

    Raises `OfficeError`, nothing written, when not one case can be read.
    """
    with tempfile.TemporaryDirectory(dir=target.parent, ignore_cleanup_errors=True) as scratch:
        source = _working_copy(damaged, Path(scratch))
        made = Path(scratch) / "new.sqlite3"
        with closing(connect_new(made)) as new, closing(_tolerant(source)) as old:
            migrations.migrate(new)
            new.execute("PRAGMA foreign_keys = OFF")
            told = tuple(_taken(old, new, table) for table in _tables(new))
            new.execute(_LETTING_WAIT)
        if not any(each.read for each in told if each.table == "case_content"):
            raise OfficeError("没有读出一件办件，没有抢救成；损坏的文件已原样保留，请用备份恢复。")
        made.replace(target)
    return told


def _working_copy(damaged: Path, folder: Path) -> Path:
    """Copy the file with its journal, so that nothing is changed there; mend a lost header."""
    copy = folder / "damaged.sqlite3"
    shutil.copyfile(damaged, copy)
    journal = damaged.with_name(f"{damaged.name}-journal")
    if journal.exists():
        shutil.copyfile(journal, folder / "damaged.sqlite3-journal")
    with copy.open("r+b") as file:
        head = file.read(24)
        if not head.startswith(_MAGIC) or head[16:18] != PAGE_SIZE.to_bytes(2):
            file.seek(0)
            file.write(_MAGIC + PAGE_SIZE.to_bytes(2) + bytes((1, 1, 0, 64, 32, 32)))
    return copy


def _tolerant(path: Path) -> sqlite3.Connection:
    """Return a connection that reads what it can, broken text and schema included."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA writable_schema = ON")
    return connection


def _tables(new: sqlite3.Connection) -> list[str]:
    names = [row[0] for row in new.execute(_TABLES)]
    return [name for name in names if not name.startswith(_DERIVED)]


def _taken(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> Salvaged:
    """Take one table over; a row that the new file does not accept, or that means nothing, is lost."""
    columns = _shared(old, new, table)
    if not columns:
        return Salvaged(table, 0, 0)
    marks = ", ".join("?" for _ in columns)
    put = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"
    means = _MEANS.get(table, _any)
    taken, seen = 0, 0
    new.execute("BEGIN")
    for row in _rows(old, table, columns):
        seen += 1
        with suppress(sqlite3.Error):
            taken += new.execute(put, row).rowcount if means(dict(zip(columns, row, strict=True))) else 0
    new.execute("COMMIT")
    return Salvaged(table, taken, max(_told(old, table), seen) - taken)


def _shared(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns both files have; those of the new file where the old one cannot say."""
    here = [row[1] for row in new.execute(f"PRAGMA table_info({table})")]
    with suppress(sqlite3.Error):
        there = {row[1] for row in old.execute(f"PRAGMA table_info({table})")}
        return [name for name in here if name in there]
    return here


def _told(old: sqlite3.Connection, table: str) -> int:
    """Return how many rows the table says it has, 0 when it cannot say; an index may know."""
    with suppress(sqlite3.Error):
        return int(old.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    return 0


def _rows(old: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[Row]:
    """Yield every row that can be read, each at least once."""
    wanted = f"SELECT rowid, {', '.join(columns)} FROM {table}"
    last, is_whole = 0, False
    try:
        for row in old.execute(f"{wanted} ORDER BY rowid"):
            last = row[0]
            yield row[1:]
        is_whole = True
    except sqlite3.Error:
        pass
    if is_whole:
        return
    first = last + _MOST_ONE_BY_ONE
    with suppress(sqlite3.Error):
        for row in old.execute(f"{wanted} WHERE rowid > ? ORDER BY rowid DESC", (last,)):
            first = row[0]
            yield row[1:]
    between = range(last + 1, min(first, last + _MOST_ONE_BY_ONE))
    yield from _one_by_one(old, f"{wanted} WHERE rowid = ?", between)


def _one_by_one(old: sqlite3.Connection, wanted: str, numbers: Iterable[int]) -> Iterator[Row]:
    """Yield the rows of these numbers; many in a row that are not there or not readable are the end of it."""
    misses = 0
    for number in numbers:
        row = None
        try:
            row = old.execute(wanted, (number,)).fetchone()
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "") in _HOPELESS:
                return
        misses = misses + 1 if row is None else 0
        if misses > _MOST_MISSES:
            return
        if row is not None:
            yield row[1:]


def _any(_row: dict[str, Any]) -> bool:
    return True


def _is_case(row: dict[str, Any]) -> bool:
    try:
        case_from(row["content"], row["case_id"], 1)
    except (OfficeError, TypeError, ValueError, KeyError, AttributeError):
        return False
    return True


def _is_json(row: dict[str, Any]) -> bool:
    try:
        json.loads(row["content"])
    except (TypeError, ValueError):
        return False
    return True


_MEANS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "case_content": _is_case,
    **dict.fromkeys(("scheme", "calendar_year", "letter", "dispatch", "event"), _is_json),
    **dict.fromkeys(("saved_view", "report", "template"), _is_json),
}
