"""Copies of the database that were read back and found whole before they bear their name."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from desktop.db.connection import translated
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from pathlib import Path


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


def flush(path: Path) -> None:
    """Return only when the file's bytes are on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
