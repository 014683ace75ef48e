"""Large desks of invented cases, the same in every run."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from desktop.db.store import Store
from tests.db.samples import NOTE, NOW, OWNER, SCHEME, SESSIONS, UNITS, any_case

if TYPE_CHECKING:
    from pathlib import Path

CASES = 100_000
_COPIES = 10
_OF_CASES = (("case_content", "case_id"), ("assignment", "case_id"), ("reply", "case_id"))


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


def fill(store: Store) -> None:
    """Put `CASES` cases of all sorts on a desk: a tenth of them as they come in, the others as copies in SQL.

    Copies have what reading needs (rows, contents, tasks, replies, the tally), but no history and no words.
    """
    few, dice = CASES // _COPIES, random.Random(20260305)
    with store.transaction():
        store.cases.add_many((any_case(dice, number) for number in range(few)), NOTE)
    work = store._work
    with store.transaction():
        for table, key in (("cases", "id"), *_OF_CASES):
            others = [row[1] for row in work.all(f"PRAGMA table_info({table})") if row[1] != key]
            names = ", ".join(others)
            for copy in range(1, _COPIES):
                chosen = f"SELECT {key} + ?, {names} FROM {table} WHERE {key} <= ?"
                work.run(None, f"INSERT INTO {table} ({key}, {names}) {chosen}", (copy * few, few))
        work.run(None, "UPDATE tally SET number = number * ?", (_COPIES,))
