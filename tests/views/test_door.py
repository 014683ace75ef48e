"""The door: the window of each person, the login before it, and the way out and in again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication

from desktop import app
from desktop.casework import admit
from desktop.casework.office import Seat
from desktop.domain.account import Account, AccountRole
from desktop.domain.procedure import Act
from desktop.views.case_page import CasePage
from desktop.views.door import Door
from desktop.views.login_window import LoginWindow
from desktop.views.main_window import MainWindow
from desktop.views.settings_page import SECTIONS, SettingsPage
from tests.casework.accounts_desk import ADMINISTRATOR, OTHER, Ticks, added, quick_hashes
from tests.desks import handed_out, new_office, registered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office

NEW = "Willow-69-harbour"
HANDLER, OVERSEER = AccountRole.HANDLER, AccountRole.OVERSEER


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path / "desk")
    made.ticks = Ticks()
    handed_out(made, registered(made))
    with quick_hashes():
        yield made
    made.close()


@pytest.fixture
def door(qtbot: QtBot, office: Office, tmp_path: Path) -> Iterator[Door]:
    memory = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)
    made = Door(office, partial(app.open_window, office, memory))
    yield made
    made.shut()
    if made.shown is not None:
        qtbot.addWidget(made.shown)
        made.shown.close()


def sign_in(door: Door, name: str, password: str) -> LoginWindow:
    """Type a name and a password into the login window and press the button."""
    window = door.shown
    assert isinstance(window, LoginWindow)
    window.name.setText(name)
    window.password.setText(password)
    window.button.click()
    QApplication.processEvents()
    return window


def main_of(door: Door) -> MainWindow:
    assert isinstance(door.shown, MainWindow)
    return door.shown


def action(window: MainWindow, keys: str) -> QAction:
    found = [each for menu in (window.file_menu, window.view_menu) for each in menu.actions()]
    return next(each for each in found if each.shortcut() == QKeySequence(keys))


def seated(door: Door, role: AccountRole) -> MainWindow:
    """Return the window somebody in that role gets."""
    door._office.is_guarded = True
    account = Account("somebody", "示例某人", (role,), id=99)
    door._office.take_seat(Seat(account, account.real_name))
    QApplication.processEvents()
    return main_of(door)


def test_without_accounts_the_window_stands_at_once(door: Door) -> None:
    door.open()
    window = main_of(door)
    assert window.status.officer.text() == "经办：示例经办"
    assert not any(each.text() == "锁屏(&L)" for each in window.file_menu.actions())
    assert door.lock is None


def test_turning_accounts_on_makes_the_window_of_who_administers(
    door: Door, office: Office, qtbot: QtBot
) -> None:
    door.open()
    before = main_of(door)
    admit.turn_on(office, ADMINISTRATOR)
    qtbot.waitUntil(lambda: door.shown is not before)
    window = main_of(door)
    assert list(window.navigation.buttons) == ["settings"]
    assert not window.work_menu.menuAction().isVisible()
    assert window.toolbar.isHidden()
    for keys in ("Ctrl+N", "Ctrl+I", "Ctrl+F", "Ctrl+K"):
        assert not action(window, keys).isEnabled()
    assert window.status.officer.text() == "登录：示例管理"
    assert window.status.role.text() == "系统管理员"


@pytest.mark.parametrize("role", [AccountRole.ADMINISTRATOR, AccountRole.AUDITOR, OVERSEER])
def test_every_section_of_the_settings_opens_for_every_role(door: Door, role: AccountRole) -> None:
    window = seated(door, role)
    page = window.pages.go("settings")
    assert isinstance(page, SettingsPage)
    for name, _, _ in SECTIONS:
        page.show_section(name)
        page.refresh()


def test_who_comes_types_a_name_and_a_password(door: Door, office: Office) -> None:
    admit.turn_on(office, ADMINISTRATOR)
    added(office, "zhang", HANDLER)
    admit.sign_out(office)
    QApplication.processEvents()
    window = sign_in(door, "zhang", "wrong")
    assert "用户名或密码不对" in window.banner.text
    assert window.password.text() == ""
    sign_in(door, "zhang", OTHER)
    assert main_of(door).status.officer.text() == "登录：示例张三"
    assert len(main_of(door).navigation.buttons) > 1


def test_a_first_password_is_replaced_at_the_door(door: Door, office: Office) -> None:
    admit.turn_on(office, ADMINISTRATOR)
    admit.add(office, admit.Draft("zhang", "示例张三", (HANDLER,), OTHER))
    admit.sign_out(office)
    QApplication.processEvents()
    window = sign_in(door, "zhang", OTHER)
    assert "初始密码" in window.banner.text
    window.new.setText(NEW)
    window.again.setText("another")
    window.button.click()
    assert window.fresh.problem_of("again") == "两次输入的新密码不一样"
    window.new.setText(NEW)
    window.again.setText(NEW)
    window.button.click()
    QApplication.processEvents()
    assert main_of(door).status.officer.text() == "登录：示例张三"


def test_who_leaves_leaves_the_login_window(door: Door, office: Office) -> None:
    window = seated(door, HANDLER)
    next(each for each in window.file_menu.actions() if each.text() == "退出登录(&O)").trigger()
    QApplication.processEvents()
    assert isinstance(door.shown, LoginWindow)
    assert office.seat is None
    assert office.store.journal.newest(1)[0].verb == "退出登录"


def test_buttons_of_what_a_role_may_not_do_rest_and_say_who_may(door: Door, qtbot: QtBot) -> None:
    window = seated(door, OVERSEER)
    assert not window.toolbar.register_button.isEnabled()
    assert window.toolbar.register_button.toolTip() == "须由“登记员”、“经办”办理"
    window.pages.go("ledger")
    window.toolbar.show_case(1)
    qtbot.waitUntil(lambda: not window.toolbar.step_button.isHidden())
    assert not window.toolbar.step_button.isEnabled()
    assert "须由“经办”办理" in window.toolbar.step_button.toolTip()
    window.start_act(Act.CONSULT, 1, None)
    assert "没有“办理”的权限，没有改动" in window.status.currentMessage()
    window.register()
    assert "没有“登记”的权限" in window.status.currentMessage()


def test_the_page_of_a_case_lets_its_button_rest(door: Door) -> None:
    window = seated(door, OVERSEER)
    window.open_case(1)
    page = window.pages.page
    assert isinstance(page, CasePage)
    assert not page.header.step_button.isEnabled()
    assert "须由“经办”办理" in page.header.step_button.toolTip()
