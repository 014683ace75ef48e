"""Restoring: put a backup in the place of a desk nobody has open, or save what a damaged one still holds."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from desktop import paths
from desktop.casework import backups
from desktop.db import putting_back
from desktop.db.backup import manifest_of
from desktop.db.lock import InstanceLock
from desktop.db.salvage import Salvaged, salvage
from desktop.db.store import Store
from desktop.domain.errors import OfficeError
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from desktop.domain.manifest import Contents, KeptFile, Manifest

BEFORE, DAMAGED = "恢复前", "损坏保留"
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Seat:
    """Where something is put back, and who does it; nobody may have that desk open."""

    folder: Path
    clock: Callable[[], datetime]
    officer: str

    @property
    def desk(self) -> Path:
        """The desk file."""
        return paths.desk_file(self.folder)


class Restored(NamedTuple):
    """What became of it: where the desk that was there is kept, and the files nobody has whole any more."""

    kept: Path | None
    lost: tuple[KeptFile, ...]


class Rescued(NamedTuple):
    """What was saved of a damaged desk, table by table, and where the damaged file is kept."""

    kept: Path
    tables: tuple[Salvaged, ...]

    @property
    def cases(self) -> int:
        """How many cases were saved."""
        return sum(each.read for each in self.tables if each.table == "case_content")

    @property
    def lost(self) -> int:
        """How many rows could not be read."""
        return sum(max(each.lost, 0) for each in self.tables)


def sides(folder: Path, backup: Path) -> tuple[Contents | None, Manifest]:
    """Return what the desk holds now (None: cannot be read) and what the backup would bring in its place.

    Raises `OfficeError` when the manifest of the backup is not whole.
    """
    return now_there(folder), manifest_of(backup)


def now_there(folder: Path) -> Contents | None:
    """Return what the desk holds now, or None when it is not there or cannot be read."""
    return putting_back.contents_if_readable(paths.desk_file(folder))


def restore(seat: Seat, backup: Path, password: str = "", progress: Progress = SILENT) -> Restored:
    """Put a backup in the place of the desk, which is kept beside; its files are brought back too.

    Raises `OfficeError`, the desk as it was, when one bit of the backup is not as it was written, the
    password is wrong, the desk is open somewhere, or the disk does not allow it.
    """
    with _locked(seat), putting_back.staged(backup, seat.folder, password) as (draft, manifest):
        progress.step(1, _STEPS, "正在补回附件")
        folder = paths.attachment_folder(seat.folder)
        lost = putting_back.bring_files_back(backup, manifest, folder, password)
        progress.step(2, _STEPS, "正在保留现有数据")
        kept = _place_for(seat)
        putting_back.swap(seat.desk, draft, kept, manifest.contents)
    now = seat.clock().replace(microsecond=0)
    told = f"{now:%Y-%m-%d %H:%M} 由{seat.officer}从“{backup.name}”恢复"
    backups.note_state(seat.folder, paused_until=(now + backups.PAUSE).isoformat(), restored=told)
    progress.step(_STEPS, _STEPS, "恢复完成")
    return Restored(kept if kept.exists() else None, lost)


def rescue(seat: Seat, progress: Progress = SILENT) -> Rescued:
    """Save what can be read of a damaged desk into a new one in its place; the damaged file is kept.

    Raises `OfficeError`, nothing changed, when not one case can be read.
    """
    with _locked(seat), TemporaryDirectory(prefix=".抢救-", dir=seat.folder) as scratch:
        progress.step(0, _STEPS, "正在逐行读取")
        draft = Path(scratch) / paths.DESK_FILE
        told = salvage(seat.desk, draft)
        progress.step(2, _STEPS, "正在整理")
        Store.open(draft, owner=seat.officer, now=seat.clock()).close()
        kept = _free(seat, DAMAGED)
        putting_back.swap(seat.desk, draft, kept, putting_back.contents_of_whole(draft))
    progress.step(_STEPS, _STEPS, "抢救完成")
    return Rescued(kept, told)


@contextmanager
def _locked(seat: Seat) -> Iterator[None]:
    """Hold the right to write to the desk, so that nobody opens it meanwhile."""
    try:
        lock = InstanceLock(seat.desk, seat.officer, seat.clock())
    except OSError as error:
        told = f"“{seat.folder}”不能写入（{paths.reason(error)}），没有恢复，现有数据没有改动；请检查权限。"
        raise OfficeError(told) from error
    was_dirty = lock.was_left_dirty
    try:
        yield
        was_dirty = False
    finally:
        lock.release(clean=not was_dirty)


def _place_for(seat: Seat) -> Path:
    """Return where the desk that is there is kept: apart when it is damaged."""
    is_damaged = seat.desk.exists() and not putting_back.is_whole(seat.desk)
    return _free(seat, DAMAGED if is_damaged else BEFORE)


def _free(seat: Seat, name: str) -> Path:
    stem = f"desk-{seat.clock():%Y%m%d-%H%M%S}"
    folder = seat.folder / name
    names = chain((stem,), (f"{stem}-{number}" for number in count(2)))
    return next(place for each in names if not (place := folder / f"{each}.sqlite3").exists())
