"""Undo and redo in the menu: each named after the act it would turn round, looked up when it is asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence

from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMenu

    from desktop.casework.office import Office
    from desktop.casework.undo import UndoStep
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

UNDO, REDO = "撤销", "重做"
MANY = 200  # cases of an act beyond which the window does not wait for it


class UndoMenu(QObject):
    """The two lines of a menu that take the last act back and do it again.

    A text field keeps Ctrl+Z for its own text. What the lines would do is read when the menu opens or a key
    is pressed; a refusal is said in the message line and changes nothing.
    """

    def __init__(self, desk: Desk, menu: QMenu) -> None:
        super().__init__(menu)
        self._desk = desk
        self.undo_action = self._line(menu, f"{UNDO}(&Z)", "Ctrl+Z")
        self.redo_action = self._line(menu, f"{REDO}(&Y)", "Ctrl+Y Ctrl+Shift+Z")
        self._connect(menu)

    def _line(self, menu: QMenu, words: str, keys: str) -> QAction:
        action = QAction(words, menu)
        action.setShortcuts([QKeySequence(each) for each in keys.split()])
        action.setEnabled(not self._desk.office.is_read_only)
        menu.addAction(action)
        return action

    def _connect(self, menu: QMenu) -> None:
        self.undo_action.triggered.connect(self._on_undo)
        self.redo_action.triggered.connect(self._on_redo)
        menu.setToolTipsVisible(True)
        if not self._desk.office.is_read_only:
            menu.aboutToShow.connect(self.refresh)
            menu.aboutToHide.connect(self._let_keys_ask)
            self._desk.relay.changed.connect(self._on_changed)

    @Slot()
    def refresh(self) -> None:
        """Name both lines after what they would do now; what there is none of cannot be chosen."""
        from desktop.casework import undo

        office = self._desk.office
        _name(self.undo_action, undo.undoable(office), f"{UNDO}(&Z)")
        _name(self.redo_action, undo.redoable(office), f"{REDO}(&Y)")

    @Slot(frozenset)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        """Let the keys ask again: what was there to turn round before is not what is there now."""
        if topics & {Topic.CASES, Topic.UNITS, Topic.SETTINGS}:
            self._let_keys_ask()

    @Slot()
    def _let_keys_ask(self) -> None:
        """Let the keys be pressed: what cannot be turned round is grey in the menu only, a key tells why."""
        for action in (self.undo_action, self.redo_action):
            action.setEnabled(True)

    @Slot()
    def _on_undo(self) -> None:
        from desktop.casework import undo

        step = undo.undoable(self._desk.office)
        verb = partial(undo.undo, step=step)
        self._turn(step, verb, f"已{{}}；{REDO}按 Ctrl+Y。")

    @Slot()
    def _on_redo(self) -> None:
        from desktop.casework import undo

        self._turn(undo.redoable(self._desk.office), undo.redo, f"已{{}}；{UNDO}按 Ctrl+Z。")

    def _turn(self, step: UndoStep | None, verb: Callable[..., UndoStep], told: str) -> None:
        """Turn an act round: a large one in the worker thread, where it can be watched and stopped."""
        if step is not None and step.bar:
            self._desk.say(step.bar)
            return
        done = partial(self._on_turned, told)
        if step is not None and step.cases > MANY:
            work = partial(_turned, verb)
            self._desk.jobs.run_writing(f"正在{step.label}", work, done, self._on_refused)
            return
        try:
            done(verb(self._desk.office))
        except OfficeError as error:
            self._on_refused(error)

    def _on_turned(self, told: str, step: UndoStep) -> None:
        self._desk.say(told.format(step.label))
        self.refresh()

    def _on_refused(self, error: OfficeError) -> None:
        self._desk.say(error.message)
        self.refresh()


def _turned(verb: Callable[..., UndoStep], office: Office, progress: Progress) -> UndoStep:
    """Turn an act round in the worker thread."""
    return verb(office, progress=progress)


def _name(action: QAction, step: UndoStep | None, idle: str) -> None:
    mnemonic = idle[-4:]
    action.setText(f"{step.label}{mnemonic}" if step else idle)
    action.setToolTip((step.bar or step.summary) if step else "")
    action.setEnabled(step is not None and not step.bar)
