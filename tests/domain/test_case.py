"""A case never changes in place; its methods give the next case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.case import decided, submitted
from desktop.domain.consultation import Consultation
from desktop.domain.deadlines import DueDate, Matter
from desktop.domain.errors import OfficeError
from desktop.domain.feedback import Feedback
from desktop.domain.mapping import from_mapping, to_mapping
from desktop.domain.reply import Reply, ReplyKind, ReplyState, Verdict
from tests.samples import ASSIGNED, CASE, DUE, TODAY, assigned, step, task, written


def test_a_fresh_case_has_nobody_and_nothing() -> None:
    assert CASE.lead is None
    assert CASE.due is None
    assert CASE.assigned_on is None
    assert CASE.answering == ()
    assert CASE.next_to_answer() is None
    assert CASE.latest_issued is None
    assert CASE.feedback is None


def test_the_lead_answers_and_co_handlers_do_not() -> None:
    case = assigned(task(1, Role.LEAD), task(2, Role.CO), task(3, Role.CO))
    assert case.lead == task(1, Role.LEAD)
    assert [each.unit_id for each in case.answering] == [1]
    assert [each.unit_id for each in case.missing_co_opinions] == [2, 3]
    assert case.assigned_on == ASSIGNED
    assert case.due == DUE


def test_joint_leads_answer_together_and_split_parts_each() -> None:
    joint = assigned(task(1, Role.JOINT_LEAD), task(2, Role.JOINT_LEAD))
    split = assigned(task(1, Role.SPLIT), task(2, Role.SPLIT))
    mixed = assigned(task(1, Role.LEAD), task(2, Role.SPLIT))
    assert [each.unit_id for each in joint.answering] == [1]
    assert [each.unit_id for each in split.answering] == [1, 2]
    assert [each.unit_id for each in mixed.answering] == [1, 2]


def test_a_co_opinion_stays_with_its_unit() -> None:
    opinion = CoOpinion(date(2026, 4, 1), "同意")
    case = assigned(task(1, Role.LEAD), task(2, Role.CO), task(3, Role.CO)).with_co_opinion(2, opinion)
    assert case.task_of(2).co_opinion == opinion
    assert [each.unit_id for each in case.missing_co_opinions] == [3]


def test_a_stranger_has_no_task() -> None:
    with pytest.raises(OfficeError, match="不在本件的承办单位之列"):
        assigned().task_of(99)


def test_a_reply_is_asked_for_by_its_unit() -> None:
    assert written(assigned()).written_reply(1).text == "一、已办理。"
    with pytest.raises(OfficeError, match="还没有答复稿"):
        assigned().written_reply(1)


def test_consultations_stand_in_order_of_date_and_count_for_their_round() -> None:
    later = Consultation("draft", date(2026, 5, 1), "电话")
    earlier = Consultation("before", date(2026, 3, 9), "上门走访")
    case = assigned().with_consultation(later).with_consultation(earlier)
    assert [each.stage for each in case.consultations] == ["before", "draft"]
    assert case.stages_held() == {"before", "draft"}
    assert replace(case, round=2).stages_held() == frozenset()


def test_a_reply_replaces_the_one_of_its_unit_and_round() -> None:
    case = written(written(assigned()), state=ReplyState.ISSUED)
    assert [reply.state for reply in case.replies] == [ReplyState.ISSUED]
    assert case.next_to_answer() is None
    assert case.latest_issued == case.replies[0]
    assert case.replies[0].kind is ReplyKind.FIRST


def test_dissatisfaction_opens_the_next_round_with_its_own_date() -> None:
    case = written(assigned(), state=ReplyState.ISSUED)
    judged = case.with_feedback(Feedback(TODAY, {"work": "dissatisfied"}), again=True)
    judged = judged.with_due(Matter.REHANDLE, DueDate(date(2026, 7, 1)))
    assert judged.round == 2
    assert judged.due == DueDate(date(2026, 7, 1))
    assert judged.feedback == Feedback(TODAY, {"work": "dissatisfied"}, round=1)
    again = written(judged)
    assert again.reply_of(1) is not None
    assert [reply.kind for reply in again.replies] == [ReplyKind.FIRST, ReplyKind.AGAIN]


def test_no_due_date_to_set_changes_nothing() -> None:
    assert CASE.with_due(Matter.FEEDBACK, None) is CASE


def test_review_decisions_move_the_reply() -> None:
    reply = submitted(Reply(1, "示例局"), "normal")
    assert reply.state is ReplyState.IN_REVIEW
    assert decided(reply, step("科室"), signs=False).state is ReplyState.IN_REVIEW
    signed = decided(reply, step("局长"), signs=True)
    assert (signed.state, signed.signed_by, signed.signed_on) == (ReplyState.SIGNED, "示例科长", TODAY)
    returned = decided(signed, step("局长", Verdict.SENT_BACK), signs=True)
    assert returned.state is ReplyState.SENT_BACK
    assert returned.approvals == ()


def test_approvals_count_from_the_last_return() -> None:
    steps = (step("甲"), step("乙", Verdict.SENT_BACK), step("丙"))
    assert Reply(1, "示例局", steps=steps).approvals == steps[2:]


def test_a_full_case_survives_the_way_to_json_and_back() -> None:
    case = written(assigned(task(1, Role.LEAD), task(2, Role.CO)), state=ReplyState.ISSUED)
    case = case.with_consultation(Consultation("before", date(2026, 3, 9), "电话", agreed=False))
    case = case.with_feedback(Feedback(TODAY, {"work": "satisfied", "result": "partly"}), again=False)
    assert from_mapping(type(case), to_mapping(case)) == case
