"""Writing a reply: points, faults, versions, blocks, precedents, letters after the reply, co-opinions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import (
    answer,
    blocks,
    co_opinions,
    consult,
    find,
    issue,
    letters,
    points,
    precedents,
    preview,
    proofread,
    undo,
    versions,
)
from desktop.casework.co_opinions import OpinionState
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.errors import OfficeError, Severity
from desktop.domain.letter_rules import PointsPlace
from desktop.domain.listing import Criteria
from desktop.domain.points import Point, PointAnswer, PointState
from desktop.domain.reply import ReplyState
from desktop.domain.scheme import Scheme, Strictness
from desktop.domain.text_block import BlockKind
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case

WANTS = ("增设站台", "加密班次")
ANSWERS = (
    PointAnswer("增设站台", PointState.DONE, "今日投用。"),
    PointAnswer("加密班次", PointState.PLANNED, planned_on=date(2026, 9, 30)),
)
WRONG = "一、办理情况\n示例甲委员：您提出的事项列为B类，已办理。"


@pytest.fixture
def clock() -> desks.Clock:
    return desks.Clock()


@pytest.fixture
def office(tmp_path: Path, clock: desks.Clock) -> Iterator[Office]:
    made = desks.new_office(tmp_path / "desk", clock=clock)
    yield made
    made.close()


def ruled(office: Office, case: Case, **rules: object) -> Case:
    """Return the case under a scheme of its own that differs in these rules."""
    scheme: Scheme = replace(office.scheme_of(case), id="own", version=1, **rules)  # type: ignore[arg-type]
    with office.store.transaction():
        office.store.reference.put_scheme(scheme, office.note("测试"))
        return office.store.cases.save(replace(case, scheme_id="own", scheme_version=1), office.note("测试"))


# --- points -------------------------------------------------------------


def test_points_are_kept_in_order_and_can_be_undone(office: Office) -> None:
    case = desks.registered(office, paper=replace(PAPER, body="一、增设站台\n二、加密班次"))
    assert points.guess(case) == WANTS
    case = points.keep(office, case.id, [" 增设站台 ", "加密班次"])
    assert case.points == (Point("增设站台"), Point("加密班次"))
    assert undo.undo(office).verb == "整理诉求要点"
    assert find.case(office, case.id).points == ()
    with pytest.raises(OfficeError, match="要点尚未保存：有空白的要点"):
        points.keep(office, case.id, [""])


def test_points_stay_once_a_reply_is_on_its_way(office: Office) -> None:
    case = points.keep(office, desks.registered(office).id, WANTS)
    case = desks.drafted(office, desks.met(office, desks.handed_out(office, case)), points=ANSWERS)
    case = answer.submit(office, case.id, 1)
    with pytest.raises(OfficeError, match="示例区教育局的答复审核中，诉求要点没有改动"):
        points.keep(office, case.id, WANTS[:1])
    assert points.keep(office, case.id, WANTS).points == case.points


def test_a_letter_lists_the_answers_where_the_office_prints_them(office: Office) -> None:
    case = points.keep(office, desks.registered(office).id, WANTS)
    case = desks.drafted(office, desks.handed_out(office, case), points=ANSWERS)
    rules = office.scheme_of(case).letter
    in_body = ruled(office, case, letter=replace(rules, points=PointsPlace.BODY))
    body = [each.text for each in letters.compose(office, in_body, 1).body]
    assert body[-3:-1] == [
        "1.关于“增设站台”：已落实。今日投用。",
        "2.关于“加密班次”：计划于2026年9月30日前落实。",
    ]


def test_a_letter_names_the_annexed_list(office: Office) -> None:
    case = points.keep(office, desks.registered(office).id, WANTS)
    case = desks.drafted(office, desks.handed_out(office, case), points=ANSWERS)
    annexed = ruled(office, case, letter=replace(office.scheme_of(case).letter, points=PointsPlace.ANNEX))
    letter = letters.compose(office, annexed, 1)
    assert letter.attachments == ("诉求要点答复清单",)
    (listed,) = letter.annexes
    assert listed.title == "诉求要点答复清单"
    assert [each.text for each in listed.body] == [
        "1.关于“增设站台”：已落实。今日投用。",
        "2.关于“加密班次”：计划于2026年9月30日前落实。",
    ]


def test_the_list_of_answers_lies_behind_the_letter_on_paper(office: Office) -> None:
    case = points.keep(office, desks.registered(office).id, WANTS)
    case = desks.drafted(office, desks.handed_out(office, case), points=ANSWERS)
    assert office.scheme_of(case).letter.points is PointsPlace.ANNEX
    plain = ruled(office, case, letter=replace(office.scheme_of(case).letter, points=PointsPlace.NONE))
    assert letters.compose(office, plain, 1).attachments == ()
    pages = [
        len(tuple(preview.page_images(issue.pdf((letters.compose(office, each, 1),)), 40)))
        for each in (plain, case)
    ]
    assert pages == [1, 2]


# --- faults -------------------------------------------------------------


@pytest.mark.parametrize(("strictness", "number"), [(Strictness.FREE, 0), (Strictness.WARN, 2)])
def test_errors_in_a_letter_are_told_as_the_scheme_wants(
    office: Office, strictness: Strictness, number: int
) -> None:
    case = ruled(office, desks.registered(office), letter_check=strictness)
    case = desks.drafted(office, desks.met(office, desks.handed_out(office, case)), text=WRONG)
    found = answer.faults(office, case, 1)
    assert len(found) == number
    assert all(each.severity is Severity.ERROR for each in found)
    assert answer.submit(office, case.id, 1).written_reply(1).state is ReplyState.IN_REVIEW


def test_a_strict_scheme_lets_no_error_pass(office: Office) -> None:
    case = ruled(office, desks.registered(office), letter_check=Strictness.BLOCK)
    case = desks.drafted(office, desks.met(office, desks.handed_out(office, case)), text=WRONG)
    with pytest.raises(OfficeError, match="答复函有错误，尚未送审：称呼应为“代表”；"):
        answer.submit(office, case.id, 1)
    case = desks.signed(office, desks.drafted(office, case))
    reply = replace(case.written_reply(1), text=WRONG)
    with office.store.transaction():
        office.store.cases.save(case.with_reply(reply), office.note("测试"))
    with pytest.raises(OfficeError, match="答复函有错误，未印发"):
        issue.letter(office, case.id, 1)


def test_near_copies_of_one_reply_are_found_before_it_goes(office: Office) -> None:
    long = "经研究，我局组织调研，走访沿线学校和企业，核实客流数据，完成线路调整并公示，方便居民出行。" * 3
    first = desks.drafted(office, desks.handed_out(office, desks.registered(office, "1")), text=long)
    second = desks.handed_out(office, desks.registered(office, "2"))
    assert proofread.copies(office, second, 1) == ()
    second = desks.drafted(office, second, text=long)
    (copy,) = proofread.copies(office, second, 1)
    assert "第1号建议" in copy.message
    reports = proofread.of_cases(office, [first.id, second.id])
    assert [each.unit_id for each in reports] == [1, 1]
    assert proofread.over(office, Criteria(first.proposal.session_id)) == reports


# --- versions -----------------------------------------------------------


def test_every_saved_text_is_a_version(office: Office, clock: desks.Clock) -> None:
    case = desks.drafted(office, desks.handed_out(office, desks.registered(office)), text="第一稿。")
    clock.turn(1)
    desks.drafted(office, case, text="第一稿。", result_class="B")
    desks.drafted(office, case, text="第二稿。")
    found = versions.of_reply(office, case.id, 1, 1)
    assert [each.text for each in found] == ["第一稿。", "第二稿。"]
    assert found[1].words == "第2稿　03-03 09:00　示例经办　起草答复"
    assert versions.of_reply(office, case.id, 2, 1) == ()


# --- blocks -------------------------------------------------------------


def test_blocks_ship_and_are_filled_for_the_case(office: Office) -> None:
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    case = desks.handed_out(office, desks.registered(office), *tasks)
    shelf = {each.key: each for each in blocks.shelf(office)}
    assert {each.kind for each in shelf.values()} == {
        BlockKind.OPENING,
        BlockKind.CLOSING,
        BlockKind.REFUSAL,
    }
    told = blocks.text_for(shelf["with_units"], case, 1)
    assert told.startswith("收到建议后，我单位会同示例区财政局进行")
    alone = desks.handed_out(office, desks.registered(office, "13"))
    assert "会同有关单位" in blocks.text_for(shelf["with_units"], alone, 1)


def test_own_blocks_are_kept_replaced_and_dropped(office: Office) -> None:
    blocks.add(office, BlockKind.CLOSING, "收尾", "请监督。")
    made = blocks.add(office, BlockKind.CLOSING, "收尾 ", "请继续监督。")
    assert [each.text for each in blocks.own(office)] == ["请继续监督。"]
    assert blocks.shelf(office)[-1] == made
    blocks.drop(office, made.key)
    assert blocks.own(office) == ()


def test_a_block_needs_name_text_and_room(office: Office) -> None:
    with pytest.raises(OfficeError, match="缺名称；缺内容"):
        blocks.add(office, BlockKind.OTHER, " ", " ")
    with pytest.raises(OfficeError, match="超过2000字"):
        blocks.add(office, BlockKind.OTHER, "长", "长" * 2001)
    for number in range(60):
        blocks.add(office, BlockKind.OTHER, f"第{number}条", "内容")
    with pytest.raises(OfficeError, match="已有60条"):
        blocks.add(office, BlockKind.OTHER, "再来一条", "内容")


# --- precedents ---------------------------------------------------------


def test_replies_to_similar_papers_are_at_hand(office: Office) -> None:
    desks.answered(office, desks.registered(office, "1"))
    desks.registered(office, "2")
    case = desks.registered(office, "3")
    (found,) = precedents.of_case(office, case)
    assert found.reply.text == desks.TEXT
    assert found.words.startswith("示例区教育局 2026-03-02　")


# --- co-opinions --------------------------------------------------------


def test_opinions_tell_how_they_stand(office: Office, clock: desks.Clock) -> None:
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO), desks.draft(3, Role.CO))
    case = desks.handed_out(office, desks.registered(office), *tasks)
    assert [each.state for each in co_opinions.of_case(office, case)] == [OpinionState.AWAITED] * 2
    clock.turn(40)
    full = "同意安排专项资金用于站台建设，列入下半年预算。"
    case = consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, full))
    late, overdue = co_opinions.of_case(office, case)
    assert (late.state, late.text) == (OpinionState.LATE, full)
    assert (overdue.state, overdue.text) == (OpinionState.OVERDUE, "")
    case = consult.take_co_opinion(office, case.id, 3, CoOpinion(date(2026, 3, 9), "同意"))
    case = consult.take_co_opinion(office, case.id, 2, CoOpinion(date(2026, 3, 9), full))
    given = co_opinions.of_case(office, case)
    assert [each.state for each in given] == [OpinionState.GIVEN, OpinionState.EMPTY]


def test_late_opinions_are_counted_by_unit(office: Office, clock: desks.Clock) -> None:
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO), desks.draft(3, Role.CO))
    case = desks.handed_out(office, desks.registered(office), *tasks)
    assert co_opinions.records(office) == {}
    clock.turn(40)
    consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, "同意"))
    assert co_opinions.records(office) == {2: co_opinions.Record(1, 1, 0)}
