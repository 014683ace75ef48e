"""经办视图: what is to be done today, the cases whose day comes, and how far the year is."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import watch
from desktop.domain.figures import Rate
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria, SortField
from desktop.domain.stage import OWING, Stage
from desktop.views import theme
from desktop.views.board_lists import number_of, step_of
from desktop.views.board_numbers import TodoLine
from desktop.views.cards import button
from desktop.views.charts import LegendLine, Part, StackedBar
from desktop.views.empty_state import EmptyState
from desktop.views.flow import FlowArea
from desktop.views.forms import card, label
from desktop.views.plain_table import PlainTable
from desktop.views.tables import Column

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.casework.watch import Board, BoardRow, Tile
    from desktop.views.page import Desk

_SIDE_WIDTH = 248
_UNHANDLED = frozenset({Stage.NOT_FILED, Stage.MERGED, Stage.WITHDRAWN})
_CALM = ("没有待催办的件", "按期应答复的件都已答复。")
_PROMISED = ("没有欠答复的件", "还有{}件的承诺到期未兑现，请从“今日待办”中打开催办。")
_COLUMNS: tuple[Column[BoardRow], ...] = (
    Column("编号", lambda each: number_of(each.row), 70),
    Column("案由", attrgetter("row.title"), 240),
    Column("时限", lambda each: each.row.due_on.isoformat() if each.row.due_on else "", 94),
    Column("提示", attrgetter("light.text"), 140, tone=attrgetter("light.tone")),
    Column("主办单位", lambda each: each.row.lead_unit or "未交办", 132),
    Column("下一步", lambda each: step_of(each.row), 110),
)


class TodoList(QWidget):
    """今日待办, one line a group; arrows go from line to line, Enter opens the cases of one."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[TodoLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.calm = label("今天没有待办", "muted")
        self._column.addWidget(self.calm)
        self._column.addStretch(1)

    def show_groups(self, groups: tuple[watch.Group, ...]) -> None:
        """Show these groups; the cursor stays at its place."""
        place = next((place for place, line in enumerate(self.lines) if line.hasFocus()), None)
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [TodoLine(group, self) for group in groups]
        for at, line in enumerate(self.lines):
            line.opened.connect(self.opened)
            self._column.insertWidget(at, line)
            line.show()
        self.calm.setVisible(not groups)
        if place is not None and self.lines:
            self.lines[min(place, len(self.lines) - 1)].setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        place = next((place for place, line in enumerate(self.lines) if line.hasFocus()), None)
        if step is None or place is None:
            super().keyPressEvent(event)
        else:
            self.lines[max(0, min(place + step, len(self.lines) - 1))].setFocus()


class ClerkView(QWidget):
    """What waits at the left, the cases to be looked after beside it, the year below.

    `opened` gives criteria for the ledger, `case_chosen` the id of the case the cursor is on.
    """

    case_chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session_id: int | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(theme.MARGIN)
        right.addWidget(self._chase_card(), 1)
        right.addWidget(self._progress_card())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.MARGIN)
        row.addWidget(self._todo_card())
        row.addLayout(right, 1)

    def _todo_card(self) -> QFrame:
        frame, column = card(margin=theme.MARGIN)
        frame.setFixedWidth(_SIDE_WIDTH)
        self.todo = TodoList(self)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.todo)
        self.todo.setAutoFillBackground(False)
        column.addWidget(label("今日待办", "heading"))
        column.addWidget(scroll, 1)
        return frame

    def _chase_card(self) -> QFrame:
        self.table: PlainTable[BoardRow] = PlainTable(_COLUMNS, 1, "催办清单", attrgetter("row.id"), self)
        self.note = label("", "muted")
        frame, column = card(margin=1, spacing=0)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(theme.MARGIN, theme.SPACE, theme.SPACE, theme.SPACE)
        self.head.setSpacing(theme.SPACE)
        self.head.addWidget(label("催办清单", "heading"))
        self.head.addWidget(self.note)
        self.head.addStretch(1)
        self.all_owing = button("在台账中查看全部(&A)", self._show_all_owing, "quiet")
        self.head.addWidget(self.all_owing)
        self.calm = EmptyState(*_CALM)
        self._chase = QStackedLayout()
        self._chase.addWidget(self.table)
        self._chase.addWidget(self.calm)
        column.addLayout(self.head)
        column.addLayout(self._chase, 1)
        return frame

    def _progress_card(self) -> QFrame:
        frame, column = card(margin=theme.MARGIN)
        self.rate = label("", "heading")
        self.rate_parts = label("", "muted")
        self.rate_parts.setToolTip("已答复件数 ÷ 应办件数（不含草稿、不予立案、并案、撤案）")
        self.bar = StackedBar(self)
        self.legend: list[LegendLine] = []
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(label("办理进度", "heading"))
        row.addWidget(self.rate)
        row.addWidget(self.rate_parts, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self._legend = FlowArea(self)
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self._legend)
        return frame

    def _connect(self) -> None:
        self.todo.opened.connect(self.opened)
        self.table.opened.connect(self._on_row_opened)
        self.table.chosen.connect(self._on_row_chosen)

    def renew(self, session_id: int | None) -> None:
        """Read everything again."""
        office, self._session_id = self._desk.office, session_id
        self.todo.show_groups(watch.todo(office, session_id))
        board = watch.board(office, session_id)
        late_first = sorted(board.chase, key=lambda each: each.light.tone is not Tone.OVERDUE)
        self.table.show_rows(late_first)
        self._chase.setCurrentWidget(self.table if board.chase else self.calm)
        late, _ = watch.promises(office, session_id)
        self.calm.say(*((_PROMISED[0], _PROMISED[1].format(late.number)) if late.number else _CALM))
        self.note.setText("先逾期、后临近，双击或回车打开" if board.chase else "")
        self._show_progress(board)

    def _show_progress(self, board: Board) -> None:
        self.rate.setText(Rate(board.replied, board.owed).percent(self._desk.office.percent))
        self.rate_parts.setText(f"已答复 {board.replied}/{board.owed} 件")
        self._show_stages(board.stages)

    def _show_stages(self, stages: tuple[Tile, ...]) -> None:
        ends = [tile.behind.stages[0] in _UNHANDLED for tile in stages]
        self.bar.show_parts(
            [Part(tile.title, tile.number, is_pale=end) for tile, end in zip(stages, ends, strict=True)]
        )
        whole, self.legend = sum(tile.number for tile in stages), []
        for tile, shade in zip(stages, self.bar.shades(), strict=True):
            line = LegendLine(shade, f"{100 * tile.number / whole:.0f}%", self)
            line.show_number(tile.title, tile.number, tile.behind)
            line.opened.connect(self.opened)
            self.legend.append(line)
        self._legend.show_widgets(self.legend)

    def _show_all_owing(self) -> None:
        stages = tuple(stage for stage in Stage if stage in OWING)
        self.opened.emit(Criteria(session_id=self._session_id, stages=stages, sort=SortField.DUE_ON))

    @Slot(object)
    def _on_row_opened(self, chosen: BoardRow) -> None:
        self._desk.open_case(chosen.row.id)

    @Slot(object)
    def _on_row_chosen(self, chosen: BoardRow | None) -> None:
        self.case_chosen.emit(chosen.row.id if chosen else None)
