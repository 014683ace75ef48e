"""Deciding whether a paper is taken up, completing drafts, and the way into the recycle bin and back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import find
from desktop.domain.listing import Criteria
from desktop.domain.proposal import Filing
from desktop.domain.stage import Stage
from desktop.views.case_page import CasePage
from desktop.views.filing_dialog import DiscardDialog, FilingDialog
from desktop.views.register_dialog import RegisterDialog
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import fill, press, shown, type_text, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


def test_a_paper_not_taken_up_needs_a_reason(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    case = desks.registered(office)
    dialog = FilingDialog(seat[0], case, host)
    shown(dialog, qtbot)
    press("Alt+F")
    press("Down")
    press("Ctrl+Return")
    assert dialog.banner.text == "不予立案须写明理由，未作改动；请填写理由后再试。"
    fill("R", "不属本级事权")
    assert dialog.would_lose()
    press("Ctrl+Return")
    saved = find.case(office, case.id)
    assert find.stage(office, saved) is Stage.NOT_FILED
    assert saved.proposal.filing_reason == "不属本级事权"
    assert seat[1].said == ["第12号建议：不予立案"]


def test_a_case_goes_into_the_bin_and_comes_back(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    case = desks.registered(office)
    dialog = DiscardDialog(seat[0], case, host)
    shown(dialog, qtbot)
    assert "可以随时恢复" in words_of(dialog)
    assert not dialog.would_lose()
    type_text("重复登记")
    assert dialog.would_lose()
    press("Ctrl+Return")
    assert find.count(office, Criteria()) == 0
    binned = find.case(office, case.id)
    assert binned.is_deleted
    again = DiscardDialog(seat[0], binned, host)
    shown(again, qtbot)
    assert again.windowTitle() == "从回收站恢复 · 第12号建议"
    press("Ctrl+Return")
    assert find.count(office, Criteria()) == 1


def test_a_draft_is_completed_and_filed_from_its_page(
    seat: tuple[Desk, Heard], office: Office, qtbot: QtBot
) -> None:
    case = desks.registered(office, paper=replace(PAPER, filing=Filing.DRAFT))
    page = CasePage(seat[0])
    qtbot.addWidget(page)
    page.show()
    page.show_case(case.id)
    assert page.header.step_button.text() == "补全并立案"
    page.header.step_button.click()
    (dialog,) = page.findChildren(RegisterDialog)
    shown(dialog, qtbot)
    assert dialog.windowTitle() == "补全草稿 · 第12号建议"
    fill("T", "关于示例二路的建议")
    press("Ctrl+Return")
    assert find.stage(office, find.case(office, case.id)) is Stage.REGISTERED


def test_both_are_in_the_menu_of_the_page(
    seat: tuple[Desk, Heard], office: Office, qtbot: QtBot
) -> None:
    page = CasePage(seat[0])
    qtbot.addWidget(page)
    named = {action.text(): action for action in page.actions()}
    for text, kind in (("立案情况(&L)…", FilingDialog), ("移入或移出回收站(&X)…", DiscardDialog)):
        named[text].trigger()  # without a case nothing opens
        assert page.findChildren(kind) == []
    page.show()
    page.show_case(desks.registered(office).id)
    for text, kind in (("立案情况(&L)…", FilingDialog), ("移入或移出回收站(&X)…", DiscardDialog)):
        named[text].trigger()
        (dialog,) = page.findChildren(kind)
        dialog.reject()
