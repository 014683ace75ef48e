"""The shelf of saved views: the ones people of this office made, in the order they were made."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.db.connection import undamaged
from desktop.db.journal import altered
from desktop.domain.changes import Topic
from desktop.domain.journal import canonical
from desktop.domain.mapping import from_mapping, to_mapping
from desktop.domain.view import SavedView

if TYPE_CHECKING:
    from desktop.db.journal import Journal
    from desktop.db.transaction import UnitOfWork
    from desktop.domain.journal import Note

SUBJECT = "view"
_ALL = "SELECT content FROM saved_view ORDER BY position"
_GET = "SELECT position, content FROM saved_view WHERE name = ?"
_NEXT = "SELECT coalesce(max(position), 0) + 1 FROM saved_view"
_PUT = (
    "INSERT INTO saved_view (name, position, content) VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET content = excluded.content"
)
_RENAME = "UPDATE saved_view SET name = ?, content = ? WHERE name = ?"
_DROP = "DELETE FROM saved_view WHERE name = ?"


class Views:
    """Saved views by name; writing needs a running transaction and a `Note` for the journal."""

    def __init__(self, work: UnitOfWork, journal: Journal) -> None:
        self._work = work
        self._journal = journal

    def all(self) -> tuple[SavedView, ...]:
        """Return every saved view, the oldest first."""
        with undamaged():
            return tuple(_view(row[0]) for row in self._work.all(_ALL))

    def find(self, name: str) -> SavedView | None:
        """Return the view of that name, or None."""
        row = self._work.one(_GET, (name,))
        with undamaged():
            return _view(row[1]) if row else None

    def put(self, view: SavedView, note: Note) -> None:
        """Store a view in the place of the one of the same name, or as a new one."""
        position, before = self._kept(view.name)
        after = to_mapping(view)
        self._work.run(Topic.SETTINGS, _PUT, (view.name, position, canonical(after)))
        self._journal.append(note, altered(SUBJECT, position, before, after))

    def rename(self, name: str, view: SavedView, note: Note) -> None:
        """Store the view of that name, which must be there, as this one, in its old place."""
        position, before = self._kept(name)
        after = to_mapping(view)
        self._work.run(Topic.SETTINGS, _RENAME, (view.name, canonical(after), name))
        self._journal.append(note, altered(SUBJECT, position, before, after))

    def drop(self, name: str, note: Note) -> None:
        """Forget the view of that name; the journal keeps what it was."""
        position, before = self._kept(name)
        self._work.run(Topic.SETTINGS, _DROP, (name,))
        self._journal.append(note, altered(SUBJECT, position, before, {}))

    def _kept(self, name: str) -> tuple[int, dict[str, Any]]:
        """Return place and content of a view; the next place and nothing when there is none."""
        row = self._work.one(_GET, (name,))
        return (row[0], json.loads(row[1])) if row else (self._work.one(_NEXT)[0], {})


def _view(content: str) -> SavedView:
    return from_mapping(SavedView, json.loads(content), "保存的视图")
