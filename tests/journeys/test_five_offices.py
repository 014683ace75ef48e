"""Five offices, each with the counts of a year as it printed them: the desk gives the same figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import crossings, keep, metrics
from desktop.domain.assignment import Assignment, Role
from desktop.domain.case import Case
from desktop.domain.consultation import Consultation
from desktop.domain.crossing import Dimension, Scope
from desktop.domain.feedback import Feedback
from desktop.domain.proposal import Kind, Origin
from desktop.domain.reply import Reply, ReplyState
from desktop.domain.unit import System, Unit
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.metrics import Figures, Group
    from desktop.casework.office import Office

DAY = date(2026, 3, 2)
YEAR_END = desks.Clock(date(2026, 12, 1))


@dataclass(frozen=True)
class Year:
    """How many cases lie in each content category, result class and verdict, in the order of the scheme."""

    kind: Kind
    categories: tuple[int, ...] = ()
    classes: tuple[int, ...] = ()
    verdicts: tuple[int, ...] = ()


def spread(counts: tuple[int, ...]) -> list[int]:
    """Return the place of each case: 2, 1 gives 0, 0, 1."""
    return [place for place, number in enumerate(counts) for _ in range(number)]


def kept(folder: Path, scheme_id: str, year: Year) -> Office:
    """Return a desk that holds such a year, every case met, answered and judged."""
    office = desks.new_office(folder, scheme_id, YEAR_END)
    scheme = office.default_scheme
    categories, classes = spread(year.categories), spread(year.classes)
    verdicts = spread(year.verdicts) or [0] * max(len(categories), len(classes))
    cases = []
    for number in range(max(len(categories), len(classes))):
        paper = replace(PAPER, kind=year.kind, item_no=str(number + 1), title=f"关于示例路{number}的建议")
        if categories:
            paper = replace(paper, category=scheme.categories[categories[number]])
        code = scheme.result_classes[classes[number] if classes else 0].code
        verdict = scheme.satisfaction.levels[verdicts[number]].code
        reply = Reply(
            1,
            "示例区教育局",
            state=ReplyState.ISSUED,
            result_class=code,
            doc_no=f"{number + 1}",
            issued_on=DAY,
        )
        cases.append(
            Case(
                paper,
                scheme.id,
                scheme.version,
                assignments=(Assignment(1, "示例区教育局", Role.SOLE, assigned_on=DAY),),
                consultations=(Consultation(scheme.contacts.stages[0].key, DAY, scheme.contacts.modes[0]),),
                replies=(reply,),
                feedbacks=(Feedback(DAY, {each.key: verdict for each in scheme.satisfaction.dimensions}),),
            )
        )
    with office.store.transaction():
        office.store.cases.add_many(cases, office.note("登记"))
    return office


def group(figures: Figures, title: str) -> Group:
    return next(each for each in figures.groups if each.title == title)


def printed(figures: Figures, title: str) -> list[tuple[str, int, str]]:
    return [(each.label, each.number, each.percent) for each in group(figures, title).shares]


def rates(figures: Figures) -> dict[str, str]:
    return {each.formula.name: each.percent for each in figures.chosen}


def test_xigong_counts_categories_in_its_order_and_prints_no_shares(tmp_path: Path) -> None:
    office = kept(tmp_path, "xigong", Year(Kind.CPPCC_PROPOSAL, (32, 17, 41, 6, 8, 19)))
    figures = metrics.figures(office, Scope((1,)))
    assert figures.total.number == 123
    assert [number for _, number, _ in printed(figures, "内容分类")] == [32, 17, 41, 6, 8, 19]
    assert {share for _, _, share in printed(figures, "内容分类")} == {""}
    assert printed(figures, "内容分类")[-1][0].startswith("其他")
    assert group(figures, "内容分类").whole.number == figures.total.number
    told = rates(figures)
    assert {told["办复率"], told["面商率"], told["满意率"]} == {"100%"}


def test_jianxi_rounds_half_up_and_only_hints_at_the_sum(tmp_path: Path) -> None:
    year = Year(Kind.SUGGESTION, (46, 15, 16, 29, 17, 10), (82, 30, 21), (129, 4))
    figures = metrics.figures(kept(tmp_path, "jianxi", year), Scope((1,)))
    assert [share for _, _, share in printed(figures, "内容分类")] == [
        "34.6%",
        "11.3%",
        "12%",
        "21.8%",
        "12.8%",
        "7.5%",
    ]
    assert [share for _, _, share in printed(figures, "办理结果类别")] == ["61.7%", "22.6%", "15.8%"]
    assert "100.1%" in group(figures, "办理结果类别").hint
    assert [number for _, number, _ in printed(figures, "反馈评价")][:2] == [129, 4]
    assert (rates(figures)["见面率"], rates(figures)["答复率"]) == ("100%", "100%")


def test_zhangqiu_makes_its_shares_add_up(tmp_path: Path) -> None:
    figures = metrics.figures(
        kept(tmp_path, "zhangqiu", Year(Kind.CPPCC_PROPOSAL, classes=(162, 51, 13))), Scope((1,))
    )
    assert [share for _, _, share in printed(figures, "办理结果类别")] == ["71.7%", "22.6%", "5.7%"]
    assert group(figures, "办理结果类别").hint == ""


def test_chuxiong_prints_two_decimals_without_trailing_zeros(tmp_path: Path) -> None:
    figures = metrics.figures(
        kept(tmp_path, "chuxiong", Year(Kind.CPPCC_PROPOSAL, classes=(177, 61, 10))), Scope((1,))
    )
    assert figures.total.number == 248
    assert [share for _, _, share in printed(figures, "办理结果类别")] == ["71.37%", "24.6%", "4.03%"]


def test_chaoyang_counts_motions_and_papers_between_sessions_apart(tmp_path: Path) -> None:
    """156 papers of the session, 6 of them motions before (S4-01), and 18 between sessions apart (S4-04)."""
    classes = spread((79, 46, 31))
    told = (("已落实", 79), ("提前落实", 6), ("继续推进", 40), ("已落实", 4), ("上级研究审批中", 27))
    statuses = [status for status, number in told for _ in range(number)]
    office = kept(tmp_path, "chaoyang", Year(Kind.SUGGESTION, classes=(79, 46, 31 + 18)))
    codes = [each.code for each in office.default_scheme.result_classes]
    for case_id in range(1, 175):
        case = office.store.cases.get(case_id)
        paper, more = case.proposal, {}
        if case_id <= 6:
            paper = replace(paper, kind=Kind.MOTION_TO_SUGGESTION)
        if case_id > 156:
            paper = replace(paper, origin=Origin.INTERSESSION)
        else:
            more = {"plan_class": codes[classes[case_id - 1]], "implementation": statuses[case_id - 1]}
        with office.store.transaction():
            office.store.cases.save(replace(case, proposal=paper, **more), office.note("测试"))
    figures = metrics.figures(office, Scope((1,)))
    assert figures.total.number == 156
    assert [(number, share) for _, number, share in printed(figures, "计划类别")] == [
        (79, "50.6%"),
        (46, "29.5%"),
        (31, "19.9%"),
    ]
    kinds = {label: number for label, number, _ in printed(figures, "类型")}
    assert kinds == {"代表建议": 150, "议案转建议": 6}
    between = metrics.figures(office, Scope((1,), Origin.INTERSESSION), "2020年12月1日")
    assert (between.total.number, rates(between)["办复率"]) == (18, "100.0%")
    assert between.about.endswith("会下期间")
    crossed = crossings.cross(office, Scope((1,)), Dimension.PLAN_CLASS, Dimension.IMPLEMENTATION, zeros=True)
    assert [row[1:] for row in crossings.ledger(office, crossed).rows] == [
        (79, 0, 0, 0, 79),
        (0, 6, 40, 0, 46),
        (4, 0, 0, 27, 31),
    ]


def test_chuxiong_counts_the_government_system_apart(tmp_path: Path) -> None:
    """S3-01: 269 papers, 248 of them handled by units of the government system."""
    office = kept(tmp_path, "chuxiong", Year(Kind.CPPCC_PROPOSAL, classes=(177, 61, 31)))
    party = keep.save_unit(office, Unit("示例市委宣传部", System.PARTY))
    cases = [office.store.cases.get(case_id) for case_id in range(249, 270)]
    with office.store.transaction():
        for case in cases:
            task = replace(case.assignments[0], unit_id=party.id, unit_name=party.name)
            reply = replace(case.replies[0], unit_id=party.id)
            office.store.cases.save(
                replace(case, assignments=(task,), replies=(reply,)), office.note("测试")
            )
    whole = metrics.figures(office, Scope((1,)))
    system = metrics.figures(office, metrics.government(office, Scope((1,))))
    assert (whole.total.number, system.total.number, system.units) == (269, 248, 1)
    assert [share for _, _, share in printed(system, "办理结果类别")] == ["71.37%", "24.6%", "4.03%"]


@pytest.mark.parametrize("scheme_id", ["xigong", "jianxi", "zhangqiu", "chuxiong", "chaoyang"])
def test_the_parts_of_every_group_add_up_to_the_whole(tmp_path: Path, scheme_id: str) -> None:
    office = kept(tmp_path, scheme_id, Year(Kind.SUGGESTION, (3, 2, 1), (2, 2, 2), (4, 2)))
    for each in metrics.figures(office, Scope((1,))).groups:
        assert sum(share.number for share in each.shares) == each.whole.number == 6
