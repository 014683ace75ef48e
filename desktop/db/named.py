"""A shelf of things an office made and gave names to: each stands in the place it was first put to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from desktop.db.connection import undamaged
from desktop.db.journal import altered
from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError
from desktop.domain.journal import canonical
from desktop.domain.mapping import from_mapping, to_mapping

if TYPE_CHECKING:
    from desktop.db.journal import Journal
    from desktop.db.transaction import UnitOfWork
    from desktop.domain.journal import JournalLine, Note


class _Named(Protocol):
    """Something that bears a name."""

    @property
    def name(self) -> str:
        """The name, unlike any other on the shelf."""


Noun = TypeVar("Noun", bound=_Named)


class Named(Generic[Noun]):
    """Things by name, in the order they were made; writing needs a transaction and a `Note` for the journal.

    Whoever derives from it names the table (our own word, never a person's), what the journal calls one, what
    they are, and what is said of one that cannot be read.
    """

    table: ClassVar[str]
    subject: ClassVar[str]
    noun: ClassVar[type[Any]]
    where: ClassVar[str]

    def __init__(self, work: UnitOfWork, journal: Journal) -> None:
        self._work = work
        self._journal = journal

    def all(self) -> tuple[Noun, ...]:
        """Return everything on the shelf, the oldest first."""
        with undamaged():
            found = self._work.all(f"SELECT content FROM {self.table} ORDER BY position")
            return tuple(self._read(row[0]) for row in found)

    def find(self, name: str) -> Noun | None:
        """Return what bears that name, or None."""
        row = self._row(name)
        with undamaged():
            return self._read(row[1]) if row else None

    def put(self, noun: Noun, note: Note) -> None:
        """Store something in the place of what bears the same name, or as a new thing."""
        position, before = self._kept(noun.name)
        self._store(noun, position)
        self._journal.append(note, altered(self.subject, position, before, to_mapping(noun)))

    def rename(self, name: str, noun: Noun, note: Note) -> None:
        """Store what bears that name, which must be there, as this, in its old place."""
        position, before = self._kept(name)
        after = to_mapping(noun)
        self._work.run(
            Topic.SETTINGS,
            f"UPDATE {self.table} SET name = ?, content = ? WHERE name = ?",
            (noun.name, canonical(after), name),
        )
        self._journal.append(note, altered(self.subject, position, before, after))

    def drop(self, name: str, note: Note) -> None:
        """Forget what bears that name; the journal keeps what it was."""
        position, before = self._kept(name)
        self._work.run(Topic.SETTINGS, f"DELETE FROM {self.table} WHERE name = ?", (name,))
        self._journal.append(note, altered(self.subject, position, before, {}))

    def turn(self, line: JournalLine, note: Note, *, back: bool) -> None:
        """Turn what a line of history says of one thing round: take it back, or do it again.

        Raises `OfficeError`, nothing changed, where it was changed since or its name is borne by another.
        """
        now, then = (line.after, line.before) if back else (line.before, line.after)
        before = self._at(line.subject_id)
        kept = {key: value for key, value in before.items() if key not in now}
        after = {**kept, **then}
        if any(before.get(key) != value for key, value in now.items()) or (before and not now):
            name = before.get("name", "")
            raise OfficeError(f"{self.where}“{name}”之后又有改动，没有{note.verb}；请直接修改。")
        self._work.run(Topic.SETTINGS, f"DELETE FROM {self.table} WHERE position = ?", (line.subject_id,))
        if after:
            self._refuse_taken(after["name"], note)
            self._store(self._read(canonical(after)), line.subject_id)
        self._journal.append(note, altered(self.subject, line.subject_id, before, after))

    def _refuse_taken(self, name: str, note: Note) -> None:
        if self._row(name):
            raise OfficeError(f"{self.where}中已有“{name}”，没有{note.verb}；请先给它改名。")

    def _at(self, position: int) -> dict[str, Any]:
        """Return the content that stands in a place, nothing where nothing does."""
        row = self._work.one(f"SELECT content FROM {self.table} WHERE position = ?", (position,))
        return json.loads(row[0]) if row else {}

    def _store(self, noun: Noun, position: int) -> None:
        self._work.run(
            Topic.SETTINGS,
            f"INSERT INTO {self.table} (name, position, content) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET content = excluded.content",
            (noun.name, position, canonical(to_mapping(noun))),
        )

    def _kept(self, name: str) -> tuple[int, dict[str, Any]]:
        """Return place and content of what bears a name; the next place and nothing when nothing does."""
        row = self._row(name)
        following = f"SELECT coalesce(max(position), 0) + 1 FROM {self.table}"
        return (row[0], json.loads(row[1])) if row else (self._work.one(following)[0], {})

    def _row(self, name: str) -> Any:
        return self._work.one(f"SELECT position, content FROM {self.table} WHERE name = ?", (name,))

    def _read(self, content: str) -> Noun:
        read: Noun = from_mapping(self.noun, json.loads(content), self.where)
        return read
