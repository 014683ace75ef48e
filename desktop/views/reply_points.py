"""The points of a paper beside the reply: what it says to each, and which it says nothing to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.points import PointAnswer, PointState, answer_to, unanswered
from desktop.views.cards import button, words
from desktop.views.date_field import DateField
from desktop.views.fields import Choice
from desktop.views.forms import restyled
from desktop.views.theme import GAP, MARGIN, SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.domain.points import Point

_NO_POINTS = "还没有整理诉求要点。把来文拆成几条要点，答复时逐条写明落实情况，审核人一眼看清还差哪条。"


class PointRow(QWidget):
    """One point with its answer: state, day or reason, and words; `changed` tells it says another thing."""

    changed = Signal()
    text_wanted = Signal(str)

    def __init__(self, number: int, point: Point, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._point = point
        self._number = number
        self._build(today)
        self._connect()

    def _build(self, today: date) -> None:
        name = f"要点{self._number}"
        self._title = words("", wraps=True)
        self._state: Choice[PointState | None] = Choice(
            [("未答复", None), *((each.label, each) for each in PointState)]
        )
        self._state.setAccessibleName(f"{name}落实情况")
        self._day = DateField(today)
        self._day.setMinimumWidth(150)
        self._day.setAccessibleName(f"{name}计划落实时间")
        self._reason = _line(f"{name}不能落实的理由", "不能落实的理由")
        self._text = _line(f"{name}答复内容", "做了什么、由谁做（可不填）")
        self._insert = button("写入正文", self._on_insert, "quiet")
        self._insert.setToolTip("把这一条的答复作为一段写入正文")
        first = QHBoxLayout()
        first.setSpacing(SPACE)
        for each in (self._state, self._day, self._reason):
            first.addWidget(each, 1 if each is self._reason else 0)
        first.addStretch()
        second = QHBoxLayout()
        second.setSpacing(SPACE)
        second.addWidget(self._text, 1)
        second.addWidget(self._insert)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self._title)
        column.addLayout(first)
        column.addLayout(second)
        self._show_state()

    def _connect(self) -> None:
        self._state.currentIndexChanged.connect(self._on_changed)
        self._day.day_changed.connect(self._on_changed)
        self._reason.textChanged.connect(self._on_changed)
        self._text.textChanged.connect(self._on_changed)

    def show_answer(self, answer: PointAnswer | None) -> None:
        """Show what was said to the point."""
        self._state.choose(answer.state if answer else None)
        self._day.set_value(answer.planned_on if answer else None)
        self._reason.setText(answer.reason if answer else "")
        self._text.setText(answer.text if answer else "")
        self._show_state()

    def answer(self) -> PointAnswer | None:
        """Return what is said to the point, or None."""
        state = self._state.value()
        if state is None:
            return None
        day = self._day.value() if state is PointState.PLANNED else None
        reason = self._reason.text().strip() if state is PointState.REFUSED else ""
        return PointAnswer(self._point.text, state, self._text.text().strip(), day, reason)

    def _show_state(self) -> None:
        state, said = self._state.value(), self.answer()
        self._day.setVisible(state is PointState.PLANNED)
        self._reason.setVisible(state is PointState.REFUSED)
        self._insert.setEnabled(said is not None and not said.lack)
        lack = "未答复" if said is None else said.lack
        head = f"■ {self._number}. " if lack else f"✓ {self._number}. "
        self._title.setText(f"{head}{self._point.text}{f'　{lack}' if lack else ''}")
        restyled(self._title, role="problem" if lack else "")

    @Slot()
    def _on_changed(self) -> None:
        self._show_state()
        self.changed.emit()

    def _on_insert(self) -> None:
        said = self.answer()
        if said is not None:
            self.text_wanted.emit(f"关于“{said.point.rstrip('。；')}”的诉求：{said.words}")


def _line(name: str, placeholder: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(placeholder)
    return made


class PointsPanel(QWidget):
    """Every point with its answer; `changed` with each answer, `split_wanted` to split the paper anew."""

    changed = Signal()
    split_wanted = Signal()
    text_wanted = Signal(str)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._points: tuple[Point, ...] = ()
        self._rows: list[PointRow] = []
        self._summary = words("", wraps=True)
        self._split = button("整理要点(&K)…", self.split_wanted.emit, "quiet")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QHBoxLayout()
        head.addWidget(self._summary, 1)
        head.addWidget(self._split, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.addLayout(head)
        column.addWidget(self._area, 1)

    def show_points(self, points: Sequence[Point], answers: Sequence[PointAnswer]) -> None:
        """Show these points, with what is said to them."""
        self._points = tuple(points)
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, SPACE, 0)
        self._rows = []
        for number, point in enumerate(points, start=1):
            row = PointRow(number, point, self._today)
            row.show_answer(answer_to(point, answers))
            row.changed.connect(self._on_changed)
            row.text_wanted.connect(self.text_wanted)
            self._rows.append(row)
            column.addWidget(row)
        column.addStretch(1)
        self._area.setWidget(panel)
        panel.setAutoFillBackground(False)
        self._show_summary()

    def answers(self) -> tuple[PointAnswer, ...]:
        """Return what is said to the points, those without an answer left out."""
        said = (row.answer() for row in self._rows)
        return tuple(each for each in said if each is not None)

    @property
    def title(self) -> str:
        """What a tab says of it: 要点 1/3."""
        return counted(self._points, self.answers())

    def _show_summary(self) -> None:
        if not self._points:
            self._summary.setText(_NO_POINTS)
            restyled(self._summary, role="muted")
            return
        text, role = summary(self._points, self.answers())
        self._summary.setText(text)
        restyled(self._summary, role=role)

    @Slot()
    def _on_changed(self) -> None:
        self._show_summary()
        self.changed.emit()


def counted(points: Sequence[Point], answers: Sequence[PointAnswer]) -> str:
    """Return how many points are answered, for a tab."""
    if not points:
        return "要点"
    done = len(points) - len(unanswered(points, answers))
    return f"要点 {done}/{len(points)}"


def summary(points: Sequence[Point], answers: Sequence[PointAnswer]) -> tuple[str, str]:
    """Return one line that tells what stays unanswered, and the role it is shown in."""
    left = len(unanswered(points, answers))
    if left:
        return f"■ 已答复 {len(points) - left}/{len(points)} 条，还有 {left} 条没有答复", "problem"
    return f"✓ {len(points)} 条要点都已答复", "small"


class PointsReader(QWidget):
    """The same for who only reads: each point with what was said to it, unanswered ones in red."""

    def __init__(
        self, points: Sequence[Point], answers: Sequence[PointAnswer], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(GAP)
        text, role = summary(points, answers) if points else ("没有整理诉求要点。", "muted")
        column.addWidget(words(text, role, wraps=True))
        for number, point in enumerate(points, start=1):
            said = answer_to(point, answers)
            lack = "未答复" if said is None else said.lack
            told = "" if said is None else f"　{said.words}"
            mark = "■" if lack else "✓"
            shown = f"{mark} {number}. {point.text}{told}{f'　{lack}' if lack else ''}"
            column.addWidget(words(shown, "problem" if lack else "", wraps=True))
        column.addStretch(1)
