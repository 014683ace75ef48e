"""Every act from meeting to looking back is taken back whole, or refuses in words; none is forgotten."""

from __future__ import annotations

import inspect
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.casework import (
    answer,
    carry_over,
    consult,
    coordinate,
    dispatch,
    find,
    follow,
    issue,
    look_back,
    points,
    review,
    supplement,
    undo,
)
from desktop.casework.review import Decision
from desktop.casework.supplement import Addition
from desktop.db.rows import content_of
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.commitment import Commitment
from desktop.domain.consultation import Consultation
from desktop.domain.dispatch import Dispatch
from desktop.domain.errors import OfficeError
from desktop.domain.event import Event, EventKind
from desktop.domain.feedback import Rehandling
from desktop.domain.look_back import LookBack, Wish
from tests import desks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from desktop.casework.office import Office
    from desktop.domain.case import Case

MODULES = (consult, points, answer, review, issue, follow, supplement, look_back, carry_over)
ADDED = Addition("二期站台已于2026年3月投用。")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return desks.new_office(tmp_path)


def _new(office: Office) -> Case:
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    return desks.handed_out(office, desks.registered(office), *tasks)


def _drafted(office: Office) -> Case:
    return desks.drafted(office, desks.met(office, _new(office)))


def _in_review(office: Office) -> Case:
    return answer.submit(office, _drafted(office).id, 1)


def _signed(office: Office) -> Case:
    return desks.signed(office, _drafted(office))


def _answered(office: Office) -> Case:
    return issue.letter(office, _signed(office).id, 1)


def _judged(office: Office) -> Case:
    return desks.judged(office, _answered(office))


def _redone(office: Office) -> Case:
    return desks.judged(office, _answered(office), 2)


def _promised(office: Office) -> Case:
    said = Commitment("建成站台", "示例区教育局", office.today, date(2026, 12, 1))
    return follow.promise(office, _judged(office).id, said)


def _wished(office: Office) -> Case:
    return look_back.take_wish(office, _judged(office).id, Wish("再设一处", office.today))


def _added(office: Office) -> Case:
    return supplement.save_draft(office, _judged(office).id, 1, ADDED)


def _added_in_review(office: Office) -> Case:
    return supplement.submit(office, _added(office).id, 1)


def _added_and_signed(office: Office) -> Case:
    case = _added_in_review(office)
    while (now := review.step(office, case.at_addition(1), 1)) is not None:
        checks = review.checks(office, case, now)
        case = review.approve(office, case.id, 1, Decision("示例领导", checks=checks), later=True)
    return case


def _decision(office: Office, case: Case) -> Decision:
    now = review.step(office, case, 1)
    assert now is not None
    return Decision("示例科长", "请核对", review.checks(office, case, now))


def _seen(office: Office) -> LookBack:
    return LookBack("2026年“回头看”", office.today, "示例督查", progress="已开工", status="正在落实")


def _study(office: Office) -> Rehandling:
    return Rehandling("未说明时限", "明确时限", office.today)


# verb → what stands before it, and the act itself
ACTS: dict[Callable[..., object], tuple[Callable[[Office], Case], Callable[[Office, Case], object]]] = {
    consult.record: (
        _new,
        lambda o, c: consult.record(o, c.id, Consultation("before", o.today, "上门走访")),
    ),
    consult.take_co_opinion: (
        _new,
        lambda o, c: consult.take_co_opinion(o, c.id, 2, CoOpinion(o.today, "同意安排资金。")),
    ),
    points.keep: (_new, lambda o, c: points.keep(o, c.id, ("增设站台", "延长运营"))),
    answer.save_draft: (_new, lambda o, c: answer.save_draft(o, c.id, 1, answer.ReplyDraft("正文"))),
    answer.submit: (_drafted, lambda o, c: answer.submit(o, c.id, 1)),
    review.approve: (_in_review, lambda o, c: review.approve(o, c.id, 1, _decision(o, c))),
    review.send_back: (_in_review, lambda o, c: review.send_back(o, c.id, 1, _decision(o, c))),
    review.recall: (_signed, lambda o, c: review.recall(o, c.id, 1, "时间有误")),
    issue.letter: (_signed, lambda o, c: issue.letter(o, c.id, 1)),
    follow.take_feedback: (_answered, lambda o, c: desks.judged(o, c, 2)),
    follow.study_again: (_redone, lambda o, c: follow.study_again(o, c.id, _study(o))),
    follow.promise: (
        _answered,
        lambda o, c: follow.promise(o, c.id, Commitment("建成站台", "", o.today)),
    ),
    follow.set_implementation: (_answered, lambda o, c: follow.set_implementation(o, c.id, "正在落实")),
    follow.fulfil: (_promised, lambda o, c: follow.fulfil(o, c.id, 0, o.today, "验收单")),
    supplement.save_draft: (_answered, lambda o, c: supplement.save_draft(o, c.id, 1, ADDED)),
    supplement.submit: (_added, lambda o, c: supplement.submit(o, c.id, 1)),
    supplement.give_up: (_added, lambda o, c: supplement.give_up(o, c.id, 1)),
    supplement.issue_letter: (_added_and_signed, lambda o, c: supplement.issue_letter(o, c.id, 1)),
    look_back.record: (_answered, lambda o, c: look_back.record(o, c.id, _seen(o))),
    look_back.take_wish: (
        _answered,
        lambda o, c: look_back.take_wish(o, c.id, Wish("再设一处", o.today)),
    ),
    look_back.answer_wish: (_wished, lambda o, c: look_back.answer_wish(o, c.id, 0, "已列入。", o.today)),
    carry_over.list_as_key: (_promised, lambda o, c: carry_over.list_as_key(o, [c.id])),
}
SENT = (issue.letter, supplement.issue_letter)
ELSEWHERE = {issue.to_parts}  # issues letters of merged papers: tests/casework/test_merged_letters.py


def _verbs(module: ModuleType) -> set[Callable[..., object]]:
    """Return what a module does to cases: public functions of an office and the ids of cases."""
    found = set()
    for _, each in inspect.getmembers(module, inspect.isfunction):
        names = list(inspect.signature(each).parameters)[:2]
        is_own = each.__module__ == module.__name__ and not each.__name__.startswith("_")
        if is_own and names[:1] == ["office"] and names[1:] in (["case_id"], ["case_ids"]):
            found.add(each)
    return found


def test_no_verb_is_forgotten() -> None:
    asks_only = {look_back.looked_at}
    assert set().union(*map(_verbs, MODULES)) - asks_only == set(ACTS) | ELSEWHERE


@pytest.mark.parametrize("verb", [each for each in ACTS if each not in SENT], ids=lambda verb: verb.__name__)
def test_an_act_is_taken_back_and_done_again(office: Office, verb: Callable[..., object]) -> None:
    prepare, act = ACTS[verb]
    before = content_of(prepare(office))
    act(office, find.case(office, 1))
    after = content_of(find.case(office, 1))
    assert after != before
    step = undo.undoable(office)
    assert step is not None
    assert step.bar == ""
    undo.undo(office)
    assert content_of(find.case(office, 1)) == before
    undo.redo(office)
    assert content_of(find.case(office, 1)) == after


@pytest.mark.parametrize("verb", SENT, ids=lambda verb: verb.__name__)
def test_what_went_out_refuses_and_is_not_offered(office: Office, verb: Callable[..., object]) -> None:
    prepare, act = ACTS[verb]
    act(office, prepare(office))
    after = content_of(find.case(office, 1))
    step = undo.undoable(office)
    assert step is not None
    assert step.bar.endswith("内容有误请另行更正。")
    with pytest.raises(OfficeError, match="已经编号印发，不能撤销"):
        undo.undo(office)
    assert content_of(find.case(office, 1)) == after


# --- batches of hand-outs and events of the office ----------------------------


def test_a_batch_of_hand_outs_is_taken_back(office: Office) -> None:
    made = dispatch.save(office, Dispatch(1, office.today, "交办通知"))
    assert [each.label for each in undo.steps(office)] == ["撤销 新增交办批次"]
    undo.undo(office)
    assert dispatch.batches(office) == ()
    undo.redo(office)
    assert dispatch.batches(office) == (made,)
    changed = dispatch.save(office, Dispatch(1, office.today, "交办通知（二）", id=made.id))
    undo.undo(office)
    assert dispatch.batches(office) == (made,)
    undo.redo(office)
    assert dispatch.batches(office) == (changed,)
    dispatch.strike(office, made.id)
    undo.undo(office)
    assert dispatch.batches(office) == (changed,)


def test_a_batch_that_holds_cases_stays(office: Office) -> None:
    made = dispatch.save(office, Dispatch(1, office.today))
    step = undo.undoable(office)
    assert step is not None
    case = desks.registered(office)
    dispatch.put_in(office, made.id, [case.id])
    with pytest.raises(OfficeError, match="已列入办件，没有撤销“新增交办批次”"):
        undo.undo(office, step)
    assert dispatch.batches(office) == (made,)


def test_an_event_is_taken_back_unless_it_was_changed_since(office: Office) -> None:
    made = coordinate.save_event(office, Event(EventKind.TRAINING, office.today, "业务培训"))
    first = undo.undoable(office)
    coordinate.save_event(office, Event(EventKind.TRAINING, office.today, "培训", id=made.id))
    second = undo.undoable(office)
    coordinate.save_event(
        office, Event(EventKind.VISIT, office.today - timedelta(days=1), "走访", id=made.id)
    )
    with pytest.raises(OfficeError, match="这条记录之后又有改动，没有撤销“修改工作记事”；请直接修改。"):
        undo.undo(office, second)
    undo.undo(office)
    undo.undo(office)
    assert coordinate.events(office) == (made,)
    assert undo.undoable(office) == first
    coordinate.strike_event(office, made.id)
    undo.undo(office)
    undo.undo(office)
    assert coordinate.events(office) == ()
