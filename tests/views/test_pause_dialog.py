"""Stopping the clock, letting it run again, and reporting at half-time, by keyboard."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import clock, find
from desktop.domain.procedure import Act
from desktop.views.acts import ActDesk
from desktop.views.case_view import look
from desktop.views.due_row import DueExplanation, DueRow
from desktop.views.pause_dialog import InterimDialog, PauseDialog, ResumeDialog
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
    """Return a case just handed out, due on 2026-06-02."""
    return desks.handed_out(office, desks.registered(office))


def test_the_clock_is_stopped_and_runs_again(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    stopping = PauseDialog(seat[0], case, host)
    shown(stopping, qtbot)
    press("Ctrl+Return")
    assert stopping.form.problem_of("reason") == "缺停计时的理由"
    type_text("等待上级批复")
    assert stopping.would_lose()
    press("Ctrl+Return")
    paused = find.case(office, case.id)
    assert paused.open_pause is not None
    office.clock.turn(7)  # type: ignore[attr-defined]
    row = DueRow("办结时限", tells_all=True)
    qtbot.addWidget(row)
    row.show_due(look(office, case.id), paused.due)
    assert "停计时7天" in words_of(row)
    resuming = ResumeDialog(seat[0], paused, host)
    shown(resuming, qtbot)
    assert "2026-03-02（周一） 起停计时：等待上级批复" in words_of(resuming)
    assert not resuming.would_lose()
    press("Ctrl+Return")
    assert seat[1].said == ["自 2026-03-02（周一） 起停计时", "已恢复计时，现时限 2026-06-09（周二）"]


def test_progress_is_reported(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    acts = ActDesk(seat[0], host)
    assert acts.start(Act.INTERIM, case.id) is None
    assert "尚未答复" in seat[1].said[-1]
    answered = desks.answered(office, case)
    dialog = InterimDialog(seat[0], answered, host)
    shown(dialog, qtbot)
    type_text("站台已开工")
    assert dialog.would_lose()
    fill("D", "3-2")
    press("Ctrl+Return")
    (report,) = find.case(office, case.id).interims
    assert (report.text, report.reported_by, report.reported_on) == (
        "站台已开工",
        "示例区教育局",
        date(2026, 3, 2),
    )
    assert seat[1].said[-1] == "已登记阶段性反馈"
    assert isinstance(acts.start(Act.INTERIM, case.id), InterimDialog)


def test_the_acts_open_their_dialogs(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget
) -> None:
    acts = ActDesk(seat[0], host)
    assert acts.start(Act.RESUME, case.id) is None
    assert isinstance(acts.start(Act.PAUSE, case.id), PauseDialog)
    clock.pause(office, case.id, "等待")
    assert isinstance(acts.start(Act.RESUME, case.id), ResumeDialog)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_every_date_of_a_case_is_explained(case: Case, office: Office, seat: object, qtbot: QtBot) -> None:
    assert seat
    clock.ask_extension(office, case.id, clock.Request("示例区教育局", "涉及面广", date(2026, 8, 31)))
    decided = clock.Decision(approved=True, decided_by="示例主任")
    due = clock.decide_extension(office, case.id, decided).due
    assert due is not None
    row = DueRow("办结时限", tells_all=True)
    qtbot.addWidget(row)
    row.explain()
    assert row.findChildren(DueExplanation) == []
    row.show_due(look(office, case.id), due)
    row.explain()
    (panel,) = row.findChildren(DueExplanation)
    told = words_of(panel)
    granted = "5. 2026-03-02 示例主任同意，延至 2026-08-31（周一）"
    for words in (granted, "依据：代表法（2025）", "现时限", "节点计划"):
        assert words in told, told
    panel.close()
