"""Lists of the board: what is due and overdue, what does not come forward, joint work, key cases."""

from __future__ import annotations

import re
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import find, joint, panels
from desktop.domain.listing import CaseRow, Criteria, SortField
from desktop.domain.stage import OWING, Stage
from desktop.views import board_press, theme
from desktop.views.board_press import Chosen
from desktop.views.cards import button
from desktop.views.charts import CountButton, scaled
from desktop.views.empty_state import EmptyState
from desktop.views.forms import label
from desktop.views.plain_table import PlainTable
from desktop.views.tables import CENTER, RIGHT, Column

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.casework.joint import JointLine
    from desktop.casework.office import Office
    from desktop.casework.panels import BehindRow, DatedRow, SlowRow
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

Row = TypeVar("Row")
_TITLE = 280  # pixels; wider than there is room for in a narrow window, so that nothing else grows there
_STAGES_OWING = tuple(stage for stage in Stage if stage in OWING)
_BY_WHEN = re.compile(r"（\d{4}-\d\d-\d\d 前）$")


def number_of(row: CaseRow) -> str:
    """Return the number of a case with its kind: 建议12."""
    return f"{row.kind.noun}{row.item_no}"


def step_of(row: CaseRow) -> str:
    """Return the next step without its day, and without the unit where that is the lead."""
    text = _BY_WHEN.sub("", row.next_step)
    return text.removeprefix(f"{row.lead_unit}：") if row.lead_unit else text


def _case_columns() -> tuple[Column[DatedRow], ...]:
    return (
        Column("编号", lambda each: number_of(each.row), 66),
        Column("案由", attrgetter("row.title"), _TITLE),
        Column("提示", attrgetter("light.text"), 150, tone=attrgetter("light.tone")),
        Column("主办单位", lambda each: each.row.lead_unit or "未交办", 104),
    )


_SLOW: tuple[Column[SlowRow], ...] = (
    Column("编号", lambda each: number_of(each.row), 66),
    Column("案由", attrgetter("row.title"), _TITLE),
    Column("停滞", lambda each: f"{each.days}天", 62, align=RIGHT),
    Column("最近进展", lambda each: each.last_on.isoformat(), 94),
    Column("主办单位", lambda each: each.row.lead_unit or "未交办", 104),
)
_BEHIND: tuple[Column[BehindRow], ...] = (
    Column("编号", lambda each: number_of(each.row), 66),
    Column("案由", attrgetter("row.title"), _TITLE),
    Column("节点", attrgetter("milestone.label"), 96),
    Column("滞后", lambda each: f"{each.days}天", 62, align=RIGHT),
    Column("主办单位", lambda each: each.row.lead_unit or "未交办", 104),
)


def _number(value: Callable[[JointLine], int]) -> Callable[[JointLine], str]:
    def text(line: JointLine) -> str:
        return str(value(line) or "·")

    return text


_JOINT: tuple[Column[JointLine], ...] = (
    Column("承办单位", attrgetter("unit.name"), 130),
    Column("欠协办意见", _number(attrgetter("awaited.number")), 84, align=CENTER),
    Column("其中逾期", _number(attrgetter("overdue.number")), 72, align=CENTER),
    Column("申请退改", _number(attrgetter("asked")), 72, align=CENTER),
    Column("提出异议", _number(attrgetter("objected")), 72, align=CENTER),
    Column("晚交未交", _number(attrgetter("late")), 72, align=CENTER),
)


class BoardList(QWidget, Generic[Row]):
    """A table under a line of numbers that open their cases; `opened` gives criteria or the id of a case."""

    opened = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        wide: int,
        name: str,
        identity: Callable[[Row], Hashable] = attrgetter("row.id"),
    ) -> None:
        super().__init__()
        self.table: PlainTable[Row] = PlainTable(columns, wide, name, identity, self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.numbers: list[CountButton] = []
        self.calm = EmptyState("", "")
        self.head = QHBoxLayout()
        self.head.setContentsMargins(theme.GAP, theme.GAP, theme.SPACE, theme.GAP)
        self.head.setSpacing(theme.GAP)
        self.head.addStretch(1)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.calm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addLayout(self._stack, 1)

    @property
    def tables(self) -> tuple[PlainTable[Row], ...]:
        """The tables of the panel, from the top."""
        return (self.table,)

    def show_numbers(self, cells: Sequence[tuple[str, panels.Cell]]) -> None:
        """Show these numbers above the table, made when they are first shown."""
        while len(self.numbers) < len(cells):
            made = CountButton(self)
            made.opened.connect(self.opened)
            self.head.insertWidget(len(self.numbers), made)
            self.numbers.append(made)
        for made, (title, cell) in zip(self.numbers, cells, strict=True):
            made.show_number(title, cell.number, cell.behind)

    def show_rows(self, rows: Sequence[Row], heading: str, sentence: str = "") -> None:
        """Show these rows, or say why there are none."""
        self.table.show_rows(rows)
        self.calm.say(heading, sentence)
        self._stack.setCurrentWidget(self.table if rows else self.calm)

    def selected(self) -> tuple[Row, ...]:
        """Return the rows that are selected, from the top."""
        found = (self.table.rows.row_at(place) for place in self.table.selected_places())
        return tuple(row for row in found if row is not None)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.verticalHeader().setDefaultSectionSize(scaled(self.table, theme.ROW_HEIGHT))


class AgendaPanel(QWidget):
    """What is due from today on, day by day, and below it what is overdue, the oldest first."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.coming: BoardList[DatedRow] = BoardList(_case_columns(), 1, "即将到期的件")
        self.late: BoardList[DatedRow] = BoardList(_case_columns(), 1, "已逾期的件")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self.coming, self.late):
            column.addWidget(each, 1)
            each.opened.connect(self.opened)
            each.table.opened.connect(self._on_row_opened)
            each.table.chosen.connect(self.chosen)

    @property
    def tables(self) -> tuple[PlainTable[DatedRow], ...]:
        """The tables of the panel, from the top."""
        return (self.coming.table, self.late.table)

    @property
    def pressed(self) -> Chosen:
        """The cases selected."""
        return _cases((*self.coming.selected(), *self.late.selected()))

    def renew(self, session_id: int | None) -> None:
        """Read again what is due."""
        found = panels.agenda(self._desk.office, session_id)
        self.coming.show_numbers((("今天到期", found.today), ("本周到期", found.week)))
        self.coming.show_rows(found.coming_rows, "没有即将到期的件")
        self.late.show_numbers((("已逾期", found.overdue),))
        self.late.show_rows(found.overdue_rows, "没有逾期的件")

    @Slot(object)
    def _on_row_opened(self, row: DatedRow) -> None:
        self._desk.open_case(row.row.id)


class SlowPanel(QWidget):
    """Cases nobody has touched for long; those behind their plan are looked for when asked."""

    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session_id: int | None = None
        self.slow: BoardList[SlowRow] = BoardList(_SLOW, 1, "没有进展的件")
        self.behind: BoardList[BehindRow] = BoardList(_BEHIND, 1, "滞后于节点的件")
        self.check = button("核对节点(&K)", self._check, "quiet")
        self.behind.head.insertWidget(0, label("  滞后于节点", "muted"))
        self.behind.head.addWidget(self.check)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self.slow, self.behind):
            column.addWidget(each, 1)
            each.opened.connect(self.opened)
            each.table.opened.connect(self._on_row_opened)
        self.behind.show_rows((), "还没有核对", "逐件核对面商、协办意见、初稿等节点，件多时需要一会儿。")

    @property
    def tables(self) -> tuple[PlainTable[SlowRow] | PlainTable[BehindRow], ...]:
        """The tables of the panel, from the top."""
        return (self.slow.table, self.behind.table)

    @property
    def pressed(self) -> Chosen:
        """The cases selected."""
        return _cases((*self.slow.selected(), *self.behind.selected()))

    def renew(self, session_id: int | None) -> None:
        """Read again what stands still; what was behind its plan has to be looked for anew."""
        self._session_id = session_id
        found = panels.slow(self._desk.office, session_id)
        self.slow.show_numbers(((f"超过{found.after}天没有进展", found.cell),))
        self.slow.show_rows(found.rows, "没有停滞的件", f"在办的件{found.after}天内都有进展。")

    def _check(self) -> None:
        wanted = Criteria(self._session_id, stages=_STAGES_OWING, sort=SortField.DUE_ON)
        self._desk.jobs.run("正在核对节点", partial(_behind_plan, wanted), self._on_checked)

    def _on_checked(self, rows: tuple[BehindRow, ...]) -> None:
        self.behind.show_rows(rows, "没有滞后的件", "在办的件都赶得上节点。")
        self._desk.say(f"核对了节点，滞后 {len(rows)} 件")

    @Slot(object)
    def _on_row_opened(self, row: SlowRow | BehindRow) -> None:
        self._desk.open_case(row.row.id)


def _cases(rows: Sequence[DatedRow | SlowRow | BehindRow]) -> Chosen:
    return Chosen(tuple(dict.fromkeys(row.row.id for row in rows)))


def _behind_plan(wanted: Criteria, office: Office, progress: Progress) -> tuple[BehindRow, ...]:
    return panels.behind(office, wanted, progress)


class JointPanel(BoardList["JointLine"]):
    """Joint work unit by unit: whose opinion is awaited, who asked to be rid of cases."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_JOINT, 0, "联办情况", attrgetter("unit.id"))
        self._desk = desk
        self.show_overdue = QAction("查看逾期未交的件", self.table)
        self.show_overdue.triggered.connect(self._on_overdue_wanted)
        self.table.add_row_action(self.show_overdue)
        self.table.opened.connect(self._on_row_opened)

    @property
    def pressed(self) -> Chosen:
        """The unit the cursor is on, with the cases it owes its opinion in."""
        line = self.table.current_row
        return Chosen() if line is None else board_press.of_list(self._desk, line.awaited.behind)

    def renew(self, session_id: int | None) -> None:
        """Count again."""
        several = panels.rates(self._desk.office, session_id)[-1]
        self.show_numbers(((several.title, panels.Cell(several.part, several.behind)),))
        lines = joint.lines(self._desk.office, session_id)
        self.show_rows(lines, "没有欠交的协办意见", "各单位没有申请退回、改办，也没有提出异议。")

    @Slot()
    def _on_overdue_wanted(self) -> None:
        line = self.table.current_row
        if line is not None and line.overdue.number:
            self.opened.emit(line.overdue.behind)

    @Slot(object)
    def _on_row_opened(self, line: JointLine) -> None:
        if line.awaited.number:
            self.opened.emit(line.awaited.behind)


class KeyPanel(BoardList["DatedRow"]):
    """The key cases that are still owed, the next due first (重点督办, S0-14)."""

    def __init__(self, desk: Desk) -> None:
        step: Column[DatedRow] = Column("下一步", lambda each: step_of(each.row), 104)
        super().__init__((*_case_columns(), step), 1, "重点件")
        self._desk = desk
        self.table.opened.connect(self._on_row_opened)

    @property
    def pressed(self) -> Chosen:
        """The cases selected."""
        return _cases(self.selected())

    def renew(self, session_id: int | None) -> None:
        """Read the key cases again."""
        office = self._desk.office
        every = Criteria(session_id, key_only=True, sort=SortField.DUE_ON)
        owed = Criteria(session_id, stages=_STAGES_OWING, key_only=True, sort=SortField.DUE_ON)
        cells = ((words, panels.Cell(find.count(office, asked), asked)) for words, asked in
                 (("重点件", every), ("其中未答复", owed)))  # fmt: skip
        self.show_numbers(tuple(cells))
        rows = find.page(office, owed, 0, panels.ROWS)
        shown = [panels.DatedRow(row, find.light_of(office, row)) for row in rows]
        self.show_rows(shown, "没有未答复的重点件")

    @Slot(object)
    def _on_row_opened(self, row: DatedRow) -> None:
        self._desk.open_case(row.row.id)
