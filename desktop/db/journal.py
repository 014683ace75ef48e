"""The shelf of history: lines that are only ever added, each chained to the one before."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.db.connection import undamaged
from desktop.domain.journal import GENESIS, JournalLine, Note, canonical, chain_hash, changed_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from desktop.db.transaction import UnitOfWork

NOTHING = "{}"
_COLUMNS = "seq, at, officer, verb, summary, subject, subject_id, before, after, prev, hash"
_ADD = f"INSERT INTO journal ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_HEAD = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
_OF_SUBJECT = f"SELECT {_COLUMNS} FROM journal WHERE subject = ? AND subject_id = ? ORDER BY seq"
_NEWEST = f"SELECT {_COLUMNS} FROM journal ORDER BY seq DESC LIMIT ?"
_FROM = f"SELECT {_COLUMNS} FROM journal WHERE seq > ? ORDER BY seq LIMIT 1000"


class Entry(NamedTuple):
    """What a line is about: the thing, and as JSON texts what differs of it before and after."""

    subject: str
    subject_id: int
    before: str
    after: str


def added(subject: str, subject_id: int, after: Mapping[str, Any]) -> Entry:
    """Return the entry of a thing that was not there before."""
    return Entry(subject, subject_id, NOTHING, canonical(after))


def altered(subject: str, subject_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> Entry:
    """Return the entry of a thing that was `before` and is `after`; only what differs is told."""
    old, new = changed_entries(before, after)
    return Entry(subject, subject_id, canonical(old), canonical(new))


class Journal:
    """The lines of the desk in order; written only together with the change they tell of."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def append(self, note: Note, entry: Entry) -> None:
        """Add one line in the running transaction."""
        self.append_many(note, (entry,))

    def append_many(self, note: Note, entries: Iterable[Entry]) -> None:
        """Add one line for each entry, in order, in the running transaction."""
        self._work.run_many(None, _ADD, self._chained(note, entries))

    def _chained(self, note: Note, entries: Iterable[Entry]) -> Iterator[tuple[Any, ...]]:
        seq, prev = self.head()
        said = (note.at.isoformat(), note.officer, note.verb, note.summary)
        for entry in entries:
            seq += 1
            line = (seq, *said, entry.subject, entry.subject_id, entry.before, entry.after)
            current = chain_hash(prev, map(str, line))
            yield (*line, prev, current)
            prev = current

    def head(self) -> tuple[int, str]:
        """Return number and hash of the last line (0 and zeros before the first), to be printed."""
        seq, current = self._work.one(_HEAD) or (0, GENESIS)
        return seq, current

    def of(self, subject: str, subject_id: int) -> tuple[JournalLine, ...]:
        """Return every line about one thing, oldest first; `subject` is case, unit, session or letter."""
        return _lines(self._work.all(_OF_SUBJECT, (subject, subject_id)))

    def newest(self, limit: int) -> tuple[JournalLine, ...]:
        """Return the last `limit` lines of the whole desk, newest first."""
        return _lines(self._work.all(_NEWEST, (limit,)))

    def verify(self) -> int | None:
        """Return the number of the first line that was changed, removed, added or moved; None when none was.

        A cut-off tail can be told only by comparing `head` with an earlier print of it.
        """
        seq, prev = 0, GENESIS
        while rows := self._work.all(_FROM, (seq,)):
            for row in rows:
                if row[0] != seq + 1 or row[-2] != prev or chain_hash(prev, map(str, row[:-2])) != row[-1]:
                    return seq + 1
                seq, prev = row[0], row[-1]
        return None


def _lines(rows: list[tuple[Any, ...]]) -> tuple[JournalLine, ...]:
    with undamaged():
        return tuple(_line(row) for row in rows)


def _line(row: tuple[Any, ...]) -> JournalLine:
    seq, at, officer, verb, summary, subject, subject_id, before, after, prev, current = row
    return JournalLine(
        seq, datetime.fromisoformat(at), officer, verb, summary, subject, subject_id,
        json.loads(before), json.loads(after), prev, current,
    )  # fmt: skip
