"""The dialogs of an extension: one asks for more time, one decides on it (延期)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from desktop.casework import clock
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

_WIDTH = 560


class ExtensionDialog(DecisionDialog):
    """Asks which unit applies for more time, why, and until when; the latest day is named."""

    def __init__(self, desk: Desk, case: Case, unit_id: int, parent: QWidget | None = None) -> None:
        office = desk.office
        scheme = office.scheme_of(case)
        require(Act.EXTEND, Situation(case, scheme, office.today))
        super().__init__(f"申请延期 · {case.proposal.number_phrase}", "提交申请", parent)
        self._desk = desk
        self._case = case
        self._rules = scheme.extension
        self._window = clock.window(office, case)
        self._build(unit_id)

    def _build(self, unit_id: int) -> None:
        today, latest = self._desk.office.today, self._window.latest
        self._reason = TextArea(4, "如：涉及面广、需会同上级部门研究，已开展哪些工作、还需多长时间")
        self._unit = Choice([(task.unit_name, task.unit_id) for task in self._case.answering])
        self._unit.choose(unit_id)
        self._asked_on, self._until = DateField(today), DateField(today)
        self._asked_on.set_value(today)
        self._until.set_value(self._window.suggested)
        limit = f"最迟 {shown_day(latest.on)}" if latest else "重新办理的延期由审批人掌握"
        now = f"现时限 {shown_day(self._window.due.on)}；{limit}"
        self.form.add("asked_by", "申请单位(&U)", self._unit)
        self.form.add("reason", "延期理由(&R)", self._reason)
        self.form.add("until", "延至(&L)", self._until, hint=now)
        told = f"；应告知{'、'.join(self._rules.told)}" if self._rules.told else ""
        approval = f"由{self._rules.approver}审批" if self._rules.needs_approval else "书面报告后即生效"
        self.form.add("asked_on", "申请日期(&D)", self._asked_on, hint=f"{approval}{told}")
        self.setMinimumWidth(_WIDTH)
        self._reason.setFocus()

    @override
    def would_lose(self) -> bool:
        return bool(self._reason.text())

    @override
    def decide(self) -> None:
        request = clock.Request(
            self._unit.currentText(),
            self._reason.text(),
            required_day(self._until, "until", "延至日期"),
            required_day(self._asked_on, "asked_on", "申请日期"),
        )
        clock.ask_extension(self._desk.office, self._case.id, request)
        done = "待审批" if self._rules.needs_approval else "已生效"
        self._desk.say(f"已登记延期申请，{done}：延至 {shown_day(request.until)}")


class ExtensionDecisionDialog(DecisionDialog):
    """Asks who approved or refused the application, until when, and who was told."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        require(Act.DECIDE_EXTENSION, Situation(case, desk.office.scheme_of(case), desk.office.today))
        super().__init__(f"审批延期 · {case.proposal.number_phrase}", "登记审批结果", parent)
        self._desk = desk
        self._case = case
        self._build()

    def _build(self) -> None:
        office, asked = self._desk.office, self._case.asked_extension
        if asked is None:
            raise OfficeError("没有待批的延期申请，未作改动；请刷新后再试。")
        rules, window = office.scheme_of(self._case).extension, clock.window(office, self._case)
        self._verdict = Choice([("同意延期", True), ("不同意", False)])
        self._decided_by, self._told = QLineEdit(), QLineEdit("、".join(rules.told))
        self._decided_by.setPlaceholderText(f"如：{rules.approver}张主任")
        self._decided_on, self._until = DateField(office.today), DateField(office.today)
        self._decided_on.set_value(office.today)
        self._until.set_value(asked.until)
        self._opinion = TextArea(3, "不同意的须写明理由")
        said = f"{asked.asked_by}申请延至 {shown_day(asked.until)}：{asked.reason}"
        latest = f"，最迟 {shown_day(window.latest.on)}" if window.latest else ""
        self.form.add("verdict", "审批结果(&V)", self._verdict, hint=said)
        self.form.add("until", "延至(&L)", self._until, hint=f"现时限 {shown_day(window.due.on)}{latest}")
        self.form.add("decided_by", "审批人(&W)", self._decided_by)
        self.form.add("decided_on", "审批日期(&D)", self._decided_on)
        self.form.add("opinion", "审批意见(&O)", self._opinion)
        self.form.add("told", "已告知(&T)", self._told, hint="多人用顿号分开，可不填")
        self._verdict.currentIndexChanged.connect(self._on_verdict)
        self.setMinimumWidth(_WIDTH)
        self._verdict.setFocus()

    @Slot()
    def _on_verdict(self) -> None:
        self._until.setEnabled(bool(self._verdict.value()))

    @override
    def would_lose(self) -> bool:
        return bool(self._opinion.text() or self._decided_by.text())

    @override
    def decide(self) -> None:
        approved = bool(self._verdict.value())
        decision = clock.Decision(
            approved,
            self._decided_by.text(),
            self._opinion.text(),
            required_day(self._decided_on, "decided_on", "审批日期"),
            required_day(self._until, "until", "延至日期") if approved else None,
            tuple(part for part in self._told.text().split("、") if part.strip()),
        )
        case = clock.decide_extension(self._desk.office, self._case.id, decision)
        due = f"现时限 {shown_day(case.due.on)}" if case.due else ""
        self._desk.say(f"{'已同意延期' if approved else '未同意延期'}，{due}")
