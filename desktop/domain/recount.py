"""Count the open dates of a case again under another calendar; what is done or decided never moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain import clock
from desktop.domain.assignment import Role
from desktop.domain.clock import Extension, Pause
from desktop.domain.deadlines import Basis, Matter, compute_due
from desktop.domain.procedure import stage_of
from desktop.domain.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case
    from desktop.domain.deadlines import DueDate
    from desktop.domain.scheme import Scheme
    from desktop.domain.workdays import WorkCalendar


class Shift(NamedTuple):
    """One date of a case as it is kept and as another calendar gives it."""

    label: str
    old: DueDate
    new: DueDate


class _Counting(NamedTuple):
    case: Case
    scheme: Scheme
    calendar: WorkCalendar


def recounted(case: Case, scheme: Scheme, calendar: WorkCalendar) -> Case:
    """Return the case with its open dates counted again by the rules they were counted by.

    Dates given by hand, by a list or by an approved extension are decisions and stay; those of a closed case,
    of a reply that went out and of an opinion that came in stay as well. A pause moves what it moved before.
    """
    stage = stage_of(case, scheme)
    if case.is_deleted or not stage.is_open:
        return case
    by = _Counting(case, scheme, calendar)
    before, moved = case.due, case
    if stage.owes_reply and case.begun_due is not None:
        moved = _with_begun(by, _again(by, case.begun_due, {}))
    leads = {
        old.on: new.on
        for old, new in ((case.begun_due, moved.begun_due), (before, moved.due))
        if old is not None and new is not None
    }
    tasks = tuple(_task_again(by, task, before, moved.due, leads) for task in moved.assignments)
    dues = {key: _other_again(by, stage, Matter(key), due, leads) for key, due in moved.dues.items()}
    return replace(moved, assignments=tasks, dues=dues)


def shifts(case: Case, counted: Case) -> tuple[Shift, ...]:
    """Return the dates that differ between a case and the same one counted again, each once."""
    found = [
        Shift(Matter(key).label, due, counted.dues[key])
        for key, due in case.dues.items()
        if counted.dues[key].on != due.on
    ]
    if case.due and counted.due and case.due is not case.begun_due and case.due.on != counted.due.on:
        found.append(Shift("现时限", case.due, counted.due))
    for old, new in zip(case.assignments, counted.assignments, strict=True):
        if old.role in {Role.CO, Role.SPLIT} and old.due and new.due and old.due.on != new.due.on:
            found.append(Shift(old.named, old.due, new.due))
    return tuple(found)


def _again(by: _Counting, due: DueDate, leads: Mapping[date, date]) -> DueDate:
    """Return a date counted again by its own rule; the same one where no rule made it or nothing changed.

    `leads` says where the dates of the lead went that another date may be counted from.
    """
    matter, _, rest = due.rule.partition("/")
    basis, _, term = rest.partition("/")
    rule = next(
        (each for each in by.scheme.deadlines if (each.matter, each.term.text) == (matter, term)), None
    )
    start = due.started_on
    if rule is None or rule.until is not None or start is None:
        return due
    start = leads.get(start, start) if basis == Basis.LEAD_DUE else start
    counted = compute_due(replace(rule, basis=Basis(basis)), {Basis(basis): start}, by.calendar)
    same = counted is None or (counted.on, counted.provisional) == (due.on, due.provisional)
    return due if same or counted is None else counted


def _with_begun(by: _Counting, begun: DueDate) -> Case:
    """Return the case with the first date of its round counted again, and every pause since done again."""
    case = by.case
    matter = Matter.REPLY if case.round == 1 else Matter.REHANDLE
    due, done = begun, dict[int, Pause]()
    events: list[Extension | Pause] = [*case.extensions, *case.pauses]
    for event in sorted((each for each in events if each.round == case.round), key=_happened_on):
        if isinstance(event, Extension):
            due = event.due or due
        elif not event.is_open:
            later = clock.shifted(due, event, by.scheme.pause, by.calendar)
            done[id(event)] = _ended(event, None if later is due else later)
            due = later
    pauses = tuple(done.get(id(each), each) for each in case.pauses)
    return replace(case, dues={**case.dues, matter.value: begun}, pauses=pauses)


def _ended(pause: Pause, due: DueDate | None) -> Pause:
    """Return the pause with the date it leads to now; the same one where nothing but words would change."""
    was, now = ((each.on, each.provisional) if each else None for each in (pause.due, due))
    return pause if was == now else replace(pause, due=due)


def _happened_on(event: Extension | Pause) -> tuple[date, bool]:
    """Return the order of events: on one day the clock runs again before anything is granted."""
    if isinstance(event, Extension):
        return event.decided_on or event.asked_on, True
    return event.resumed_on or date.max, False


def _task_again(
    by: _Counting, task: Assignment, before: DueDate | None, now: DueDate | None, leads: Mapping[date, date]
) -> Assignment:
    if task.due is None or now is None or not by.case.owes_part(task):
        return task
    if task.role is not Role.CO and before is not None and task.due.on == before.on:
        return replace(task, due=now)
    begun_on = task.assigned_on or date.min
    ended = [each for each in by.case.pauses if not each.is_open and each.stopped_on >= begun_on]
    plain = _again(by, task.due, leads)
    return replace(task, due=_paused(by, plain, ended) if plain is not task.due else task.due)


def _paused(by: _Counting, due: DueDate, ended: list[Pause]) -> DueDate:
    for pause in ended:
        if pause.stopped_on <= due.on:
            due = clock.shifted(due, pause, by.scheme.pause, by.calendar)
    return due


def _other_again(
    by: _Counting, stage: Stage, matter: Matter, due: DueDate, leads: Mapping[date, date]
) -> DueDate:
    open_now = {
        Matter.HAND_OUT: stage is Stage.REGISTERED,
        Matter.REASSIGN: stage is Stage.REGISTERED,
        Matter.FIRST_CONTACT: stage.owes_reply and not by.case.consultations,
        Matter.RETURN: stage is Stage.IN_HAND,
        Matter.INTERNAL: stage.owes_reply,
        Matter.FEEDBACK: stage is Stage.REPLIED,
        Matter.INTERIM: by.case.awaited_interim is not None,
        Matter.PUBLICATION: stage is Stage.REPLIED,
    }
    return _again(by, due, leads) if open_now.get(matter) else due
