"""A paragraph of the annual report as it is written: its figures are underlined, changed ones marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit
from typing_extensions import override

from desktop.views.fields import TextArea
from desktop.views.theme import MARGIN, SPACE, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QFocusEvent, QMouseEvent, QResizeEvent

    from desktop.domain.annual import ReportParagraph
    from desktop.domain.figured_text import Figure

_POINTS = 12.0
_FEWEST = 2  # lines an empty paragraph is high
_CONTROL = Qt.KeyboardModifier.ControlModifier


class ParagraphText(TextArea):
    """Plain text as high as it is long; Ctrl and a click on a figure ask for the cases behind it.

    `typed` tells its key, `entered` its key whenever the cursor moves in it.
    """

    typed = Signal(str)
    entered = Signal(str)
    opened = Signal(object)

    def __init__(self, paragraph: ReportParagraph, hint: str = "") -> None:
        super().__init__(_FEWEST, hint or "本段没有文字，不印。")
        font = self.font()
        font.setPointSizeF(_POINTS)
        self.setFont(font)
        self.key = paragraph.key
        self.paragraph = paragraph
        self._changed: frozenset[str] = frozenset()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setToolTip("按住 Ctrl 点数字，打开这些件")
        self.setPlainText(paragraph.said.text)
        self.textChanged.connect(self._on_typed)
        self.cursorPositionChanged.connect(self._on_moved)

    def show_paragraph(self, paragraph: ReportParagraph, changed: Iterable[str]) -> None:
        """Show the paragraph as it is now; the keys of figures counted otherwise now are marked."""
        self.paragraph, self._changed = paragraph, frozenset(changed)
        if paragraph.said.text != self.toPlainText():
            self.blockSignals(True)
            self._put(paragraph.said.text)
            self.blockSignals(False)
        self._mark()
        self.updateGeometry()

    @property
    def figure(self) -> Figure | None:
        """The figure the cursor stands in."""
        before = self.toPlainText().encode("utf-16-le")[: 2 * self.textCursor().position()]
        return self.paragraph.said.figure_at(len(before.decode("utf-16-le", "ignore")))

    def go_to(self, figure: Figure) -> None:
        """Select a figure, the cursor at its end."""
        self.setTextCursor(self._cursor(figure))
        self.setFocus()

    def _put(self, text: str) -> None:
        """Put another text in the place of this one, to be undone in one step."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def _mark(self) -> None:
        self.setExtraSelections([self._shown(each) for each in self.paragraph.said.figures])

    def _shown(self, figure: Figure) -> QTextEdit.ExtraSelection:
        tokens, shown = tokens_of(self), QTextCharFormat()
        shown.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        shown.setUnderlineColor(QColor(tokens.accent))
        if figure.key in self._changed:
            shown.setBackground(QColor(tokens.hit))
        selection: Any = QTextEdit.ExtraSelection()
        selection.cursor, selection.format = self._cursor(figure), shown
        return cast("QTextEdit.ExtraSelection", selection)

    def _cursor(self, figure: Figure) -> QTextCursor:
        text, cursor = self.toPlainText(), QTextCursor(self.document())
        cursor.setPosition(_units(text[: figure.start]))
        cursor.setPosition(_units(text[: figure.end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    @Slot()
    def _on_typed(self) -> None:
        self.paragraph = self.paragraph.retyped(self.toPlainText())
        self._mark()
        self.updateGeometry()
        self.typed.emit(self.key)

    @Slot()
    def _on_moved(self) -> None:
        self.entered.emit(self.key)

    @override
    def sizeHint(self) -> QSize:
        height, block = 0.0, self.document().firstBlock()
        while block.isValid():
            height += self.blockBoundingRect(block).height()
            block = block.next()
        least = _FEWEST * self.fontMetrics().lineSpacing()
        return QSize(super().sizeHint().width(), round(max(height, least)) + 2 * SPACE + MARGIN)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit(self.key)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.modifiers() & _CONTROL and (found := self.figure) is not None and found.behind is not None:
            self.opened.emit(found)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._mark()


def _units(text: str) -> int:
    """Return how long a text is for Qt, which counts characters beyond the first plane twice."""
    return len(text) + sum(char > "\uffff" for char in text)
