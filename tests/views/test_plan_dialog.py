"""The class by plan and how far a case is carried out, chosen by keyboard and shown on the case page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from desktop.casework import find
from desktop.views.case_page import CasePage
from desktop.views.plan_dialog import ImplementationDialog, PlanDialog
from tests import desks
from tests.views.case_desk import desk_of, focus, press, shown, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down
BASIC, TASKS, FEEDBACK = 1, 2, 5


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return an office that gives classes when it plans."""
    made = desks.new_office(tmp_path / "desk", "chaoyang")
    yield made
    made.close()


def tab(page: CasePage, case_id: int, number: int) -> str:
    """Return every word on a tab of a case as it is now."""
    page.show_case(case_id)
    page.header.tab_bar.setCurrentIndex(number - 1)
    return words_of(page.tabs.currentWidget())


def accepted(page: CasePage, keys: str, kind: type[QDialog], qtbot: QtBot) -> None:
    """Open a dialog from the page by keys and take what it proposes."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    QApplication.processEvents()  # what was changed is shown before the keys are pressed
    press(keys, page)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), kind))
    dialog = QApplication.activeWindow()
    assert dialog is not None
    press("Ctrl+Return", dialog)
    assert not dialog.isVisible()


@pytest.fixture
def page(seat: tuple[Desk, Heard], qtbot: QtBot) -> CasePage:
    page = CasePage(seat[0])
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def test_the_class_by_plan_is_chosen_with_its_meaning(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    case = desks.handed_out(office, desks.registered(office))
    dialog = PlanDialog(seat[0], case, host)
    shown(dialog, qtbot)
    assert focus().accessibleName() == "计划类别"
    assert "当年能够解决的" in words_of(dialog)
    press("Down")
    assert "跨年度分步落实的" in words_of(dialog)
    press("Ctrl+Return")
    planned = find.case(office, case.id)
    assert planned.plan_class == "B"
    assert seat[1].said == ["已确定计划类别：B · 跨年度分步落实"]
    again = PlanDialog(seat[0], planned, host)
    shown(again, qtbot)
    assert "跨年度分步落实的" in words_of(again)


def test_how_far_it_is_carried_out_is_chosen(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    case = desks.answered(office, desks.registered(office))
    dialog = ImplementationDialog(seat[0], case, host)
    shown(dialog, qtbot)
    press("Down")
    press("Ctrl+Return")
    assert find.case(office, case.id).implementation == "提前落实"
    again = ImplementationDialog(seat[0], find.case(office, case.id), host)
    shown(again, qtbot)
    press("End")
    press("Ctrl+Return")
    assert find.case(office, case.id).implementation == ""
    assert seat[1].said == ["已登记落实情况：提前落实", "已登记落实情况：无"]


def test_the_case_page_leads_to_the_plan(page: CasePage, office: Office, qtbot: QtBot) -> None:
    case = desks.registered(office)
    assert "计划类别" in tab(page, case.id, BASIC)
    assert "计划类别" not in tab(page, case.id, TASKS), "it is planned once somebody handles it"
    desks.handed_out(office, case)
    assert "▲ 尚未确定计划类别" in tab(page, case.id, TASKS)
    accepted(page, "Alt+G", PlanDialog, qtbot)
    assert "A · 当年能够解决" in tab(page, case.id, TASKS)
    assert "A · 当年能够解决" in tab(page, case.id, BASIC)


def test_the_case_page_leads_to_how_far_it_is_carried_out(
    page: CasePage, office: Office, qtbot: QtBot
) -> None:
    case = desks.handed_out(office, desks.registered(office))
    assert "落实情况" not in tab(page, case.id, FEEDBACK) + tab(page, case.id, BASIC)
    desks.answered(office, case)
    assert "落实情况" in tab(page, case.id, BASIC)
    assert "尚未登记答复的事项落实到哪一步。" in tab(page, case.id, FEEDBACK)
    accepted(page, "Alt+S", ImplementationDialog, qtbot)
    assert "已落实" in tab(page, case.id, FEEDBACK).splitlines()
    assert "已落实" in tab(page, case.id, BASIC).splitlines()


def test_other_offices_are_not_asked_for_a_plan(tmp_path: Path, qtbot: QtBot) -> None:
    office = desks.new_office(tmp_path / "other")
    desk, _heard = desk_of(office, tmp_path)
    page = CasePage(desk)
    qtbot.addWidget(page)
    page.show()
    case = desks.handed_out(office, desks.registered(office))
    assert "计划类别" not in tab(page, case.id, TASKS) + tab(page, case.id, BASIC)
    desk.jobs.stop()
    desk.relay.leave()
    office.close()
