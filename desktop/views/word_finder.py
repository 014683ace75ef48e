"""A line that offers known words while one types: by any characters in them, or by their pinyin initials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox

from desktop.views.fields import WordBox
from desktop.views.found_words import FoundWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QWidget


class FindingWordBox(WordBox):
    """A `WordBox` whose words are found while one types, by characters or initials: cjjt is 城建交通."""

    def __init__(self, offered: Iterable[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(offered, parent=parent)
        self._words: Sequence[str] = [self.itemText(place) for place in range(self.count())]
        self.setCurrentText("")
        self._completer = FoundWords(self)
        self.setCompleter(self._completer)
        line = self.lineEdit()
        if line is not None:
            line.textEdited.connect(self._on_edited)

    def offer(self, words: Iterable[str]) -> None:
        """Offer other words; the line is emptied."""
        self._words = list(dict.fromkeys(word for word in words if word))
        self.clear()
        self.addItems(self._words)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCurrentText("")

    @Slot(str)
    def _on_edited(self, typed: str) -> None:
        self._completer.find(self._words, typed)
