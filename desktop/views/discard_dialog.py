"""The dialog that puts selected cases into the recycle bin: which ones, why, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.casework import batch
from desktop.views.cards import words
from desktop.views.chosen_cases import ChosenCases
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import WordBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk

REASONS = ("重复登记", "登记有误", "提出人撤回", "不属本单位办理")
_TOLD = (
    "移入后不再出现在台账、看板和统计中；内容、附件和历程都保留，"
    "可在台账的“回收站”中恢复，也可按 Ctrl+Z 撤销。"
)
_SIZE = (560, 480)


class DiscardCasesDialog(DecisionDialog):
    """Asks for one reason; the cases go together, as one step to be undone."""

    def __init__(self, desk: Desk, cases: Sequence[Case], parent: QWidget | None = None) -> None:
        super().__init__("移入回收站", "移入回收站", parent)
        self._desk = desk
        self.chosen = ChosenCases(cases, {}, _unit_of)
        self._build()
        self.chosen.changed.connect(self._show)
        self._show()

    def _build(self) -> None:
        self.reason = WordBox(REASONS)
        self.form.add("reason", "原因(&R)", self.reason)
        self.body.addWidget(words(_TOLD, "small", wraps=True))
        self.body.addWidget(self.chosen, 1)
        self.resize(*_SIZE)
        self.reason.setFocus()

    @override
    def would_lose(self) -> bool:
        return bool(self.reason.text())

    @override
    def decide(self) -> None:
        number = batch.discard(self._desk.office, self.chosen.ids, self.reason.text())
        self._desk.say(f"已将 {number} 件移入回收站；撤销按 Ctrl+Z。")

    def _show(self) -> None:
        number = len(self.chosen.cases)
        self.verb_button.setText(f"移入回收站 {number} 件")
        self.verb_button.setEnabled(number > 0)


def _unit_of(case: Case) -> str:
    return f"主办：{case.lead.unit_name}" if case.lead else "尚未交办"
