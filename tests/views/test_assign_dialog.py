"""Handing out by keyboard: units by any name, roles that follow, people and dates put in, gaps named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QListWidget

from desktop.casework import find, keep
from desktop.domain.assignment import Role
from desktop.domain.unit import Contact, ContactRole
from desktop.views.assign_dialog import AssignDialog, ProposeDialog
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import fill, focus, press, shown, type_text, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down


@pytest.fixture
def case(office: Office) -> Case:
    for unit in keep.units(office):
        leader = Contact(ContactRole.LEADER_IN_CHARGE, "示例副局长")
        contacts = (*unit.contacts, leader)
        keep.save_unit(office, replace(unit, aliases=(f"{unit.name}老名",), contacts=contacts))
    return desks.registered(office)


@pytest.fixture
def dialog(seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot) -> AssignDialog:
    dialog = AssignDialog(seat[0], case, host)
    shown(dialog, qtbot)
    return dialog


def add(name: str) -> None:
    press("Alt+U")
    type_text(name)
    press("Return")


def listed(dialog: AssignDialog) -> list[str]:
    (units,) = dialog.findChildren(QListWidget)
    return [units.item(row).text() for row in range(units.count())]


def test_units_are_found_by_part_of_a_name_and_roles_follow(
    dialog: AssignDialog, case: Case, office: Office, seat: tuple[Desk, Heard]
) -> None:
    assert "先在左侧添加承办单位" in words_of(dialog)
    add("教育")
    fill("L", "示例区长")
    fill("G", "示例副局长")
    fill("W", "增设站点")
    fill("M", "现场踏勘")
    assert listed(dialog) == ["示例区教育局\n独办　✓ 齐全"]
    add("示例区财政局老名")
    assert listed(dialog)[0].startswith("示例区教育局\n主办")
    assert listed(dialog)[1] == "示例区财政局\n协办　▲ 缺分管领导、办理任务、办理措施"
    press("Ctrl+Return")
    lead, co = find.case(office, case.id).assignments
    assert (lead.role, co.role) == (Role.LEAD, Role.CO)
    assert (lead.handler, lead.handler_phone) == ("示例承办", "138-0000-0001")
    assert co.responsible_leader == "示例区长"
    assert lead.due is not None
    assert lead.due.on == date(2026, 6, 2)
    assert co.due is not None
    assert co.due.on == date(2026, 4, 2)
    assert all(is_set for _name, is_set in lead.five_settings)
    assert seat[1].said == ["已交办：示例区教育局、示例区财政局"]


def test_what_is_missing_keeps_the_dialog_open_at_that_unit(
    dialog: AssignDialog, case: Case, office: Office
) -> None:
    add("教育")
    press("Ctrl+Return")
    assert dialog.banner.text == "不能交办，未作改动：示例区教育局缺责任领导。"
    assert dialog.isVisible()
    assert "示例区教育局缺责任领导" in words_of(dialog)
    assert focus().accessibleName() == "责任领导"
    assert find.case(office, case.id).assignments == ()


def test_nobody_to_answer_is_refused(dialog: AssignDialog) -> None:
    press("Ctrl+Return")
    assert dialog.banner.text == "不能交办，未作改动：至少要有一个主办（独办、分办）单位。"


def test_the_date_says_how_it_was_computed_and_may_be_another(
    dialog: AssignDialog, case: Case, office: Office
) -> None:
    add("教育")
    assert "如何计算：交办日 2026-03-02" in words_of(dialog)
    fill("L", "示例区长")
    fill("T", "5-8")
    assert "由交办人指定；按规则应为 2026-06-02" in words_of(dialog)
    fill("D", "2-27")
    press("Ctrl+Return")
    (task,) = find.case(office, case.id).assignments
    assert task.due is not None
    assert task.due.on == date(2026, 5, 8)
    assert task.assigned_on == date(2026, 2, 27)


@pytest.mark.usefixtures("dialog")
def test_dates_follow_the_day_of_handing_out(case: Case, office: Office) -> None:
    add("教育")
    fill("L", "示例区长")
    fill("D", "2-27")
    press("Ctrl+Return")
    (task,) = find.case(office, case.id).assignments
    assert task.due is not None
    assert task.due.on == date(2026, 5, 27)


def test_a_date_nobody_can_read_is_refused_at_its_unit(dialog: AssignDialog) -> None:
    add("教育")
    fill("T", "不久")
    press("Ctrl+Return")
    assert "办结时限“不久”不是日期" in words_of(dialog)
    fill("D", "不久")
    fill("T", "")
    press("Ctrl+Return")
    assert dialog.banner.text.startswith("交办日期“不久”不是日期")


def test_an_unknown_unit_can_be_made_at_once(dialog: AssignDialog, office: Office, qtbot: QtBot) -> None:
    add("示例区民政局")
    assert dialog.banner.text.startswith("没有找到“示例区民政局”")
    press("Alt+X")
    qtbot.waitUntil(lambda: bool(listed(dialog)))
    assert "示例区民政局" in [unit.name for unit in keep.units(office)]
    assert listed(dialog)[0].startswith("示例区民政局\n独办")


def test_a_name_that_several_units_bear_is_not_guessed(dialog: AssignDialog) -> None:
    add("示例区")
    assert dialog.banner.text.startswith("有 3 个单位符合“示例区”：示例区教育局、")
    assert not dialog.tasks._remove.isEnabled()
    fill("U", "没有的单位")
    press("Return")
    assert dialog.banner.text == "没有找到“没有的单位”；请改写，或按“新建该单位”。"
    assert listed(dialog) == []


def test_the_phone_follows_the_handler(dialog: AssignDialog, case: Case, office: Office) -> None:
    add("教育")
    fill("L", "示例区长")
    fill("P", "")
    fill("H", "示例承办")
    fill("K", "综合科")
    fill("H", "示例他人")
    press("Ctrl+Return")
    (task,) = find.case(office, case.id).assignments
    assert (task.handler, task.handler_phone, task.section) == ("示例他人", "138-0000-0001", "综合科")
    assert not dialog.isVisible()


def test_no_unit_comes_twice(dialog: AssignDialog) -> None:
    add("教育")
    add("教育")
    assert dialog.banner.text == "示例区教育局已在列表中。"
    assert len(listed(dialog)) == 1


def test_a_unit_can_be_taken_off_again(dialog: AssignDialog, qtbot: QtBot) -> None:
    add("教育")
    add("财政")
    for left in (1, 0):
        press("Alt+E")
        qtbot.waitUntil(lambda left=left: len(listed(dialog)) == left)
    dialog.tasks.remove_chosen()  # with nothing chosen nothing happens
    assert "先在左侧添加承办单位" in words_of(dialog)


def test_handing_out_again_begins_with_what_was_handed_out(
    seat: tuple[Desk, Heard], office: Office, case: Case, host: QWidget, qtbot: QtBot
) -> None:
    case = desks.handed_out(
        office, case, desks.draft(1, Role.LEAD, task="增设站点"), desks.draft(3, Role.CO)
    )
    dialog = AssignDialog(seat[0], case, host)
    shown(dialog, qtbot)
    assert not dialog.would_lose()
    press("Alt+W")
    type_text("并完善过街设施")
    press("Ctrl+Return")
    lead, co = find.case(office, case.id).assignments
    assert "并完善过街设施" in lead.task
    assert co.unit_name == "示例区交通局（港航中心）"
    assert lead.responsible_leader == "示例区长"


def test_a_suggestion_is_taken_only_when_asked_for(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    wished = replace(PAPER, suggested_units=("示例区财政局", "示例区教育局"))
    earlier = desks.registered(office, "7", wished)
    dialog = AssignDialog(seat[0], earlier, host)
    shown(dialog, qtbot)
    qtbot.waitUntil(lambda: len(dialog.suggestions.found) == 2)
    assert dialog.tasks.unit_ids == ()
    assert "主办：提出人希望由其承办" in words_of(dialog)
    assert words_of(dialog).count("提出人希望由其承办") == 2
    press("Alt+2")
    qtbot.waitUntil(lambda: dialog.tasks.unit_ids == (1,))
    press("Alt+1")
    qtbot.waitUntil(lambda: dialog.tasks.unit_ids == (1, 2))
    assert listed(dialog)[0].startswith("示例区教育局\n协办")
    assert listed(dialog)[1].startswith("示例区财政局\n主办")
    assert words_of(dialog).count("✓ 已列入") == 2


def test_nothing_to_suggest_is_said(dialog: AssignDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "没有可供参考的单位" in words_of(dialog))


def test_tasks_typed_before_a_crash_are_offered_again(
    dialog: AssignDialog, seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot
) -> None:
    office = seat[0].office
    add("教育")
    fill("L", "示例区长")
    fill("W", "增设站点")
    fill("T", "5-8")
    add("财政")
    fill("Z", "保障资金")
    assert dialog.would_lose()
    dialog._keeper.keep()
    dialog.hide()  # the program ends here; nobody closed the form
    again = AssignDialog(seat[0], case, host)
    shown(again, qtbot)
    assert again.banner.text.startswith("已恢复 03-02 09:00 没有填完的内容")
    press("Ctrl+Return")
    lead, co = find.case(office, case.id).assignments
    assert (lead.responsible_leader, lead.task, lead.role) == ("示例区长", "增设站点", Role.LEAD)
    assert lead.due is not None
    assert lead.due.on == date(2026, 5, 8)
    assert (co.duties, co.role) == ("保障资金", Role.CO)
    assert keep.draft(office, f"assign/{case.id}") is None
    third = AssignDialog(seat[0], find.case(office, case.id), host)
    shown(third, qtbot)
    assert third.banner.text == ""
    assert not third.would_lose()


def test_tasks_are_drafted_to_be_confirmed_first(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = ProposeDialog(seat[0], case, host)
    shown(dialog, qtbot)
    add("教育")
    fill("L", "示例区长")
    press("Ctrl+Return")
    drafted = find.case(office, case.id)
    assert [task.unit_name for task in drafted.proposed] == ["示例区教育局"]
    assert drafted.assignments == ()
    assert seat[1].said == ["已拟定第12号建议的承办单位：示例区教育局"]
    again = ProposeDialog(seat[0], drafted, host, at_missing=True)
    shown(again, qtbot)
    assert focus().accessibleName() == "办理任务"
    whole = AssignDialog(seat[0], drafted, host)
    shown(whole, qtbot)
    assert listed(whole)[0].startswith("示例区教育局\n独办")
