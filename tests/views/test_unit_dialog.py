"""The dialog of a unit: its names, and the people who answer for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import keep
from desktop.domain.unit import Contact, ContactRole, System, Unit
from desktop.views.unit_dialog import UnitDialog
from tests.views.case_desk import fill, press, shown

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office


def opened(office: Office, qtbot: QtBot, unit: Unit | None = None) -> UnitDialog:
    dialog = UnitDialog(office, unit)
    qtbot.addWidget(dialog)
    shown(dialog, qtbot)
    return dialog


def test_by_keys_alone_a_unit_is_made(office: Office, qtbot: QtBot) -> None:
    dialog = opened(office, qtbot)
    fill("N", "示例区城市管理局（综合执法局）")
    fill("H", "示例市示例区城市管理局")
    fill("D", "例城函")
    fill("A", "区城管局、综合执法局（队）")
    fill("F", "示例区市容局")
    dialog.systems.choose(System.VERTICAL)
    name, post, phone = dialog.contacts[ContactRole.HANDLER]
    name.setText("示例甲")
    phone.setText("138-0000-0009")
    press("Ctrl+Return")
    assert not dialog.isVisible()
    kept = next(unit for unit in keep.units(office) if unit.doc_prefix == "例城函")
    assert kept.aliases == ("区城管局", "综合执法局（队）")
    assert kept.former_names == ("示例区市容局",)
    assert kept.system is System.VERTICAL
    assert kept.letterhead == "示例市示例区城市管理局"
    assert kept.contacts == (Contact(ContactRole.HANDLER, "示例甲", "138-0000-0009"),)
    assert post.accessibleName() == "承办人员职务"


def test_a_unit_without_a_name_or_with_a_taken_one_is_refused(office: Office, qtbot: QtBot) -> None:
    dialog = opened(office, qtbot)
    press("Ctrl+Return")
    assert "缺单位名称" in dialog.banner.text
    fill("N", "示例区教育局")
    press("Ctrl+Return")
    assert "已是示例区教育局的名称" in dialog.banner.text
    assert len(keep.units(office)) == 3


def test_people_the_form_does_not_show_are_kept(office: Office, qtbot: QtBot) -> None:
    second = Contact(ContactRole.HANDLER, "示例乙", "138-0000-0002")
    before = keep.units(office)[0]
    unit = keep.save_unit(office, replace(before, contacts=(*before.contacts, second)))
    dialog = opened(office, qtbot, unit)
    assert not dialog.would_lose()
    assert dialog.contacts[ContactRole.HANDLER][0].text() == "示例承办"
    dialog.contacts[ContactRole.HANDLER][0].setText("示例丙")
    dialog.contacts[ContactRole.HEAD][0].setText("示例丁")
    dialog.is_active.setChecked(False)
    assert dialog.would_lose()
    press("Ctrl+Return")
    kept = next(each for each in keep.units(office) if each.id == unit.id)
    assert [each.name for each in kept.contacts] == ["示例丁", "示例丙", "示例乙"]
    assert not kept.is_active
