"""Putting a backup in the place of a desk: read to the bit first, what was there kept, all or nothing.

The desk file never disappears: what was there gets a second name before another file takes its place. A
rollback journal beside it is never deleted, only moved along with the file it belongs to.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import paths
from desktop.db import migrations, sealed
from desktop.db.attachment_files import AttachmentFiles, flush_folder
from desktop.db.backup import flush, sealed_file, verified
from desktop.db.connection import connect, version_of
from desktop.db.contents import contents_of, hash_of, inspected
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.manifest import Contents, KeptFile, Manifest

_OTHER = "备份读出的内容与清单不符，没有恢复，现有数据没有改动；请另选一份备份。"


@contextmanager
def staged(backup: Path, folder: Path, password: str = "") -> Iterator[tuple[Path, Manifest]]:
    """Lend a whole copy of a backup in `folder`, unsealed and compared with its manifest; it goes at the end.

    Raises `OfficeError` when one bit of copy or manifest is not as it was written, for a wrong password, and
    for a backup of a newer program.
    """
    manifest = verified(backup)
    migrations.refuse_newer(manifest.contents.schema)
    with tempfile.TemporaryDirectory(prefix=".恢复-", dir=folder, ignore_cleanup_errors=True) as scratch:
        draft = Path(scratch) / paths.DESK_FILE
        if manifest.is_sealed:
            sealed.unseal(backup, draft, password)
        else:
            shutil.copyfile(backup, draft)
        if hash_of(draft) != (manifest.plain or manifest.sha256):
            raise OfficeError(_OTHER)
        if inspected(draft) != manifest.contents:
            raise OfficeError(_OTHER)
        flush(draft)
        yield draft, manifest


def bring_files_back(
    backup: Path, manifest: Manifest, folder: Path, password: str = ""
) -> tuple[KeptFile, ...]:
    """Put the files of a backup beside the desk where they are missing or not whole; return those lost."""
    here, there = AttachmentFiles(folder), AttachmentFiles(backup.parent / paths.ATTACHMENTS)
    unsealed = _Unsealed(backup, password) if manifest.is_sealed else None
    lost = []
    for each in {kept.sha256: kept for kept in manifest.files}.values():
        if not here.fault(each.sha256):
            continue
        if unsealed is not None:
            found = unsealed.put(each.sha256, here)
        elif found := not there.fault(each.sha256):
            here.put(there.place_of(each.sha256))
        if not found:
            lost.append(each)
    return tuple(lost)


class _Unsealed:
    """The sealed files beside a sealed backup."""

    def __init__(self, backup: Path, password: str) -> None:
        self._folder, self._password = backup.parent, password
        self._salt = sealed.salt_of(backup)

    def put(self, sha256: str, here: AttachmentFiles) -> bool:
        """Put one of them into the desk's folder; False when it is not there or not whole."""
        source = sealed_file(self._folder, sha256, self._salt)
        if not source.is_file():
            return False
        with tempfile.TemporaryDirectory() as scratch, suppress(OfficeError):
            plain = Path(scratch) / sha256
            sealed.unseal(source, plain, self._password)
            return here.put(plain)[0] == sha256
        return False


def is_whole(desk: Path) -> bool:
    """Return whether a desk file can be read to the end; a hot journal is rolled back by SQLite."""
    try:
        version_of(desk)  # of an empty file SQLite would throw the journal away
        connect(desk).close()
        inspected(desk)
    except OfficeError:
        return False
    return True


def contents_if_readable(desk: Path) -> Contents | None:
    """Return what a closed desk file holds, or None when it cannot be read."""
    try:
        return contents_of_whole(desk)
    except (OfficeError, sqlite3.Error):
        return None


def contents_of_whole(path: Path) -> Contents:
    """Return what a closed file holds, as `swap` will compare it."""
    with closing(connect(path, read_only=True)) as connection:
        return contents_of(connection)


def swap(desk: Path, draft: Path, aside: Path, contents: Contents) -> None:
    """Let `draft` take the place of the desk, which is kept as `aside`; on any failure nothing has changed.

    Nobody may have the desk open. Raises `OfficeError` with the reason.
    """
    try:
        paths.make_folder(aside.parent)
        if desk.exists():
            _keep(desk, aside)
        draft.replace(desk)
        flush_folder(desk.parent)
        _refuse_unless(desk, contents)
    except (OSError, OfficeError) as error:
        _turn_back(desk, aside)
        if isinstance(error, OSError):
            told = f"没有恢复成（{paths.reason(error)}），数据还是恢复以前的；请检查磁盘空间和权限后再试。"
            raise OfficeError(told) from error
        raise


def _refuse_unless(desk: Path, contents: Contents) -> None:
    if contents_if_readable(desk) != contents:
        raise OfficeError("恢复后读出的内容与备份不符，已退回恢复以前的数据；请另选一份备份。")


def _keep(desk: Path, aside: Path) -> None:
    """Give the desk file a second name, and move a journal it could not be freed of along."""
    try:
        aside.hardlink_to(desk)
    except OSError:  # a disk without links
        shutil.copy2(desk, aside)
        flush(aside)
    journal = _journal_of(desk)
    if journal.exists():
        journal.replace(_journal_of(aside))
    flush_folder(aside.parent)


def _turn_back(desk: Path, aside: Path) -> None:
    if aside.exists():
        second = desk.with_name(f"{desk.name}.back")
        shutil.copy2(aside, second)
        flush(second)
        second.replace(desk)
    if _journal_of(aside).exists():
        _journal_of(aside).replace(_journal_of(desk))


def _journal_of(database: Path) -> Path:
    return database.with_name(f"{database.name}-journal")
