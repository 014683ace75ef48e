"""Units renamed, merged and given up: known by every name they bore, and unchanged on old papers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import find, keep, reorganise, undo
from desktop.domain.errors import OfficeError
from desktop.domain.unit import Unit
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return desks.new_office(tmp_path / "desk")


def test_a_renamed_unit_is_known_by_both_names_and_old_papers_keep_the_old(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    renamed = reorganise.rename(office, 1, " 示例区教育体育局 ")
    assert (renamed.name, renamed.former_names) == ("示例区教育体育局", ("示例区教育局",))
    assert office.store.units.find("示例区教育局") == office.store.units.get(1)
    assert find.case(office, case.id).assignments[0].unit_name == "示例区教育局"
    back = reorganise.rename(office, 1, "示例区教育局")
    assert back.former_names == ("示例区教育体育局",)
    later = desks.handed_out(office, desks.registered(office, "13"))
    assert later.assignments[0].unit_name == "示例区教育局"


def test_a_name_can_be_that_of_one_unit_only(office: Office) -> None:
    for name in ("", "示例区教育局"):
        with pytest.raises(OfficeError, match="没有填写示例区教育局的新名称"):
            reorganise.rename(office, 1, name)
    with pytest.raises(OfficeError, match="“示例区财政局”已是示例区财政局的名称或别名"):
        reorganise.rename(office, 1, "示例区财政局")


def test_an_alias_can_become_the_name(office: Office) -> None:
    keep.save_unit(office, replace(office.store.units.get(1), aliases=("示例教体局", "教育局")))
    assert reorganise.rename(office, 1, "示例教体局").aliases == ("教育局",)


def test_merged_units_end_in_their_successor(office: Office) -> None:
    desks.handed_out(office, desks.registered(office))
    assert reorganise.open_cases(office, 1) == 1
    assert reorganise.merge(office, (1, 3), 2).name == "示例区财政局"
    gone = office.store.units.get(1)
    assert (gone.name, gone.is_active, gone.successor_id) == ("示例区教育局", False, 2)
    with pytest.raises(OfficeError, match="不能并入示例区教育局"):
        reorganise.merge(office, (2,), 1)
    with pytest.raises(OfficeError, match="不能并入示例区财政局"):
        reorganise.merge(office, (2,), 2)
    with pytest.raises(OfficeError, match="没有选择要并入的单位"):
        reorganise.merge(office, (), 2)


def test_units_never_used_are_told_with_the_one_they_may_be(office: Office) -> None:
    desks.handed_out(office, desks.registered(office))
    like = keep.save_unit(office, Unit("示例区教育局机关"))
    found = {each.unit.name: each.like for each in reorganise.idle(office)}
    assert set(found) == {"示例区财政局", "示例区交通局（港航中心）", "示例区教育局机关"}
    assert found["示例区财政局"] is None
    assert found["示例区教育局机关"] == office.store.units.get(1)
    assert like.id in {each.id for each in reorganise.idle(office)}
    assert reorganise.merge_alike(office, reorganise.idle(office)) == 1
    assert office.store.units.get(like.id).successor_id == 1
    assert reorganise.retire(office, (2,)) == 1
    assert [each.unit.id for each in reorganise.idle(office)] == [3]
    with pytest.raises(OfficeError, match="没有勾选要停用的单位"):
        reorganise.retire(office, ())


def test_what_was_done_to_units_is_taken_back_and_done_again(office: Office) -> None:
    reorganise.rename(office, 1, "示例区教育体育局")
    reorganise.merge(office, (1, 3), 2)
    assert undo.undo(office).label == "撤销 单位合并"
    assert [office.store.units.get(each).is_active for each in (1, 3)] == [True, True]
    assert undo.undo(office).verb == "单位更名"
    assert office.store.units.get(1).former_names == ()
    assert undo.redo(office).verb == "单位更名"
    assert office.store.units.get(1).name == "示例区教育体育局"
    assert undo.redo(office).verb == "单位合并"
    assert office.store.units.get(3).successor_id == 2


def test_a_unit_corrected_since_is_not_changed_behind_its_back(office: Office) -> None:
    reorganise.rename(office, 1, "示例区教育体育局")
    keep.save_unit(office, replace(office.store.units.get(1), name="示例区教体局"))
    with pytest.raises(OfficeError, match="示例区教体局之后又有改动，没有撤销“单位更名”"):
        undo.undo(office)
    assert office.store.units.get(1).name == "示例区教体局"
