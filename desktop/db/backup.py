"""Copies of the database that were read back and found whole before they bear their name."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from desktop import paths
from desktop.db.attachment_files import AttachmentFiles
from desktop.db.connection import translated
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from pathlib import Path

_SHELVES = {  # which files belong to a shelf; an older desk has not all of them
    "attachment": "SELECT sha256, size, name FROM attachment",
    "print": "SELECT sha256, size, name FROM print",
    "template": "SELECT content ->> '$.sha256' AS sha256, content ->> '$.size', name FROM template",
}


def verified_copy(source: sqlite3.Connection, target: Path) -> None:
    """Write a copy to `target`, which appears only when it is on the disk and passed `integrity_check`.

    Raises `OfficeError` when the disk is full or the copy is not whole; then nothing has appeared.
    """
    unfinished = target.with_name(f"{target.name}.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished.unlink(missing_ok=True)
    try:
        with translated(), closing(sqlite3.connect(unfinished)) as copy:
            source.backup(copy, pages=-1)  # in one go: page by page it never ends while somebody writes
            verdict = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if verdict != "ok":
            raise OfficeError(
                "备份未通过完整性检查，已放弃这份备份，原文件没有改动；请运行“检查”并联系维护人员。"
            )
        flush(unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def copy_attachments(source: sqlite3.Connection, folder: Path, copy: Path) -> int:
    """Bring the files beside a copy up to date, list them; return how many were added.

    Files that are there from an earlier copy stay. The list, named after the copy, tells hash, size in bytes
    and name of each.
    """
    with translated():
        found = [row[0] for row in source.execute("SELECT name FROM sqlite_schema") if row[0] in _SHELVES]
        kept = " UNION ".join(_SHELVES[name] for name in found)
        rows = source.execute(f"{kept} ORDER BY sha256, name").fetchall() if found else []
    if not rows:
        return 0
    with paths.written_whole(copy.with_suffix(".附件清单.txt")) as draft:
        lines = "".join(f"{sha256}  {size}  {name}\n" for sha256, size, name in rows)
        draft.write_text(lines, encoding="utf-8")
        flush(draft)
    return AttachmentFiles(folder).copy_to(copy.parent / paths.ATTACHMENTS, (row[0] for row in rows))


def flush(path: Path) -> None:
    """Return only when the file's bytes are on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
