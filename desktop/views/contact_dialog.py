"""The dialog that writes down a contact about a case: with whom, how, and what was said (三个加强)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from desktop.casework import coordinate
from desktop.domain.coordination import ContactRecord, Counterpart
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice, TextArea, WordBox, required_day

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk

_MODES = ("电话", "走访", "座谈", "微信", "来访", "书面")
_ASKED = "提出的背景：\n目的：\n要求："


class ContactDialog(DecisionDialog):
    """Asks with whom the office was in touch; for the submitter it asks background, aim and demand."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(f"登记联系 · {case.proposal.number_phrase}", "登记", parent, columns=2)
        self._desk = desk
        self._case = case
        self._build()
        self.counterpart.currentIndexChanged.connect(self._on_counterpart_chosen)

    def _build(self) -> None:
        today = self._desk.office.today
        self.counterpart = Choice([(each.label, each) for each in reversed(Counterpart)])
        self.on = DateField(today)
        self.on.set_value(today)
        self.mode = WordBox(_MODES, _MODES[0])
        self.person = WordBox(self._people(), self._case.proposal.lead_submitter)
        self.content = TextArea(5, "谈了什么，对方有什么意见，答应了什么")
        self.content.setPlainText(_ASKED)
        for key, text, field in (
            ("counterpart", "联系对象(&C)", self.counterpart),
            ("on", "日期(&D)", self.on),
            ("person", "联系人(&P)", self.person),
            ("mode", "方式(&M)", self.mode),
        ):
            self.form.add(key, text, field)
        self.form.add("content", "内容(&T)", self.content, wide=True)
        self.setMinimumWidth(720)
        self.counterpart.setFocus()

    def _people(self) -> list[str]:
        tasks = self._case.assignments
        handlers = [f"{task.unit_name}{task.handler}" for task in tasks if task.handler]
        return [*(each.name for each in self._case.proposal.submitters), *handlers]

    @Slot()
    def _on_counterpart_chosen(self) -> None:
        """Ask the submitter's background, aim and demand (S1-26), unless something was typed."""
        is_submitter = self.counterpart.value() is Counterpart.SUBMITTER
        if self.content.text() in {"", _ASKED}:
            self.content.setPlainText(_ASKED if is_submitter else "")
        self.person.setCurrentText(self._case.proposal.lead_submitter if is_submitter else "")

    @override
    def would_lose(self) -> bool:
        return self.content.text() not in {"", _ASKED}

    @override
    def decide(self) -> None:
        content = self.content.text()
        contact = ContactRecord(
            self.counterpart.value(),
            required_day(self.on, "on", "日期"),
            self.person.text(),
            self.mode.text(),
            "" if content == _ASKED else content,
        )
        coordinate.log_contact(self._desk.office, self._case.id, contact)
        self._desk.say(f"已登记与{contact.counterpart.label}的联系")
