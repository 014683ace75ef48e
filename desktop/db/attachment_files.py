"""The files of attachments: kept under the hash of what they hold, in a folder beside the desk file.

The name a person gave a file never becomes part of a path. A file appears under its hash only when it is on
the disk and was read back; it is never changed afterwards, and the same content is kept once.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from desktop import paths
from desktop.domain.attachment import LARGEST, clean_name, size_words
from desktop.domain.errors import OfficeError
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CHUNK = 1024 * 1024
_PART = ".part"
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class AttachmentFiles:
    """The folder of one desk; made when the first file is put into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def place_of(self, sha256: str) -> Path:
        """Return where the content of that hash is kept, whether or not it is there."""
        return self.folder / sha256[:2] / sha256

    def put(self, source: Path, progress: Progress = SILENT) -> tuple[str, int]:
        """Take in what a file holds; return its hash and its size in bytes.

        Raises `OfficeError`, nothing kept, for a folder, a link, a device, an empty or too large file, one
        that cannot be read, and a full disk; `Cancelled` when a person has had enough.
        """
        name = clean_name(source.name)
        with _opened(source, name) as (file, size):
            try:
                return self._take(file, size, name, progress)
            except OSError as error:
                raise OfficeError(
                    f"“{name}”没有存成（{paths.reason(error)}），没有添加；请检查磁盘空间和文件是否可读后再试。"
                ) from error

    def _take(self, file: BinaryIO, size: int, name: str, progress: Progress) -> tuple[str, int]:
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, draft_name = tempfile.mkstemp(_PART, dir=self.folder)
        draft = Path(draft_name)
        try:
            with os.fdopen(handle, "wb") as copy:
                digest, taken = _copied(file, copy, size, name, progress)
                copy.flush()
                os.fsync(copy.fileno())
            if _hash_of(draft) != digest:
                raise OfficeError(f"“{name}”存入后读出的内容不一致，没有添加；请检查磁盘后再试。")
            self._keep(draft, digest)
        finally:
            draft.unlink(missing_ok=True)
        return digest, taken

    def _keep(self, draft: Path, digest: str) -> None:
        """Give a verified draft its place; content that is there already and whole stays as it is."""
        place = self.place_of(digest)
        place.parent.mkdir(exist_ok=True)
        if not place.is_file() or _hash_of(place) != digest:
            draft.chmod(stat.S_IRUSR | stat.S_IRGRP)
            draft.replace(place)
            flush_folder(place.parent)

    def copy_out(self, sha256: str, target: Path) -> None:
        """Write the content of that hash into a new file; raise `OfficeError` when it is not whole here."""
        if fault := self.fault(sha256):
            raise OfficeError(
                f"附件的文件{fault}，没有打开或另存；请用备份中的“附件”文件夹补回，并运行“检查”。"
            )
        with paths.written_whole(target) as draft:
            shutil.copyfile(self.place_of(sha256), draft)

    def fault(self, sha256: str) -> str:
        """Return what is wrong with the file of that hash, as the end of a sentence; "" when it is whole."""
        place = self.place_of(sha256)
        if not place.is_file():
            return "缺失"
        try:
            return "" if _hash_of(place) == sha256 else "与登记的不符"
        except OSError as error:
            return f"读不出（{paths.reason(error)}）"

    def copy_to(self, folder: Path, hashes: Iterable[str]) -> int:
        """Bring a second folder of this kind up to date with these files; return how many were added.

        A file that is whole there stays. On the same disk a file costs no room. What is not whole here is
        left to the check. Raises `OfficeError` when the folder cannot be written to.
        """
        other = AttachmentFiles(folder)
        added = 0
        for sha256 in dict.fromkeys(hashes):
            if other.place_of(sha256).is_file() or not self.place_of(sha256).is_file():
                continue
            paths.make_folder(other.place_of(sha256).parent)
            self._second(sha256, other)
            added += 1
        return added

    def _second(self, sha256: str, other: AttachmentFiles) -> None:
        try:
            other.place_of(sha256).hardlink_to(self.place_of(sha256))
        except OSError:  # another disk, or one without links
            other.put(self.place_of(sha256))


@contextmanager
def _opened(source: Path, name: str) -> Iterator[tuple[BinaryIO, int]]:
    """Lend an ordinary file opened for reading, and its size; refuse everything else in one sentence."""
    if source.is_symlink():
        raise OfficeError(f"“{name}”是快捷方式（链接），没有添加；请添加它指向的原文件。")
    if source.is_dir():
        raise OfficeError(f"“{name}”是文件夹，没有添加；请添加其中的文件。")
    try:
        handle = os.open(source, os.O_RDONLY | _NO_LINKS)
    except OSError as error:
        why = "文件不存在" if isinstance(error, FileNotFoundError) else "没有读取权限，或正被别的程序占用"
        raise OfficeError(f"读不了“{name}”（{why}），没有添加；请复制到本机的文件夹后再试。") from error
    with os.fdopen(handle, "rb") as file:
        told = os.fstat(handle)
        if refusal := _refusal(told, name):
            raise OfficeError(refusal)
        yield file, told.st_size


def _refusal(told: os.stat_result, name: str) -> str:
    if not stat.S_ISREG(told.st_mode):
        return f"“{name}”不是普通文件（设备或管道），没有添加；请另选文件。"
    if not told.st_size:
        return f"“{name}”是空文件（0 字节），没有添加；请检查原件是否存好。"
    return _too_large(told.st_size, name) if told.st_size > LARGEST else ""


def _too_large(size: int, name: str) -> str:
    return (
        f"“{name}”有 {size_words(size)}，超过 {size_words(LARGEST)}，没有添加；"
        "请降低扫描分辨率、拆分或压缩后再添加。"
    )


def _copied(file: BinaryIO, copy: BinaryIO, size: int, name: str, progress: Progress) -> tuple[str, int]:
    """Copy a file and return hash and size; the size that was told beforehand may be wrong."""
    digest, taken = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        taken += len(chunk)
        if taken > LARGEST:
            raise OfficeError(_too_large(taken, name))
        digest.update(chunk)
        copy.write(chunk)
        progress.step(taken, max(size, taken), f"正在存入“{name}”")
    return digest.hexdigest(), taken


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush_folder(folder: Path) -> None:
    """Let new names reach the disk too; a system that cannot flush folders does so by itself."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
