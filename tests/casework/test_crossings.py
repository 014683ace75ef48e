"""Two dimensions crossed: in office order, with sums, blanks as a line, and every cell opening its cases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import crossings, theme
from desktop.domain.assignment import Role
from desktop.domain.crossing import Dimension, Scope
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Kind, Origin
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office

BOTH = Scope(origin=None)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = desks.new_office(tmp_path)
    first = desks.registered(made, "1", replace(PAPER, category="城乡建设", is_key=True))
    desks.answered(made, desks.handed_out(made, first, desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)))
    desks.handed_out(made, desks.registered(made, "2", replace(PAPER, category="")))
    desks.registered(made, "3", replace(PAPER, origin=Origin.INTERSESSION, kind=Kind.CPPCC_PROPOSAL))
    theme.add(made, [1], "停车")
    return made


@pytest.mark.parametrize("down", Dimension)
def test_every_cell_and_every_sum_opens_its_cases(office: Office, down: Dimension) -> None:
    across = Dimension.STAGE if down is not Dimension.STAGE else Dimension.KIND
    made = crossings.cross(office, BOTH, down, across)
    for row in (*made.rows, None):
        for column in (*made.columns, None):
            cell = made.cell(row, column)
            if row is not None or not down.is_multiple:
                assert office.store.board.count(cell.behind) == cell.number
    assert made.cell(None, None).number == made.total
    assert made.cases.number == 3
    assert all(place.label for place in (*made.rows, *made.columns))


def test_what_lies_in_several_values_is_counted_by_part(office: Office) -> None:
    made = crossings.cross(office, BOTH, Dimension.UNIT, Dimension.KIND)
    assert [place.label for place in made.rows] == ["示例区教育局", "示例区财政局", "未填"]
    assert made.note == "一件可属几个承办单位（含协办），本表按件次计，共4件次，涉及3件"
    table = crossings.ledger(office, made)
    assert table.totals == ("合计", 3, 1, 4)
    assert made.note in table.subtitle
    assert "大会期间和闭会期间合计" in table.subtitle
    alone = crossings.cross(office, Scope(), Dimension.LEAD_UNIT, Dimension.KIND)
    assert (alone.note, alone.total) == ("", 2)


def test_values_stand_in_the_order_of_the_office(office: Office) -> None:
    made = crossings.cross(office, BOTH, Dimension.CATEGORY, Dimension.KEY, zeros=True)
    categories = office.default_scheme.categories
    assert tuple(place.label for place in made.rows[: len(categories)]) == categories
    assert made.rows[-1].label == "未填"
    assert [place.label for place in made.columns] == ["重点件", "非重点件"]
    months = crossings.cross(office, BOTH, Dimension.ASSIGNED_MONTH, Dimension.RESULT_CLASS)
    assert [place.label for place in months.rows] == ["2026年3月", "未填"]
    assert [place.label for place in months.columns] == ["A类 已解决或基本解决", "未填"]
    by_session = crossings.cross(office, BOTH, Dimension.SESSION, Dimension.LEVEL)
    assert [place.label for place in by_session.rows] == ["区十七届人大一次会议"]
    assert [place.label for place in by_session.columns] == ["区县"]


def test_a_class_without_letter_is_called_by_its_label(office: Office) -> None:
    chosen = replace(office.default_scheme.result_classes[0], letter="")
    assert crossings.class_words(chosen) == chosen.label


def test_the_same_dimension_twice_is_refused(office: Office) -> None:
    with pytest.raises(OfficeError, match="请选两个不同的维度"):
        crossings.cross(office, BOTH, Dimension.KIND, Dimension.KIND)


def test_a_scope_is_told_in_words(office: Office) -> None:
    scope = Scope((1,), Origin.INTERSESSION, kinds=(Kind.CPPCC_PROPOSAL, Kind.SUGGESTION), key_only=True)
    assert crossings.describe(office, scope) == "区十七届人大一次会议，闭会期间，代表建议、政协提案，重点件"
    assert crossings.describe(office, replace(BOTH, replied_only=True)).endswith("已答复件")
