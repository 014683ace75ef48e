"""The dialog that shows what a unit directory that was sent would change, cell by cell, before it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.casework import directory
from desktop.domain.light import Tone
from desktop.views.cards import words
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.plain_table import PlainTable
from desktop.views.tables import Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.casework.directory import Difference, Plan
    from desktop.views.page import Desk

_COLUMNS: tuple[Column[Difference], ...] = (
    Column("单位", lambda each: each.unit or "（没有名称）", 220),
    Column("栏目", lambda each: each.title, 130),
    Column("原来", lambda each: each.old, 190),
    Column(
        "改为",
        lambda each: each.problem or each.new,
        300,
        tone=lambda each: Tone.AMBER if each.problem else None,
    ),
)


class DirectoryDialog(DecisionDialog):
    """Shows old and new of every cell; taking it in is one step, rows with a problem are passed over."""

    def __init__(self, desk: Desk, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__("导入单位名录", "导入", parent)
        self._desk = desk
        self._plan = plan
        self._build()

    def _build(self) -> None:
        self.table: PlainTable[Difference] = PlainTable(_COLUMNS, 3, "名录的改动", parent=self)
        self.table.show_rows(directory.differences(self._plan))
        plan = self._plan
        added, changed, refused = len(plan.added), len(plan.changed), len(plan.refused)
        passed = f"，{refused} 行有问题不导入" if refused else ""
        same = len(plan.entries) - added - changed - refused
        numbers = f"新增 {added} 个，修改 {changed} 个，无改动 {same} 个"
        told = f"共 {len(plan.entries)} 行：{numbers}{passed}。"
        self.form.hide()
        self.body.addWidget(words(f"{told}空白格不改动原有内容。", "muted"))
        self.body.addWidget(self.table, 1)
        self.verb_button.setText(f"导入 {added + changed} 个单位")
        self.verb_button.setEnabled(added + changed > 0)
        self.resize(960, 600)
        self.table.setFocus()

    @override
    def decide(self) -> None:
        added, changed = directory.take_in(self._desk.office, self._plan)
        self._desk.say(f"已导入单位名录：新增 {added} 个，修改 {changed} 个")
