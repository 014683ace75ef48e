"""The dialogs of 退回、改办、增办: a unit asks, somebody decides, or the office hands a task on by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from desktop.casework import assign, change, keep
from desktop.domain.assignment import Assignment, Role
from desktop.domain.errors import OfficeError, Problem
from desktop.domain.trail import RequestKind
from desktop.domain.unit import ContactRole
from desktop.domain.unit_lists import split_units
from desktop.views.cards import words
from desktop.views.case_view import leaders_named
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice, TextArea, day_in, required_day, spellings
from desktop.views.task_list import TaskList, Terms
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.deadlines import DueDate
    from desktop.domain.trail import ChangeRequest
    from desktop.domain.unit import Unit
    from desktop.views.page import Desk

_WIDTH = 620


def window_words(office: Office, due: DueDate | None) -> str:
    """Return until when a case may be returned and how many working days are left of that."""
    if due is None:
        return "办理规则没有规定退回改办的期限"
    left = office.calendar.between(office.today, due.on)
    if office.today > due.on:
        told = f"已过 {(office.today - due.on).days} 天"
    else:
        told = "今天截止" if office.today == due.on else f"还有 {left} 个工作日"
    return f"退回改办截止 {shown_day(due.on)}，{told}{f'（{due.source}）' if due.source else ''}"


class AskDialog(DecisionDialog):
    """Asks what a unit wants and why, and which units it proposes; says how long it may ask."""

    def __init__(self, desk: Desk, case: Case, unit_id: int, parent: QWidget | None = None) -> None:
        super().__init__(f"申请退改 · {case.proposal.number_phrase}", "提交申请", parent)
        self._desk = desk
        self._case = case
        self._build(unit_id)
        for choice in (self._kind, self._unit):
            choice.currentIndexChanged.connect(self._show_window)
        self._show_window()

    def _build(self, unit_id: int) -> None:
        today = self._desk.office.today
        self._kind = Choice([(kind.label, kind) for kind in RequestKind])
        self._unit = Choice([(task.unit_name, task.unit_id) for task in self._case.assignments])
        self._unit.choose(unit_id)
        self._reason = TextArea(3, "如：不属本单位职责，依据……")
        self._proposed, self._asked_by = QLineEdit(), QLineEdit()
        self._proposed.setPlaceholderText("多个用顿号分开")
        self._asked_on = DateField(today)
        self._asked_on.set_value(today)
        self._window = words("", "muted", wraps=True)
        self.form.add("kind", "申请(&K)", self._kind)
        self.form.add("unit_id", "申请单位(&U)", self._unit)
        self.form.add_wide(self._window)
        self.form.add("reason", "理由(&R)", self._reason)
        self.form.add("proposed", "建议承办单位(&P)", self._proposed)
        self.form.add("asked_by", "申请人(&B)", self._asked_by)
        self.form.add("asked_on", "申请日期(&D)", self._asked_on)
        self.setMinimumWidth(_WIDTH)
        self._kind.setFocus()

    @Slot()
    def _show_window(self) -> None:
        office = self._desk.office
        if self._kind.value().gives_up:
            due = change.window(office, self._case, self._unit.value())
            self._window.setText(window_words(office, due))
        else:
            self._window.setText("增办不受退回期限限制，原承办单位继续承办。")

    @override
    def would_lose(self) -> bool:
        return bool(self._reason.text() or self._proposed.text())

    @override
    def decide(self) -> None:
        kind = self._kind.value()
        asking = change.Asking(
            kind,
            self._unit.value(),
            self._reason.text(),
            tuple(split_units(self._proposed.text())),
            self._asked_by.text(),
            required_day(self._asked_on, "asked_on", "申请日期"),
        )
        change.ask(self._desk.office, self._case.id, asking)
        self._desk.say(f"已登记{self._unit.currentText()}的{kind.label}申请")


class _NewTasks(DecisionDialog):
    """The frame of a decision that may give tasks to other units."""

    def __init__(self, desk: Desk, case: Case, title: str, verb: str, parent: QWidget | None) -> None:
        super().__init__(f"{title} · {case.proposal.number_phrase}", verb, parent, columns=2)
        self._desk = desk
        self._case = case

    def add_tasks(self, day: date) -> None:
        """Put the list of units and their tasks under the form."""
        office = self._desk.office
        leaders = (self._case.lead.responsible_leader if self._case.lead else "", *leaders_named(office))
        terms = Terms(day, tuple(dict.fromkeys(name for name in leaders if name)), self._due_for)
        self.tasks = TaskList(office, terms, self.banner, self)
        self.body.addWidget(self.tasks, 1)
        self.resize(1100, 720)

    def _due_for(self, role: Role, day: date) -> DueDate | None:
        """Return the day of the case itself for who answers: the submitter waits since the first hand-out."""
        if role.answers and self._case.due and self._case.due.on >= self._desk.office.today:
            return self._case.due
        return assign.ruled_due(self._desk.office, self._case, role, day)

    def new_drafts(self) -> tuple[assign.TaskDraft, ...]:
        """Return the tasks given to others; the day of the case itself is left to the rules."""
        due = self._case.due.on if self._case.due else None
        return tuple(
            replace(each, due_on=None) if each.role.answers and each.due_on == due else each
            for each in self.tasks.drafts()
        )

    def shown(self, error: OfficeError) -> None:
        """Show a refusal at the unit it is about, too."""
        self.tasks.show_incomplete(error)


class RulingDialog(_NewTasks):
    """Asks whether a request is agreed to, by whom, with which opinion, and who shall handle it instead."""

    def __init__(self, desk: Desk, case: Case, index: int, parent: QWidget | None = None) -> None:
        if not 0 <= index < len(case.requests) or not case.requests[index].is_open:
            raise OfficeError("该申请已经处理，未作改动；请刷新后再试。")
        request = case.requests[index]
        super().__init__(desk, case, f"处理{request.kind.label}申请", "登记处理结果", parent)
        self._index = index
        self._build(request)
        self._verdict.currentIndexChanged.connect(self._show_state)
        self._decided_on.day_changed.connect(self.tasks.set_day)
        self._show_state()

    def _build(self, request: ChangeRequest) -> None:
        today = self._desk.office.today
        self._verdict = Choice([("同意", True), ("不同意", False)])
        self._decided_by, self._decided_on = QLineEdit(), DateField(today)
        self._decided_on.set_value(today)
        self._opinion = QLineEdit()
        self._opinion.setPlaceholderText("不同意的须写明理由")
        self.form.add_wide(words(_asked_words(request), "muted", wraps=True))
        self.form.add("verdict", "处理结果(&V)", self._verdict)
        self.form.add("decided_by", "决定人(&W)", self._decided_by)
        self.form.add("decided_on", "决定日期(&Q)", self._decided_on)
        self.form.add("opinion", "处理意见(&O)", self._opinion)
        self._after = words(_after_words(request), "muted", wraps=True)
        self.form.add_wide(self._after)
        self.add_tasks(today)
        self.tasks.hide_day()
        asking = self._case.task_of(request.unit_id)
        self.tasks.begin_with(asking.role if request.kind.gives_up else Role.CO)
        self.tasks.show_tasks(self._proposed(request))
        self._verdict.setFocus()

    def _proposed(self, request: ChangeRequest) -> tuple[Assignment, ...]:
        """Return tasks for the units a request proposes, the first in the role of the unit that asks."""
        office, asking = self._desk.office, self._case.task_of(request.unit_id)
        taken = {task.unit_id for task in self._case.assignments}
        known = {name: unit for unit in keep.units(office) for name in spellings(unit)}
        units = [unit for name in request.proposed if (unit := known.get(name)) and unit.id not in taken]
        first = asking.role if request.kind.gives_up else Role.CO
        roles = [Role.CO if place else first for place in range(len(units))]
        return tuple(
            _task_for(unit, role, asking, self._due_for(role, office.today))
            for unit, role in zip(units, roles, strict=True)
        )

    @Slot()
    def _show_state(self) -> None:
        for each in (self.tasks, self._after):
            each.setVisible(self._verdict.value())

    @override
    def would_lose(self) -> bool:
        return bool(self._decided_by.text() or self._opinion.text())

    @override
    def decide(self) -> None:
        agrees = self._verdict.value()
        ruling = change.Ruling(
            agrees,
            self._decided_by.text(),
            self._opinion.text(),
            required_day(self._decided_on, "decided_on", "决定日期"),
        )
        drafts = self.new_drafts() if agrees else ()
        try:
            change.decide(self._desk.office, self._case.id, self._index, ruling, drafts)
        except OfficeError as error:
            self.shown(error)
            raise
        request = self._case.requests[self._index]
        self._desk.say(f"已{'同意' if agrees else '不同意'}{request.unit_name}的{request.kind.label}申请")


class RearrangeDialog(_NewTasks):
    """Asks from whom a task is taken (or from nobody: 增办), why, and who handles it from now on."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        if not case.assignments:
            raise OfficeError("本件尚未交办，未作改动；请直接“交办”。")
        super().__init__(desk, case, "改办、增办", "调整承办单位", parent)
        self._build()

    def _build(self) -> None:
        held = [(f"改办：不再由{task.unit_name}承办", task.unit_id) for task in self._case.assignments]
        self._from: Choice[int | None] = Choice([("增办：原承办单位不变", None), *held])
        self._reason, self._on = TextArea(2, "如：职责调整、需要共同办理"), DateField(self._desk.office.today)
        self._on.set_value(self._desk.office.today)
        self.form.add("from_unit_id", "调整(&V)", self._from)
        self.form.add("on", "调整日期(&Q)", self._on)
        self.form.add("reason", "理由(&O)", self._reason, wide=True)
        self.add_tasks(self._desk.office.today)
        self.tasks.hide_day()
        self._on.day_changed.connect(self.tasks.set_day)
        self._from.currentIndexChanged.connect(self._on_chosen)
        self._on_chosen()
        self._from.setFocus()

    @Slot()
    def _on_chosen(self) -> None:
        unit_id = self._from.value()
        self.tasks.begin_with(Role.CO if unit_id is None else self._case.task_of(unit_id).role)

    @override
    def would_lose(self) -> bool:
        return bool(self._reason.text() or self.tasks.unit_ids)

    @override
    def decide(self) -> None:
        if not self._reason.text():
            raise OfficeError("没有写明理由，未作改动；请填写理由。", (Problem("reason", "请填写理由"),))
        wanted = change.Rearrangement(
            self._from.value(), self.new_drafts(), self._reason.text(), day_in(self._on, "on", "调整日期")
        )
        try:
            change.rearrange(self._desk.office, self._case.id, wanted)
        except OfficeError as error:
            self.shown(error)
            raise
        verb = "增办" if self._from.value() is None else "改办"
        self._desk.say(f"已{verb}：{'、'.join(self.tasks.unit_names)}")


def _asked_words(request: ChangeRequest) -> str:
    to = f"，建议由{'、'.join(request.proposed)}承办" if request.proposed else ""
    late = "（逾期申请）" if request.is_late else ""
    asked = f"{request.unit_name} {shown_day(request.asked_on)} 申请{request.kind.label}"
    return f"{asked}{late}：{request.reason}{to}"


def _after_words(request: ChangeRequest) -> str:
    if request.kind.gives_up:
        return "同意后由谁承办；不列单位的，退回交办单位，另行重新交办。"
    return "同意后增加的承办单位。"


def _task_for(unit: Unit, role: Role, asking: Assignment, due: DueDate | None) -> Assignment:
    """Return the task of a unit that follows another: its own people, the part of the other."""
    leader, handler = unit.contact(ContactRole.LEADER_IN_CHARGE), unit.contact(ContactRole.HANDLER)
    return Assignment(
        unit.id,
        unit.name,
        role,
        asking.responsible_leader,
        leader.name if leader else "",
        handler=handler.name if handler else "",
        handler_phone=handler.phone if handler else "",
        task=asking.task,
        measures=asking.measures,
        due=due,
    )
