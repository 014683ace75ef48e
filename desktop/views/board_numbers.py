"""Numbers of the board in their shapes: a rate with its parts, a line of what waits, a line of 今日提醒."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from desktop.domain.figures import Rate
from desktop.views.charts import FIGURE, PaintedButton, scaled, sized
from desktop.views.theme import GAP, GLYPHS, MARGIN, SPACE, tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from desktop.casework import panels
    from desktop.casework.watch import Group, Reminder
    from desktop.domain.figures import PercentRules

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_BOTTOM = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
_RIGHT_TOP = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_RIGHT_BOTTOM = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
_LINE = 30
_TILE = QSize(168, 74)


class RateTile(PaintedButton):
    """One rate in large figures with numerator and denominator beside it; opens the cases behind.

    Where one of the tiles in `beside` is too narrow for both, all of them write the numbers above.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent, self._parts = "", ""
        self.beside: Sequence[RateTile] = (self,)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rate(self, rate: panels.Rate, rules: PercentRules) -> None:
        """Show a rate as the office rounds it."""
        self._percent = Rate(rate.part, rate.whole).percent(rules)
        self._parts = f"{rate.part}/{rate.whole}"
        self.speak(rate.title, rate.part, rate.behind)
        self.setAccessibleName(f"{rate.title} {self._percent} {self._parts} 件")
        self.update()

    def lacks_room(self) -> bool:
        """Whether rate and numbers do not stand beside each other."""
        taken = QFontMetrics(self._figures()).horizontalAdvance(self._percent) + SPACE
        return taken + self.fontMetrics().horizontalAdvance(self._parts) > self._room().width()

    def _figures(self) -> QFont:
        return sized(self.font(), self.font().pointSizeF() * FIGURE)

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(MARGIN + GAP, MARGIN - 2, -SPACE, -SPACE)

    @property
    def words(self) -> str:
        """What is written: the rate, then its numerator and denominator."""
        return f"{self._percent} {self._parts}"

    @override
    def sizeHint(self) -> QSize:
        return QSize(scaled(self, _TILE.width()), scaled(self, _TILE.height()))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        room = self._room()
        with QPainter(self) as painter:
            self.paint_frame(painter, at_rest=True)
            painter.setPen(QColor(tokens.text_muted))
            painter.drawText(room, Qt.AlignmentFlag.AlignTop, self.text())
            is_narrow = any(each.lacks_room() for each in self.beside)
            place = _RIGHT_TOP if is_narrow else _RIGHT_BOTTOM
            painter.drawText(room.adjusted(0, 0, 0, 1 - GAP), place, self._parts)
            painter.setFont(self._figures())
            painter.setPen(QColor(tokens.text))
            painter.drawText(room, _BOTTOM, self._percent)


class TodoLine(PaintedButton):
    """One group of 今日待办: what is to be done, and how often; opens the cases."""

    def __init__(self, group: Group, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = group.cell.number
        self.speak(group.title, group.cell.number, group.cell.behind)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()  # the list goes to the next line
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, _LINE)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, room = tokens_of(self), QRectF(self.rect()).adjusted(MARGIN, 0, -MARGIN, 0)
        with QPainter(self) as painter:
            self.paint_frame(painter, at_rest=False)
            painter.setPen(QColor(tokens.text))
            painter.drawText(room, _LEFT, self.text())
            painter.setPen(QColor(tokens.accent))
            painter.drawText(room, _RIGHT, f"{self.number:,}")


class ReminderLine(PaintedButton):
    """One line of 今日提醒 in the tone of its urgency, with its shape; opens the cases."""

    def __init__(self, reminder: Reminder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = reminder.tone
        self.speak(reminder.text, 0, reminder.behind)
        self.setAccessibleName(reminder.text)
        self.setToolTip("在台账中查看")
        if reminder.behind is None:
            self.setToolTip("")
            self.setCursor(Qt.CursorShape.ArrowCursor)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._words()) + 2 * SPACE + 2, _LINE - 2)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        ink = tokens_of(self).ink(self._tone)
        with QPainter(self) as painter:
            self.paint_frame(painter, at_rest=False)
            painter.setPen(QColor(ink.fg))
            painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._words())

    def _words(self) -> str:
        return f"{GLYPHS[self._tone]} {self.text()}"
