"""The third step of an import: every cell as it was read, what is odd about it, and what is decided on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QTabWidget, QVBoxLayout, QWidget

from desktop.casework.intake_headings import Field
from desktop.domain.errors import Severity
from desktop.domain.light import Tone
from desktop.views import theme
from desktop.views.cards import ToneChip, button
from desktop.views.forms import card, label, restyled
from desktop.views.import_grid import TONES, severities
from desktop.views.import_grid_view import GridView
from desktop.views.import_remarks import RemarksPage, summary
from desktop.views.import_units import UnitsPage
from desktop.views.import_updates import UpdatesPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.casework.intake import Decisions, Plan
    from desktop.casework.intake_sheet import ListSheet
    from desktop.views.page import Desk

_CELLS, _UNITS, _UPDATES, _REMARKS = range(4)
_CHIPS = {Severity.ERROR: "{} 行有误", Severity.WARNING: "{} 行请核对"}
_OTHERS = {True: "说明{}(&M)", False: "逐条{}(&M)"}
_ALL_WELL = "没有需要核对的行"


class CheckStep(QWidget):
    """Shows a plan and takes decisions on it, `decided` gives them all; nothing is written here.

    `back_wanted` asks to take the last decision back, `again_wanted` to decide so again.
    """

    decided = Signal(object)
    back_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._plan: Plan | None = None
        self._is_new = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.numbers = label("")
        self.numbers.setWordWrap(True)
        self.chips = {severity: ToneChip(TONES[severity], "", self) for severity in _CHIPS}
        self.well = ToneChip(Tone.GREEN, _ALL_WELL, self)
        self.units = UnitsPage(self._desk, self)
        self.updates = UpdatesPage(self._desk, self)
        self.remarks = RemarksPage(self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for each in (self.tabs, self.tabs.tabBar()):
            each.setAccessibleName("核对内容")
        for page, words in (
            (self._cells_page(), "单元格"),
            (self.units, "单位"),
            (self.updates, "变更"),
            (self.remarks, "说明"),
        ):
            self.tabs.addTab(page, words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(self._head())
        column.addWidget(self._year_line())
        column.addWidget(self.tabs, 1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.numbers, 1)
        for chip in (*self.chips.values(), self.well):
            row.addWidget(chip)
        return row

    def _year_line(self) -> QWidget:
        self.year_words, self.year = label("", "muted"), QSpinBox(self)
        self.year.setRange(1949, 2099)
        self.year.setFixedWidth(88)
        self.year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.year.setKeyboardTracking(False)
        self.year.setAccessibleName("没有年份的日期按哪一年计")
        title = label("按年份(&K)")
        title.setBuddy(self.year)
        self._years = QWidget(self)
        row = QHBoxLayout(self._years)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(self.year_words)
        row.addWidget(title)
        row.addWidget(self.year)
        row.addStretch(1)
        return self._years

    def _cells_page(self) -> QWidget:
        self.grid = GridView(self)
        self.only_problems = QCheckBox("只看问题(&O)", self)
        self.only_problems.setToolTip("只看需要核对的行和不导入的行")
        self.before = button("上一处(&P)", self.go_back, "quiet")
        self.before.setToolTip("上一处需要核对的（Shift+F8）")
        self.after = button("下一处(&N)", self.go_on, "quiet")
        self.after.setToolTip("下一处需要核对的（F8）")
        self.reason = label("")
        self.reason.setWordWrap(True)
        self.reason.setMinimumHeight(2 * theme.ROW_HEIGHT - theme.SPACE)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        tools = QHBoxLayout()
        tools.setSpacing(theme.SPACE)
        tools.addWidget(self.only_problems)
        tools.addWidget(self.before)
        tools.addWidget(self.after)
        tools.addStretch(1)
        tools.addWidget(label("F2 改这一格，Del 不导入这一行，Ctrl+Z 撤回", "small"))
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.setSpacing(theme.SPACE)
        frame, inside = card(margin=1, spacing=0)
        inside.addWidget(self.grid)
        column.addLayout(tools)
        column.addWidget(frame, 1)
        column.addWidget(self.reason)
        self._acts()
        return page

    def _acts(self) -> None:
        """Put what can be done to cells and rows into their menu, with the keys."""
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for words, keys, verb in (
            ("改这一格(&E)\tF2", "", self._on_edit),
            ("不导入这些行 / 重新导入(&D)\tDel", "", self.grid.drop_rows),
            ("恢复来表所写(&R)", "Ctrl+R", self._on_restore),
            ("复制(&C)\tCtrl+C", "", self.grid.copy),
        ):
            action = QAction(words, self.grid)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(verb)
            self.grid.addAction(action)

    def _connect(self) -> None:
        self.only_problems.toggled.connect(self._on_narrowed)
        self.grid.moved.connect(self._on_moved)
        self.grid.rows_dropped.connect(self._on_rows_dropped)
        self.grid.rows.cell_written.connect(self._on_cell_written)
        self.year.valueChanged.connect(self._on_year)
        self.units.decided.connect(self.decided)
        self.updates.decided.connect(self.decided)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F8", self.go_on),
            ("Shift+F8", self.go_back),
            ("Ctrl+Z", self.back_wanted.emit),
            ("Ctrl+Y", self.again_wanted.emit),
        )
        for words, verb in keys:
            shortcut = QShortcut(QKeySequence(words), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(verb)

    # --- showing ------------------------------------------------------------------------------------------

    def show_plan(self, plan: Plan) -> None:
        """Show a plan; the cursor stays where it was."""
        is_new = self._plan is None
        self._plan = plan
        if is_new:
            self._is_new = True
            self.only_problems.setChecked(False)
            self.tabs.setCurrentIndex(_CELLS if plan.reading is not None else _REMARKS)
        self._show_head(plan)
        self._show_year(plan)
        self._on_narrowed()
        for page in (self.units, self.updates, self.remarks):
            page.show_plan(plan)
        self._show_tabs(plan)

    def show_raw(self, sheet: ListSheet) -> None:
        """Show the cells of a list while it is still being judged."""
        self._plan = None
        self.numbers.setText(f"已读入 {len(sheet.rows) - sheet.layout.below} 行，正在核对…")
        for each in (*self.chips.values(), self.well, self._years):
            each.hide()
        for place in range(self.tabs.count()):
            self.tabs.setTabVisible(place, place == _CELLS)
        self.tabs.setTabText(_CELLS, "单元格(&G)")
        self.grid.rows.show_raw(sheet)

    def forget(self) -> None:
        """Show nothing until the next plan comes."""
        self._plan = None

    def focus(self) -> None:
        """Put the cursor where the next decision is."""
        if self._is_new:
            self._is_new = False
            self._go_to_first()
        is_on_cells = self.tabs.currentIndex() == _CELLS
        (self.grid if is_on_cells else self.tabs.currentWidget()).setFocus()

    def _show_head(self, plan: Plan) -> None:
        self.numbers.setText(summary(plan))
        counts = severities(plan)
        for severity, chip in self.chips.items():
            chip.show_tone(TONES[severity], _CHIPS[severity].format(counts[severity]))
            chip.setVisible(bool(counts[severity]))
        self.well.setVisible(not any(chip.isVisibleTo(self) for chip in self.chips.values()))

    def _show_year(self, plan: Plan) -> None:
        asked = plan.year_question
        self._years.setVisible(asked is not None)
        if asked is not None:
            where = "、".join(f"{column} {count} 格" for column, count in asked.columns)
            self.year_words.setText(f"{'✓' if asked.is_decided else '▲'} {where}没有写年份，")
            restyled(self.year_words, role="muted" if asked.is_decided else "warning")
            self.year.blockSignals(True)
            self.year.setValue(asked.year)
            self.year.blockSignals(False)

    def _show_tabs(self, plan: Plan) -> None:
        is_cases = plan.reading is not None
        odd = self.grid.rows.odd_count
        for place, words, count, is_shown in (
            (_CELLS, "单元格{}(&G)", odd, is_cases),
            (_UNITS, "单位{}(&U)", self.units.open_questions, bool(plan.units)),
            (_UPDATES, "变更{}(&H)", self.updates.changes, bool(plan.updates or plan.matches)),
            (_REMARKS, _OTHERS[is_cases], self.remarks.count, bool(self.remarks.count)),
        ):
            self.tabs.setTabText(place, words.format(f" {count} " if count else ""))
            self.tabs.setTabVisible(place, is_shown)

    def _go_to_first(self) -> None:
        if self.grid.rows.rowCount() and self.grid.rows.columnCount():
            self.grid.go_to(0, 0)
            self.grid.go_to_problem(1)

    # --- verbs --------------------------------------------------------------------------------------------

    @Slot()
    def go_on(self) -> None:
        """Go to the next cell to look at."""
        self._go(1)

    @Slot()
    def go_back(self) -> None:
        """Go to the last cell to look at before this one."""
        self._go(-1)

    def _go(self, step: int) -> None:
        self.tabs.setCurrentIndex(_CELLS)
        self.grid.setFocus()
        if not self.grid.go_to_problem(step):
            self.reason.setText(f"{_ALL_WELL}。")

    @Slot()
    def _on_narrowed(self) -> None:
        if self._plan is not None:
            self.grid.rows.show_plan(self._plan, only_problems=self.only_problems.isChecked())
            self._on_moved()

    @Slot()
    def _on_moved(self) -> None:
        place, column = self.grid.at
        is_there = 0 <= place < self.grid.rows.rowCount() and column >= 0
        self.reason.setText(self.grid.rows.reason_at(place, column) if is_there else "")

    @Slot()
    def _on_edit(self) -> None:
        if self.grid.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.grid.edit(self.grid.currentIndex())

    @Slot(int, object, str)
    def _on_cell_written(self, row: int, field: object, text: str) -> None:
        if self._plan is not None and isinstance(field, Field):
            self.decided.emit(self._plan.decisions.with_cell(row, field, text))

    @Slot()
    def _on_restore(self) -> None:
        """Let the selected cells say again what the list says."""
        if self._plan is not None:
            self.decided.emit(without_cells(self._plan.decisions, self.grid.chosen_cells()))

    @Slot(object)
    def _on_rows_dropped(self, rows: object) -> None:
        if self._plan is None or not isinstance(rows, tuple):
            return
        decisions, chosen = self._plan.decisions, frozenset(rows)
        now = decisions.left_out
        left_out = now - chosen if chosen <= now else now | chosen
        self.decided.emit(replace(decisions, left_out=left_out))

    @Slot(int)
    def _on_year(self, year: int) -> None:
        if self._plan is not None:
            self.decided.emit(self._plan.decisions.with_year(year))


def without_cells(decisions: Decisions, chosen: set[tuple[int, Field] | None]) -> Decisions:
    """Return the decisions without what was written into these cells."""
    return replace(decisions, cells={at: text for at, text in decisions.cells.items() if at not in chosen})
