"""The points of a paper: guessed from numbered paragraphs, answered one by one, printed as a list."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.domain.mapping import from_mapping, to_mapping
from desktop.domain.points import (
    Point,
    PointAnswer,
    PointState,
    as_list,
    bare,
    guess,
    problems,
    unanswered,
)
from desktop.domain.procedure import Act, Situation, problems_of
from desktop.domain.reply import MarkedPlace, Reply
from desktop.domain.scheme import ReviewerRole, Strictness, TopicCheck
from tests import samples

BODY = """示例路沿线居民出行不便。
一、存在问题
1.站距过长。
2.班次少。
二、几点建议
（一）增设站台一对。请在小学门口设站。
（二）加密早晚班次。
"""


@pytest.mark.parametrize(
    ("body", "points"),
    [
        (BODY, ("增设站台一对。请在小学门口设站。", "加密早晚班次。")),
        ("一、增设站台\n二、加密班次", ("增设站台", "加密班次")),
        ("问题很多。\n建议：\n1、增设站台\n2、加密班次\n2、加密班次", ("增设站台", "加密班次")),
        ("一、只有一条", ()),
        ("没有编号的正文，建议增设站台。", ()),
        ("", ()),
    ],
)
def test_numbered_paragraphs_are_a_first_guess(body: str, points: tuple[str, ...]) -> None:
    assert guess(body) == points


def test_a_passage_becomes_a_point_in_one_line_without_its_number() -> None:
    assert bare("（二）加密\n早晚班次 ") == "加密 早晚班次"
    assert len(bare("长" * 999)) == 300


def test_blank_doubled_and_too_many_points_are_told() -> None:
    assert [each.message for each in problems((Point(" "), Point("甲"), Point("甲")))] == [
        "有空白的要点",
        "要点“甲”重复",
    ]
    assert [each.message for each in problems([Point(str(n)) for n in range(21)])] == ["要点超过20条，请合并"]


DONE = PointAnswer("增设站台。", PointState.DONE, "已投用。")
PLANNED = PointAnswer("加密班次", PointState.PLANNED, planned_on=date(2026, 9, 30))
REFUSED = PointAnswer("免费乘车", PointState.REFUSED, reason="与现行政策不符。")


def test_answers_are_printed_as_a_numbered_list() -> None:
    points = tuple(Point(each.point) for each in (DONE, PLANNED, REFUSED))
    assert as_list((*points, Point("没有回应的")), (REFUSED, DONE, PLANNED)) == (
        "1.关于“增设站台”：已落实。已投用。",
        "2.关于“加密班次”：计划于2026年9月30日前落实。",
        "3.关于“免费乘车”：暂不能落实：与现行政策不符。",
    )
    assert [each.detail for each in (DONE, PLANNED, REFUSED)] == [
        "已投用。",
        "2026年9月30日前。",
        "与现行政策不符。",
    ]
    assert PointAnswer("甲", PointState.PLANNED).words == "计划于……前落实。"


def test_a_plan_without_a_day_and_a_refusal_without_a_reason_answer_nothing() -> None:
    points = (Point("增设站台。"), Point("甲"), Point("乙"), Point("丙"))
    answers = (DONE, PointAnswer("甲", PointState.PLANNED), PointAnswer("乙", PointState.REFUSED))
    assert unanswered(points, answers) == points[1:]


@pytest.mark.parametrize(
    ("strictness", "severities"),
    [(Strictness.BLOCK, ["error"]), (Strictness.WARN, ["warning"]), (Strictness.FREE, [])],
)
def test_the_scheme_says_what_unanswered_points_do(strictness: Strictness, severities: list[str]) -> None:
    from dataclasses import replace

    scheme = replace(samples.SCHEME, points_unanswered=strictness)
    case = samples.written(replace(samples.assigned(), points=(Point("增设站台。"),)))
    found = problems_of(Act.SUBMIT, Situation(case, scheme, samples.TODAY, 1))
    told = [each for each in found if each.field == "points"]
    assert [each.severity for each in told] == severities
    assert all("诉求要点有1条没有答复：增设站台。" in each.message for each in told)
    reply = replace(case.written_reply(1), points=(DONE,))
    answered = problems_of(Act.SUBMIT, Situation(case.with_reply(reply), scheme, samples.TODAY, 1))
    assert [each for each in answered if each.field == "points"] == []


def test_a_marked_passage_is_found_again_where_it_stood() -> None:
    mark = MarkedPlace("站台", "写明地点", 10)
    assert mark.place_in("站台一处，另有新的站台。") == (9, 11)
    assert mark.place_in("都改了") is None
    assert MarkedPlace("", "通篇").place_in("正文") is None


def test_points_and_marks_survive_being_kept() -> None:
    reply = Reply(1, "示例局", points=(DONE, PLANNED, REFUSED), follows="例函〔2026〕1号")
    assert from_mapping(Reply, to_mapping(reply)) == reply


def test_a_topic_is_in_category_theme_or_title() -> None:
    check = TopicCheck(("城市管理", "重点项目"), "有完成时限")
    assert check.role is ReviewerRole.SUPERVISION_OFFICE
    assert check.fits(("其他", "关于重点项目的建议"))
    assert not check.fits(("其他", "关于公交的建议"))
