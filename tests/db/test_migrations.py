"""From an older schema to the newest, whole or not at all."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.db import migrations
from desktop.db.steps import STEPS, Step
from desktop.db.store import Store
from desktop.domain.errors import OfficeError
from tests.db.samples import NOTE, NOW, OWNER, new_case

if TYPE_CHECKING:
    from pathlib import Path

_NEXT = (
    "CREATE TABLE tag (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT",
    "ALTER TABLE cases ADD COLUMN tag_id INTEGER REFERENCES tag (id)",
    "INSERT INTO tag (word) SELECT DISTINCT category FROM cases",
    "UPDATE cases SET tag_id = 1",
)
_RELEASED = {1: "e8df5c604035"}


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [*connection.iterdump(), str(connection.execute("PRAGMA user_version").fetchone())]


@pytest.fixture
def filled(desk: Path) -> Path:
    """Return the file of a closed desk with cases."""
    with closing(Store.open(desk, owner=OWNER, now=NOW)) as store, store.transaction():
        store.cases.add_many([new_case(str(number)) for number in range(20)], NOTE)
    return desk


@pytest.mark.parametrize("broken", range(len(_NEXT) + 1))
def test_a_step_that_breaks_anywhere_leaves_the_old_file(
    filled: Path, monkeypatch: pytest.MonkeyPatch, broken: int
) -> None:
    before = _dump(filled)
    statements = (*_NEXT[:broken], "INSERT INTO nowhere VALUES (1)", *_NEXT[broken:])
    monkeypatch.setattr(migrations, "STEPS", (*STEPS, Step("9999_tag", statements)))
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        Store.open(filled, owner=OWNER, now=NOW)
    assert [line for line in _dump(filled) if "_sqlite_migrations" not in line] == [
        line for line in before if "_sqlite_migrations" not in line
    ]
    monkeypatch.setattr(migrations, "STEPS", (*STEPS, Step("9999_tag", _NEXT)))
    with closing(Store.open(filled, owner=OWNER, now=NOW)) as store:
        assert store._work.one("PRAGMA user_version") == (len(STEPS) + 1,)
        assert store._work.one("SELECT count(*), sum(tag_id) FROM cases") == (20, 20)
        assert store.check() == ()


def test_the_old_file_is_copied_and_verified_first(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _dump(filled)
    monkeypatch.setattr(migrations, "STEPS", (*STEPS, Step("9999_tag", _NEXT)))
    Store.open(filled, owner=OWNER, now=NOW).close()
    copies = sorted((filled.parent / "backups").iterdir(), key=lambda path: path.suffix, reverse=True)
    named = "desk-升级前-20260305-140200"
    assert [copy.name for copy in copies] == [f"{named}.sqlite3", f"{named}.json"]
    assert _dump(copies[0]) == before


def test_an_old_file_is_not_viewed_without_being_brought_up(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "STEPS", (*STEPS, Step("9999_tag", _NEXT)))
    with pytest.raises(OfficeError, match="旧格式"):
        Store.open(filled, owner=OWNER, now=NOW, read_only=True)


@pytest.mark.parametrize("broken", [0, 1, len(STEPS[0].statements) // 2, len(STEPS[0].statements)])
def test_a_new_desk_is_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: int
) -> None:
    path = tmp_path / "desk.sqlite3"
    first = STEPS[0].statements
    with monkeypatch.context() as patch:
        statements = (*first[:broken], "INSERT INTO nowhere VALUES (1)", *first[broken:])
        patch.setattr(migrations, "STEPS", (Step("0001_desk", statements),))
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            Store.create(path, owner=OWNER, now=NOW)
    assert not path.exists()
    Store.create(path, owner=OWNER, now=NOW).close()
    Store.open(path, owner=OWNER, now=NOW).close()


def test_a_desk_of_the_first_schema_is_brought_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "desk.sqlite3"
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", STEPS[:1])
        Store.create(path, owner=OWNER, now=NOW).close()
    with closing(Store.open(path, owner=OWNER, now=NOW)) as store:
        assert store._work.one("PRAGMA user_version") == (len(STEPS),)
        assert store.views.all() == ()
        assert store.check() == ()


def test_a_released_step_is_never_edited() -> None:
    digests = [hashlib.sha256("\n".join(step.statements).encode()).hexdigest()[:12] for step in STEPS]
    assert {version: digests[version - 1] for version in _RELEASED} == _RELEASED
