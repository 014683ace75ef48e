"""The list of known words that drops down while one types: found by characters in them, or by initials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QWidget

from desktop.domain.pinyin import initials, person_initials
from desktop.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 12


def fitting(words: Iterable[str], typed: str, limit: int = SHOWN) -> list[str]:
    """Return the words meant by what was typed: those that begin so first, then others; by initials last."""
    wanted = fold(typed)
    if not wanted:
        return []
    ranked = [(rank, word) for word in words if (rank := _rank(word, wanted)) is not None]
    return [word for _, word in sorted(ranked, key=lambda each: each[0])[:limit]]


def _rank(word: str, wanted: str) -> int | None:
    folded = fold(word)
    if wanted in folded:
        return 0 if folded.startswith(wanted) else 1
    if not wanted.isascii():
        return None
    spelt = (person_initials(word), initials(word))
    if any(each.startswith(wanted) for each in spelt):
        return 2
    return 3 if any(wanted in each for each in spelt) else None


class FoundWords(QCompleter):
    """The list that drops down with the words found; nothing is hidden again by Qt's own way to match."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._found = QStringListModel(self)
        self.setModel(self._found)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(SHOWN)

    def find(self, words: Iterable[str], typed: str) -> list[str]:
        """Fill the list with what fits and return it."""
        found = fitting(words, typed)
        self._found.setStringList(found)
        return found
