"""The dialog that takes in why a unit says a drafted task is not its own (有异议)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from desktop.casework import dispatch, keep
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import TextArea, WordBox, required_day

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.casework.proposed import Drafted
    from desktop.views.page import Desk


class ObjectionDialog(DecisionDialog):
    """Asks for the reason, the unit it belongs to instead, who said so and when."""

    def __init__(self, desk: Desk, drafted: Drafted, by: str, parent: QWidget | None = None) -> None:
        title = f"有异议 · {drafted.task.unit_name} · {drafted.case.proposal.number_phrase}"
        super().__init__(title, "登记异议", parent)
        self._desk = desk
        self._drafted = drafted
        self._build(by)

    def _build(self, by: str) -> None:
        office, task = self._desk.office, self._drafted.task
        others = [unit.name for unit in keep.units(office) if unit.is_active and unit.id != task.unit_id]
        self._reason = TextArea(3, "如：按“三定”规定，该事项由××部门负责")
        self._proposed = WordBox(others)
        self._by, self._on = QLineEdit(by), DateField(office.today)
        self._on.set_value(office.today)
        self.form.add("reason", "理由(&R)", self._reason, hint=self._drafted.case.proposal.title)
        self.form.add("proposed_unit", "建议承办单位(&U)", self._proposed)
        self.form.add("by", "提出人(&B)", self._by)
        self.form.add("on", "日期(&D)", self._on)
        self.setMinimumWidth(620)
        self._reason.setFocus()

    @override
    def would_lose(self) -> bool:
        return bool(self._reason.text() or self._proposed.text())

    @override
    def decide(self) -> None:
        task = self._drafted.task
        objection = dispatch.Objection(
            self._reason.text(),
            self._proposed.text(),
            self._by.text().strip(),
            required_day(self._on, "on", "日期"),
        )
        dispatch.object_to(self._desk.office, self._drafted.case.id, task.unit_id, objection)
        self._desk.say(f"已登记{task.unit_name}的异议")
