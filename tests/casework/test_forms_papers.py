"""Slips, requests and receipts: what is on file is filled in, the rest left to the pen, all of it printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.casework import (
    case_forms,
    change,
    clock,
    follow,
    forms_receipts,
    forms_requests,
    forms_transfer,
)
from desktop.domain.assignment import Role
from desktop.domain.commitment import Commitment
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Kind
from desktop.domain.proposal import Filing, Submitter
from desktop.domain.trail import RequestKind
from desktop.domain.unit import Contact, ContactRole, Unit
from tests import desks
from tests.documents.letters import Printed
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.form import Form

PROPOSAL = replace(
    PAPER,
    kind=Kind.CPPCC_PROPOSAL,
    submitters=(Submitter("示例委", is_organisation=True, delegation="工商联界"), Submitter("示例乙")),
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = desks.new_office(tmp_path / "desk")
    yield made
    made.close()


def told(form: Form) -> str:
    return "\n".join(form.texts())


def printed(office: Office, form: Form) -> Printed:
    return Printed(case_forms.pdf(office, (form,)))


def shared(office: Office, item_no: str = "12") -> Case:
    """Return a case handed out to a lead and a co-handler."""
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    return desks.handed_out(office, desks.registered(office, item_no), *tasks)


# --- 转办单、首页 -----------------------------------------------------------------------------------------


def test_the_slip_names_units_days_and_eight_demands(office: Office) -> None:
    form = forms_transfer.slip(office, shared(office))
    words = told(form)
    for text in (
        "建议转办单", "建议案由", "代表工委审查意见", "立案。", "请示例区教育局主办，示例区财政局协办。",
        "领导批示", "□A · ", "□A满意　□B基本满意　□C不满意", "答复件送出时间", "办理要求：", "7个工作日内",
        "于2026年4月2日前将书面意见", "于2026年6月2日前答复提出人",
    ):  # fmt: skip
        assert text in words
    assert "■" not in words
    assert len(form.notes) == 9
    assert len(printed(office, form)) == 1


def test_the_slip_of_an_answered_case_ticks_the_class_but_no_verdict(office: Office) -> None:
    case = desks.judged(office, desks.answered(office, desks.registered(office, paper=PROPOSAL)))
    words = told(forms_transfer.slip(office, case))
    assert words.count("■") == 1
    assert "■A" in words
    assert "提案委审查意见" in words
    assert "征求提案人意见" in words
    assert "2026年3月2日" in words


def test_the_slip_of_a_draft_leaves_all_decisions_open(office: Office) -> None:
    case = desks.registered(office)
    bare = replace(case, proposal=replace(case.proposal, filing=Filing.DRAFT))
    words = told(forms_transfer.slip(office, bare))
    assert "规定时限内" in words
    assert "立案" not in words
    reasoned = replace(case, proposal=replace(case.proposal, filing_reason="内容具体"))
    assert "立案：内容具体" in told(forms_transfer.slip(office, reasoned))


def test_a_scheme_without_a_term_for_returns_asks_for_haste(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme = replace(office.default_scheme, deadlines=())
    case = shared(office)
    monkeypatch.setattr(type(office), "scheme_of", lambda _office, _case: scheme)
    assert "2. 不属于本单位职责的，及时书面说明理由退回" in told(forms_transfer.slip(office, case))


def test_the_first_page_holds_the_whole_text(office: Office) -> None:
    body = "\n".join(f"{number}、加快示例路口改造，{'完善设施，' * 12}方便群众。" for number in range(40))
    case = desks.registered(office, paper=replace(PROPOSAL, body=body))
    form = forms_transfer.cover(office, case)
    words = told(form)
    for text in ("提案首页", "收到提案时间", "届次", "提案者", "集体提案", "工商联界", "移动电话"):
        assert text in words
    paper = printed(office, form)
    assert len(paper) > 1
    text = "".join(paper.text(number) for number in range(len(paper)))
    assert all(f"{number}、加快示例路口改造" in text for number in range(40))


@pytest.mark.parametrize(
    ("names", "count", "shown"),
    [
        (("示例甲",), 0, ""),
        (("示例甲",), 4, "4人"),
        (("示例甲", "示例乙"), 1, "示例乙"),
        (("示例甲", "示例乙"), 6, "示例乙等6人"),
    ],
)
def test_who_signed_besides_is_named_or_counted(
    office: Office, names: tuple[str, ...], count: int, shown: str
) -> None:
    people = tuple(map(Submitter, names))
    case = desks.registered(office, paper=replace(PAPER, submitters=people, co_submitter_count=count))
    row = next(row for row in forms_transfer.cover(office, case).rows if row.boxes[0].text == "提出人")
    assert row.boxes[3].text == shown


# --- 申请 -----------------------------------------------------------------------------------------------


def rows_of(form: Form, *labels: str) -> list[tuple[str, ...]]:
    """Return the texts beside these labels."""
    return [
        tuple(box.text for box in row.boxes[1:])
        for name in labels
        for row in form.rows
        if row.boxes[0].text == name
    ]


def test_a_change_shows_the_units_as_they_are_beside_those_proposed(office: Office) -> None:
    asking = change.Asking(RequestKind.CHANGE, 1, "不属我局职责。", ("示例区住建局",), "示例承办")
    case = change.ask(office, shared(office).id, asking)
    (form,) = forms_requests.changes(office, case)
    assert rows_of(form, "承办", "协办", "分办") == [
        ("示例区教育局", "示例区住建局"),
        ("示例区财政局", "示例区财政局"),
        ("", ""),
    ]
    words = told(form)
    for text in ("□退回　■改办　□增办", "不属我局职责。", "示例承办", "2026年3月11日", "□同意　□不同意"):
        assert text in words
    assert "承办" in printed(office, form).text(0)


def test_a_unit_that_asks_for_another_is_joined_by_it(office: Office) -> None:
    asking = change.Asking(RequestKind.ADD, 1, "需交通局配合。", ("示例区交通局",))
    (form,) = forms_requests.changes(office, change.ask(office, shared(office).id, asking))
    assert rows_of(form, "协办") == [("示例区财政局", "示例区财政局、示例区交通局")]


def test_a_part_given_up_is_followed_in_the_same_part(office: Office) -> None:
    tasks = (desks.draft(1, Role.SPLIT), desks.draft(2, Role.SPLIT))
    case = desks.handed_out(office, desks.registered(office), *tasks)
    asking = change.Asking(RequestKind.RETURN, 2, "无此职能。", ("示例区住建局",))
    (form,) = forms_requests.changes(office, change.ask(office, case.id, asking))
    assert rows_of(form, "承办", "分办") == [
        ("", ""),
        ("示例区教育局、示例区财政局", "示例区教育局、示例区住建局"),
    ]


def test_without_a_request_the_form_is_for_the_pen(office: Office) -> None:
    (form,) = forms_requests.changes(office, shared(office))
    assert "■" not in told(form)
    assert rows_of(form, "承办") == [("示例区教育局", "")]
    assert "申请单位" in told(forms_requests.changes(office, desks.registered(office, "13"))[0])


@pytest.mark.parametrize(("agrees", "ticked"), [(True, "■同意　□不同意"), (False, "□同意　■不同意")])
def test_a_request_that_was_decided_is_printed_with_its_decision(
    office: Office, agrees: bool, ticked: str
) -> None:
    other = "示例区交通局（港航中心）"
    asking = change.Asking(RequestKind.CHANGE, 1, "不属我局职责。", (other,), "示例承办")
    case = change.ask(office, shared(office).id, asking)
    ruling = change.Ruling(agrees, "示例主任", "按职责分工办理。")
    case = change.decide(office, case.id, 0, ruling, (desks.draft(3, Role.LEAD),) if agrees else ())
    assert (case.lead is not None and case.lead.unit_name == other) is agrees
    (form,) = forms_requests.changes(office, case)
    words = told(form)
    for text in (ticked, "按职责分工办理。", "示例主任　2026年"):
        assert text in words
    assert rows_of(form, "承办", "协办") == [("示例区教育局", other), ("示例区财政局", "示例区财政局")]


def test_an_extension_shows_days_reason_and_decision(office: Office) -> None:
    case = shared(office)
    blank = told(forms_requests.extension(office, case))
    assert "天" not in blank.replace("延期天数", "")
    assert "□同意　□不同意" in blank
    until = case.due.on + timedelta(days=30) if case.due else office.today
    case = clock.ask_extension(office, case.id, clock.Request("示例区教育局", "需报常务会议研究。", until))
    asked = told(forms_requests.extension(office, case))
    for text in ("30天", "需报常务会议研究。", "示例区教育局", "交办机关意见", "延期后应告知"):
        assert text in asked
    decided = clock.decide_extension(office, case.id, clock.Decision(True, "示例领导", "限期办结"))
    words = told(forms_requests.extension(office, decided))
    assert "■同意　□不同意" in words
    assert "示例领导　2026年3月2日" in words


def test_an_extension_of_a_case_without_a_date_and_a_rule_to_tell_nobody(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = shared(office)
    until = case.due.on + timedelta(days=30) if case.due else office.today
    case = clock.ask_extension(office, case.id, clock.Request("示例区教育局", "需研究。", until))
    scheme = office.default_scheme
    quiet = replace(scheme, extension=replace(scheme.extension, told=()))
    monkeypatch.setattr(type(office), "scheme_of", lambda _office, _case: quiet)
    form = forms_requests.extension(office, replace(case, dues={}))
    assert form.notes == ()
    assert "天" not in told(form).replace("延期天数", "")


# --- 回执 -----------------------------------------------------------------------------------------------


def test_a_receipt_names_the_letter_and_ticks_nothing(office: Office) -> None:
    case = desks.answered(office, desks.registered(office))
    words = told(forms_receipts.of_reply(office, case, 1))
    for text in ("答复函回执", "例教函〔2026〕1号", "□满意　□基本满意　□不满意", "具体意见", "不得代填"):
        assert text in words
    assert "■" not in words
    assert "承办单位" in told(forms_receipts.of_reply(office, desks.registered(office, "13")))


def test_promises_are_judged_one_by_one(office: Office) -> None:
    case = desks.answered(office, desks.registered(office))
    for number in range(4):
        due = date(2026, 12, 31) if number else None
        said = Commitment(f"第{number}项", "示例区教育局", office.today, due)
        case = follow.promise(office, case.id, said)
    form = forms_receipts.of_promises(office, case)
    assert told(form).count("□已落实　□未落实") == 4
    assert "2026-12-31" in told(form)
    assert len(printed(office, form)) == 1
    assert told(forms_receipts.of_promises(office, replace(case, commitments=()))).count("□已落实") == 3


def test_a_unit_is_asked_for_its_three_people(office: Office) -> None:
    known = (Contact(ContactRole.LEADER_IN_CHARGE, "示例副局长", "138-0000-0003", "副局长"),)
    form = forms_receipts.of_contacts(office, desks.SESSION, Unit("示例区水务局", contacts=known))
    words = told(form)
    for text in ("分管负责人", "处室负责人", "办理工作人员", "示例副局长", "138-0000-0003", "（盖章）"):
        assert text in words
    assert form.watermark == ""


def test_a_rare_character_stops_a_form_by_name(office: Office) -> None:
    case = desks.registered(office, paper=replace(PAPER, title="关于😀的建议"))
    with pytest.raises(OfficeError, match=r"U\+1F600.*未生成表单"):
        case_forms.pdf(office, (forms_transfer.slip(office, case),))
    rare = desks.registered(office, "14", replace(PAPER, submitters=(Submitter("赵𬭚㛃喆堃"),)))
    assert "赵𬭚㛃喆堃" in printed(office, forms_transfer.slip(office, rare)).text(0)
