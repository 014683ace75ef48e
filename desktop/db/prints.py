"""The shelf of prints: what went out on paper or as files, and the very bytes of it, kept for good."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.db.attachment_files import AttachmentFiles
from desktop.db.connection import undamaged
from desktop.db.journal import added
from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError
from desktop.domain.print_record import PrintRecord, PrintWay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.db.journal import Journal
    from desktop.db.transaction import UnitOfWork
    from desktop.domain.journal import Note

SUBJECT = "print"
_COLUMNS = "printed_at, officer, name, way, place, papers, pages, case_ids, ending, sha256, size, again_of"
_ADD = f"INSERT INTO print ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_GET = f"SELECT {_COLUMNS}, id FROM print WHERE id = ?"
_NEWEST = (
    f"SELECT {_COLUMNS}, id FROM print"
    " WHERE (?1 = '' OR instr(name || ' ' || officer || ' ' || place || ' ' || printed_at, ?1))"
    " AND (?2 = 0 OR EXISTS (SELECT 1 FROM json_each(case_ids) WHERE value = ?2))"
    " ORDER BY id DESC LIMIT ?3"
)
_KEPT = "SELECT id, name, sha256 FROM print ORDER BY id"
_BELIED = (  # what history told when it was printed covers the hash, and is itself chained
    "SELECT print.id FROM print LEFT JOIN journal"
    " ON subject = 'print' AND subject_id = print.id AND before = '{}'"
    " WHERE json_extract(after, '$.sha256') IS NOT sha256"
    " UNION SELECT subject_id FROM journal LEFT JOIN print ON print.id = subject_id"
    " WHERE subject = 'print' AND print.id IS NULL"
)


class Prints:
    """Every print, never changed and never erased; writing needs a running transaction and a `Note`."""

    def __init__(self, work: UnitOfWork, journal: Journal, folder: Path) -> None:
        self.files = AttachmentFiles(folder)
        self._work = work
        self._journal = journal

    def add(self, record: PrintRecord, note: Note) -> PrintRecord:
        """Note a print whose content is kept already; return it with its id."""
        values = (
            record.at.isoformat(), record.officer, record.name, record.way.value, record.place,
            record.papers, record.pages, json.dumps(record.case_ids), record.ending, record.sha256,
            record.size, record.again_of,
        )  # fmt: skip
        stored = replace(record, id=self._work.run(Topic.PRINTS, _ADD, values).lastrowid or 0)
        self._journal.append(note, added(SUBJECT, stored.id, _told(stored)))
        return stored

    def get(self, print_id: int) -> PrintRecord:
        """Return one; raise `OfficeError` when there is none."""
        row = self._work.one(_GET, (print_id,))
        if row is None:
            raise OfficeError("找不到这条打印记录，没有作任何改动；请刷新后再选。")
        return _record(row)

    def newest(self, limit: int, words: str = "", case_id: int = 0) -> tuple[PrintRecord, ...]:
        """Return at most `limit` prints, the newest first: those that bear `words`, those of one case."""
        return tuple(map(_record, self._work.all(_NEWEST, (words, case_id, limit))))

    def problems(self) -> Iterator[str]:
        """Yield a Chinese sentence for each print whose record or content is not what it was."""
        for (print_id,) in self._work.all(_BELIED):
            yield f"打印记录 {print_id} 与打印时记入历程的不符"
        faults: dict[str, str] = {}
        for print_id, name, sha256 in self._work.all(_KEPT):
            fault = faults.setdefault(sha256, self.files.fault(sha256))
            if fault:
                yield f"打印记录 {print_id}“{name}”留存的文件{fault}"


def _told(record: PrintRecord) -> dict[str, Any]:
    """Return what the journal says of a print."""
    return {
        "printed": record.name,
        "way": record.way.value,
        "papers": record.papers,
        "case_count": len(record.case_ids),
        "sha256": record.sha256,
    }


def _record(row: tuple[Any, ...]) -> PrintRecord:
    at, officer, name, way, place, papers, pages, case_ids, ending, sha256, size, again_of, print_id = row
    with undamaged():
        day, about, kind = datetime.fromisoformat(at), tuple(json.loads(case_ids)), PrintWay(way)
    return PrintRecord(
        day, officer, name, kind, place, papers, pages, about, ending, sha256, size, again_of, print_id
    )
