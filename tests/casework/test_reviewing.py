"""Reviewing: checks by topic with notes, passages marked when a reply goes back, and its slip."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import answer, points, review, review_sheet
from desktop.casework.review import Decision
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Kind
from desktop.domain.points import PointAnswer, PointState
from desktop.domain.reply import MarkedPlace, ReplyState
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case

MARK = MarkedPlace("已增设站台一处", "写明地点", 24)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = desks.new_office(tmp_path / "desk")
    yield made
    made.close()


def submitted(office: Office, **paper: object) -> Case:
    case = desks.registered(office, paper=replace(PAPER, **paper))  # type: ignore[arg-type]
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    case = desks.drafted(office, desks.met(office, desks.handed_out(office, case, *tasks)))
    return answer.submit(office, case.id, 1)


def test_what_is_checked_follows_the_topic_of_the_paper(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path / "jianxi", "jianxi")
    key = submitted(office, is_key=True)
    key = review.approve(office, key.id, 1, Decision("示例局长", checks=("内容", "文字", "格式")))
    now = review.step(office, key, 1)
    assert now is not None
    wanted = ("建议涉及问题解决与否", "有具体措施和完成时限（城市管理、重点项目）")
    assert review.checks(office, key, now) == wanted
    with pytest.raises(OfficeError, match="未核对的项目：有具体措施和完成时限"):
        review.approve(office, key.id, 1, Decision("示例主任", checks=wanted[:1]))
    policy = submitted(office, title="关于完善夜间停车制度的建议", category="社区工作", is_key=True)
    assert review.checks(office, policy, now)[1:] == ("建立了长效机制（出台政策、完善制度）",)
    other = submitted(office, title="关于增设路灯的建议", category="社区工作", is_key=True)
    assert review.checks(office, other, now) == wanted[:1]
    office.close()


def test_opinions_are_checked_where_units_were_asked_for_one(office: Office) -> None:
    alone = desks.handed_out(office, desks.registered(office, "8"))
    asked = desks.handed_out(
        office, desks.registered(office, "9"), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    )
    step = next(
        step
        for route in office.scheme_of(alone).routes
        for step in route.steps
        if "协办意见已说明" in step.checks
    )
    assert "协办意见已说明" in review.checks(office, asked, step)
    kept = review.checks(office, alone, step)
    assert kept == tuple(check for check in step.checks if check != "协办意见已说明")


def test_a_note_stands_beside_its_check(office: Office) -> None:
    checks = ("内容", "文字", "格式")
    case = submitted(office)
    case = review.approve(
        office, case.id, 1, Decision("示例科长", checks=checks, notes={"文字": " 已改 ", "格式": " "})
    )
    (step,) = case.written_reply(1).steps
    assert step.notes == {"文字": "已改"}


def test_marked_passages_go_back_with_the_reply(office: Office) -> None:
    case = submitted(office)
    assert review.marked(case.reply_of(1)) == ()
    case = review.send_back(office, case.id, 1, Decision("示例科长", marks=(MARK,)))
    (step,) = case.written_reply(1).steps
    assert step.opinion == "请按标注修改（1处）"
    assert review.marked(case.reply_of(1)) == (MARK,)
    case = answer.submit(office, case.id, 1)
    assert case.written_reply(1).state is ReplyState.IN_REVIEW
    assert review.marked(case.reply_of(1)) == ()
    assert review.marked(None) == ()
    with pytest.raises(OfficeError, match="退回须写明意见"):
        review.send_back(office, case.id, 1, Decision("示例科长", marks=(MarkedPlace("站台", " "),)))


def words(rows: object) -> str:
    return "\n".join(box.text for row in rows for box in row.boxes)  # type: ignore[attr-defined]


def test_the_slip_tells_every_decision_and_leaves_room_for_the_next(office: Office) -> None:
    case = submitted(office, is_key=True)
    case = review.send_back(office, case.id, 1, Decision("示例科长", "请补充", marks=(MARK,)))
    case = answer.submit(office, case.id, 1)
    checks = ("内容", "文字", "格式")
    case = review.approve(office, case.id, 1, Decision("示例科长", checks=checks, notes={"文字": "已改"}))
    form = review_sheet.slip(office, case, 1)
    text = words(form.rows)
    for told in (
        "退回修改。请补充",
        "“已增设站台一处”：写明地点",
        "已核对：内容；文字（已改）；格式",
        "示例甲等2人",
        "示例区财政局",
        "□　合法合规",
        "签名：",
    ):
        assert told in text
    assert form.right == "★ 重点件"
    assert office.history_mark in form.notes[0]
    assert review_sheet.pdf(office, [form]).startswith(b"%PDF")


def test_the_slip_can_be_printed_before_anything_is_written(office: Office) -> None:
    alone = replace(PAPER, submitters=PAPER.submitters[:1], co_submitter_count=0)
    case = desks.handed_out(office, desks.registered(office, paper=alone))
    form = review_sheet.slip(office, case, 1)
    assert "示例甲" in words(form.rows)
    assert form.right == ""
    assert replace(case, dues={}).due is None
    assert "办结时限" in words(review_sheet.slip(office, replace(case, dues={}), 1).rows)


def test_the_list_of_points_says_what_was_answered_to_each(office: Office) -> None:
    case = points.keep(office, desks.registered(office).id, ["增设站台", "加密班次"])
    empty = desks.handed_out(office, case)
    assert "增设站台" in words(review_sheet.points_list(office, empty, 1).rows)
    said = PointAnswer("加密班次", PointState.PLANNED, planned_on=date(2026, 9, 30))
    form = review_sheet.points_list(office, desks.drafted(office, empty, points=(said,)), 1)
    assert [box.text for box in form.rows[1].boxes] == ["1", "增设站台", "", ""]
    assert [box.text for box in form.rows[2].boxes] == ["2", "加密班次", "计划落实", "2026年9月30日前。"]
    bare = desks.handed_out(office, desks.registered(office, "13"))
    assert "没有整理诉求要点" in words(review_sheet.points_list(office, bare, 1).rows)


def test_papers_of_a_demo_bear_its_mark(office: Office) -> None:
    office.put_settings({"demo": "1"})
    case = submitted(office)
    assert review_sheet.slip(office, case, 1).watermark == "演示"
    assert review_sheet.points_list(office, case, 1).watermark == "演示"


def test_slip_and_list_of_points_are_written_to_one_file(office: Office, tmp_path: Path) -> None:
    case = points.keep(office, desks.registered(office).id, ["增设站台"])
    case = desks.drafted(office, desks.handed_out(office, case))
    path = tmp_path / "审签单.pdf"
    assert review_sheet.write(case.id, 1, path, office) == path
    with_list = path.read_bytes()
    bare = desks.drafted(office, desks.handed_out(office, desks.registered(office, "13")))
    review_sheet.write(bare.id, 1, path, office)
    assert len(path.read_bytes()) < len(with_list)


def test_the_three_comparisons_are_ticked_each_with_its_note(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path / "chuxiong", "chuxiong")
    case = submitted(office, kind=Kind.CPPCC_PROPOSAL)
    now = review.step(office, case, 1)
    while now is not None and len(now.checks) < 3:
        case = review.approve(office, case.id, 1, Decision("示例科长", checks=now.checks))
        now = review.step(office, case, 1)
    assert now is not None
    assert [check.split("：")[0] for check in now.checks] == [
        "与提案内容和要求对照",
        "与法律法规和政策对照",
        "与客观条件和工作实际对照",
    ]
    with pytest.raises(OfficeError, match="与客观条件和工作实际对照"):
        review.approve(office, case.id, 1, Decision("示例主任", checks=now.checks[:2]))
    notes = dict.fromkeys(now.checks, "相符")
    case = review.approve(office, case.id, 1, Decision("示例主任", checks=now.checks, notes=notes))
    assert case.written_reply(1).steps[-1].notes == notes
    office.close()
