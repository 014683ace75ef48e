"""Charts of the board: replies per week against what was due, and how much every unit has in hand.

They draw themselves from tokens at any size, so they are as sharp in a file or on paper as on the screen.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.casework.panels import TAKEN_UP, Cell, Column
from desktop.domain.filters import ColumnFilter, ListColumn, Mark
from desktop.domain.listing import Criteria, SortField
from desktop.domain.task_state import TaskSpan, TaskState
from desktop.views.theme import BLOCK, GAP, MARGIN, RADIUS, SPACE, tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from desktop.casework.panels import UnitLine, Week
    from desktop.views.theme import Tokens

_CENTER = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SIX_DAYS = timedelta(days=6)
_STEPS = (1, 2, 5)  # what the lines of a scale are multiples of, times a power of ten


class Chart(QWidget):
    """A drawing with a cursor: arrows go from mark to mark, Enter or a click opens what lies behind one.

    Those that inherit draw into any room, say where their marks stand, and what lies behind each.
    """

    opened = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)

    def draw(self, painter: QPainter, room: QRectF, tokens: Tokens) -> None:
        """Draw the chart into a room in some colours, in the type the painter has."""
        raise NotImplementedError

    def marks(self, room: QRectF) -> list[QRectF]:
        """Return where each mark can be hit."""
        raise NotImplementedError

    def cells(self) -> list[Cell]:
        """Return what lies behind each mark."""
        raise NotImplementedError

    def words(self) -> list[str]:
        """Return each mark in words."""
        raise NotImplementedError

    @property
    def has_cursor(self) -> bool:
        """Whether a mark is pointed at by the keyboard."""
        return self.hasFocus() and 0 <= self.current < len(self.cells())

    def go(self, place: int) -> None:
        """Put the cursor on a mark."""
        self.current = max(0, min(place, len(self.cells()) - 1))
        words = self.words()
        self.setAccessibleDescription(words[self.current] if words else "")
        self.setToolTip(self.accessibleDescription())
        self.update()

    def renewed(self) -> None:
        """Say what is shown, once it has changed."""
        self.setAccessibleName(f"{self.title}：{'；'.join(self.words())}")
        self.current = min(self.current, len(self.cells()) - 1)
        self.update()

    def _open(self, place: int) -> None:
        if 0 <= place < len(self.cells()) and (cell := self.cells()[place]).number:
            self.opened.emit(cell)

    def _place_at(self, point: QPointF) -> int:
        marks = self.marks(QRectF(self.rect()))
        return next((place for place, mark in enumerate(marks) if mark.contains(point)), -1)

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, 240)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            room = QRectF(self.rect())
            if self.has_cursor:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.accent_soft))
                painter.drawRoundedRect(self.marks(room)[self.current], RADIUS, RADIUS)
            self.draw(painter, room, tokens)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if step is not None:
            self.go(self.current + step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.current)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current < 0 and self.cells():
            self.go(self.first_place())

    def first_place(self) -> int:
        """Return the mark the cursor comes in at."""
        return 0

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        self.setToolTip(self.words()[place] if place >= 0 else "")
        is_link = place >= 0 and self.cells()[place].number > 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self._place_at(event.position()))


def ceiling(number: int) -> int:
    """Return the least round number (1, 2, 5 times a power of ten) that is not below a number, 4 at least."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power >= max(number, 4):
                return step * power
        power *= 10


class TrendChart(Chart):
    """Replies of each week, in time and late, as bars; what was due in it as a line with points."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("每周答复与应答复", parent)
        self._weeks: tuple[Week, ...] = ()
        self._session_id: int | None = None

    def show_weeks(self, weeks: Sequence[Week], session_id: int | None) -> None:
        """Show these weeks from left to right."""
        self._weeks, self._session_id = tuple(weeks), session_id
        self.renewed()

    @override
    def first_place(self) -> int:
        return len(self._weeks) - 1

    @override
    def cells(self) -> list[Cell]:
        return [Cell(week.timely + week.late, self._behind(week)) for week in self._weeks]

    def _behind(self, week: Week) -> Criteria:
        days = ColumnFilter(ListColumn.REPLIED_ON, first=week.monday, last=week.monday + _SIX_DAYS)
        replied = Criteria(self._session_id, stages=TAKEN_UP, marks=(Mark.REPLIED,))
        return replace(replied, sort=SortField.REPLIED_ON, filters=(days,))

    @override
    def words(self) -> list[str]:
        return [
            f"{_day(week)}起一周：应答复{week.due}件，按时答复{week.timely}件，逾期答复{week.late}件"
            for week in self._weeks
        ]

    @override
    def marks(self, room: QRectF) -> list[QRectF]:
        field = self._field(room, QFontMetricsF(self.font()))
        width = field.width() / max(len(self._weeks), 1)
        return [
            QRectF(field.left() + place * width, field.top() - SPACE, width, room.bottom() - field.top())
            for place in range(len(self._weeks))
        ]

    def _field(self, room: QRectF, metrics: QFontMetricsF) -> QRectF:
        line = metrics.height()
        left = metrics.horizontalAdvance(f"{self._top():,}") + SPACE
        return room.adjusted(left + GAP, line + BLOCK, -SPACE, -(line + GAP))

    def _top(self) -> int:
        return ceiling(max((max(week.due, week.timely + week.late) for week in self._weeks), default=0))

    @override
    def draw(self, painter: QPainter, room: QRectF, tokens: Tokens) -> None:
        metrics = QFontMetricsF(painter.font())
        field = self._field(room, metrics)
        self._draw_legend(painter, QRectF(room.left(), room.top(), room.width(), metrics.height()), tokens)
        self._draw_scale(painter, room, field, tokens)
        width = field.width() / max(len(self._weeks), 1)
        unit = field.height() / self._top()
        points = QPolygonF()
        skipped = int(metrics.horizontalAdvance("12-30") + SPACE) // max(int(width), 1) + 1
        for place, week in enumerate(self._weeks):
            middle = field.left() + (place + 0.5) * width
            bar = QRectF(middle - width * 0.3, field.bottom() - week.timely * unit, width * 0.6, 0)
            bar.setBottom(field.bottom())
            painter.fillRect(bar, QColor(tokens.accent))
            late = QRectF(bar.left(), bar.top() - week.late * unit, bar.width(), week.late * unit)
            _fill_late(painter, late, tokens)
            points.append(QPointF(middle, field.bottom() - week.due * unit))
            if (len(self._weeks) - 1 - place) % skipped == 0:
                painter.setPen(QColor(tokens.text_muted))
                below = QRectF(middle - 40, field.bottom() + GAP, 80, metrics.height())
                painter.drawText(below, _CENTER, _day(week))
        _draw_line(painter, points, tokens)

    def _draw_scale(self, painter: QPainter, room: QRectF, field: QRectF, tokens: Tokens) -> None:
        top, line = self._top(), QFontMetricsF(painter.font()).height()
        for number in (0, top // 2, top):
            height = field.bottom() - number * field.height() / top
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(QPointF(field.left(), height), QPointF(field.right(), height))
            painter.setPen(QColor(tokens.text_muted))
            beside = QRectF(room.left(), height - line / 2, field.left() - room.left() - GAP, line)
            painter.drawText(beside, _RIGHT, f"{number:,}")

    def _draw_legend(self, painter: QPainter, room: QRectF, tokens: Tokens) -> None:
        metrics = QFontMetricsF(painter.font())
        left, middle = room.left() + GAP, room.center().y()
        for place, words in enumerate(("按时答复", "逾期答复", "应答复（按时限）")):
            swatch = QRectF(left, middle - 5, 12, 10)
            if place == 0:
                painter.fillRect(swatch, QColor(tokens.accent))
            elif place == 1:
                _fill_late(painter, swatch, tokens)
            else:
                ends = (swatch.left(), swatch.center().x(), swatch.right())
                _draw_line(painter, QPolygonF([QPointF(end, middle) for end in ends]), tokens)
            painter.setPen(QColor(tokens.text_muted))
            width = metrics.horizontalAdvance(words)
            painter.drawText(QRectF(left + 18, room.top(), width + 2, room.height()), _LEFT, words)
            left += 18 + width + BLOCK


def _day(week: Week) -> str:
    return f"{week.monday.month}-{week.monday.day}"


def _fill_late(painter: QPainter, bar: QRectF, tokens: Tokens) -> None:
    """Fill with the colour of lateness, pale and edged so that it is told apart in black and white."""
    if bar.height() > 0 and bar.width() > 0:
        painter.fillRect(bar, QColor(tokens.overdue.bg))
        painter.setPen(QPen(QColor(tokens.overdue.fg), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.fillRect(bar, QColor(tokens.overdue.fg) if bar.height() < GAP else _hatch(tokens))


def _hatch(tokens: Tokens) -> QColor:
    shade = QColor(tokens.overdue.fg)
    shade.setAlphaF(0.45)
    return shade


def _draw_line(painter: QPainter, points: QPolygonF, tokens: Tokens) -> None:
    painter.setPen(QPen(QColor(tokens.text), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(points)
    painter.setBrush(QColor(tokens.surface))
    for point in points.toList():
        painter.drawEllipse(point, 2.5, 2.5)


class LoadChart(Chart):
    """What every unit has in hand as a bar, overdue ones first in it, as many units as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("各单位在办", parent)
        self._lines: tuple[UnitLine, ...] = ()

    def show_lines(self, lines: Sequence[UnitLine]) -> None:
        """Show these units, the one with the most in hand first; units without any are left out."""
        self._lines = tuple(sorted(filter(_in_hand, lines), key=_in_hand, reverse=True))
        self.renewed()

    @override
    def cells(self) -> list[Cell]:
        return [Cell(_in_hand(line), _open_tasks(line)) for line in self._lines[: self._fitting()]]

    def _fitting(self) -> int:
        step = self._step(QFontMetricsF(self.font()))
        return max(1, int((self.height() - QFontMetricsF(self.font()).height() - MARGIN) // step))

    @staticmethod
    def _step(metrics: QFontMetricsF) -> float:
        return metrics.height() + SPACE

    @override
    def words(self) -> list[str]:
        return [
            f"{line.unit.name}在办{_in_hand(line)}件次，其中逾期{line.cell(Column.OVERDUE).number}件次"
            for line in self._lines[: self._fitting()]
        ]

    @override
    def marks(self, room: QRectF) -> list[QRectF]:
        metrics = QFontMetricsF(self.font())
        step, top = self._step(metrics), room.top() + metrics.height() + SPACE
        return [
            QRectF(room.left(), top + place * step, room.width(), step)
            for place in range(min(self._fitting(), len(self._lines)))
        ]

    @override
    def draw(self, painter: QPainter, room: QRectF, tokens: Tokens) -> None:
        metrics = QFontMetricsF(painter.font())
        marks = self.marks(room)
        shown = self._lines[: len(marks)]
        more = len(self._lines) - len(shown)
        legend = "各单位在办（件次），红色部分为逾期" + (f"；另有{more}个单位未列" if more else "")
        painter.setPen(QColor(tokens.text_muted))
        painter.drawText(QRectF(room.left() + GAP, room.top(), room.width(), metrics.height()), _LEFT, legend)
        names = max((metrics.horizontalAdvance(line.unit.name) for line in shown), default=0)
        left = room.left() + min(names, room.width() * 0.4) + BLOCK
        numbers = metrics.horizontalAdvance("99,999（逾期99）")
        unit = (room.right() - numbers - left) / max((_in_hand(line) for line in shown), default=1)
        for mark, line in zip(marks, shown, strict=True):
            painter.setPen(QColor(tokens.text))
            beside = QRectF(mark.left() + GAP, mark.top(), left - mark.left() - MARGIN, mark.height())
            name = metrics.elidedText(line.unit.name, Qt.TextElideMode.ElideRight, beside.width())
            painter.drawText(beside, _LEFT, name)
            self._draw_bar(painter, QPointF(left, mark.center().y()), line, (unit, tokens))

    def _draw_bar(
        self, painter: QPainter, start: QPointF, line: UnitLine, scale: tuple[float, Tokens]
    ) -> None:
        unit, tokens = scale
        number, overdue = _in_hand(line), line.cell(Column.OVERDUE).number
        bar = QRectF(start.x(), start.y() - 5, number * unit, 10)
        painter.fillRect(bar, QColor(tokens.accent))
        _fill_late(painter, QRectF(bar.left(), bar.top(), overdue * unit, bar.height()), tokens)
        painter.setPen(QColor(tokens.text))
        words = f"{number:,}（逾期{overdue}）" if overdue else f"{number:,}"
        height = QFontMetricsF(painter.font()).height()
        room = QRectF(bar.right() + SPACE, start.y() - height / 2, 40 * height, height)
        painter.drawText(room, _LEFT, words)


def _in_hand(line: UnitLine) -> int:
    return sum(line.numbers) - line.cell(Column.DONE).number


def _open_tasks(line: UnitLine) -> Criteria:
    return replace(line.total.behind, task=TaskSpan((TaskState.OPEN, TaskState.PAUSED)))
