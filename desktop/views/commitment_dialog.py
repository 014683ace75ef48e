"""The dialogs of promises: one records what was promised, one marks it as kept (承诺事项)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.casework import follow
from desktop.domain.commitment import Commitment
from desktop.domain.errors import OfficeError
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice, TextArea, day_in, required_day

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk


class CommitmentDialog(DecisionDialog):
    """Asks what was promised to the submitter, by which unit, and by when."""

    def __init__(self, desk: Desk, case: Case, unit_id: int, parent: QWidget | None = None) -> None:
        super().__init__(f"登记承诺事项 · {case.proposal.number_phrase}", "登记", parent)
        self._desk = desk
        self._case = case
        self._build(unit_id)

    def _build(self, unit_id: int) -> None:
        today = self._desk.office.today
        issued = self._case.latest_issued
        self._text = TextArea(4, "承诺做什么，做到什么程度")
        self._unit = Choice([(task.unit_name, task.unit_id) for task in self._case.assignments])
        self._unit.choose(unit_id)
        self._promised_on, self._due_on = DateField(today), DateField(today)
        self._promised_on.set_value(issued.issued_on if issued and issued.issued_on else today)
        self.form.add("text", "承诺事项(&T)", self._text)
        self.form.add("unit_name", "责任单位(&U)", self._unit)
        self.form.add("promised_on", "承诺日期(&D)", self._promised_on)
        self.form.add("due_on", "完成时限(&L)", self._due_on, hint="不写时限的承诺没有红黄绿提醒")
        self.setMinimumWidth(560)
        self._text.setFocus()

    @override
    def would_lose(self) -> bool:
        return bool(self._text.text())

    @override
    def decide(self) -> None:
        promise = Commitment(
            self._text.text(),
            self._unit.currentText(),
            required_day(self._promised_on, "promised_on", "承诺日期"),
            day_in(self._due_on, "due_on", "完成时限"),
        )
        follow.promise(self._desk.office, self._case.id, promise)
        self._desk.say(f"已登记承诺事项：{promise.text}")


class FulfilDialog(DecisionDialog):
    """Asks which promise was kept, when, and what shows it."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        if not any(each.is_open for each in case.commitments):
            raise OfficeError("本件没有待落实的承诺事项，未作改动。")
        super().__init__(f"承诺落实 · {case.proposal.number_phrase}", "已落实", parent)
        self._desk = desk
        self._case = case
        self._build()

    def _build(self) -> None:
        today = self._desk.office.today
        pending = [(index, each) for index, each in enumerate(self._case.commitments) if each.is_open]
        pending.sort(key=lambda entry: (entry[1].due_on is None, entry[1].due_on))
        self._promise = Choice([(_promise_words(each), index) for index, each in pending])
        self._fulfilled_on = DateField(today)
        self._fulfilled_on.set_value(today)
        self._evidence = TextArea(4, "如：2026年9月完工并通过验收，见验收单")
        self.form.add("promise", "承诺事项(&T)", self._promise)
        self.form.add("fulfilled_on", "落实日期(&D)", self._fulfilled_on)
        self.form.add("evidence", "佐证(&E)", self._evidence)
        self.setMinimumWidth(600)
        self._promise.setFocus()

    def choose_promise(self, index: int) -> None:
        """Choose the promise at `index` (0-based, in the order recorded)."""
        self._promise.choose(index)

    @override
    def would_lose(self) -> bool:
        return bool(self._evidence.text())

    @override
    def decide(self) -> None:
        day = required_day(self._fulfilled_on, "fulfilled_on", "落实日期")
        follow.fulfil(self._desk.office, self._case.id, self._promise.value(), day, self._evidence.text())
        self._desk.say("承诺已落实")


def _promise_words(promise: Commitment) -> str:
    due = f"（{promise.due_on.isoformat()} 前）" if promise.due_on else ""
    return f"{promise.text}{due}"
