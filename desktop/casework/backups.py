"""Backups: verified copies of the desk, when they are due, how they are thinned, and where they lie."""

from __future__ import annotations

import json
from contextlib import closing, suppress
from datetime import datetime, timedelta
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop import paths
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.domain.manifest import LASTING, Occasion
from desktop.domain.progress import SILENT, Progress
from desktop.domain.retention import Mark, spare

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.db.sealed import Key
    from desktop.domain.manifest import Manifest

BY_HAND, BY_CLOCK, ON_LEAVING = "手工", "定时", "退出"
BEFORE_IMPORT, BEFORE_EDIT = "导入前", "批量修改前"
SECOND_PLACE = "backup/second_place"
INTERVAL = timedelta(minutes=30)
LATE, SECOND_LATE, PAUSE = timedelta(days=1), timedelta(days=7), timedelta(days=7)
MANY = 20
"""A change of more rows than this is preceded by a backup."""
_ENDINGS = (".sqlite3", ".sealed")
_KEY, _STATE = "backup.key", "state.json"
_SHORTEST = 8
_INSIDE = "这个文件夹就在办理台里面，磁盘坏了会一起丢，没有采用；请选另一块磁盘或 U 盘。"


class Backup(NamedTuple):
    """A backup that lies somewhere: the copy, and what its manifest says."""

    path: Path
    manifest: Manifest

    @property
    def at(self) -> datetime:
        """When it was made."""
        return self.manifest.occasion.at

    @property
    def id(self) -> str:
        """What tells it from every other."""
        return str(self.path)


class State(NamedTuple):
    """What is known of the backups of a desk beside them: kept outside the desk, which may be put back."""

    paused_until: str = ""
    rehearsed_at: str = ""
    fault: str = ""
    restored: str = ""


class Standing(NamedTuple):
    """How the backups of a desk stand now."""

    newest: Backup | None
    second: Backup | None
    second_place: str
    is_late: bool
    is_second_late: bool
    state: State


def found_in(folder: Path) -> tuple[Backup, ...]:
    """Return every backup of a folder whose manifest is whole, newest first; copies are not read here."""
    from desktop.db.backup import MANIFEST, manifest_of

    found = []
    with suppress(OSError):
        for listed in sorted(folder.glob(f"*{MANIFEST}")):
            for copy in (listed.with_suffix(ending) for ending in _ENDINGS):
                if copy.is_file():
                    with suppress(OfficeError):
                        found.append(Backup(copy, manifest_of(copy)))
    return tuple(sorted(found, key=lambda each: (each.at, each.path.name), reverse=True))


def every(office: Office) -> tuple[Backup, ...]:
    """Return the backups of this desk, here and at the second place, newest first."""
    folders = [paths.backup_folder(office.directory)]
    if place := office.setting(SECOND_PLACE):
        folders.append(Path(place))
    found = [each for folder in folders for each in of_desk(office, folder)]
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def of_desk(office: Office, folder: Path) -> tuple[Backup, ...]:
    """Return those of this desk: two desks may share a second place."""
    desk = office.store.journal.first()
    return tuple(each for each in found_in(folder) if each.manifest.contents.desk == desk)


def make(office: Office, why: str, folder: Path | None = None, progress: Progress = SILENT) -> Backup:
    """Make a backup of what is saved, beside the desk or in `folder`, and let go what need not be kept there.

    Raises `OfficeError` when it cannot be made whole; earlier ones are untouched.
    """
    from desktop.db.backup import Place

    is_here = folder is None
    chosen = folder or paths.backup_folder(office.directory)
    key = None if is_here else _key(office)
    target = _free_name(chosen, office.now, why, ".sealed" if key else ".sqlite3")
    place = Place(target, paths.attachment_folder(office.directory), key)
    occasion = Occasion(why, office.now, office.officer, paths.VERSION)
    with closing(office.worker()) as reading:  # what this office is writing just now is no part of it
        made = Backup(target, reading.store.back_up(place, occasion, progress))
        _thin(reading, chosen)
    return made


def _free_name(folder: Path, now: datetime, why: str, ending: str) -> Path:
    stem = f"desk-{now:%Y%m%d-%H%M%S}-{why}"
    taken = {each.stem for each in folder.glob(f"{stem}*")} if folder.is_dir() else set()
    names = chain((stem,), (f"{stem}-{number}" for number in count(2)))
    return folder / f"{next(name for name in names if name not in taken)}{ending}"


def _thin(office: Office, folder: Path) -> None:
    """Let go what the rule of keeping spares; nothing for a while after something was put back."""
    if is_thinning_paused(office):
        return
    here = {each.path.name: each for each in of_desk(office, folder)}
    marks = [Mark(name, each.at, is_lasting=_stays(each)) for name, each in here.items()]
    for mark in spare(marks):
        path = here[mark.name].path
        with suppress(OSError):
            path.with_suffix(".json").unlink()  # without it the copy is no backup any more
            path.unlink()


def _stays(backup: Backup) -> bool:
    return backup.manifest.occasion.why in LASTING


def is_changed(office: Office) -> bool:
    """Return whether anything was saved since the newest backup beside the desk."""
    newest = next(iter(of_desk(office, paths.backup_folder(office.directory))), None)
    return newest is None or newest.manifest.contents.head != office.store.journal.head()[1]


def is_due(office: Office, *, leaving: bool = False) -> bool:
    """Return whether a backup should be made now: something was saved, and the last one is half an hour old.

    On leaving whatever was saved counts. A clock that was put back makes it due as well.
    """
    if office.is_demo or not is_changed(office):
        return False
    newest = next(iter(of_desk(office, paths.backup_folder(office.directory))), None)
    return leaving or newest is None or not timedelta() <= office.now - newest.at < INTERVAL


def before(office: Office, why: str, rows: int | None = None, progress: Progress = SILENT) -> None:
    """Make a backup before many rows are changed; nothing where few are, or nothing was saved since the last.

    Raises `OfficeError` when it cannot be made; whoever asked then changes nothing.
    """
    if (rows is not None and rows <= MANY) or office.is_demo or office.is_read_only:
        return
    if office.store.board.count(Criteria()) and is_changed(office):
        make(office, why, progress=progress)


# --- the second place -------------------------------------------------------------------------------


def choose_second_place(office: Office, folder: Path | None) -> str:
    """Keep where copies go besides the desk's own folder, or no longer; return what is odd about it.

    Raises `OfficeError` for a folder inside the desk's, or one that cannot be written to.
    """
    if folder is None:
        office.put_settings({SECOND_PLACE: ""})
        return ""
    home = office.directory.resolve()
    if folder.resolve().is_relative_to(home):
        raise OfficeError(_INSIDE)
    probe = folder / ".办理台可写"
    try:
        probe.write_text("", encoding="utf-8")
        probe.unlink()
        is_same = folder.stat().st_dev == home.stat().st_dev
    except OSError as error:
        why = paths.reason(error)
        raise OfficeError(f"“{folder}”不能写入（{why}），没有采用；请换一个文件夹。") from error
    office.put_settings({SECOND_PLACE: str(folder)})
    return "与办理台在同一块磁盘上，磁盘坏了会一起丢；最好换成另一块磁盘或 U 盘。" if is_same else ""


def is_second_due(office: Office) -> bool:
    """Return whether the second place is there and has nothing of today, while something was saved."""
    place = office.setting(SECOND_PLACE)
    if not place or not Path(place).is_dir() or office.is_demo:
        return False
    newest = next(iter(of_desk(office, Path(place))), None)
    if newest is None:
        return True
    is_old = newest.at.date() != office.today
    return is_old and newest.manifest.contents.head != office.store.journal.head()[1]


def make_second(office: Office, progress: Progress = SILENT) -> Backup:
    """Make a backup at the second place; raise `OfficeError` when it cannot be reached."""
    place = office.setting(SECOND_PLACE)
    if not place or not Path(place).is_dir():
        raise OfficeError("第二位置没有接上，没有备份到那里；请接好后再试。")
    return make(office, BY_CLOCK, Path(place), progress)


def has_password(office: Office) -> bool:
    """Return whether copies at the second place are sealed with a password."""
    return (office.directory / _KEY).is_file()


def set_password(office: Office, password: str) -> None:
    """Seal what goes to the second place from now on; "" no longer. Backups made before stay as they are.

    Only the key is kept, beside the desk; the password is nowhere. Raises `OfficeError` for a short one.
    """
    place = office.directory / _KEY
    if not password:
        place.unlink(missing_ok=True)
        return
    if len(password) < _SHORTEST:
        raise OfficeError(f"密码不足{_SHORTEST}位，没有采用；请用更长的密码。")
    from desktop.db.sealed import key_of

    key = key_of(password)
    with paths.written_whole(place) as draft:
        draft.touch(mode=0o600)
        draft.write_text(json.dumps([key.salt.hex(), key.secret.hex()]), encoding="ascii")


def _key(office: Office) -> Key | None:
    from desktop.db.sealed import Key

    try:
        salt, secret = json.loads((office.directory / _KEY).read_text(encoding="ascii"))
        return Key(bytes.fromhex(salt), bytes.fromhex(secret))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise OfficeError("备份密码的密钥文件读不出，没有备份到第二位置；请重新设置一次备份密码。") from error


# --- how things stand ---------------------------------------------------------------------------------


def standing(office: Office) -> Standing:
    """Return how the backups of this desk stand now."""
    place = office.setting(SECOND_PLACE)
    newest = next(iter(of_desk(office, paths.backup_folder(office.directory))), None)
    second = next(iter(of_desk(office, Path(place))), None) if place else None
    head = office.store.journal.head()[1]
    is_late = not office.is_demo and _is_behind(newest, head, office.now, LATE)
    is_second_late = bool(place) and _is_behind(second, head, office.now, SECOND_LATE)
    return Standing(newest, second, place, is_late, is_second_late, state(office.directory))


def _is_behind(newest: Backup | None, head: str, now: datetime, limit: timedelta) -> bool:
    if newest is None:
        return True
    return newest.manifest.contents.head != head and not timedelta() <= now - newest.at < limit


def state(directory: Path) -> State:
    """Return what is known of the backups of the desk in `directory`; what cannot be read is not known."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        said = json.loads((paths.backup_folder(directory) / _STATE).read_text(encoding="utf-8"))
        return State(**{name: str(value) for name, value in said.items()})
    return State()


def note_state(directory: Path, **news: str) -> None:
    """Keep what is newly known of the backups of the desk in `directory`."""
    known = state(directory)._replace(**news)
    paths.make_folder(paths.backup_folder(directory))
    with paths.written_whole(paths.backup_folder(directory) / _STATE) as draft:
        draft.write_text(json.dumps(known._asdict(), ensure_ascii=False), encoding="utf-8")


def is_thinning_paused(office: Office) -> bool:
    """Return whether nothing is let go at present, because something was put back not long ago."""
    until = state(office.directory).paused_until
    return bool(until) and office.now.isoformat() < until


def resume_thinning(office: Office) -> None:
    """Let go again what need not be kept."""
    note_state(office.directory, paused_until="")
