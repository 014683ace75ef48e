"""检查答复函: over a queue or some cases, each letter with its findings, and on to the case."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.domain.errors import OfficeError
from desktop.views.proofread_dialog import ProofreadDialog, of_cases
from desktop.views.review_page import ReviewPage
from tests import desks
from tests.views.case_desk import press, shown, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

WRONG = "一、办理情况\n示例甲委员所提问题属实，【待补】。"


def drafted(office: Office, item_no: str, text: str = WRONG) -> Case:
    case = desks.handed_out(office, desks.registered(office, item_no))
    return desks.drafted(office, desks.met(office, case), text=text)


def test_letters_with_errors_come_first_and_lead_to_their_case(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    mild = drafted(office, "12", "已办理。")
    wrong = drafted(office, "13")
    dialog = of_cases(seat[0], [mild.id, wrong.id], host)
    shown(dialog, qtbot)
    qtbot.waitUntil(lambda: len(dialog.reports) == 2)
    assert [each.case.id for each in dialog.reports] == [wrong.id, mild.id]
    assert "2 份答复函共" in words_of(dialog)
    assert "■ 错误 2 处" in words_of(dialog)
    assert dialog.text.text() == WRONG
    found = dialog.findings.list
    rows = [found.item(row).text() for row in range(found.count())]
    found.itemActivated.emit(found.item(rows.index("■ 称呼应为“代表”")))
    assert dialog.text.textCursor().selectedText() == "示例甲委员"
    dialog.list.setFocus()
    press("Down")
    assert dialog.text.text() == "已办理。"
    press("Return")
    assert seat[1].opened == [mild.id]


def test_nothing_found_is_said(seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot) -> None:
    case = desks.handed_out(office, desks.registered(office))
    dialog = of_cases(seat[0], [case.id], host)
    shown(dialog, qtbot)
    qtbot.waitUntil(lambda: "✓ 没有发现差错" in words_of(dialog))
    dialog.open_case()
    assert seat[1].opened == []


def test_a_refusal_is_told_in_the_banner(seat: tuple[Desk, Heard], host: QWidget, qtbot: QtBot) -> None:
    def refuse(_office: object, _progress: object) -> tuple[()]:
        raise OfficeError("办件不存在，没有检查。")

    dialog = ProofreadDialog(seat[0], partial(refuse), host)
    shown(dialog, qtbot)
    qtbot.waitUntil(lambda: dialog.banner.text == "办件不存在，没有检查。")


def test_the_review_page_checks_the_queue_it_shows(
    seat: tuple[Desk, Heard], office: Office, qtbot: QtBot
) -> None:
    drafted(office, "12")
    page = ReviewPage(seat[0])
    qtbot.addWidget(page)
    page.show()
    page.queues.setCurrentIndex(0)
    page.check.click()
    (dialog,) = page.findChildren(ProofreadDialog)
    qtbot.waitUntil(lambda: len(dialog.reports) == 1)
    dialog.reject()
