"""Reviewing by keyboard: every check ticked, approved step by step, or sent back with an opinion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCheckBox

from desktop.casework import answer, find, keep, review
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.points import Point
from desktop.domain.reply import ReplyState, Verdict
from desktop.domain.unit import Contact, ContactRole
from desktop.views.letter_preview import LetterPreview
from desktop.views.review_dialog import ReviewDialog
from tests import desks
from tests.views.case_desk import fill, focus, press, shown, type_text, words_of

if TYPE_CHECKING:
    from pathlib import Path

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


def test_passages_are_marked_and_sent_back_with_their_remarks(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(seat, case, host, qtbot)
    press("Alt+M")
    qtbot.waitUntil(lambda: dialog.banner.text == "请先在正文中选中要标注的文字。")
    for passage in ("已增设站台一处", "示例路沿线"):
        dialog._text.moveCursor(QTextCursor.MoveOperation.Start)
        assert dialog._text.find(passage)
        dialog.mark()
        assert focus().accessibleName() == f"对“{passage}”的修改意见"
        type_text(f"改{passage[:2]}")
    assert dialog._marks.tabText(2) == "标注 2"
    assert len(dialog._text.places) == 2
    assert dialog.would_lose()
    fill("N", "示例科长")
    press("Alt+B")
    qtbot.waitUntil(lambda: reply_of(office, case).state is ReplyState.SENT_BACK)
    (step,) = reply_of(office, case).steps
    assert [(each.passage, each.remark) for each in step.marks] == [
        ("示例路沿线", "改示例"),
        ("已增设站台一处", "改已增"),
    ]
    assert desks.TEXT[step.marks[1].start :].startswith("已增设站台一处")


def test_a_mark_can_be_taken_away(seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot) -> None:
    dialog = opened(seat, case, host, qtbot)
    dialog._text.find("已增设")
    dialog.mark()
    dialog._marks._rows[0].drop.click()
    assert dialog._marks.marks() == ()
    assert dialog._marks.tabText(2) == "标注"


def test_a_note_is_kept_beside_its_check(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(seat, case, host, qtbot)
    for check in dialog._checks:
        check.setChecked(True)
    dialog._notes[1].setText("已改两处")
    fill("N", "示例科长")
    press("Ctrl+Return")
    assert reply_of(office, case).steps[0].notes == {"文字": "已改两处"}


def test_points_and_findings_stand_below_the_text(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    reply = replace(reply_of(office, case), text="示例甲委员所提已办。")
    with office.store.transaction():
        kept = find.case(office, case.id)
        pointed = replace(kept.with_reply(reply), points=(Point("增设站台"),))
        office.store.cases.save(pointed, office.note("测试"))
    dialog = opened(seat, case, host, qtbot)
    assert [dialog._marks.tabText(place) for place in range(2)] == ["要点 0/1", "检查 ■1 ●1"]
    assert "■ 已答复 0/1 条，还有 1 条没有答复" in words_of(dialog)
    found = dialog._marks._findings.list
    rows = [found.item(row).text() for row in range(found.count())]
    found.itemActivated.emit(found.item(rows.index("■ 称呼应为“代表”")))
    assert dialog._text.textCursor().selectedText() == "示例甲委员"


def test_errors_are_asked_about_before_the_signature(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    while (now := review.step(office, find.case(office, case.id), 1)) is not None and not now.signs:
        review.approve(office, case.id, 1, review.Decision("示例", checks=now.checks))
    reply = replace(reply_of(office, case), text="示例甲委员所提已办。")
    with office.store.transaction():
        office.store.cases.save(find.case(office, case.id).with_reply(reply), office.note("测试"))
    dialog = opened(seat, case, host, qtbot)
    press("Ctrl+Return")
    assert "尚未签发；确认无误仍要签发的，请再按一次" in dialog.banner.text
    press("Ctrl+Return")
    assert reply_of(office, case).state is ReplyState.SIGNED


def test_the_slip_is_written_to_a_file(
    seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(seat, case, host, qtbot)
    dialog._slip.write(str(tmp_path / "审签单.pdf"))
    qtbot.waitUntil(lambda: seat[1].said == ["已保存 审签单.pdf"])
    assert (tmp_path / "审签单.pdf").read_bytes().startswith(b"%PDF")
    dialog._slip.write(str(tmp_path / "没有" / "审签单.pdf"))
    qtbot.waitUntil(lambda: len(seat[1].said) == 2)
