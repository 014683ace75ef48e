"""Reviewing by keyboard: every check ticked, approved step by step, or sent back with an opinion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QCheckBox

from desktop.casework import answer, find, keep, review
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.reply import ReplyState, Verdict
from desktop.domain.unit import Contact, ContactRole
from desktop.views.letter_preview import LetterPreview
from desktop.views.review_dialog import ReviewDialog
from tests import desks
from tests.views.case_desk import fill, focus, press, shown, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.reply import Reply
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


@pytest.fixture
def case(office: Office) -> Case:
    unit = next(each for each in keep.units(office) if each.id == 1)
    keep.save_settings(office, {office.officer_key: "示例经办"})
    head = Contact(ContactRole.HEAD, "示例局长")
    keep.save_unit(office, replace(unit, contacts=(*unit.contacts, head)))
    tasks = (desks.draft(1, Role.LEAD, leader_in_charge="示例副局长"), desks.draft(2, Role.CO))
    case = desks.handed_out(office, desks.registered(office), *tasks)
    case = desks.drafted(office, case, result_class="C", reason="受资金限制")
    return answer.submit(office, case.id, 1)


def opened(seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot) -> ReviewDialog:
    dialog = ReviewDialog(seat[0], find.case(seat[0].office, case.id), 1, host)
    shown(dialog, qtbot)
    return dialog


def reply_of(office: Office, case: Case) -> Reply:
    reply = find.case(office, case.id).reply_of(1)
    assert reply is not None
    return reply


def test_every_step_is_approved_by_keys_until_it_is_signed(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    named = []
    while reply_of(office, case).state is ReplyState.IN_REVIEW:
        dialog = opened(seat, case, host, qtbot)
        for check in dialog.findChildren(QCheckBox):
            assert focus() is check
            press("Space")
            press("Tab")
        named.append(dialog._officer.text())
        if not named[-1]:
            fill("N", "示例科长")
        press("Ctrl+Return")
        assert not dialog.isVisible()
    reply = reply_of(office, case)
    assert named == ["", "示例副局长", "示例经办", "示例局长"]
    assert [step.officer for step in reply.steps] == ["示例科长", "示例副局长", "示例经办", "示例局长"]
    assert reply.signed_by == "示例局长"
    assert seat[1].said[-1] == "已签发，可以编号印发"


def test_the_reviewer_sees_text_class_route_and_doubts(
    seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(seat, case, host, qtbot)
    said = words_of(dialog)
    assert dialog.windowTitle() == "科室核稿 · 第12号建议"
    assert dialog._text.text() == desks.TEXT
    for word in ("C · 因条件限制待以后解决", "受资金限制", "▶", "等待承办科室", "▲ 缺示例区财政局的协办意见"):
        assert word in said


def test_an_unticked_check_is_named_and_nothing_is_decided(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(seat, case, host, qtbot)
    press("Space")
    fill("N", "示例科长")
    press("Ctrl+Return")
    assert dialog.banner.text == "“科室核稿”尚有未核对的项目：文字、格式，未作改动；请逐项核对后勾选。"
    assert reply_of(office, case).steps == ()


def test_sending_back_needs_an_opinion(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(seat, case, host, qtbot)
    fill("N", "示例科长")
    dialog.send_back()
    assert dialog.banner.text == "退回须写明意见，未作改动；请填写需要修改的内容。"
    assert focus().accessibleName() == "意见"
    fill("O", "请补充完成时限")
    assert dialog.would_lose()
    press("Alt+B")
    qtbot.waitUntil(lambda: reply_of(office, case).state is ReplyState.SENT_BACK)
    (step,) = reply_of(office, case).steps
    assert (step.verdict, step.opinion) == (Verdict.SENT_BACK, "请补充完成时限")


def test_the_letter_can_be_seen_as_it_would_look(
    seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(seat, case, host, qtbot)
    dialog.preview()
    (preview,) = dialog.findChildren(LetterPreview)
    qtbot.waitUntil(lambda: preview.is_ready)
    preview.reject()


def test_what_is_not_in_review_cannot_be_reviewed(
    seat: tuple[Desk, Heard], case: Case, office: Office
) -> None:
    case = review.send_back(office, case.id, 1, review.Decision("示例科长", "请补充"))
    with pytest.raises(OfficeError, match="不在审核中"):
        ReviewDialog(seat[0], case, 1)
