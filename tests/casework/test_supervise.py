"""Urging, supervising, naming: whom it reaches, numbered once, never twice in a day unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.casework import supervise, undo
from desktop.casework.supervise import Pressing
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.supervision import SupervisionLevel
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case

URGING = Pressing(SupervisionLevel.URGE, "电话督促", "请加快办理")


@pytest.fixture
def clock() -> desks.Clock:
    return desks.Clock()


@pytest.fixture
def office(tmp_path: Path, clock: desks.Clock) -> Office:
    return desks.new_office(tmp_path, clock=clock)


@pytest.fixture
def cases(office: Office) -> list[Case]:
    lead, co = desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    return [desks.handed_out(office, desks.registered(office, number), lead, co) for number in "12"]


def ids(cases: list[Case]) -> list[int]:
    return [case.id for case in cases]


def test_whoever_owes_is_pressed_and_each_unit_gets_one_number(office: Office, cases: list[Case]) -> None:
    assert supervise.remind(office, ids(cases), URGING) == 4
    records = [each for case in cases for each in office.store.cases.get(case.id).supervisions]
    assert [(each.unit_id, each.doc_no) for each in records] == [
        (1, "督函〔2026〕1号"), (2, "督函〔2026〕2号"), (1, "督函〔2026〕1号"), (2, "督函〔2026〕2号")
    ]  # fmt: skip
    assert {each.by for each in records} == {"示例经办"}
    assert supervise.counts_of(office.store.cases.get(cases[0].id))[SupervisionLevel.URGE] == 2
    assert [(each.unit, each.urged, each.total) for each in supervise.by_unit(office)] == [
        ("示例区教育局", 2, 2), ("示例区财政局", 2, 2)
    ]  # fmt: skip
    assert supervise.by_unit(office, last=office.today - timedelta(days=1)) == ()


def test_nothing_is_sent_twice_in_a_day_unasked(
    office: Office, cases: list[Case], clock: desks.Clock
) -> None:
    supervise.remind(office, ids(cases)[:1], URGING)
    with pytest.raises(OfficeError, match=r"今天已催办过：第1号建议（示例区教育局）；第1号") as twice:
        supervise.remind(office, ids(cases), URGING)
    assert {problem.field for problem in twice.value.problems} == {str(cases[0].id)}
    assert supervise.remind(office, ids(cases), URGING, again=True) == 4
    team = ("市委办", "市人大办")
    harder = Pressing(SupervisionLevel.SUPERVISE, "现场督办", unit_ids=(1,), participants=team)
    assert supervise.remind(office, ids(cases), harder) == 2
    with pytest.raises(OfficeError, match="今天已催办过"):
        supervise.remind(office, ids(cases), URGING)  # who was supervised today is not urged besides
    clock.turn(1)
    assert supervise.remind(office, ids(cases), URGING) == 4


def test_numbers_are_never_given_again(office: Office, cases: list[Case]) -> None:
    supervise.remind(office, ids(cases)[:1], URGING)
    assert undo.undo(office).label == "撤销 催办"
    assert office.store.cases.get(cases[0].id).supervisions == ()
    office.put_settings({supervise.PREFIX: "例督函"})
    supervise.remind(office, ids(cases)[:1], URGING)
    assert office.store.cases.get(cases[0].id).supervisions[0].doc_no == "例督函〔2026〕1号"
    office.put_settings({supervise.PREFIX: ""})
    supervise.remind(office, ids(cases)[1:], URGING)
    assert office.store.cases.get(cases[1].id).supervisions[0].doc_no == "督函〔2026〕3号"


def test_calls_and_circulars_bear_no_number(office: Office, cases: list[Case]) -> None:
    supervise.remind(office, ids(cases), Pressing(SupervisionLevel.URGE, "电话督促", with_notice=False))
    supervise.remind(office, ids(cases), Pressing(SupervisionLevel.CIRCULAR, "书面通知"))
    assert {each.doc_no for each in office.store.cases.get(cases[0].id).supervisions} == {""}


def test_what_cannot_be_is_refused(office: Office, cases: list[Case]) -> None:
    tomorrow = office.today + timedelta(days=1)
    for draft, why in (
        (Pressing(SupervisionLevel.URGE, "托梦"), "没有“托梦”这种督办方式"),
        (Pressing(SupervisionLevel.URGE, "暗访", on=tomorrow), "催办日期不能晚于今天"),
        (Pressing(SupervisionLevel.URGE, "暗访", next_check_on=office.today), "下次检查日期须在督办日期之后"),
        (Pressing(SupervisionLevel.URGE, "暗访", unit_ids=(3,)), "没有单位还欠答复"),
    ):
        with pytest.raises(OfficeError, match=why):
            supervise.remind(office, ids(cases), draft)
    assert supervise.by_unit(office) == ()


def test_who_has_answered_is_left_in_peace(office: Office) -> None:
    done = desks.answered(office, desks.registered(office))
    with pytest.raises(OfficeError, match="没有单位还欠答复"):
        supervise.remind(office, [done.id], URGING)


def test_a_result_ends_the_waiting_or_sets_another_day(
    office: Office, cases: list[Case], clock: desks.Clock
) -> None:
    check = date(2026, 3, 6)
    looking = Pressing(SupervisionLevel.SUPERVISE, "现场查看", unit_ids=(1,), next_check_on=check)
    supervise.remind(office, ids(cases)[:1], looking)
    case_id = cases[0].id
    assert office.store.cases.get(case_id).checks_due == (check,)
    clock.turn(4)
    later = date(2026, 3, 20)
    seen = supervise.record_result(office, case_id, 0, " 已进场施工 ", later)
    assert seen.supervisions[0].result == "已进场施工"
    assert (seen.supervisions[1].on, seen.supervisions[1].doc_no) == (office.today, "")
    assert seen.checks_due == (later,)
    assert supervise.record_result(office, case_id, 1, "已完工").checks_due == ()
    undo.undo(office)
    assert office.store.cases.get(case_id).checks_due == (later,)
    for index, result, day, why in (
        (9, "完工", None, "已不存在"),
        (0, " ", None, "没有写明督办结果"),
        (0, "完工", office.today, "下次检查日期须在今天之后"),
    ):
        with pytest.raises(OfficeError, match=why):
            supervise.record_result(office, case_id, index, result, day)


def test_an_act_noted_later_stands_on_a_day_its_case_was_in_hand_and_once(
    office: Office, cases: list[Case], clock: desks.Clock
) -> None:
    handed_out = office.today
    clock.turn(5)
    with pytest.raises(OfficeError, match=r"催办日期早于交办日期：第1号建议（示例区教育局）；.*没有催办"):
        supervise.remind(office, ids(cases), replace(URGING, on=handed_out - timedelta(days=1)))
    assert office.store.cases.get(cases[0].id).supervisions == ()
    noted = replace(URGING, on=handed_out + timedelta(days=1))
    assert supervise.remind(office, ids(cases), noted) == 4
    with pytest.raises(OfficeError, match="当天已催办过：第1号建议"):
        supervise.remind(office, ids(cases), noted)
    assert supervise.remind(office, ids(cases), URGING) == 4, "another day is another act"
