"""How a cell of a table looks: one elided line, or a chip in the colours of its tone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPen
from PySide6.QtWidgets import QStyledItemDelegate
from typing_extensions import override

from desktop.domain.light import Tone
from desktop.views import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QTableView

    from desktop.views.tables import RowModel

CHIP_INSET = 4  # pixels between the edge of a row and its chip, and between the edge of a chip and its words
_MARK_WIDTH = 3
_FRAME = 2  # pixels around the cell the cursor is in
_ELIDE = Qt.TextElideMode.ElideRight


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of a `RowModel` without asking it twice; a selected row is marked at its left edge.

    A row coloured by a rule has its ground in that colour; what is selected is seen above it. Where the table
    `has_cells`, selected one by one, the cursor is framed and its row tinted.
    """

    def __init__(self, model: RowModel[Any], view: QTableView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self.has_cells = False
        self.restyle()

    def restyle(self) -> None:
        """Take the colours and the type of the view as they are now."""
        tokens = theme.tokens_of(self._view)
        self._text = QColor(tokens.text)
        self._line = QColor(tokens.line)
        self._mark = QColor(tokens.accent)
        self._selection = QColor(tokens.selection)
        self._hit = QColor(tokens.hit)
        self._current = QColor(tokens.accent_soft)
        inks = {tone: tokens.ink(tone) for tone in theme.GLYPHS}
        self._inks = {tone: (QColor(ink.fg), QColor(ink.bg)) for tone, ink in inks.items()}
        self._metrics = QFontMetrics(self._view.font())
        self._em = self._metrics.horizontalAdvance("国")
        self._narrow = self._metrics.horizontalAdvance("m")

    @override
    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        rect: QRect = option.rect
        number, column = index.row(), index.column()
        current = self._view.currentIndex() if self.has_cells else None
        in_row = current is not None and current.row() == number
        self._paint_ground(painter, rect, index, is_current=in_row)
        painter.setPen(self._line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if in_row and current == index:
            self._paint_cursor(painter, rect)
        text = self._model.text_at(number, column)
        if not text:
            return
        tone = self._model.tone_at(number, column)
        if tone is None:
            self._paint_text(painter, rect, text, column)
        elif tone is Tone.DONE:
            self._paint_done(painter, rect, text)
        else:
            self._paint_chip(painter, rect, text, tone)

    def _paint_ground(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, *, is_current: bool
    ) -> None:
        """Paint what is selected, else the colour of the row, else that the cursor is in it."""
        is_selected = self._view.selectionModel().isSelected(index)
        if is_selected:
            painter.fillRect(rect, self._selection)
        elif (rule := self._model.rule_at(index.row())) is not None:
            painter.fillRect(rect, self._inks[rule.tone][1])
        elif is_current:
            painter.fillRect(rect, self._current)
        if (is_selected or is_current) and self._view.horizontalHeader().visualIndex(index.column()) == 0:
            painter.fillRect(rect.left(), rect.top(), _MARK_WIDTH, rect.height(), self._mark)

    def _paint_cursor(self, painter: QPainter, rect: QRect) -> None:
        """Frame the cell the cursor is in."""
        painter.setPen(QPen(self._mark, _FRAME))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_text(self, painter: QPainter, rect: QRect, text: str, column: int) -> None:
        room = rect.adjusted(theme.SPACE, 0, -theme.SPACE, -1)
        shown = self._metrics.elidedText(text, _ELIDE, room.width())
        if words := self._model.sought.get(column):
            self._mark_words(painter, room, shown, words)
        painter.setPen(self._text)
        painter.drawText(room, self._model.columns[column].align, shown)

    def _mark_words(self, painter: QPainter, room: QRect, shown: str, words: tuple[str, ...]) -> None:
        from desktop.views.highlight import marked, paint_marks

        painter.setBrush(self._hit)
        paint_marks(painter, room, shown, marked(shown, words), self._metrics)

    def _paint_done(self, painter: QPainter, rect: QRect, text: str) -> None:
        """Let what is done recede: no chip, but its words where those of a chip stand."""
        room = rect.adjusted(CHIP_INSET + theme.SPACE, 0, -theme.GAP, -1)
        painter.setPen(self._inks[Tone.DONE][0])
        shown = self._metrics.elidedText(text, _ELIDE, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_chip(self, painter: QPainter, rect: QRect, text: str, tone: Tone) -> None:
        foreground, background = self._inks[tone]
        room = rect.width() - 2 * theme.SPACE
        shown = self._metrics.elidedText(text, _ELIDE, room)
        width = min(self._metrics.horizontalAdvance(shown) + 2 * theme.SPACE, rect.width() - theme.SPACE)
        top, height = rect.top() + CHIP_INSET - 0.5, rect.height() - 2 * CHIP_INSET
        chip = QRectF(rect.left() + CHIP_INSET, top, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(background)
        painter.setRenderHint(painter.RenderHint.Antialiasing, on=True)
        painter.drawRoundedRect(chip, theme.RADIUS, theme.RADIUS)
        painter.setRenderHint(painter.RenderHint.Antialiasing, on=False)
        painter.setPen(foreground)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
