"""After the reply: what is still wished, what a 回头看 finds, and the table of classes by status."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.casework import cross_table, export, find, follow, look_back, undo
from desktop.casework.look_back import Pick
from desktop.domain.assignment import Role
from desktop.domain.commitment import Commitment
from desktop.domain.errors import OfficeError
from desktop.domain.look_back import Aspect, LookBack, Wish
from desktop.domain.procedure import Act
from desktop.domain.stage import Stage
from tests import desks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office

CAMPAIGN = "2026年“回头看”"
DAY = desks.FIRST_DAY
SEEN = LookBack(CAMPAIGN, DAY, "示例经办", "已开工。", "答复具体。", "三次见面齐全。", "正在落实")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = desks.new_office(tmp_path / "desk")
    yield made
    made.close()


def test_a_case_is_open_until_what_is_wished_is_answered(office: Office) -> None:
    case = desks.judged(office, desks.answered(office, desks.registered(office)))
    assert find.stage(office, case) is Stage.CLOSED
    wish = Wish("希望再加一处雨棚。", DAY, "示例区教育局", DAY + timedelta(days=10))
    case = look_back.take_wish(office, case.id, wish)
    assert find.stage(office, case) is Stage.FOLLOWING
    step = find.next_step(office, case)
    assert step is not None
    assert (step.act, step.what) == (Act.ANSWER_WISH, "答复后续意见")
    assert step.due is not None
    case = look_back.take_wish(office, case.id, Wish("再加座椅。", DAY))
    case = look_back.answer_wish(office, case.id, 0, "已列入本月施工。", DAY)
    assert [each.is_open for each in case.wishes] == [False, True]
    step = find.next_step(office, case)
    assert step is not None
    assert step.due is None
    case = look_back.answer_wish(office, case.id, 1, "已加装。", DAY)
    assert find.stage(office, case) is Stage.CLOSED
    undo.undo(office)
    assert find.stage(office, find.case(office, case.id)) is Stage.FOLLOWING


def test_a_case_is_open_until_its_promises_are_kept(office: Office) -> None:
    case = desks.judged(office, desks.answered(office, desks.registered(office)))
    case = follow.promise(office, case.id, Commitment("新建站台", "示例区教育局", DAY))
    assert find.stage(office, case) is Stage.FOLLOWING
    assert find.stage(office, follow.fulfil(office, case.id, 0, DAY)) is Stage.CLOSED


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (Wish(" ", DAY), "缺后续意见"),
        (Wish("雨棚", DAY + timedelta(days=1)), "收到日期不能晚于今天"),
        (Wish("雨棚", DAY, due_on=DAY - timedelta(days=1)), "答复时限不能早于收到日期"),
    ],
)
def test_an_impossible_wish_is_refused(office: Office, wish: Wish, message: str) -> None:
    case = desks.answered(office, desks.registered(office))
    with pytest.raises(OfficeError, match=message):
        look_back.take_wish(office, case.id, wish)


def test_nothing_follows_before_the_reply(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    with pytest.raises(OfficeError, match="尚未印发答复"):
        look_back.take_wish(office, case.id, Wish("雨棚", DAY))
    with pytest.raises(OfficeError, match="尚未印发答复"):
        look_back.record(office, case.id, SEEN)


def test_an_impossible_answer_is_refused(office: Office) -> None:
    case = desks.answered(office, desks.registered(office))
    look_back.take_wish(office, case.id, Wish("雨棚", DAY))
    with pytest.raises(OfficeError, match="缺答复内容"):
        look_back.answer_wish(office, case.id, 0, " ", DAY)
    with pytest.raises(OfficeError, match="答复日期须在收到意见之后"):
        look_back.answer_wish(office, case.id, 0, "已加装。", DAY - timedelta(days=1))
    with pytest.raises(OfficeError, match="已不存在"):
        look_back.answer_wish(office, case.id, 1, "已加装。", DAY)
    look_back.answer_wish(office, case.id, 0, "已加装。", DAY)
    with pytest.raises(OfficeError, match="已答复或"):
        look_back.answer_wish(office, case.id, 0, "再答。", DAY)


def test_cases_are_picked_by_class_unit_and_day(office: Office) -> None:
    first = desks.answered(office, desks.registered(office, "1"))
    office.clock.turn(10)  # type: ignore[attr-defined]
    second = desks.handed_out(office, desks.registered(office, "2"), desks.draft(2, Role.SOLE))
    second = desks.answered(office, second, 2)
    desks.handed_out(office, desks.registered(office, "3"))

    def ids(wanted: Pick) -> list[int]:
        return [row.id for row in look_back.pick(office, wanted)]

    assert ids(Pick()) == [first.id, second.id]
    assert ids(Pick(unit_id=2)) == [second.id]
    assert ids(Pick(first=DAY + timedelta(days=1))) == [second.id]
    assert ids(Pick(last=DAY)) == [first.id]
    assert ids(Pick(result_class="A")) == [first.id, second.id]
    assert ids(Pick(result_class="C")) == []


def test_what_was_found_is_kept_and_changes_the_status(office: Office) -> None:
    case = desks.answered(office, desks.registered(office))
    assert look_back.looked_at(office, case.id, CAMPAIGN) is None
    case = look_back.record(office, case.id, SEEN)
    assert case.implementation == "正在落实"
    seen = look_back.looked_at(office, case.id, CAMPAIGN)
    assert seen is not None
    assert [seen.finding(each) for each in Aspect] == ["已开工。", "答复具体。", "三次见面齐全。"]
    again = look_back.record(office, case.id, LookBack(CAMPAIGN, DAY, "示例经办", "已完工。"))
    assert (len(again.look_backs), again.implementation) == (1, "正在落实")
    undo.undo(office)
    undo.undo(office)
    back = find.case(office, case.id)
    assert (back.look_backs, back.implementation) == ((), "")


@pytest.mark.parametrize(
    ("seen", "message"),
    [
        (LookBack(" ", DAY, "示例经办", "已开工。"), "未填活动名称"),
        (LookBack(CAMPAIGN, DAY, "示例经办"), "至少写一项"),
        (LookBack(CAMPAIGN, DAY + timedelta(days=1), "示例经办", "已开工。"), "不能晚于今天"),
        (LookBack(CAMPAIGN, DAY, "示例经办", "已开工。", status="飞走了"), "没有“飞走了”"),
    ],
)
def test_an_impossible_finding_is_refused(office: Office, seen: LookBack, message: str) -> None:
    case = desks.answered(office, desks.registered(office))
    with pytest.raises(OfficeError, match=message):
        look_back.record(office, case.id, seen)


def test_classes_and_statuses_add_up_both_ways(office: Office, tmp_path: Path) -> None:
    for number, status in (("1", "已落实"), ("2", "正在落实"), ("3", "")):
        case = desks.answered(office, desks.registered(office, number))
        case = follow.promise(office, case.id, Commitment("新建站台", "示例区教育局", DAY))
        follow.set_implementation(office, case.id, status)
    follow.fulfil(office, 1, 0, DAY)
    desks.handed_out(office, desks.registered(office, "4"))
    table = cross_table.ledger(office)
    titles = [column.title for column in table.columns]
    assert titles == ["办理结果类别", "已落实", "正在落实", "列入计划", "未落实", "未填", "合计"]
    assert table.rows[0][1:] == (1, 1, 0, 0, 1, 3)
    assert table.totals == ("合计", 1, 1, 0, 0, 1, 3)
    assert "承诺落实率33.3%（1/3）" in table.subtitle
    path = tmp_path / "交叉表.xlsx"
    assert cross_table.write(office, None, path) == len(table.rows)
    assert path.exists()


def test_where_classes_are_plans_the_planned_class_counts(tmp_path: Path) -> None:
    from desktop.casework import assign

    office = desks.new_office(tmp_path / "chaoyang", "chaoyang")
    case = desks.handed_out(office, desks.registered(office))
    code = office.scheme_of(case).result_classes[1].code
    case = assign.plan(office, case.id, code)
    desks.answered(office, case)
    table = cross_table.ledger(office)
    assert [row[-1] for row in table.rows][:3] == [0, 1, 0]
    office.close()


def test_the_list_of_a_campaign_is_taken_along(office: Office, tmp_path: Path) -> None:
    first, _ = (desks.answered(office, desks.registered(office, each)) for each in "12")
    seen = LookBack(
        "2026年“回头看”", office.today, "示例督查", "已开工。", "答复具体。", "三次见面齐全。", "正在落实"
    )
    look_back.record(office, first.id, seen)
    table = look_back.ledger(office, Pick(), "2026年“回头看”")
    assert "共2件，已看1件" in table.subtitle
    looked, waiting = table.rows
    assert looked[5:] == (
        office.today, "已开工。", "答复具体。", "三次见面齐全。", "正在落实", "示例督查",
    )  # fmt: skip
    assert waiting[1] == "建议2", "both bodies number from 1"
    assert waiting[5:] == (None, "", "", "", "", "")
    assert export.write(office, table, tmp_path / "list.xlsx") == 2
    assert export.write(office, table, tmp_path / "list.pdf") == 2
