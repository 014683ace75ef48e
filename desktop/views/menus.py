"""What the menu bar offers: commands with their keys, the appearance, and help."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSettings, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from desktop import paths
from desktop.views import memory, theme
from desktop.views.help_key import open_help
from desktop.views.theme import Appearance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.views.page import Desk

APPEARANCE = "window/appearance"


class Command(NamedTuple):
    """One line of a menu: words with their mnemonic, keys separated by blanks, and what it does."""

    words: str
    keys: str
    verb: Callable[[], object]


def fill(menu: QMenu, commands: Iterable[Command | None]) -> None:
    """Add commands to a menu; None draws a line."""
    for command in commands:
        if command is None:
            menu.addSeparator()
            continue
        action = QAction(command.words, menu)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys.split()])
        action.triggered.connect(command.verb)
        menu.addAction(action)


def search_everything(desk: Desk, window: QMainWindow) -> None:
    """Lay the panel over the window that finds cases and commands."""
    from desktop.views.search_panel import SearchPanel

    panel = SearchPanel(desk, window)
    panel.show()
    panel.activateWindow()
    panel.box.setFocus()


class AppearanceMenu(QMenu):
    """How bright the window shall be; dresses the application at once and remembers the choice."""

    def __init__(self, kept: QSettings, parent: QWidget | None = None) -> None:
        super().__init__("外观(&A)", parent)
        self._kept = kept
        self._choices = QActionGroup(self)
        for appearance in Appearance:
            action = self._choices.addAction(appearance.label)
            action.setCheckable(True)
            action.setData(appearance.value)
            action.setChecked(appearance is self.appearance)
            self.addAction(action)
        self._choices.triggered.connect(self._on_chosen)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def appearance(self) -> Appearance:
        """The remembered choice; a word nobody knows counts as following the system."""
        kept = memory.word(self._kept, APPEARANCE)
        return Appearance(kept) if kept in set(Appearance) else Appearance.SYSTEM

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self._kept.setValue(APPEARANCE, action.data())
        theme.apply(self.appearance)

    @Slot()
    def _on_system_changed(self) -> None:
        theme.apply(self.appearance)


class HelpMenu(QMenu):
    """The help of what is open, all keys, and what this program is; `key` says which page is open."""

    def __init__(self, menus: tuple[QMenu, ...], key: Callable[[], str], parent: QWidget) -> None:
        super().__init__("帮助(&H)", parent)
        self._menus = menus
        self._key = key
        self._window = parent
        fill(self, (
            Command("本页帮助(&H)", "F1", self.show_help),
            Command("快捷键(&K)", "Shift+F1", self.show_keys),
            Command("关于(&A)", "", self.show_about),
        ))  # fmt: skip

    @Slot()
    def show_help(self) -> None:
        """Show the help of the page that is open."""
        open_help(self._window, self._key())

    @Slot()
    def show_keys(self) -> None:
        """Show every key of the menus."""
        from desktop.views.keys_dialog import KeysDialog

        KeysDialog(self._menus, self._window).open()

    @Slot()
    def show_about(self) -> None:
        """Say what this program is, and which version."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("关于")
        box.setText(f"建议提案办理台 {paths.VERSION}")
        box.setInformativeText("办理人大代表建议、政协提案的单机程序。数据只保存在本机，程序从不联网。")
        box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
        box.open()
