"""A letter after the reply is written, checked, reviewed, signed and issued as the reply was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import (
    find,
    issue,
    keep,
    proofread,
    review,
    review_sheet,
    supplement,
    undo,
    versions,
)
from desktop.casework.issue import Sending
from desktop.casework.review import Decision
from desktop.casework.supplement import Addition
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError, Severity
from desktop.domain.filters import Mark
from desktop.domain.listing import Criteria
from desktop.domain.mapping import from_mapping, to_mapping
from desktop.domain.procedure import Act
from desktop.domain.reply import Reply, ReplyKind, ReplyState
from desktop.domain.scheme import Scheme
from desktop.domain.scheme_file import scheme_from_mapping
from desktop.domain.stage import Stage
from tests import desks
from tests.samples import CASE

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case

NEWS = Addition("二期站台已于2026年4月投用，示例路沿线居民步行五分钟可到站台。")


@pytest.fixture
def clock() -> desks.Clock:
    return desks.Clock()


@pytest.fixture
def office(tmp_path: Path, clock: desks.Clock) -> Office:
    return desks.new_office(tmp_path, clock=clock)


@pytest.fixture
def case(office: Office) -> Case:
    return desks.answered(office, desks.registered(office))


def _signed(office: Office, case: Case) -> Case:
    supplement.save_draft(office, case.id, 1, NEWS)
    case = supplement.submit(office, case.id, 1)
    while (now := review.step(office, case.at_addition(1), 1)) is not None:
        decision = Decision("示例领导", checks=review.checks(office, case, now))
        case = review.approve(office, case.id, 1, decision, later=True)
    return case


def test_it_has_a_number_of_its_own_and_names_the_first(
    office: Office, clock: desks.Clock, case: Case
) -> None:
    clock.turn(40)
    case = desks.added(office, case, NEWS)
    (sent,) = case.supplements
    assert (sent.kind, sent.state) == (ReplyKind.SUPPLEMENTARY, ReplyState.ISSUED)
    assert (sent.doc_no, sent.follows) == ("例教函〔2026〕2号", "例教函〔2026〕1号")
    assert sent.signed_by.startswith("示例")
    assert sent.letter_id is not None
    letter = issue.issued(office, sent.letter_id)
    assert (letter.doc_no, letter.dated) == (sent.doc_no, office.today)
    assert letter.title.endswith("的补充答复")
    assert "我单位已以例教函〔2026〕1号答复" in letter.body[0].text
    assert find.history(office, case.id)[-1].verb == "印发补充答复"
    assert case.progressed_on == office.today
    assert case.replies[0].doc_no == "例教函〔2026〕1号"
    with pytest.raises(OfficeError, match="已经编号印发"):
        undo.undo(office)


def test_its_route_is_that_of_the_reply_or_one_of_its_own(office: Office, case: Case) -> None:
    scheme = office.scheme_of(case)
    assert scheme.route_after(is_key=True).key == "supplement"
    like_reply = replace(scheme, supplement_route="")
    assert like_reply.route_after(is_key=True) == scheme.route_for(is_key=True)
    case = supplement.save_draft(office, case.id, 1, NEWS)
    assert review.route_of(office, case.at_addition(1), 1).key == "supplement"
    with pytest.raises(OfficeError, match="没有“gone”这一审签流程，补充答复无处送审"):
        scheme_from_mapping({**to_mapping(scheme), "supplement_route": "gone"}, "样例")


def test_every_step_of_it_is_decided_and_told(office: Office, case: Case) -> None:
    case = supplement.save_draft(office, case.id, 1, NEWS)
    step = find.next_step(office, case)
    assert step is not None
    assert (step.act, step.what) == (Act.SUPPLEMENT, "将补充答复送审")
    case = supplement.submit(office, case.id, 1)
    step = find.next_step(office, case)
    assert step is not None
    assert (step.who, step.what) == ("承办科室", "补充答复科室核稿")
    with pytest.raises(OfficeError, match="不能修改"):
        supplement.save_draft(office, case.id, 1, NEWS)
    with pytest.raises(OfficeError, match="不能修改"):
        supplement.give_up(office, case.id, 1)
    with pytest.raises(OfficeError, match="尚有未核对的项目"):
        review.approve(office, case.id, 1, Decision("示例科长"), later=True)
    case = review.send_back(office, case.id, 1, Decision("示例科长", "写明里程"), later=True)
    assert case.replies[0].state is ReplyState.ISSUED
    step = find.next_step(office, case)
    assert step is not None
    assert step.what == "按退回意见修改补充答复"
    case = _signed(office, case)
    step = find.next_step(office, case)
    assert step is not None
    assert step.what == "编号印发补充答复"
    case = review.recall(office, case.id, 1, "时间有误", later=True)
    (back,) = case.supplements
    assert (back.state, back.signed_by) == (ReplyState.SENT_BACK, "")
    said = [line.summary for line in find.history(office, case.id)]
    assert "补充答复　科室核稿：写明里程" in said
    assert "补充答复　时间有误" in said


def test_a_case_is_open_while_such_a_letter_is_in_hand(office: Office, case: Case) -> None:
    case = desks.judged(office, case)
    assert find.stage(office, case) is Stage.CLOSED
    case = supplement.save_draft(office, case.id, 1, NEWS)
    assert find.stage(office, case) is Stage.FOLLOWING
    in_hand = Criteria(marks=(Mark.LETTER_IN_HAND,))
    assert find.count(office, in_hand) == 1
    case = supplement.give_up(office, case.id, 1)
    assert (case.supplements, find.stage(office, case)) == ((), Stage.CLOSED)
    assert find.count(office, in_hand) == 0
    undo.undo(office)
    assert find.count(office, in_hand) == 1
    desks.added(office, find.case(office, case.id), NEWS)
    assert find.count(office, in_hand) == 0
    assert keep.check(office) == ()


def test_a_route_gone_from_the_rules_is_told_as_a_step(office: Office, case: Case) -> None:
    case = supplement.save_draft(office, case.id, 1, NEWS)
    lost = case.with_addition(
        replace(case.supplements[0], state=ReplyState.IN_REVIEW, route="gone")
    )
    step = find.next_step(office, lost)
    assert step is not None
    assert step.what == "审核补充答复"


def test_the_checker_reads_it_before_review_and_before_issuing(office: Office, case: Case) -> None:
    wrong = Addition("示例甲委员：二期站台已于2026年4月投用，站台设雨棚和候车座椅，请您放心乘坐。")
    case = supplement.save_draft(office, case.id, 1, wrong)
    found = proofread.letter(office, case.at_addition(1), 1)
    assert "称呼应为“代表”" in [each.message for each in found if each.severity is Severity.ERROR]
    *_, report = proofread.of_cases(office, [case.id])
    assert report.case.replies[0].kind is ReplyKind.SUPPLEMENTARY
    assert review_sheet.slip(office, case.at_addition(1), 1).title == "补充答复函审签单"


def test_a_scheme_that_lets_no_error_pass_stops_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = desks.new_office(tmp_path)
    case = desks.answered(office, desks.registered(office))
    strict = from_mapping(Scheme, {**to_mapping(office.scheme_of(case)), "letter_check": "block"}, "样例")
    supplement.save_draft(office, case.id, 1, Addition("示例甲委员您好，二期站台已经投用。"))
    monkeypatch.setattr(type(office), "scheme_of", lambda *_: strict)
    with pytest.raises(OfficeError, match="补充答复有错误，尚未送审"):
        supplement.submit(office, case.id, 1)


def test_interim_and_final_letters_say_what_they_are(office: Office, case: Case) -> None:
    titles = []
    for kind in (ReplyKind.INTERIM, ReplyKind.FINAL):
        case = supplement.save_draft(office, case.id, 1, Addition("已完成。", kind))
        titles.append(supplement.compose(office, case, 1, "例教函〔2026〕9号", date(2026, 3, 2)))
    assert [each.title[-5:] for each in titles] == ["阶段性答复", "的最终答复"]
    assert [each.doc_no for each in titles] == ["例教函〔2026〕9号"] * 2


def test_what_cannot_be_is_refused(office: Office, clock: desks.Clock, case: Case) -> None:
    other = desks.handed_out(office, desks.registered(office, "13"))
    with pytest.raises(OfficeError, match="尚未印发答复，没有可补充的"):
        supplement.save_draft(office, other.id, 1, NEWS)
    with pytest.raises(OfficeError, match="没有在办的答复后的函"):
        supplement.submit(office, case.id, 1)
    with pytest.raises(OfficeError, match="超过20万字"):
        supplement.save_draft(office, case.id, 1, Addition("长" * 200_001))
    case = supplement.save_draft(office, case.id, 1, Addition("\x00\x07 "))
    assert case.supplements[0].text == ""
    with pytest.raises(OfficeError, match="正文为空"):
        supplement.submit(office, case.id, 1)
    with pytest.raises(OfficeError, match="尚未签发"):
        supplement.issue_letter(office, case.id, 1)
    clock.turn(3)
    case = _signed(office, case)
    with pytest.raises(OfficeError, match="印发日期须在签发日期之后"):
        supplement.issue_letter(office, case.id, 1, Sending("", date(2026, 3, 3)))
    with pytest.raises(OfficeError, match="无法识别"):
        supplement.issue_letter(office, case.id, 1, Sending("没有号"))


def test_a_co_handler_writes_none(office: Office) -> None:
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    case = desks.handed_out(office, desks.registered(office), *tasks)
    with pytest.raises(OfficeError, match="是协办单位，不直接答复"):
        supplement.save_draft(office, case.id, 2, NEWS)


def test_its_versions_are_kept_and_a_step_is_taken_back(office: Office, case: Case) -> None:
    supplement.save_draft(office, case.id, 1, Addition("第一稿。"))
    supplement.save_draft(office, case.id, 1, Addition("第一稿。"))
    supplement.save_draft(office, case.id, 1, Addition("第二稿。"))
    assert [each.text for each in versions.of_addition(office, case.id, 1, 0)] == ["第一稿。", "第二稿。"]
    assert versions.of_addition(office, case.id, 1, 1) == ()
    supplement.submit(office, case.id, 1)
    undo.undo(office)
    assert find.case(office, case.id).supplements[0].state is ReplyState.DRAFT


def test_a_letter_of_an_older_desk_reads_back() -> None:
    kept = {
        "unit_id": 1, "unit_name": "示例局", "kind": "supplementary", "state": "issued", "text": "旧函。",
        "signed_by": "示例局长", "doc_no": "例函〔2025〕9号", "letter_id": 4, "follows": "例函〔2025〕3号",
    }  # fmt: skip
    old = from_mapping(Reply, kept, "旧函")
    case = replace(CASE, supplements=(old,))
    assert case.open_addition() is None
