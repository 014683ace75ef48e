"""The list below a search box that completes fields and their values, by name or pinyin initials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget
from typing_extensions import override

from desktop.views import theme

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.casework.search import KnownValues
    from desktop.domain.query import Completion

MOST = 40
_ROWS = 9
_NARROWEST = 200  # pixels
_LEAVES = frozenset((QEvent.Type.FocusOut, QEvent.Type.Hide))
_TAKE = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))
_MOVE = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class QueryCompleter(QObject):
    """Offers what the word before the cursor may become; Tab takes the first or the chosen, Enter the chosen.

    The list never takes the cursor and hides while an input method composes, so typing is never disturbed.
    """

    def __init__(self, box: QLineEdit, office: Office) -> None:
        super().__init__(box)
        self._box = box
        self._office = office
        self._known: KnownValues | None = None
        self._offered: tuple[Completion, ...] = ()
        self._list: QListWidget | None = None
        box.textEdited.connect(self.refresh)
        box.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._list is not None and self._list.isVisible()

    @property
    def offered(self) -> tuple[str, ...]:
        """What is offered now, from the top."""
        return tuple(each.text for each in self._offered) if self.is_open else ()

    @Slot()
    def refresh(self) -> None:
        """Offer what fits the word before the cursor, or hide when nothing does."""
        from desktop.casework.search import KnownValues
        from desktop.domain.query import completions

        if self._known is None:
            self._known = KnownValues(self._office)
        text, cursor = self._box.text(), self._box.cursorPosition()
        found = completions(text, cursor, self._known)[:MOST]
        self._offered = tuple(each for each in found if each.text != text[each.start : each.end])
        if self._offered and self._box.hasFocus():
            self._show(self._listed())
        else:
            self.hide()

    @Slot()
    def hide(self) -> None:
        """Offer nothing."""
        if self._list is not None:
            self._list.hide()

    def _listed(self) -> QListWidget:
        if self._list is None:
            self._list = made = QListWidget(self._box.window())
            made.setAccessibleName("可补全的内容")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setProperty("role", "completions")
            made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            made.itemClicked.connect(self._on_clicked)
        return self._list

    def _show(self, shown: QListWidget) -> None:
        shown.clear()
        shown.addItems([each.text for each in self._offered])
        rows = min(len(self._offered), _ROWS)
        width = max(shown.sizeHintForColumn(0) + 2 * theme.PAGE, _NARROWEST)
        shown.resize(min(width, max(self._box.width(), _NARROWEST)), rows * theme.ROW_HEIGHT + theme.SPACE)
        start = self._offered[0].start
        left = self._box.fontMetrics().horizontalAdvance(self._box.text()[:start])
        window = self._box.window()
        place = self._box.mapTo(window, QPoint(left + theme.PAGE, self._box.height() + 1))
        place.setX(max(0, min(place.x(), window.width() - shown.width() - theme.GAP)))
        shown.move(place)
        shown.show()
        shown.raise_()

    def _take(self, place: int) -> None:
        chosen = self._offered[place]
        tail = "" if chosen.text.endswith(":") else " "
        self._box.setSelection(chosen.start, chosen.end - chosen.start)
        self._box.insert(chosen.text + tail)
        self.refresh()

    def _move(self, by: int) -> None:
        shown = self._listed()
        start = shown.currentRow() if shown.currentRow() >= 0 or by > 0 else 0
        shown.setCurrentRow((start + by) % shown.count())

    @Slot()
    def _on_clicked(self) -> None:
        self._take(self._listed().currentRow())

    def _takes_key(self, event: QKeyEvent) -> bool:
        """Do what a key means for the open list; return whether it means anything."""
        key, chosen = Qt.Key(event.key()), self._listed().currentRow()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in _MOVE:
            self._move(_MOVE[key])
        elif key == Qt.Key.Key_Tab or (key in _TAKE and chosen >= 0):
            self._take(max(chosen, 0))
        elif key == Qt.Key.Key_Escape or key in _TAKE:
            self.hide()
        return key in _MOVE or key in {Qt.Key.Key_Tab, Qt.Key.Key_Escape} or (key in _TAKE and chosen >= 0)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusIn:
            self._known = None  # the desk may have changed meanwhile
        elif kind in _LEAVES or (isinstance(event, QInputMethodEvent) and event.preeditString()):
            self.hide()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.is_open:
            return self._takes_key(event)
        return super().eventFilter(watched, event)
