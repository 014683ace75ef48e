"""What may happen when: stages follow from what was done, guards name what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.commitment import Commitment
from desktop.domain.consultation import Consultation
from desktop.domain.errors import OfficeError, Severity
from desktop.domain.feedback import Feedback
from desktop.domain.procedure import (
    GUARDS,
    Act,
    Situation,
    allowed,
    current_step,
    problems_of,
    require,
    stage_of,
)
from desktop.domain.proposal import Filing
from desktop.domain.reply import Reply, ReplyState
from desktop.domain.scheme import Strictness
from desktop.domain.stage import Stage
from tests.samples import CASE, PAPER, SCHEME, TODAY, assigned, step, task, written


def at(case: object, unit_id: int | None = 1, **changes: object) -> Situation:
    return Situation(case, replace(SCHEME, **changes), TODAY, unit_id)  # type: ignore[arg-type]


def messages(act: Act, situation: Situation) -> str:
    return "；".join(problem.message for problem in problems_of(act, situation))


@pytest.mark.parametrize(
    ("filing", "stage"),
    [
        (Filing.DRAFT, Stage.DRAFT),
        (Filing.NOT_FILED, Stage.NOT_FILED),
        (Filing.MERGED, Stage.MERGED),
        (Filing.WITHDRAWN, Stage.WITHDRAWN),
    ],
)
def test_a_paper_that_is_not_filed_is_not_handled(filing: Filing, stage: Stage) -> None:
    case = replace(CASE, proposal=replace(PAPER, filing=filing))
    assert stage_of(case, SCHEME) is stage
    assert f"本件为“{filing.label}”" in messages(Act.ASSIGN, at(case))


def test_stages_follow_the_work() -> None:
    case = assigned()
    assert stage_of(CASE, SCHEME) is Stage.REGISTERED
    assert stage_of(case, SCHEME) is Stage.IN_HAND
    for state, stage in (
        (ReplyState.DRAFT, Stage.DRAFTED),
        (ReplyState.SENT_BACK, Stage.DRAFTED),
        (ReplyState.IN_REVIEW, Stage.IN_REVIEW),
        (ReplyState.SIGNED, Stage.SIGNED),
        (ReplyState.ISSUED, Stage.REPLIED),
    ):
        assert stage_of(written(case, state=state), SCHEME) is stage


def test_the_slowest_split_part_decides() -> None:
    case = assigned(task(1, Role.SPLIT), task(2, Role.SPLIT))
    assert stage_of(written(case, 1, ReplyState.ISSUED), SCHEME) is Stage.IN_HAND
    both = written(written(case, 1, ReplyState.ISSUED), 2, ReplyState.ISSUED)
    assert stage_of(both, SCHEME) is Stage.REPLIED


def test_a_verdict_closes_or_opens_again() -> None:
    case = written(assigned(), state=ReplyState.ISSUED)
    satisfied = case.with_feedback(Feedback(TODAY, {}), again=False)
    again = case.with_feedback(Feedback(TODAY, {}), again=True)
    assert stage_of(satisfied, SCHEME) is Stage.CLOSED
    assert stage_of(again, SCHEME) is Stage.REHANDLING
    assert stage_of(written(again, state=ReplyState.ISSUED), SCHEME) is Stage.REPLIED


def test_promises_keep_a_case_open_after_the_reply() -> None:
    planned = written(assigned(), state=ReplyState.ISSUED, result_class="B")
    judged = planned.with_feedback(Feedback(TODAY, {}), again=False)
    promise = Commitment("建成站台", "示例1局", TODAY, date(2027, 6, 30))
    kept = replace(promise, fulfilled_on=date(2027, 6, 1))
    assert stage_of(judged, SCHEME) is Stage.FOLLOWING
    assert stage_of(replace(judged, commitments=(promise,)), SCHEME) is Stage.FOLLOWING
    assert stage_of(replace(judged, commitments=(kept,)), SCHEME) is Stage.CLOSED


def test_open_and_owing_are_told_apart() -> None:
    assert Stage.REPLIED.is_open
    assert not Stage.REPLIED.owes_reply
    assert Stage.IN_HAND.owes_reply
    assert not Stage.CLOSED.is_open


def test_handing_out_names_everything_that_is_missing() -> None:
    bare = replace(task(1, Role.LEAD), responsible_leader="", due=None)
    with pytest.raises(OfficeError) as refused:
        require(Act.ASSIGN, at(assigned(bare)))
    assert refused.value.message == "不能交办，未作改动：示例1局缺责任领导；示例1局缺办结时限。"
    assert "至少要有一个主办" in messages(Act.ASSIGN, at(assigned(task(1, Role.CO))))
    assert allowed(Act.ASSIGN, at(assigned()))


def test_roles_must_fit_each_other() -> None:
    assert "只能有一个" in messages(Act.ASSIGN, at(assigned(task(1, Role.LEAD), task(2, Role.LEAD))))
    assert "独办件不能另有" in messages(Act.ASSIGN, at(assigned(task(1, Role.SOLE), task(2, Role.CO))))
    assert "示例1局重复出现" in messages(Act.ASSIGN, at(assigned(task(1, Role.LEAD), task(1, Role.CO))))
    assert messages(Act.ASSIGN, at(assigned(task(1, Role.JOINT_LEAD), task(2, Role.JOINT_LEAD)))) == ""


def test_a_signed_reply_forbids_another_handing_out() -> None:
    case = written(assigned(), state=ReplyState.SIGNED)
    assert "已签发，不能再改交办" in messages(Act.ASSIGN, at(case))


def test_nothing_is_done_before_handing_out() -> None:
    for act in (Act.CONSULT, Act.DRAFT, Act.CO_OPINION, Act.COMMIT, Act.FEEDBACK):
        assert messages(act, at(CASE)) == "本件尚未交办，请先交办"


def test_a_draft_is_open_until_it_is_submitted() -> None:
    assert allowed(Act.DRAFT, at(assigned()))
    assert allowed(Act.DRAFT, at(written(assigned(), state=ReplyState.SENT_BACK)))
    for state, way in (
        (ReplyState.IN_REVIEW, "请先退回"),
        (ReplyState.SIGNED, "请先撤回签发"),
        (ReplyState.ISSUED, "请另写补充答复"),
    ):
        assert way in messages(Act.DRAFT, at(written(assigned(), state=state)))


def test_submitting_asks_for_text_class_reason_and_date() -> None:
    assert "答复正文为空" in messages(Act.SUBMIT, at(assigned()))
    assert "答复正文为空" in messages(Act.SUBMIT, at(assigned().with_reply(Reply(1, "示例1局", text=" "))))
    assert "未选办理结果类别" in messages(Act.SUBMIT, at(written(assigned(), result_class="")))
    assert "C类件须写明理由" in messages(Act.SUBMIT, at(written(assigned(), result_class="C")))
    assert "B类件须写明计划完成时间" in messages(Act.SUBMIT, at(written(assigned(), result_class="B")))


def test_missing_meetings_block_or_warn_as_the_scheme_says() -> None:
    case = written(assigned())
    warned = problems_of(Act.SUBMIT, at(case))
    assert [each.severity for each in warned] == [Severity.WARNING] * 3
    assert [each.message for each in warned] == [
        "缺“办理前”面商记录",
        "缺“答复稿”面商记录",
        "没有当面面商记录（上门走访）",
    ]
    strict = replace(SCHEME.contacts, face_to_face=Strictness.BLOCK)
    assert not allowed(Act.SUBMIT, at(case, contacts=strict))
    met = case.with_consultation(Consultation("before", date(2026, 3, 9), "上门走访"))
    assert allowed(Act.SUBMIT, at(met, contacts=strict))
    free = replace(SCHEME.contacts, face_to_face_modes=())
    assert "没有当面" not in messages(Act.SUBMIT, at(case, contacts=free))


def test_missing_co_opinions_block_or_warn_as_the_scheme_says() -> None:
    case = written(assigned(task(1, Role.LEAD), task(2, Role.CO)))
    assert "缺示例2局的协办意见" in messages(Act.SUBMIT, at(case))
    assert allowed(Act.SUBMIT, at(case))
    assert not allowed(Act.SUBMIT, at(case, co_opinion_missing=Strictness.BLOCK))
    heard = case.with_co_opinion(2, CoOpinion(TODAY))
    assert allowed(Act.SUBMIT, at(heard, co_opinion_missing=Strictness.BLOCK))


def test_review_issue_and_feedback_come_in_this_order() -> None:
    draft = written(assigned())
    assert messages(Act.REVIEW, at(draft)) == "该答复不在审核中"
    assert messages(Act.ISSUE, at(draft)) == "该答复尚未签发"
    assert messages(Act.FEEDBACK, at(draft)) == "示例1局尚未答复，不能登记反馈"
    assert allowed(Act.REVIEW, at(written(assigned(), state=ReplyState.IN_REVIEW)))
    assert allowed(Act.ISSUE, at(written(assigned(), state=ReplyState.SIGNED)))
    issued = written(assigned(), state=ReplyState.ISSUED)
    assert allowed(Act.FEEDBACK, at(issued))
    judged = issued.with_feedback(Feedback(TODAY, {}), again=False)
    assert messages(Act.FEEDBACK, at(judged)) == "本轮反馈已登记"
    assert messages(Act.REVIEW, at(draft, unit_id=None)) == "该答复不在审核中"


def test_the_step_to_decide_follows_the_approvals() -> None:
    waiting = Reply(1, "示例1局", state=ReplyState.IN_REVIEW, route="normal")
    first, second = SCHEME.routes[0].steps
    assert current_step(waiting, SCHEME) == first
    assert current_step(replace(waiting, steps=(step("section"),)), SCHEME) == second
    assert current_step(replace(waiting, route="gone"), SCHEME) is None
    assert current_step(Reply(1, "示例1局"), SCHEME) is None


def test_only_an_open_promise_can_be_fulfilled() -> None:
    assert messages(Act.FULFIL, at(assigned())) == "没有未办结的承诺事项"
    promised = replace(assigned(), commitments=(Commitment("建成站台", "示例1局", TODAY),))
    assert allowed(Act.FULFIL, at(promised))


def test_every_guard_names_its_source() -> None:
    assert all(guard.source for guard in GUARDS)


@given(
    st.lists(st.sampled_from(list(Role)), max_size=4),
    st.sampled_from([None, *ReplyState]),
    st.booleans(),
)
def test_every_case_has_exactly_one_stage_and_guards_never_fail(
    roles: list[Role], state: ReplyState | None, judged: bool
) -> None:
    case = assigned(*(task(number, role) for number, role in enumerate(roles, 1)))
    if state is not None and case.lead is not None:
        case = written(case, case.lead.unit_id, state)
    if judged:
        case = case.with_feedback(Feedback(TODAY, {}), again=False)
    assert stage_of(case, SCHEME) in Stage
    for act in Act:
        for problem in problems_of(act, at(case, case.lead.unit_id if case.lead else None)):
            assert problem.message
