"""Shelves of plain records by day: dispatch batches and events of the whole office."""

from __future__ import annotations

import json
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from desktop.db.connection import undamaged
from desktop.db.journal import added, altered
from desktop.domain.changes import Topic
from desktop.domain.dispatch import Dispatch
from desktop.domain.errors import OfficeError
from desktop.domain.event import Event
from desktop.domain.journal import canonical
from desktop.domain.mapping import from_mapping, to_mapping

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop.db.journal import Journal
    from desktop.db.transaction import UnitOfWork
    from desktop.domain.journal import Note

Record = TypeVar("Record", Dispatch, Event)


class Sort(NamedTuple, Generic[Record]):
    """One sort of record: its noun, how it is called, on which day it is, and how it is asked for."""

    kind: type[Record]
    subject: str
    day: Callable[[Record], date]
    add: str
    set: str
    get: str
    all: str


DISPATCHES = Sort(
    Dispatch,
    "dispatch",
    attrgetter("meeting_on"),
    "INSERT INTO dispatch (day, content) VALUES (?, ?)",
    "UPDATE dispatch SET day = ?, content = ? WHERE id = ?",
    "SELECT content, id FROM dispatch WHERE id = ?",
    "SELECT content, id FROM dispatch ORDER BY day DESC, id DESC",
)
EVENTS = Sort(
    Event,
    "event",
    attrgetter("on"),
    "INSERT INTO event (day, content) VALUES (?, ?)",
    "UPDATE event SET day = ?, content = ? WHERE id = ?",
    "SELECT content, id FROM event WHERE id = ?",
    "SELECT content, id FROM event ORDER BY day DESC, id DESC",
)


class Records(Generic[Record]):
    """Records of one sort, the newest day first; none is ever erased, a wrong one is struck."""

    def __init__(self, work: UnitOfWork, journal: Journal, sort: Sort[Record]) -> None:
        self._work = work
        self._journal = journal
        self._sort: Sort[Record] = sort

    def add(self, record: Record, note: Note) -> Record:
        """Store a new record and return it with its id."""
        content = _content(record)
        values = (self._sort.day(record).isoformat(), canonical(content))
        stored = self._work.run(Topic.SETTINGS, self._sort.add, values).lastrowid or 0
        self._journal.append(note, added(self._sort.subject, stored, content))
        return replace(record, id=stored)

    def save(self, record: Record, note: Note) -> Record:
        """Store a changed record; raise `OfficeError` when it is unknown."""
        before, after = _content(self.get(record.id)), _content(record)
        values = (self._sort.day(record).isoformat(), canonical(after), record.id)
        self._work.run(Topic.SETTINGS, self._sort.set, values)
        self._journal.append(note, altered(self._sort.subject, record.id, before, after))
        return record

    def get(self, record_id: int) -> Record:
        """Return a record, struck or not; raise `OfficeError` when there is none with that id."""
        row = self._work.one(self._sort.get, (record_id,))
        if row is None:
            raise OfficeError("找不到这条记录，没有作任何改动；请刷新后再选。")
        return self._record(row)

    def all(self) -> tuple[Record, ...]:
        """Return every record that is not struck, the newest day first."""
        found = map(self._record, self._work.all(self._sort.all))
        return tuple(each for each in found if not each.is_struck)

    def _record(self, row: tuple[Any, ...]) -> Record:
        with undamaged():
            content = json.loads(row[0])
        kind: type[Record] = self._sort.kind
        return from_mapping(kind, {**content, "id": row[1]}, self._sort.subject)


def _content(record: Record) -> dict[str, Any]:
    mapping = to_mapping(record)
    mapping.pop("id", None)
    return mapping

