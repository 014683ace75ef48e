"""Five offices, each with the counts of a year as it printed them: the desk gives the same figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import export_figures
from desktop.domain.assignment import Assignment, Role
from desktop.domain.case import Case
from desktop.domain.consultation import Consultation
from desktop.domain.feedback import Feedback
from desktop.domain.proposal import Kind, Origin
from desktop.domain.reply import Reply, ReplyState
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.export_figures import Figures, Group
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
    return {each.title: each.percent for each in figures.headlines}


def test_xigong_counts_categories_in_its_order_and_prints_no_shares(tmp_path: Path) -> None:
    office = kept(tmp_path, "xigong", Year(Kind.CPPCC_PROPOSAL, (32, 17, 41, 6, 8, 19)))
    figures = export_figures.compose(office, 1)
    assert figures.cases == 123
    assert [number for _, number, _ in printed(figures, "内容分类")] == [32, 17, 41, 6, 8, 19]
    assert {share for _, _, share in printed(figures, "内容分类")} == {""}
    assert printed(figures, "内容分类")[-1][0].startswith("其他")
    assert group(figures, "内容分类").whole == figures.cases
    assert set(rates(figures).values()) == {"100%"}


def test_jianxi_rounds_half_up_and_only_hints_at_the_sum(tmp_path: Path) -> None:
    year = Year(Kind.SUGGESTION, (46, 15, 16, 29, 17, 10), (82, 30, 21), (129, 4))
    figures = export_figures.compose(kept(tmp_path, "jianxi", year), 1)
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
    figures = export_figures.compose(
        kept(tmp_path, "zhangqiu", Year(Kind.CPPCC_PROPOSAL, classes=(162, 51, 13))), 1
    )
    assert [share for _, _, share in printed(figures, "办理结果类别")] == ["71.7%", "22.6%", "5.7%"]
    assert group(figures, "办理结果类别").hint == ""


def test_chuxiong_prints_two_decimals_without_trailing_zeros(tmp_path: Path) -> None:
    figures = export_figures.compose(
        kept(tmp_path, "chuxiong", Year(Kind.CPPCC_PROPOSAL, classes=(177, 61, 10))), 1
    )
    assert figures.cases == 248
    assert [share for _, _, share in printed(figures, "办理结果类别")] == ["71.37%", "24.6%", "4.03%"]


def test_chaoyang_counts_motions_and_papers_between_sessions_apart(tmp_path: Path) -> None:
    office = kept(tmp_path, "chaoyang", Year(Kind.SUGGESTION, classes=(79, 46, 31)))
    for case_id, changed in (
        *((number, {"kind": Kind.MOTION_TO_SUGGESTION}) for number in range(1, 7)),
        *((number, {"origin": Origin.INTERSESSION}) for number in range(100, 118)),
    ):
        case = office.store.cases.get(case_id)
        with office.store.transaction():
            office.store.cases.save(
                replace(case, proposal=replace(case.proposal, **changed)), office.note("测试")
            )
    figures = export_figures.compose(office, 1)
    assert [(number, share) for _, number, share in printed(figures, "办理结果类别")] == [
        (79, "50.6%"),
        (46, "29.5%"),
        (31, "19.9%"),
    ]
    kinds = {label: number for label, number, _ in printed(figures, "类型")}
    assert kinds == {"代表建议": 150, "议案转建议": 6}
    origins = {label: number for label, number, _ in printed(figures, "提出时间")}
    assert origins == {"大会期间": 138, "会下期间": 18}


@pytest.mark.parametrize("scheme_id", ["xigong", "jianxi", "zhangqiu", "chuxiong", "chaoyang"])
def test_the_parts_of_every_group_add_up_to_the_whole(tmp_path: Path, scheme_id: str) -> None:
    office = kept(tmp_path, scheme_id, Year(Kind.SUGGESTION, (3, 2, 1), (2, 2, 2), (4, 2)))
    for each in export_figures.compose(office, 1).groups:
        assert sum(share.number for share in each.shares) == each.whole == 6
