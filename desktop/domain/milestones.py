"""The milestones (节点) of a case within its deadline: when each is due, and how far it is (S0-06)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.deadlines import Basis, DeadlineRule, Matter, Measure, compute_due
from desktop.domain.labels import Labelled
from desktop.domain.milestone_rules import MilestoneKind
from desktop.domain.reply import ReplyState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from desktop.domain.case import Case
    from desktop.domain.milestone_rules import MilestoneRule
    from desktop.domain.reply import Reply
    from desktop.domain.scheme import Scheme
    from desktop.domain.workdays import WorkCalendar


class MilestoneState(Labelled):
    """How far a milestone is."""

    DONE = ("done", "已完成")
    LATE = ("late", "已滞后")
    NEXT = ("next", "下一节点")
    AHEAD = ("ahead", "未到")


class Milestone(NamedTuple):
    """One milestone: what is reached by which day (inclusive), and when it was, where that is on record."""

    mark: MilestoneKind
    label: str
    due_on: date
    state: MilestoneState
    done_on: date | None = None

    @property
    def days_late(self) -> int:
        """How many days after its day it was reached; 0 when in time or not reached."""
        return max(0, (self.done_on - self.due_on).days) if self.done_on else 0


def milestones(case: Case, scheme: Scheme, calendar: WorkCalendar, today: date) -> tuple[Milestone, ...]:
    """Return the plan of the current round in order of its days; empty while the case has no due date.

    Days the scheme plans by a share of the time are working days, and none lies before the one planned before
    it; opinions, reply and feedback lie where their own dates do. A milestone not reached after its day is
    late, unless the clock stands still.
    """
    planned: list[Milestone] = []
    earliest: date | None = None
    stands = case.open_pause is not None
    for rule in scheme.milestones:
        day = _day(rule, case, scheme, calendar)
        label = _label(rule, scheme)
        if day is None or not label:
            continue
        if rule.term is not None:
            earliest = day = max(day, earliest or day)
        done, done_on = _reached(rule, case)
        late = today > day and not stands
        state = MilestoneState.DONE if done else MilestoneState.LATE if late else MilestoneState.AHEAD
        planned.append(Milestone(rule.mark, label, day, state, done_on))
    return tuple(_with_next(sorted(planned, key=lambda each: each.due_on)))


def behind(plan: Iterable[Milestone]) -> Milestone | None:
    """Return the first milestone that is late, or None when the case is on plan."""
    return next((each for each in plan if each.state is MilestoneState.LATE), None)


def _with_next(plan: list[Milestone]) -> Iterator[Milestone]:
    coming = next((each for each in plan if each.state is MilestoneState.AHEAD), None)
    for each in plan:
        yield each._replace(state=MilestoneState.NEXT) if each is coming else each


def _label(rule: MilestoneRule, scheme: Scheme) -> str:
    if rule.mark is MilestoneKind.CO_OPINION:
        return f"{scheme.word('co', '协办')}意见"
    if rule.mark is not MilestoneKind.CONTACT:
        return rule.mark.label
    stage = scheme.stage(rule.stage)
    return f"{stage.label}{scheme.contacts.word}" if stage else ""


def _begun_on(case: Case) -> date | None:
    """Return the day the current round began; that of the hand-out where its date came without one."""
    begun = case.due.started_on if case.due else None
    return begun or case.assigned_on


def _day(rule: MilestoneRule, case: Case, scheme: Scheme, calendar: WorkCalendar) -> date | None:
    due, begun_on = case.due, _begun_on(case)
    if due is None or begun_on is None:
        return None
    if rule.mark is MilestoneKind.REPLY:
        return due.on
    if rule.mark is MilestoneKind.FEEDBACK:
        return _feedback_day(case, scheme, calendar, due.on)
    if rule.mark is MilestoneKind.CO_OPINION:
        return max((task.due.on for task in case.co_handlers if task.due), default=None)
    return _share_of(rule, {Basis.ASSIGNED: begun_on, Basis.LEAD_DUE: due.on}, calendar)


def _share_of(rule: MilestoneRule, starts: dict[Basis, date], calendar: WorkCalendar) -> date | None:
    """Return the day of a rule with a term: a share of the time ends on the working day before it ends."""
    if rule.term is None:
        return None
    is_share = rule.term.measure is Measure.PERCENT
    until = Basis.LEAD_DUE if is_share else None
    found = compute_due(DeadlineRule(Matter.INTERNAL, rule.term, rule.basis, until=until), starts, calendar)
    if found is None or not is_share or calendar.is_workday(found.on):
        return found.on if found else None
    return max(calendar.add(found.on, -1), starts[Basis.ASSIGNED])


def _feedback_day(case: Case, scheme: Scheme, calendar: WorkCalendar, replied_by: date) -> date | None:
    kept = case.dues.get(Matter.FEEDBACK)
    if kept is not None and case.next_to_answer() is None:
        return kept.on
    rule = scheme.deadline_of(Matter.FEEDBACK, case.proposal)
    due = (
        compute_due(replace(rule, basis=Basis.REPLIED), {Basis.REPLIED: replied_by}, calendar)
        if rule
        else None
    )
    return due.on if due else None


def _reached(rule: MilestoneRule, case: Case) -> tuple[bool, date | None]:
    """Return whether a milestone is reached in the current round, and the day where one is on record."""
    if rule.mark is MilestoneKind.CONTACT:
        held = [
            each.held_on
            for each in case.consultations
            if (each.stage, each.round) == (rule.stage, case.round)
        ]
        return bool(held), min(held, default=None)
    if rule.mark is MilestoneKind.CO_OPINION:
        given = [task.co_opinion.received_on for task in case.co_handlers if task.co_opinion]
        return not case.missing_co_opinions, max(given, default=None)
    if rule.mark is MilestoneKind.FEEDBACK:
        heard = case.feedback
        is_heard = heard is not None and heard.round == case.round
        return is_heard, heard.received_on if heard and is_heard else None
    replies = [case.reply_of(task.unit_id) for task in case.answering]
    written = [reply for reply in replies if reply is not None and reply.text.strip()]
    if len(written) < len(replies) or not written:
        return False, None
    return _REPLIES[rule.mark](written)


def _drafted(_replies: list[Reply]) -> tuple[bool, date | None]:
    return True, None


def _reviewed(replies: list[Reply]) -> tuple[bool, date | None]:
    days = [reply.approvals[-1].decided_on for reply in replies if reply.approvals]
    return _signed(replies)[0], max(days, default=None)


def _signed(replies: list[Reply]) -> tuple[bool, date | None]:
    done = all(reply.state in {ReplyState.SIGNED, ReplyState.ISSUED} for reply in replies)
    return done, max(
        (reply.signed_on for reply in replies if reply.signed_on), default=None
    ) if done else None


def _issued(replies: list[Reply]) -> tuple[bool, date | None]:
    done = all(reply.state is ReplyState.ISSUED for reply in replies)
    return done, max(
        (reply.issued_on for reply in replies if reply.issued_on), default=None
    ) if done else None


_REPLIES: dict[MilestoneKind, Callable[[list[Reply]], tuple[bool, date | None]]] = {
    MilestoneKind.DRAFT: _drafted,
    MilestoneKind.REVIEW: _reviewed,
    MilestoneKind.SIGN: _signed,
    MilestoneKind.REPLY: _issued,
}
