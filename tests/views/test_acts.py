"""Each act opens its own dialog for the unit that has to act, or says why it makes no sense."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialog

from desktop.casework import answer, archive, follow, register
from desktop.domain.assignment import Role
from desktop.domain.commitment import Commitment
from desktop.domain.procedure import Act
from desktop.domain.proposal import Filing
from desktop.views.acts import ActDesk
from desktop.views.assign_dialog import AssignDialog
from desktop.views.co_opinion_dialog import CoOpinionDialog
from desktop.views.commitment_dialog import CommitmentDialog, FulfilDialog
from desktop.views.consult_dialog import ConsultDialog
from desktop.views.feedback_dialog import FeedbackDialog
from desktop.views.issue_dialog import IssueDialog
from desktop.views.letter_preview import LetterPreview
from desktop.views.opening import READ_ONLY
from desktop.views.recall_dialog import RecallDialog
from desktop.views.register_dialog import RegisterDialog
from desktop.views.reply_dialog import ReplyDialog
from desktop.views.review_dialog import ReviewDialog
from tests import desks
from tests.views.case_desk import press

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


@pytest.fixture
def acts(seat: tuple[Desk, Heard], host: QWidget) -> ActDesk:
    return ActDesk(seat[0], host)


def at_stage(office: Office, act: Act) -> Case:
    """Return a case on which this act makes sense."""
    case = desks.registered(office)
    if act is Act.ASSIGN:
        return case
    case = desks.handed_out(office, case, desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    if act in {Act.CONSULT, Act.CO_OPINION, Act.DRAFT, Act.COMMIT}:
        return case
    case = desks.drafted(office, desks.met(office, case))
    if act is Act.REVIEW:
        return answer.submit(office, case.id, 1)
    if act in {Act.RECALL, Act.ISSUE}:
        return desks.signed(office, case)
    if act is Act.FEEDBACK:
        return desks.answered(office, case)
    return follow.promise(office, case.id, Commitment("新建站台", "示例区教育局", office.today))


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (Act.ASSIGN, AssignDialog),
        (Act.CO_OPINION, CoOpinionDialog),
        (Act.CONSULT, ConsultDialog),
        (Act.DRAFT, ReplyDialog),
        (Act.SUBMIT, ReplyDialog),
        (Act.REVIEW, ReviewDialog),
        (Act.RECALL, RecallDialog),
        (Act.ISSUE, IssueDialog),
        (Act.FEEDBACK, FeedbackDialog),
        (Act.COMMIT, CommitmentDialog),
        (Act.FULFIL, FulfilDialog),
    ],
)
def test_each_act_opens_its_dialog(acts: ActDesk, office: Office, act: Act, kind: type[QDialog]) -> None:
    dialog = acts.start(act, at_stage(office, act).id)
    assert type(dialog) is kind
    assert dialog.isVisible()
    press("Escape", dialog)


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (Act.CO_OPINION, "本件没有协办单位，未作改动。"),
        (Act.REVIEW, "本件没有“审核中”的答复，未作改动。"),
        (Act.RECALL, "本件没有“已签发”的答复，未作改动。"),
        (Act.ISSUE, "本件没有“已签发”的答复，未作改动。"),
        (Act.DRAFT, "本件尚未交办，请先交办，未作改动。"),
        (Act.COMMIT, "本件尚未交办，请先交办，未作改动。"),
    ],
)
def test_an_act_without_sense_is_told(
    acts: ActDesk, office: Office, seat: tuple[Desk, Heard], act: Act, refusal: str
) -> None:
    assert acts.start(act, desks.registered(office).id) is None
    assert seat[1].said == [refusal]


@pytest.mark.parametrize("act", [Act.ASSIGN, Act.CONSULT, Act.DRAFT, Act.SUPPLEMENT])
def test_what_is_not_taken_up_is_not_handled(
    acts: ActDesk, office: Office, seat: tuple[Desk, Heard], act: Act
) -> None:
    case = register.file_as(office, desks.registered(office).id, Filing.WITHDRAWN, "提案人撤回")
    assert acts.start(act, case.id) is None
    assert seat[1].said == ["本件为“撤案”，不能办理，未作改动；需要办理请先改立案情况。"]


@pytest.mark.parametrize("act", [Act.ASSIGN, Act.CONSULT, Act.CO_OPINION, Act.COMMIT, Act.FULFIL])
def test_nothing_is_asked_of_a_case_in_the_archive(
    acts: ActDesk, office: Office, seat: tuple[Desk, Heard], act: Act
) -> None:
    case = desks.judged(office, desks.answered(office, desks.registered(office)))
    archive.put_away(office, case.id, replace(archive.suggested(office, case), reason="原件另存"))
    assert acts.start(act, case.id) is None
    assert "已归档" in seat[1].said[-1]


def test_an_issued_letter_is_shown_at_once(
    acts: ActDesk, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = acts.start(Act.ISSUE, at_stage(office, Act.ISSUE).id)
    assert dialog is not None
    dialog.accept()
    (preview,) = host.findChildren(LetterPreview)
    qtbot.waitUntil(lambda: preview.is_ready)
    preview.reject()


def test_a_stage_and_a_promise_can_be_named(acts: ActDesk, office: Office) -> None:
    case = at_stage(office, Act.FULFIL)
    meeting = acts.consult(case.id, "draft")
    assert isinstance(meeting, ConsultDialog)
    assert meeting.fields.stage.value() == "draft"
    press("Escape", meeting)
    case = follow.promise(office, case.id, Commitment("加装雨棚", "示例区教育局", office.today))
    promise = acts.fulfil(case.id, 1)
    assert isinstance(promise, FulfilDialog)
    assert promise._promise.value() == 1
    press("Escape", promise)


def test_registering_and_amending_share_one_dialog(acts: ActDesk, office: Office) -> None:
    for dialog in (acts.register(), acts.amend(desks.registered(office).id)):
        assert isinstance(dialog, RegisterDialog)
        press("Escape", dialog)


def test_every_act_has_a_dialog(acts: ActDesk, office: Office) -> None:
    case = desks.registered(office)
    for act in Act:
        dialog = acts.start(act, case.id)  # refused, or opened, but never unknown
        if dialog is not None:
            press("Escape", dialog)


def test_on_a_desk_only_read_nothing_opens_but_a_sentence(
    acts: ActDesk, office: Office, seat: tuple[Desk, Heard], host: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = desks.registered(office).id
    monkeypatch.setattr(office.store._work, "read_only", True)
    assert acts.register() is acts.start(Act.ASSIGN, case_id) is None
    assert acts.amend(case_id) is acts.discard(case_id) is None
    assert seat[1].said == [READ_ONLY] * 4
    assert host.findChildren(QDialog) == []
