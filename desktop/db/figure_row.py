"""What the figures of a report ask of one case, kept beside it in its row: flat numbers, marks and keys."""

from __future__ import annotations

from dataclasses import replace
from enum import IntFlag
from typing import TYPE_CHECKING, Any

from desktop.domain.scheme import ResultBasis
from desktop.domain.task_state import done_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.case import Case
    from desktop.domain.feedback import Feedback
    from desktop.domain.reply import Reply
    from desktop.domain.scheme import ResultClass, Scheme
    from desktop.domain.stage import Stage

COLUMNS = (
    "plan_class", "implementation", "lead_unit_id", "facts", "class_rank", "meetings", "met_stages",
    "verdicts", "tasks", "tasks_done", "co_tasks", "co_done", "co_timely", "promises", "promises_kept",
)  # fmt: skip


class Bit(IntFlag):
    """What is true of a case; kept in the file, so a number never changes its meaning."""

    LATE = 1
    FACED = 2
    HANDED_OVER = 4
    SOLVED = 8
    IMPLEMENTED = 16
    CARRIED = 32
    MET_FULLY = 64


FINAL, FIRST, ON = "final", "first", "on."
SATISFIED, PARTLY, DISSATISFIED, ABSTAINED = "S", "P", "D", "N"
"""How a verdict counts, whatever words a scheme has for it."""


def figures_of(case: Case, scheme: Scheme, stage: Stage) -> dict[str, Any]:
    """Return the columns of `COLUMNS`; a code or word the scheme does not know stays as it was written."""
    reply, planned = case.latest_issued, scheme.result_class(case.plan_class)
    chosen = scheme.result_class(reply.result_class if reply and not case.merged_into else "")
    lead = case.lead
    return {
        "plan_class": planned.short if planned else case.plan_class,
        "implementation": case.implementation,
        "lead_unit_id": lead.unit_id if lead else 0,
        "facts": int(_bits(case, scheme, stage, chosen)),
        "class_rank": scheme.result_classes.index(chosen) + 1 if chosen else 0,
        **_meetings(case),
        "verdicts": _joined(_verdicts(case, scheme)),
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


def _bits(case: Case, scheme: Scheme, stage: Stage, chosen: ResultClass | None) -> Bit:
    faced, stages = scheme.contacts.face_to_face_modes, scheme.contacts.stages
    held = {each.stage for each in case.consultations}
    found = Bit(0)
    for bit, holds in (
        (Bit.LATE, replied_late(case, case.latest_issued)),
        (Bit.FACED, any(each.mode in faced and not each.is_reply for each in case.consultations)),
        (Bit.HANDED_OVER, any(each.face_to_face for each in case.replies)),
        (Bit.SOLVED, chosen is not None and chosen.counts_as_solved),
        (Bit.IMPLEMENTED, case.implementation in scheme.metrics.implemented),
        (Bit.CARRIED, _is_carried(case, scheme, stage, chosen)),
        (Bit.MET_FULLY, bool(stages) and all(each.key in held for each in stages)),
    ):
        found |= bit if holds else Bit(0)
    return found


def _is_carried(case: Case, scheme: Scheme, stage: Stage, chosen: ResultClass | None) -> bool:
    """Whether something is left to be done in a later year: a reply, a plan, or a promise."""
    if not stage.is_taken_up or case.implementation in scheme.metrics.implemented:
        return False
    is_planned = scheme.result_basis is ResultBasis.PLAN and bool(case.plan_class)
    plan = scheme.result_class(case.plan_class) if is_planned else chosen
    is_promised = any(each.is_open for each in case.commitments)
    return stage.owes_reply or is_promised or (plan is not None and plan.carries_over)


def _meetings(case: Case) -> dict[str, Any]:
    held = [each.stage for each in case.consultations if not each.is_reply]
    return {"meetings": len(held), "met_stages": _joined(dict.fromkeys(held))}


def _verdicts(case: Case, scheme: Scheme) -> Iterator[str]:
    if not case.feedbacks:
        return
    last = case.feedbacks[-1]
    first = [each for each in case.feedbacks if each.round == case.feedbacks[0].round][-1]
    for name, feedback in ((FINAL, last), (FIRST, first)):
        if kind := _overall(feedback, scheme):
            yield f"{name}:{kind}"
    for key, code in last.verdicts.items():
        yield f"{ON}{key}:{_kind(code, scheme)}"


def _overall(feedback: Feedback, scheme: Scheme) -> str:
    """Return how a verdict counts as a whole: by the last thing judged, which is the result."""
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


def _joined(words: Iterator[str] | dict[str, None]) -> str:
    """Return keys as one text in which each stands between bars; nothing for none."""
    text = "|".join(words)
    return f"|{text}|" if text else ""
