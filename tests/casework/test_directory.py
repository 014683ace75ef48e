"""The directory goes out as a workbook and comes in again; nothing known is lost by a blank cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import directory, keep, undo
from desktop.domain.errors import OfficeError
from desktop.domain.unit import Contact, ContactRole, System
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return desks.new_office(tmp_path / "desk")


def sent(folder: Path, *lines: str) -> Path:
    path = folder / "名录.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_what_goes_out_comes_in_unchanged(office: Office, tmp_path: Path) -> None:
    head = Contact(ContactRole.HEAD, "示例局长", "138-0000-0009", "局长")
    unit = office.store.units.get(1)
    known = replace(unit, contacts=(*unit.contacts, head), aliases=("教育局",), is_active=False)
    keep.save_unit(office, known)
    assert directory.write(office, tmp_path / "out.xlsx") == 3
    plan = directory.read(office, tmp_path / "out.xlsx")
    assert len(plan.entries) == 3
    assert plan.added == plan.changed == plan.refused == ()
    assert directory.take_in(office, plan) == (0, 0)


def test_a_list_that_was_sent_adds_and_changes(office: Office, tmp_path: Path) -> None:
    path = sent(
        tmp_path,
        "承办单位联系表",
        "承办 单位,单位类型,第一责任人,第一责任人电话,承办人,承办人电话,在用,别名",
        "示例区教育局,,示例局长,138-0000-0003,示例承办,,,教育局",
        "示例区财政局,党委部门,,,示例新人,,否,",
        "示例区卫健局,,示例主任,13800000004,,,,",
        ",,,,,,,",
        ",,示例某人,,,,,",
    )
    plan = directory.read(office, path)
    assert [each.number for each in plan.added] == [5]
    assert [each.number for each in plan.changed] == [3, 4]
    assert [(each.number, each.problem) for each in plan.refused] == [(7, "缺单位名称")]
    assert directory.take_in(office, plan) == (1, 2)
    first, second, *_, new = keep.units(office)
    assert first.contact(ContactRole.HEAD) == Contact(ContactRole.HEAD, "示例局长", "138-0000-0003")
    assert first.contact(ContactRole.HANDLER) == Contact(ContactRole.HANDLER, "示例承办", "138-0000-0001")
    assert first.aliases == ("教育局",)
    assert (second.system, second.is_active) == (System.PARTY, False)
    assert second.contact(ContactRole.HANDLER) == Contact(ContactRole.HANDLER, "示例新人")
    assert new.contact(ContactRole.HEAD) == Contact(ContactRole.HEAD, "示例主任", "13800000004")


def test_what_cannot_be_read_is_told_row_by_row(office: Office, tmp_path: Path) -> None:
    path = sent(tmp_path, "单位名称,单位类型", "示例区水务局,衙门", "示例区林业局,", "示例区 林业局,")
    plan = directory.read(office, path)
    assert [each.problem for each in plan.refused] == ["不认识单位类型“衙门”", "“示例区 林业局”在表中重复"]
    with pytest.raises(OfficeError, match="没有找到“单位名称”一列"):
        directory.read(office, sent(tmp_path, "案号,案由", "1,修路"))


def test_a_phone_typed_as_a_number_stays_a_phone(office: Office, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["单位名称", "承办人员", "承办人员电话"])
    sheet.append(["示例区水务局", "示例丁", 13800000005.0])
    book.save(tmp_path / "typed.xlsx")
    (entry,) = directory.read(office, tmp_path / "typed.xlsx").added
    assert entry.unit.contacts[0].phone == "13800000005"


def test_units_that_never_appear_are_named(office: Office) -> None:
    desks.handed_out(office, desks.registered(office))
    keep.save_unit(office, replace(office.store.units.get(2), is_active=False))
    assert [unit.id for unit in directory.unused(office)] == [3]


def test_old_papers_keep_the_name_a_unit_bore(office: Office) -> None:
    old = desks.answered(office, desks.registered(office))
    unit = office.store.units.get(1)
    assert keep.save_unit(office, replace(unit, name="示例区教育体育局")).former_names == ("示例区教育局",)
    new = desks.handed_out(office, desks.registered(office, "13"))
    assert office.store.cases.get(old.id).assignments[0].unit_name == "示例区教育局"
    assert new.assignments[0].unit_name == "示例区教育体育局"
    found = office.store.units.find("示例区教育局")
    assert found is not None
    assert found.id == unit.id


def test_a_name_taken_up_again_is_no_former_name(office: Office) -> None:
    unit = office.store.units.get(1)
    renamed = keep.save_unit(office, replace(unit, name="示例区教体局"))
    back = keep.save_unit(office, replace(renamed, name="示例区教育局"))
    assert back.former_names == ("示例区教体局",)
    assert keep.save_unit(office, back) == back


def test_the_work_of_a_unit_that_is_no_more_goes_on_with_its_heir(office: Office) -> None:
    for gone, heir in ((1, 2), (2, 3)):
        keep.save_unit(office, replace(office.store.units.get(gone), is_active=False, successor_id=heir))
    assert keep.living_unit(office, 1).id == 3
    assert keep.living_unit(office, 3).id == 3


def test_what_a_list_would_change_is_told_cell_by_cell(office: Office, tmp_path: Path) -> None:
    path = sent(
        tmp_path,
        "单位名称,单位类型,主要领导,承办人员电话,在用",
        "示例区教育局,,示例局长,138-0000-0008,否",
        "示例区卫健局,政府部门,示例主任,,",
        "示例区财政局,没有这一类,,,",
        "示例区交通局（港航中心）,,,,",
    )
    told = directory.differences(directory.read(office, path))
    assert [each.id for each in told] == [1, 2, 3, 4, 5]
    assert [(each.unit, each.title, each.old, each.new) for each in told[:3]] == [
        ("示例区教育局", "主要领导", "", "示例局长"),
        ("示例区教育局", "承办人员电话", "138-0000-0001", "138-0000-0008"),
        ("示例区教育局", "在用", "是", "否"),
    ]
    assert told[3][1:] == ("示例区卫健局", "新增单位", "", "单位类型政府部门；主要领导示例主任", "")
    assert told[4][2:] == ("第4行", "", "", "不认识单位类型“没有这一类”")


def test_a_list_taken_in_is_taken_back_in_one_step(office: Office, tmp_path: Path) -> None:
    path = sent(
        tmp_path, "单位名称,主要领导", "示例区教育局,示例局长", "示例区财政局,示例主任", "示例区卫健局,示例甲"
    )
    directory.take_in(office, directory.read(office, path))
    assert undo.undo(office).verb == "导入单位名录"
    assert office.store.units.get(1).contact(ContactRole.HEAD) is None
    assert office.store.units.get(2).contact(ContactRole.HEAD) is None
    assert not office.store.units.get(4).is_active
