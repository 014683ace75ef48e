"""Issuing by keyboard: the suggested number, the letter beside it, refusals, and the preview that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.casework import find
from desktop.domain.errors import OfficeError
from desktop.domain.reply import ReplyState
from desktop.views.case_page import CasePage
from desktop.views.issue_dialog import IssueDialog
from desktop.views.reply_findings import FindingsPanel
from tests import desks
from tests.views.case_desk import fill, focus, press, shown, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


@pytest.fixture
def case(office: Office) -> Case:
    case = desks.handed_out(office, desks.registered(office))
    return desks.signed(office, desks.drafted(office, desks.met(office, case)))


@pytest.fixture
def dialog(seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot) -> IssueDialog:
    dialog = IssueDialog(seat[0], case, 1, host)
    shown(dialog, qtbot)
    return dialog


def test_the_suggested_number_is_taken_and_the_letter_frozen(
    dialog: IssueDialog, case: Case, office: Office, seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    assert focus().accessibleName() == "文号"
    qtbot.waitUntil(lambda: dialog._view.page_count > 0)
    said = words_of(dialog)
    assert "示例主要领导签发 2026-03-02" in said
    assert "A · 已解决或基本解决" in said
    with qtbot.waitSignal(dialog.letter_issued) as told:
        press("Ctrl+Return")
    assert told.args == [case.id, 1]
    reply = find.case(office, case.id).reply_of(1)
    assert reply is not None
    assert (reply.doc_no, reply.issued_on) == ("例教函〔2026〕1号", office.today)
    assert reply.letter_id is not None
    assert seat[1].said == ["已印发 例教函〔2026〕1号"]


def test_the_letter_is_set_again_with_another_number(
    dialog: IssueDialog, seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: dialog._view.page_count > 0)
    first = dialog._view._canvas.pages
    fill("N", "例教函〔2026〕88号")
    qtbot.waitUntil(lambda: dialog._view._canvas.pages is not first)
    assert not seat[0].jobs.is_busy


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (("N", "八号"), "无法识别"),
        (("D", "明天"), "不晚于今天"),
        (("D", ""), "未填印发日期"),
    ],
)
def test_a_number_or_day_that_cannot_be_is_refused(
    dialog: IssueDialog, case: Case, office: Office, typed: tuple[str, str], refusal: str
) -> None:
    fill(*typed)
    press("Ctrl+Return")
    assert refusal in dialog.banner.text
    assert dialog.isVisible()
    reply = find.case(office, case.id).reply_of(1)
    assert reply is not None
    assert reply.letter_id is None


def test_a_draft_cannot_be_issued(seat: tuple[Desk, Heard], office: Office) -> None:
    case = desks.drafted(office, desks.handed_out(office, desks.registered(office, "13")))
    with pytest.raises(OfficeError, match="尚未签发"):
        IssueDialog(seat[0], case, 1)


def test_a_letter_handed_over_in_person_says_so(
    dialog: IssueDialog, case: Case, office: Office, seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    page = CasePage(seat[0])
    qtbot.addWidget(page)
    press("Alt+F")
    qtbot.waitUntil(dialog._face_to_face.isChecked)
    press("Ctrl+Return")
    assert find.case(office, case.id).written_reply(1).face_to_face
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_case(case.id)
    press("Ctrl+4", page)
    assert "书面答复、面复" in words_of(page.tabs.currentWidget())
    other = desks.answered(office, desks.registered(office, "13"))
    page.show_case(other.id)
    assert "书面答复" in words_of(page.tabs.currentWidget()).splitlines()


def test_errors_are_told_and_asked_about_once_more_before_it_is_issued(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    case = desks.met(office, desks.handed_out(office, desks.registered(office, "77")))
    case = desks.signed(office, desks.drafted(office, case, text="示例甲委员所提问题已办理。"))
    dialog = IssueDialog(seat[0], case, 1, host)
    shown(dialog, qtbot)
    (panel,) = dialog.findChildren(FindingsPanel)
    assert panel.list.item(0).text() == "■ 称呼应为“代表”"
    dialog.accept()
    assert "尚未印发；确认无误仍要印发的，请再按一次" in dialog.banner.text
    assert find.case(office, case.id).written_reply(1).state is ReplyState.SIGNED
    dialog.accept()
    assert find.case(office, case.id).written_reply(1).state is ReplyState.ISSUED
