"""Labelled fields that show a `Problem` beside themselves, and the quiet banner above them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.domain.errors import Problem, Severity
from desktop.views import theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent

    from desktop.domain.errors import OfficeError


def restyled(widget: QWidget, **properties: str) -> None:
    """Give a widget dynamic properties and let the style sheet look at it again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def label(text: str, role: str = "") -> QLabel:
    """Return a label in a role of theme.qss: title, heading, muted, small, problem, warning, figure."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


def rule() -> QFrame:
    """Return a thin horizontal line."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


def card(*, margin: int = theme.BLOCK, spacing: int = theme.SPACE) -> tuple[QFrame, QVBoxLayout]:
    """Return a flat raised frame and the column inside it."""
    frame = QFrame()
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(spacing)
    return frame, column


class Button(QPushButton):
    """A button that Enter presses while the cursor is on it, as Space does.

    Qt gives that Enter to the default button of a dialog, so that on 取消 it would take the decision.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and is_plain:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


class Banner(QFrame):
    """One quiet sentence across a page or dialog: a refusal, a warning or a note; hidden when empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._sentence = label("")
        self._sentence.setWordWrap(True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MARGIN, theme.SPACE, theme.MARGIN, theme.SPACE)
        row.addWidget(self._sentence, 1)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown, or an empty string."""
        return self._sentence.text() if not self.isHidden() else ""

    def show_text(self, text: str, kind: str = "error") -> None:
        """Show a sentence as error, warning or note."""
        self._sentence.setText(text)
        self.setAccessibleName(text)
        restyled(self, kind=kind)
        restyled(self._sentence)
        self.show()

    def clear(self) -> None:
        """Hide the banner."""
        self._sentence.clear()
        self.hide()


class _Row(NamedTuple):
    widget: QWidget
    problem: QLabel


class FieldForm(QWidget):
    """A grid of labelled fields, filled left to right in `columns` pairs; every field has a key.

    The key is the `field` of the `Problem`s that belong beside it. Labels are buddies (write the mnemonic as
    `标题(&T)`), and the accessible name of a field is its label without the mnemonic.
    """

    def __init__(self, parent: QWidget | None = None, *, columns: int = 1) -> None:
        super().__init__(parent)
        self._columns = columns
        self._rows: dict[str, _Row] = {}
        self._place = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.MARGIN)
        self._grid.setVerticalSpacing(theme.SPACE)
        for column in range(columns):
            self._grid.setColumnStretch(2 * column + 1, 1)

    def add(self, key: str, text: str, widget: QWidget, *, hint: str = "", wide: bool = False) -> None:
        """Add a field under a key with its label; `wide` gives it a whole line, `hint` stands under it."""
        if wide and self._place % self._columns:
            self._place += self._columns - self._place % self._columns
        line, column = divmod(self._place, self._columns)
        span = 2 * self._columns - 1 if wide else 1
        self._grid.addWidget(self._title(text, widget), line, 2 * column, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(self._cell(key, widget, hint), line, 2 * column + 1, 1, span)
        self._place += self._columns if wide else 1

    def add_wide(self, widget: QWidget) -> None:
        """Add something across the whole width that is no field: a rule, a heading, a table."""
        line = -(-self._place // self._columns)
        self._grid.addWidget(widget, line, 0, 1, 2 * self._columns)
        self._place = (line + 1) * self._columns

    def field(self, key: str) -> QWidget:
        """Return the widget of a field."""
        return self._rows[key].widget

    def show_error(self, error: OfficeError, banner: Banner) -> None:
        """Show a refusal: its sentence in the banner, each problem beside its field."""
        self.show_problems(error.problems)
        banner.show_text(error.message)

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Show each problem beside its field, the cursor in the first; return those without a field here."""
        self.clear_problems()
        known: list[Problem] = []
        strangers: list[Problem] = []
        for problem in problems:
            (known if problem.field in self._rows else strangers).append(problem)
        for problem in known:
            self._mark(self._rows[problem.field], problem)
        if known:
            self._rows[known[0].field].widget.setFocus()
        return tuple(strangers)

    def warn(self, key: str, text: str) -> None:
        """Show a warning beside one field, or take it away when there is nothing to say; the cursor stays."""
        row = self._rows[key]
        row.problem.clear()
        row.problem.hide()
        restyled(row.widget, problem="")
        if text:
            self._mark(row, Problem(key, text, Severity.WARNING))

    def clear_problems(self) -> None:
        """Take away everything that was shown beside the fields."""
        for row in self._rows.values():
            row.problem.clear()
            row.problem.hide()
            restyled(row.widget, problem="")

    def problem_of(self, key: str) -> str:
        """Return what is shown beside a field, or an empty string."""
        return self._rows[key].problem.text()

    def _title(self, text: str, widget: QWidget) -> QLabel:
        title = label(text, "muted")
        title.setBuddy(widget)
        title.setMinimumHeight(theme.ROW_HEIGHT + 2)
        if not widget.accessibleName():
            widget.setAccessibleName(text.split("(&", maxsplit=1)[0].replace("&", ""))
        return title

    def _cell(self, key: str, widget: QWidget, hint: str) -> QVBoxLayout:
        problem = label("", "problem")
        problem.setWordWrap(True)
        problem.hide()
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            widget.setSizePolicy(QSizePolicy.Policy.Expanding, widget.sizePolicy().verticalPolicy())
        cell = QVBoxLayout()
        cell.setSpacing(2)
        cell.addWidget(widget)
        if hint:
            cell.addWidget(label(hint, "small"))
        cell.addWidget(problem)
        if not isinstance(widget, QPlainTextEdit):
            cell.addStretch(1)  # neighbours stay on one line when only one of them has a problem
        self._rows[key] = _Row(widget, problem)
        return cell

    def _mark(self, row: _Row, problem: Problem) -> None:
        is_error = problem.severity is Severity.ERROR
        lines = [line for line in (row.problem.text(), problem.message) if line]
        row.problem.setText("\n".join(lines))
        restyled(row.problem, role="problem" if is_error else "warning")
        restyled(row.widget, problem="error" if is_error else "warning")
        row.problem.show()


class Section(QWidget):
    """A titled block of a page: a heading over whatever stands in `body`."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(label(title, "heading"))
        column.addWidget(rule())
        column.addLayout(self.body)
