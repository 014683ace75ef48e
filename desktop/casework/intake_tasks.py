"""Units, people and days that a list brings for a case the desk has already."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import assign
from desktop.casework.intake_cases import FROM_LIST, listed_due
from desktop.casework.intake_headings import Field
from desktop.domain.assignment import Assignment, Role
from desktop.domain.deadlines import Basis, Matter
from desktop.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.casework.intake_cases import CaseMaker
    from desktop.casework.intake_rows import Entry
    from desktop.casework.intake_units import Index
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.session import Session

PEOPLE: Mapping[Field, tuple[str, str]] = {
    Field.LEADER: ("leader", "responsible_leader"),
    Field.IN_CHARGE: ("in_charge", "leader_in_charge"),
    Field.SECTION: ("section", "section"),
    Field.HANDLER: ("handler", "handler"),
    Field.HANDLER_PHONE: ("phone", "handler_phone"),
}
"""What a list calls a person, and what a task calls them, by the field."""


def names(case: Case, *, answering: bool) -> str:
    """Return the units that answer, or those that co-handle."""
    return "、".join(task.unit_name for task in case.assignments if task.role.answers is answering)


def _ids(case: Case, *, answering: bool) -> set[int]:
    return {task.unit_id for task in case.assignments if task.role.answers is answering}


def _known(listed: Iterable[str], units: Index) -> set[int]:
    return {units.get(fold(name), (0, name))[0] for name in listed}


def same_leads(case: Case, entry: Entry, units: Index) -> bool:
    """Whether the row names the units that answer."""
    return _known(entry.leads, units) == _ids(case, answering=True)


def same_co_units(case: Case, entry: Entry, units: Index) -> bool:
    """Whether the row names the units that co-handle."""
    return _known(entry.co_units, units) == _ids(case, answering=False)


def no_leads(case: Case, entry: Entry) -> str:
    """Tell why other units cannot answer."""
    return "已有答复，请在办件中改派" if case.replies and entry.leads else ""


def no_co_units(case: Case, entry: Entry) -> str:
    """Tell why other units cannot co-handle."""
    if not (case.answering or entry.leads):
        return "尚无主办单位"
    given = [task.unit_name for task in case.co_handlers if task.co_opinion]
    lost = [name for name in given if fold(name) not in set(map(fold, entry.co_units))]
    return f"{'、'.join(lost)}已有协办意见，请在办件中改派" if lost else ""


def no_task(case: Case, entry: Entry) -> str:
    """Tell why nothing can be said of tasks."""
    return "" if case.answering or entry.leads else "尚无主办单位"


def put_leads(case: Case, entry: Entry, maker: CaseMaker, session: Session) -> Case:
    """Return the case with the answering units of the row; those that co-handle stay."""
    if not case.assignments:
        made = maker.make(replace(entry, co_units=(), answer=None, heard=None), session)
        return replace(case, assignments=made.assignments, dues={**case.dues, **made.dues})
    split = Role.SPLIT if entry.is_split else Role.JOINT_LEAD
    role = split if len(entry.leads) > 1 else Role.LEAD if case.co_handlers else Role.SOLE
    leads = tuple(_task(maker, case, name, role) for name in entry.leads)
    co_units = tuple(
        task for task in case.co_handlers if task.unit_id not in {each.unit_id for each in leads}
    )
    return replace(case, assignments=(*leads, *co_units))


def put_co_units(case: Case, entry: Entry, maker: CaseMaker) -> Case:
    """Return the case with the co-handling units of the row; those that answer stay."""
    co_units = tuple(_task(maker, case, name, Role.CO) for name in entry.co_units)
    alone = Role.LEAD if co_units else Role.SOLE
    leads = (
        replace(task, role=alone) if task.role in {Role.SOLE, Role.LEAD} else task
        for task in case.assignments
        if task.role.answers
    )
    return replace(case, assignments=(*leads, *co_units))


def _task(maker: CaseMaker, case: Case, name: str, role: Role) -> Assignment:
    """Return the task a unit has in that role, else one due like the others in it, else by the rule."""
    unit = maker.units[fold(name)]
    known = next((task for task in case.assignments if task.unit_id == unit[0]), None)
    if known is not None and known.role.answers is role.answers:
        return replace(known, role=role)
    like = next((task for task in case.assignments if task.role.answers is role.answers), None)
    due = like.due if like else None
    if like is None and case.assigned_on:
        due = assign.ruled_due(maker.office, case, role, case.assigned_on)
    return Assignment(*unit, role, assigned_on=case.assigned_on, due=due)


def put_assigned(office: Office, case: Case, entry: Entry) -> Case:
    """Return the case handed out on the day of the row; a date counted from that day is counted again."""
    tasks = tuple(replace(task, assigned_on=entry.assigned_on) for task in case.assignments)
    case = replace(case, assignments=tasks)
    if entry.assigned_on is None or (case.due and case.due.rule in {FROM_LIST, assign.BY_HAND}):
        return case
    return _all_due(assign.started(office, case, Matter.REPLY, Basis.ASSIGNED, entry.assigned_on))


def put_due(case: Case, entry: Entry) -> Case:
    """Return the case due on the day of the row."""
    return _all_due(case.with_due(Matter.REPLY if case.round == 1 else Matter.REHANDLE, listed_due(entry)))


def _all_due(case: Case) -> Case:
    tasks = tuple(replace(task, due=case.due) if task.role.answers else task for task in case.assignments)
    return replace(case, assignments=tasks)


def put_person(case: Case, name: str, person: str) -> Case:
    """Return the case with one person set in every answering task."""
    tasks = (
        replace(task, **{name: person}) if task.role.answers else task  # type: ignore[arg-type]
        for task in case.assignments
    )
    return replace(case, assignments=tuple(tasks))
