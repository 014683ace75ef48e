"""Charts of the statistics as reports print them: bars, stacked bars, one bar of shares, a trend over years.

They draw themselves from tokens at any size, so a picture in a report is as sharp as the screen.
"""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from typing_extensions import override

from desktop.views.board_charts import Chart
from desktop.views.charts import Part, shades_of
from desktop.views.theme import BLOCK, GAP, MARGIN, SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.casework.panels import Cell
    from desktop.views.theme import Tokens

_CENTER = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NAMES = 0.32  # of the width at most for the words at the left
_LINE = 30.0
_POINT = 4.0
_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
_FULL = 100.0
_ELIDE = Qt.TextElideMode.ElideRight


class Bar(NamedTuple):
    """One bar: its word, its parts from left to right, and what is printed at its end."""

    title: str
    parts: tuple[Cell, ...]
    text: str

    @property
    def whole(self) -> int:
        """How long it is."""
        return sum(part.number for part in self.parts)


class BarChart(Chart):
    """Bars below each other, each of one part or of several stacked; a legend names the parts."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._bars: tuple[Bar, ...] = ()
        self._names: tuple[str, ...] = ()

    def show_bars(self, title: str, bars: Sequence[Bar], names: Sequence[str] = ("",)) -> None:
        """Show these bars from the top; `names` are the words of their parts, one for each."""
        self.title, self._bars, self._names = title, tuple(bars), tuple(names)
        self.updateGeometry()
        self.renewed()

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, int(self._top() + len(self._bars) * _LINE + MARGIN))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.sizeHint().height())

    @override
    def cells(self) -> list[Cell]:
        return [part for bar in self._bars for part in bar.parts]

    @override
    def words(self) -> list[str]:
        if len(self._names) == 1:
            return [f"{bar.title}：{bar.text}" for bar in self._bars]
        return [
            f"{bar.title}，{name}：{part.number}"
            for bar in self._bars
            for name, part in zip(self._names, bar.parts, strict=True)
        ]

    @override
    def marks(self, room: QRectF) -> list[QRectF]:
        field, longest = self._field(room), max((bar.whole for bar in self._bars), default=1) or 1
        marks = []
        for place, bar in enumerate(self._bars):
            left, top = field.left(), field.top() + place * _LINE
            for part in bar.parts:
                width = field.width() * part.number / longest
                marks.append(QRectF(left, top + GAP, width, _LINE - 2 * GAP))
                left += width
        return marks

    def _top(self) -> float:
        return _LINE * (2 if len(self._names) > 1 else 1)

    def _field(self, room: QRectF) -> QRectF:
        metrics = QFontMetricsF(self.font())
        names = max((metrics.horizontalAdvance(bar.title) for bar in self._bars), default=0.0)
        ends = max((metrics.horizontalAdvance(bar.text) for bar in self._bars), default=0.0)
        left = room.left() + MARGIN + min(names, room.width() * _NAMES) + BLOCK
        right = room.right() - MARGIN - ends - SPACE
        return QRectF(left, room.top() + self._top(), max(right - left, 1.0), len(self._bars) * _LINE)

    @override
    def draw(self, painter: QPainter, room: QRectF, tokens: Tokens) -> None:
        metrics, field = QFontMetricsF(self.font()), self._field(room)
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRectF(room.left(), room.top(), room.width(), _LINE), _CENTER, self.title)
        self._draw_legend(painter, room, tokens)
        shades = shades_of([Part(name, 0) for name in self._names])
        single = len(self._names) == 1
        marks = iter(self.marks(room))
        for place, bar in enumerate(self._bars):
            top, right = field.top() + place * _LINE, field.left()
            for shade in shades:
                mark = next(marks)
                right = mark.right()
                colour = QColor(tokens.accent) if single else shade.colour(tokens)
                painter.fillRect(mark.adjusted(0, 1, -1 if mark.width() > 1 else 0, -1), colour)
            names = QRectF(room.left() + MARGIN, top, field.left() - room.left() - MARGIN - SPACE, _LINE)
            painter.setPen(QColor(tokens.text))
            painter.drawText(names, _RIGHT, metrics.elidedText(bar.title, _ELIDE, names.width()))
            end = QRectF(right + SPACE, top, room.right() - right, _LINE)
            painter.setPen(QColor(tokens.text_muted))
            painter.drawText(end, _LEFT, bar.text)

    def _draw_legend(self, painter: QPainter, room: QRectF, tokens: Tokens) -> None:
        if len(self._names) > 1:
            shades = shades_of([Part(name, 0) for name in self._names])
            colours = [shade.colour(tokens) for shade in shades]
            top = QRectF(room.left() + MARGIN, room.top() + _LINE, room.width() - 2 * MARGIN, _LINE)
            draw_legend(painter, top, list(zip(self._names, colours, strict=True)), tokens)


def draw_legend(
    painter: QPainter, room: QRectF, entries: Sequence[tuple[str, QColor]], tokens: Tokens
) -> None:
    """Write words with their colours side by side, as many as there is room for."""
    metrics, left = QFontMetricsF(painter.font()), room.left()
    for name, colour in entries:
        width = metrics.horizontalAdvance(name) + BLOCK + MARGIN
        if left + width > room.right():
            break
        painter.setPen(QPen(QColor(tokens.line_strong), 1))
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(left, room.center().y() - 5, 10, 10), 2, 2)
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRectF(left + BLOCK, room.top(), width, room.height()), _LEFT, name)
        left += width + SPACE


class Line(NamedTuple):
    """One rate over several sessions: its word, its printed values, the cases behind each."""

    title: str
    values: tuple[float | None, ...]
    cells: tuple[Cell, ...]
    shown: tuple[str, ...]


class RateChart(Chart):
    """Rates over several sessions as lines with points, 0 to 100 %; a rate without a base has no point."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._sessions: tuple[str, ...] = ()
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, sessions: Sequence[str], lines: Sequence[Line]) -> None:
        """Show these rates, sessions from left to right."""
        self._sessions, self._lines = tuple(sessions), tuple(lines)
        self.renewed()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, 220)

    @override
    def cells(self) -> list[Cell]:
        return [cell for line in self._lines for cell in line.cells]

    @override
    def words(self) -> list[str]:
        return [
            f"{session}{line.title}：{shown}"
            for line in self._lines
            for session, shown in zip(self._sessions, line.shown, strict=True)
        ]

    @override
    def marks(self, room: QRectF) -> list[QRectF]:
        found = []
        for line in self._lines:
            for place, value in enumerate(line.values):
                point = self._point(room, place, value or 0.0)
                found.append(QRectF(point.x() - SPACE, point.y() - SPACE, 2 * SPACE, 2 * SPACE))
        return found

    def _field(self, room: QRectF) -> QRectF:
        return room.adjusted(3 * BLOCK + MARGIN, 2 * _LINE + SPACE, -2 * BLOCK, -_LINE)

    def _point(self, room: QRectF, place: int, value: float) -> QPointF:
        field, steps = self._field(room), max(len(self._sessions), 1)
        across = field.left() + field.width() * (place + 0.5) / steps
        return QPointF(across, field.bottom() - field.height() * value / _FULL)

    @override
    def draw(self, painter: QPainter, room: QRectF, tokens: Tokens) -> None:
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRectF(room.left(), room.top(), room.width(), _LINE), _CENTER, self.title)
        self._draw_scale(painter, room, tokens)
        shades = [shade.colour(tokens) for shade in shades_of([Part(line.title, 0) for line in self._lines])]
        legend = QRectF(room.left() + MARGIN, room.top() + _LINE, room.width() - 2 * MARGIN, _LINE)
        names = [line.title for line in self._lines]
        draw_legend(painter, legend, list(zip(names, shades, strict=True)), tokens)
        for line, colour, style in zip(self._lines, shades, cycle(_STYLES), strict=False):
            told = [(place, value) for place, value in enumerate(line.values) if value is not None]
            points = [self._point(room, place, value) for place, value in told]
            painter.setPen(QPen(colour, 2, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(points))
            painter.setPen(QPen(colour, 2))
            painter.setBrush(colour)
            for point in points:
                painter.drawEllipse(point, _POINT, _POINT)

    def _draw_scale(self, painter: QPainter, room: QRectF, tokens: Tokens) -> None:
        field = self._field(room)
        for value in (0, 25, 50, 75, 100):
            height = field.bottom() - field.height() * value / _FULL
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(QPointF(field.left(), height), QPointF(field.right(), height))
            painter.setPen(QColor(tokens.text_muted))
            beside = QRectF(room.left(), height - _LINE / 2, field.left() - room.left() - GAP, _LINE)
            painter.drawText(beside, _RIGHT, f"{value}%")
        metrics, width = QFontMetricsF(painter.font()), field.width() / max(len(self._sessions), 1)
        for place, session in enumerate(self._sessions):
            below = QRectF(field.left() + place * width, field.bottom(), width, _LINE)
            painter.drawText(below, _CENTER, metrics.elidedText(session, _ELIDE, width - GAP))
