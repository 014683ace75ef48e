"""Recording meetings and co-opinions by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.casework import find
from desktop.domain.assignment import Role
from desktop.domain.consultation import ConsultationLevel
from desktop.domain.errors import OfficeError
from desktop.views.consult_dialog import ConsultDialog
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
    fill("Q", "希望年内投用。")
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
    assert dialog._stage.value() == "before"  # all held: nothing is pressing
    dialog.choose_stage("draft")
    assert dialog._stage.value() == "draft"


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
    fill("Q", "希望年内投用。")
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
    fill("Q", "希望年内投用。")
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
