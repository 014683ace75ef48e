"""What lies in a desk file, counted and compared; and whether a file is whole, asked of SQLite itself."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from desktop.db.connection import translated, version_of
from desktop.domain.errors import DamageError
from desktop.domain.journal import GENESIS
from desktop.domain.manifest import Contents, KeptFile

if TYPE_CHECKING:
    from pathlib import Path

_TABLES = (
    "SELECT name FROM sqlite_schema WHERE type = 'table'"
    " AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
)
_NOT_WHOLE = "备份未通过完整性检查，已放弃这份备份，原文件没有改动；请运行“检查”并联系维护人员。"
_PASSING = ("draft", "search", "case_words", "sign_in")  # what changes without a line of history
_SHELVES = {  # which files belong to a shelf; an older desk has not all of them
    "attachment": "SELECT sha256, size, name FROM attachment",
    "print": "SELECT sha256, size, name FROM print",
    "template": "SELECT content ->> '$.sha256' AS sha256, content ->> '$.size', name FROM template",
}


def contents_of(connection: sqlite3.Connection) -> Contents:
    """Return what an open desk file holds; what cannot be read is refused as damage."""
    with translated():
        names = [row[0] for row in connection.execute(_TABLES)]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = tuple((name, _count(connection, name)) for name in names)
        first = connection.execute("SELECT hash FROM journal ORDER BY seq LIMIT 1").fetchone()
        last = connection.execute("SELECT seq, hash, at FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        orphans = sum(1 for _ in connection.execute("PRAGMA foreign_key_check"))
    seq, head, at = last or (0, GENESIS, "")
    return Contents(version, tables, first[0] if first else GENESIS, seq, head, at, orphans)


def _count(connection: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0])


def files_of(connection: sqlite3.Connection) -> tuple[KeptFile, ...]:
    """Return every file that belongs to the desk, each name of it once, in order of hash and name."""
    with translated():
        found = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema") if row[0] in _SHELVES]
        if not found:
            return ()
        kept = " UNION ".join(_SHELVES[name] for name in found)
        return tuple(KeptFile(*row) for row in connection.execute(f"{kept} ORDER BY sha256, name"))


def same(one: Contents, other: Contents) -> bool:
    """Return whether two files hold the same, but for what changes without a line of history."""

    def lasting(each: Contents) -> list[tuple[str, int]]:
        return [(name, rows) for name, rows in each.tables if not name.startswith(_PASSING)]

    marks = (one.head, one.schema, one.orphans) == (other.head, other.schema, other.orphans)
    return marks and lasting(one) == lasting(other)


def inspected(path: Path) -> Contents:
    """Return what a closed file holds after every page, reference and index of it was looked at.

    Raises `DamageError` when it is no desk file, or not whole.
    """
    version_of(path)
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise DamageError(_NOT_WHOLE)
            return contents_of(copy)
    except sqlite3.Error as error:  # also what is no known fault: a table that is gone, a schema that lies
        raise DamageError(_NOT_WHOLE) from error


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file. Never of an open desk: closing the handle would drop SQLite's locks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
