"""A letter after the reply by keyboard: written, reviewed, signed, issued, and shown on the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton, QWidget

from desktop.casework import find, supplement
from desktop.domain.procedure import Act
from desktop.domain.reply import ReplyKind, ReplyState
from desktop.views.acts import ActDesk
from desktop.views.case_tabs_replies import RepliesTab
from desktop.views.case_view import look
from desktop.views.issue_dialog import IssueDialog
from desktop.views.letter_preview import LetterPreview
from desktop.views.points_dialog import PointsDialog
from desktop.views.recall_dialog import RecallDialog
from desktop.views.review_dialog import ReviewDialog
from desktop.views.review_page import ReviewPage
from desktop.views.supplement_dialog import SupplementDialog
from desktop.views.versions_dialog import VersionsDialog
from tests import desks
from tests.views.case_desk import fill, press, shown, type_text, words_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


@pytest.fixture
def case(office: Office) -> Case:
    return desks.answered(office, desks.registered(office))


@pytest.fixture
def dialog(seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot) -> SupplementDialog:
    opened = SupplementDialog(seat[0], case, 1, host)
    shown(opened, qtbot)
    return opened


def tab_of(desk: Desk, case: Case, host: QWidget, qtbot: QtBot) -> RepliesTab:
    tab = RepliesTab(ActDesk(desk, host))
    qtbot.addWidget(tab)
    tab.show_view(look(desk.office, case.id))
    return tab


def approve(acts: ActDesk, case: Case, qtbot: QtBot) -> ReviewDialog:
    """Tick every check of the step that waits, and agree by keys."""
    asking = acts.start(Act.SUPPLEMENT, case.id)
    assert isinstance(asking, ReviewDialog)
    shown(asking, qtbot)
    for check in asking.findChildren(QCheckBox):
        check.setChecked(True)
    fill("N", "示例领导")
    press("Ctrl+Return")
    return asking


def test_an_interim_letter_goes_its_way_by_keys(
    dialog: SupplementDialog, seat: tuple[Desk, Heard], case: Case, office: Office, qtbot: QtBot
) -> None:
    desk, heard = seat
    host = dialog.parentWidget()
    told = words_of(dialog)
    assert "所补答复：例教函〔2026〕1号（2026-03-02）" in told
    assert "审签流程：补充答复审签（科室核稿、主要领导签发）" in told
    type_text("一、新情况\n二期站台已于2026年3月投用。")
    press("Alt+K")
    press("Down")
    assert dialog.would_lose()
    press("Ctrl+Return")
    assert heard.said == ["阶段性答复已送审"]
    assert "阶段性答复 · 补例教函〔2026〕1号 · 审核中" in words_of(tab_of(desk, case, host, qtbot))
    acts = ActDesk(desk, host)
    while find.case(office, case.id).supplements[0].state is ReplyState.IN_REVIEW:
        approve(acts, case, qtbot)
    assert heard.said[-1] == "已签发，可以编号印发"
    sending = acts.start(Act.SUPPLEMENT, case.id)
    assert isinstance(sending, IssueDialog)
    assert sending.windowTitle() == "印发阶段性答复函 · 第12号建议"
    shown(sending, qtbot)
    press("Ctrl+Return")
    (sent,) = find.case(office, case.id).supplements
    assert (sent.kind, sent.doc_no) == (ReplyKind.INTERIM, "例教函〔2026〕2号")
    (preview,) = host.findChildren(LetterPreview)
    assert preview.windowTitle() == "例教函〔2026〕2号阶段性答复 · 预览"
    qtbot.waitUntil(lambda: preview.is_ready)
    preview.reject()
    said = words_of(tab_of(desk, case, host, qtbot))
    assert "阶段性答复 · 补例教函〔2026〕1号" in said
    assert "补充答复(&B)…" in said


def test_it_is_sent_back_mended_signed_and_recalled(
    dialog: SupplementDialog, seat: tuple[Desk, Heard], case: Case, office: Office, qtbot: QtBot
) -> None:
    desk, heard = seat
    host = dialog.parentWidget()
    type_text("二期站台已于2026年3月投用。")
    press("Ctrl+S")
    assert heard.said == ["已保存补充答复草稿"]
    assert "补充答复 · 补例教函〔2026〕1号 · 拟稿" in words_of(tab_of(desk, case, host, qtbot))
    supplement.submit(office, case.id, 1)
    acts = ActDesk(desk, host)
    asking = acts.start(Act.SUPPLEMENT, case.id)
    assert isinstance(asking, ReviewDialog)
    shown(asking, qtbot)
    fill("N", "示例科长")
    fill("O", "写明里程")
    asking.preview()
    (preview,) = asking.findChildren(LetterPreview)
    qtbot.waitUntil(lambda: preview.is_ready)
    assert preview.windowTitle() == "第12号建议补充答复函 · 预览"
    preview.reject()
    asking.send_back()
    again = acts.start(Act.SUPPLEMENT, case.id)
    assert isinstance(again, SupplementDialog)
    shown(again, qtbot)
    assert "写明里程" in words_of(again)
    assert again._text.text() == "二期站台已于2026年3月投用。"
    press("Ctrl+Return")
    while find.case(office, case.id).supplements[0].state is ReplyState.IN_REVIEW:
        approve(acts, case, qtbot)
    sending = acts.start(Act.SUPPLEMENT, case.id)
    assert isinstance(sending, IssueDialog)
    sending._on_recall()
    (recalling,) = host.findChildren(RecallDialog)
    shown(recalling, qtbot)
    type_text("时间有误")
    press("Ctrl+Return")
    assert find.case(office, case.id).supplements[0].state is ReplyState.SENT_BACK


def test_it_waits_in_a_queue_of_its_own(
    dialog: SupplementDialog, seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot
) -> None:
    dialog._text.setPlainText("二期站台已于2026年3月投用。")
    press("Ctrl+Return")
    page = ReviewPage(seat[0], host)
    page.resize(1200, 700)
    page.show()
    page.refresh()
    assert page.queues.tabText(3) == "答复后的函 1"
    page.queues.setCurrentIndex(3)
    assert "二期站台已于2026年3月投用。" in page.pane.text.toPlainText()
    assert page.pane.act.text() == "科室核稿(&E)…"
    page.pane.act.click()
    assert seat[1].started == [(Act.SUPPLEMENT, case.id, 1)]
    page.pane.preview.click()
    (preview,) = page.pane.findChildren(LetterPreview)
    qtbot.waitUntil(lambda: preview.is_ready)
    preview.reject()


def test_an_empty_letter_is_not_submitted_and_a_draft_is_given_up(
    dialog: SupplementDialog, seat: tuple[Desk, Heard], case: Case, office: Office, qtbot: QtBot
) -> None:
    press("Ctrl+Return")
    assert "正文为空" in dialog.banner.text
    dialog._text.setPlainText("长" * 200_001)
    assert not dialog._tried(dialog._save)
    assert "超过20万字" in dialog.banner.text
    dialog._text.setPlainText("草稿")
    dialog.save_and_close()
    again = SupplementDialog(seat[0], find.case(office, case.id), 1, dialog.parentWidget())
    shown(again, qtbot)
    again.give_up()
    assert find.case(office, case.id).supplements == ()
    assert seat[1].said[-1] == "已弃用补充答复草稿"


def test_the_letter_is_checked_and_seen_while_it_is_written(
    dialog: SupplementDialog, qtbot: QtBot
) -> None:
    type_text("示例甲委员：二期站台已投用。")
    qtbot.waitUntil(lambda: dialog._findings.list.count() > 0)
    assert "称呼应为“代表”" in dialog._findings.list.item(0).text()
    press("Ctrl+Return")
    assert "确认无误仍要送审的，请再按一次" in dialog.banner.text
    dialog.preview()
    (preview,) = dialog.findChildren(LetterPreview)
    qtbot.waitUntil(lambda: preview.is_ready)
    preview.reject()
    dialog.compare()
    (compared,) = dialog.findChildren(VersionsDialog)
    compared.reject()


def test_what_was_typed_survives_a_crash(
    dialog: SupplementDialog, seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot
) -> None:
    type_text("写到一半")
    dialog._keeper.keep()
    dialog.hide()
    again = SupplementDialog(seat[0], case, 1, host)
    shown(again, qtbot)
    assert again._text.text() == "写到一半"
    assert again.banner.text.startswith("已恢复")


def test_the_acts_of_a_case_open_it(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget
) -> None:
    acts = ActDesk(seat[0], host)
    opened = acts.start(Act.SUPPLEMENT, case.id)
    assert isinstance(opened, SupplementDialog)
    opened.done(0)
    other = desks.registered(office, "13")
    assert acts.start(Act.SUPPLEMENT, other.id) is None
    assert seat[1].said[-1].startswith("尚未印发答复，没有可补充的")
    splitting = acts.split_points(other.id)
    assert isinstance(splitting, PointsDialog)
    splitting.done(0)


def test_the_slip_of_a_reply_can_be_saved_from_the_case(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    tab = RepliesTab(ActDesk(seat[0], host))
    qtbot.addWidget(tab)
    tab.show_view(look(office, case.id))
    (slip,) = (each for each in tab.findChildren(QPushButton) if each.text().startswith("审签单"))
    slip.click()
    (asking,) = host.findChildren(QFileDialog)
    assert asking.windowTitle() == "保存审签单"
    asking.reject()
