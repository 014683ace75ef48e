"""工作台: who is late with what, what is to be done now, and how far the year is."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from desktop.casework import keep, watch
from desktop.domain.changes import Topic
from desktop.domain.figures import Rate
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria, SortField
from desktop.domain.stage import Stage
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.charts import CountButton, FigureTile, LegendLine, Part, StackedBar
from desktop.views.empty_state import EmptyState
from desktop.views.forms import card, label
from desktop.views.page import PageFrame
from desktop.views.plain_table import PlainTable
from desktop.views.session_choice import SessionChoice
from desktop.views.tables import Column
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from desktop.casework.watch import Board, BoardRow, Tile
    from desktop.views.page import Desk

_TONES = (Tone.OVERDUE, Tone.RED, Tone.AMBER, Tone.GREEN)
_SIDE_WIDTH = 264
_UNHANDLED = frozenset({Stage.NOT_FILED, Stage.MERGED, Stage.WITHDRAWN})
_BY_WHEN = re.compile(r"（\d{4}-\d\d-\d\d 前）$")


def _number(each: BoardRow) -> str:
    return f"{each.row.kind.noun}{each.row.item_no}"


def _step(each: BoardRow) -> str:
    """Return the next step without its day, and without the unit where that is the lead."""
    text = _BY_WHEN.sub("", each.row.next_step)
    return text.removeprefix(f"{each.row.lead_unit}：") if each.row.lead_unit else text


def _due(each: BoardRow) -> str:
    return each.row.due_on.isoformat() if each.row.due_on else ""


_COLUMNS: tuple[Column[BoardRow], ...] = (
    Column("编号", _number, 70),
    Column("案由", lambda each: each.row.title, 260),
    Column("时限", _due, 94),
    Column("提示", lambda each: each.light.text, 156, tone=lambda each: each.light.tone),
    Column("主办单位", lambda each: each.row.lead_unit or "未交办", 132),
    Column("下一步", _step, 110),
    Column("环节", lambda each: each.row.stage.label, 72),
)


class BoardPage(PageFrame):
    """The first page of the day; every number on it opens the cases behind it."""

    TOPICS: ClassVar[frozenset[Topic]] = frozenset(Topic)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._board: Board | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.sessions = SessionChoice(self)
        self.today = label("", "muted")
        self.empty = self._empty_state()
        self.content = QWidget()
        self._stack = QStackedLayout()
        self._stack.addWidget(self.content)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE, theme.BLOCK, theme.PAGE, theme.BLOCK)
        column.setSpacing(theme.MARGIN)
        column.addLayout(self._heading())
        column.addLayout(self._stack, 1)
        rows = QVBoxLayout(self.content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.MARGIN)
        rows.addLayout(self._deadline_row())
        rows.addWidget(self._work_row())
        rows.addLayout(self._lower_row(), 1)
        self.setFocusProxy(self.table)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.MARGIN)
        row.addWidget(label("工作台", "title"))
        row.addWidget(self.today, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.sessions_name = label("届次(&S)", "muted")
        self.sessions_name.setBuddy(self.sessions)
        row.addWidget(self.sessions_name)
        row.addWidget(self.sessions)
        return row

    def _deadline_row(self) -> QHBoxLayout:
        self.tiles = tuple(FigureTile(tone, self) for tone in _TONES)
        row = QHBoxLayout()
        row.setSpacing(theme.MARGIN)
        for tile in self.tiles:
            row.addWidget(tile)
        return row

    def _work_row(self) -> QFrame:
        frame, column = card(margin=theme.GAP)
        self._work = QHBoxLayout()
        self._work.setSpacing(theme.GAP)
        self._work.setContentsMargins(theme.SPACE, 0, 0, 0)
        self._work.addWidget(label("待办", "muted"))
        self._work.addSpacing(theme.SPACE)
        self._work.addStretch(1)
        self.work: list[CountButton] = []
        column.addLayout(self._work)
        return frame

    def _lower_row(self) -> QHBoxLayout:
        self.table: PlainTable[BoardRow] = PlainTable(_COLUMNS, 1, "催办清单", attrgetter("row.id"), self)
        self.note = label("", "muted")
        left, chase = card(margin=1, spacing=0)
        title = QHBoxLayout()
        title.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        title.setSpacing(theme.SPACE)
        title.addWidget(label("催办清单", "heading"))
        title.addWidget(self.note)
        title.addStretch(1)
        self.all_owing = button("在台账中查看全部(&A)", self._show_all_owing, "quiet")
        title.addWidget(self.all_owing)
        self.calm = EmptyState("没有待催办的件", "按期应答复的件都已答复。")
        self._chase = QStackedLayout()
        self._chase.addWidget(self.table)
        self._chase.addWidget(self.calm)
        chase.addLayout(title)
        chase.addLayout(self._chase, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.MARGIN)
        row.addWidget(left, 1)
        row.addWidget(self._progress_card(), 0)
        return row

    def _progress_card(self) -> QFrame:
        frame, column = card()
        frame.setFixedWidth(_SIDE_WIDTH)
        self.rate = label("", "figure")
        self.rate_parts = label("", "muted")
        self.bar = StackedBar(self)
        lines = QWidget()
        self._legend = QVBoxLayout(lines)
        self._legend.setContentsMargins(0, 0, 0, 0)
        self._legend.setSpacing(0)
        self._legend.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(lines)
        lines.setAutoFillBackground(False)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.rate)
        row.addWidget(self.rate_parts, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        column.addWidget(label("办理进度", "heading"))
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(scroll, 1)
        self.legend: list[LegendLine] = []
        return frame

    def _empty_state(self) -> EmptyState:
        empty = EmptyState("", "")
        self.new_session = button("新建届次(&N)…", self._on_new_session)
        self.take_list = button("导入名单(&I)…", self._on_import)
        self.register = button("登记新件(&R)…", self._on_register)
        for each in (self.new_session, self.take_list, self.register):
            empty.add_button(each)
        return empty

    def _connect(self) -> None:
        self.sessions.session_changed.connect(self.refresh)
        self.table.opened.connect(self._on_opened)
        self.table.chosen.connect(self._on_chosen)
        for tile in self.tiles:
            tile.opened.connect(self.desk.show_cases)

    @Slot()
    def refresh(self) -> None:
        """Count again and show it."""
        office = self.desk.office
        rest = "" if office.calendar.is_workday(office.today) else "，休息日"
        self.today.setText(f"今天 {shown_day(office.today)}{rest}")
        self.sessions.renew(office)
        self._board = watch.board(office, self.sessions.value())
        is_empty = not self._board.total and self.sessions.value() is None
        self._stack.setCurrentWidget(self.empty if is_empty else self.content)
        self.sessions.setVisible(not is_empty)
        self.sessions_name.setVisible(not is_empty)
        if is_empty:
            self._show_first_steps()
        else:
            self._show_board(self._board)
        self.summary_changed.emit(f"共 {self._board.total} 件，已答复 {self._board.replied} 件")

    def _show_board(self, board: Board) -> None:
        for tile, numbers in zip(self.tiles, board.deadlines, strict=True):
            tile.show_number(numbers.title, numbers.number, numbers.behind)
        self._show_work(board.work)
        late_first = sorted(board.chase, key=lambda each: each.light.tone is not Tone.OVERDUE)
        self.table.show_rows(late_first)
        self._chase.setCurrentWidget(self.table if board.chase else self.calm)
        self.note.setText("先逾期、后临近，双击或回车打开" if board.chase else "")
        rate = Rate(board.replied, board.owed)
        self.rate.setText(rate.percent(self.desk.office.percent))
        self.rate_parts.setText(f"已答复 {board.replied}/{board.owed} 件")
        self.rate_parts.setToolTip("已答复件数 ÷ 应办件数（不含草稿、不予立案、并案、撤案）")
        self._show_stages(board.stages)

    def _show_work(self, tiles: tuple[Tile, ...]) -> None:
        if not self.work:
            self.work = [CountButton(self) for _ in tiles]
            for each in self.work:
                each.opened.connect(self.desk.show_cases)
                self._work.insertWidget(self._work.count() - 1, each)
        for made, tile in zip(self.work, tiles, strict=True):
            made.show_number(tile.title, tile.number, tile.behind)

    def _show_stages(self, stages: tuple[Tile, ...]) -> None:
        for line in self.legend:
            line.deleteLater()
        ends = [tile.behind.stages[0] in _UNHANDLED for tile in stages]
        self.bar.show_parts(
            [Part(tile.title, tile.number, is_pale=end) for tile, end in zip(stages, ends, strict=True)]
        )
        whole = sum(tile.number for tile in stages)
        shades, self.legend = self.bar.shades(), []
        for tile, shade in zip(stages, shades, strict=True):
            line = LegendLine(shade, f"{100 * tile.number / whole:.0f}%", self)
            line.show_number(tile.title, tile.number, tile.behind)
            line.opened.connect(self.desk.show_cases)
            self._legend.addWidget(line)
            self.legend.append(line)

    def _show_first_steps(self) -> None:
        has_session = bool(keep.sessions(self.desk.office))
        if has_session:
            self.empty.say("这个办理台还没有办理件", "导入交办名单，或逐件登记；登记后这里显示时限和待办。")
        else:
            self.empty.say(
                "这个办理台是空的",
                "先建立届次（如 市十七届人大一次会议），再导入名单或逐件登记；单位名称和办理规则在“设置”中。",
            )
        first = self.take_list if has_session else self.new_session
        for each in (self.new_session, self.take_list):
            each.setProperty("role", "primary" if each is first else "")
            each.style().polish(each)
        self.empty.setEnabled(not self.desk.office.is_read_only)

    def _show_all_owing(self) -> None:
        stages = self._board.deadlines[0].behind.stages if self._board else ()
        criteria = Criteria(session_id=self.sessions.value(), stages=stages, sort=SortField.DUE_ON)
        self.desk.show_cases(criteria)

    @Slot(object)
    def _on_opened(self, chosen: BoardRow) -> None:
        self.desk.open_case(chosen.row.id)

    @Slot(object)
    def _on_chosen(self, chosen: BoardRow | None) -> None:
        self.case_chosen.emit(chosen.row.id if chosen else None)

    @Slot()
    def _on_new_session(self) -> None:
        from desktop.views.session_dialog import SessionDialog

        SessionDialog(self.desk.office, None, self).open()

    @Slot()
    def _on_import(self) -> None:
        from desktop.views.import_dialog import ImportDialog

        ImportDialog(self.desk, self).open()

    @Slot()
    def _on_register(self) -> None:
        from desktop.views.acts import ActDesk

        ActDesk(self.desk, self).register()
