"""Desks of every schema there ever was, brought up to the newest, stopped after any statement (P-12)."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database

from desktop import paths
from desktop.db import journal as history
from desktop.db import migrations
from desktop.db.connection import connect_new
from desktop.db.steps import STEPS
from desktop.domain.journal import GENESIS, chain_hash
from tests.desks import Clock, answered, handed_out, judged, new_office, registered
from tests.torture.children import child, dump, reopened, said
from tests.torture.figures import LONG, told

if TYPE_CHECKING:
    from pathlib import Path

VERSIONS = range(1, len(STEPS) + 1) if LONG else (1, 6, len(STEPS) - 1)
DERIVED = {"search", "search_waiting", "tally", "case_words", "_sqlite_migrations"}


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk of today with cases at several stages, a letter, and their history."""
    folder = tmp_path_factory.mktemp("newest") / "desk"
    with closing(new_office(folder)) as office:
        judged(office, answered(office, registered(office)))
        handed_out(office, registered(office, "13"))
        registered(office, "14")
    return folder


def tables(connection: sqlite3.Connection, schema: str = "main") -> dict[str, list[str]]:
    """Return the tables people's content is in, each with its columns."""
    rows = connection.execute(f"PRAGMA {schema}.table_list").fetchall()
    names = [row[1] for row in rows if row[0] == schema and row[2] == "table" and row[1][:7] != "sqlite_"]
    found = dict[str, list[str]]()
    for name in set(names) - DERIVED:
        columns = connection.execute(f"PRAGMA {schema}.table_xinfo({name})").fetchall()
        found[name] = [row[1] for row in columns if not row[6]]
    return found


def counts(folder: Path) -> dict[str, int]:
    """Return how many rows each table of people's content holds."""
    with closing(sqlite3.connect(paths.desk_file(folder))) as connection:
        names = tables(connection)
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


def made(folder: Path, version: int, newest: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a desk as the program of an older schema left it, with the content of the newest one."""
    folder.mkdir(parents=True)
    with monkeypatch.context() as patch, closing(connect_new(paths.desk_file(folder))) as connection:
        patch.setattr(migrations, "STEPS", STEPS[:version])
        migrations.migrate(connection)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("ATTACH ? AS newest", (str(paths.desk_file(newest)),))
        now = tables(connection, "newest")
        for name, columns in tables(connection).items():
            common = ", ".join(column for column in columns if column in now.get(name, ()))
            if common and not connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]:
                connection.execute(f"INSERT INTO {name} ({common}) SELECT {common} FROM newest.{name}")
        if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'search_waiting'").fetchone():
            connection.execute("INSERT OR IGNORE INTO search_waiting (case_id) SELECT id FROM cases")
        if version == 1:
            chain_again(connection)
    return folder


def chain_again(connection: sqlite3.Connection) -> None:
    """Write the hashes of a history anew as they were before there were batches."""
    connection.execute("DROP TRIGGER IF EXISTS journal_is_never_changed")
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    prev = GENESIS
    columns = "seq, at, officer, verb, summary, subject, subject_id, before, after"
    for line in connection.execute(f"SELECT {columns} FROM journal ORDER BY seq").fetchall():
        current = chain_hash(prev, history._told(line, None, None))
        connection.execute("UPDATE journal SET prev = ?, hash = ? WHERE seq = ?", (prev, current, line[0]))
        prev = current
    for _, statement in triggers:
        connection.execute(statement)


def test_p12_every_released_schema_is_brought_up(
    newest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = time.perf_counter()
    expected = counts(newest)
    wrong: dict[int, object] = {}
    for version in VERSIONS:
        folder = made(tmp_path / str(version), version, newest, monkeypatch)
        before = counts(folder)
        with closing(reopened(folder)) as office:
            found = office.store.check()
        after = counts(folder)
        kept = {name: after.get(name) for name in before}
        if found or kept != before or not before["cases"] == expected["cases"] == 3:
            wrong[version] = (found, before, after)
    told("P-12", "released schemas brought up", len(VERSIONS), len(wrong), time.perf_counter() - began)
    assert wrong == {}


def content_of(folder: Path) -> tuple[int, list[str]]:
    """Return the schema version of a desk and all that it holds, without the list of steps done."""
    *lines, version = dump(folder)
    return int(version), [line for line in lines if "_sqlite_migrations" not in line]


def statements_from(version: int) -> int:
    """Return how many statements lie between a schema and the newest; each step sets its version as well."""
    return sum(len(step.statements) + 1 for step in STEPS[version:])


def test_p12_a_break_after_any_statement_leaves_a_whole_schema(
    newest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, tried, between = time.perf_counter(), 0, list[tuple[int, int]]()
    execute = Database.execute
    for version in VERSIONS[:-1] if LONG else VERSIONS[:1]:
        source = made(tmp_path / f"v{version}", version, newest, monkeypatch)
        content = paths.desk_file(source).read_bytes()
        whole = dict([content_of(source)])
        for at in range(0, statements_from(version), 1 if LONG else 20):
            folder = tmp_path / f"v{version}-{at}"
            folder.mkdir()
            paths.desk_file(folder).write_bytes(content)
            seen = 0

            def breaking(self: Database, sql: str, *more: object, at: int = at) -> object:
                nonlocal seen
                seen += 1
                if seen > at:
                    raise MemoryError
                return execute(self, sql, *more)

            with monkeypatch.context() as patch:
                patch.setattr(Database, "execute", breaking)
                with pytest.raises(MemoryError):
                    reopened(folder)
            tried += 1
            reached, stopped = content_of(folder)
            known = whole.setdefault(reached, stopped)
            with closing(reopened(folder)) as office:
                is_whole = office.store.check() == () and counts(folder)["cases"] == 3
            between += [] if is_whole and known == stopped else [(version, at)]
    told("P-12", "upgrade broken after a statement", tried, len(between), time.perf_counter() - began)
    assert between == []


KILLED = """
import os, sys
from pathlib import Path
from sqlite_utils import Database
from tests.torture.children import reopened
execute, seen = Database.execute, [0]
def counting(self, sql, *more):
    seen[0] += 1
    if seen[0] > int(sys.argv[2]):
        os._exit(9)
    return execute(self, sql, *more)
Database.execute = counting
reopened(Path(sys.argv[1]))
"""


def test_p12_a_kill_after_any_statement_leaves_a_whole_schema(
    newest: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, broken = time.perf_counter(), list[int]()
    source = made(tmp_path / "first", 1, newest, monkeypatch)
    content, number = paths.desk_file(source).read_bytes(), statements_from(1)
    chosen = range(0, number, 2 if LONG else number // 2)
    for at in chosen:
        folder = tmp_path / str(at)
        folder.mkdir()
        paths.desk_file(folder).write_bytes(content)
        status, _, errors = said(child(KILLED, folder, at))
        assert status == 9, errors
        with closing(reopened(folder, Clock())) as office:
            broken += [] if office.store.check() == () and counts(folder)["cases"] == 3 else [at]
    told("P-12", "upgrade killed after a statement", len(chosen), len(broken), time.perf_counter() - began)
    assert broken == []
