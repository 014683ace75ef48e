"""The dialog that writes down what an act of supervision found, and when to look again (督办结果)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.casework import supervise
from desktop.domain.errors import OfficeError
from desktop.views.cards import words
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import TextArea, day_in
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk


class CheckDialog(DecisionDialog):
    """Asks what was found; `index` counts the acts of the case as recorded."""

    def __init__(self, desk: Desk, case: Case, index: int, parent: QWidget | None = None) -> None:
        if not 0 <= index < len(case.supervisions):
            raise OfficeError("该督办记录已不存在，未作改动；请刷新后再试。")
        act = case.supervisions[index]
        super().__init__(f"登记{act.level.label}结果 · {case.proposal.number_phrase}", "登记", parent)
        self._desk = desk
        self._case = case
        self._index = index
        demand = act.instruction or "未写要求"
        told = f"{shown_day(act.on)} 对{act.unit_name}{act.level.label}（{act.mode}）：{demand}"
        self.body.insertWidget(0, words(told, "muted", wraps=True))
        self.found = TextArea(4, "看到的情况、单位的说明、下一步怎么办")
        self.found.setPlainText(act.result)
        self.next_check = DateField(desk.office.today)
        self.form.add("result", "结果(&T)", self.found)
        self.form.add("next_check_on", "下次检查(&N)", self.next_check, hint="不需再查的留空")
        self.setMinimumWidth(560)
        self.found.setFocus()

    @override
    def would_lose(self) -> bool:
        return self.found.text() != self._case.supervisions[self._index].result

    @override
    def decide(self) -> None:
        later = day_in(self.next_check, "next_check_on", "下次检查日期")
        supervise.record_result(self._desk.office, self._case.id, self._index, self.found.text(), later)
        again = f"，{shown_day(later)} 再查" if later else ""
        self._desk.say(f"已登记结果{again}")
