"""账户与权限: one button while there are no accounts; then the list for administrators, oneself for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtWidgets import QDialog

from desktop.casework import admit
from desktop.domain.account import AccountRole
from desktop.views import journal_words
from desktop.views.account_dialogs import (
    AccountDialog,
    FirstAccountDialog,
    OwnPasswordDialog,
    ResetPasswordDialog,
)
from desktop.views.settings_accounts import AccountsSection
from tests.casework.accounts_desk import ADMINISTRATOR, OTHER, SECRET, Ticks, added, quick_hashes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

NEW = "Willow-69-harbour"
HANDLER = AccountRole.HANDLER
Dialog = TypeVar("Dialog", bound=QDialog)


@pytest.fixture
def section(qtbot: QtBot, office: Office, seat: tuple[Desk, Heard]) -> Iterator[AccountsSection]:
    office.ticks = Ticks()
    with quick_hashes():
        made = AccountsSection(seat[0])
        qtbot.addWidget(made)
        made.refresh()
        made.show()
        yield made


def opened_of(section: AccountsSection, kind: type[Dialog]) -> Dialog:
    found = [each for each in section.findChildren(kind) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def with_accounts(section: AccountsSection, office: Office) -> None:
    admit.turn_on(office, ADMINISTRATOR)
    added(office, "zhang", HANDLER)
    section.refresh()


def choose(section: AccountsSection, name: str) -> None:
    names = [account.name for account in admit.accounts(section.desk.office)]
    section.table.select_place(names.index(name))


def test_a_desk_without_accounts_shows_how_to_turn_them_on(section: AccountsSection, office: Office) -> None:
    assert section.single.isVisible()
    assert section.own.isHidden()
    assert section.table.isHidden()
    section.turn_on.click()
    dialog = opened_of(section, FirstAccountDialog)
    dialog.name.setText("admin1")
    dialog.real_name.setText("示例管理")
    dialog.password.setText(SECRET)
    dialog.again.setText("other")
    dialog.verb_button.click()
    assert dialog.form.problem_of("again") == "两次输入的密码不一样"
    assert not office.is_guarded
    dialog.again.setText(SECRET)
    dialog.verb_button.click()
    assert office.is_guarded
    section.refresh()
    assert section.single.isHidden()
    assert section.table.isVisible()
    assert section.who.text() == "当前登录：示例管理（admin1），系统管理员"


def test_an_account_is_made_with_roles_that_go_together(section: AccountsSection, office: Office) -> None:
    with_accounts(section, office)
    section.add.click()
    dialog = opened_of(section, AccountDialog)
    dialog.name.setText("li")
    dialog.real_name.setText("示例李四")
    dialog.password.setText(OTHER)
    dialog.again.setText(OTHER)
    dialog.roles[AccountRole.AUDITOR].setChecked(True)
    dialog.roles[HANDLER].setChecked(True)
    dialog.verb_button.click()
    assert "不能与其他角色" in dialog.banner.text
    dialog.roles[AccountRole.AUDITOR].setChecked(False)
    dialog.verb_button.click()
    assert [each.real_name for each in admit.accounts(office)] == ["示例管理", "示例张三", "示例李四"]


def test_roles_are_changed_from_the_list(section: AccountsSection, office: Office) -> None:
    with_accounts(section, office)
    choose(section, "zhang")
    section.change.click()
    dialog = opened_of(section, AccountDialog)
    assert dialog.roles[HANDLER].isChecked()
    assert not dialog.name.isEnabled()
    dialog.roles[AccountRole.SIGNER].setChecked(True)
    dialog.verb_button.click()
    assert admit.accounts(office)[1].roles == (HANDLER, AccountRole.SIGNER)


def test_a_password_is_given_anew(section: AccountsSection, office: Office) -> None:
    with_accounts(section, office)
    choose(section, "zhang")
    section.reset.click()
    dialog = opened_of(section, ResetPasswordDialog)
    dialog.password.setText(NEW)
    dialog.again.setText(NEW)
    dialog.verb_button.click()
    assert admit.accounts(office)[1].must_change


def test_an_account_is_stopped_and_used_again_but_not_the_last_administrator(
    section: AccountsSection, office: Office
) -> None:
    with_accounts(section, office)
    choose(section, "zhang")
    section.stop.click()
    assert not admit.accounts(office)[1].is_active
    section.refresh()
    choose(section, "zhang")
    assert section.stop.text() == "启用(&S)"
    section.stop.click()
    assert admit.accounts(office)[1].is_active
    choose(section, "admin1")
    section.stop.click()
    assert "最后一个系统管理员" in section.banner.text


def test_minutes_and_days_are_kept(section: AccountsSection, office: Office) -> None:
    with_accounts(section, office)
    section.minutes.setValue(5)
    section.days.setValue(90)
    section.save.click()
    assert admit.lock_minutes(office) == 5
    assert admit.rules(office).max_days == 90


def test_others_change_their_own_password_only(section: AccountsSection, office: Office) -> None:
    with_accounts(section, office)
    admit.sign_out(office)
    admit.sign_in(office, "zhang", OTHER)
    section.refresh()
    assert section.table.isHidden()
    assert section.list.isHidden()
    section.change_own.click()
    dialog = opened_of(section, OwnPasswordDialog)
    dialog.old.setText("wrong")
    dialog.password.setText(NEW)
    dialog.again.setText(NEW)
    dialog.verb_button.click()
    assert "还可以再试4次" in dialog.banner.text
    dialog.old.setText(OTHER)
    dialog.verb_button.click()
    admit.sign_out(office)
    assert admit.sign_in(office, "zhang", NEW) == ""


def test_the_history_tells_roles_in_words(section: AccountsSection, office: Office) -> None:
    with_accounts(section, office)
    admit.change(office, admit.accounts(office)[1].id, "示例张三", (HANDLER, AccountRole.SIGNER))
    told = journal_words.changes_of(office.store.journal.newest(1)[0], office.default_scheme)
    assert [(each.label, each.before, each.after) for each in told] == [("角色", "经办", "经办、签发")]
