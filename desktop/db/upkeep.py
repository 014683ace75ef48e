"""Upkeep of an open desk: looked at sort by sort, what is derived written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.db.check import sorts_of
from desktop.db.journal import NOTHING, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.db.store import Store
    from desktop.db.transaction import UnitOfWork
    from desktop.domain.journal import Note

DERIVED = "derived"  # a subject of its own: there is nothing to take back


class Upkeep:
    """Looks at one store; `was_left_dirty` tells whether the last writer ended without closing it."""

    def __init__(self, work: UnitOfWork, store: Store, *, was_left_dirty: bool) -> None:
        self.was_left_dirty = was_left_dirty
        self._work = work
        self._store = store

    def sorts(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield what is wrong sort by sort (`check.SORTS`), each looked for when it is asked for."""
        store = self._store
        shelves = (store.attachments, store.prints, store.templates)
        return sorts_of(self._work, store.journal, store.cases, shelves)

    def problems(self) -> tuple[str, ...]:
        """Return everything that is wrong, one Chinese sentence each; nothing when all is whole."""
        return tuple(dict.fromkeys(problem for _, problems in self.sorts() for problem in problems))

    def write_derived(self, note: Note) -> None:
        """Write anew whatever follows from the cases (lists, counts, words and their index), told in a line.

        All of it is one transaction; the index is fed afterwards piece by piece and misses nothing meanwhile.
        """
        with self._work.begin():
            self._store.cases.write_rows()
            self._store.search.index.begin_anew()
            self._store.journal.append(note, Entry(DERIVED, 0, NOTHING, NOTHING))
