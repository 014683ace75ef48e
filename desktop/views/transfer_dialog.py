"""The dialog that notes how a task was passed on inside its unit: where, to whom, when (内部转办)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from desktop.casework import change
from desktop.domain.trail import Transfer
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import WordBox, required_day

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk


class TransferDialog(DecisionDialog):
    """Asks for section, person, day and reason; from that day on they hold the task."""

    def __init__(self, desk: Desk, case: Case, unit_id: int, parent: QWidget | None = None) -> None:
        task = case.task_of(unit_id)
        super().__init__(f"内部转办 · {task.unit_name} · {case.proposal.number_phrase}", "登记转办", parent)
        self._desk = desk
        self._case = case
        self._unit_id = unit_id
        self._build(f"{task.section} {task.handler}".strip() or "未明确")

    def _build(self, holder: str) -> None:
        known = [each for each in self._case.transfers if each.unit_id == self._unit_id]
        self._section = WordBox([each.section for each in known])
        self._person = WordBox([each.person for each in known])
        self._on, self._reason = DateField(self._desk.office.today), QLineEdit()
        self._on.set_value(self._desk.office.today)
        for box in (self._section, self._person):
            box.setCurrentText("")
        self._reason.setPlaceholderText("可不填，如：属规划科职责")
        self.form.add("section", "转到科室(&K)", self._section, hint=f"现由 {holder} 承办")
        self.form.add("person", "承办人(&H)", self._person)
        self.form.add("on", "转办日期(&D)", self._on)
        self.form.add("reason", "事由(&R)", self._reason)
        self.setMinimumWidth(560)
        self._section.setFocus()

    @override
    def would_lose(self) -> bool:
        return bool(self._section.text() or self._person.text() or self._reason.text())

    @override
    def decide(self) -> None:
        step = Transfer(
            self._unit_id,
            required_day(self._on, "on", "转办日期"),
            self._section.text(),
            self._person.text(),
            self._reason.text().strip(),
        )
        change.transfer(self._desk.office, self._case.id, step)
        self._desk.say(f"已登记内部转办：{step.holder}")
