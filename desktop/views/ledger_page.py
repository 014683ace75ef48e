"""The 台账: the cases of the office as a list to be narrowed, sorted, walked through, copied and exported."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import export, find
from desktop.domain.changes import Topic
from desktop.domain.listing import CaseRow, Criteria
from desktop.views import memory
from desktop.views.empty_state import EmptyState
from desktop.views.ledger_columns import ledger_columns
from desktop.views.ledger_filter import WEEK, LedgerFilter
from desktop.views.ledger_table import LedgerTable
from desktop.views.page import Desk, PageFrame
from desktop.views.tables import RowModel

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.listing import SortField
    from desktop.domain.progress import Progress

LAYOUT = "ledger/columns"
MOST_AT_ONCE = 500  # cases changed in one go; more would hold the window up
SCAN = 1000  # rows looked at in one go when the next overdue case is sought
NOTHING_YET = ("还没有登记", "按 Ctrl+N 登记第一件，或按 Ctrl+I 导入名单。")
NOTHING_FOUND = ("没有符合条件的件", "改一改上面的条件，或按“清除”看全部。")


class LedgerPage(PageFrame):
    """The list of cases; `criteria` is what it holds and in which order."""

    TOPICS: ClassVar[frozenset[Topic]] = frozenset({Topic.CASES, Topic.UNITS, Topic.SESSIONS, Topic.LETTERS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.criteria = Criteria()
        self._counts = ""
        self.filter = LedgerFilter(desk.office, self)
        self.rows: RowModel[CaseRow] = RowModel(ledger_columns(desk.office), self._fetch, self._count, self)
        self.table: LedgerTable[CaseRow] = LedgerTable(self.rows, self)
        self.empty = EmptyState(*NOTHING_YET, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setFocusProxy(self.table)
        self.table.setAccessibleName("台账")
        self.table.restore_layout(memory.words(self.desk.memory, LAYOUT))
        self._body = QStackedWidget(self)
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        line = QFrame(self)
        line.setProperty("role", "rule")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter)
        column.addWidget(line)
        column.addWidget(self._body, 1)
        self._act("打开(&O)\tEnter", "", self._on_open)
        self._act("复制(&C)\tCtrl+C", "", self.table.copy)
        if not self.desk.office.is_read_only:
            self._act("批量分类(&L)…", "Ctrl+L", self.classify_selected)
            self._act("批量交办(&J)…", "Ctrl+J", self.hand_out_selected)
        self._act("只看同一主办单位(&U)", "", self._on_same_unit)
        self._act("下一件逾期(&N)", "F9", self.go_to_next_overdue)
        self._act("导出台账为 xlsx(&E)…", "Ctrl+E", self.ask_where_to_export)

    def _act(self, words: str, keys: str, verb: Callable[[], object]) -> None:
        """Add a verb to the page's menu, and to the menu of the table's rows."""
        action = QAction(words, self)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(verb)
        self.addAction(action)
        self.table.add_row_action(action)

    def _connect(self) -> None:
        self.filter.changed.connect(self._on_filtered)
        self.filter.text.left.connect(self._on_search_left)
        self.rows.sort_wanted.connect(self._on_sort_wanted)
        self.table.opened.connect(self._on_opened)
        self.table.chosen.connect(self._on_chosen)
        self.table.counted.connect(self._on_counted)

    @override
    def refresh(self) -> None:
        self.filter.refresh()
        self._reload()

    @override
    def visit(self, target: object) -> None:
        """Show the cases of a `Criteria`."""
        if isinstance(target, Criteria):
            self.criteria = target
            self.filter.show_criteria(target)
            column = next(place for place, each in enumerate(self.rows.columns) if each.sort is target.sort)
            falling = Qt.SortOrder.DescendingOrder if target.descending else Qt.SortOrder.AscendingOrder
            self.table.show_order(column, falling)
            self._reload()

    @override
    def focus_search(self) -> bool:
        self.filter.text.setFocus()
        self.filter.text.selectAll()
        return True

    @override
    def remember(self) -> None:
        self.desk.memory.setValue(LAYOUT, self.table.layout_words())

    @override
    def restore_default_layout(self) -> None:
        self.table.restore_default_layout()

    def go_to_next_overdue(self) -> bool:
        """Put the cursor into the next overdue case after the current one, from the top again if need be."""
        place = self._next_overdue()
        if place is None:
            self.desk.say("这些件中没有逾期的。")
            return False
        self.table.select_place(place)
        self.table.setFocus()
        return True

    def classify_selected(self) -> None:
        """Ask for one category of the selected cases."""
        from desktop.views.batch_classify_dialog import BatchClassifyDialog

        if cases := self._selected_cases():
            BatchClassifyDialog(self.desk, cases, self).open()

    def hand_out_selected(self) -> None:
        """Ask whom the selected cases are handed out to."""
        from desktop.views.batch_assign_dialog import BatchAssignDialog

        if cases := self._selected_cases():
            BatchAssignDialog(self.desk, cases, self).open()

    def _selected_cases(self) -> tuple[Case, ...]:
        """Return the selected cases; when these are none or too many, say so and return none."""
        number = self.table.selected_count
        if not number:
            self.desk.say("请先选中要办理的件；Ctrl+A 全选。")
        elif number > MOST_AT_ONCE:
            self.desk.say(f"一次最多批量办理 {MOST_AT_ONCE} 件，现在选中 {number} 件；请先缩小范围。")
        else:
            rows = [self.rows.row_at(place) for place in self.table.selected_places()]
            return tuple(find.case(self.desk.office, row.id) for row in rows if row is not None)
        return ()

    def ask_where_to_export(self) -> None:
        """Ask for a file and write what is shown into it."""
        dialog = QFileDialog(self, "导出台账", str(Path.home()), "Excel 工作簿 (*.xlsx)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"台账_{self.desk.office.today.isoformat()}.xlsx")
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    @Slot(str)
    def export_to(self, name: str) -> None:
        """Write the cases of the present filter and order as a workbook."""
        criteria, path = self.criteria, Path(name)

        def write(office: Office, progress: Progress) -> int:
            return export.ledger(office, criteria, path, progress)

        def told(rows: int) -> None:
            self.desk.say(f"已导出 {rows} 件到 {path.name}。")

        self.desk.jobs.run("正在导出台账", write, told)

    def _fetch(self, offset: int, limit: int) -> tuple[CaseRow, ...]:
        return find.page(self.desk.office, self.criteria, offset, limit)

    def _count(self) -> int:
        return find.count(self.desk.office, self.criteria)

    def _reload(self) -> None:
        self.rows.reload()
        self.empty.say(*(NOTHING_FOUND if self.filter.is_narrowed else NOTHING_YET))
        self._body.setCurrentWidget(self.table if self.rows.rowCount() else self.empty)
        today = self.desk.office.today
        late = self._count_due(None, today - timedelta(days=1))
        soon = self._count_due(today, today + timedelta(days=WEEK))
        self._counts = f"逾期 {late} | 7日内 {soon}"
        self._on_counted(self.table.selected_count)

    def _count_due(self, first: date | None, last: date) -> int:
        """Return how many of the shown cases are due between two days, both inclusive."""
        now = self.criteria
        begin = max((day for day in (first, now.due_from) if day), default=None)
        end = min((day for day in (last, now.due_until) if day), default=None)
        return find.count(self.desk.office, replace(now, due_from=begin, due_until=end))

    def _next_overdue(self) -> int | None:
        today, current = self.desk.office.today, self.table.currentIndex().row()
        total = self.rows.rowCount()
        for begin, end in ((current + 1, total), (0, current + 1)):
            for offset in range(begin, end, SCAN):
                rows = self._fetch(offset, min(SCAN, end - offset))
                for place, row in enumerate(rows, offset):
                    if row.stage.owes_reply and row.due_on is not None and row.due_on < today:
                        return place
        return None

    @Slot()
    def _on_filtered(self) -> None:
        self.criteria = self.filter.criteria()
        self._reload()

    @Slot()
    def _on_search_left(self) -> None:
        self.table.setFocus()
        if not self.table.currentIndex().isValid():
            self.table.select_place(0)

    @Slot(object, bool)
    def _on_sort_wanted(self, field: SortField, descending: bool) -> None:
        self.visit(replace(self.criteria, sort=field, descending=descending))

    @Slot(object)
    def _on_opened(self, row: CaseRow) -> None:
        self.desk.open_case(row.id)

    @Slot(object)
    def _on_chosen(self, row: CaseRow | None) -> None:
        self.case_chosen.emit(row.id if row else None)

    @Slot(int)
    def _on_counted(self, selected: int) -> None:
        chosen = f"已选 {selected} 件 | " if selected else ""
        self.summary_changed.emit(f"共 {self.rows.rowCount()} 件 | {chosen}{self._counts}")

    @Slot()
    def _on_open(self) -> None:
        if (row := self.table.current_row) is not None:
            self._on_opened(row)

    @Slot()
    def _on_same_unit(self) -> None:
        if (row := self.table.current_row) is not None:
            self.filter.choose_unit(row.lead_unit)
