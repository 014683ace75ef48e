"""Numbers made visible: figures to open, a bar of parts, its legend, and shares with their bars.

Everything is painted from tokens, so it is sharp at any scale; colour never stands without its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.views.theme import BLOCK, GAP, GLYPHS, MARGIN, RADIUS, SPACE, tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from desktop.domain.light import Tone
    from desktop.views.theme import Tokens

POINTS = 10.5  # the usual type; what is measured for it grows with larger type
FIGURE = 20 / POINTS  # how much larger a figure is than the words around it
_SMALL = 9.5 / POINTS
_WIDEST_NAME = 0.42  # of the width of a list of shares
_PALEST = 0.28  # how much of the accent the first part of a bar has; the last has all of it
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_BOTTOM = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Part(NamedTuple):
    """One part of a whole: its word and how many; a pale one stands beside the scale of shades."""

    title: str
    number: int
    is_pale: bool = False


class ShareLine(NamedTuple):
    """One line of a list of shares: word, number, printed share and its parts (the last two may be empty)."""

    title: str
    number: int
    share: str = ""
    parts: str = ""


class Shade(NamedTuple):
    """How much of the accent a part has: 0 to 1, or none at all when it stands beside the scale."""

    depth: float | None

    def colour(self, tokens: Tokens) -> QColor:
        """Return the colour in an appearance."""
        if self.depth is None:
            return QColor(tokens.line)
        return _mixed(tokens.surface, tokens.accent, _PALEST + (1 - _PALEST) * self.depth)


def shades_of(parts: Sequence[Part]) -> list[Shade]:
    """Return one shade a part, the first palest; pale parts have none."""
    steps = max(sum(not part.is_pale for part in parts) - 1, 1)
    place, shades = 0, []
    for part in parts:
        shades.append(Shade(None if part.is_pale else place / steps))
        place += not part.is_pale
    return shades


def _mixed(ground: str, ink: str, share: float) -> QColor:
    pale, full = QColor(ground), QColor(ink)
    parts = ((pale.red(), full.red()), (pale.green(), full.green()), (pale.blue(), full.blue()))
    return QColor(*(round(low + (high - low) * share) for low, high in parts))


def sized(font: QFont, points: float) -> QFont:
    """Return a type in another size."""
    other = QFont(font)
    other.setPointSizeF(points)
    return other


def scaled(widget: QWidget, pixels: float) -> int:
    """Return a length made for the usual type, in pixels, for the type a widget has."""
    usual = QFontMetrics(sized(widget.font(), POINTS)).height()
    return round(pixels * widget.fontMetrics().height() / usual)


class PaintedButton(QAbstractButton):
    """A number that can be opened: emits `opened` with what was said to lie behind it; Enter opens it too.

    It paints its own frame at rest, pointed at and focused; its inside is painted by those that inherit.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._behind: object = None
        self.clicked.connect(self._on_clicked)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def speak(self, title: str, number: int, behind: object) -> None:
        """Say what the number is about, and what is opened by a click."""
        self._behind = behind
        self.setText(title)
        self.setAccessibleName(f"{title} {number} 件")
        self.setToolTip(f"查看“{title}”的 {number} 件")

    def paint_frame(self, painter: QPainter, *, at_rest: bool) -> None:
        """Paint ground and edge; `at_rest` False shows them only while it is pointed at or focused."""
        tokens, lit = tokens_of(self), self.underMouse() and self.isEnabled()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = tokens.accent_soft if self.isDown() or (lit and not at_rest) else tokens.surface
        edge = QColor(tokens.accent if self.hasFocus() or (lit and at_rest) else tokens.line)
        if at_rest or lit or self.hasFocus():
            shown = at_rest or self.hasFocus()
            painter.setPen(QPen(edge, 1.5 if self.hasFocus() else 1) if shown else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), RADIUS, RADIUS)

    @Slot()
    def _on_clicked(self) -> None:
        self.opened.emit(self._behind)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


class FigureTile(PaintedButton):
    """One number in large figures under a word with the glyph of its tone; opens what is behind."""

    def __init__(self, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._number = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_number(self, title: str, number: int, behind: object) -> None:
        """Show a word and its number."""
        self._number = number
        self.speak(title, number, behind)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(scaled(self, 160), scaled(self, 74))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, points = tokens_of(self), self.font().pointSizeF()
        ink = tokens.ink(self._tone).fg if self._number else tokens.text_muted
        room = QRectF(self.rect()).adjusted(MARGIN + GAP, MARGIN - 2, -MARGIN, -SPACE)
        with QPainter(self) as painter:
            self.paint_frame(painter, at_rest=True)
            painter.setPen(QColor(tokens.text_muted))
            glyph = f"{GLYPHS[self._tone]} "
            beside = room.adjusted(self.fontMetrics().horizontalAdvance(glyph), 0, 0, 0)
            painter.drawText(beside, Qt.AlignmentFlag.AlignTop, self.text())
            painter.setPen(QColor(ink))
            painter.drawText(room, Qt.AlignmentFlag.AlignTop, glyph)
            painter.setFont(sized(self.font(), points * FIGURE))
            number = f"{self._number:,}"
            painter.drawText(room, _BOTTOM, number)
            right = QFontMetrics(painter.font()).horizontalAdvance(number) + SPACE - 2
            painter.setFont(sized(self.font(), points * _SMALL))
            painter.setPen(QColor(tokens.text_muted))
            painter.drawText(room.adjusted(right, 0, 0, -GAP), _BOTTOM, "件")


class CountButton(PaintedButton):
    """A word and its number on one line; opens what is behind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = 0

    def show_number(self, title: str, number: int, behind: object) -> None:
        """Show a word and its number; a zero is told in a muted colour."""
        self._number = number
        self.speak(title, number, behind)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        words = f"{self.text()}  {self._number:,}"
        return QSize(self.fontMetrics().horizontalAdvance(words) + 2 * MARGIN + 2, 32)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        room = QRectF(self.rect()).adjusted(MARGIN, 0, -MARGIN, 0)
        with QPainter(self) as painter:
            self.paint_frame(painter, at_rest=False)
            painter.setPen(QColor(tokens.text_muted))
            painter.drawText(room, _LEFT, self.text())
            painter.setPen(QColor(tokens.accent if self._number else tokens.text_muted))
            painter.drawText(room, _RIGHT, f"{self._number:,}")


class StackedBar(QWidget):
    """A bar divided by the parts of a whole, in shades of one colour; the legend beside it has the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self.setFixedHeight(16)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show these parts from left to right."""
        self._parts = tuple(parts)
        self.setAccessibleName("，".join(f"{each.title}{each.number}件" for each in parts))
        self.update()

    def shades(self) -> list[Shade]:
        """Return the shade of each part, for its legend."""
        return shades_of(self._parts)

    def edges(self) -> list[float]:
        """Return where each part begins and the last one ends, in pixels from the left."""
        whole = sum(each.number for each in self._parts) or 1
        edges, done = [0.0], 0
        for part in self._parts:
            done += part.number
            edges.append(self.width() * done / whole)
        return edges

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, edges = tokens_of(self), self.edges()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            outline = QPainterPath()
            outline.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
            painter.setClipPath(outline)
            painter.fillRect(self.rect(), QColor(tokens.window))
            for place, shade in enumerate(self.shades()):
                left, right = edges[place], edges[place + 1]
                painter.fillRect(
                    QRectF(left, 0, max(right - left - 1, 0.5), self.height()), shade.colour(tokens)
                )


class LegendLine(PaintedButton):
    """One line of a legend: colour, word, number and share of a part; opens what is behind."""

    def __init__(self, shade: Shade, share: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shade = shade
        self._share = share
        self._number = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_number(self, title: str, number: int, behind: object) -> None:
        """Show a word and its number."""
        self._number = number
        self.speak(title, number, behind)

    @override
    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(f"{self.text()} {self._number:,}")
        return QSize(max(words + 20 + 48 + 2 * SPACE, 168), 25)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, room = tokens_of(self), QRectF(self.rect()).adjusted(SPACE, 0, -SPACE, 0)
        with QPainter(self) as painter:
            self.paint_frame(painter, at_rest=False)
            painter.setPen(QPen(QColor(tokens.line_strong), 1))
            painter.setBrush(self._shade.colour(tokens))
            painter.drawRoundedRect(QRectF(room.left() + 0.5, room.center().y() - 5, 11, 11), 2, 2)
            painter.setPen(QColor(tokens.text))
            painter.drawText(room.adjusted(20, 0, 0, 0), _LEFT, self.text())
            painter.drawText(room.adjusted(0, 0, -48, 0), _RIGHT, f"{self._number:,}")
            painter.setPen(QColor(tokens.text_muted))
            painter.drawText(room, _RIGHT, self._share)


class ShareList(QWidget):
    """A list of shares: word, bar, number, and the printed share with its base."""

    _LINE = 30

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ShareLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[ShareLine]) -> None:
        """Show these lines from the top."""
        self._lines = tuple(lines)
        self.setAccessibleName("；".join(f"{each.title} {each.number} {each.share}" for each in lines))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, max(len(self._lines), 1) * self._LINE)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def columns(self) -> tuple[float, float, float, float]:
        """Return, in pixels, where the bar begins and ends, and where the number and the share end."""
        names = self._widest([each.title for each in self._lines])
        numbers = self._widest([f"{each.number:,}" for each in self._lines])
        shares = self._widest([each.share for each in self._lines])
        parts = self._widest([each.parts for each in self._lines])
        share_end = self.width() - (parts + BLOCK if parts else 0)
        number_end = share_end - (shares + BLOCK if shares else 0)
        return (
            min(names, self.width() * _WIDEST_NAME) + BLOCK,
            number_end - numbers - BLOCK,
            number_end,
            share_end,
        )

    def _widest(self, texts: list[str]) -> int:
        return max(map(self.fontMetrics().horizontalAdvance, texts), default=0)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        whole = sum(each.number for each in self._lines) or 1
        bar, bar_end, number_end, share_end = self.columns()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place, line in enumerate(self._lines):
                top, middle = place * self._LINE, place * self._LINE + self._LINE / 2
                painter.setPen(QColor(tokens.text))
                name = self._elided(line.title, bar - BLOCK)
                painter.drawText(QRectF(0, top, bar, self._LINE), _LEFT, name)
                painter.drawText(QRectF(0, top, number_end, self._LINE), _RIGHT, f"{line.number:,}")
                painter.drawText(QRectF(0, top, share_end, self._LINE), _RIGHT, line.share)
                painter.setPen(QColor(tokens.text_muted))
                painter.drawText(QRectF(0, top, self.width(), self._LINE), _RIGHT, line.parts)
                _paint_bar(painter, QRectF(bar, middle - 4, bar_end - bar, 8), line.number / whole, tokens)

    def _elided(self, text: str, room: float) -> str:
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room))


def _paint_bar(painter: QPainter, room: QRectF, share: float, tokens: Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.window))
    painter.drawRoundedRect(room, 2, 2)
    if share:
        painter.setBrush(QColor(tokens.accent))
        filled = QRectF(room.left(), room.top(), room.width() * share, room.height())
        painter.drawRoundedRect(filled, 2, 2)
