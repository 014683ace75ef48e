"""One among many found by typing: a line, and below it the few that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain.pinyin import initials
from desktop.domain.text import fold
from desktop.views import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.domain.unit import Unit

Entry = tuple[int, str]
"""An id, and the words a person knows it by."""

_MOST = 50
_ID = int(Qt.ItemDataRole.UserRole)
_WALK = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PickList(QWidget):
    """Shows what `find` gives for the typed text, the first of it chosen; Enter or a double click picks.

    The cursor stays in the line: up and down walk through the list from there.
    """

    picked = Signal(int)

    def __init__(
        self, name: str, find: Callable[[str], Sequence[Entry]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._find = find
        self.line = QLineEdit(self)
        self.list = QListWidget(self)
        self._build(name)
        self._connect()

    def _build(self, name: str) -> None:
        self.line.setAccessibleName(name)
        self.line.setClearButtonEnabled(True)
        self.list.setAccessibleName(f"{name}：可选")
        self.list.setProperty("role", "entries")
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(3 * theme.ROW_HEIGHT)
        self.setFocusProxy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self.renew)
        self.list.itemActivated.connect(self._on_activated)

    @property
    def current(self) -> int | None:
        """The id of the chosen entry, or None when nothing fits."""
        if self.list.currentRow() < 0:
            return None
        return int(self.list.currentItem().data(_ID))

    def ask(self) -> None:
        """Start anew with an empty line."""
        self.line.clear()
        self.renew()

    @Slot()
    def renew(self) -> None:
        """Ask again what fits the typed text."""
        self.list.clear()
        for each, words in self._find(self.line.text())[:_MOST]:
            item = QListWidgetItem(words, self.list)
            item.setData(_ID, each)
            item.setToolTip(words)
        self.list.setCurrentRow(0)

    def choose(self, wanted: int) -> None:
        """Put the choice on an entry, if it is shown."""
        for place in range(self.list.count()):
            if self.list.item(place).data(_ID) == wanted:
                self.list.setCurrentRow(place)

    @Slot()
    def pick(self) -> None:
        """Pick the chosen entry, if there is one."""
        if self.current is not None:
            self.picked.emit(self.current)

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        self.picked.emit(int(item.data(_ID)))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _WALK and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.list.event(event)
                return True
            if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.pick()
                return True
        return super().eventFilter(watched, event)


def units_fitting(units: Iterable[Unit], first: Sequence[Entry], text: str) -> list[Entry]:
    """Return the units in use that a text may mean, by any name or its pinyin initials; `first` go before."""
    wanted = fold(text)
    known = {unit.id: unit for unit in units if unit.is_active}
    places = [*(each for each, _name in first if each in known), *known]
    return [(each, known[each].name) for each in dict.fromkeys(places) if _fits(known[each], wanted)]


def _fits(unit: Unit, wanted: str) -> bool:
    names = (unit.name, *unit.aliases, *unit.former_names)
    return any(wanted in fold(name) or wanted in initials(name) for name in names)
