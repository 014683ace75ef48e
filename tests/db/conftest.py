"""A desk for each test, real and in its own folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.db.store import Store
from tests.db.samples import NOTE, NOW, OWNER, SCHEME, SESSIONS, UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk file with scheme, sessions and units but no cases, to be copied."""
    path = tmp_path_factory.mktemp("template") / "desk.sqlite3"
    store = Store.create(path, owner=OWNER, now=NOW)
    with store.transaction():
        store.reference.put_scheme(SCHEME, NOTE)
        for session in SESSIONS:
            store.sessions.add(session, NOTE)
        for unit in UNITS:
            store.units.add(unit, NOTE)
    store.close()
    return path


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> Path:
    """Return the file of a closed desk with scheme, sessions and units."""
    path = tmp_path / "desk.sqlite3"
    path.write_bytes(template.read_bytes())
    return path


@pytest.fixture
def store(desk: Path) -> Iterator[Store]:
    """Return the open desk."""
    opened = Store.open(desk, owner=OWNER, now=NOW)
    yield opened
    opened.close()
