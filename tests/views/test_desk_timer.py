"""A timer of a desk beats while the desk is open and never again once it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.views.desk_timer import DeskTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office


def test_it_beats_while_the_desk_is_open(office: Office, host: QWidget, qtbot: QtBot) -> None:
    timer = DeskTimer(office, 0, host)
    beats: list[bool] = []
    timer.beat.connect(lambda: beats.append(timer.isActive()))
    timer.start()
    qtbot.waitUntil(lambda: len(beats) > 1)
    assert beats[:2] == [True, True]


def test_it_rests_for_good_once_the_desk_is_closed(office: Office, host: QWidget, qtbot: QtBot) -> None:
    timer = DeskTimer(office, 0, host)
    beats: list[int] = []
    timer.beat.connect(lambda: beats.append(1))
    timer.start()
    office.close()
    qtbot.waitUntil(lambda: not timer.isActive())
    assert beats == []
