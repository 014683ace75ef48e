"""The dialogs for units that change: another name, merged into another, or never used and given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from desktop.casework import keep, reorganise
from desktop.domain.errors import OfficeError, Problem
from desktop.views.cards import words
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice, UnitLine
from desktop.views.plain_table import settle
from desktop.views.tables import Column
from desktop.views.tick_table import TickModel, TickTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.casework.reorganise import Idle
    from desktop.domain.unit import Unit
    from desktop.views.page import Desk

_WIDTH = 600


class ReorganiseDialog(DecisionDialog):
    """Asks whether a unit bears another name from now on, or ends in another unit; old papers stay."""

    def __init__(self, desk: Desk, unit: Unit, parent: QWidget | None = None) -> None:
        super().__init__(f"更名、合并 · {unit.name}", "更名", parent)
        self._desk = desk
        self._unit = unit
        self._build()
        self._how.currentIndexChanged.connect(self._show_state)
        self._show_state()

    def _build(self) -> None:
        office = self._desk.office
        others = [unit for unit in keep.units(office) if unit.id != self._unit.id]
        self._how = Choice([("更名", False), ("并入另一个单位", True)])
        self._name = QLineEdit(self._unit.name)
        self._into = UnitLine(others)
        self._into.setPlaceholderText("输入单位名称的任何一部分")
        open_ones = reorganise.open_cases(office, self._unit.id)
        self.form.add("how", "变更(&V)", self._how)
        self.form.add("name", "新名称(&N)", self._name)
        self.form.add("into", "并入(&U)", self._into)
        self.form.add_wide(words(_consequences(self._unit, open_ones), "muted", wraps=True))
        self.setMinimumWidth(_WIDTH)
        self._how.setFocus()

    @Slot()
    def _show_state(self) -> None:
        merges = self._how.value()
        self._name.setEnabled(not merges)
        self._into.setEnabled(merges)
        self.verb_button.setText("并入" if merges else "更名")

    @override
    def would_lose(self) -> bool:
        return self._name.text().strip() != self._unit.name or bool(self._into.text())

    @override
    def decide(self) -> None:
        office = self._desk.office
        if not self._how.value():
            renamed = reorganise.rename(office, self._unit.id, self._name.text())
            self._desk.say(f"已更名：{self._unit.name}→{renamed.name}")
            return
        into = self._into.meant()
        if into is None:
            problem = Problem("into", "找不到这个单位，或不止一个")
            raise OfficeError("没有写明并入哪个单位，未作改动；请写单位全称。", (problem,))
        reorganise.merge(office, (self._unit.id,), into.id)
        self._desk.say(f"{self._unit.name}已并入{into.name}")


def _consequences(unit: Unit, open_ones: int) -> str:
    told = "已交办、已印发的文书保留当时的名称，新交办的用新名称；按原名称仍能查到。"
    return f"{told}{unit.name}在办 {open_ones} 件不变，要转给新单位请逐件“改办”。" if open_ones else told


_IDLE: tuple[Column[Idle], ...] = (
    Column("单位", lambda each: each.unit.name, 260),
    Column("系统", lambda each: each.unit.system.label, 110),
    Column("可能就是", lambda each: each.like.name if each.like else "", 260),
)


class IdleUnitsDialog(DecisionDialog):
    """Lists the units nobody ever gave a task; the ticked ones are merged into their like, or given up."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("从未承办的单位", "处理", parent)
        self._desk = desk
        self._rows = reorganise.idle(desk.office)
        self._build()
        self.model.ticks_changed.connect(self._count)
        self._how.currentIndexChanged.connect(self._count)
        self._count()

    def _build(self) -> None:
        self.model: TickModel[Idle] = TickModel(_IDLE, self._fetch, lambda: len(self._rows))
        self.table: TickTable[Idle] = TickTable(self.model, self)
        self.model.setParent(self.table)
        self.model.reload()
        self.table.setAccessibleName("从未承办的单位")
        settle(self.table, 1)
        self.table.setSelectionMode(self.table.SelectionMode.ExtendedSelection)
        self._how = Choice([("停用：不再列入交办", False), ("并入“可能就是”的单位", True)])
        told = "这些单位没有任何承办任务。空格勾选，可停用，或并入名称相近的单位。"
        self.form.add_wide(words(told if self._rows else "每个在用的单位都有承办任务。", "muted", wraps=True))
        self.form.add("how", "勾选的单位(&V)", self._how)
        self.body.addWidget(self.table, 1)
        self.resize(760, 520)
        self.table.setFocus()
        if self._rows:
            self.table.select_place(0)

    def _fetch(self, offset: int, limit: int) -> Sequence[Idle]:
        return self._rows[offset : offset + limit]

    def _ticked(self) -> list[Idle]:
        """Return the ticked lines the choice can be done to."""
        ticked = set(self.model.ticked)
        return [each for each in self._rows if each.id in ticked and (each.like or not self._how.value())]

    @Slot()
    def _count(self) -> None:
        number, merges = len(self._ticked()), self._how.value()
        self.verb_button.setText(f"{'并入' if merges else '停用'} {number} 个")
        self.verb_button.setEnabled(number > 0)

    @override
    def decide(self) -> None:
        office, ticked = self._desk.office, self._ticked()
        if not self._how.value():
            number = reorganise.retire(office, [each.id for each in ticked])
            self._desk.say(f"已停用 {number} 个单位")
        else:
            self._desk.say(f"已并入 {reorganise.merge_alike(office, ticked)} 个单位")
