"""Words that were searched for, marked where they stand: painted in a line, or in a label of running text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from desktop.domain.snippet import places
from desktop.views import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QColor, QFontMetrics, QPainter
    from PySide6.QtWidgets import QWidget

    from desktop.domain.snippet import Snippet, Span

_ELIDE = Qt.TextElideMode.ElideRight
_INSET = 4  # pixels a mark is lower than its line, above and below


def paint_marks(
    painter: QPainter, room: QRect, shown: str, spans: Sequence[Span], metrics: QFontMetrics
) -> None:
    """Paint the ground of marked places of a line that begins at the left of `room`, in the brush's colour.

    `shown` is the line as it is painted, cut with an ellipsis or not; what is cut off is not marked.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    for start, end in spans:
        if start < len(shown):
            left = metrics.horizontalAdvance(shown[:start])
            right = metrics.horizontalAdvance(shown[:end])
            mark = QRectF(room.left() + left, room.top() + _INSET, right - left, room.height() - 2 * _INSET)
            painter.drawRoundedRect(mark, 2, 2)


def paint_snippet(painter: QPainter, room: QRect, piece: Snippet, ink: QColor, ground: QColor) -> None:
    """Paint one line, its marked places on their ground, cut where the room ends."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(piece.text, _ELIDE, room.width())
    painter.setBrush(ground)
    paint_marks(painter, room, shown, piece.spans, metrics)
    painter.setPen(ink)
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class MarkedLabel(QLabel):
    """Running text, wrapped and selectable, in which the words searched for are marked."""

    def __init__(self, text: str, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain = text
        self.spans = places(text, words)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setTextFormat(Qt.TextFormat.RichText)
        self._show()

    @property
    def plain_text(self) -> str:
        """The text without its marks."""
        return self._plain

    def _show(self) -> None:
        ground = theme.tokens_of(self).hit
        parts, at = [], 0
        for start, end in self.spans:
            marked = f'<span style="background-color:{ground}">{escape(self._plain[start:end])}</span>'
            parts += [escape(self._plain[at:start]), marked]
            at = end
        html = "".join((*parts, escape(self._plain[at:])))
        self.setText(f'<div style="white-space:pre-wrap">{html}</div>')

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show()
