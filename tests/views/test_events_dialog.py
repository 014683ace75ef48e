"""工作记录: trainings, briefings, visits and meetings are told by keys, changed, struck and exported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from desktop.casework import coordinate
from desktop.domain.event import Event, EventKind
from desktop.views.events_dialog import EventDialog, EventsDialog, StrikeDialog
from tests.views.case_desk import fill, press, shown, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down
LONG = 60_000  # milliseconds a paper may take on a busy machine


@pytest.fixture
def dialog(seat: tuple[Desk, Heard], host: QWidget, qtbot: QtBot) -> EventsDialog:
    dialog = EventsDialog(seat[0], host)
    shown(dialog, qtbot)
    return dialog


def test_a_training_is_told_and_listed(
    dialog: EventsDialog, office: Office, seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    assert "还没有工作记录" in words_of(dialog)
    dialog.add()
    (asking,) = dialog.findChildren(EventDialog)
    shown(asking, qtbot)
    press("Ctrl+Return")
    assert "没有写明事项" in asking.banner.text
    fill("T", "建议提案办理业务培训")
    fill("H", "示例区政府办公室")
    fill("W", "区人大代表联络室、区政协提案委")
    fill("U", "各承办单位")
    fill("N", "办理流程")
    fill("R", "明确承办人")
    assert asking.would_lose()
    press("Ctrl+Return")
    (event,) = coordinate.events(office)
    assert (event.kind, event.title, event.host, event.with_whom, event.units, event.outcome) == (
        EventKind.TRAINING,
        "建议提案办理业务培训",
        "示例区政府办公室",
        ("区人大代表联络室", "区政协提案委"),
        ("各承办单位",),
        "明确承办人",
    )
    assert seat[1].said == ["已保存工作记录：建议提案办理业务培训"]
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 1)


@pytest.mark.parametrize("kind", [EventKind.BRIEFING, EventKind.VISIT, EventKind.EXECUTIVE])
def test_events_are_changed_struck_and_exported(
    kind: EventKind, dialog: EventsDialog, office: Office, seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    coordinate.save_event(office, Event(kind, office.today, "示例事项"))
    coordinate.save_event(office, Event(EventKind.OTHER, office.today, "误记"))
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 2)
    places = {dialog.table.rows.row_at(place).title: place for place in range(2)}  # type: ignore[union-attr]
    dialog.table.setFocus()
    dialog.table.select_place(places["误记"])
    press("Delete", dialog.table)
    (striking,) = dialog.findChildren(StrikeDialog)
    assert "误记" in words_of(striking)
    striking.accept()
    qtbot.waitUntil(lambda: dialog.table.rows.rowCount() == 1)
    dialog.table.select_place(0)
    press("Return", dialog.table)
    (asking,) = dialog.findChildren(EventDialog)
    assert not asking.would_lose()
    asking.outcome.setPlainText("议定三项")
    asking.accept()
    (event,) = coordinate.events(office)
    assert (event.kind, event.outcome) == (kind, "议定三项")
    path = Path(seat[0].memory.fileName()).with_name("e.xlsx")
    dialog.export_to(str(path))
    qtbot.waitUntil(lambda: "已导出 1 条" in dialog.banner.text, timeout=LONG)
    sheet = load_workbook(path).active
    assert sheet is not None
    assert sheet["A1"].value == "工作记录"
    assert "议定三项" in [cell.value for cell in list(sheet.iter_rows())[-1]]
