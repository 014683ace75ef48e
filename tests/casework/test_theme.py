"""Themes of selected cases, typical ones, and what a report says of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import find, theme
from desktop.domain.errors import OfficeError
from desktop.domain.filters import ColumnFilter, ListColumn
from desktop.domain.listing import Criteria
from desktop.domain.proposal import Submitter
from desktop.domain.session import Level
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return a desk with three cases of three submitters."""
    made = desks.new_office(tmp_path)
    for number, name in enumerate(("示例甲", "示例乙", "示例丙"), start=1):
        paper = replace(PAPER, title=f"关于{name}路停车的建议", submitters=(Submitter(name),))
        desks.registered(made, str(number), paper)
    return made


def test_cases_are_put_under_themes_and_found_by_them(office: Office) -> None:
    assert theme.add(office, (1, 2, 3), "停车") == 3
    assert theme.add(office, (1, 2), "停车；道路") == 2
    assert theme.add(office, (1,), "道路") == 0
    assert [row.themes for row in find.page(office, Criteria(), 0, 9)] == ["停车、道路"] * 2 + ["停车"]
    found = find.facets(office, Criteria(), ListColumn.THEMES, 9)
    assert [(facet.label, facet.number) for facet in found] == [("停车", 3), ("道路", 2)]
    assert theme.remove(office, (1, 3), "道路") == 1
    roads = Criteria(filters=(ColumnFilter(ListColumn.THEMES, ("道路",)),))
    assert [row.id for row in find.page(office, roads, 0, 9)] == [2]
    with pytest.raises(OfficeError, match="没有填写专题名称"):
        theme.add(office, (1,), " 、")


def test_a_report_tells_the_groups_with_most_papers_first(office: Office) -> None:
    theme.add(office, (2,), "道路")
    theme.add(office, (1, 2, 3), "停车")
    first, second = theme.groups(office, Criteria())
    assert (first.theme, first.number, first.by_level) == ("停车", 3, ((Level.COUNTY, 3),))
    assert first.sentence == (
        "示例甲、示例乙等多位代表提出“关于示例甲路停车的建议”、“关于示例乙路停车的建议”等相关建议共3件"
    )
    assert second.sentence == "示例乙代表提出“关于示例乙路停车的建议”的建议"
    assert theme.groups(office, Criteria(session_id=9)) == ()


def test_typical_cases_are_told_with_what_was_done(office: Office) -> None:
    theme.mark_typical(office, 2, "一是新增车位；二是错时开放。")
    assert theme.examples(office, Criteria()) == (
        "如：示例乙代表提出的《关于示例乙路停车的建议》。一是新增车位；二是错时开放。",
    )
    theme.mark_typical(office, 2, " ")
    assert theme.examples(office, Criteria()) == ()
    assert [line.verb for line in find.history(office, 2)] == ["登记", "标记典型案例", "取消典型案例"]


def test_the_themes_in_use_are_offered_with_their_numbers(office: Office) -> None:
    assert theme.known(office) == ()
    theme.add(office, (1, 2), "停车；道路")
    theme.add(office, (3,), "停车")
    assert [(facet.value, facet.number) for facet in theme.known(office)] == [("停车", 3), ("道路", 2)]
    assert [group.ids for group in theme.groups(office, Criteria())] == [(1, 2, 3), (1, 2)]
