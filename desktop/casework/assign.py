"""Assign: hand a case out to its units with people, part and date."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from desktop.casework import terms
from desktop.domain.assignment import Assignment, Role
from desktop.domain.deadlines import Basis, DueDate, Matter, compute_due
from desktop.domain.errors import OfficeError
from desktop.domain.procedure import Act, Situation, require
from desktop.domain.scheme import ResultBasis
from desktop.domain.trail import Handover, Move

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.case import Case

BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """What a form says of one unit's task; `due_on` None means the day the scheme's rule gives."""

    unit_id: int
    role: Role
    responsible_leader: str = ""
    leader_in_charge: str = ""
    section: str = ""
    handler: str = ""
    handler_phone: str = ""
    task: str = ""
    measures: str = ""
    standard: str = ""
    duties: str = ""
    due_on: date | None = None


def hand_out(office: Office, case_id: int, drafts: tuple[TaskDraft, ...], assigned_on: date) -> Case:
    """Hand the case out on that day; co-opinions already given stay with their units.

    Raises `OfficeError` naming every unit that lacks its leader or date, and for roles that do not fit.
    """
    case = office.store.cases.get(case_id)
    if assigned_on > office.today:
        raise OfficeError("交办日期不能晚于今天，未作改动；请改正交办日期。")
    assigned = handed_out(office, case, drafts, assigned_on)
    require(Act.ASSIGN, Situation(assigned, office.scheme_of(case), office.today))
    assigned = _with_trail(case, assigned, assigned_on)
    names = "、".join(task.named for task in assigned.assignments)
    with office.store.transaction():
        return office.store.cases.save(assigned, office.note(Act.ASSIGN.label, names))


def _with_trail(before: Case, after: Case, on: date) -> Case:
    """Return the case with a step of its trail for every unit it was taken from."""
    ids = {task.unit_id for task in after.assignments}
    held = {task.unit_id for task in before.assignments}
    new = tuple(task.unit_name for task in after.assignments if task.unit_id not in held)
    steps = tuple(
        Handover(Move.REASSIGNED, task.unit_name, new, task.assigned_on or on, on, from_unit_id=task.unit_id)
        for task in before.assignments
        if task.unit_id not in ids
    )
    return replace(after, handovers=(*after.handovers, *steps))


def handed_out(office: Office, case: Case, drafts: tuple[TaskDraft, ...], assigned_on: date) -> Case:
    """Return the case as it would be handed out, unchecked and unsaved: a preview or a row of a list."""
    tasks = drafted(office, case, drafts, assigned_on)
    lead_due = next((task.due for task in tasks if task.role.answers), None)
    dues = {Matter.REPLY.value: _begun(case, lead_due)} if lead_due else {}
    for matter in (Matter.FIRST_CONTACT, Matter.RETURN):
        if due := _rule_due(office, case, (matter, None), assigned_on):
            dues[matter.value] = due
    made = case.with_assignments(tasks, dues)
    if lead_due is not None and made.due is not None and case.round == 1:
        made = made.with_task_dates(lead_due.on, made.due)
    return terms.with_internal(office, made)


def drafted(
    office: Office, case: Case, drafts: tuple[TaskDraft, ...], assigned_on: date
) -> tuple[Assignment, ...]:
    """Return the tasks these drafts mean, each with its date; co-handlers count from the day of the lead."""
    leading = next((draft for draft in drafts if draft.role.answers), None)
    lead_due = _due(office, case, leading, assigned_on, None) if leading else None
    return tuple(
        _task(office, case, draft, assigned_on, lead_due if draft.role is Role.CO else None)
        for draft in drafts
    )


def draft_of(task: Assignment) -> TaskDraft:
    """Return the draft a task was made from; a day its rule gave is left to the rule."""
    by_hand = task.due is not None and task.due.rule == BY_HAND
    kept = {each.name: getattr(task, each.name) for each in fields(TaskDraft) if each.name != "due_on"}
    return TaskDraft(**kept, due_on=task.due.on if task.due and by_hand else None)


def _begun(case: Case, lead_due: DueDate) -> DueDate:
    """Return the date the first round begins with: that kept before where an extension or pause moved it."""
    is_moved = lead_due is case.due and case.round == 1
    return case.begun_due or lead_due if is_moved else lead_due


def suggest_due(
    office: Office, case: Case, role: Role, assigned_on: date, lead_due: DueDate | None = None
) -> DueDate | None:
    """Return the day the case's scheme gives a unit in that role and why; None without a rule."""
    matter = Matter.REPLY if role.answers else Matter.CO_OPINION
    return _rule_due(office, case, (matter, role), assigned_on, lead_due)


def ruled_due(office: Office, case: Case, role: Role, assigned_on: date) -> DueDate | None:
    """Return the day a unit in that role is given, a co-handler counted from the lead's own day."""
    lead_due = None if role.answers else suggest_due(office, case, Role.LEAD, assigned_on)
    return suggest_due(office, case, role, assigned_on, lead_due)


def suggest_day(office: Office, case: Case) -> date:
    """Return the hand-out day of the case's session when it has come, else today."""
    day = office.session_of(case).assigned_on
    return day if day is not None and day <= office.today else office.today


def plan(office: Office, case_id: int, code: str) -> Case:
    """Give the case a class by plan and authority when it is planned, apart from its result (朝阳区2020)."""
    case = office.store.cases.get(case_id)
    scheme = office.scheme_of(case)
    chosen = scheme.result_class(code)
    if scheme.result_basis is not ResultBasis.PLAN or chosen is None:
        raise OfficeError("本件的办理规则不按计划分类，或没有这一类别，未作改动；请在答复时选择办理结果。")
    require(Act.CONSULT, Situation(case, scheme, office.today))
    with office.store.transaction():
        return office.store.cases.save(
            replace(case, plan_class=code), office.note("确定计划类别", chosen.short)
        )


def _task(
    office: Office, case: Case, draft: TaskDraft, assigned_on: date, lead_due: DueDate | None
) -> Assignment:
    before = next((task for task in case.assignments if task.unit_id == draft.unit_id), None)
    return Assignment(
        unit_id=draft.unit_id,
        unit_name=office.store.units.get(draft.unit_id).name,
        role=draft.role,
        responsible_leader=draft.responsible_leader.strip(),
        leader_in_charge=draft.leader_in_charge.strip(),
        section=draft.section.strip(),
        handler=draft.handler.strip(),
        handler_phone=draft.handler_phone.strip(),
        task=draft.task.strip(),
        measures=draft.measures.strip(),
        standard=draft.standard.strip(),
        duties=draft.duties.strip(),
        assigned_on=assigned_on,
        due=_due(office, case, draft, assigned_on, lead_due),
        co_opinion=before.co_opinion if before else None,
    )


def _due(
    office: Office, case: Case, draft: TaskDraft, assigned_on: date, lead_due: DueDate | None
) -> DueDate | None:
    ruled = suggest_due(office, case, draft.role, assigned_on, lead_due)
    if draft.due_on is None or (ruled and ruled.on == draft.due_on):
        return ruled
    moved = case.due
    if moved is not None and moved.on == draft.due_on and case.begun_due is not moved:
        return moved
    if draft.due_on < assigned_on:
        raise OfficeError("办结时限早于交办日期，未作改动；请改正其中一个日期。")
    return DueDate(draft.due_on, BY_HAND, assigned_on, ("由交办人指定",))


def _rule_due(
    office: Office,
    case: Case,
    day: tuple[Matter, Role | None],
    assigned_on: date,
    lead_due: DueDate | None = None,
) -> DueDate | None:
    rule = terms.rule_of(office, case, *day)
    if rule is None:
        return None
    starts = terms.starts_of(office, case, assigned_on)
    if lead_due is not None:
        starts[Basis.LEAD_DUE] = lead_due.on
    return compute_due(rule, starts, office.calendar)


def started(office: Office, case: Case, matter: Matter, basis: Basis, on: date) -> Case:
    """Return the case with the due date of a matter that begins on `on`, where its scheme has a rule."""
    return terms.started(office, case, matter, basis, on)
