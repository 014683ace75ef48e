"""The shelf of issued letters: frozen with their number when they go out, never changed afterwards."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.db.connection import undamaged
from desktop.db.journal import added
from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError
from desktop.domain.journal import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.db.journal import Journal
    from desktop.db.transaction import UnitOfWork
    from desktop.domain.journal import Note

SUBJECT = "letter"
_COLUMNS = "case_id, doc_no, prefix, year, serial, issued_on, content"
_ADD = f"INSERT INTO letter ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
_GET = f"SELECT {_COLUMNS}, id FROM letter WHERE id = ?"
_OF_CASE = f"SELECT {_COLUMNS}, id FROM letter WHERE case_id = ? ORDER BY id"
_TAKEN = "SELECT doc_no FROM letter WHERE prefix = ? AND year = ? AND serial = ?"
_LAST_SERIAL = (
    "SELECT max("
    " (SELECT coalesce(max(serial), 0) FROM letter WHERE prefix = ?1 AND year = ?2),"
    " (SELECT coalesce(max(doc_serial), 0) FROM reply"
    "  WHERE doc_prefix = ?1 AND doc_year = ?2 AND doc_serial IS NOT NULL))"
)


@dataclass(frozen=True, slots=True)
class IssuedLetter:
    """A letter as it went out: its number in parts, its day, and all it says as a plain mapping."""

    case_id: int
    doc_no: str
    prefix: str
    year: int
    serial: int
    issued_on: date
    content: Mapping[str, Any]
    id: int = 0


class Letters:
    """Every letter that was issued; a correction is a new letter."""

    def __init__(self, work: UnitOfWork, journal: Journal) -> None:
        self._work = work
        self._journal = journal

    def next_serial(self, prefix: str, year: int) -> int:
        """Return the serial after the last used with a 机关代字 in a year, by a letter or an old reply."""
        return int(self._work.one(_LAST_SERIAL, (prefix, year))[0]) + 1

    def add(self, letter: IssuedLetter, note: Note) -> IssuedLetter:
        """Freeze a letter under its number, return it with its id; raise `OfficeError` when that is taken."""
        number = (letter.prefix, letter.year, letter.serial)
        if self._work.one(_TAKEN, number):
            raise OfficeError(f"文号“{letter.doc_no}”已经用过，没有印发；请改用下一个号。")
        content = canonical(letter.content)
        values = (letter.case_id, letter.doc_no, *number, letter.issued_on.isoformat(), content)
        stored = replace(letter, id=self._work.run(Topic.LETTERS, _ADD, values).lastrowid or 0)
        told = {"case_id": letter.case_id, "doc_no": letter.doc_no, "content": letter.content}
        self._journal.append(note, added(SUBJECT, stored.id, told))
        return stored

    def get(self, letter_id: int) -> IssuedLetter:
        """Return a letter; raise `OfficeError` when there is none with that id."""
        row = self._work.one(_GET, (letter_id,))
        if row is None:
            raise OfficeError("找不到这份答复函，没有作任何改动；请刷新后再选。")
        return _letter(row)

    def of_case(self, case_id: int) -> tuple[IssuedLetter, ...]:
        """Return the letters issued in a case, oldest first."""
        return tuple(_letter(row) for row in self._work.all(_OF_CASE, (case_id,)))


def _letter(row: tuple[Any, ...]) -> IssuedLetter:
    case_id, doc_no, prefix, year, serial, issued_on, content, letter_id = row
    with undamaged():
        day, said = date.fromisoformat(issued_on), json.loads(content)
    return IssuedLetter(case_id, doc_no, prefix, year, serial, day, said, letter_id)
