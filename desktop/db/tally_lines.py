"""What one case adds to the tally: apart from it, because the board reads long before a case is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.db.figure_row import replied_late
from desktop.db.list_rows import STAGE_CODES, TASK_CODES, WAITING_BITS, iso
from desktop.db.rows import owed_on, still_since, waiting_for
from desktop.db.tally import ASKED_LATE, LATE, OBJECTED, TIMELY, Line, Panel
from desktop.domain.procedure import stage_of
from desktop.domain.reply import Verdict
from desktop.domain.task_state import TaskState, state_of_task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.case import Case
    from desktop.domain.scheme import Scheme
    from desktop.domain.stage import Stage


def lines_of(case: Case, scheme: Scheme) -> Iterator[Line]:
    """Yield what one case adds to the tally, each line as often as it counts."""
    if case.is_deleted:
        return
    session, stage = case.proposal.session_id, stage_of(case, scheme)
    yield Line(Panel.STAGE, session, code=str(STAGE_CODES[stage]))
    if stage.is_taken_up:
        yield from _of_case(case, stage, session)
    for mark in waiting_for(case):
        yield Line(Panel.WAITING, session, code=str(WAITING_BITS[mark]))
    for day in case.checks_due[:1]:
        yield Line(Panel.CHECK, session, day=day.isoformat())
    if case.promise_on is not None:
        yield Line(Panel.PROMISE, session, day=case.promise_on.isoformat())
    yield from _of_units(case, stage, session)
    yield from _of_pressing(case, session)


def _of_case(case: Case, stage: Stage, session: int) -> Iterator[Line]:
    due = case.due
    if due is not None:
        yield Line(Panel.DUE, session, day=due.on.isoformat())
    if owed := owed_on(case, stage):
        yield Line(Panel.OWED, session, day=owed.isoformat())
    if still := still_since(case, stage):
        yield Line(Panel.STILL, session, day=still.isoformat())
    if case.assignments:
        yield Line(Panel.SEVERAL, session, code=str(int(len(case.assignments) > 1)))
    if case.round > 1 or not stage.owes_reply:
        yield from _of_reply(case, session)


def _of_reply(case: Case, session: int) -> Iterator[Line]:
    reply = case.latest_issued
    on = reply.issued_on if reply else None
    code = LATE if replied_late(case, reply) else TIMELY
    yield Line(Panel.REPLIED, session, code=code, day=iso(on) or "")


def _of_units(case: Case, stage: Stage, session: int) -> Iterator[Line]:
    for task in case.assignments:
        state = state_of_task(case, task, stage)
        if state is not None:
            due = case.due_of(task) if state is TaskState.OPEN else None
            code = f"{TASK_CODES[state]}{'' if task.role.answers else 'c'}"
            yield Line(Panel.TASK, session, task.unit_id, code, iso(due.on if due else None) or "")
    for reply in case.replies:
        for step in reply.steps:
            if step.verdict is Verdict.SENT_BACK:
                yield Line(Panel.SENT_BACK, session, reply.unit_id)
        if reply.issued_on and reply.round == case.round:
            yield Line(Panel.RESULT, session, reply.unit_id, reply.result_class)


def _of_pressing(case: Case, session: int) -> Iterator[Line]:
    for each in case.supervisions:
        yield Line(Panel.SUPERVISED, session, each.unit_id, each.level.value, each.on.isoformat())
    for request in case.requests:
        yield Line(Panel.ASKED, session, request.unit_id, request.decision.value)
        if request.is_late:
            yield Line(Panel.ASKED, session, request.unit_id, ASKED_LATE)
    for task in case.proposed:
        if task.is_objected:
            yield Line(Panel.ASKED, session, task.unit_id, OBJECTED)
