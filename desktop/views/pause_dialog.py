"""The dialogs of the clock: stop it, let it run again, and report at half-time (停计时、阶段性反馈)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.casework import clock
from desktop.domain.clock import InterimReport
from desktop.domain.errors import OfficeError
from desktop.domain.procedure import Act, Situation, require
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice, TextArea, required_day
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk

_WIDTH = 540


class PauseDialog(DecisionDialog):
    """Asks why the clock shall stand, and from which day."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        require(Act.PAUSE, Situation(case, desk.office.scheme_of(case), desk.office.today))
        super().__init__(f"停计时 · {case.proposal.number_phrase}", "停计时", parent)
        self._desk = desk
        self._case = case
        self._build()

    def _build(self) -> None:
        office, due = self._desk.office, self._case.due
        self._reason = TextArea(4, "如：等待上级部门答复，商定于收到答复后恢复")
        self._stopped_on = DateField(office.today)
        self._stopped_on.set_value(office.today)
        unit = office.scheme_of(self._case).pause.measure.label.removeprefix("个")
        now = f"现时限 {shown_day(due.on)}；" if due else ""
        self.form.add("reason", "停计时的理由(&R)", self._reason)
        self.form.add("stopped_on", "自何日起(&D)", self._stopped_on, hint=f"{now}恢复后按停的{unit}数顺延")
        self.setMinimumWidth(_WIDTH)
        self._reason.setFocus()

    @override
    def would_lose(self) -> bool:
        return bool(self._reason.text())

    @override
    def decide(self) -> None:
        day = required_day(self._stopped_on, "stopped_on", "停计时的日期")
        clock.pause(self._desk.office, self._case.id, self._reason.text(), day)
        self._desk.say(f"自 {shown_day(day)} 起停计时")


class ResumeDialog(DecisionDialog):
    """Asks from which day the clock runs again."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        require(Act.RESUME, Situation(case, desk.office.scheme_of(case), desk.office.today))
        super().__init__(f"恢复计时 · {case.proposal.number_phrase}", "恢复计时", parent)
        self._desk = desk
        self._case = case
        self._build()

    def _build(self) -> None:
        pause, today = self._case.open_pause, self._desk.office.today
        if pause is None:
            raise OfficeError("本件没有停计时，未作改动；请刷新后再试。")
        self._resumed_on = DateField(today)
        self._resumed_on.set_value(today)
        said = f"{shown_day(pause.stopped_on)} 起停计时：{pause.reason}。这一天起重新计算，时限相应顺延"
        self.form.add("resumed_on", "自何日起(&D)", self._resumed_on, hint=said)
        self.setMinimumWidth(_WIDTH)
        self._resumed_on.setFocus()

    @override
    def would_lose(self) -> bool:
        return False

    @override
    def decide(self) -> None:
        day = required_day(self._resumed_on, "resumed_on", "恢复日期")
        case = clock.resume(self._desk.office, self._case.id, day)
        self._desk.say(f"已恢复计时，现时限 {shown_day(case.due.on)}" if case.due else "已恢复计时")


class InterimDialog(DecisionDialog):
    """Asks what the submitter was told of the progress since the reply, by whom, and when."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        require(Act.INTERIM, Situation(case, desk.office.scheme_of(case), desk.office.today))
        word = desk.office.scheme_of(case).word("interim", "阶段性反馈")
        super().__init__(f"{word} · {case.proposal.number_phrase}", "登记", parent)
        self._desk = desk
        self._case = case
        self._word = word
        self._build()

    def _build(self) -> None:
        today, due = self._desk.office.today, self._case.awaited_interim
        self._text = TextArea(5, "答复以来做了什么，还要做什么，何时完成")
        self._unit = Choice([(task.unit_name, task.unit_id) for task in self._case.answering])
        self._reported_on = DateField(today)
        self._reported_on.set_value(today)
        self.form.add("text", "进展情况(&T)", self._text)
        self.form.add("reported_by", "反馈单位(&U)", self._unit)
        hint = f"应于 {shown_day(due.on)} 前反馈" if due else ""
        self.form.add("reported_on", "反馈日期(&D)", self._reported_on, hint=hint)
        self.setMinimumWidth(_WIDTH)
        self._text.setFocus()

    @override
    def would_lose(self) -> bool:
        return bool(self._text.text())

    @override
    def decide(self) -> None:
        day = required_day(self._reported_on, "reported_on", "反馈日期")
        report = InterimReport(day, self._unit.currentText(), self._text.text())
        clock.report_interim(self._desk.office, self._case.id, report)
        self._desk.say(f"已登记{self._word}")
