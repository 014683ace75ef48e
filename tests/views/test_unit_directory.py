"""The unit directory on the screen: out and in again, renamed, merged, tidied up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.casework import find, keep
from desktop.domain.assignment import Role
from desktop.domain.unit import Contact, ContactRole, Unit
from desktop.views.directory_dialog import DirectoryDialog
from desktop.views.reorganise_dialog import IdleUnitsDialog, ReorganiseDialog
from desktop.views.settings_units import UnitsSection
from tests import desks
from tests.views.case_desk import fill, press, shown, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down


@pytest.fixture
def section(seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot) -> UnitsSection:
    unit = office.store.units.get(1)
    people = (
        Contact(ContactRole.HEAD, "示例局长", "138-0000-0009"),
        Contact(ContactRole.LEADER_IN_CHARGE, "示例副局长"),
    )
    keep.save_unit(office, replace(unit, contacts=(*unit.contacts, *people)))
    made = UnitsSection(seat[0], host)
    made.resize(1000, 560)
    made.show()
    made.refresh()
    qtbot.waitUntil(made.isVisible)
    return made


def cell(section: UnitsSection, row: int, column: int) -> str:
    return str(section.table.rows.index(row, column).data())


def unit(office: Office, name: str) -> Unit:
    return next(each for each in keep.units(office) if each.name == name)


def test_who_leads_is_in_charge_and_handles_stands_beside_each_unit(section: UnitsSection) -> None:
    rows = {cell(section, row, 0): [cell(section, row, at) for at in (2, 3, 4)] for row in range(3)}
    people = ["示例局长 138-****-0009", "示例副局长", "示例承办 138-****-0001"]
    assert rows["示例区教育局"] == people


def test_p34_phones_are_shown_where_asked_and_the_history_tells_who(
    section: UnitsSection, office: Office
) -> None:
    section.reveal.setChecked(True)
    assert cell(section, 0, 2) == "示例局长 138-0000-0009"
    (line,) = office.store.journal.newest(1)
    assert (line.verb, line.summary) == ("显示联系方式", "承办单位名录")
    section.reveal.setChecked(False)
    assert cell(section, 0, 2) == "示例局长 138-****-0009"
    assert office.store.journal.newest(1) == (line,)


def test_the_directory_goes_out_and_what_comes_in_is_shown_first(
    section: UnitsSection, office: Office, seat: tuple[Desk, Heard], tmp_path: Path, qtbot: QtBot
) -> None:
    section.write_to(str(tmp_path / "名录.xlsx"))
    qtbot.waitUntil(lambda: "已导出 3 个单位" in section.banner.text)
    sent = tmp_path / "名录.csv"
    rows = ("单位名称,第一责任人", "示例区财政局,示例主任", "示例区水务局,示例站长", ",无名")
    sent.write_text("\n".join(rows), encoding="utf-8")
    section.read_from(str(sent))
    qtbot.waitUntil(lambda: bool(section.findChildren(DirectoryDialog)))
    (dialog,) = section.findChildren(DirectoryDialog)
    assert "共 3 行：新增 1 个，修改 1 个，无改动 0 个，1 行有问题不导入。" in words_of(dialog)
    assert dialog.table.rows.rowCount() == 3
    assert "示例区水务局" not in [each.name for each in keep.units(office)]
    assert dialog.verb_button.text() == "导入 2 个单位"
    dialog.verb_button.click()
    head = unit(office, "示例区财政局").contact(ContactRole.HEAD)
    assert head is not None
    assert head.name == "示例主任"
    assert seat[1].said == ["已导入单位名录：新增 1 个，修改 1 个"]
    section.read_from(str(tmp_path / "没有.xlsx"))
    qtbot.waitUntil(lambda: bool(section.banner.text))


def test_files_are_asked_for(section: UnitsSection, qtbot: QtBot) -> None:
    section.write.click()
    section.take_in.click()
    asked = section.findChildren(QFileDialog)
    assert {each.windowTitle() for each in asked} == {"导出单位名录", "导入单位名录"}
    for each in asked:
        each.reject()
    qtbot.waitUntil(lambda: not any(each.isVisible() for each in asked))


def test_a_unit_is_renamed_and_old_papers_keep_its_name(
    section: UnitsSection, office: Office, seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    case = desks.handed_out(office, desks.registered(office))
    section.rename.click()
    assert section.banner.text == "请先选中要更名或合并的单位。"
    section.table.select_place([cell(section, row, 0) for row in range(3)].index("示例区教育局"))
    section.rename.click()
    (dialog,) = section.findChildren(ReorganiseDialog)
    shown(dialog, qtbot)
    assert "示例区教育局在办 1 件不变" in words_of(dialog)
    assert not dialog.would_lose()
    press("Ctrl+Return")
    assert dialog.form.problem_of("name") == "请填写新名称"
    fill("N", "示例区教育体育局")
    assert dialog.would_lose()
    press("Ctrl+Return")
    assert unit(office, "示例区教育体育局").former_names == ("示例区教育局",)
    assert find.case(office, case.id).assignments[0].unit_name == "示例区教育局"
    assert seat[1].said == ["已更名：示例区教育局→示例区教育体育局"]


def test_a_unit_ends_in_another(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = ReorganiseDialog(seat[0], unit(office, "示例区财政局"), host)
    shown(dialog, qtbot)
    press("End")
    assert dialog.verb_button.text() == "并入"
    fill("U", "没有的单位")
    press("Ctrl+Return")
    assert dialog.form.problem_of("into") == "找不到这个单位，或不止一个"
    fill("U", "教育")
    press("Ctrl+Return")
    gone = unit(office, "示例区财政局")
    assert (gone.is_active, gone.successor_id) == (False, 1)
    assert seat[1].said == ["示例区财政局已并入示例区教育局"]


def test_units_never_used_are_given_up_or_merged(
    section: UnitsSection, office: Office, seat: tuple[Desk, Heard], host: QWidget, qtbot: QtBot
) -> None:
    desks.handed_out(office, desks.registered(office))
    keep.save_unit(office, Unit("示例区教育局机关"))
    section.tidy.click()
    (dialog,) = section.findChildren(IdleUnitsDialog)
    shown(dialog, qtbot)
    assert dialog.table.rows.rowCount() == 3
    assert not dialog.verb_button.isEnabled()
    press("Ctrl+A", dialog.table)
    press("Space", dialog.table)
    assert dialog.verb_button.text() == "停用 3 个"
    press("Alt+V")
    press("End")
    assert dialog.verb_button.text() == "并入 1 个"
    press("Ctrl+Return")
    assert unit(office, "示例区教育局机关").successor_id == 1
    again = IdleUnitsDialog(seat[0], host)
    shown(again, qtbot)
    again.model.tick([2], on=True)
    press("Ctrl+Return")
    assert not unit(office, "示例区财政局").is_active
    assert seat[1].said == ["已并入 1 个单位", "已停用 1 个单位"]


def test_where_every_unit_is_busy_there_is_nothing_to_tidy(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    for unit_id in (1, 2, 3):
        case = desks.registered(office, str(unit_id))
        desks.handed_out(office, case, desks.draft(unit_id, Role.SOLE))
    dialog = IdleUnitsDialog(seat[0], host)
    shown(dialog, qtbot)
    assert "每个在用的单位都有承办任务。" in words_of(dialog)
