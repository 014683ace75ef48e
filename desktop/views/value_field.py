"""The right field for a new value: a choice where only some words fit, a day, or a line that offers words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QWidget

from desktop.casework import edit
from desktop.views.date_field import DateField
from desktop.views.fields import Choice, lead_into
from desktop.views.theme import MARGIN
from desktop.views.word_finder import FindingWordBox

if TYPE_CHECKING:
    from desktop.casework.edit import EditField
    from desktop.casework.office import Office

_ASK = "请选择"


class ValueField(QWidget):
    """Asks for one value of a field; `changed` tells that it is another one now."""

    changed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._build()
        self._connect()

    def _build(self) -> None:
        self.words = FindingWordBox()
        self.choice: Choice[str] = Choice()
        self.day = DateField(self._office.today)
        self.blank = QCheckBox("清空原有内容(&X)")
        self._stack = QStackedWidget()
        for each in (self.words, self.choice, self.day):
            each.setAccessibleName("改为")
            self._stack.addWidget(each)
        line = self.words.lineEdit()
        if line is not None:
            line.setPlaceholderText("选择，或直接输入；可输拼音首字母")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MARGIN)
        row.addWidget(self._stack, 1)
        row.addWidget(self.blank)

    def _connect(self) -> None:
        self.words.currentTextChanged.connect(self.changed)
        self.choice.currentIndexChanged.connect(self.changed)
        self.day.day_changed.connect(self.changed)
        self.blank.toggled.connect(self._on_blanked)

    def ask_for(self, field: EditField) -> None:
        """Ask for a value of another field; what was filled in is gone."""
        self.blockSignals(True)
        self.blank.setChecked(False)
        closed = edit.closed_words(field)
        self.blank.setVisible(not closed)
        if closed:
            self.choice.offer(((_ASK, ""), *((word, word) for word in closed)))
            self._turn_to(self.choice)
        elif field in edit.DAYS:
            self.day.set_value(None)
            self._turn_to(self.day)
        else:
            self.words.offer(edit.offered(self._office, field))
            self._turn_to(self.words)
        self.blockSignals(False)

    def value(self) -> str | None:
        """Return the value as it is typed, "" to empty the field, None as long as nothing is said."""
        if self.blank.isChecked():
            return ""
        shown = self._stack.currentWidget()
        if shown is self.choice:
            return self.choice.value() or None
        if shown is self.day:
            day = self.day.value()
            return day.isoformat() if day else None
        return self.words.text() or None

    def _turn_to(self, shown: QWidget) -> None:
        self._stack.setCurrentWidget(shown)
        lead_into(self, shown)

    @Slot()
    def _on_blanked(self) -> None:
        self._stack.setEnabled(not self.blank.isChecked())
        self.changed.emit()
