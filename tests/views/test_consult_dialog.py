"""Recording meetings and co-opinions by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.casework import consult, find
from desktop.domain.assignment import Role
from desktop.domain.consultation import FACE_TO_FACE_REPLY, Consultation, ConsultationLevel
from desktop.domain.errors import OfficeError
from desktop.views.consult_dialog import ConsultDialog, MeetingOfCasesDialog
from tests import desks
from tests.views.case_desk import fill, press, shown, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


@pytest.fixture
def case(office: Office) -> Case:
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    return desks.handed_out(office, desks.registered(office), *tasks)


@pytest.fixture
def dialog(seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot) -> ConsultDialog:
    dialog = ConsultDialog(seat[0], case, host)
    shown(dialog, qtbot)
    return dialog


def test_a_meeting_is_recorded_by_keys(
    dialog: ConsultDialog, case: Case, office: Office, seat: tuple[Desk, Heard]
) -> None:
    assert "应尽量当面面商：上门走访、座谈会、实地调研、现场查看。" in words_of(dialog)
    fill("M", "上门走访")
    fill("P", "示例路社区")
    press("Alt+L")
    press("Home")
    fill("E", "希望年内投用。")
    fill("O", "对选址没有意见。")
    press("Alt+A")
    press("Down")
    press("Ctrl+Return")
    (meeting,) = find.case(office, case.id).consultations
    assert (meeting.stage, meeting.held_on, meeting.mode) == ("before", office.today, "上门走访")
    assert meeting.level is ConsultationLevel.HEAD
    assert (meeting.organiser, meeting.office_people) == ("示例区教育局", "示例承办")
    assert meeting.submitter_people == "示例甲"
    assert meeting.agreed is True
    assert seat[1].said == ["已登记面商：办理前（了解提出建议的背景、目的和要求）"]


def test_the_next_stage_is_chosen(seat: tuple[Desk, Heard], case: Case, office: Office) -> None:
    case = desks.met(office, case)
    dialog = ConsultDialog(seat[0], case)
    assert dialog.fields.stage.value() == "before"  # all held: nothing is pressing
    dialog.choose_stage("draft")
    assert dialog.fields.stage.value() == "draft"


def test_the_stage_the_next_step_asks_for_is_chosen(
    seat: tuple[Desk, Heard], case: Case, office: Office
) -> None:
    met = consult.record(office, case.id, Consultation("before", office.today, "上门走访"))
    step = find.next_step(office, desks.drafted(office, met))
    assert step is not None
    assert step.what.startswith("答复前")
    assert ConsultDialog(seat[0], find.case(office, case.id)).fields.stage.value() == "draft"


def test_a_day_to_come_is_refused_beside_its_field(dialog: ConsultDialog, case: Case, office: Office) -> None:
    fill("M", "电话联系")
    fill("D", "明天")
    press("Ctrl+Return")
    assert dialog.form.problem_of("held_on") == "日期不能晚于今天"
    assert find.case(office, case.id).consultations == ()
    fill("D", "")
    press("Ctrl+Return")
    assert dialog.form.problem_of("held_on") == "未填日期"


def test_no_mode_is_refused(dialog: ConsultDialog) -> None:
    press("Ctrl+Return")
    assert dialog.form.problem_of("mode") == "未选方式"


def test_leaving_asks_when_something_was_written(dialog: ConsultDialog) -> None:
    assert not dialog.would_lose()
    fill("E", "希望年内投用。")
    assert dialog.would_lose()


def test_a_case_not_handed_out_is_refused_in_the_dialog(
    seat: tuple[Desk, Heard], office: Office, host: QWidget
) -> None:
    dialog = ConsultDialog(seat[0], desks.registered(office, "99"), host)
    with pytest.raises(OfficeError, match="尚未交办"):
        dialog.decide()


def test_a_meeting_half_written_survives_a_crash(
    dialog: ConsultDialog, seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot
) -> None:
    office = seat[0].office
    fill("M", "上门走访")
    fill("E", "希望年内投用。")
    fill("D", "2-27")
    dialog._keeper.keep()
    dialog.hide()  # the program ends here; nobody closed the form
    again = ConsultDialog(seat[0], case, host)
    shown(again, qtbot)
    assert again.banner.text.startswith("已恢复 03-02 09:00 没有填完的内容")
    fill("D", "3-2")
    press("Ctrl+Return")
    (meeting,) = find.case(office, case.id).consultations
    assert (meeting.mode, meeting.demand) == ("上门走访", "希望年内投用。")
    assert meeting.organiser == "示例区教育局"


def test_background_aim_and_the_third_party_lie_in_the_fold(
    dialog: ConsultDialog, case: Case, office: Office
) -> None:
    assert not dialog.fields.more.isVisible()
    fill("M", "上门走访")
    dialog.fields.unfold_button.click()
    fill("U", "督查室")
    fill("J", "示例区人大代表工委 示例丁")
    fill("B", "路口拥堵。")
    fill("G", "缩短候车时间。")
    press("Ctrl+Return")
    (meeting,) = find.case(office, case.id).consultations
    assert (meeting.organiser, meeting.body_people) == ("督查室", "示例区人大代表工委 示例丁")
    assert (meeting.background, meeting.aim) == ("路口拥堵。", "缩短候车时间。")


def test_the_fold_closes_again_and_opens_for_a_draft(
    dialog: ConsultDialog, seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot
) -> None:
    dialog.fields.unfold_button.click()
    fill("B", "路口拥堵。")
    dialog.fields.unfold_button.click()
    assert not dialog.fields.more.isVisible()
    dialog._keeper.keep()
    dialog.hide()  # the program ends here
    again = ConsultDialog(seat[0], case, host)
    shown(again, qtbot)
    assert again.fields.more.isVisible()
    assert again.fields.background.text() == "路口拥堵。"


def test_a_reply_is_handed_over_in_person(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    case = desks.answered(office, desks.registered(office, "31"))
    dialog = ConsultDialog(seat[0], case, host)
    shown(dialog, qtbot)
    dialog.choose_stage(FACE_TO_FACE_REPLY)
    fill("M", "上门走访")
    press("Ctrl+Return")
    found = find.case(office, case.id)
    assert found.consultations[-1].is_reply
    assert [reply.face_to_face for reply in found.replies] == [True]
    assert seat[1].said == ["已登记面复（当面送达答复，听取意见）"]


def test_one_meeting_is_recorded_for_several_cases(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    other = desks.handed_out(office, desks.registered(office, "13"))
    dialog = MeetingOfCasesDialog(seat[0], (case, other), host)
    shown(dialog, qtbot)
    assert "登记 2 件" in words_of(dialog)
    fill("M", "座谈会")
    assert not dialog.would_lose()
    fill("E", "都希望年内投用。")
    assert dialog.would_lose()
    press("Ctrl+Return")
    for case_id in (case.id, other.id):
        (meeting,) = find.case(office, case_id).consultations
        assert (meeting.mode, meeting.submitter_people) == ("座谈会", "示例甲")
    assert seat[1].said == ["已登记 2 件的面商；撤销按 Ctrl+Z"]


def test_a_case_not_handed_out_has_to_leave_the_list(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = MeetingOfCasesDialog(seat[0], (case, desks.registered(office, "14")), host)
    shown(dialog, qtbot)
    assert not dialog.verb_button.isEnabled()
    assert "尚未交办" in "".join(
        dialog.chosen._list.item(row).text() for row in range(dialog.chosen._list.count())
    )
    dialog.chosen.drop_barred()
    assert dialog.verb_button.isEnabled()
