"""Consult: record meetings with the submitter and the opinions of co-handling units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.errors import Problem, refuse_if
from desktop.domain.procedure import Act, Situation, require

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.assignment import CoOpinion
    from desktop.domain.case import Case
    from desktop.domain.consultation import Consultation


def record(office: Office, case_id: int, meeting: Consultation) -> Case:
    """Record one consultation; raises `OfficeError` for a stage the scheme lacks or a day that cannot be."""
    case = office.store.cases.get(case_id)
    scheme = office.scheme_of(case)
    require(Act.CONSULT, Situation(case, scheme, office.today))
    stage = scheme.stage(meeting.stage)
    found = list(_odd_day(office, case, meeting.held_on, "held_on"))
    if stage is None:
        found.append(Problem("stage", f"本件的办理规则没有“{meeting.stage}”这一{scheme.contacts.word}阶段"))
    if not meeting.mode.strip():
        found.append(Problem("mode", "未选方式"))
    refuse_if(found, "尚未登记")
    summary = f"{stage.label if stage else ''} {meeting.held_on.isoformat()} {meeting.mode}"
    with office.store.transaction():
        return office.store.cases.save(
            case.with_consultation(meeting), office.note(f"登记{scheme.contacts.word}", summary)
        )


def take_co_opinion(office: Office, case_id: int, unit_id: int, opinion: CoOpinion) -> Case:
    """Take in the opinion of one co-handling unit; a later one replaces the earlier."""
    case = office.store.cases.get(case_id)
    require(Act.CO_OPINION, Situation(case, office.scheme_of(case), office.today))
    refuse_if(_odd_day(office, case, opinion.received_on, "received_on"), "尚未登记")
    changed = case.with_co_opinion(unit_id, opinion)
    with office.store.transaction():
        return office.store.cases.save(
            changed, office.note(Act.CO_OPINION.label, changed.task_of(unit_id).unit_name)
        )


def _odd_day(office: Office, case: Case, day: date, field: str) -> tuple[Problem, ...]:
    """Return what is wrong with the day of something that was done after handing out and not after today."""
    if day > office.today:
        return (Problem(field, "日期不能晚于今天"),)
    if case.assigned_on and day < case.assigned_on:
        return (Problem(field, f"日期不能早于交办日期 {case.assigned_on.isoformat()}"),)
    return ()
