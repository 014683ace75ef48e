"""Every open case has one line: who must do what by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.commitment import Commitment
from desktop.domain.consultation import Consultation
from desktop.domain.deadlines import DueDate, Matter
from desktop.domain.feedback import Feedback
from desktop.domain.next_step import next_step, stage_awaited
from desktop.domain.procedure import Act
from desktop.domain.proposal import Filing
from desktop.domain.reply import Reply, ReplyState
from desktop.domain.scheme import ReviewerRole, RouteStep
from tests.samples import CASE, PAPER, SCHEME, TODAY, assigned, task, written

if TYPE_CHECKING:
    from desktop.domain.case import Case

BEFORE = Consultation("before", date(2026, 3, 9), "上门走访")
ON_DRAFT = Consultation("draft", date(2026, 5, 9), "电话")


def line(case: Case) -> str:
    step = next_step(case, SCHEME)
    return step.text if step else ""


def test_an_ended_case_has_no_next_step() -> None:
    closed = written(assigned(), state=ReplyState.ISSUED).with_feedback(Feedback(TODAY, {}), again=False)
    assert next_step(closed, SCHEME) is None


def test_a_draft_is_completed_first() -> None:
    untitled = replace(CASE, proposal=replace(PAPER, filing=Filing.DRAFT, title=""))
    assert line(replace(CASE, proposal=replace(PAPER, filing=Filing.DRAFT))) == "登记员：补全草稿并立案"
    assert line(untitled) == "登记员：填写标题并立案"


def test_then_it_is_handed_out() -> None:
    assert line(CASE) == "督查室：确定主办、协办单位并交办"


def test_then_the_unit_meets_asks_and_drafts() -> None:
    case = assigned(task(1, Role.LEAD), task(2, Role.CO, due=DueDate(date(2026, 4, 2))))
    assert line(case) == "示例1局：办理前面商（2026-06-02 前）"
    met = case.with_consultation(BEFORE)
    assert line(met) == "示例2局：提交协办意见（2026-04-02 前）"
    heard = met.with_co_opinion(2, CoOpinion(TODAY))
    assert line(heard) == "示例1局：起草答复（2026-06-02 前）"


def test_a_co_handler_without_a_date_is_asked_by_the_case_s_date() -> None:
    case = assigned(task(1, Role.LEAD), task(2, Role.CO, due=None)).with_consultation(BEFORE)
    assert line(case) == "示例2局：提交协办意见（2026-06-02 前）"


def test_the_draft_is_shown_then_submitted() -> None:
    case = written(assigned())
    assert line(case) == "示例1局：答复稿面商（2026-06-02 前）"
    assert line(case.with_consultation(ON_DRAFT)) == "示例1局：将答复稿送审（2026-06-02 前）"
    assert line(written(case, state=ReplyState.SENT_BACK)) == "示例1局：按退回意见修改答复（2026-06-02 前）"


def test_a_stage_nobody_asks_for_is_never_awaited() -> None:
    case = assigned()
    assert [each.key for each in SCHEME.contacts.stages] == ["before", "during", "draft"]
    awaited = stage_awaited(case, SCHEME)
    assert awaited is not None
    assert awaited.key == "before"
    assert stage_awaited(case.with_consultation(BEFORE), SCHEME) is None
    awaited = stage_awaited(written(case), SCHEME)
    assert awaited is not None
    assert awaited.key == "draft"


def test_an_opinion_is_asked_for_in_the_office_s_own_word() -> None:
    own = replace(SCHEME, words={"co": "会办"})
    case = assigned(task(1, Role.LEAD), task(2, Role.CO)).with_consultation(BEFORE)
    step = next_step(case, own)
    assert step is not None
    assert step.what == "提交会办意见"


def test_a_scheme_without_stages_goes_straight_on() -> None:
    bare = replace(SCHEME, contacts=replace(SCHEME.contacts, stages=()))
    step = next_step(written(assigned()), bare)
    assert step is not None
    assert step.act is Act.SUBMIT


def test_then_each_reviewer_in_turn() -> None:
    waiting = Reply(1, "示例1局", state=ReplyState.IN_REVIEW, route="normal")
    assert line(assigned().with_reply(waiting)) == "承办科室：科室核稿（2026-06-02 前）"
    lost = replace(waiting, route="gone")
    assert line(assigned().with_reply(lost)) == "督查室：审核答复稿（2026-06-02 前）"


def test_a_reviewer_named_by_the_step_is_not_named_twice() -> None:
    waiting = Reply(1, "示例1局", state=ReplyState.IN_REVIEW, route="key")
    route = replace(SCHEME.routes[1], steps=(replace(SCHEME.routes[1].steps[0], label="政府分管领导签发"),))
    step = next_step(assigned().with_reply(waiting), replace(SCHEME, routes=(route,)))
    assert step is not None
    assert (step.who, step.what) == ("政府分管领导", "签发")


def test_the_supervisor_is_called_by_its_own_name() -> None:
    gate = RouteStep("supervision", "督查局把关", ReviewerRole.SUPERVISION_OFFICE)
    last = RouteStep("sign", "督查室签发", ReviewerRole.SUPERVISION_OFFICE, signs=True)
    own = replace(SCHEME, supervisor="示例督查局", routes=(replace(SCHEME.routes[0], steps=(gate, last)),))
    case = written(assigned(), state=ReplyState.IN_REVIEW)
    case = case.with_reply(replace(case.replies[0], route=own.routes[0].key))
    step = next_step(case, own)
    assert step is not None
    assert step.text == "示例督查局：督查局把关（2026-06-02 前）"
    assert own.reviewer_word(ReviewerRole.HEAD) == "单位主要领导"
    unnamed = next_step(case, replace(own, supervisor=""))
    assert unnamed is not None
    assert unnamed.who == "督查室"


def test_then_it_goes_out_and_the_verdict_comes_back() -> None:
    assert line(written(assigned(), state=ReplyState.SIGNED)) == "示例1局：编号印发答复函（2026-06-02 前）"
    out = written(assigned(), state=ReplyState.ISSUED)
    assert line(out) == "督查室：收回征询意见表并登记反馈"
    dated = out.with_due(Matter.FEEDBACK, DueDate(date(2026, 6, 11)))
    assert line(dated) == "督查室：收回征询意见表并登记反馈（2026-06-11 前）"


def test_promises_are_followed_the_nearest_first() -> None:
    judged = written(assigned(), state=ReplyState.ISSUED, result_class="B").with_feedback(
        Feedback(TODAY, {}), again=False
    )
    assert line(judged) == "示例1局：登记承诺事项和完成时限"
    undated = Commitment("常年养护", "示例1局", TODAY)
    dated = Commitment("建成站台", "示例1局", TODAY, date(2027, 6, 30))
    both = replace(judged, commitments=(undated, dated))
    assert line(both) == "示例1局：落实承诺：建成站台（2027-06-30 前）"
    assert line(replace(judged, commitments=(undated,))) == "示例1局：落实承诺：常年养护"
