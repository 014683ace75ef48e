"""The text of a reply: plain paragraphs with levels 一、（一）1., places underlined or marked in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextEdit

from desktop.domain.errors import Severity
from desktop.domain.letter import ParagraphLevel
from desktop.domain.levels import with_level
from desktop.domain.light import Tone
from desktop.views.cards import button
from desktop.views.fields import TextArea
from desktop.views.theme import GAP, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_POINTS = 12.0
LEVELS = (
    (ParagraphLevel.H1, "一、", "一级标题", "Ctrl+1"),
    (ParagraphLevel.H2, "（一）", "二级标题", "Ctrl+2"),
    (ParagraphLevel.H3, "1.", "三级标题", "Ctrl+3"),
    (ParagraphLevel.BODY, "正文", "正文段落", "Ctrl+0"),
)
TONES = {Severity.ERROR: Tone.OVERDUE, Severity.WARNING: Tone.AMBER, Severity.NOTE: Tone.PAUSED}
GLYPHS = {Severity.ERROR: "■", Severity.WARNING: "▲", Severity.NOTE: "●"}


class Place(NamedTuple):
    """A place in the text without its blank ends: characters from `start`, `end` not in, how grave it is.

    Without a severity it is a passage somebody marked.
    """

    start: int
    end: int
    severity: Severity | None = None


class ReplyText(TextArea):
    """Plain text whose paragraphs have levels; found places are underlined, marked ones stand on a ground."""

    def __init__(self, lines: int, placeholder: str = "") -> None:
        super().__init__(lines, placeholder, grows=True)
        font = self.font()
        font.setPointSizeF(_POINTS)
        self.setFont(font)
        self.setAccessibleName("答复正文")
        self._places: tuple[Place, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """The places shown now."""
        return self._places

    def show_places(self, places: Iterable[Place]) -> None:
        """Underline or mark these places instead of those shown before."""
        self._places = tuple(each for each in places if each.end > each.start)
        self.setExtraSelections([self._shown(each) for each in self._places])

    def select(self, start: int, end: int) -> None:
        """Select a place and bring it into sight, the cursor in the text."""
        self.setTextCursor(self._cursor(start, end))
        self.centerCursor()
        self.setFocus()

    def selected(self) -> tuple[str, int]:
        """Return the words selected, in lines, and where they begin in the text without its blank ends."""
        cursor = self.textCursor()
        words = cursor.selectedText().replace("\u2029", "\n")
        before = QTextCursor(self.document())
        before.setPosition(cursor.selectionStart(), QTextCursor.MoveMode.KeepAnchor)
        start = len(before.selectedText()) - self._blank_head()
        lead = len(words) - len(words.lstrip())
        return words.strip(), max(start + lead, 0)

    def insert_paragraph(self, text: str) -> None:
        """Put a text in as a paragraph of its own, after the one the cursor is in; an empty one is filled."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        if cursor.block().text().strip():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertText("\n")
        cursor.insertText(text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.setFocus()

    def replace_all(self, text: str) -> None:
        """Put another text in the place of this one, to be undone in one step."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setFocus()

    def set_level(self, level: ParagraphLevel) -> None:
        """Put the paragraphs of the selection on a level; numbers follow, all in one undo step."""
        cursor, document = self.textCursor(), self.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        last = document.findBlock(cursor.selectionEnd()).blockNumber()
        lines = self.toPlainText().split("\n")
        cursor.beginEditBlock()
        for place, line in enumerate(with_level(lines, first, last, level)):
            if line != lines[place]:
                self._put_line(place, line)
        cursor.endEditBlock()
        self.setFocus()

    def _put_line(self, number: int, line: str) -> None:
        cursor = QTextCursor(self.document().findBlockByNumber(number))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(line)

    def _blank_head(self) -> int:
        whole = self.toPlainText()
        return len(whole) - len(whole.lstrip())

    def _cursor(self, start: int, end: int) -> QTextCursor:
        whole, head = self.toPlainText(), self._blank_head()
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(whole[: start + head]))
        cursor.setPosition(_units(whole[: end + head]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _shown(self, place: Place) -> QTextEdit.ExtraSelection:
        tokens, shown = tokens_of(self), QTextCharFormat()
        if place.severity is None:
            shown.setBackground(QColor(tokens.hit))
        else:
            shown.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            shown.setUnderlineColor(QColor(tokens.ink(TONES[place.severity]).fg))
        selection: Any = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(place.start, place.end)
        selection.format = shown
        return cast("QTextEdit.ExtraSelection", selection)


def _units(text: str) -> int:
    """Return how long a text is for Qt, which counts characters beyond the first plane twice."""
    return len(text) + sum(char > "\uffff" for char in text)


class LevelRow(QHBoxLayout):
    """The buttons that put paragraphs on a level, each with its key."""

    def __init__(self, text: ReplyText) -> None:
        super().__init__()
        self._text = text
        self.setSpacing(GAP)
        for level, words, name, keys in LEVELS:
            made = button(words, partial(self._set, level), "quiet")
            made.setAccessibleName(name)
            made.setToolTip(f"{name}（{keys}）")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.addWidget(made)
            shortcut = QShortcut(QKeySequence(keys), text)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._set, level))

    @Slot()
    def _set(self, level: ParagraphLevel) -> None:
        self._text.set_level(level)
