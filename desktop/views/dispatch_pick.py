"""Putting cases into a batch: ticked in a list that is narrowed, or those selected in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from desktop.casework import dispatch, proposed
from desktop.domain.errors import OfficeError
from desktop.domain.listing import CaseRow, Criteria
from desktop.views.cards import button, words
from desktop.views.chosen_cases import ChosenCases
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice
from desktop.views.forms import label
from desktop.views.plain_table import settle
from desktop.views.search_box import SearchBox
from desktop.views.tables import Column
from desktop.views.theme import SPACE
from desktop.views.tick_table import TickModel, TickTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.domain.dispatch import Dispatch
    from desktop.views.page import Desk

_COLUMNS: tuple[Column[CaseRow], ...] = (
    Column("编号", lambda row: row.item_no, 80),
    Column("案由", lambda row: row.title, 320),
    Column("领衔人", lambda row: row.submitter, 110),
    Column("代表团/界别", lambda row: row.delegation, 130),
    Column("内容分类", lambda row: row.category, 110),
    Column("重点", lambda row: "重点" if row.is_key else "", 60),
)


class DispatchPickDialog(DecisionDialog):
    """Asks which of the cases that wait in the session of a batch go into it; what is ticked stays ticked."""

    def __init__(self, desk: Desk, batch: Dispatch, parent: QWidget | None = None) -> None:
        super().__init__(f"列入批次 · {batch.text}", "列入", parent)
        self._desk = desk
        self._batch = batch
        self._rows: tuple[CaseRow, ...] = ()
        self._build()
        self._connect()
        self._show()

    def _build(self) -> None:
        self.search = SearchBox("案由、领衔人、分类，或 重点:是", self)
        self.search.setAccessibleName("筛选待交办的件")
        self.model: TickModel[CaseRow] = TickModel(_COLUMNS, self._fetch, self._count)
        self.table: TickTable[CaseRow] = TickTable(self.model, self)
        self.model.setParent(self.table)
        self.table.setAccessibleName("待交办的件")
        settle(self.table, 2)
        self.table.setSelectionMode(self.table.SelectionMode.ExtendedSelection)
        self._told = words("", "muted")
        self.form.hide()
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        name = label("筛选(&F)", "muted")
        name.setBuddy(self.search)
        row.addWidget(name)
        row.addWidget(self.search, 1)
        row.addWidget(button("全部勾选(&A)", self._tick_all, "quiet"))
        row.addWidget(button("清除(&Q)", self.model.clear, "quiet"))
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._told)
        self.resize(960, 620)
        self.search.setFocus()

    def _connect(self) -> None:
        self.search.searched.connect(self._show)
        self.search.left.connect(self._on_search_left)
        self.model.ticks_changed.connect(self._on_ticked)

    def _fetch(self, offset: int, limit: int) -> Sequence[CaseRow]:
        return self._rows[offset : offset + limit]

    def _count(self) -> int:
        return len(self._rows)

    @Slot()
    def _show(self) -> None:
        wanted = Criteria(session_id=self._batch.session_id, text=self.search.text().strip())
        try:
            self._rows = proposed.unplaced(self._desk.office, wanted)
        except OfficeError as error:
            self.banner.show_text(error.message)
            return
        self.banner.clear()
        self.model.reload()
        self._on_ticked()

    def _tick_all(self) -> None:
        self.model.tick((row.id for row in self._rows), on=True)

    @Slot()
    def _on_search_left(self) -> None:
        self.table.setFocus()
        if self._rows and not self.table.currentIndex().isValid():
            self.table.select_place(0)

    @Slot()
    def _on_ticked(self) -> None:
        number = len(self.model.ticked)
        self._told.setText(f"列出 {len(self._rows)} 件待交办的，已勾选 {number} 件；空格或点方框勾选。")
        self.verb_button.setText(f"列入 {number} 件")
        self.verb_button.setEnabled(number > 0)

    @override
    def would_lose(self) -> bool:
        return bool(self.model.ticked)

    @override
    def decide(self) -> None:
        number = dispatch.put_in(self._desk.office, self._batch.id, self.model.ticked)
        self._desk.say(f"已列入 {number} 件：{self._batch.text}")


class DispatchPutDialog(DecisionDialog):
    """Asks which batch these cases go into; emits `placed` (the id of the batch) before it closes."""

    placed = Signal(int)

    def __init__(self, desk: Desk, cases: Sequence[Case], parent: QWidget | None = None) -> None:
        super().__init__("列入交办批次", "列入", parent)
        self._desk = desk
        self._batches = Choice([(each.text, each.id) for each in dispatch.batches(desk.office)], self)
        self.chosen = ChosenCases(cases, proposed.bars_to_placing(cases), _line, self)
        self.form.add("dispatch_id", "批次(&B)", self._batches, hint="还没有的批次，在“办理→交办批次”中新建")
        self.body.addWidget(self.chosen, 1)
        self.chosen.changed.connect(self._count)
        self.resize(640, 560)
        self._count()

    @Slot()
    def _count(self) -> None:
        number = len(self.chosen.cases)
        self.verb_button.setText(f"列入 {number} 件")
        self.verb_button.setEnabled(number > 0 and self._batches.count() > 0)

    @override
    def decide(self) -> None:
        batch_id = self._batches.value()
        number = dispatch.put_in(self._desk.office, batch_id, self.chosen.ids)
        self._desk.say(f"已列入 {number} 件：{self._batches.currentText()}")
        self.placed.emit(batch_id)


def _line(case: Case) -> str:
    units = "、".join(task.unit_name for task in case.proposed)
    return f"已拟定{units}" if units else case.proposal.category or "未分类"
