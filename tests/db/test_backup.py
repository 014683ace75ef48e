"""Copies that bear their name only when they are whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.db.backup import verified_copy
from desktop.db.connection import connect
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_copy_says_the_same(desk: Path, tmp_path: Path) -> None:
    target = tmp_path / "backups" / "copy.sqlite3"
    with closing(connect(desk)) as source:
        verified_copy(source, target)
        with closing(sqlite3.connect(target)) as copy:
            assert list(copy.iterdump()) == list(source.iterdump())
    assert [each.name for each in target.parent.iterdir()] == ["copy.sqlite3"]


def test_a_copy_that_is_not_whole_never_appears(tmp_path: Path) -> None:
    path, target = tmp_path / "damaged.sqlite3", tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(path)) as source:
        source.execute("CREATE TABLE t (x)")
        source.execute("CREATE INDEX i ON t (x)")
        source.executemany("INSERT INTO t VALUES (?)", [(number,) for number in range(99)])
        source.commit()
        source.execute("PRAGMA writable_schema = ON")
        source.execute(
            "UPDATE sqlite_schema SET sql = 'CREATE INDEX i ON t (x) WHERE x > 50' WHERE name = 'i'"
        )
        source.commit()
    with closing(sqlite3.connect(path)) as source, pytest.raises(OfficeError, match="完整性检查"):
        verified_copy(source, target)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
