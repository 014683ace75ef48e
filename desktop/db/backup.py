"""Copies of the database that were read back and found whole before they bear their name."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, NamedTuple

from desktop import paths
from desktop.db import sealed
from desktop.db.attachment_files import AttachmentFiles, flush_folder
from desktop.db.connection import translated
from desktop.db.contents import contents_of, files_of, hash_of, inspected, same
from desktop.domain.attachment import size_words
from desktop.domain.errors import OfficeError
from desktop.domain.manifest import Manifest, Occasion, read, written
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.domain.manifest import Contents

MANIFEST = ".json"
_PART = ".part"
_SLICE = 2048  # pages copied while writers wait: 16 MB
_ROOM = 16 * 1024 * 1024
_LINE = "SELECT hash FROM journal WHERE seq = ?"
PHASES = 6
_UNTOUCHED = "没有采用，现有数据没有改动；请另选一份备份。"
_GIVEN_UP = "已放弃这份备份，原文件没有改动"


class Place(NamedTuple):
    """Where a backup goes, the folder of the desk's files, and the key it is sealed with, if any."""

    target: Path
    attachments: Path
    key: sealed.Key | None = None


def verified_copy(source: sqlite3.Connection, target: Path) -> None:
    """Write a copy to `target`, which appears only when it is on the disk and was found whole.

    Raises `OfficeError` when the disk is full or the copy is not whole; then nothing has appeared.
    """
    with _Draft(target) as unfinished:
        _copy(source, unfinished, lambda _done, _total: None)
        flush(unfinished)
        with closing(sqlite3.connect(unfinished)) as copy, translated():
            verdict = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if verdict != "ok":
            raise OfficeError(f"备份未通过完整性检查，{_GIVEN_UP}；请运行“检查”并联系维护人员。")
        unfinished.replace(target)


def back_up(
    source: sqlite3.Connection, place: Place, occasion: Occasion, progress: Progress = SILENT
) -> Manifest:
    """Write a backup: the files of the desk, a copy that was read back and compared, and its manifest.

    The copy gets its name last: a backup without a manifest, or with one that does not fit, is none. Raises
    `OfficeError`, earlier backups untouched, when there is no room or the copy is not what it was made of.
    """
    target = place.target
    paths.make_folder(target.parent)
    refuse_without_room(source, target.parent)
    with _Draft(target) as unfinished, _Draft(target.with_suffix(MANIFEST)) as listed:
        progress.step(0, PHASES, "正在复制附件")
        _bring_files(source, place, progress)
        progress.step(1, PHASES, "正在复制数据")
        _copy(source, unfinished, lambda _done, _total: progress.step(1, PHASES, "正在复制数据"))
        flush(unfinished)
        progress.step(2, PHASES, "正在核对副本")
        contents = inspected(unfinished)
        _refuse_other(source, contents)
        progress.step(3, PHASES, "正在写清单")
        manifest = _finished(source, place, unfinished, (occasion, contents))
        listed.write_bytes(written(manifest))
        flush(listed)
        progress.step(4, PHASES, "正在写清单")
        listed.replace(target.with_suffix(MANIFEST))
        progress.step(5, PHASES, "正在写清单")
        unfinished.replace(target)
    flush_folder(target.parent)
    progress.step(PHASES, PHASES, "备份完成")
    return manifest


def _finished(
    source: sqlite3.Connection, place: Place, unfinished: Path, known: tuple[Occasion, Contents]
) -> Manifest:
    """Return the manifest of a copy, which is sealed now when it shall be."""
    plain, files = hash_of(unfinished), files_of(source)
    if place.key is None:
        return Manifest(*known, files, unfinished.stat().st_size, plain)
    with _Draft(place.target.with_suffix(".sealing")) as draft:
        sealed.seal(unfinished, draft, place.key)
        flush(draft)
        draft.replace(unfinished)
    return Manifest(*known, files, unfinished.stat().st_size, hash_of(unfinished), plain).nameless()


def manifest_of(copy: Path) -> Manifest:
    """Return what the manifest beside a copy says; raise `OfficeError` when it is missing or damaged."""
    try:
        raw = copy.with_suffix(MANIFEST).read_bytes()
    except OSError as error:
        raise OfficeError(f"“{copy.name}”旁边没有备份清单，没有采用；请另选一份备份。") from error
    return read(raw)


def verified(copy: Path) -> Manifest:
    """Return the manifest of a copy that is to the bit what it says; raise `OfficeError` when it is not.

    Only bytes are compared; what is in them was looked at when the backup was made.
    """
    manifest = manifest_of(copy)
    try:
        if copy.stat().st_size != manifest.size or hash_of(copy) != manifest.sha256:
            raise OfficeError(f"备份“{copy.name}”与清单不符，已损坏，{_UNTOUCHED}")
    except OSError as error:
        raise OfficeError(f"读不出备份“{copy.name}”（{paths.reason(error)}），{_UNTOUCHED}") from error
    return manifest


def _bring_files(source: sqlite3.Connection, place: Place, progress: Progress) -> None:
    hashes = [each.sha256 for each in files_of(source)]
    folder = place.target.parent
    if place.key is None:
        AttachmentFiles(place.attachments).copy_to(folder / paths.ATTACHMENTS, hashes)
        return
    kept = AttachmentFiles(place.attachments)
    for sha256 in dict.fromkeys(hashes):
        target = sealed_file(folder, sha256, place.key.salt)
        if not target.is_file() and kept.place_of(sha256).is_file():
            paths.make_folder(target.parent)
            with _Draft(target) as draft:
                sealed.seal(kept.place_of(sha256), draft, place.key)
                flush(draft)
                draft.replace(target)
        progress.step(0, PHASES, "正在复制附件")


def sealed_file(folder: Path, sha256: str, salt: bytes) -> Path:
    """Return where beside sealed backups the file of that hash lies; another password has another place."""
    return folder / f"{paths.ATTACHMENTS}（加密）" / salt.hex()[:8] / sha256[:2] / f"{sha256}{sealed.ENDING}"


def copy_attachments(source: sqlite3.Connection, folder: Path, copy: Path) -> int:
    """Bring the files beside a copy up to date, list them; return how many were added.

    Files that are there from an earlier copy stay. The list, named after the copy, tells hash, size in bytes
    and name of each.
    """
    rows = files_of(source)
    if not rows:
        return 0
    with paths.written_whole(copy.with_suffix(".附件清单.txt")) as draft:
        lines = "".join(f"{sha256}  {size}  {name}\n" for sha256, size, name in rows)
        draft.write_text(lines, encoding="utf-8")
        flush(draft)
    return AttachmentFiles(folder).copy_to(copy.parent / paths.ATTACHMENTS, (row[0] for row in rows))


def _copy(source: sqlite3.Connection, unfinished: Path, told: Callable[[int, int], None]) -> None:
    """Copy slice by slice so that writers need not wait; in one go when they write without a pause."""
    rounds = 0

    def step(_status: int, remaining: int, total: int) -> None:
        nonlocal rounds
        rounds += 1
        told(total - remaining, total)
        if rounds * _SLICE > 3 * total + 8 * _SLICE:
            raise _NeverEnding

    with translated(), closing(sqlite3.connect(unfinished)) as copy:
        try:
            source.backup(copy, pages=_SLICE, progress=step, sleep=0.01)
        except _NeverEnding:
            source.backup(copy, pages=-1)


class _NeverEnding(Exception):
    """Somebody writes so often that copying slice by slice begins again and again."""


def _refuse_other(source: sqlite3.Connection, copied: Contents) -> None:
    """Raise `OfficeError` unless the copy is what the desk is now, or was a moment ago."""
    now = contents_of(source)
    if same(now, copied):
        return
    line = source.execute(_LINE, (copied.head_seq,)).fetchone()
    if now.head == copied.head or (copied.head_seq and (line is None or line[0] != copied.head)):
        raise OfficeError(f"备份与现有数据核对不上，{_GIVEN_UP}；请重新备份一次，并运行“检查”。")


def refuse_without_room(source: sqlite3.Connection, folder: Path) -> None:
    """Raise `OfficeError` when a copy of an open desk would not find room in that folder."""
    pages, size = (source.execute(f"PRAGMA {word}").fetchone()[0] for word in ("page_count", "page_size"))
    needed = pages * size + pages * size // 8 + _ROOM
    if (free := shutil.disk_usage(folder).free) < needed:
        short = f"只剩 {size_words(free)}，备份需要 {size_words(needed)}"
        raise OfficeError(f"“{folder}”所在磁盘{short}，没有备份；请腾出空间后再试。")


class _Draft:
    """Lends a file under another name and takes it away again, unless it got its own name meanwhile.

    What cannot be written is told as an `OfficeError`.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self._draft = target.with_name(f"{target.name}{_PART}")

    def __enter__(self) -> Path:
        paths.make_folder(self._target.parent)
        with suppress(OSError):
            self._draft.unlink(missing_ok=True)
        return self._draft

    def __exit__(self, _kind: object, error: object, _trace: object) -> None:
        with suppress(OSError):
            self._draft.unlink(missing_ok=True)
        if isinstance(error, OSError):
            why = paths.reason(error)
            raise OfficeError(
                f"“{self._target.parent}”不能写入（{why}），没有备份，此前的备份都在；请检查磁盘后再试。"
            ) from error


def flush(path: Path) -> None:
    """Return only when the file's bytes are on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
