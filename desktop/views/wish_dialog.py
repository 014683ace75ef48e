"""The dialogs of what a submitter still wishes after the reply: taken in, and answered (后续意见)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.casework import look_back
from desktop.domain.look_back import Wish
from desktop.domain.procedure import Act, Situation, require
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice, TextArea, day_in, required_day

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk

_WIDTH = 560


class WishDialog(DecisionDialog):
    """Asks what the submitter still wishes, which unit answers it, and by when."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        require(Act.WISH, Situation(case, desk.office.scheme_of(case), desk.office.today))
        super().__init__(f"登记后续意见 · {case.proposal.number_phrase}", "登记", parent)
        self._desk = desk
        self._case = case
        self._build()

    def _build(self) -> None:
        today = self._desk.office.today
        self._wish = TextArea(4, "答复以后提出人又提出的意见，照录")
        self._unit = Choice([(task.unit_name, task.unit_name) for task in self._case.assignments])
        self._received_on, self._due_on = DateField(today), DateField(today)
        self._received_on.set_value(today)
        self.form.add("wish", "后续意见(&T)", self._wish)
        self.form.add("unit_name", "答复单位(&U)", self._unit)
        self.form.add("received_on", "收到日期(&D)", self._received_on)
        self.form.add("due_on", "答复时限(&L)", self._due_on, hint="答复之前本件一直在“跟踪落实”")
        self.setMinimumWidth(_WIDTH)
        self._wish.setFocus()

    @override
    def would_lose(self) -> bool:
        return bool(self._wish.text())

    @override
    def decide(self) -> None:
        received_on = required_day(self._received_on, "received_on", "收到日期")
        due_on = day_in(self._due_on, "due_on", "答复时限")
        wish = Wish(self._wish.text(), received_on, self._unit.value(), due_on)
        look_back.take_wish(self._desk.office, self._case.id, wish)
        self._desk.say("已登记后续意见")


class AnswerWishDialog(DecisionDialog):
    """Asks which wish is answered, how, and when."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        require(Act.ANSWER_WISH, Situation(case, desk.office.scheme_of(case), desk.office.today))
        super().__init__(f"答复后续意见 · {case.proposal.number_phrase}", "答复", parent)
        self._desk = desk
        self._case = case
        self._build()

    def _build(self) -> None:
        today = self._desk.office.today
        pending = [(each.wish, index) for index, each in enumerate(self._case.wishes) if each.is_open]
        self._wish = Choice(pending)
        self._answer = TextArea(4, "怎样办理、怎样答复的")
        self._answered_on = DateField(today)
        self._answered_on.set_value(today)
        self.form.add("wish", "后续意见(&T)", self._wish)
        self.form.add("answer", "答复内容(&A)", self._answer)
        self.form.add("answered_on", "答复日期(&D)", self._answered_on)
        self.setMinimumWidth(_WIDTH)
        self._answer.setFocus()

    @override
    def would_lose(self) -> bool:
        return bool(self._answer.text())

    @override
    def decide(self) -> None:
        day = required_day(self._answered_on, "answered_on", "答复日期")
        look_back.answer_wish(self._desk.office, self._case.id, self._wish.value(), self._answer.text(), day)
        self._desk.say("已答复后续意见")
