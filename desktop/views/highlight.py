"""Words that were searched for, marked where they stand: painted in a line, or in a label of running text."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QLabel

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


@lru_cache(maxsize=4096)
def marked(text: str, words: tuple[str, ...]) -> tuple[Span, ...]:
    """Return where words stand in a short text; the cells of a list ask it at every paint."""
    return places(text, words)


def mark_words(widget: QWidget, words: Sequence[str]) -> QLabel | None:
    """Mark words in every label of running text on a widget; return the first that holds one, or None.

    Labels that do not wrap are names and buttons of ours; they are left as they are.
    """
    tokens, first = theme.tokens_of(widget), None
    for each in widget.findChildren(QLabel):
        if each.wordWrap() and each.textFormat() == Qt.TextFormat.PlainText:
            text = each.text()
            if spans := places(text, words):
                each.setTextFormat(Qt.TextFormat.RichText)
                each.setText(_html(text, spans, f"background-color:{tokens.hit};color:{tokens.text}"))
                first = first or each
    return first


def _html(text: str, spans: Sequence[Span], style: str) -> str:
    parts, at = [], 0
    for start, end in spans:
        parts += [escape(text[at:start]), f'<span style="{style}">{escape(text[start:end])}</span>']
        at = end
    return f'<div style="white-space:pre-wrap">{"".join(parts)}{escape(text[at:])}</div>'
