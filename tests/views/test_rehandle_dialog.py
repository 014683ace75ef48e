"""Studying a bad verdict by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.casework import find
from desktop.domain.errors import OfficeError
from desktop.views.acts import ActDesk
from desktop.views.case_tabs_feedback import FeedbackTab
from desktop.views.case_view import look
from desktop.views.rehandle_dialog import RehandleDialog
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
    return desks.judged(office, desks.answered(office, desks.registered(office)), level=2)


def test_causes_and_plan_are_recorded_by_keys(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = RehandleDialog(seat[0], case, host)
    shown(dialog, qtbot)
    assert "提出人意见（2026-03-02）：没有写意见" in words_of(dialog)
    press("Ctrl+Return")
    assert dialog.form.problem_of("causes") == "缺原因分析"
    fill("R", "没有说明时限。")
    fill("P", "明确完成时限。")
    fill("M", "每月通报。")
    fill("L", "3-20")
    press("Ctrl+Return")
    study = find.case(office, case.id).rehandling
    assert study is not None
    assert (study.causes, study.plan, study.measures) == ("没有说明时限。", "明确完成时限。", "每月通报。")
    assert seat[1].said == ["已登记第2轮重新办理的原因分析和方案"]


def test_what_was_recorded_is_shown_again(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    case = desks.studied(office, case)
    dialog = RehandleDialog(seat[0], case, host)
    shown(dialog, qtbot)
    assert dialog.typed()["causes"] == "答复没有说明时限。"
    fill("P", "另定方案。")
    dialog._keeper.keep()
    dialog.hide()  # the program ends here
    again = RehandleDialog(seat[0], case, host)
    assert again.typed()["plan"] == "另定方案。"


def test_the_first_round_has_nothing_to_study(seat: tuple[Desk, Heard], office: Office) -> None:
    with pytest.raises(OfficeError, match="没有转入重新办理"):
        RehandleDialog(seat[0], desks.registered(office, "99"))


def test_the_tab_asks_for_the_study_and_shows_it(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    tab = FeedbackTab(ActDesk(seat[0], host))
    qtbot.addWidget(tab)
    tab.show()
    tab.show_view(look(office, case.id))
    assert "▲ 本轮还没有分析原因、研究方案，登记后方可送审。" in words_of(tab)
    desks.studied(office, case)
    tab.show_view(look(office, case.id))
    assert "明确完成时限。" in words_of(tab)
