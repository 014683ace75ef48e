"""The main job through every verb: register, assign, consult, answer, review, issue, hear, follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.casework import answer, assign, consult, find, follow, issue, keep, register, review
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.commitment import Commitment
from desktop.domain.consultation import Consultation
from desktop.domain.deadlines import Matter
from desktop.domain.errors import OfficeError, Severity
from desktop.domain.feedback import Feedback, FeedbackSource
from desktop.domain.kinds import Body, Kind
from desktop.domain.letter import paragraphs
from desktop.domain.procedure import Act
from desktop.domain.proposal import Filing, Publicity, Submitter
from desktop.domain.reply import ReplyState
from desktop.domain.stage import Stage
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case


@pytest.fixture
def clock() -> desks.Clock:
    return desks.Clock()


@pytest.fixture
def office(tmp_path: Path, clock: desks.Clock) -> Office:
    return desks.new_office(tmp_path, clock=clock)


def test_one_case_goes_all_the_way_and_every_act_is_in_its_history(
    office: Office, clock: desks.Clock
) -> None:
    case = desks.registered(office)
    case = desks.handed_out(office, case, desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    clock.turn(7)
    case = consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, "同意安排资金。"))
    case = desks.signed(office, desks.drafted(office, desks.met(office, case)))
    assert find.stage(office, case) is Stage.SIGNED
    case = issue.letter(office, case.id, 1)
    assert case.latest_issued is not None
    assert case.latest_issued.doc_no == "例教函〔2026〕1号"
    clock.turn(5)
    case = desks.judged(office, case)
    assert find.stage(office, case) is Stage.CLOSED
    step = find.next_step(office, case)
    assert step is not None
    assert step.act is Act.ARCHIVE
    verbs = [line.verb for line in find.history(office, case.id)]
    assert verbs[:3] == ["登记", "交办", "登记协办意见"]
    assert verbs[-3:] == ["签发", "印发", "登记反馈"]


def test_a_paper_without_title_session_or_submitter_is_refused(office: Office) -> None:
    with pytest.raises(OfficeError, match="尚未登记：缺标题（案由）；未选届次；缺领衔人"):
        register.proposal(office, replace(PAPER, title=" ", session_id=0, submitters=()))


def test_a_double_number_is_kept_and_told(office: Office) -> None:
    first = desks.registered(office)
    second = desks.registered(office)
    assert {each.id for each in register.duplicates(office, PAPER)} == {first.id, second.id}
    assert register.duplicates(office, replace(PAPER, item_no=" ")) == ()


def test_registration_can_be_amended_filed_otherwise_and_binned(office: Office) -> None:
    case = desks.registered(office)
    case = register.amend(office, case.id, replace(case.proposal, title="关于示例二路的建议"))
    assert find.case(office, case.id).proposal.title == "关于示例二路的建议"
    with pytest.raises(OfficeError, match="不予立案须写明理由"):
        register.file_as(office, case.id, Filing.NOT_FILED)
    case = register.file_as(office, case.id, Filing.NOT_FILED, "不属本级事权")
    assert find.stage(office, case) is Stage.NOT_FILED
    case = register.file_as(office, case.id, Filing.FILED)
    assert find.stage(office, case) is Stage.REGISTERED
    assert register.discard(office, case.id, "重复").is_deleted
    assert not register.restore(office, case.id).is_deleted


def test_an_issued_case_stays_filed(office: Office) -> None:
    case = desks.answered(office, desks.registered(office))
    with pytest.raises(OfficeError, match="已印发答复"):
        register.file_as(office, case.id, Filing.WITHDRAWN, "撤回")


def test_dates_come_from_the_scheme_with_their_computation(office: Office) -> None:
    case = desks.handed_out(
        office, desks.registered(office), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    )
    assert case.due is not None
    assert case.due.on == date(2026, 6, 2)
    assert any("加3个月" in step for step in case.due.steps)
    assert case.due.source
    co = case.task_of(2).due
    assert co is not None
    assert co.on == date(2026, 4, 2)


def test_a_day_set_by_hand_says_so(office: Office) -> None:
    case = desks.registered(office)
    by_hand = desks.handed_out(office, case, desks.draft(1, Role.SOLE, due_on=date(2026, 5, 8)))
    assert by_hand.due is not None
    assert (by_hand.due.on, by_hand.due.rule) == (date(2026, 5, 8), assign.BY_HAND)
    with pytest.raises(OfficeError, match="早于交办日期"):
        desks.handed_out(office, case, desks.draft(1, Role.SOLE, due_on=date(2026, 1, 8)))
    with pytest.raises(OfficeError, match="交办日期不能晚于今天"):
        assign.hand_out(office, case.id, (desks.draft(1, Role.SOLE),), office.today + timedelta(days=1))


def test_handing_out_again_keeps_the_opinions_given(office: Office) -> None:
    case = desks.handed_out(
        office, desks.registered(office), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    )
    consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, "同意"))
    again = desks.handed_out(
        office, case, desks.draft(1, Role.LEAD), desks.draft(2, Role.CO), desks.draft(3, Role.CO)
    )
    assert again.task_of(2).co_opinion == CoOpinion(office.today, "同意")
    assert [task.unit_id for task in again.missing_co_opinions] == [3]


def test_a_meeting_must_fit_the_scheme_and_the_calendar(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    with pytest.raises(OfficeError, match="没有“太早”这一"):
        consult.record(office, case.id, Consultation("太早", office.today, "电话"))
    with pytest.raises(OfficeError, match="未选方式"):
        consult.record(office, case.id, Consultation("before", office.today, " "))
    with pytest.raises(OfficeError, match="不能晚于今天"):
        consult.record(office, case.id, Consultation("before", office.today + timedelta(days=1), "电话"))
    with pytest.raises(OfficeError, match="不能早于交办日期"):
        consult.record(office, case.id, Consultation("before", office.today - timedelta(days=1), "电话"))


def test_a_co_handler_gives_an_opinion_and_no_answer(office: Office) -> None:
    case = desks.handed_out(
        office, desks.registered(office), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    )
    with pytest.raises(OfficeError, match="不直接答复"):
        answer.save_draft(office, case.id, 2, answer.ReplyDraft("内容"))


def test_a_draft_is_cleaned_and_bounded(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    case = answer.save_draft(office, case.id, 1, answer.ReplyDraft("一、甲\r\n二、\x00乙\u2028丙\x07"))
    assert case.replies[0].text == "一、甲\n二、乙\n丙"
    with pytest.raises(OfficeError, match="未保存"):
        answer.save_draft(office, case.id, 1, answer.ReplyDraft("字" * (answer.LONGEST_TEXT + 1)))


def test_promises_of_a_draft_follow_the_draft(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    unit = case.task_of(1).unit_name
    promise = Commitment("建成站台", unit, office.today, date(2026, 12, 31))
    case = desks.drafted(office, case, commitments=(promise,))
    assert case.commitments == (promise,)
    assert desks.drafted(office, case).commitments == ()


def test_doubts_are_shown_before_submitting(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    found = answer.doubts(office, case, 1)
    assert any(each.severity is Severity.ERROR and "答复正文为空" in each.message for each in found)
    with pytest.raises(OfficeError, match="不能送审"):
        answer.submit(office, case.id, 1)


def test_a_reviewer_ticks_the_list_or_says_why_not(office: Office) -> None:
    case = answer.submit(
        office,
        desks.drafted(office, desks.met(office, desks.handed_out(office, desks.registered(office)))).id,
        1,
    )
    steps = review.route(office, case, 1)
    assert review.step(office, case, 1) == steps[0]
    with pytest.raises(OfficeError, match="须写明审核人"):
        review.approve(office, case.id, 1, review.Decision(" "))
    with pytest.raises(OfficeError, match="退回须写明意见"):
        review.send_back(office, case.id, 1, review.Decision("示例科长"))
    case = review.send_back(office, case.id, 1, review.Decision("示例科长", "数字请核实"))
    assert case.replies[0].state is ReplyState.SENT_BACK
    assert review.step(office, case, 1) is None
    assert review.route(office, case, 1) == steps
    case = desks.signed(office, desks.drafted(office, case))
    assert case.replies[0].signed_by


def test_unticked_checks_hold_the_reply(office: Office) -> None:
    case = answer.submit(
        office,
        desks.drafted(office, desks.met(office, desks.handed_out(office, desks.registered(office)))).id,
        1,
    )
    checked = next((step for step in review.route(office, case, 1) if step.checks), None)
    assert checked is not None
    while (now := review.step(office, case, 1)) != checked:
        assert now is not None
        case = review.approve(office, case.id, 1, review.Decision("示例", checks=now.checks))
    with pytest.raises(OfficeError, match="尚有未核对的项目"):
        review.approve(office, case.id, 1, review.Decision("示例"))


def test_a_decision_follows_the_hand_out_and_the_decision_before(office: Office, clock: desks.Clock) -> None:
    case = desks.handed_out(office, desks.registered(office))
    handed_out = office.today
    clock.turn(5)
    case = answer.submit(office, desks.drafted(office, desks.met(office, case)).id, 1)
    now = review.step(office, case, 1)
    assert now is not None

    def on(day: date) -> Case:
        return review.approve(office, case.id, 1, review.Decision("示例", checks=now.checks, decided_on=day))

    with pytest.raises(OfficeError, match="审核日期不能晚于今天"):
        on(office.today + timedelta(days=1))
    with pytest.raises(OfficeError, match="审核日期不能早于交办日期 2026-03-02"):
        on(handed_out - timedelta(days=1))
    case = on(office.today)
    now = review.step(office, case, 1)
    assert now is not None
    with pytest.raises(OfficeError, match="审核日期不能早于上一步审核 2026-03-07"):
        on(handed_out)


def test_what_is_on_its_route_keeps_its_units_and_its_route(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    case = answer.submit(office, desks.drafted(office, desks.met(office, case)).id, 1)
    with pytest.raises(OfficeError, match="示例区教育局的答复审核中，不能再改交办"):
        desks.handed_out(office, case, desks.draft(2, Role.SOLE))
    with pytest.raises(OfficeError, match="不能再改“重点”"):
        register.amend(office, case.id, replace(case.proposal, is_key=True))
    case = review.send_back(office, case.id, 1, review.Decision("示例科长", "应列为重点"))
    assert register.amend(office, case.id, replace(case.proposal, is_key=True)).proposal.is_key


def test_numbers_run_by_series_and_are_never_taken_twice(office: Office) -> None:
    first = desks.answered(office, desks.registered(office, "1"))
    second = desks.signed(
        office,
        desks.drafted(office, desks.met(office, desks.handed_out(office, desks.registered(office, "2")))),
    )
    with pytest.raises(OfficeError, match="文号“例教函〔2026〕0号”无法识别"):
        issue.letter(office, second.id, 1, issue.Sending("例教函〔2026〕0号"))
    with pytest.raises(OfficeError, match="文号"):
        issue.letter(office, second.id, 1, issue.Sending("例教函〔2026〕1号"))
    with pytest.raises(OfficeError, match="无法识别"):
        issue.letter(office, second.id, 1, issue.Sending("没有号码"))
    with pytest.raises(OfficeError, match="印发日期"):
        issue.letter(office, second.id, 1, issue.Sending(issued_on=office.today + timedelta(days=1)))
    with pytest.raises(OfficeError, match="印发日期"):
        issue.letter(office, second.id, 1, issue.Sending(issued_on=office.today - timedelta(days=1)))
    second = issue.letter(office, second.id, 1)
    assert first.replies[0].doc_no == "例教函〔2026〕1号"
    assert second.replies[0].doc_no == "例教函〔2026〕2号"


def test_a_desk_without_a_series_asks_for_the_number(office: Office) -> None:
    unit = keep.units(office)[0]
    keep.save_unit(office, replace(unit, doc_prefix=""))
    case = desks.handed_out(office, desks.registered(office), desks.draft(unit.id, Role.SOLE))
    case = desks.signed(office, desks.drafted(office, desks.met(office, case), unit.id), unit.id)
    with pytest.raises(OfficeError, match="缺文号"):
        issue.letter(office, case.id, unit.id)
    keep.save_settings(office, {issue.DOC_PREFIX: "例政办函"})
    assert issue.letter(office, case.id, unit.id).replies[0].doc_no == "例政办函〔2026〕1号"


def test_an_issued_letter_never_changes_when_a_unit_is_renamed(office: Office) -> None:
    case = desks.answered(office, desks.registered(office))
    unit = office.store.units.get(1)
    keep.save_unit(office, replace(unit, name="示例区教育体育局", former_names=(unit.name,)))
    letter = issue.letter_of(office, case, 1)
    assert letter.issuer == "示例区教育局"
    assert letter == issue.issued(office, case.replies[0].letter_id or 0)
    assert letter.title.replace("\n", "") == "关于区十七届人大一次会议第12号建议的答复"


def test_a_rare_character_without_glyph_stops_the_letter(office: Office) -> None:
    paper = replace(PAPER, submitters=(Submitter("示例\U0002f9f4"),))
    case = desks.registered(office, paper=paper)
    case = desks.signed(office, desks.drafted(office, desks.met(office, desks.handed_out(office, case))))
    with pytest.raises(OfficeError, match="字库中没有这些字"):
        issue.letter(office, case.id, 1)
    assert find.case(office, case.id).replies[0].state is ReplyState.SIGNED


def test_the_letter_speaks_to_whoever_submitted(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    assert issue.compose(office, case, 1).salutation == "示例甲、示例乙代表："
    counted = replace(PAPER, submitters=PAPER.submitters[:1], co_submitter_count=4)
    member = replace(counted, kind=Kind.CPPCC_PROPOSAL)
    party = replace(
        PAPER, submitters=(Submitter("民盟示例区委", is_organisation=True),), co_submitter_count=0
    )
    spoken = [
        issue.compose(office, replace(case, proposal=paper), 1).salutation
        for paper in (counted, member, party)
    ]
    assert spoken == ["示例甲等5位代表：", "示例甲等5位委员：", "民盟示例区委："]


def test_the_letter_carries_what_the_scheme_wants(office: Office) -> None:
    public = replace(PAPER, publicity=Publicity.PUBLIC)
    case = desks.registered(office, paper=public)
    case = desks.drafted(office, desks.handed_out(office, case))
    letter = issue.letter_of(office, case, 1)
    assert letter.publicity == office.default_scheme.letter.publicity
    assert letter.class_mark == "A"
    assert "示例承办" in letter.note
    assert "138-0000-0001" in letter.note
    assert letter.body[0].text.startswith("您提出的《关于增设示例路公交站的建议》")
    assert paragraphs(desks.TEXT)[0] in letter.body
    assert letter.watermark == ""
    assert issue.pdf([letter]).startswith(b"%PDF")


def test_joint_leads_sign_together(office: Office) -> None:
    case = desks.handed_out(
        office, desks.registered(office), desks.draft(1, Role.JOINT_LEAD), desks.draft(2, Role.JOINT_LEAD)
    )
    assert issue.compose(office, case, 1).signatories == ("示例区教育局", "示例区财政局")


def test_a_contact_line_without_a_phone_is_left_out(office: Office) -> None:
    unit = office.store.units.get(1)
    keep.save_unit(office, replace(unit, contacts=()))
    case = desks.handed_out(office, desks.registered(office))
    assert issue.compose(office, case, 1).note == ""


def test_dissatisfaction_means_handling_again(office: Office, clock: desks.Clock) -> None:
    case = desks.answered(office, desks.registered(office))
    clock.turn(3)
    case = desks.judged(office, case, level=-1)
    assert find.stage(office, case) is Stage.REHANDLING
    assert case.dues[Matter.REHANDLE].on == date(2026, 4, 5)
    case = desks.signed(office, desks.drafted(office, desks.met(office, case)))
    case = issue.letter(office, case.id, 1)
    case = desks.judged(office, case)
    assert find.stage(office, case) is Stage.CLOSED
    assert len(case.replies) == len(case.feedbacks) == 2


def test_a_verdict_is_whole_dated_and_brought_by_somebody(office: Office, clock: desks.Clock) -> None:
    case = desks.registered(office)
    case = desks.handed_out(office, case)
    with pytest.raises(OfficeError, match="尚未答复，不能登记反馈"):
        desks.judged(office, case)
    clock.turn(4)
    case = desks.answered(office, case)
    rules = office.scheme_of(case).satisfaction
    verdicts = {dimension.key: rules.levels[0].code for dimension in rules.dimensions}
    with pytest.raises(OfficeError, match="的评价"):
        follow.take_feedback(office, case.id, Feedback(office.today, {}))
    with pytest.raises(OfficeError, match="来电人"):
        follow.take_feedback(office, case.id, Feedback(office.today, verdicts, FeedbackSource.PHONE))
    with pytest.raises(OfficeError, match="不能晚于今天"):
        follow.take_feedback(office, case.id, Feedback(office.today + timedelta(days=1), verdicts))
    with pytest.raises(OfficeError, match="不能早于答复日期"):
        follow.take_feedback(office, case.id, Feedback(office.today - timedelta(days=1), verdicts))


def test_promises_are_kept_or_stay_open(office: Office, clock: desks.Clock) -> None:
    case = desks.answered(office, desks.registered(office))
    promise = Commitment("建成站台", "示例区教育局", office.today, date(2026, 12, 31))
    with pytest.raises(OfficeError, match="缺承诺事项"):
        follow.promise(office, case.id, replace(promise, text=""))
    with pytest.raises(OfficeError, match="早于承诺日期"):
        follow.promise(office, case.id, replace(promise, due_on=date(2026, 1, 1)))
    follow.promise(office, case.id, promise)
    case = follow.promise(office, case.id, replace(promise, text="常年养护"))
    case = desks.judged(office, case)
    assert find.stage(office, case) is Stage.FOLLOWING
    clock.turn(30)
    with pytest.raises(OfficeError, match="完成日期"):
        follow.fulfil(office, case.id, 0, office.today + timedelta(days=1))
    follow.fulfil(office, case.id, 0, office.today, "现场照片")
    case = follow.fulfil(office, case.id, 1, office.today)
    assert find.stage(office, case) is Stage.CLOSED
    with pytest.raises(OfficeError, match="已办结或已不存在"):
        follow.fulfil(office, case.id, 0, office.today)


def test_what_may_be_done_now_is_listed(office: Office) -> None:
    case = desks.registered(office)
    assert find.allowed(office, case) == ()
    case = desks.handed_out(office, case)
    assert set(find.allowed(office, case)) >= {Act.CONSULT, Act.DRAFT}


def test_a_session_without_closing_day_starts_by_handing_out(office: Office) -> None:
    session = keep.sessions(office)[0]
    keep.save_session(office, replace(session, closed_on=None))
    assert desks.handed_out(office, desks.registered(office)).due is not None


def test_split_parts_go_out_one_by_one(office: Office) -> None:
    case = desks.handed_out(
        office, desks.registered(office), desks.draft(1, Role.SPLIT), desks.draft(2, Role.SPLIT)
    )
    case = desks.signed(office, desks.drafted(office, desks.met(office, case)))
    case = issue.letter(office, case.id, 1)
    assert find.stage(office, case) is Stage.IN_HAND
    assert Matter.FEEDBACK.value not in case.dues
    case = issue.letter(office, desks.signed(office, desks.drafted(office, case, 2), 2).id, 2)
    assert find.stage(office, case) is Stage.REPLIED
    assert Matter.FEEDBACK.value in case.dues


def test_a_reply_on_a_route_that_is_gone_can_only_be_sent_again(office: Office) -> None:
    case = desks.drafted(office, desks.met(office, desks.handed_out(office, desks.registered(office))))
    case = answer.submit(office, case.id, 1)
    lost = case.with_reply(replace(case.written_reply(1), route="gone"))
    with office.store.transaction():
        office.store.cases.save(lost, office.note("测试"))
    with pytest.raises(OfficeError, match="审核流程已不在办理规则中"):
        review.approve(office, case.id, 1, review.Decision("示例"))


def test_a_case_may_be_opened_under_another_scheme(office: Office) -> None:
    assert register.proposal(office, PAPER, "jianxi").scheme_id == "jianxi"


def test_a_paper_without_number_is_taken_with_a_word_about_it(office: Office) -> None:
    case = desks.registered(office, "")
    assert [each.message for each in register.problems(case.proposal)] == ["未填编号"]


def test_a_plan_class_is_given_apart_from_the_result(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path / "朝阳", "chaoyang")
    case = desks.handed_out(office, desks.registered(office))
    code = office.scheme_of(case).result_classes[1].code
    case = assign.plan(office, case.id, code)
    assert case.plan_class == code
    case = answer.save_draft(office, case.id, 1, answer.ReplyDraft("一、已办理。"))
    assert case.replies[0].result_class == code
    status = office.scheme_of(case).implementation_statuses[1]
    case = follow.set_implementation(office, case.id, status)
    assert (case.plan_class, case.implementation) == (code, status)


def test_a_plan_class_needs_a_scheme_that_plans(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    with pytest.raises(OfficeError, match="不按计划分类"):
        assign.plan(office, case.id, "A")


def test_an_implementation_status_is_one_of_the_scheme(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    with pytest.raises(OfficeError, match="没有“差不多”这一落实情况"):
        follow.set_implementation(office, case.id, "差不多")
    assert follow.set_implementation(office, case.id, "").implementation == ""


def test_a_letter_bears_the_full_name_of_its_unit(office: Office) -> None:
    keep.save_unit(office, replace(office.store.units.get(1), letterhead="示例市示例区教育局"))
    case = desks.handed_out(office, desks.registered(office))
    assert issue.compose(office, case, 1).issuer == "示例市示例区教育局"


def test_a_reply_handed_over_in_person_says_so(office: Office) -> None:
    case = desks.signed(
        office,
        desks.drafted(office, desks.met(office, desks.handed_out(office, desks.registered(office)))),
    )
    assert issue.letter(office, case.id, 1, issue.Sending(face_to_face=True)).replies[0].face_to_face


def test_a_signature_can_be_taken_back_until_the_letter_is_out(office: Office) -> None:
    case = desks.signed(
        office,
        desks.drafted(office, desks.met(office, desks.handed_out(office, desks.registered(office)))),
    )
    with pytest.raises(OfficeError, match="撤回签发须写明原因"):
        review.recall(office, case.id, 1, " ")
    case = review.recall(office, case.id, 1, "附件有误")
    assert (case.replies[0].state, case.replies[0].signed_by) == (ReplyState.SENT_BACK, "")
    case = issue.letter(office, desks.signed(office, desks.drafted(office, case)).id, 1)
    with pytest.raises(OfficeError, match="不能撤回签发"):
        review.recall(office, case.id, 1, "太晚了")


def test_nothing_is_done_with_a_case_in_the_recycle_bin(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    register.discard(office, case.id)
    with pytest.raises(OfficeError, match="在回收站中"):
        desks.met(office, case)
    assert find.allowed(office, find.case(office, case.id)) == ()


def test_a_scheme_takes_only_the_papers_it_is_made_for(office: Office) -> None:
    with pytest.raises(OfficeError, match="不适用于代表建议"):
        register.proposal(office, PAPER, "zhangqiu")
    keep.save_settings(office, {"scheme": "zhangqiu"})
    session = keep.save_session(office, replace(desks.SESSION, body=Body.CPPCC))
    member = register.proposal(office, replace(PAPER, kind=Kind.CPPCC_PROPOSAL, session_id=session.id))
    assert (register.proposal(office, PAPER).scheme_id, member.scheme_id) == ("tongyong", "zhangqiu")


def test_a_number_bears_the_year_of_its_letter(office: Office) -> None:
    case = desks.signed(
        office,
        desks.drafted(office, desks.met(office, desks.handed_out(office, desks.registered(office)))),
    )
    with pytest.raises(OfficeError, match="文号年份"):
        issue.letter(office, case.id, 1, issue.Sending("例教函〔2019〕3号"))
