"""Batch: one decision for many cases at once — all of them or, when one refuses, none (S0-04)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import assign, backups, consult, register
from desktop.domain.assignment import Assignment, Role
from desktop.domain.deadlines import DueDate
from desktop.domain.errors import OfficeError, Problem, Severity
from desktop.domain.procedure import Act, Situation, problems_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from desktop.casework.assign import TaskDraft
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.consultation import Consultation


def classify(office: Office, case_ids: Sequence[int], category: str) -> int:
    """Put these cases into one content category; return how many were changed."""

    def change(case_id: int) -> None:
        paper = office.store.cases.get(case_id).proposal
        register.amend(office, case_id, replace(paper, category=category.strip()))

    return _each(office, case_ids, change)


def hand_out(
    office: Office, case_ids: Sequence[int], drafts: tuple[TaskDraft, ...], assigned_on: date
) -> int:
    """Hand these cases out to the same units on the same day; return how many were handed out."""

    def change(case_id: int) -> None:
        assign.hand_out(office, case_id, drafts, assigned_on)

    return _each(office, case_ids, change)


def discard(office: Office, case_ids: Sequence[int], reason: str) -> int:
    """Put these cases into the recycle bin for one reason; return how many; nothing is destroyed."""
    if not reason.strip():
        lacking = Problem("reason", "未填原因")
        raise OfficeError("没有写明原因，没有移动；请填写为什么移入回收站。", (lacking,))
    return _each(office, case_ids, lambda case_id: register.discard(office, case_id, reason.strip()))


def restore(office: Office, case_ids: Sequence[int]) -> int:
    """Take these cases out of the recycle bin; return how many."""
    return _each(office, case_ids, lambda case_id: register.restore(office, case_id))


def meet(office: Office, case_ids: Sequence[int], meeting: Consultation) -> int:
    """Record one meeting that was about all of these cases; return how many.

    Where it does not say who came for the submitters, each case keeps the name of its own.
    """

    def change(case_id: int) -> None:
        paper = office.store.cases.get(case_id).proposal
        people = meeting.submitter_people or paper.lead_submitter
        consult.record(office, case_id, replace(meeting, submitter_people=people))

    return _each(office, case_ids, change)


def bars_to_meeting(office: Office, cases: Iterable[Case]) -> dict[int, str]:
    """Return why no meeting can be recorded for some of these cases, by id."""
    return _barred(
        (case.id, problems_of(Act.CONSULT, Situation(case, office.scheme_of(case), office.today)))
        for case in cases
    )


def bars_to_classifying(cases: Iterable[Case]) -> dict[int, str]:
    """Return why some of these cases cannot be put into any category, by id."""
    return _barred((case.id, register.problems(case.proposal)) for case in cases)


def bars_to_handing_out(office: Office, cases: Iterable[Case]) -> dict[int, str]:
    """Return why some of these cases cannot be handed out, whoever should get them, by id."""
    anybody = Assignment(0, "", Role.SOLE, responsible_leader="任一", due=DueDate(office.today))
    return _barred(
        (
            case.id,
            problems_of(
                Act.ASSIGN,
                Situation(replace(case, assignments=(anybody,)), office.scheme_of(case), office.today),
            ),
        )
        for case in cases
    )


def share_dues(office: Office, cases: Iterable[Case], assigned_on: date) -> bool:
    """Return whether the rules give every unit the same day in all of these cases, handed out that day."""
    dues = {
        tuple(due and due.on for due in (assign.ruled_due(office, case, role, assigned_on) for role in Role))
        for case in cases
    }
    return len(dues) <= 1


def _barred(found: Iterable[tuple[int, Sequence[Problem]]]) -> dict[int, str]:
    bars = (
        (case_id, "；".join(each.message for each in problems if each.severity is Severity.ERROR))
        for case_id, problems in found
    )
    return {case_id: why for case_id, why in bars if why}


def _each(office: Office, case_ids: Sequence[int], change: Callable[[int], object]) -> int:
    """Do the same to every case in one transaction; a refusal names the case and undoes all."""
    backups.before(office, backups.BEFORE_EDIT, len(case_ids))
    with office.store.transaction():
        for case_id in case_ids:
            try:
                change(case_id)
            except OfficeError as error:
                paper = office.store.cases.get(case_id).proposal
                raise OfficeError(
                    f"{paper.number_phrase}《{paper.title}》：{error.message}本次选中的{len(case_ids)}件均未改动。",
                    error.problems,
                ) from error
    return len(case_ids)
