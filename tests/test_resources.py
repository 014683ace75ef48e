"""What comes with the program is complete: every scheme and calendar loads, and says what its office said."""

from __future__ import annotations

import pytest

from desktop import paths
from desktop.domain.deadlines import Basis, Matter, Measure
from desktop.domain.figures import PercentMode, percentages, sum_hint
from desktop.domain.kinds import Body, Kind, Origin
from desktop.domain.letter import ClassMarkPlace
from desktop.domain.scheme import ResultBasis, ReviewerRole, Strictness
from desktop.domain.scheme_file import scheme_from_toml
from desktop.domain.workdays import calendar_from_toml

FILES = sorted((paths.resources() / "schemes").glob("*.toml"))
SCHEMES = {file.stem: scheme_from_toml(file.read_text("utf-8"), file.name) for file in FILES}
YEARS = sorted((paths.resources() / "calendars").glob("*.toml"))
NEEDED = (Matter.REPLY, Matter.EXTENSION, Matter.RETURN, Matter.CO_OPINION, Matter.FEEDBACK, Matter.REHANDLE)


OFFICES = {"tongyong", "xigong", "jianxi", "zhangqiu", "chuxiong", "chaoyang"}
REGIONS = {"beijing", "shanghai", "zhejiang", "shandong", "qingdao", "henan", "chongqing", "sichuan"}


def test_six_offices_and_eight_regions_ship_and_each_is_named_by_its_file() -> None:
    assert set(SCHEMES) == OFFICES | REGIONS
    assert all(scheme.id == stem for stem, scheme in SCHEMES.items())
    assert len({scheme.name for scheme in SCHEMES.values()}) == len(SCHEMES)


@pytest.mark.parametrize("name", sorted(SCHEMES))
def test_a_scheme_answers_every_matter_of_every_paper(name: str) -> None:
    scheme = SCHEMES[name]
    kinds = [kind for kind in Kind if kind.body in scheme.bodies]
    missing = [
        (matter, kind, origin)
        for matter in NEEDED
        for kind in kinds
        for origin in Origin
        if scheme.deadline(matter, kind, origin) is None
    ]
    assert missing == []
    assert any(route.for_key for route in scheme.routes)
    assert any(level.triggers_rehandling for level in scheme.satisfaction.levels)
    assert all(stage.hint for stage in scheme.contacts.stages)
    assert scheme.leaders


@pytest.mark.parametrize("name", sorted(SCHEMES))
def test_a_class_without_solution_asks_for_a_date_or_a_reason(name: str) -> None:
    unsolved = [each for each in SCHEMES[name].result_classes if not each.counts_as_solved]
    assert unsolved
    assert all(each.needs_planned_date or each.needs_reason for each in unsolved)


@pytest.mark.parametrize("name", sorted(SCHEMES))
def test_a_class_mark_needs_letters(name: str) -> None:
    has_letters = bool(SCHEMES[name].result_classes[0].letter)
    assert (SCHEMES[name].letter.class_mark_place is not ClassMarkPlace.NONE) == has_letters


def test_the_general_scheme_has_the_defaults_of_practice() -> None:
    scheme = SCHEMES["tongyong"]
    terms = [(rule.matter, rule.term.text) for rule in scheme.deadlines]
    assert scheme.bodies == (Body.CONGRESS, Body.CPPCC)
    assert terms == [
        (Matter.HAND_OUT, "7个工作日"),
        (Matter.REPLY, "6个月"),
        (Matter.REPLY, "3个月"),
        (Matter.EXTENSION, "6个月"),
        (Matter.RETURN, "7个工作日"),
        (Matter.CO_OPINION, "1个月"),
        (Matter.CO_OPINION_REDO, "5个工作日"),
        (Matter.FEEDBACK, "15个工作日"),
        (Matter.REHANDLE, "1个月"),
        (Matter.INTERNAL, "提前10个工作日"),
        (Matter.PUBLICATION, "20个工作日"),
    ]
    assert not any(rule.rolls for rule in scheme.deadlines)
    assert [each.letter for each in scheme.result_classes] == ["A", "B", "C", "D"]


def test_a_hard_paper_has_six_months_by_law_and_nobody_needs_to_approve() -> None:
    scheme = SCHEMES["tongyong"]
    plain = scheme.deadline(Matter.REPLY, Kind.SUGGESTION, Origin.SESSION)
    hard = scheme.deadline(Matter.REPLY, Kind.SUGGESTION, Origin.SESSION, "涉及面广、处理难度大")
    assert plain is not None
    assert hard is not None
    assert (plain.term.amount, hard.term.amount) == (3, 6)
    assert scheme.deadline(Matter.HAND_OUT, Kind.SUGGESTION, Origin.SESSION) is None
    assert scheme.deadline(Matter.HAND_OUT, Kind.SUGGESTION, Origin.INTERSESSION) is not None


def test_jianxi_reports_progress_at_half_time() -> None:
    rule = SCHEMES["jianxi"].deadline(Matter.INTERIM, Kind.SUGGESTION, Origin.SESSION)
    assert rule is not None
    assert (rule.term.measure, rule.term.amount) == (Measure.PERCENT, 50)
    assert (rule.basis, rule.until) == (Basis.REPLIED, Basis.PLANNED)


@pytest.mark.parametrize("name", sorted(SCHEMES))
def test_a_scheme_says_who_extends_and_what_comes_after_a_second_no(name: str) -> None:
    scheme = SCHEMES[name]
    assert scheme.extension.approver
    assert scheme.second_redo
    assert scheme.pause.source


TERMS = """
beijing   reply       suggestion     session      -        3个月
beijing   feedback    suggestion     session      -        15个工作日
beijing   rehandle    suggestion     session      -        2个月
shanghai  hand_out    suggestion     intersession -        7个工作日
shanghai  return      suggestion     session      -        7个工作日
shanghai  co_opinion  suggestion     session      -        1个月
zhejiang  return      suggestion     session      -        10日
zhejiang  co_opinion  suggestion     session      -        2个月
shandong  hand_out    suggestion     intersession -        5日
shandong  return      suggestion     session      -        5日
qingdao   return      suggestion     session      -        5个工作日
henan     return      suggestion     session      -        10个工作日
henan     reassign    suggestion     session      -        10个工作日
henan     feedback    suggestion     session      -        10个工作日
chongqing co_opinion  suggestion     session      -        30个工作日
chongqing first_contact suggestion   session      -        20个工作日
chongqing reply       suggestion     session      处理难度大 6个月
chongqing rehandle    suggestion     session      -        2个月
chongqing feedback    suggestion     session      -        20个工作日
sichuan   reply       cppcc_proposal session      -        5个月
sichuan   reply       cppcc_proposal intersession -        3个月
sichuan   reply       suggestion     session      -        3个月
sichuan   rehandle    suggestion     session      -        3个月
chaoyang  rehandle    suggestion     session      -        2个月
jianxi    co_opinion  suggestion     session      -        2个月
zhangqiu  return      cppcc_proposal session      -        5日
"""


@pytest.mark.parametrize("row", TERMS.strip().splitlines())
def test_each_region_has_the_terms_its_rules_give(row: str) -> None:
    name, matter, kind, origin, nature, expected = row.split()
    rule = SCHEMES[name].deadline(Matter(matter), Kind(kind), Origin(origin), nature)
    assert rule is not None
    assert rule.term.text == expected
    assert rule.source


def test_shanghai_extends_on_a_report_and_tells_the_deputy() -> None:
    rules = SCHEMES["shanghai"].extension
    assert not rules.needs_approval
    assert rules.told == ("代表",)


def test_xigong_wants_a_visit_at_home_for_every_paper() -> None:
    scheme = SCHEMES["xigong"]
    assert scheme.categories == ("经济建设", "城乡建设", "科教文卫", "市容管理", "社会治安", "其他")
    assert scheme.contacts.face_to_face is Strictness.BLOCK
    assert scheme.contacts.face_to_face_modes == ("上门走访",)
    assert [each.letter for each in scheme.result_classes] == ["", "", ""]
    assert not scheme.percent.shown


def test_jianxi_examines_key_replies_before_they_go_out() -> None:
    scheme = SCHEMES["jianxi"]
    roles = [step.role for step in scheme.route_for(is_key=True).steps]
    assert roles == [ReviewerRole.HEAD, ReviewerRole.SUPERVISION_OFFICE, ReviewerRole.GOVERNMENT_LEADER]
    assert scheme.route_for(is_key=True).steps[0].checks == ("内容", "文字", "格式")
    assert len(scheme.satisfaction.dimensions) == 4
    assert scheme.word("interim", "") == "二次办理"


def test_zhangqiu_meets_a_third_time_before_the_reply() -> None:
    scheme = SCHEMES["zhangqiu"]
    assert scheme.result_basis is ResultBasis.ADOPTION
    assert scheme.percent.mode is PercentMode.SUM_TO_100
    assert scheme.contacts.stages[2].strictness is Strictness.BLOCK


def test_chaoyang_classes_are_about_the_plan() -> None:
    scheme = SCHEMES["chaoyang"]
    assert scheme.result_basis is ResultBasis.PLAN
    assert scheme.implementation_statuses == ("已落实", "提前落实", "继续推进", "上级研究审批中")
    rule = scheme.deadline(Matter.REHANDLE, Kind.SUGGESTION, Origin.SESSION)
    assert rule is not None
    assert (rule.term.measure, rule.term.amount) == (Measure.MONTHS, 2)


@pytest.mark.parametrize(
    ("name", "counts", "printed", "hint"),
    [
        ("jianxi", (46, 15, 16, 29, 17, 10), "34.6% 11.3% 12% 21.8% 12.8% 7.5%", ""),
        ("jianxi", (82, 30, 21), "61.7% 22.6% 15.8%", "合计100.1%"),
        ("zhangqiu", (162, 51, 13), "71.7% 22.6% 5.7%", ""),
        ("chuxiong", (177, 61, 10), "71.37% 24.6% 4.03%", ""),
        ("chaoyang", (79, 46, 31), "50.6% 29.5% 19.9%", ""),
        ("xigong", (123,), "100%", ""),
    ],
)
def test_each_office_s_own_report_is_reproduced(
    name: str, counts: tuple[int, ...], printed: str, hint: str
) -> None:
    shares = percentages(counts, sum(counts), SCHEMES[name].percent)
    assert " ".join(shares) == printed
    assert sum_hint(shares) == hint


def test_calendars_reach_from_2019_to_2026_and_name_their_notice() -> None:
    years = [calendar_from_toml(file.read_text("utf-8"), file.name) for file in YEARS]
    assert [year.year for year in years] == list(range(2019, 2027))
    assert [file.stem for file in YEARS] == [str(year.year) for year in years]
    assert all(year.confirmed and f"关于{year.year}年部分节假日安排的通知" in year.source for year in years)
    assert all(len(year.holidays) >= 6 for year in years)
