"""The shelf of history: lines that are only ever added, each chained to the one before."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.db.connection import undamaged
from desktop.domain.journal import (
    GENESIS,
    JournalLine,
    Note,
    canonical,
    chain_hash,
    changed_entries,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from desktop.db.transaction import UnitOfWork
    from desktop.domain.journal import JournalQuery

NOTHING = "{}"
_COLUMNS = "seq, at, officer, verb, summary, subject, subject_id, before, after, prev, hash, batch, undoes"
_ADD = f"INSERT INTO journal ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_HEAD = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
_FIRST = "SELECT hash FROM journal ORDER BY seq LIMIT 1"
_OF_SUBJECT = f"SELECT {_COLUMNS} FROM journal WHERE subject = ? AND subject_id = ? ORDER BY seq"
_NEWEST = f"SELECT {_COLUMNS} FROM journal ORDER BY seq DESC LIMIT ?"
_FROM = f"SELECT {_COLUMNS} FROM journal WHERE seq > ? ORDER BY seq LIMIT 1000"
_OF_BATCH = f"SELECT {_COLUMNS} FROM journal WHERE batch = ? ORDER BY seq"
_ACTS = (
    "SELECT found.batch, found.undoes, cases, letters, attachments, units, verb, summary FROM ("
    "SELECT batch, undoes, count(DISTINCT CASE subject WHEN 'case' THEN subject_id END) AS cases,"
    " sum(subject = 'letter') AS letters, sum(subject = 'attachment') AS attachments,"
    " sum(subject = 'unit') AS units"
    " FROM journal INDEXED BY journal_by_batch WHERE batch IS NOT NULL"
    " GROUP BY batch ORDER BY batch DESC LIMIT ?"
    ") AS found JOIN journal ON seq = found.batch ORDER BY found.batch DESC"
)
_LATER = (
    "SELECT DISTINCT CASE later.subject WHEN 'case' THEN later.subject_id"
    " ELSE (SELECT case_id FROM attachment WHERE attachment.id = later.subject_id) END,"
    " later.batch, later.undoes, later.verb FROM"
    " (SELECT DISTINCT subject, subject_id FROM journal WHERE batch = ?"
    " AND subject IN ('case', 'attachment')) AS done CROSS JOIN journal AS later"
    " ON later.subject = done.subject AND later.subject_id = done.subject_id"
    " WHERE later.batch > ? ORDER BY later.batch"
)


_ABOUT_CASES = (
    "(subject IN ('case', 'revealed', 'refused') AND subject_id IN ({places})"
    " OR subject = 'attachment' AND subject_id IN (SELECT id FROM attachment WHERE case_id IN ({places}))"
    " OR subject = 'letter' AND subject_id IN (SELECT id FROM letter WHERE case_id IN ({places})))"
)
_SAYS = "(instr(summary, ?) > 0 OR instr(before, ?) > 0 OR instr(after, ?) > 0)"
_SEQS = "SELECT seq FROM journal WHERE {where} ORDER BY seq DESC"
_LINES = f"SELECT {_COLUMNS} FROM journal WHERE seq IN ({{places}}) ORDER BY seq DESC"
_NAMED = "SELECT DISTINCT {column} FROM journal"
_LAST_AT = "SELECT at FROM journal ORDER BY seq DESC LIMIT 1"


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


class Batch(NamedTuple):
    """One transaction as the history tells it: how many cases, letters, files and units it touched.

    `undoes` is the batch it turned round, or None for an act of its own.
    """

    number: int
    undoes: int | None
    cases: int
    letters: int
    attachments: int
    units: int
    verb: str
    summary: str


class Later(NamedTuple):
    """An act on a case after some batch: which case, in which batch, which one it undid, and its verb."""

    case_id: int
    batch: int
    undoes: int | None
    verb: str


class Journal:
    """The lines of the desk in order; written only together with the change they tell of."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._batch = (0, 0)

    def append(self, note: Note, entry: Entry) -> None:
        """Add one line in the running transaction."""
        self.append_many(note, (entry,))

    def append_many(self, note: Note, entries: Iterable[Entry]) -> None:
        """Add one line for each entry, in order, in the running transaction."""
        self._work.run_many(None, _ADD, self._chained(note, entries))

    def _chained(self, note: Note, entries: Iterable[Entry]) -> Iterator[tuple[Any, ...]]:
        seq, prev = self.head()
        batch = self._batch_from(seq + 1)
        said = (note.at.isoformat(), note.officer, note.verb, note.summary)
        for entry in entries:
            seq += 1
            line = (seq, *said, entry.subject, entry.subject_id, entry.before, entry.after)
            current = chain_hash(prev, _told(line, batch, note.undoes))
            yield (*line, prev, current, batch, note.undoes)
            prev = current

    def _batch_from(self, seq: int) -> int:
        """Return the batch of a line written now: the number of the first line of the transaction."""
        if self._batch[0] != self._work.serial:
            self._batch = (self._work.serial, seq)
        return self._batch[1]

    def head(self) -> tuple[int, str]:
        """Return number and hash of the last line (0 and zeros before the first), to be printed."""
        seq, current = self._work.one(_HEAD) or (0, GENESIS)
        return seq, current

    def first(self) -> str:
        """Return the hash of the first line: it tells this desk from every other."""
        return str((self._work.one(_FIRST) or (GENESIS,))[0])

    def of(self, subject: str, subject_id: int) -> tuple[JournalLine, ...]:
        """Return every line about one thing, oldest first; `subject` is case, unit, session or letter."""
        return _lines(self._work.all(_OF_SUBJECT, (subject, subject_id)))

    def newest(self, limit: int) -> tuple[JournalLine, ...]:
        """Return the last `limit` lines of the whole desk, newest first."""
        return _lines(self._work.all(_NEWEST, (limit,)))

    def seqs(self, query: JournalQuery) -> tuple[int, ...]:
        """Return the numbers of the lines looked for, newest first."""
        conditions = list(_conditions(query))
        where = " AND ".join(sql for sql, _ in conditions) or "TRUE"
        values = tuple(value for _, each in conditions for value in each)
        return tuple(row[0] for row in self._work.all(_SEQS.format(where=where), values))

    def lines(self, seqs: Sequence[int]) -> tuple[JournalLine, ...]:
        """Return the lines of these numbers, at most some hundreds, newest first."""
        return _lines(self._work.all(_LINES.format(places=_places(seqs)), tuple(seqs)))

    def officers(self) -> tuple[str, ...]:
        """Return everybody who ever acted, by name."""
        return tuple(sorted(row[0] for row in self._work.all(_NAMED.format(column="officer"))))

    def verbs(self) -> tuple[str, ...]:
        """Return every verb that was ever done, by name."""
        return tuple(sorted(row[0] for row in self._work.all(_NAMED.format(column="verb"))))

    def last_at(self) -> datetime | None:
        """Return when the last line was written, None before the first."""
        found = self._work.one(_LAST_AT)
        return datetime.fromisoformat(found[0]) if found else None

    def batches(self, limit: int) -> tuple[Batch, ...]:
        """Return the last transactions that left lines, newest first; those of older files are not known."""
        return tuple(map(Batch._make, self._work.all(_ACTS, (limit,))))

    def of_batch(self, batch: int) -> tuple[JournalLine, ...]:
        """Return every line of one transaction, in order."""
        return _lines(self._work.all(_OF_BATCH, (batch,)))

    def later_than(self, batch: int) -> tuple[Later, ...]:
        """Return every act after a batch on a case or file that this batch touched, oldest first."""
        return tuple(map(Later._make, self._work.all(_LATER, (batch, batch))))

    def verify(self) -> int | None:
        """Return the number of the first line that was changed, removed, added or moved; None when none was.

        A cut-off tail can be told only by comparing `head` with an earlier print of it.
        """
        seq, prev = 0, GENESIS
        while rows := self._work.all(_FROM, (seq,)):
            for row in rows:
                line, (kept, current, *batch) = row[:9], row[9:]
                if line[0] != seq + 1 or kept != prev or chain_hash(prev, _told(line, *batch)) != current:
                    return seq + 1
                seq, prev = line[0], current
        return None


def _conditions(query: JournalQuery) -> Iterator[tuple[str, tuple[Any, ...]]]:
    if query.first_day:
        yield "at >= ?", (query.first_day.isoformat(),)
    if query.last_day:
        yield "substr(at, 1, 10) <= ?", (query.last_day.isoformat(),)
    if query.officer:
        yield "officer = ?", (query.officer,)
    if query.verb:
        yield "verb = ?", (query.verb,)
    if query.case_ids is not None:
        yield _ABOUT_CASES.format(places=_places(query.case_ids)), query.case_ids * 3
    if query.words:
        yield _SAYS, (query.words,) * 3


def _places(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _told(line: tuple[Any, ...], batch: int | None, undoes: int | None) -> Iterator[str]:
    """Return what the hash of a line covers; lines written before there were batches had none to cover."""
    return map(str, line if batch is None else (*line, batch, undoes))


def _lines(rows: list[tuple[Any, ...]]) -> tuple[JournalLine, ...]:
    with undamaged():
        return tuple(_line(row) for row in rows)


def _line(row: tuple[Any, ...]) -> JournalLine:
    seq, at, officer, verb, summary, subject, subject_id, before, after, prev, current, *more = row
    return JournalLine(
        seq, datetime.fromisoformat(at), officer, verb, summary, subject, subject_id,
        json.loads(before), json.loads(after), prev, current, *more,
    )  # fmt: skip
