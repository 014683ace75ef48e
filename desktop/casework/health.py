"""Health: everything a desk stands on looked at, one line each in plain words, and what to do about it."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING, NamedTuple

from desktop import paths
from desktop.casework import backups, place, timekeeping
from desktop.domain.errors import OfficeError
from desktop.domain.labels import Labelled
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office

REPAIR = "重建检索和计数"
DERIVED = frozenset({"rows", "search"})
"""What can be written anew from the cases themselves."""
_ROOMY = 1024**3  # bytes; below that the office is told to make room
_NARROW = 100 * 1024**2  # bytes; below that the next backup or import may not fit
_CHUNK = 1024 * 1024
_FONT_MARKS = "SHA256SUMS"


class Grade(Labelled):
    """How a line of the check ends."""

    FINE = ("fine", "完好")
    DOUBTFUL = ("doubtful", "注意")
    BROKEN = ("broken", "有问题")


class Finding(NamedTuple):
    """One line of the check: what was looked at, how it is, what was found, and what to do about it."""

    key: str
    name: str
    grade: Grade
    told: str
    todo: str = ""

    @property
    def can_be_repaired(self) -> bool:
        """Whether writing anew what is derived mends it."""
        return self.key in DERIVED and self.grade is not Grade.FINE


_RESTORE = "停止录入，在“备份与恢复”中用最近的完好备份恢复"
_SORTS = {
    "file": ("数据文件", _RESTORE),
    "references": ("内部引用", _RESTORE),
    "journal": ("操作记录校验链", "保留现有文件不动，与印出的台账、审签单上的校验码核对，并联系维护人员"),
    "letters": ("印发文书", _RESTORE),
    "rows": ("列表和计数", "点“修复”重新生成，办件内容不受影响"),
    "search": ("检索", "点“修复”重新建立，办件内容不受影响"),
    "attachments": ("附件文件", "用备份中的“附件”文件夹补回缺失或损坏的文件"),
    "prints": ("打印留存", "用备份中的“附件”文件夹补回缺失或损坏的文件"),
    "templates": ("文书模板", "删去这个模板，用原来的 Word 文件重新添加"),
}


def look(office: Office, progress: Progress = SILENT, *, after_crash: bool = False) -> tuple[Finding, ...]:
    """Look at everything and return a line each; nothing is changed.

    `after_crash` says that the desk was not closed properly the last time; see `was_left_dirty`.
    """
    total = len(_SORTS) + 1
    found = []
    sorts = office.store.upkeep.sorts()
    for done, (name, todo) in enumerate(_SORTS.values()):
        progress.step(done, total, f"正在检查{name}")
        key, problems = next(sorts)
        grade = Grade.BROKEN if problems else Grade.FINE
        told = "；".join(problems) or "没有发现问题"
        found.append(Finding(key, name, grade, told, todo if problems else ""))
    progress.step(total - 1, total, "正在检查字体和磁盘")
    return (*found, *_around(office, after_crash=after_crash))


def _around(office: Office, *, after_crash: bool) -> Iterator[Finding]:
    yield _fonts()
    yield _room(office)
    yield _clock(office)
    yield _place(office)
    yield _exclusive(after_crash=after_crash)
    yield _backup(office)


def was_left_dirty(office: Office) -> bool:
    """Whether the desk was not closed properly the last time; asked where the lock is held."""
    return office.store.upkeep.was_left_dirty


def repair(office: Office, _progress: Progress = SILENT) -> None:
    """Write anew lists, counts and the search index from the cases; one transaction, told in the history."""
    office.store.upkeep.write_derived(office.note(REPAIR))


def _fonts() -> Finding:
    """Look whether every bundled face is there and is the one that was bundled."""
    folder = paths.resources() / "fonts"
    try:
        lines = (folder / _FONT_MARKS).read_text(encoding="ascii").splitlines()
        expected = [line.split() for line in lines if line]
        bad = [name for mark, name in expected if _hash_of(folder / name) != mark]
    except OSError as error:
        bad = [str(error.filename).replace("\\", "/").rpartition("/")[2]]
    if bad:
        told = f"字体{'、'.join(bad)}缺失或被改动，打印的版式不可靠"
        return Finding("fonts", "字体", Grade.BROKEN, told, "重新安装程序")
    return Finding("fonts", "字体", Grade.FINE, f"自带的 {len(expected)} 个字体齐全、未被改动")


def _hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _room(office: Office) -> Finding:
    free = shutil.disk_usage(office.directory).free
    grade = Grade.BROKEN if free < _NARROW else Grade.DOUBTFUL if free < _ROOMY else Grade.FINE
    todo = "" if grade is Grade.FINE else "清理磁盘，至少留出 1 GB，否则导入和备份可能写不下"
    return Finding("room", "磁盘空间", grade, f"还剩 {free / _ROOMY:.1f} GB", todo)


def _clock(office: Office) -> Finding:
    if told := timekeeping.doubt(office):
        return Finding("clock", "电脑时间", Grade.DOUBTFUL, told, "校准电脑的日期和时间，再办件")
    return Finding("clock", "电脑时间", Grade.FINE, f"{office.now:%Y-%m-%d %H:%M}，与操作记录相接")


def _place(office: Office) -> Finding:
    if why := place.fault(office.directory):
        todo = "退出程序，把整个文件夹移到本机硬盘上不同步的位置，再从那里打开"
        return Finding("place", "存放位置", Grade.DOUBTFUL, f"办理台所在的文件夹{why}", todo)
    return Finding("place", "存放位置", Grade.FINE, "在本机磁盘上，不由网盘同步")


def _exclusive(*, after_crash: bool) -> Finding:
    if after_crash:
        told = "上次没有正常退出（断电或被强行结束）；打开时已自动检查并恢复到最后一次完整保存"
        return Finding("lock", "独占和上次退出", Grade.DOUBTFUL, told, "核对断电前最后办理的一两件即可")
    return Finding("lock", "独占和上次退出", Grade.FINE, "同一时间只有一个窗口能写入；上次正常退出")


def _backup(office: Office) -> Finding:
    name = "已验证备份"
    try:
        standing = backups.standing(office)
    except OfficeError as error:
        return Finding("backup", name, Grade.DOUBTFUL, error.message, "在“备份与恢复”中重新选择位置")
    if standing.newest is None:
        if office.is_demo:
            return Finding("backup", name, Grade.FINE, "演示办理台，不要求备份")
        return Finding("backup", name, Grade.BROKEN, "还没有备份", "到“备份与恢复”立即备份")
    told = f"上次 {standing.newest.at:%Y-%m-%d %H:%M}"
    if standing.is_late:
        return Finding("backup", name, Grade.DOUBTFUL, f"{told}，之后又有改动", "到“备份与恢复”立即备份")
    return Finding("backup", name, Grade.FINE, told)
