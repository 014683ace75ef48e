"""Makes backups in the pauses of the window and before it closes, and says at its foot how they stand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressDialog, QWidget
from typing_extensions import override

from desktop.casework import backups, rehearsal
from desktop.views import backup_words
from desktop.views.desk_timer import DeskTimer
from desktop.views.forms import label, restyled

if TYPE_CHECKING:
    from desktop.casework.backups import Standing
    from desktop.casework.office import Office
    from desktop.domain.errors import OfficeError
    from desktop.views.main_window import MainWindow

FIRST, ROUND = 15_000, 60_000  # milliseconds: after the start, and between two looks at what is due
PATIENCE = 400


class BackupKeeper(QObject):
    """Belongs to a window: tends the backups every minute and on leaving, and knows how they stand.

    `restore_wanted` carries the path of the backup somebody wants to put back, None when none is chosen yet.
    """

    restore_wanted = Signal(object)
    stood = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._office, self._jobs = window.desk.office, window.desk.jobs
        self._is_leaving = False
        self._alive = [True]  # a job may bring its result when the window is gone
        self.standing: Standing | None = None
        self.line = label("", "small")
        window.status.addPermanentWidget(self.line)
        self._first = DeskTimer(self._office, FIRST, self, once=True)
        self._timer = DeskTimer(self._office, ROUND, self)
        self._connect()

    def _connect(self) -> None:
        self.destroyed.connect(self._alive.clear)
        self._first.beat.connect(self.tend)
        self._timer.beat.connect(self.tend)
        self._window.installEventFilter(self)
        if self._is_keeping:
            self._first.start()
            self._timer.start()
            self._jobs.run("正在查看备份", _look, self.show_standing, self._on_failed, quiet=True)

    @property
    def _is_keeping(self) -> bool:
        return not (self._office.is_read_only or self._office.is_demo)

    @Slot()
    def tend(self) -> None:
        """Do in the background what is due; nothing while something else is going on."""
        if not self._jobs.is_busy and not self._office.is_lent:
            self._jobs.run("正在备份", rehearsal.tend, self.show_standing, self._on_failed, quiet=True)

    def show_standing(self, standing: Standing) -> None:
        """Say at the foot of the window how the backups stand."""
        if not self._alive:
            return
        self.standing = standing
        today = self._office.today
        is_amber = standing.is_late or standing.is_second_late or bool(standing.state.fault)
        self.line.setText(backup_words.standing_line(standing, today))
        self.line.setToolTip(backup_words.advice(standing, today) or "在“设置—备份与恢复”里查看")
        restyled(self.line, role="warning" if is_amber else "small")
        self.stood.emit(standing)

    def _on_failed(self, error: OfficeError) -> None:
        if self._alive:
            self.line.setText("备份没有做成")
            self.line.setToolTip(error.message)
            restyled(self.line, role="warning")

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Close and watched is self._window and self._must_wait():
            event.ignore()
            self._leave()
            return True
        return super().eventFilter(watched, event)

    def _must_wait(self) -> bool:
        """Return whether something was saved that no backup has yet."""
        if self._is_leaving or not self._is_keeping or self._office.is_closed or self._office.is_lent:
            return False
        if any(each.isVisible() and each is not self._window for each in _windows()):
            return False  # somebody else sits down at the same desk
        newest = self.standing.newest if self.standing else None
        return newest is None or newest.manifest.contents.head != self._office.store.journal.head()[1]

    def _leave(self) -> None:
        """Make the last backup, then close the window; a person may have it closed at once."""
        self._is_leaving = True
        waiting = QProgressDialog("退出前正在备份，几秒钟就好…", "跳过，直接退出", 0, 0, self._window)
        waiting.setWindowTitle("正在备份")
        waiting.setWindowModality(Qt.WindowModality.WindowModal)
        waiting.setMinimumDuration(PATIENCE)
        waiting.setValue(0)
        waiting.canceled.connect(self._on_skipped)
        verb = partial(rehearsal.tend, leaving=True)
        done = partial(self._on_backed_up, waiting)
        self._jobs.run("退出前备份", verb, done, partial(self._on_not_backed_up, waiting), quiet=True)

    @Slot()
    def _on_skipped(self) -> None:
        self._jobs.cancel()
        self._window.close()

    def _on_backed_up(self, waiting: QProgressDialog, _standing: Standing) -> None:
        waiting.canceled.disconnect(self._on_skipped)
        waiting.reset()
        self._window.close()

    def _on_not_backed_up(self, waiting: QProgressDialog, error: OfficeError) -> None:
        waiting.canceled.disconnect(self._on_skipped)
        waiting.reset()
        text = f"{error.message}数据都已保存，只是这次退出前没有备份。"
        box = QMessageBox(QMessageBox.Icon.NoIcon, "没有备份成", text, parent=self._window)
        box.addButton("直接退出", QMessageBox.ButtonRole.AcceptRole)
        box.finished.connect(self._window.close)
        box.open()


def _windows() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.parent() is None]


def _look(office: Office, _progress: object) -> Standing:
    return backups.standing(office)
