"""Writing a reply by keyboard: draft, doubts, class, promises, submission, and what a crash leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QTabWidget

from desktop.casework import answer, consult, find, keep, review
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.consultation import Consultation
from desktop.domain.errors import OfficeError
from desktop.domain.reply import ReplyState
from desktop.views.fields import TextArea
from desktop.views.letter_preview import LetterPreview
from desktop.views.reply_dialog import ReplyDialog
from tests import desks
from tests.views.case_desk import fill, focus, press, shown, type_text, words_of

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
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    return desks.handed_out(office, desks.registered(office), *tasks)


def opened(seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot) -> ReplyDialog:
    dialog = ReplyDialog(seat[0], case, 1, host)
    shown(dialog, qtbot)
    return dialog


@pytest.fixture
def dialog(seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot) -> ReplyDialog:
    return opened(seat, case, host, qtbot)


def read_in(tabs: QTabWidget) -> list[str]:
    """Return the texts of the tabs that hold nothing else."""
    readers = [tabs.widget(place) for place in range(tabs.count())]
    return [reader.text() for reader in readers if isinstance(reader, TextArea)]


def reply_of(office: Office, case: Case) -> Reply:
    reply = find.case(office, case.id).reply_of(1)
    assert reply is not None
    return reply


def test_a_draft_is_written_and_saved_by_keys(
    dialog: ReplyDialog, case: Case, office: Office, seat: tuple[Desk, Heard]
) -> None:
    type_text("一、办理情况\n已到现场踏勘。")
    assert "13 字 · 2 段" in words_of(dialog)
    press("Alt+C")
    press("B")
    assert "所提问题正在解决或已列入规划逐步解决" in words_of(dialog)
    fill("P", "9-30")
    fill("T", "建成站台一对 2026-09-30\n加装雨棚")
    press("Ctrl+S")
    reply = reply_of(office, case)
    assert reply.state is ReplyState.DRAFT
    assert (reply.text, reply.result_class) == ("一、办理情况\n已到现场踏勘。", "B")
    assert reply.planned_on == date(2026, 9, 30)
    promises = find.case(office, case.id).commitments
    assert [(each.text, each.due_on) for each in promises] == [
        ("建成站台一对", date(2026, 9, 30)),
        ("加装雨棚", None),
    ]
    assert seat[1].said == ["已保存答复草稿"]
    assert keep.draft(office, f"reply/{case.id}/1/1") is None


def test_doubts_stand_beside_the_text_while_it_is_written(dialog: ReplyDialog, qtbot: QtBot) -> None:
    said = words_of(dialog)
    for doubt in ("■ 答复正文为空", "■ 未选办理结果类别", "▲ 缺示例区财政局的协办意见"):
        assert doubt in said
    type_text("正文")
    press("Alt+C")
    press("C")
    qtbot.waitUntil(lambda: "■ C类件须写明理由" in words_of(dialog))
    fill("R", "受资金限制")
    qtbot.waitUntil(lambda: "■" not in words_of(dialog))


def test_submitting_refuses_what_is_missing_and_keeps_the_text(
    dialog: ReplyDialog, case: Case, office: Office
) -> None:
    type_text("正文")
    press("Ctrl+Return")
    assert dialog.banner.text == "草稿已保存，尚未送审：未选办理结果类别。"
    assert dialog._doubts.itemAt(0).widget().text() == "■ 未选办理结果类别"  # told anew at once
    assert not dialog.would_lose()
    assert dialog.form.problem_of("result_class") == "未选办理结果类别"
    assert reply_of(office, case).text == "正文"
    press("Alt+C")
    press("A")
    press("Ctrl+Return")
    assert reply_of(office, case).state is ReplyState.IN_REVIEW
    assert not dialog.isVisible()


def test_a_planned_day_nobody_can_read_is_refused(dialog: ReplyDialog, qtbot: QtBot) -> None:
    fill("P", "不久")
    press("Ctrl+S")
    assert dialog.form.problem_of("planned_on") == "计划完成时间“不久”不是日期"
    qtbot.waitUntil(lambda: "■ 计划完成时间“不久”不是日期" in words_of(dialog))


def test_nothing_to_object_is_said_too(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    case = consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, "同意。"))
    case = desks.drafted(office, desks.met(office, case))
    assert "✓ 可以送审" in words_of(opened(seat, case, host, qtbot))


def test_paper_meetings_and_opinions_lie_beside(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    meeting = Consultation("before", office.today, "上门走访", demand="年内投用", agreed=True)
    case = consult.record(office, case.id, meeting)
    dialog = opened(seat, case, host, qtbot)
    (tabs,) = dialog.findChildren(QTabWidget)
    titles = [tabs.tabText(place) for place in range(tabs.count())]
    assert titles == ["原文", "要点", "检查 ✓", "面商 1", "协办 0/1", "先例"]
    texts = read_in(tabs)
    assert texts[0].endswith("示例路沿线居民出行不便。")
    assert texts[1] == "办理前 · 2026-03-02 · 上门走访\n诉求：年内投用\n同意"
    tabs.setCurrentIndex(4)
    told = words_of(tabs)
    assert "示例区财政局" in told
    assert "○ 待提交" in told


def test_what_is_pasted_loses_its_format(dialog: ReplyDialog) -> None:
    content = QMimeData()
    content.setHtml("<b>一、办理情况</b>")
    content.setText("一、办理情况\r\n已踏勘\u00a0。")
    QApplication.clipboard().setMimeData(content)
    press("Ctrl+V")
    area = focus()
    assert isinstance(area, TextArea)
    assert area.text() == "一、办理情况\n已踏勘 。"
    assert dialog.would_lose()


def test_a_reply_sent_back_says_why(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    case = answer.submit(office, desks.drafted(office, case).id, 1)
    case = review.send_back(office, case.id, 1, review.Decision("示例科长", "请补充完成时限"))
    dialog = opened(seat, case, host, qtbot)
    assert "科室核稿（示例科长，2026-03-02）退回：请补充完成时限" in words_of(dialog)
    assert not dialog.would_lose()


def test_what_was_typed_survives_a_crash(
    dialog: ReplyDialog, seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot
) -> None:
    type_text("写到一半")
    dialog._keeper.keep()
    dialog.hide()  # the program ends here; nobody closed the editor
    again = opened(seat, case, host, qtbot)
    assert again.banner.text.startswith("已恢复 03-02 09:00 未保存的草稿")
    assert again._text.text() == "写到一半"
    assert again.would_lose()


def test_the_letter_can_be_seen_before_it_is_submitted(
    dialog: ReplyDialog, case: Case, office: Office, qtbot: QtBot
) -> None:
    type_text("一、办理情况\n已到现场踏勘。")
    dialog.preview()
    (preview,) = dialog.findChildren(LetterPreview)
    qtbot.waitUntil(lambda: preview.is_ready)
    assert reply_of(office, case).text.startswith("一、办理情况")
    assert not dialog.would_lose()
    preview.reject()


def test_a_preview_needs_what_can_be_saved(dialog: ReplyDialog) -> None:
    fill("P", "不久")
    dialog.preview()
    assert dialog.findChildren(LetterPreview) == []
    assert "不是日期" in dialog.banner.text


def test_a_reply_in_review_cannot_be_written(seat: tuple[Desk, Heard], case: Case, office: Office) -> None:
    case = answer.submit(office, desks.drafted(office, case).id, 1)
    with pytest.raises(OfficeError, match="需要修改请先退回"):
        ReplyDialog(seat[0], case, 1)


def test_a_paper_without_body_says_so(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    with office.store.transaction():
        bare = replace(case, proposal=replace(case.proposal, body=""))
        case = office.store.cases.save(bare, office.note("测试"))
    case = consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today))
    (tabs,) = opened(seat, case, host, qtbot).findChildren(QTabWidget)
    texts = read_in(tabs)
    assert "登记时没有录入正文" in texts[0]
    assert texts[1] == "尚无面商记录。"
    tabs.setCurrentIndex(4)
    told = words_of(tabs)
    assert "（无文字）" in told
    assert "◆ 内容空泛" in told


def test_a_paste_no_letter_could_hold_is_refused_before_it_is_in(dialog: ReplyDialog) -> None:
    type_text("一、办理情况。")
    QApplication.clipboard().setText("长" * answer.LONGEST_TEXT)
    press("Ctrl+V")
    area = focus()
    assert isinstance(area, TextArea)
    assert area.text() == "一、办理情况。"
    assert dialog.banner.text == "粘贴后正文将超过20万字，没有粘贴；请只粘贴答复正文，附件另存。"
    QApplication.clipboard().setText("二、下一步。")
    press("Ctrl+V")
    assert area.text() == "一、办理情况。二、下一步。"
    dialog.done(0)
