"""The last step of an import: what was written, what deserves a second look, and the way back."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.domain.filters import ColumnFilter, ListColumn
from desktop.domain.listing import Criteria
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.forms import card, label
from desktop.views.import_remarks import Remark, hints_of
from desktop.views.plain_table import PlainTable
from desktop.views.tables import CENTER, Column

if TYPE_CHECKING:
    from desktop.casework.intake import Outcome, Plan

_NAMED = 6  # new units told by name
MOST_TICKED = 300  # numbers one filter names; a longer list is shown by its sessions
_WELL = ("全部顺利收下", "没有需要再核对的提示。")


_COLUMNS: tuple[Column[Remark], ...] = (
    Column("位置", lambda line: line.where, 92, align=CENTER),
    Column("程度", lambda line: line.state, 104, tone=lambda line: line.tone),
    Column("来表所写", lambda line: line.value, 220),
    Column("提示", lambda line: line.words, 480),
)
_WIDE = 3


class DoneStep(QWidget):
    """Tells how it went.

    Emits `cases_wanted` (to see them in the ledger), `undo_wanted`, `more_wanted` (another list) and
    `bodies_wanted` (the texts of the proposals).
    """

    cases_wanted = Signal()
    undo_wanted = Signal()
    more_wanted = Signal()
    bodies_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()

    def _build(self) -> None:
        self.told = label("", "title")
        self.more_told = label("", "muted")
        self.more_told.setWordWrap(True)
        self.hints: PlainTable[Remark] = PlainTable(_COLUMNS, _WIDE, "提示", attrgetter("place"), self)
        self.show_cases = button("查看这些件(&L)", self.cases_wanted.emit)
        self.undo = button("撤销本次导入(&U)", self.undo_wanted.emit, "danger")
        self.more = button("再导入一张(&A)", self.more_wanted.emit)
        self.bodies = button("按正文补录(&T)…", self.bodies_wanted.emit)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        for each in (self.show_cases, self.more, self.bodies):
            buttons.addWidget(each)
        buttons.addStretch(1)
        buttons.addWidget(self.undo)
        frame, inside = card(margin=1, spacing=0)
        self._stack = QStackedLayout()
        self.empty = EmptyState(*_WELL)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.hints)
        inside.addLayout(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MARGIN)
        column.addWidget(self.told)
        column.addWidget(self.more_told)
        column.addLayout(buttons)
        column.addWidget(frame, 1)

    def show_outcome(self, plan: Plan, outcome: Outcome) -> None:
        """Tell what was written and what of it deserves a second look."""
        self.told.setText(words_of(plan, outcome))
        self.more_told.setText(_more(plan, outcome))
        hints = hints_of(plan)
        self.hints.show_rows(hints)
        self.empty.say(*_WELL)
        self._stack.setCurrentIndex(1 if hints else 0)
        has_cases = bool(outcome.case_ids)
        self.show_cases.setVisible(has_cases or bool(outcome.updated))
        self.bodies.setVisible(has_cases)
        self.undo.show()

    def show_undone(self, words: str) -> None:
        """Tell that the list was taken back."""
        self.told.setText(words)
        self.more_told.clear()
        self.empty.say("本次导入已撤销", "新登记的件已移入回收站，更新过的件已恢复原状；可在菜单中重做。")
        self._stack.setCurrentIndex(0)
        for each in (self.undo, self.show_cases, self.bodies):
            each.hide()
        self.more.setFocus()

    @Slot()
    def focus(self) -> None:
        """Put the cursor on the first thing to do."""
        (self.show_cases if self.show_cases.isVisibleTo(self) else self.more).setFocus()


def words_of(plan: Plan, outcome: Outcome) -> str:
    """Return one sentence: how much was written, how much of it has hints."""
    if plan.opinions:
        written = f"已导入 {outcome.opinions} 条协办意见"
    elif outcome.added or not outcome.updated:
        written = f"已导入 {outcome.added} 件"
    else:
        written = f"已更新 {outcome.updated} 件"
    return f"{written}，{outcome.with_problems} 件有提示" if outcome.with_problems else written


def _more(plan: Plan, outcome: Outcome) -> str:
    parts = [f"来表：{plan.file}"]
    if outcome.added and outcome.updated:
        parts.append(f"另更新已有 {outcome.updated} 件")
    if plan.known > outcome.updated:
        parts.append(f"已有 {plan.known - outcome.updated} 件没有改动")
    if plan.decisions.left_out:
        parts.append(f"按您的决定没有导入 {len(plan.decisions.left_out)} 行")
    if plan.new_units:
        more = "等" if len(plan.new_units) > _NAMED else ""
        parts.append(f"新建单位 {len(plan.new_units)} 个：{'、'.join(plan.new_units[:_NAMED])}{more}")
    return "；".join(parts)


def criteria_of(plan: Plan) -> Criteria:
    """Return what shows the new cases of a plan in the ledger: their sessions, their numbers where few."""
    sessions = dict(plan.sessions)
    texts = dict.fromkeys(session.text for session in sessions.values())
    filters = [ColumnFilter(ListColumn.SESSION, tuple(texts))]
    numbers = tuple(dict.fromkeys(entry.paper.item_no for entry in plan.entries))
    if numbers and len(numbers) <= MOST_TICKED:
        filters.append(ColumnFilter(ListColumn.NUMBER, numbers))
    return Criteria(filters=tuple(filters))
