"""The figures of a year: groups in the order of the scheme, shares by its rounding, units with their sums."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from desktop.casework import export_figures, keep
from desktop.domain.assignment import Role
from desktop.domain.figures import UnitCount
from desktop.domain.kinds import Kind
from desktop.domain.unit import System, Unit
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return desks.new_office(tmp_path)


def worked(office: Office) -> None:
    """Make one case judged, one answered with a co-handler, and one of CPPCC just registered."""
    desks.judged(office, desks.answered(office, desks.registered(office, "1")))
    second = desks.registered(office, "2", replace(PAPER, category="城乡建设"))
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    desks.answered(office, desks.handed_out(office, second, *tasks))
    desks.registered(office, "3", replace(PAPER, kind=Kind.CPPCC_PROPOSAL, category=""))


def test_rates_stand_with_their_parts(office: Office) -> None:
    worked(office)
    found = export_figures.compose(office, 1)
    assert (found.session, found.cases, found.as_of) == ("区十七届人大一次会议", 3, office.today)
    shown = {each.title: each.rate.text(found.rules) for each in found.headlines}
    assert shown == {"答复率": "66.7%（2/3）", "面商率": "66.7%（2/3）", "满意率": "100%（1/1）"}


def test_an_empty_desk_has_dashes_and_no_units(office: Office) -> None:
    found = export_figures.compose(office)
    assert found.session == export_figures.ALL_SESSIONS
    assert {each.percent for each in found.headlines} == {"—"}
    assert export_figures.unit_table(found).totals is None
    assert export_figures.group_table(found).title == "办理情况统计表"


def test_groups_follow_the_scheme_and_tell_of_odd_sums(office: Office) -> None:
    worked(office)
    groups = {group.title: group for group in export_figures.compose(office).groups}
    scheme = office.default_scheme
    categories = [share.label for share in groups["内容分类"].shares]
    assert categories[: len(scheme.categories)] == list(scheme.categories)
    assert set(categories[len(scheme.categories) :]) == {"城建交通", "未分类"}
    assert groups["内容分类"].hint == "合计99.9%"
    classes = groups["办理结果类别"]
    assert classes.shares[0].label == "A类 已解决或基本解决"
    assert (classes.shares[0].number, classes.shares[0].percent, classes.whole) == (2, "100%", 2)
    assert [share.label for share in groups["反馈评价"].shares] == ["满意", "基本满意", "不满意"]
    assert {share.label for share in groups["类型"].shares} == {"代表建议", "政协提案"}


def test_a_scheme_without_percentages_prints_counts_only(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path, "xigong")
    desks.answered(office, desks.registered(office))
    groups = {group.title: group for group in export_figures.compose(office).groups}
    assert {share.percent for share in groups["内容分类"].shares} == {""}
    assert groups["内容分类"].hint == ""
    assert "100%" in {share.percent for share in groups["类型"].shares}
    assert not any(row[3] or row[4] for row in _rows_of(office, "内容分类"))


def _rows_of(office: Office, group: str) -> list[tuple[object, ...]]:
    table = export_figures.group_table(export_figures.compose(office))
    return [row for row in table.rows if row[0] == group]


def test_a_class_without_letter_is_called_by_its_label(office: Office) -> None:
    chosen = replace(office.default_scheme.result_classes[0], letter="")
    assert export_figures.class_words(chosen) == chosen.label


def test_units_stand_under_two_headings_with_their_sum(office: Office) -> None:
    worked(office)
    table = export_figures.unit_table(export_figures.compose(office, 1))
    assert table.grouped
    assert [group for group in table.groups() if group[0]] == [("办理", 1, 3), ("办复", 4, 8)]
    assert table.rows[0] == ("示例区教育局", 2, 0, 2, 2, 0, 2, "100%", "2/2")
    assert table.rows[1] == ("示例区财政局", 0, 1, 1, 0, 0, 0, "0%", "0/1")
    assert table.totals == ("合计", 2, 1, 3, 2, 0, 2, "66.7%", "2/3")


def test_a_unit_counts_every_task() -> None:
    unit = UnitCount("示例局", 3, 2, 1, 2)
    assert (unit.total, unit.replied) == (5, 3)


def test_both_tables_are_written_as_workbooks(office: Office, tmp_path: Path) -> None:
    worked(office)
    groups, units = tmp_path / "分类.xlsx", tmp_path / "单位.xlsx"
    assert export_figures.figures(office, 1, groups) == len(
        export_figures.group_table(export_figures.compose(office, 1)).rows
    )
    assert export_figures.unit_figures(office, 1, units) == 2
    said = {cell.value for row in load_workbook(units).active.iter_rows() for cell in row}
    assert {"区十七届人大一次会议承办单位办理情况统计表", "办理", "办复", "合计", "66.7%"} <= said
    said = {cell.value for row in load_workbook(groups).active.iter_rows() for cell in row}
    assert {"答复率", "2/3", "总件数"} <= said


def test_the_government_system_is_counted_apart(tmp_path: Path) -> None:
    """S3-01: so many cases in all, so many of them handled by so many units of the government system."""
    office = desks.new_office(tmp_path / "systems")
    party = keep.save_unit(office, Unit("示例区委宣传部", System.PARTY))
    for number, unit_id in enumerate((1, 1, 2, party.id), start=1):
        desks.handed_out(office, desks.registered(office, str(number)), desks.draft(unit_id, Role.SOLE))
    desks.registered(office, "9")
    found = export_figures.compose(office, 1)
    group = next(each for each in found.groups if each.title == "主办单位系统")
    assert [(share.label, share.number) for share in group.shares] == [
        ("政府部门（2个单位）", 3),
        ("党委部门（1个单位）", 1),
    ]
    assert (found.cases, group.whole) == (5, 4)
    assert office.store.units.leading(99) == {}
