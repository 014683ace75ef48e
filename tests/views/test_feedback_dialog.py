"""Taking in the verdict by keyboard: every dimension, its source, and the warning of another round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.casework import attach, find, undo
from desktop.domain.attachment import AttachmentKind
from desktop.domain.errors import OfficeError
from desktop.domain.feedback import FeedbackSource
from desktop.domain.stage import Stage
from desktop.views.feedback_dialog import FeedbackDialog
from tests import desks
from tests.views.case_desk import desk_of, fill, focus, press, shown, type_text, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


@pytest.fixture
def case(office: Office) -> Case:
    return desks.answered(office, desks.registered(office))


@pytest.fixture
def dialog(seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot) -> FeedbackDialog:
    dialog = FeedbackDialog(seat[0], case, host)
    shown(dialog, qtbot)
    return dialog


def judge(*levels: int) -> None:
    """Choose the level at that place in each dimension."""
    for dimension, level in enumerate(levels, 1):
        press(f"Alt+{dimension}")
        press("Space")
        for _ in range(level):
            press("Right")


def test_a_verdict_is_taken_in_by_keys(
    dialog: FeedbackDialog, case: Case, office: Office, seat: tuple[Desk, Heard]
) -> None:
    assert "部门不能代填" in words_of(dialog)
    assert focus().accessibleName() == "办理态度：满意"
    judge(0, 1)
    fill("B", "示例甲")
    press("Alt+O")
    type_text("希望加快。")
    assert dialog.would_lose()
    press("Ctrl+Return")
    feedback = find.case(office, case.id).feedback
    assert feedback is not None
    assert feedback.verdicts == {"attitude": "satisfied", "result": "partly"}
    assert (feedback.brought_by, feedback.opinion) == ("示例甲", "希望加快。")
    assert find.stage(office, find.case(office, case.id)) is Stage.CLOSED
    assert seat[1].said == ["已登记反馈"]


def test_a_verdict_that_opens_another_round_is_told_before(
    dialog: FeedbackDialog, case: Case, office: Office, seat: tuple[Desk, Heard]
) -> None:
    judge(0, 2)
    assert dialog._again.text == "该评价将使本件转入第2轮“重新办理”。"
    press("Alt+2")
    press("Space")
    assert dialog._again.text == ""
    judge(0, 2)
    press("Ctrl+Return")
    assert find.case(office, case.id).round == 2
    assert seat[1].said == ["已登记反馈，转入第2轮办理"]


def test_every_dimension_must_be_judged(dialog: FeedbackDialog, case: Case, office: Office) -> None:
    judge(0)
    press("Ctrl+Return")
    assert dialog.form.problem_of("result") == "缺“办理结果”的评价"
    assert find.case(office, case.id).feedbacks == ()


def test_a_call_needs_the_name_of_the_caller(dialog: FeedbackDialog, case: Case, office: Office) -> None:
    judge(0, 0)
    press("Alt+S")
    press("Down")
    press("Ctrl+Return")
    assert dialog.form.problem_of("brought_by") == "电话告知的须写明来电人（部门不能代填）"
    fill("B", "示例甲")
    press("Ctrl+Return")
    feedback = find.case(office, case.id).feedback
    assert feedback is not None
    assert feedback.source is FeedbackSource.PHONE


def test_before_the_reply_went_out_there_is_no_verdict(seat: tuple[Desk, Heard], office: Office) -> None:
    with pytest.raises(OfficeError, match="尚未答复"):
        FeedbackDialog(seat[0], desks.handed_out(office, desks.registered(office, "13")))


def test_the_scan_of_the_form_is_put_to_the_case_and_taken_back_with_it(
    dialog: FeedbackDialog, case: Case, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.ask_scan()
    (asking,) = dialog.findChildren(QFileDialog)
    assert asking.windowTitle() == "选择征询意见表扫描件"
    asking.reject()
    scan = tmp_path / "回执.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    dialog.take_scan(str(tmp_path / "没有.pdf"))
    qtbot.waitUntil(lambda: bool(dialog.banner.text))
    dialog.take_scan(str(scan))
    qtbot.waitUntil(lambda: "回执.pdf" in words_of(dialog))
    assert dialog.would_lose()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    judge(0, 0)
    press("Ctrl+Return")
    (kept,) = attach.of_case(office, case.id)
    assert (kept.name, kept.kind) == ("回执.pdf", AttachmentKind.OPINION_FORM)
    undo.undo(office)
    assert attach.of_case(office, case.id) == ()
    assert find.case(office, case.id).feedback is None


def test_a_unit_cannot_judge_by_telephone_for_the_submitter(
    dialog: FeedbackDialog, case: Case, office: Office
) -> None:
    judge(0, 0)
    dialog._source.choose(FeedbackSource.PHONE)
    fill("B", "示例区教育局")
    press("Ctrl+Return")
    assert "部门不能代填" in dialog.form.problem_of("brought_by")
    fill("B", "示例甲")
    press("Ctrl+Return")
    feedback = find.case(office, case.id).feedback
    assert feedback is not None
    assert (feedback.source, feedback.brought_by) == (FeedbackSource.PHONE, "示例甲")


def test_jianxi_asks_for_four_satisfactions(tmp_path: Path, host: QWidget, qtbot: QtBot) -> None:
    """S1-21: attitude, process, opinion and effect, each judged by keys, each on the tab of the case."""
    office = desks.new_office(tmp_path / "jianxi", "jianxi")
    desk, _ = desk_of(office, tmp_path)
    case = desks.answered(office, desks.registered(office))
    dialog = FeedbackDialog(desk, case, host)
    shown(dialog, qtbot)
    told = words_of(dialog)
    assert all(word in told for word in ("办理态度", "办理过程", "办理意见", "办理效果"))
    judge(0, 0, 1)
    press("Ctrl+Return")
    assert "办理效果" in dialog.banner.text
    judge(0, 0, 1, 0)
    dialog._source.choose(FeedbackSource.FACE_TO_FACE)
    press("Ctrl+Return")
    feedback = find.case(office, case.id).feedback
    assert feedback is not None
    assert feedback.verdicts == {
        "attitude": "satisfied", "process": "satisfied", "opinion": "partly", "effect": "satisfied",
    }  # fmt: skip
    assert feedback.source is FeedbackSource.FACE_TO_FACE
    desk.jobs.stop()
    desk.relay.leave()
    office.close()
