"""Registers and the post: promises, what is left to be done, papers in and out, envelopes and labels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.casework import (
    change,
    clock,
    consult,
    follow,
    forms_mailing,
    forms_opinion,
    forms_registers,
    keep,
    supervise,
)
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.commitment import Commitment
from desktop.domain.dispatch import Dispatch
from desktop.domain.mailing import Address, EnvelopeSize, LabelGrid
from desktop.domain.proposal import Submitter
from desktop.domain.supervision import SupervisionLevel
from desktop.domain.trail import RequestKind
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = desks.new_office(tmp_path / "desk")
    yield made
    made.close()


def test_promises_say_how_they_stand(office: Office) -> None:
    case = desks.answered(office, desks.registered(office))
    for text, due in (("今年完成", date(2026, 12, 31)), ("已经过期", date(2026, 3, 5)), ("未定时间", None)):
        case = follow.promise(office, case.id, Commitment(text, "示例区教育局", office.today, due))
    office.clock.turn(10)  # type: ignore[attr-defined]
    case = follow.fulfil(office, case.id, 0, office.today, "验收单")
    ledger = forms_registers.promises(office, [case, desks.registered(office, "13")])
    assert [row[9] for row in ledger.rows] == ["已办结", "逾期未办结", "办理中"]
    assert ledger.rows[0][8] == office.today
    assert ledger.rows[0][10] == "验收单"
    assert ledger.subtitle.startswith("共3项，未办结2项，其中逾期1项")


def test_replies_that_leave_something_to_do_are_registered_by_unit(office: Office) -> None:
    plain = desks.answered(office, desks.registered(office))
    case = desks.handed_out(office, desks.registered(office, "13"))
    case = desks.drafted(
        office, desks.met(office, case), result_class="B", planned_on=date(2026, 11, 30), reason="列入计划"
    )
    case = desks.signed(office, case)
    assert forms_registers.carried(office, case) is None
    case = desks.issue.letter(office, case.id, 1)
    assert forms_registers.carried(office, plain) is None
    ledger = forms_registers.carried_over(office, "示例区教育局", [plain, case])
    assert ledger.title == "B类答复件办理落实情况登记表"
    assert ledger.subtitle == "填表单位（盖章）：示例区教育局"
    (row,) = ledger.rows
    assert (row[1], row[2]) == ("13", "B")
    assert date(2026, 11, 30) in row
    said = Commitment("建成站台", "示例区教育局", office.today, date(2026, 12, 20))
    promised = follow.promise(office, case.id, said)
    (row,) = forms_registers.carried_over(office, "示例区教育局", [promised]).rows
    assert "建成站台" in str(row[6])
    assert row[7] in {date(2026, 12, 20), date(2026, 11, 30)}


def test_what_came_in_stands_by_day(office: Office) -> None:
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    case = desks.handed_out(office, desks.registered(office), *tasks)
    case = change.ask(office, case.id, change.Asking(RequestKind.ADD, 1, "需协助", ("示例区交通局",)))
    until = case.due.on + timedelta(days=10) if case.due else office.today
    case = clock.ask_extension(office, case.id, clock.Request("示例区教育局", "需研究", until))
    case = clock.decide_extension(office, case.id, clock.Decision(False, "示例领导", "按期办理"))
    case = consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, "同意，经费已列入预算安排。"))
    case = desks.judged(office, desks.answered(office, case))
    ledger = forms_registers.received([case], *YEAR)
    titles = [str(row[4]) for row in ledger.rows]
    assert len(titles) == 5
    for words in ("增办申请", "延期申请", "协办意见", "征询意见（纸质征询意见表）", PAPER.title):
        assert any(words in title for title in titles)
    assert ledger.subtitle == "2026年1月1日至2026年12月31日，共5件"
    assert [row[0] for row in ledger.rows] == [1, 2, 3, 4, 5]
    asked = replace(case, assignments=tuple(replace(t, co_opinion=None) for t in case.assignments))
    undated = replace(asked, proposal=replace(case.proposal, received_on=None, registered_on=None))
    assert len(forms_registers.received([undated], *YEAR).rows) == 3
    assert forms_registers.received([case], date(2025, 1, 1), date(2025, 12, 31)).rows == []


def test_what_went_out_stands_once(office: Office) -> None:
    first = desks.handed_out(office, desks.registered(office))
    second = desks.handed_out(office, desks.registered(office, "13"))
    third = desks.answered(office, desks.registered(office, "14"))
    pressing = supervise.Pressing(SupervisionLevel.URGE, "电话督促", "请抓紧", with_notice=True)
    supervise.remind(office, (first.id, second.id), pressing)
    cases = [office.store.cases.get(each.id) for each in (first, second, third)]
    rows = forms_registers.sent(office, cases, *YEAR).rows
    titles = [row[3] for row in rows]
    assert titles.count("区十七届人大一次会议交办通知") == 1
    assert titles.count("催办通知书") == 1
    assert "关于区十七届人大一次会议第14号建议的答复" in titles
    told = supervise.Pressing(SupervisionLevel.URGE, "电话督促", with_notice=False)
    supervise.remind(office, (second.id,), told, again=True)
    undated = replace(cases[2], replies=(replace(cases[2].replies[0], issued_on=None),))
    undated = replace(undated, assignments=tuple(replace(t, assigned_on=None) for t in undated.assignments))
    pressed = office.store.cases.get(second.id)
    assert len(forms_registers.sent(office, [cases[0], pressed, undated], *YEAR).rows) == 2
    assert any(row[2] == "例教函〔2026〕1号" for row in rows)


def test_a_notice_of_a_batch_bears_its_own_number(office: Office) -> None:
    case = desks.registered(office)
    batch = Dispatch(1, office.today, "关于交办建议的通知", "示政办〔2026〕8号")
    with office.store.transaction():
        batch = office.store.dispatches.add(batch, office.note("交办"))
    dated = replace(desks.handed_out(office, case), dispatch_id=batch.id)
    (row,) = forms_registers.sent(office, [dated], *YEAR).rows
    assert row[2:4] == ("示政办〔2026〕8号", "关于交办建议的通知")


def test_envelopes_and_labels_go_to_submitters_with_their_title(office: Office) -> None:
    keep.save_settings(office, {forms_opinion.OFFICE_ADDRESS: "471001 示例路9号"})
    people = (
        Submitter("示例甲", address="471000 示例路1号"),
        Submitter("示例商会", is_organisation=True, address="示例路2号"),
        Submitter("示例丙"),
    )
    case = desks.registered(office, paper=replace(PAPER, submitters=people))
    bare = desks.registered(office, "13")
    assert forms_mailing.lacks_address(office, case) == ""
    assert forms_mailing.lacks_address(office, bare) == "领衔人没有登记通讯地址"
    post = forms_mailing.envelopes(office, [case, bare], EnvelopeSize.C5)
    assert post.addresses == (Address("示例甲代表", "示例路1号", "471000"),)
    assert post.sender == Address("示例区政府办公室", "示例路9号", "471001")
    stuck = forms_mailing.labels([case], LabelGrid.TWO_BY_SEVEN, 3, each=True)
    assert [each.name for each in stuck.addresses] == ["示例甲代表", "示例商会"]
    assert stuck.start == 3
