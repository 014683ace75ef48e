"""Terms: what the scheme of a case says of its dates, with the days known at this desk put in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.deadlines import Basis, Matter, compute_due

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.deadlines import DeadlineRule
    from desktop.domain.role import Role


def rule_of(office: Office, case: Case, matter: Matter, role: Role | None = None) -> DeadlineRule | None:
    """Return the rule a case goes by; a second 重新办理 has its own where the scheme says so."""
    scheme = office.scheme_of(case)
    rule = scheme.deadline_of(matter, case.proposal, role)
    if matter is Matter.REHANDLE and case.round > _FIRST_REDO:
        return scheme.deadline_of(Matter.REHANDLE_AGAIN, case.proposal, role) or rule
    return rule


def starts_of(office: Office, case: Case, assigned_on: date | None = None) -> dict[Basis, date]:
    """Return the days terms of this case can begin with; `assigned_on` stands in for one not yet kept."""
    reply = case.latest_issued
    planned = [each.planned_on for each in case.current_replies if each.planned_on]
    planned += [each.due_on for each in case.commitments if each.due_on and each.is_open]
    handed_out = assigned_on or case.assigned_on
    known = {
        Basis.ASSIGNED: handed_out,
        Basis.RECEIVED: case.proposal.received_on or handed_out,
        Basis.CLOSED: office.session_of(case).closed_on,
        Basis.REPLIED: reply.issued_on if reply else None,
        Basis.FEEDBACK: case.feedback.received_on if case.feedback else None,
        Basis.LEAD_DUE: case.due.on if case.due else None,
        Basis.PLANNED: max(planned, default=None),
    }
    return {basis: day for basis, day in known.items() if day is not None}


def started(office: Office, case: Case, matter: Matter, basis: Basis, on: date) -> Case:
    """Return the case with the due date of a matter that begins on `on`, where its scheme has a rule.

    The day of a later act (a reply, a verdict, a return) is the one its rule counts from, by whatever name;
    a hand-out leaves the closing day of the session and the day of receipt what they are.
    """
    rule = rule_of(office, case, matter)
    if rule is None:
        return case
    is_hand_out = basis is Basis.ASSIGNED
    starts = starts_of(office, case, on if is_hand_out else None)
    starts[basis if is_hand_out else rule.basis] = on
    return case.with_due(matter, compute_due(rule, starts, office.calendar))


def with_internal(office: Office, case: Case) -> Case:
    """Return the case with its internal date beside the one in force, where its scheme has such a rule."""
    rule = rule_of(office, case, Matter.INTERNAL)
    if rule is None or case.due is None:
        return case
    starts = starts_of(office, case)
    starts[Basis.ASSIGNED] = case.due.started_on or starts.get(Basis.ASSIGNED, case.due.on)
    found = compute_due(rule, starts, office.calendar)
    first = starts[Basis.ASSIGNED]
    fits = found is not None and first < found.on <= case.due.on
    return case.with_due(Matter.INTERNAL, found if fits else case.due)


def after_reply(office: Office, case: Case, replied_on: date) -> Case:
    """Return the case, wholly answered on that day, with the terms that begin then."""
    heard = started(office, case, Matter.FEEDBACK, Basis.REPLIED, replied_on)
    shown = started(office, heard, Matter.PUBLICATION, Basis.REPLIED, replied_on)
    return with_interim(office, shown)


def with_interim(office: Office, case: Case) -> Case:
    """Return the case with the date of its interim report: none once nothing is planned for later.

    涧西区2019: 初次答复后，时间过半时再次向代表反馈阶段性进展.
    """
    rule = rule_of(office, case, Matter.INTERIM)
    starts = starts_of(office, case)
    is_due = rule is not None and Basis.PLANNED in starts and case.next_to_answer() is None
    found = compute_due(rule, starts, office.calendar) if rule and is_due else None
    if found is not None:
        return case.with_due(Matter.INTERIM, found)
    return replace(case, dues={key: due for key, due in case.dues.items() if key != Matter.INTERIM})


_FIRST_REDO = 2
