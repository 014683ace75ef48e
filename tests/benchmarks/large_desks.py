"""Large desks of invented cases, the same in every run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.db.store import Store
from tests.db.samples import NOTE, NOW, OWNER, SCHEME, SESSIONS, UNITS

if TYPE_CHECKING:
    from pathlib import Path

CASES = 100_000


def new_store(path: Path) -> Store:
    """Return an open desk without cases: a scheme, two sessions, three units."""
    made = Store.create(path, owner=OWNER, now=NOW)
    with made.transaction():
        made.reference.put_scheme(SCHEME, NOTE)
        made.reference.put_setting("scheme", SCHEME.id, NOTE)
        for session in SESSIONS:
            made.sessions.add(session, NOTE)
        for unit in UNITS:
            made.units.add(unit, NOTE)
    return made
