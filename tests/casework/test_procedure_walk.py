"""The order of things walked through: every act tried in every state a case can reach, on a real desk."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.casework import (
    answer,
    archive,
    assign,
    clock,
    consult,
    find,
    follow,
    issue,
    look_back,
    review,
    supplement,
)
from desktop.casework.review import Decision
from desktop.casework.supplement import Addition
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.clock import InterimReport
from desktop.domain.commitment import Commitment
from desktop.domain.consultation import Consultation
from desktop.domain.errors import OfficeError
from desktop.domain.feedback import Feedback, Rehandling
from desktop.domain.look_back import LookBack, Wish
from desktop.domain.procedure import Act, Situation, allowed, problems_of, stage_of
from desktop.domain.proposal import Filing
from desktop.domain.reply import ReplyState
from desktop.domain.stage import Stage
from tests import desks

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case

CHINESE = re.compile("[\u4e00-\u9fff]")
MOST_ROUNDS = 2


def _agreed(office: Office, case: Case, *, later: bool) -> Case:
    """Let everybody on the route agree, up to the signature; at least one is asked."""
    while True:
        seen = case.at_addition(1) if later else case
        now = review.step(office, seen, 1)
        checks = review.checks(office, seen, now) if now else ()
        case = review.approve(office, case.id, 1, Decision("示例领导", checks=checks), later=later)
        if now is None or now.signs:
            return case


def _add(office: Office, case: Case) -> Case:
    """Do what comes next with a letter after the reply, as the screen does."""
    letter = case.open_addition(1)
    if letter is None:
        return supplement.save_draft(office, case.id, 1, Addition("二期站台已于2026年4月投用。"))
    if letter.state is ReplyState.IN_REVIEW:
        return _agreed(office, case, later=True)
    if letter.state is ReplyState.SIGNED:
        return supplement.issue_letter(office, case.id, 1)
    return supplement.submit(office, case.id, 1)


def _judge(level: int) -> Callable[[Office, Case], Case]:
    def judge(office: Office, case: Case) -> Case:
        rules = office.scheme_of(case).satisfaction
        verdicts = {each.key: rules.levels[level].code for each in rules.dimensions}
        return follow.take_feedback(office, case.id, Feedback(office.today, verdicts))

    return judge


def _draft(office: Office, case: Case) -> Case:
    code = office.scheme_of(case).result_classes[0].code
    return answer.save_draft(office, case.id, 1, answer.ReplyDraft(desks.TEXT, code))


def _extend(office: Office, case: Case) -> Case:
    until = (case.due.on if case.due else office.today) + timedelta(days=20)
    return clock.ask_extension(office, case.id, clock.Request("示例区教育局", "涉及面广", until))


def _seen(office: Office) -> LookBack:
    return LookBack("回头看", office.today, "示例督查", progress="已开工")


def _put_away(office: Office, case: Case) -> Case:
    return archive.put_away(office, case.id, replace(archive.suggested(office, case), reason="缺件后补"))


TASKS = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
VERBS: tuple[tuple[Act, Callable[[Office, Case], object]], ...] = (
    (Act.ASSIGN, lambda o, c: assign.hand_out(o, c.id, TASKS, o.today)),
    (Act.CO_OPINION, lambda o, c: consult.take_co_opinion(o, c.id, 2, CoOpinion(o.today, "同意。"))),
    (Act.CONSULT, lambda o, c: consult.record(o, c.id, Consultation("before", o.today, "上门走访"))),
    (Act.DRAFT, _draft),
    (Act.SUBMIT, lambda o, c: answer.submit(o, c.id, 1)),
    (Act.REVIEW, lambda o, c: _agreed(o, c, later=False)),
    (Act.REVIEW, lambda o, c: review.send_back(o, c.id, 1, Decision("示例领导", "再核"))),
    (Act.RECALL, lambda o, c: review.recall(o, c.id, 1, "时间有误")),
    (Act.ISSUE, lambda o, c: issue.letter(o, c.id, 1)),
    (Act.FEEDBACK, _judge(0)),
    (Act.FEEDBACK, _judge(2)),
    (Act.REHANDLE, lambda o, c: follow.study_again(o, c.id, Rehandling("未说明", "说明", o.today))),
    (Act.COMMIT, lambda o, c: follow.promise(o, c.id, Commitment("建成", "示例区教育局", o.today))),
    (Act.FULFIL, lambda o, c: follow.fulfil(o, c.id, len(c.commitments) - 1, o.today)),
    (Act.WISH, lambda o, c: look_back.take_wish(o, c.id, Wish("再设一处", o.today))),
    (Act.ANSWER_WISH, lambda o, c: look_back.answer_wish(o, c.id, len(c.wishes) - 1, "好。", o.today)),
    (Act.LOOK_BACK, lambda o, c: look_back.record(o, c.id, _seen(o))),
    (Act.EXTEND, _extend),
    (Act.DECIDE_EXTENSION, lambda o, c: clock.decide_extension(o, c.id, clock.Decision(True, "主任", "可"))),
    (Act.PAUSE, lambda o, c: clock.pause(o, c.id, "等待批复")),
    (Act.RESUME, lambda o, c: clock.resume(o, c.id)),
    (Act.INTERIM, lambda o, c: clock.report_interim(o, c.id, InterimReport(o.today, "示例局", "已开工"))),
    (Act.SUPPLEMENT, _add),
    (Act.ARCHIVE, _put_away),
    (Act.REOPEN, lambda o, c: archive.take_out(o, c.id, "补充材料")),
)


def _sides(case: Case) -> tuple[Hashable, ...]:
    """Return what is open beside the way of the reply."""
    letter = case.open_addition()
    return (
        case.open_pause is not None,
        case.asked_extension is not None,
        any(each.is_open for each in case.commitments),
        any(each.is_open for each in case.wishes),
        letter.state.value if letter else False,
    )


def _key(case: Case, stage: Stage) -> Hashable:
    reply = case.reply_of(1)
    way = reply.state.value if reply else ""
    return (stage, case.round, case.is_deleted, way, case.rehandling is not None, _sides(case))


def _is_told(case: Case) -> bool:
    """Whether a state is walked on from: in the first round with one thing open beside the reply at most."""
    return case.round <= MOST_ROUNDS and sum(map(bool, _sides(case))) <= (case.round == 1)


def test_no_act_outside_its_guards_succeeds_and_every_stage_is_reached(tmp_path: Path) -> None:
    clock_ = desks.Clock(date(2026, 3, 2))
    office = desks.new_office(tmp_path, clock=clock_)
    first = desks.registered(office)
    scheme = office.scheme_of(first)
    unfiled = (Filing.DRAFT, Filing.NOT_FILED, Filing.MERGED, Filing.WITHDRAWN)
    starts = [first, replace(first, is_deleted=True)]
    starts += [replace(first, proposal=replace(first.proposal, filing=each)) for each in unfiled]
    waiting, known = deque(starts), {_key(each, stage_of(each, scheme)) for each in starts}
    done: set[Act] = set()
    refused: set[Act] = set()
    while waiting:
        state = waiting.popleft()
        for act, verb in VERBS:
            before = _put(office, state)
            situation = Situation(before, scheme, office.today, 1)
            may = allowed(act, situation)
            assert all(CHINESE.search(each.message) for each in problems_of(act, situation))
            told = _refusal(verb, office, before)
            after = find.case(office, before.id)
            if told:
                assert CHINESE.search(told)
                assert told.endswith(("。", "）"))
                assert after == before
                refused.add(act)
                continue
            if act is Act.ASSIGN:  # judged as the case would stand
                may = allowed(act, replace(situation, case=after))
            assert may, (act, _key(before, stage_of(before, scheme)))
            done.add(act)
            stage = stage_of(after, scheme)
            has_step = stage.is_open or stage is Stage.CLOSED  # what is closed goes into the archive
            assert (find.next_step(office, after) is not None) == has_step
            if _is_told(after) and (key := _key(after, stage)) not in known:
                known.add(key)
                waiting.append(after)
    assert done == set(Act)
    assert refused == set(Act)
    assert {key[0] for key in known} == set(Stage)  # type: ignore[index]


def _refusal(verb: Callable[[Office, Case], object], office: Office, case: Case) -> str:
    """Return the sentence an act is refused with, "" when it was done."""
    try:
        verb(office, case)
    except OfficeError as refusal:
        return refusal.message
    return ""


def _put(office: Office, state: Case) -> Case:
    """Return a state as the desk holds it now."""
    held = find.case(office, state.id)
    if held == replace(state, version=held.version):
        return held
    if held.dossier is not None:
        held = archive.take_out(office, held.id, "换一种情形")
    with office.store.transaction():
        return office.store.cases.save(replace(state, version=held.version), office.note("测试"))
