"""What cannot be is refused in one sentence at the dialogs, what no paper shows dropped; nothing is lost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData

from desktop.casework import answer, change, consult, find, look_back, register
from desktop.casework.change import Asking, Ruling
from desktop.domain.consultation import Consultation
from desktop.domain.errors import OfficeError
from desktop.domain.look_back import Wish
from desktop.domain.procedure import Act
from desktop.domain.reply import ReplyState
from desktop.domain.stage import Stage
from desktop.domain.trail import RequestKind
from desktop.views.acts import ActDesk
from desktop.views.co_opinion_dialog import CoOpinionDialog
from desktop.views.consult_dialog import ConsultDialog
from desktop.views.feedback_dialog import FeedbackDialog
from desktop.views.fields import TextArea
from desktop.views.reply_dialog import ReplyDialog
from desktop.views.review_dialog import ReviewDialog
from desktop.views.wish_dialog import WishDialog
from tests import desks
from tests.desks import Role
from tests.views.case_desk import fill, press, shown, type_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

MEGABYTES = "长" * 7_000_000  # 20 MB of UTF-8


@pytest.fixture
def case(office: Office) -> Case:
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    return desks.handed_out(office, desks.registered(office), *tasks)


@pytest.fixture
def acts(seat: tuple[Desk, Heard], host: QWidget) -> ActDesk:
    return ActDesk(seat[0], host)


def test_a_meeting_before_the_hand_out_stays_in_its_dialog(
    acts: ActDesk, case: Case, office: Office, qtbot: QtBot
) -> None:
    dialog = acts.start(Act.CONSULT, case.id)
    assert isinstance(dialog, ConsultDialog)
    shown(dialog, qtbot)
    dialog.form.field("held_on").setText("2026-02-01")  # type: ignore[attr-defined]
    press("Ctrl+Return")
    assert "日期不能早于交办日期 2026-03-02" in dialog.form.problem_of("held_on")
    assert find.case(office, case.id) == case


def test_an_opinion_before_it_was_asked_for_is_refused(
    acts: ActDesk, case: Case, office: Office, qtbot: QtBot
) -> None:
    dialog = acts.start(Act.CO_OPINION, case.id)
    assert isinstance(dialog, CoOpinionDialog)
    shown(dialog, qtbot)
    dialog.form.field("received_on").setText("2026-02-01")  # type: ignore[attr-defined]
    press("Ctrl+Return")
    assert "日期不能早于交办日期" in dialog.form.problem_of("received_on")
    assert find.case(office, case.id) == case


def test_feedback_without_a_reply_opens_no_dialog(
    acts: ActDesk, case: Case, seat: tuple[Desk, Heard]
) -> None:
    assert acts.start(Act.FEEDBACK, case.id) is None
    assert "示例区教育局尚未答复，不能登记反馈" in seat[1].said[-1]


def test_a_step_is_not_signed_before_its_turn(
    acts: ActDesk, case: Case, office: Office, seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    """The wrong role: the head cannot sign while the section has not read it."""
    drafted = desks.drafted(office, desks.met(office, case))
    assert acts.start(Act.ISSUE, drafted.id, 1) is None
    assert "尚未签发" in seat[1].said[-1]
    answer.submit(office, drafted.id, 1)
    dialog = acts.start(Act.REVIEW, drafted.id)
    assert isinstance(dialog, ReviewDialog)
    shown(dialog, qtbot)
    assert dialog.verb_button.text() == "同意"
    fill("N", "")
    press("Ctrl+Return")
    assert "尚有未核对的项目" in dialog.banner.text or "须写明审核人" in dialog.banner.text
    reply = find.case(office, drafted.id).reply_of(1)
    assert reply is not None
    assert (reply.state, reply.steps) == (ReplyState.IN_REVIEW, ())
    dialog.done(0)


def test_a_co_handler_and_a_case_put_aside_are_not_answered(
    acts: ActDesk, case: Case, office: Office, seat: tuple[Desk, Heard]
) -> None:
    with pytest.raises(OfficeError, match="是协办单位，不直接答复"):
        answer.save_draft(office, case.id, 2, answer.ReplyDraft("正文"))
    register.discard(office, case.id, "录入重复")
    assert acts.start(Act.DRAFT, case.id, 1) is None
    assert "本件在回收站中，请先恢复" in seat[1].said[-1]


def test_twenty_megabytes_are_not_pasted_and_what_was_typed_stays(
    acts: ActDesk, case: Case, office: Office, qtbot: QtBot
) -> None:
    dialog = acts.start(Act.DRAFT, case.id, 1)
    assert isinstance(dialog, ReplyDialog)
    shown(dialog, qtbot)
    type_text("已增设站台。")
    pasted = QMimeData()
    pasted.setText(MEGABYTES)
    dialog._text.insertFromMimeData(pasted)
    assert "没有粘贴；请只粘贴答复正文" in dialog.banner.text
    assert dialog._text.text() == "已增设站台。"
    dialog.done(0)
    for text in (MEGABYTES, "长" * 50_001):
        with pytest.raises(OfficeError, match="没有保存，仍留在原处"):
            consult.record(office, case.id, Consultation("before", office.today, "上门走访", opinion=text))
    assert find.case(office, case.id) == case


def test_no_field_takes_more_than_it_can_mean(acts: ActDesk, case: Case, qtbot: QtBot) -> None:
    dialog = acts.start(Act.CO_OPINION, case.id, 2)
    assert isinstance(dialog, CoOpinionDialog)
    shown(dialog, qtbot)
    type_text("同意建设。")
    pasted = QMimeData()
    pasted.setText(MEGABYTES)
    area = dialog.form.field("text")
    assert isinstance(area, TextArea)
    area.insertFromMimeData(pasted)
    assert dialog.banner.text == "粘贴后将超过5万字，没有粘贴；请只粘贴要点，全文作为附件添加。"
    assert area.text() == "同意建设。"
    pasted.setText("资金由区财政安排。")
    area.insertFromMimeData(pasted)
    assert area.text() == "同意建设。资金由区财政安排。"


def test_a_wish_too_long_stays_in_its_dialog_and_control_characters_go(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    case = desks.answered(office, desks.registered(office, "15"))
    dialog = WishDialog(seat[0], case, host)
    shown(dialog, qtbot)
    area = dialog.form.field("wish")
    area.setPlainText("长" * 50_001)  # type: ignore[attr-defined]
    press("Ctrl+Return")
    assert "没有保存，仍留在原处" in dialog.banner.text
    assert dialog.isVisible()
    area.setPlainText("再设\x07一处\x00站台")  # type: ignore[attr-defined]
    press("Ctrl+Return")
    assert [each.wish for each in find.case(office, case.id).wishes] == ["再设一处站台"]


def test_a_verdict_before_the_reply_or_of_tomorrow_is_refused(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    case = desks.answered(office, desks.registered(office, "15"))
    dialog = FeedbackDialog(seat[0], case, host)
    shown(dialog, qtbot)
    for row in dialog._rows.values():
        row.group.buttons()[0].setChecked(True)
    for day, told in (("2026-01-01", "不能早于答复日期"), ("2026-12-01", "不能晚于今天")):
        dialog._received_on.setText(day)
        press("Ctrl+Return")
        assert told in dialog.form.problem_of("received_on")
    assert find.case(office, case.id).feedback is None
    with pytest.raises(OfficeError, match="收到日期不能晚于今天"):
        look_back.take_wish(office, case.id, Wish("再设一处", date(2027, 1, 1)))


def test_a_returned_case_is_not_answered(
    acts: ActDesk, case: Case, office: Office, seat: tuple[Desk, Heard]
) -> None:
    change.ask(office, case.id, Asking(RequestKind.RETURN, 1, "不属本局职责", asked_by="示例甲"))
    ruling = Ruling(agrees=True, decided_by="示例主任", opinion="同意")
    returned = change.decide(office, case.id, 0, ruling)
    assert find.stage(office, returned) is Stage.REGISTERED
    assert acts.start(Act.DRAFT, case.id, 1) is None
    assert seat[1].said[-1].endswith("。")
    with pytest.raises(OfficeError, match=r"尚未交办|不在本件的承办单位之列"):
        answer.save_draft(office, case.id, 1, answer.ReplyDraft("正文"))
    assert find.case(office, case.id) == returned
