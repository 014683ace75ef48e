"""Upkeep of an open desk: looked at sort by sort, what is derived written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from desktop.db.check import sorts_of
from desktop.db.journal import NOTHING, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.db.attachments import Attachments
    from desktop.db.cases import Cases
    from desktop.db.journal import Journal
    from desktop.db.prints import Prints
    from desktop.db.search import Search
    from desktop.db.templates import Templates
    from desktop.db.transaction import UnitOfWork
    from desktop.domain.journal import Note

DERIVED = "derived"  # a subject of its own: there is nothing to take back


class Shelves(Protocol):
    """What upkeep needs of a store: its history, and the shelves that are looked at."""

    journal: Journal

    @property
    def cases(self) -> Cases:
        """Every case."""

    @property
    def search(self) -> Search:
        """The words of every case."""

    @property
    def attachments(self) -> Attachments:
        """Every file of a case."""

    @property
    def prints(self) -> Prints:
        """Everything that was printed."""

    @property
    def templates(self) -> Templates:
        """Every template."""


class Upkeep:
    """Looks at one store; `was_left_dirty` tells whether the last writer ended without closing it."""

    def __init__(self, work: UnitOfWork, store: Shelves, *, was_left_dirty: bool) -> None:
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
