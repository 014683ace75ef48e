"""The right to write to a desk: an operating-system lock held on a file beside the database.

Not the filelock package: its import costs about 30 ms of every start (it brings asyncio), this lock none.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_FAR = 1 << 30  # the locked byte on Windows, far behind the text, so that others can read who holds the lock


class InstanceLock:
    """Held by the one instance that may write; the system frees it when the process ends, however it ends.

    The file stays for ever and says who holds the lock. Its text only informs: a text without a lock means
    that the last holder did not get to say goodbye (`was_left_dirty`), and stands in nobody's way.
    """

    def __init__(self, database: Path, owner: str, now: datetime) -> None:
        """Take the lock; raise `OfficeError` naming the holder, or `OSError` when no file can be made."""
        self._path = database.with_name(f"{database.name}.lock")
        self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise OfficeError(self._refusal()) from error
        self.was_left_dirty = os.fstat(self._handle).st_size > 0
        told = 0
        with suppress(OSError):  # a full disk: nobody is told who holds the lock, but it is held
            told = os.write(self._handle, f"{owner}（进程 {os.getpid()}，{now:%m-%d %H:%M} 起）".encode())
        os.ftruncate(self._handle, told)

    def release(self, *, clean: bool = True) -> None:
        """Give the lock back; only a `clean` end takes the holder's name away."""
        if clean:
            os.ftruncate(self._handle, 0)
        os.close(self._handle)

    def _refusal(self) -> str:
        holder = ""
        with suppress(OSError):
            holder = self._path.read_text("utf-8", errors="replace")
        return f"本办理台已由 {holder or '另一个窗口'} 打开，这里没有打开；请先关闭那一个，或以只读方式查看。"


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(handle, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
