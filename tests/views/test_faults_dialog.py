"""问题台账: what went wrong is listed, narrowed, pressed at once, opened and exported."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog

from desktop.casework import find
from desktop.domain.supervision import SupervisionLevel
from desktop.views.faults_dialog import FaultsDialog
from desktop.views.press_dialog import PressDialog
from tests import desks
from tests.views.case_desk import press, shown, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down
LONG = 60_000  # milliseconds a paper may take on a busy machine


@pytest.fixture
def dialog(seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot) -> FaultsDialog:
    """Return the ledger of two cases thirty days old: one overdue and slow, one only slow."""
    office.clock.turn(-30)  # type: ignore[attr-defined]
    for number, days in (("1", 3), ("2", 90)):
        due_on = office.today + timedelta(days=days)
        task = desks.draft(1, desks.Role.SOLE, due_on=due_on)
        desks.handed_out(office, desks.registered(office, number), task)
    office.clock.turn(30)  # type: ignore[attr-defined]
    dialog = FaultsDialog(seat[0], host)
    shown(dialog, qtbot)
    return dialog


def test_what_went_wrong_is_narrowed_and_pressed(dialog: FaultsDialog, office: Office, qtbot: QtBot) -> None:
    assert [(each.case_id, each.kind) for each in dialog.shown] == [
        (1, "办理逾期"),
        (1, "进展缓慢"),
        (2, "进展缓慢"),
    ]
    assert "3 条，涉及 1 个单位、2 件" in words_of(dialog)
    dialog.sort.setFocus()
    press("Down")
    assert [each.kind for each in dialog.shown] == ["办理逾期"]
    press("Home")
    dialog.table.setFocus()
    press("Ctrl+A")
    press("Alt+U")
    qtbot.waitUntil(lambda: len(dialog.findChildren(PressDialog)) == 1)
    (pressing,) = dialog.findChildren(PressDialog)
    assert pressing.verb_button.text() == "催办 2 项"
    pressing.numbered.setChecked(False)
    pressing.accept()
    assert [each.level for each in find.case(office, 2).supervisions] == [SupervisionLevel.URGE]
    qtbot.waitUntil(lambda: {each.pressed for each in dialog.shown} == {1})


def test_it_is_exported_as_seen(dialog: FaultsDialog, seat: tuple[Desk, Heard], qtbot: QtBot) -> None:
    dialog.sort.choose("进展缓慢")
    path = Path(seat[0].memory.fileName()).with_name("f.xlsx")
    dialog.ask_where()
    (asking,) = dialog.findChildren(QFileDialog)
    assert asking.windowTitle() == "导出问题台账"
    asking.reject()
    for ending in ("xlsx", "pdf", "csv"):
        dialog.export_to(str(path.with_suffix(f".{ending}")))
        qtbot.waitUntil(lambda ending=ending: f"已导出 2 条到 f.{ending}" in dialog.banner.text, timeout=LONG)
    kinds = [row[3].value for row in load_workbook(path).active.iter_rows(min_row=4)]  # type: ignore[union-attr]
    assert kinds == ["进展缓慢", "进展缓慢"]
    dialog.export_to(str(path.parent / "nowhere" / "f.csv"))
    qtbot.waitUntil(lambda: "没有写成" in dialog.banner.text, timeout=LONG)


def test_enter_opens_the_case(dialog: FaultsDialog, seat: tuple[Desk, Heard]) -> None:
    dialog.table.select_place(2)
    press("Return", dialog.table)
    assert seat[1].opened == [2]
    assert not dialog.isVisible()


def test_nothing_wrong_is_said(seat: tuple[Desk, Heard], host: QWidget, qtbot: QtBot) -> None:
    dialog = FaultsDialog(seat[0], host)
    shown(dialog, qtbot)
    assert "没有发现问题" in words_of(dialog)
    assert not dialog.export_button.isEnabled()
    assert not dialog.press_button.isEnabled()
