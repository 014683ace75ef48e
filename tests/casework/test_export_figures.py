"""The figures of a year as tables: rates with their formulas, groups, units under two headings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import count_report, export, export_figures, hand_shares, metrics, metrics_units
from desktop.casework.hand_shares import HandShare
from desktop.domain.assignment import Role
from desktop.domain.crossing import Dimension, Scope
from desktop.domain.errors import OfficeError
from desktop.domain.figures import UnitCount
from desktop.domain.kinds import Kind, Origin
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return a desk with a case judged, one answered with a co-handler, one of CPPCC just registered."""
    made = desks.new_office(tmp_path)
    desks.judged(made, desks.answered(made, desks.registered(made, "1")))
    second = desks.registered(made, "2", replace(PAPER, category="城乡建设"))
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    desks.answered(made, desks.handed_out(made, second, *tasks))
    desks.registered(made, "3", replace(PAPER, kind=Kind.CPPCC_PROPOSAL, category=""))
    return made


def test_every_rate_says_what_is_divided_by_what(office: Office) -> None:
    found = metrics.figures(office)
    table = export_figures.metric_table(found)
    assert table.rows[0] == ("办复率", "66.7%", 2, 3, "件", "已答复件数 ÷ 应办件数")
    assert "各指标分母不同" in table.subtitle
    assert "计量单位有件、件次、项" in table.subtitle
    assert len(export_figures.metric_table(found, variants=True).rows) == len(found.measured)
    one = replace(found, measured=found.measured[:1])
    assert export_figures.metric_table(one).subtitle == f"{found.about}；截至{found.as_of}"


def test_groups_stand_with_their_base_and_what_was_set_by_hand(office: Office) -> None:
    spot = (Kind.SUGGESTION.value, 2, 3)
    hand_shares.put(office, Scope(), Dimension.KIND, spot, HandShare("66.6", "凑足"))
    table = export_figures.group_table(metrics.figures(office))
    assert table.rows[0][:3] == ("总计", "办理件总数", 3)
    assert ("类型", "代表建议", 2, "66.6%※", "2/3", "手工占比：凑足") in table.rows
    assert "比率四舍五入，保留1位小数" in table.subtitle


def test_units_stand_under_two_headings_with_their_sum(office: Office) -> None:
    found = metrics_units.units(office, Scope())
    table = metrics_units.ledger(office, found, "12月初")
    assert [group for group in table.groups() if group[0]] == [
        ("办理", 1, 3),
        ("办复", 4, 7),
        *((name, 8 + 4 * n, 11 + 4 * n) for n, name in enumerate(found.aspects)),
    ]
    assert table.rows[0][:12] == ("示例区教育局", 2, 0, 2, 2, 0, 2, "100%", 1, 0, 0, 1)
    assert table.rows[1][:8] == ("示例区财政局", 0, 1, 1, 0, 0, 0, "0%")
    assert table.totals is not None
    assert table.totals[:8] == ("合计", 2, 1, 3, 2, 0, 2, "66.7%")
    assert "承办单位2个，其中主办1个" in table.subtitle
    for line in found.lines:
        for cell in line.cells:
            assert office.store.board.count(cell.behind) == cell.number


def test_an_empty_desk_has_no_units(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path / "empty")
    found = metrics_units.units(office, Scope())
    assert (found.lines, set(found.totals), found.total_rate) == ((), {0}, "—")


def test_a_unit_counts_every_task() -> None:
    unit = UnitCount("示例局", 3, 2, 1, 2)
    assert (unit.total, unit.replied) == (5, 3)


@pytest.mark.parametrize("ending", ["xlsx", "csv", "pdf"])
def test_every_table_is_written(office: Office, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"统计.{ending}"
    table = export_figures.group_table(metrics.figures(office))
    assert export.write(office, table, path) == len(table.rows)
    assert path.stat().st_size


def test_what_is_counted_is_told_to_a_program_and_to_a_person(office: Office) -> None:
    desks.registered(office, "闭1", replace(PAPER, origin=Origin.INTERSESSION))
    asked = count_report.Asked(cross="内容分类，当前环节", as_of="12月初")
    document, lines = count_report.told(office, 1, asked)
    figures = document["figures"]
    assert (document["cases"], figures["cases"], figures["as_of"]) == (4, 3, "12月初")
    rate = next(each for each in figures["metrics"] if each["key"] == "reply.owed")
    assert (rate["numerator"], rate["denominator"], rate["percent"], rate["chosen"]) == (2, 3, "66.7%", True)
    assert rate["definition"] == "已答复件数 ÷ 应办件数"
    assert figures["by_unit"][0]["办理主办"] == 2
    assert figures["groups"]["kind"]["parts"][0]["label"] == "代表建议"
    assert document["cross"]["total"] == document["cross"]["cases"] == 3
    assert "办复率 66.7%（2/3，已答复件数 ÷ 应办件数）" in lines
    assert lines[-1].startswith("合计\t")


def test_other_scopes_are_asked_for_by_words(office: Office) -> None:
    between = count_report.Asked(origin=count_report.ORIGINS["闭会"], government=True, key_only=True)
    document, _ = count_report.told(office, None, between)
    assert document["figures"]["cases"] == 0
    assert document["figures"]["scope"].endswith("政府系统主办，重点件")
    carried, _ = count_report.told(office, 1, count_report.Asked(carried=True))
    assert carried["figures"]["cases"] == 0
    with pytest.raises(OfficeError, match="--session"):
        count_report.told(office, None, count_report.Asked(carried=True))


@pytest.mark.parametrize("cross", ["内容分类", "内容分类,不知道", "类型,类型,类型"])
def test_a_crossing_needs_two_known_dimensions(office: Office, cross: str) -> None:
    with pytest.raises(OfficeError, match="可用的有：类型、届次"):
        count_report.told(office, 1, count_report.Asked(cross=cross))
