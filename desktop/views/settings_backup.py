"""备份与恢复: every backup of the desk, made now, put back, tried; a second place and its password."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import backups, rehearsal
from desktop.domain.errors import OfficeError
from desktop.views import backup_words
from desktop.views.backup_keeper import BackupKeeper
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.file_choice import ask_folder
from desktop.views.forms import label
from desktop.views.password_dialog import PasswordDialog
from desktop.views.plain_table import PlainTable
from desktop.views.settings_section import SettingsSection
from desktop.views.tables import CENTER, Column
from desktop.views.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.casework.backups import Backup, Standing
    from desktop.casework.office import Office
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

Found = tuple[tuple["Backup", ...], "Standing"]


def _columns(home: Path) -> tuple[Column[Backup], ...]:
    return (
        Column("时间", lambda each: f"{each.at:%Y-%m-%d %H:%M}", 140),
        Column("原因", lambda each: each.manifest.occasion.why, 90),
        Column("经办", lambda each: each.manifest.occasion.by, 120),
        Column("办理件", lambda each: str(each.manifest.contents.rows("cases")), 70, align=CENTER),
        Column("大小", backup_words.size, 80, align=CENTER),
        Column("核对", lambda _each: "已验证", 70, align=CENTER),
        Column("位置", lambda each: _place(each, home), 120),
    )


def _place(backup: Backup, home: Path) -> str:
    where = "本机" if backup.path.is_relative_to(home) else str(backup.path.parent)
    return f"{where}（有密码）" if backup.manifest.is_sealed else where


class BackupSection(SettingsSection):
    """The backups of this desk, newest first, and everything that is done with them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "备份与恢复", "每份备份都读回核对过，才算备份", parent)
        self._alive = [True]  # a job may bring its result when the window is gone
        self._build()
        self._connect()

    def _build(self) -> None:
        self.now = button("立即备份(&B)", self.back_up, "primary")
        self.head.addWidget(self.now)
        home = self.desk.office.directory
        self.table: PlainTable[Backup] = PlainTable(_columns(home), 6, "备份", parent=self)
        self.empty = EmptyState("还没有备份", "有改动时每半小时备份一次，退出、导入和批量修改之前也会备份。")
        self.facts = label("", "muted")
        self.facts.setWordWrap(True)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)
        self.column.addWidget(self.facts)
        self.column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        self.restore = button("恢复(&R)…", self._on_restore)
        self.trial = button("演练恢复(&T)", self.rehearse)
        self.second = button("第二位置(&D)…", self._ask_place)
        self.password = button("备份密码(&W)…", self._ask_password)
        self.resume = button("恢复自动清理(&L)", self._on_resume)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for each in (self.restore, self.trial, self.second, self.password, self.resume):
            row.addWidget(each)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self.destroyed.connect(self._alive.clear)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_restore)

    @property
    def keeper(self) -> BackupKeeper | None:
        """The keeper of the window this section stands in."""
        found = self.window().findChild(BackupKeeper)
        return found if isinstance(found, BackupKeeper) else None

    @override
    def refresh(self) -> None:
        may_write = not self.desk.office.is_read_only
        for each in (self.now, self.trial, self.second, self.password):
            each.setEnabled(may_write)
        self.desk.jobs.run("正在查看备份", _found, self._show, self._on_failed, quiet=True)

    def _show(self, found: Found) -> None:
        if not self._alive:
            return
        rows, standing = found
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.facts.setText(self._words(standing))
        self.resume.setVisible(backups.is_thinning_paused(self.desk.office))
        self._on_chosen()
        if told := backup_words.advice(standing, self.desk.office.today):
            self.banner.show_text(told, "warning")
        if self.keeper is not None:
            self.keeper.show_standing(standing)

    def _words(self, standing: Standing) -> str:
        state = standing.state
        is_sealed = backups.has_password(self.desk.office)
        place = standing.second_place or "未设；磁盘坏了会连备份一起丢，请设到另一块磁盘或 U 盘"
        tried = f"已演练恢复 {state.rehearsed_at[:10]}" if state.rehearsed_at else "还没有演练过恢复"
        told = [f"第二位置：{place}{'（用密码加密）' if is_sealed else ''}", tried]
        if state.restored:
            told.append(f"{state.restored}；此后一周不清理旧备份")
        return "。".join(told) + "。"

    def back_up(self) -> None:
        """Make a backup now, here and at the second place."""
        self._run("正在备份", _made, "已备份并核对。")

    def rehearse(self) -> None:
        """Put the newest backup back on trial."""
        self._run("正在演练恢复", _tried, "已演练恢复，备份完好。")

    def _run(self, title: str, verb: Callable[[Office, Progress], str], told: str) -> None:
        self.banner.clear()
        self.desk.jobs.run(title, verb, partial(self._on_done, told), self._on_failed)

    def _on_done(self, told: str, fault: str) -> None:
        if self._alive:
            self.banner.show_text(fault or told, "warning" if fault else "note")
            self.refresh()

    def _on_failed(self, error: OfficeError) -> None:
        if self._alive:
            self.banner.show_text(error.message)

    @Slot()
    def _on_chosen(self) -> None:
        may = not self.desk.office.is_read_only and self.keeper is not None
        self.restore.setEnabled(may)

    @Slot()
    def _on_restore(self) -> None:
        if self.keeper is not None and self.restore.isEnabled():
            chosen = self.table.current_row
            self.keeper.restore_wanted.emit(chosen.path if chosen else None)

    def _ask_place(self) -> None:
        ask_folder(self.desk, self, "选择第二位置（另一块磁盘或 U 盘上的文件夹）", self.choose_place)

    def choose_place(self, name: str) -> None:
        """Keep where copies go besides this computer, and make the first one there."""
        try:
            odd = backups.choose_second_place(self.desk.office, Path(name))
        except OfficeError as error:
            self.banner.show_text(error.message)
            return
        self._run("正在备份到第二位置", _made, f"已备份到“{name}”。{odd}")

    def _ask_password(self) -> None:
        PasswordDialog(self.desk.office, self._on_password, self).open()

    def _on_password(self, told: str) -> None:
        self.banner.show_text(told, "note")
        self.refresh()

    def _on_resume(self) -> None:
        backups.resume_thinning(self.desk.office)
        self.refresh()


def _found(office: Office, _progress: Progress) -> Found:
    return backups.every(office), backups.standing(office)


def _made(office: Office, progress: Progress) -> str:
    backups.make(office, backups.BY_HAND, progress=progress)
    if not office.setting(backups.SECOND_PLACE):
        return ""
    try:
        backups.make_second(office, progress)
    except OfficeError as error:
        return f"本机已备份。{error.message}"
    return ""


def _tried(office: Office, progress: Progress) -> str:
    return rehearsal.rehearse(office, progress)
