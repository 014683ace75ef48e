"""Consult: record meetings with the submitter and the opinions of co-handling units."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.consultation import FACE_TO_FACE_REPLY
from desktop.domain.errors import Problem, refuse_if
from desktop.domain.procedure import Act, Situation, require
from desktop.domain.said import cleaned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.assignment import CoOpinion
    from desktop.domain.case import Case
    from desktop.domain.consultation import Consultation
    from desktop.domain.scheme import Scheme


def record(office: Office, case_id: int, meeting: Consultation) -> Case:
    """Record one consultation, or the issued reply handed over in person (面复, S0-12).

    Raises `OfficeError` for a stage the scheme lacks, a day that cannot be, and a 面复 of no issued reply.
    """
    meeting = cleaned(meeting)
    case = office.store.cases.get(case_id)
    scheme = office.scheme_of(case)
    require(Act.CONSULT, Situation(case, scheme, office.today))
    found = list(_odd_day(office, case, meeting.held_on, "held_on"))
    found += _odd_reply(case, scheme, meeting) if meeting.is_reply else _odd_stage(scheme, meeting)
    if not meeting.mode.strip():
        found.append(Problem("mode", "未选方式"))
    refuse_if(found, "尚未登记")
    words = stage_words(scheme, meeting.stage)
    verb = f"登记{words if meeting.is_reply else scheme.contacts.word}"
    summary = f"{words} {meeting.held_on.isoformat()} {meeting.mode}"
    changed = case.replied_in_person(meeting) if meeting.is_reply else case.with_consultation(meeting)
    with office.store.transaction():
        return office.store.cases.save(changed, office.note(verb, summary))


def stage_words(scheme: Scheme, key: str) -> str:
    """Return how a scheme calls a stage of the meetings, and a reply handed over in person."""
    stage = scheme.stage(key)
    if key == FACE_TO_FACE_REPLY:
        return scheme.word("face_to_face_reply", "面复")
    return stage.label if stage else key


def _odd_stage(scheme: Scheme, meeting: Consultation) -> Iterator[Problem]:
    if scheme.stage(meeting.stage) is None:
        yield Problem("stage", f"本件的办理规则没有“{meeting.stage}”这一{scheme.contacts.word}阶段")


def _odd_reply(case: Case, scheme: Scheme, meeting: Consultation) -> Iterator[Problem]:
    word = stage_words(scheme, meeting.stage)
    issued = [each.issued_on for each in case.current_replies if each.issued_on]
    if not issued:
        yield Problem(
            "stage", f"本轮答复尚未印发，不能登记{word}；征求对答复稿的意见请选{scheme.contacts.word}阶段"
        )
    elif meeting.held_on < min(issued):
        yield Problem("held_on", f"{word}日期不能早于答复日期 {min(issued).isoformat()}")


def take_co_opinion(office: Office, case_id: int, unit_id: int, opinion: CoOpinion) -> Case:
    """Take in the opinion of a co-handling unit; a later one replaces the earlier, not the letter it sent."""
    opinion = cleaned(opinion)
    case = office.store.cases.get(case_id)
    former = case.task_of(unit_id).co_opinion
    if former is not None and opinion.letter_id is None:
        opinion = replace(opinion, doc_no=former.doc_no, letter_id=former.letter_id)
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
