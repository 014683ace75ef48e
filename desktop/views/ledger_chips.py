"""The line of filters above the 台账: what each column is narrowed by, and a click that lifts it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.views import theme
from desktop.views.filter_words import watched, words_of
from desktop.views.forms import Button, label

if TYPE_CHECKING:
    from desktop.domain.listing import Criteria

_SHORTEST, _LONGEST = 48, 300  # pixels; the whole of it is in the tip
CROSS = "×"


class FilterLine(QWidget):
    """One button for each filter of a column and each mark; `lifted` gives the criteria without it.

    Hidden when nothing narrows the list but what the row above shows.
    """

    lifted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("列筛选")
        self.chips: list[Button] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.BLOCK, 0, theme.BLOCK, theme.SPACE)
        self._row.setSpacing(theme.SPACE)
        self._row.addWidget(label("列筛选", "small"))
        self._row.addStretch(1)
        self.hide()

    def show_criteria(self, criteria: Criteria) -> None:
        """Show what narrows a list by its columns."""
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for each in criteria.filters:
            self._add(words_of(each), criteria.without(each.column))
        for mark in criteria.marks:
            rest = tuple(each for each in criteria.marks if each is not mark)
            self._add(mark.label, replace(criteria, marks=rest))
        for words, without in watched(criteria):
            self._add(words, without)
        self.setVisible(bool(self.chips))

    def _add(self, words: str, without: Criteria) -> None:
        chip = Button(parent=self)
        shown = chip.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, _LONGEST)
        chip.setText(f"{shown}  {CROSS}".replace("&", "&&"))
        chip.setToolTip(f"{words}（单击取消）")
        chip.setAccessibleName(f"取消筛选：{words}")
        chip.setProperty("role", "chip")
        chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        chip.setMinimumWidth(_SHORTEST)
        chip.clicked.connect(partial(self.lifted.emit, without))
        self.chips.append(chip)
        self._row.insertWidget(len(self.chips), chip)
