"""What a case is shown with: cards, facts in columns, chips that carry a tone, text clamped to lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.domain.light import Tone
from desktop.views.forms import Button, label
from desktop.views.theme import BLOCK, GAP, GLYPHS, MARGIN, PAGE, RADIUS, SPACE, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QPaintEvent

    from desktop.views.decision_dialog import DecisionDialog

EMPTY = "—"
NAME_WIDTH = 84
_TOP = Qt.AlignmentFlag.AlignTop
READABLE = 960  # pixels; longer lines of running text tire the eye


def words(text: str, role: str = "", *, wraps: bool = False) -> QLabel:
    """Return a label in one of the roles of the style sheet; its text can be selected and copied."""
    made = label(text, role)
    made.setWordWrap(wraps)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def button(text: str, on_click: Callable[[], object], role: str = "") -> Button:
    """Return a button; `role` is primary, quiet, danger or empty, `on_click` is called without arguments."""
    made = Button(text)
    made.setAccessibleName(text.split("(&", maxsplit=1)[0])
    if role:
        made.setProperty("role", role)
    made.clicked.connect(lambda _checked=False: on_click())
    return made


def button_row(dialog: DecisionDialog) -> QHBoxLayout:
    """Return the row of a dialog its buttons stand in."""
    rows = dialog.findChildren(QHBoxLayout)
    return next(row for row in rows if row.indexOf(dialog.verb_button) >= 0)


class Card(QFrame):
    """A flat surface with a heading, buttons on its right, and whatever is put below."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(BLOCK, MARGIN, BLOCK, BLOCK)
        self.body.setSpacing(SPACE)
        self.head = QHBoxLayout()
        self.head.setSpacing(SPACE)
        if heading:
            self.head.addWidget(words(heading, "heading"))
        self.head.addStretch(1)
        self.body.addLayout(self.head)

    def add_beside_heading(self, widget: QWidget) -> None:
        """Put a chip or a label right behind the heading."""
        self.head.insertWidget(self.head.count() - 1, widget)

    def add_at_right(self, widget: QWidget) -> None:
        """Put a button or a date at the right end of the heading."""
        self.head.addWidget(widget)

    def add(self, widget: QWidget) -> None:
        """Put a widget below what is there."""
        self.body.addWidget(widget)


def facts(pairs: Iterable[tuple[str, str]], columns: int = 2, *, name_width: int = NAME_WIDTH) -> QWidget:
    """Return names and values in `columns` columns, filled row by row; empty values are dashes."""
    panel = QWidget()
    grid = QGridLayout(panel)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(BLOCK)
    grid.setVerticalSpacing(SPACE - 2)
    for place, (name, value) in enumerate(pairs):
        row, column = divmod(place, columns)
        grid.addWidget(words(name, "muted"), row, 2 * column, _TOP)
        grid.addWidget(words(value or EMPTY, wraps=True), row, 2 * column + 1, _TOP)
    for column in range(columns):
        grid.setColumnMinimumWidth(2 * column, name_width)
        grid.setColumnStretch(2 * column + 1, 1)
    return panel


class ToneChip(QLabel):
    """A short text on the soft ground of a tone, with the glyph of the tone for eyes without colour."""

    def __init__(self, tone: Tone = Tone.NONE, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setContentsMargins(SPACE, 2, SPACE, 2)
        self.show_tone(tone, text)

    @property
    def tone(self) -> Tone:
        """The tone shown."""
        return self._tone

    def show_tone(self, tone: Tone, text: str) -> None:
        """Show another tone and text."""
        self._tone = tone
        self.setText(f"{GLYPHS[tone]} {text}")
        self.setAccessibleName(text)

    @override
    def sizeHint(self) -> QSize:
        bounds = self.fontMetrics().size(Qt.TextFlag.TextSingleLine, self.text())
        return bounds + QSize(2 * SPACE, 2 * GAP)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        ink = tokens_of(self).ink(self._tone)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ink.bg))
            height = self.sizeHint().height()
            ground = QRectF(0, (self.height() - height) / 2, self.width(), height)
            painter.drawRoundedRect(ground, RADIUS, RADIUS)
            painter.setPen(QColor(ink.fg))
            painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, self.text())


class Surface(QFrame):
    """A plain ground: the surface colour with a line below, or the soft accent without one."""

    def __init__(self, *, is_soft: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_soft = is_soft

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        with QPainter(self) as painter:
            if self._is_soft:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.accent_soft))
                painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)
                return
            painter.fillRect(self.rect(), QColor(tokens.surface))
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(tokens.line))


class ClampedLabel(QWidget):
    """Text wrapped to at most `lines` lines; what does not fit is an ellipsis, told whole as a tip."""

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._text = ""
        self._sought: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, text: str, sought: tuple[str, ...] = ()) -> None:
        """Show another text, the words marked that were searched for."""
        self._text, self._sought = text, sought
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The whole text, however much of it is seen."""
        return self._text

    def shown_lines(self, width: int) -> tuple[str, ...]:
        """The lines as they are painted in that many pixels."""
        from PySide6.QtGui import QTextLayout, QTextOption

        layout = QTextLayout(self._text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        starts: list[tuple[int, int]] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            starts.append((line.textStart(), line.textLength()))
        layout.endLayout()
        shown = [self._text[start : start + length].rstrip() for start, length in starts[: self._lines]]
        if len(starts) > self._lines:
            rest = self._text[starts[self._lines - 1][0] :]
            shown[-1] = self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, width)
        return tuple(shown)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return max(len(self.shown_lines(width)), 1) * _line_height(self.fontMetrics())

    @override
    def sizeHint(self) -> QSize:
        width = max(self.width(), 1)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, _line_height(self.fontMetrics()))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        metrics = self.fontMetrics()
        with QPainter(self) as painter:
            for place, line in enumerate(self.shown_lines(self.width())):
                if self._sought:
                    self._mark_words(painter, place, line)
                painter.setPen(QColor(tokens_of(self).text))
                baseline = place * _line_height(metrics) + metrics.ascent()
                painter.drawText(QPointF(0, baseline), line)

    def _mark_words(self, painter: QPainter, place: int, line: str) -> None:
        from desktop.views.highlight import marked, paint_marks

        height = _line_height(self.fontMetrics())
        painter.setBrush(QColor(tokens_of(self).hit))
        room = QRect(0, place * height - GAP, self.width(), height + 2 * GAP)
        paint_marks(painter, room, line, marked(line, self._sought), self.fontMetrics())


def _line_height(metrics: QFontMetrics) -> int:
    return metrics.height() + 2


class CardColumn(QScrollArea):
    """A scrolling column of cards, filled anew each time what it shows changes; it keeps its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column: QVBoxLayout | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    @Slot()
    def _on_range_changed(self) -> None:
        """Keep the cards as wide with a scroll bar as without."""
        if self._column is not None:
            bar = self.verticalScrollBar()
            room = bar.sizeHint().width() if bar.maximum() else 0
            self._column.setContentsMargins(PAGE, BLOCK, PAGE - room, PAGE)

    def holds_focus(self) -> bool:
        """Whether the cursor or a pressed button is on one of the cards."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def fill(self, cards: Iterable[QWidget]) -> None:
        """Show these cards, first on top, in place of what was shown."""
        place = self.verticalScrollBar().value()
        panel = QWidget()
        self._column = column = QVBoxLayout(panel)
        column.setContentsMargins(PAGE, BLOCK, PAGE, PAGE)
        column.setSpacing(MARGIN)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(panel)
        panel.setAutoFillBackground(False)  # the ground is that of the page or card around it
        self._on_range_changed()
        self.verticalScrollBar().setValue(place)

    def mark(self, words: Sequence[str]) -> None:
        """Mark words that were searched for on the cards, and bring the first into sight."""
        from desktop.views.highlight import mark_words

        first = mark_words(self.widget(), words)
        if first is not None:
            self.widget().adjustSize()
            self.ensureWidgetVisible(first, 0, PAGE)
