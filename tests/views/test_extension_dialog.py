"""Asking for more time and deciding on it, by keyboard."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import clock, find
from desktop.domain.clock import ExtensionState
from desktop.domain.errors import OfficeError
from desktop.domain.procedure import Act
from desktop.views.acts import ActDesk
from desktop.views.extension_dialog import ExtensionDecisionDialog, ExtensionDialog
from tests import desks
from tests.views.case_desk import fill, press, shown, type_text, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


@pytest.fixture
def case(office: Office) -> Case:
    """Return a case just handed out, due on 2026-06-02."""
    return desks.handed_out(office, desks.registered(office))


@pytest.fixture
def asked(office: Office, case: Case) -> Case:
    """Return it with an extension asked for."""
    request = clock.Request("示例区教育局", "涉及面广", date(2026, 8, 31))
    return clock.ask_extension(office, case.id, request)


def test_more_time_is_asked_for_within_its_window(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = ExtensionDialog(seat[0], case, 1, host)
    shown(dialog, qtbot)
    assert "现时限 2026-06-02（周二）；最迟 2026-09-02（周三）" in words_of(dialog)
    assert "由交办机关审批；应告知代表、委员" in words_of(dialog)
    press("Ctrl+Return")
    assert dialog.form.problem_of("reason") == "缺延期理由"
    type_text("涉及面广，需会同上级部门")
    assert dialog.would_lose()
    fill("L", "2026-9-3")
    press("Ctrl+Return")
    assert dialog.form.problem_of("until").startswith("最迟只能延至 2026-09-02")
    fill("L", "8-31")
    press("Ctrl+Return")
    (extension,) = find.case(office, case.id).extensions
    assert (extension.asked_by, extension.until) == ("示例区教育局", date(2026, 8, 31))
    assert seat[1].said == ["已登记延期申请，待审批：延至 2026-08-31（周一）"]


def test_an_application_is_approved(
    seat: tuple[Desk, Heard], asked: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = ExtensionDecisionDialog(seat[0], asked, host)
    shown(dialog, qtbot)
    assert "示例区教育局申请延至 2026-08-31（周一）：涉及面广" in words_of(dialog)
    assert not dialog.would_lose()
    press("Ctrl+Return")
    assert dialog.form.problem_of("decided_by") == "缺审批人"
    fill("W", "示例主任")
    assert dialog.would_lose()
    press("Ctrl+Return")
    done = find.case(office, asked.id)
    assert done.due is not None
    assert done.due.on == date(2026, 8, 31)
    assert done.extensions[0].told == ("代表", "委员")
    assert seat[1].said == ["已同意延期，现时限 2026-08-31（周一）"]


def test_an_application_is_refused_with_a_reason(
    seat: tuple[Desk, Heard], asked: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = ExtensionDecisionDialog(seat[0], asked, host)
    shown(dialog, qtbot)
    press("Alt+V")
    press("Down")
    assert not dialog.form.field("until").isEnabled()
    fill("W", "示例主任")
    fill("O", "应按期办结")
    press("Ctrl+Return")
    assert find.case(office, asked.id).extensions[0].state is ExtensionState.REFUSED
    assert seat[1].said == ["未同意延期，现时限 2026-06-02（周二）"]


def test_what_cannot_be_asked_opens_no_dialog(
    seat: tuple[Desk, Heard], asked: Case, case: Case, host: QWidget
) -> None:
    assert asked.id == case.id
    with pytest.raises(OfficeError, match="已有一份延期申请待批"):
        ExtensionDialog(seat[0], asked, 1, host)
    with pytest.raises(OfficeError, match="没有待批的延期申请"):
        ExtensionDecisionDialog(seat[0], case, host)


def test_the_acts_open_their_dialogs(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget
) -> None:
    acts = ActDesk(seat[0], host)
    assert isinstance(acts.start(Act.EXTEND, case.id), ExtensionDialog)
    assert acts.start(Act.DECIDE_EXTENSION, case.id) is None
    assert seat[1].said[-1] == "不能审批延期，未作改动：没有待批的延期申请。"
    clock.ask_extension(office, case.id, clock.Request("示例区教育局", "涉及面广", date(2026, 8, 31)))
    assert isinstance(acts.start(Act.DECIDE_EXTENSION, case.id), ExtensionDecisionDialog)
