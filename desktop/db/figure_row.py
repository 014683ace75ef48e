"""What the figures of a report ask of one case, kept beside it in its row: flat numbers, marks and keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.domain.crossing import Fact
from desktop.domain.proposal import Publicity
from desktop.domain.scheme import ResultBasis
from desktop.domain.task_state import done_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.domain.case import Case
    from desktop.domain.feedback import Feedback
    from desktop.domain.reply import Reply
    from desktop.domain.scheme import ResultClass, Scheme
    from desktop.domain.stage import Stage

COLUMNS = (
    "plan_class", "implementation", "lead_unit_id", "facts", "units", "meetings", "met_stages",
    "verdicts", "tasks", "tasks_done", "co_tasks", "co_done", "co_timely", "promises", "promises_kept",
)  # fmt: skip


BITS: dict[Fact, int] = {  # kept in the file: a fact added later takes a new number, none changes its own
    Fact.ALL: 0,
    Fact.OWED: 1,
    Fact.ASSIGNED: 2,
    Fact.SEVERAL: 3,
    Fact.REPLIED: 4,
    Fact.TIMELY: 5,
    Fact.HANDED_OVER: 6,
    Fact.MET_FULLY: 7,
    Fact.FACED: 8,
    Fact.JUDGED: 9,
    Fact.EXPRESSED: 10,
    Fact.SATISFIED: 11,
    Fact.CONTENT: 12,
    Fact.DISSATISFIED: 13,
    Fact.FIRST_JUDGED: 14,
    Fact.FIRST_SATISFIED: 15,
    Fact.FIRST_CONTENT: 16,
    Fact.REHANDLED: 17,
    Fact.CLASSED: 18,
    Fact.SOLVED: 19,
    Fact.FIRST_CLASS: 20,
    Fact.TWO_CLASSES: 21,
    Fact.IMPLEMENTED: 22,
    Fact.CLOSED: 23,
    Fact.PUBLISHED: 24,
    Fact.CARRIED: 25,
}
"""Which bit of the column `facts` says that a fact holds of a case."""

SATISFIED, PARTLY, DISSATISFIED, ABSTAINED = "S", "P", "D", "N"
"""How a verdict counts, whatever words a scheme has for it."""


def figures_of(case: Case, scheme: Scheme, stage: Stage) -> dict[str, Any]:
    """Return the columns of `COLUMNS`; a code or word the scheme does not know stays as it was written."""
    planned, lead = scheme.result_class(case.plan_class), case.lead
    held = [each.stage for each in case.consultations if not each.is_reply]
    judged = case.feedback.verdicts if case.feedback else {}
    return {
        "plan_class": planned.short if planned else case.plan_class,
        "implementation": case.implementation,
        "lead_unit_id": lead.unit_id if lead else 0,
        "facts": sum({1 << BITS[fact] for fact in _facts(case, scheme, stage)}),
        "units": _joined(dict.fromkeys(str(task.unit_id) for task in case.assignments)),
        "meetings": len(held),
        "met_stages": _joined(dict.fromkeys(held)),
        "verdicts": _joined(f"{key}:{_kind(code, scheme)}" for key, code in sorted(judged.items())),
        **_tasks(case),
        "promises": len(case.commitments),
        "promises_kept": sum(not each.is_open for each in case.commitments),
    }


def replied_late(case: Case, reply: Reply | None) -> bool:
    """Return whether a reply went out after the day in force in its round, extensions and pauses counted."""
    if reply is None or reply.issued_on is None:
        return False
    due = (case if reply.round == case.round else replace(case, round=reply.round)).due
    return due is not None and reply.issued_on > due.on


def _facts(case: Case, scheme: Scheme, stage: Stage) -> Iterator[Fact]:
    """Yield what is true of a case; of one not taken up nothing but that it is there."""
    yield Fact.ALL
    if not stage.is_taken_up:
        return
    reply = case.latest_issued
    chosen = scheme.result_class(reply.result_class if reply else "")
    is_replied = case.round > 1 or (bool(case.answering) and case.next_to_answer() is None)
    for fact, holds in (
        (Fact.OWED, True),
        (Fact.ASSIGNED, bool(case.assignments)),
        (Fact.SEVERAL, len(case.assignments) > 1),
        (Fact.CLASSED, bool(reply and reply.result_class)),
        (Fact.REHANDLED, case.round > 1),
        (Fact.CLOSED, stage.is_settled),
        (Fact.CARRIED, _is_carried(case, scheme, stage, chosen)),
    ):
        if holds:
            yield fact
    yield from _of_meetings(case, scheme)
    yield from _of_class(scheme, chosen)
    yield from _of_verdicts(case, scheme)
    if is_replied:
        yield from _of_reply(case, scheme)


def _of_meetings(case: Case, scheme: Scheme) -> Iterator[Fact]:
    meetings = [each for each in case.consultations if not each.is_reply]
    if any(each.mode in scheme.contacts.face_to_face_modes for each in meetings):
        yield Fact.FACED
    stages = {each.key for each in scheme.contacts.stages}
    if stages and stages <= {each.stage for each in meetings}:
        yield Fact.MET_FULLY


def _of_class(scheme: Scheme, chosen: ResultClass | None) -> Iterator[Fact]:
    if chosen is None:
        return
    if chosen.counts_as_solved:
        yield Fact.SOLVED
    if chosen == scheme.result_classes[0]:
        yield Fact.FIRST_CLASS
    if chosen in scheme.result_classes[:2]:
        yield Fact.TWO_CLASSES


def _of_reply(case: Case, scheme: Scheme) -> Iterator[Fact]:
    yield Fact.REPLIED
    if not replied_late(case, case.latest_issued):
        yield Fact.TIMELY
    if any(each.face_to_face for each in case.replies):
        yield Fact.HANDED_OVER
    if case.implementation in scheme.metrics.implemented:
        yield Fact.IMPLEMENTED
    if case.proposal.publicity is Publicity.PUBLIC:
        yield Fact.PUBLISHED


_FINAL = {
    SATISFIED: (Fact.JUDGED, Fact.EXPRESSED, Fact.SATISFIED, Fact.CONTENT),
    PARTLY: (Fact.JUDGED, Fact.EXPRESSED, Fact.CONTENT),
    DISSATISFIED: (Fact.JUDGED, Fact.EXPRESSED, Fact.DISSATISFIED),
    ABSTAINED: (Fact.JUDGED,),
}
_FIRST = {
    SATISFIED: (Fact.FIRST_JUDGED, Fact.FIRST_SATISFIED, Fact.FIRST_CONTENT),
    PARTLY: (Fact.FIRST_JUDGED, Fact.FIRST_CONTENT),
}


def _of_verdicts(case: Case, scheme: Scheme) -> Iterator[Fact]:
    """Yield how the last verdict counts, and how the one on the first round does."""
    if not case.feedbacks:
        return
    first = [each for each in case.feedbacks if each.round == case.feedbacks[0].round][-1]
    yield from _FINAL.get(_overall(case.feedbacks[-1], scheme), ())
    if kind := _overall(first, scheme):
        yield from _FIRST.get(kind, (Fact.FIRST_JUDGED,))


def _is_carried(case: Case, scheme: Scheme, stage: Stage, chosen: ResultClass | None) -> bool:
    """Whether something is left to be done in a later year: a reply, a plan, or a promise."""
    if case.implementation in scheme.metrics.implemented:
        return False
    is_planned = scheme.result_basis is ResultBasis.PLAN and bool(case.plan_class)
    plan = scheme.result_class(case.plan_class) if is_planned else chosen
    is_promised = any(each.is_open for each in case.commitments)
    return stage.owes_reply or is_promised or (plan is not None and plan.carries_over)


def _overall(feedback: Feedback, scheme: Scheme) -> str:
    """Return how a verdict counts as a whole: by the last thing judged, which is the result; "" unjudged."""
    judged = feedback.verdicts
    known = [judged[each.key] for each in scheme.satisfaction.dimensions if each.key in judged]
    code = (known or list(judged.values()) or [""])[-1]
    return _kind(code, scheme) if code else ""


def _kind(code: str, scheme: Scheme) -> str:
    level = scheme.level(code)
    if level is None or level.triggers_rehandling:
        return DISSATISFIED
    if level.is_satisfied:
        return SATISFIED
    return PARTLY if level.is_partly else ABSTAINED


def _tasks(case: Case) -> dict[str, int]:
    opinions = [(task, task.co_opinion) for task in case.co_handlers]
    given = [(task, opinion) for task, opinion in opinions if opinion is not None]
    return {
        "tasks": len(case.assignments),
        "tasks_done": sum(done_on(case, task) is not None for task in case.assignments),
        "co_tasks": len(opinions),
        "co_done": len(given),
        "co_timely": sum(task.due is None or opinion.received_on <= task.due.on for task, opinion in given),
    }


def _joined(words: Iterable[str]) -> str:
    """Return keys as one text in which each stands between bars; nothing for none."""
    text = "|".join(words)
    return f"|{text}|" if text else ""
