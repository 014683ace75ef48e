"""A letter after the reply by keyboard: written, previewed, issued, and shown on the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from desktop.casework import find
from desktop.domain.procedure import Act
from desktop.domain.reply import ReplyKind
from desktop.views.acts import ActDesk
from desktop.views.case_tabs_replies import RepliesTab
from desktop.views.case_view import look
from desktop.views.letter_preview import LetterPreview
from desktop.views.points_dialog import PointsDialog
from desktop.views.supplement_dialog import SupplementDialog
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


def test_a_supplementary_reply_goes_out_with_its_own_number(
    dialog: SupplementDialog, seat: tuple[Desk, Heard], case: Case, office: Office, qtbot: QtBot
) -> None:
    assert "所补答复：例教函〔2026〕1号（2026-03-02）" in words_of(dialog)
    type_text("一、新情况\n二期站台已投用。")
    press("Alt+K")
    press("Down")
    fill("S", "示例局长")
    assert dialog.would_lose()
    press("Ctrl+Return")
    (sent,) = find.case(office, case.id).supplements
    assert (sent.kind, sent.doc_no, sent.signed_by) == (ReplyKind.INTERIM, "例教函〔2026〕2号", "示例局长")
    assert seat[1].said == ["已印发阶段性答复 例教函〔2026〕2号"]
    tab = RepliesTab(ActDesk(seat[0], QWidget(dialog.parentWidget())))
    qtbot.addWidget(tab)
    tab.show_view(look(office, case.id))
    said = words_of(tab)
    assert "阶段性答复 · 补例教函〔2026〕1号" in said
    assert "补充答复(&B)…" in said


def test_what_is_missing_is_told_beside_its_field(dialog: SupplementDialog) -> None:
    type_text("二期站台已投用。")
    dialog._signed_by.clear()
    press("Ctrl+Return")
    assert dialog.form.problem_of("signed_by") == "缺签发人"
    fill("D", "不久")
    dialog.preview()
    assert "不是日期" in dialog.banner.text


def test_the_letter_can_be_seen_before_and_after(
    dialog: SupplementDialog, case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    type_text("二期站台已投用。")
    dialog.preview()
    (preview,) = dialog.findChildren(LetterPreview)
    qtbot.waitUntil(lambda: preview.is_ready)
    assert preview.windowTitle() == "第12号建议补充答复函 · 预览"
    preview.reject()
    dialog.accept()
    (sent,) = find.case(office, case.id).supplements
    assert sent.letter_id is not None
    later = ActDesk(dialog._desk, host).show_letter(sent.letter_id, "补充答复")
    assert isinstance(later, LetterPreview)
    qtbot.waitUntil(lambda: later.is_ready)
    later.reject()


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
