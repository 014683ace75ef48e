"""Taking in the opinions of co-handling units by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.casework import consult, find
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.errors import OfficeError
from desktop.views.co_opinion_dialog import CoOpinionDialog
from tests import desks
from tests.views.case_desk import fill, press, shown, type_text, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


@pytest.fixture
def case(office: Office) -> Case:
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO), desks.draft(3, Role.CO))
    return desks.handed_out(office, desks.registered(office), *tasks)


def opened(
    seat: tuple[Desk, Heard], case: Case, unit_id: int, host: QWidget, qtbot: QtBot
) -> CoOpinionDialog:
    dialog = CoOpinionDialog(seat[0], case, unit_id, host)
    shown(dialog, qtbot)
    return dialog


def test_an_opinion_is_taken_in_and_can_be_corrected(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    opened(seat, case, 3, host, qtbot)
    type_text("同意。")
    press("Ctrl+Return")
    case = find.case(office, case.id)
    assert [task.unit_id for task in case.missing_co_opinions] == [2]
    assert seat[1].said == ["已登记协办意见：示例区交通局（港航中心）"]
    dialog = opened(seat, case, 3, host, qtbot)
    assert not dialog.would_lose()
    press("Ctrl+End")
    type_text("并配合施划标线。")
    assert dialog.would_lose()
    press("Ctrl+Return")
    opinion = find.case(office, case.id).task_of(3).co_opinion
    assert opinion is not None
    assert opinion.text == "同意。并配合施划标线。"


def test_the_former_opinion_of_the_chosen_unit_is_shown(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    opened(seat, case, 3, host, qtbot)
    type_text("同意。")
    press("Ctrl+Return")
    opened(seat, find.case(office, case.id), 2, host, qtbot)
    press("Alt+U")
    press("Down")
    press("Ctrl+Return")
    opinion = find.case(office, case.id).task_of(3).co_opinion
    assert opinion is not None
    assert opinion.text == "同意。"


def test_a_day_before_handing_out_is_refused(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(seat, case, 2, host, qtbot)
    fill("D", "2-1")
    press("Ctrl+Return")
    assert dialog.form.problem_of("received_on") == "日期不能早于交办日期 2026-03-02"
    assert len(find.case(office, case.id).missing_co_opinions) == 2


def test_a_case_without_co_handlers_has_no_such_dialog(seat: tuple[Desk, Heard], office: Office) -> None:
    with pytest.raises(OfficeError, match="没有协办单位"):
        CoOpinionDialog(seat[0], desks.registered(office, "7"), 2)


def test_an_empty_opinion_is_sent_back_and_how_a_unit_gives_them_is_told(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO), desks.draft(3, Role.CO))
    case = desks.handed_out(office, desks.registered(office, "77"), *tasks)
    case = consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, "同意"))
    dialog = CoOpinionDialog(seat[0], case, 2, host)
    shown(dialog, qtbot)
    assert "内容空泛　征求 2026-03-02（周一）" in words_of(dialog)
    assert "该单位本届应提协办意见已了结1件，逾期提交0件，未提交0件" in words_of(dialog)
    dialog._unit.choose(3)
    assert not dialog._return.isVisible()
    dialog.return_opinion()
    assert "没有可退回的协办意见" in dialog.banner.text
    dialog._unit.choose(2)
    dialog.return_opinion()
    assert find.case(office, case.id).task_of(2).co_opinion is None
    assert seat[1].said == ["已退回示例区财政局的协办意见，2026-03-09 前重报"]
