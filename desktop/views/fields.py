"""Fields beyond the plain line: text in paragraphs, a choice of values, a unit by any of its names, days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from desktop.domain.errors import OfficeError, Problem
from desktop.domain.said import LONGEST
from desktop.domain.text import fold
from desktop.views.found_words import FoundWords, fitting
from desktop.views.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QKeyEvent

    from desktop.domain.unit import Unit
    from desktop.views.date_field import DateField
    from desktop.views.forms import FieldForm

_Value = TypeVar("_Value")


class TextArea(QPlainTextEdit):
    """Paragraphs of plain text; what is pasted loses its format, Tab goes to the next field.

    It is `lines` high, or takes all the room there is from that height on when it `grows`. What would make it
    longer than `longest` characters is not pasted; `paste_refused` tells so.
    """

    paste_refused = Signal()
    longest = LONGEST

    def __init__(self, lines: int, placeholder: str = "", *, grows: bool = False) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        vertical = QSizePolicy.Policy.MinimumExpanding if grows else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)

    def text(self) -> str:
        """The text with one paragraph a line, without blank ends."""
        return self.toPlainText().strip()

    @override
    def sizeHint(self) -> QSize:
        height = self.fontMetrics().lineSpacing() * self._lines + 2 * SPACE
        return QSize(super().sizeHint().width(), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        kept = self.document().characterCount() - len(self.textCursor().selectedText())
        if kept + len(text) > self.longest:
            self.paste_refused.emit()
            return
        self.insertPlainText(text.replace("\r\n", "\n").replace("\u00a0", " "))


class Choice(QComboBox, Generic[_Value]):
    """A choice among values, each shown by its words."""

    def __init__(self, entries: Iterable[tuple[str, _Value]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[_Value] = []
        self.offer(entries)

    def offer(self, entries: Iterable[tuple[str, _Value]]) -> None:
        """Offer these words and values instead of the former ones; the first is chosen."""
        self.clear()
        self._values = []
        for text, value in entries:
            self._values.append(value)
            self.addItem(text)

    def value(self) -> _Value:
        """The chosen value; raises `OfficeError` when there is nothing to choose from."""
        if self.currentIndex() < 0:
            raise OfficeError(f"“{self.accessibleName()}”没有可选的内容，未作改动。")
        return self._values[self.currentIndex()]

    def choose(self, value: _Value) -> None:
        """Choose a value; one that is not offered leaves the choice as it is."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))


class WordBox(QComboBox):
    """A line to type in that also offers words; what is typed need not be among them."""

    def __init__(self, offered: Iterable[str] = (), text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItems(list(dict.fromkeys(word for word in offered if word)))
        self.setCurrentText(text)
        self.setMinimumContentsLength(6)

    def text(self) -> str:
        """What stands in the line, without blank ends."""
        return self.currentText().strip()


class UnitLine(QLineEdit):
    """A line that finds a unit by name, former name, other spelling or their initials; Enter takes it.

    Emits `unit_taken` (a `Unit`), or `unit_missed` (the text) when no unit or more than one is meant.
    """

    unit_taken = Signal(object)
    unit_missed = Signal(str)

    def __init__(self, units: Iterable[Unit], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._units: tuple[Unit, ...] = tuple(unit for unit in units if unit.is_active)
        self._found = FoundWords(self)
        self.setCompleter(self._found)
        self.textEdited.connect(self._on_edited)
        self._found.activated.connect(self.take, Qt.ConnectionType.QueuedConnection)

    def meant(self) -> Unit | None:
        """The one unit the text means: by a whole name, or as the only one that contains it."""
        found = self.fitting()
        return found[0] if len(found) == 1 else None

    def fitting(self) -> tuple[Unit, ...]:
        """The units the text may mean: of that whole name, else all that contain it, else by initials."""
        wanted = fold(self.text())
        if not wanted:
            return ()
        exact = tuple(unit for unit in self._units if wanted in map(fold, spellings(unit)))
        part = tuple(unit for unit in self._units if any(wanted in fold(name) for name in spellings(unit)))
        return exact or part or tuple(unit for unit in self._units if fitting(spellings(unit), wanted))

    @Slot(str)
    def _on_edited(self, typed: str) -> None:
        self._found.find((name for unit in self._units for name in spellings(unit)), typed)

    @Slot()
    def take(self) -> None:
        """Take the unit the text means, or tell that there is none."""
        text, unit = self.text().strip(), self.meant()
        if unit is not None:
            self.clear()
            self.unit_taken.emit(unit)
        elif text:
            self.unit_missed.emit(text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers()
        if plain_enter and self.text().strip():
            self.take()
            event.accept()
        else:
            super().keyPressEvent(event)


def spellings(unit: Unit) -> tuple[str, ...]:
    """Return every name a unit is known by: its own, other spellings, former ones."""
    return (unit.name, *unit.aliases, *unit.former_names)


def day_in(field: DateField, key: str, what: str) -> date | None:
    """Return the day of a field or None when it is empty; raise `OfficeError` when it cannot be read."""
    if not field.is_readable():
        raise _unread(key, f"{what}“{field.text()}”不是日期")
    return field.value()


def required_day(field: DateField, key: str, what: str) -> date:
    """Return the day of a field; raise `OfficeError` when it is empty or cannot be read."""
    day = day_in(field, key, what)
    if day is None:
        raise _unread(key, f"未填{what}")
    return day


def lead_into(panel: QWidget, first: QWidget) -> None:
    """Let the cursor that is sent to a panel, by its label for example, go to the first field on it."""
    panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    panel.setFocusProxy(first)


def let_last_row_grow(form: FieldForm) -> None:
    """Give the room a form has to spare to its last row, so that the rows above keep together."""
    grid = form.layout()
    if isinstance(grid, QGridLayout):
        grid.setRowStretch(grid.rowCount() - 1, 1)


def _unread(key: str, message: str) -> OfficeError:
    return OfficeError(f"{message}，未作改动；可输入 305、3-5、+10、今天。", (Problem(key, message),))
