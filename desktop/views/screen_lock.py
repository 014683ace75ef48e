"""The locked screen: everything readable is covered, nothing is closed, whoever locked it opens it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QToolTip, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from desktop.casework import admit
from desktop.views.desk_timer import DeskTimer
from desktop.views.forms import label
from desktop.views.unlock_dialog import UnlockDialog

if TYPE_CHECKING:
    from desktop.views.page import Desk

BEAT = 5_000  # milliseconds between two looks at the clock
LOCKED = "已锁定"
_ACTIVITY = frozenset(
    {
        *(QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.MouseMove, QEvent.Type.Wheel),
        *(QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin),
        *(QEvent.Type.Shortcut, QEvent.Type.ContextMenu),
    }
)
_HEARD = _ACTIVITY | {QEvent.Type.Show}


class Cover(QWidget):
    """Lies over all of a window as long as the screen is locked, and hides its title."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._title = window.windowTitle()
        window.setWindowTitle(LOCKED)
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        word = label(LOCKED, "muted")
        word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self).addWidget(word)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.raise_()
        self.show()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the window, and stay above what is put into it meanwhile."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.ChildPolished, QEvent.Type.LayoutRequest}:
            self.setGeometry(self._window.rect())
            self.raise_()
        return super().eventFilter(watched, event)

    def lift(self) -> None:
        """Take the cover off and give the window its title again."""
        self._window.removeEventFilter(self)
        if self._window.windowTitle() == LOCKED:
            self._window.setWindowTitle(self._title)
        self.hide()
        self.deleteLater()


class ScreenLock(QObject):
    """Locks on demand and after idle minutes, on a desk with accounts; jobs go on and drafts stay.

    What an input method was composing is committed first. A window that opens meanwhile is covered as well,
    and no key or button reaches it.
    """

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._covers: list[Cover] = []
        self._dialog: UnlockDialog | None = None
        self._cursor: QWidget | None = None
        self._composing: tuple[QWidget, str] | None = None
        self._last = desk.office.ticks()
        self._timer = DeskTimer(desk.office, BEAT, self)
        self._timer.beat.connect(self.look)
        if desk.office.is_guarded:
            self._timer.start()
            if (application := QApplication.instance()) is not None:
                application.installEventFilter(self)

    @property
    def is_locked(self) -> bool:
        """Whether the screen is locked."""
        return self._dialog is not None

    @property
    def dialog(self) -> UnlockDialog | None:
        """What asks for the password while the screen is locked."""
        return self._dialog

    @Slot()
    def look(self) -> None:
        """Lock when nobody has touched keys or mouse for as long as the office allows."""
        idle = self._desk.office.ticks() - self._last
        if not self.is_locked and idle >= 60 * admit.lock_minutes(self._desk.office):
            self.lock()

    @Slot()
    def lock(self) -> None:
        """Cover every window and ask for the password; on a desk without accounts say how to get one."""
        office = self._desk.office
        if office.seat is None:
            self._desk.say("单人模式没有密码，不能锁屏；需要时请在“设置—账户与权限”中启用账户。")
            return
        if self.is_locked:
            return
        self._commit()
        self._cursor = QApplication.focusWidget()
        QToolTip.hideText()
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        self._dialog = UnlockDialog(office, self._window)
        for each in QApplication.topLevelWidgets():
            self._cover(each)
        self._dialog.unlocked.connect(self._on_unlocked)
        self._dialog.show()
        self._dialog.activateWindow()
        admit.lock(office)

    def say(self, text: str) -> None:
        """Say something in the message line of the window."""
        self._desk.say(text)

    def stop(self) -> None:
        """Listen no more, ask no more: the window is closing."""
        self._timer.stop()
        if self._dialog is not None:
            self._dialog.done(0)
        if (application := QApplication.instance()) is not None:
            application.removeEventFilter(self)

    def _commit(self) -> None:
        """Let the input method hand over what it was composing; what it keeps is put in as it stands."""
        QGuiApplication.inputMethod().commit()
        if self._composing is not None:
            (widget, text), self._composing = self._composing, None
            event = QInputMethodEvent()
            event.setCommitString(text)
            if isValid(widget):
                QApplication.sendEvent(widget, event)

    def _cover(self, window: QWidget) -> None:
        covered = [cover.parentWidget() for cover in filter(isValid, self._covers)]
        if window is not self._dialog and window.isVisible() and window not in covered:
            self._covers.append(Cover(window))

    def _on_shown(self, window: QWidget) -> None:
        """Cover a window that opens while the screen is locked: a job was done, a reminder is due."""
        if self._dialog is not None and window is not self._dialog:
            self._cover(window)
            self._dialog.activateWindow()

    @Slot()
    def _on_unlocked(self) -> None:
        self._dialog = None
        self._last = self._desk.office.ticks()
        for cover in filter(isValid, self._covers):
            cover.lift()
        self._covers.clear()
        cursor, self._cursor = self._cursor, None
        if cursor is not None and isValid(cursor):
            cursor.window().activateWindow()
            cursor.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there, what is being composed, and windows that open while it is locked."""
        kind = event.type()
        if kind in _ACTIVITY:
            self._last = self._desk.office.ticks()
        if kind not in _HEARD or not isinstance(watched, QWidget):
            return super().eventFilter(watched, event)
        if kind == QEvent.Type.Show:
            if watched.isWindow():
                self._on_shown(watched)
            return False
        if isinstance(event, QInputMethodEvent):
            told = event.preeditString()
            self._composing = (watched, told) if told else None
        return self._dialog is not None and watched.window() is not self._dialog
