"""Taking a signature back by keys: from the tab 答复, from the issue dialog, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from desktop.casework import find
from desktop.domain.errors import OfficeError
from desktop.domain.procedure import Act
from desktop.domain.reply import ReplyState
from desktop.views.acts import ActDesk
from desktop.views.case_page import CasePage
from desktop.views.forms import Button
from desktop.views.issue_dialog import IssueDialog
from desktop.views.recall_dialog import RecallDialog
from desktop.views.reply_dialog import ReplyDialog
from tests import desks
from tests.views.case_desk import press, shown, type_text, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


@pytest.fixture
def case(office: Office) -> Case:
    case = desks.handed_out(office, desks.registered(office))
    return desks.signed(office, desks.drafted(office, desks.met(office, case)))


def test_a_signature_is_taken_back_with_a_reason(
    seat: tuple[Desk, Heard], office: Office, case: Case, host: QWidget, qtbot: QtBot
) -> None:
    dialog = RecallDialog(seat[0], case, 1, host)
    shown(dialog, qtbot)
    assert "示例区教育局的答复由示例主要领导签发于 2026-03-02 签发，尚未印发。" in words_of(dialog)
    press("Ctrl+Return")
    assert dialog.banner.text == "撤回签发须写明原因，未作改动；请填写原因。"
    type_text("竣工时间有误")
    assert dialog.would_lose()
    press("Ctrl+Return")
    reply = find.case(office, case.id).written_reply(1)
    assert (reply.state, reply.signed_by, reply.signed_on) == (ReplyState.SENT_BACK, "", None)
    assert seat[1].said == ["第12号建议：已撤回签发，退回拟稿"]
    again = ReplyDialog(seat[0], find.case(office, case.id), 1, host)
    shown(again, qtbot)
    assert "撤回签发（示例经办，2026-03-02）：竣工时间有误" in words_of(again)
    press("Escape")


def test_only_a_signed_reply_can_be_recalled(seat: tuple[Desk, Heard], office: Office) -> None:
    case = desks.drafted(office, desks.handed_out(office, desks.registered(office, "13")))
    with pytest.raises(OfficeError, match="不能撤回签发"):
        RecallDialog(seat[0], case, 1)


def test_the_tab_of_the_replies_offers_it_until_the_letter_is_out(
    seat: tuple[Desk, Heard], office: Office, case: Case, qtbot: QtBot
) -> None:
    page = CasePage(seat[0])
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_case(case.id)
    press("Ctrl+4", page)
    _button(page.tabs.currentWidget(), "撤回签发(&R)…").click()
    (dialog,) = page.findChildren(RecallDialog)
    press("Escape", dialog)
    page.show_case(desks.answered(office, desks.registered(office, "14")).id)
    assert "撤回签发(&R)…" not in words_of(page.tabs.currentWidget())


def test_the_issue_dialog_gives_way_to_it(
    seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot
) -> None:
    issuing = ActDesk(seat[0], host).start(Act.ISSUE, case.id)
    assert issuing is not None
    shown(issuing, qtbot)
    press("Alt+R")
    qtbot.waitUntil(lambda: bool(host.findChildren(RecallDialog)))
    assert not any(each.isVisible() for each in host.findChildren(IssueDialog))
    recalling = _only(host)
    assert recalling.windowTitle() == "撤回签发 · 第12号建议"
    shown(recalling, qtbot)
    assert QApplication.focusWidget() is not None
    press("Escape", recalling)


def _only(host: QWidget) -> QDialog:
    (dialog,) = host.findChildren(RecallDialog)
    return dialog


def _button(widget: QWidget, text: str) -> Button:
    return next(each for each in widget.findChildren(Button) if each.text() == text)
