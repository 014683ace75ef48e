"""The shelf of sessions (届次): found by the phrase a list or a letter uses for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.db.connection import undamaged
from desktop.db.journal import added, altered
from desktop.db.list_rows import day_of, iso
from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Body
from desktop.domain.mapping import to_mapping
from desktop.domain.session import Level, Session, parse_session
from desktop.domain.text import fold

if TYPE_CHECKING:
    from desktop.db.journal import Journal
    from desktop.db.transaction import UnitOfWork
    from desktop.domain.journal import Note

SUBJECT = "session"
_COLUMNS = "body, place, term, number, year, level, assigned_on, closed_on, notice_title, notice_no, text"
_ADD = f"INSERT INTO session ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SET = (
    "UPDATE session SET body = ?, place = ?, term = ?, number = ?, year = ?, level = ?, assigned_on = ?,"
    " closed_on = ?, notice_title = ?, notice_no = ?, text = ? WHERE id = ?"
)
_GET = f"SELECT {_COLUMNS}, id FROM session WHERE id = ?"
_ALL = f"SELECT {_COLUMNS}, id FROM session ORDER BY year DESC, id DESC"
_SAME = "SELECT text FROM session WHERE body = ? AND place = ? AND term = ? AND number = ? AND id <> ?"


class Sessions:
    """Every session of the desk, newest year first; the same session is stored once."""

    def __init__(self, work: UnitOfWork, journal: Journal) -> None:
        self._work = work
        self._journal = journal

    def add(self, session: Session, note: Note) -> Session:
        """Store a new session and return it with its id; raise `OfficeError` when it is stored already."""
        self._refuse_same(session)
        cursor = self._work.run(Topic.SESSIONS, _ADD, _values(session))
        stored = replace(session, id=cursor.lastrowid or 0)
        self._journal.append(note, added(SUBJECT, stored.id, to_mapping(stored)))
        return stored

    def save(self, session: Session, note: Note) -> Session:
        """Store a changed session; raise `OfficeError` when it is unknown or would double another."""
        before = self.get(session.id)
        self._refuse_same(session)
        self._work.run(Topic.SESSIONS, _SET, (*_values(session), session.id))
        self._journal.append(note, altered(SUBJECT, session.id, to_mapping(before), to_mapping(session)))
        return session

    def get(self, session_id: int) -> Session:
        """Return a session; raise `OfficeError` when there is none with that id."""
        row = self._work.one(_GET, (session_id,))
        if row is None:
            raise OfficeError("找不到这个届次，没有作任何改动；请刷新后再选。")
        return _session(row)

    def all(self) -> tuple[Session, ...]:
        """Return every session, newest year first."""
        return tuple(_session(row) for row in self._work.all(_ALL))

    def find(self, phrase: str) -> Session | None:
        """Return the session a phrase names, by its own text or any way of writing body, 届 and 次, or None.

        市十七届人大一次会议 is found by 慈山市人大十七届第一次会议 unless two stored sessions would fit.
        """
        sessions = self.all()
        exact = [each for each in sessions if fold(each.text) == fold(phrase)]
        meant = parse_session(phrase, 0)
        if exact or meant is None:
            return exact[0] if exact else None
        fitting = [
            each
            for each in sessions
            if (each.body, each.term, each.number) == (meant.body, meant.term, meant.number)
            and (meant.place.endswith(each.place) or each.place.endswith(meant.place))
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _refuse_same(self, session: Session) -> None:
        key = (session.body.value, session.place, session.term, session.number, session.id)
        if taken := self._work.one(_SAME, key):
            raise OfficeError(f"已有届次“{taken[0]}”，没有保存；请直接修改原有届次。")


def _values(session: Session) -> tuple[Any, ...]:
    return (
        session.body.value, session.place, session.term, session.number, session.year, session.level.value,
        iso(session.assigned_on), iso(session.closed_on), session.notice_title, session.notice_no,
        session.text,
    )  # fmt: skip


def _session(row: tuple[Any, ...]) -> Session:
    body, place, term, number, year, level, assigned_on, closed_on, title, notice_no, _text, session_id = row
    with undamaged():
        rest = day_of(assigned_on), day_of(closed_on), title, notice_no, session_id
        return Session(Body(body), place, term, number, year, Level(level), *rest)
