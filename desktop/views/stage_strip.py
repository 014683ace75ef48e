"""The way of a case painted as one strip: a mark for each station, joined by a line, with its word below.

A word too long for its place takes two lines; what does not fit there either is an ellipsis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.views.process import Mark, Station
from desktop.views.theme import Tokens, tokens_of

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_HEIGHT = 46
_LINE = 18  # pixels of one line of words
_LEAST = 42  # pixels of a station: three characters
_APART = 6  # pixels between the words of neighbours
_RADIUS = 8.0
_TOP = 11.0
_WORDS = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWrapAnywhere | Qt.TextFlag.TextDontClip
_SPOKEN = {Mark.DONE: "已完成", Mark.CURRENT: "当前", Mark.AHEAD: "未到", Mark.SKIPPED: "略过"}


class StageStrip(QWidget):
    """Shows where a case stands: done stations are ticked, the current one is filled, the others are open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stations: tuple[Station, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def stations(self) -> tuple[Station, ...]:
        """What is shown."""
        return self._stations

    def show_way(self, stations: tuple[Station, ...]) -> None:
        """Show the way of another case, or of the same one further on."""
        self._stations = stations
        spoken = "，".join(f"{each.label}{each.note}{_SPOKEN[each.mark]}" for each in stations)
        self.setAccessibleName(f"办理进程：{spoken}")
        self.updateGeometry()
        self.update()

    def shown_words(self, width: int) -> tuple[str, ...]:
        """The words below the marks as they are painted in that many pixels; long ones on two lines."""
        metrics, room = QFontMetrics(self._face()), self._room(width)
        return tuple(
            metrics.elidedText(_word(each), Qt.TextElideMode.ElideRight, 2 * room - metrics.height())
            if metrics.horizontalAdvance(_word(each)) > room
            else _word(each)
            for each in self._stations
        )

    def _room(self, width: int) -> int:
        return width // max(len(self._stations), 1) - _APART

    def _face(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(9.5)
        return font

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        metrics, room = QFontMetrics(self._face()), self._room(width)
        is_crowded = any(metrics.horizontalAdvance(_word(each)) > room for each in self._stations)
        return _HEIGHT + _LINE * is_crowded

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(640))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST * len(self._stations), _HEIGHT)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._stations:
            return
        tokens, step = tokens_of(self), self.width() / len(self._stations)
        shown = self.shown_words(self.width())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._face())
            for place, station in enumerate(self._stations):
                centre = QPointF(step * (place + 0.5), _TOP)
                if place:
                    _paint_line(painter, centre, step, _line_pen(tokens, station))
                _paint_mark(painter, centre, station.mark, tokens)
                painter.setPen(_word_ink(tokens, station.mark))
                room = QRectF(step * place + _APART / 2, _TOP + 15, step - _APART, self.height() - _TOP - 15)
                painter.drawText(room, _WORDS, shown[place])


def _word(station: Station) -> str:
    return f"{station.label} {station.note}".strip()


def _word_ink(tokens: Tokens, mark: Mark) -> QColor:
    inks = {Mark.CURRENT: tokens.accent, Mark.DONE: tokens.text}
    return QColor(inks.get(mark, tokens.text_muted))


def _line_pen(tokens: Tokens, station: Station) -> QPen:
    reached = station.mark in {Mark.DONE, Mark.CURRENT}
    return QPen(QColor(tokens.accent if reached else tokens.line_strong), 1.5)


def _paint_line(painter: QPainter, centre: QPointF, step: float, pen: QPen) -> None:
    painter.setPen(pen)
    gap = _RADIUS + 5
    painter.drawLine(QPointF(centre.x() - step + gap, centre.y()), QPointF(centre.x() - gap, centre.y()))


def _paint_mark(painter: QPainter, centre: QPointF, mark: Mark, tokens: Tokens) -> None:
    accent = QColor(tokens.accent)
    edge = accent if mark in {Mark.DONE, Mark.CURRENT} else QColor(tokens.line_strong)
    painter.setPen(QPen(edge, 1.5, Qt.PenStyle.DotLine if mark is Mark.SKIPPED else Qt.PenStyle.SolidLine))
    painter.setBrush(QColor(tokens.accent_soft) if mark is Mark.DONE else QColor(tokens.surface))
    if mark is Mark.CURRENT:
        painter.setBrush(accent)
    painter.drawEllipse(centre, _RADIUS, _RADIUS)
    if mark is Mark.DONE:
        painter.setPen(QPen(accent, 1.8))
        x, y = centre.x(), centre.y()
        painter.drawPolyline([QPointF(x - 3.5, y), QPointF(x - 1, y + 2.8), QPointF(x + 3.8, y - 2.8)])
    elif mark is Mark.CURRENT:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.on_accent))
        painter.drawEllipse(centre, 2.8, 2.8)
