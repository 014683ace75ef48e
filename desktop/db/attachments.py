"""The shelf of attachments: which files belong to a case, how they are called, and the files themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.db.attachment_files import AttachmentFiles
from desktop.db.connection import undamaged
from desktop.db.journal import added, altered
from desktop.domain.attachment import Attachment, AttachmentKind
from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.db.journal import Journal
    from desktop.db.transaction import UnitOfWork
    from desktop.domain.journal import JournalLine, Note

SUBJECT = "attachment"
REFUSED = "refused"  # a subject of its own: there is nothing to take back
_COLUMNS = "case_id, name, kind, sha256, size, added_at, added_by, is_deleted"
_ADD = f"INSERT INTO attachment ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_GET = f"SELECT {_COLUMNS}, id FROM attachment WHERE id = ?"
_OF_CASE = f"SELECT {_COLUMNS}, id FROM attachment WHERE case_id = ? ORDER BY id"
_SAVE = "UPDATE attachment SET name = ?, kind = ?, is_deleted = ? WHERE id = ?"
_KEPT = f"SELECT {_COLUMNS}, id FROM attachment ORDER BY id"
_BELIED = (  # what history told when a file was added covers its hash, and is itself chained
    "SELECT attachment.id FROM attachment LEFT JOIN journal"
    " ON subject = 'attachment' AND subject_id = attachment.id AND before = '{}'"
    " WHERE json_extract(after, '$.sha256') IS NOT sha256 OR json_extract(after, '$.case_id') IS NOT case_id"
)


class Attachments:
    """Every file of every case; writing needs a running transaction and a `Note` for the journal."""

    def __init__(self, work: UnitOfWork, journal: Journal, folder: Path) -> None:
        self.files = AttachmentFiles(folder)
        self._work = work
        self._journal = journal

    def add(self, attachment: Attachment, note: Note) -> Attachment:
        """Put a file that is kept already to a case; return it with its id."""
        values = (
            attachment.case_id, attachment.name, attachment.kind.value, attachment.sha256, attachment.size,
            attachment.added_at.isoformat(), attachment.added_by, attachment.is_deleted,
        )  # fmt: skip
        stored = replace(attachment, id=self._work.run(Topic.CASES, _ADD, values).lastrowid or 0)
        self._journal.append(note, added(SUBJECT, stored.id, _told(stored)))
        return stored

    def get(self, attachment_id: int) -> Attachment:
        """Return one; raise `OfficeError` when there is none with that id."""
        row = self._work.one(_GET, (attachment_id,))
        if row is None:
            raise OfficeError("找不到这个附件，没有作任何改动；请刷新后再选。")
        return _attachment(row)

    def of_case(self, case_id: int) -> tuple[Attachment, ...]:
        """Return everything put to a case, oldest first, the recycle bin included."""
        return tuple(map(_attachment, self._work.all(_OF_CASE, (case_id,))))

    def save(self, attachment: Attachment, note: Note) -> None:
        """Keep another name or kind, or whether it is in the recycle bin; nothing when all is as before."""
        before = self.get(attachment.id)
        if attachment != before:
            values = (attachment.name, attachment.kind.value, attachment.is_deleted, attachment.id)
            self._work.run(Topic.CASES, _SAVE, values)
            entry = altered(SUBJECT, attachment.id, _told(before), _told(attachment))
            self._journal.append(note, entry)

    def tell_refused(self, case_id: int, note: Note) -> None:
        """Leave a line that something was kept out of a case; it names no file and changes nothing."""
        self._journal.append(note, added(REFUSED, case_id, {}))

    def turn(self, line: JournalLine, note: Note, *, back: bool) -> None:
        """Take back what a line of history did to an attachment, or do it again."""
        kept = self.get(line.subject_id)
        then = {**_told(kept), **(line.before if back else line.after)}
        is_birth = "sha256" in line.after
        gone = back if is_birth else bool(then["is_deleted"])
        kind = AttachmentKind(then["kind"])
        self.save(replace(kept, name=then["file_name"], kind=kind, is_deleted=gone), note)

    def history(self, case_id: int) -> tuple[JournalLine, ...]:
        """Return what happened to the files of a case, one file after the other."""
        return tuple(line for each in self.of_case(case_id) for line in self._journal.of(SUBJECT, each.id))

    def hashes(self) -> tuple[str, ...]:
        """Return the hash of every file that is or was put to a case, each once."""
        return tuple(dict.fromkeys(row[3] for row in self._work.all(_KEPT)))

    def problems(self) -> Iterator[str]:
        """Yield a Chinese sentence for each file that is not what it was when it was added."""
        for (attachment_id,) in self._work.all(_BELIED):
            yield f"附件 {attachment_id} 与添加时记入历程的不符"
        faults = {sha256: self.files.fault(sha256) for sha256 in self.hashes()}
        for kept in map(_attachment, self._work.all(_KEPT)):
            if fault := faults[kept.sha256]:
                yield f"办件 {kept.case_id} 的附件“{kept.name}”的文件{fault}"


def _told(attachment: Attachment) -> dict[str, Any]:
    """Return what the journal says of an attachment."""
    return {
        "case_id": attachment.case_id,
        "file_name": attachment.name,
        "kind": attachment.kind.value,
        "sha256": attachment.sha256,
        "size": attachment.size,
        "is_deleted": attachment.is_deleted,
    }


def _attachment(row: tuple[Any, ...]) -> Attachment:
    case_id, name, kind, sha256, size, added_at, added_by, is_deleted, attachment_id = row
    with undamaged():
        at, what = datetime.fromisoformat(added_at), AttachmentKind(kind)
    return Attachment(case_id, name, what, sha256, size, at, added_by, bool(is_deleted), attachment_id)
