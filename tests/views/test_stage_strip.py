"""The strip of the process: what it says aloud, and that every mark looks different."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.views import theme
from desktop.views.process import Mark, Station
from desktop.views.stage_strip import StageStrip

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

WAY = (
    Station("登记", Mark.DONE),
    Station("面商", Mark.CURRENT, "2/3"),
    Station("协办", Mark.SKIPPED),
    Station("办结", Mark.AHEAD),
)


def test_the_way_is_said_aloud(qtbot: QtBot) -> None:
    strip = StageStrip()
    qtbot.addWidget(strip)
    strip.show_way(WAY)
    assert strip.accessibleName() == "办理进程：登记已完成，面商2/3当前，协办略过，办结未到"
    assert strip.stations == WAY


def test_every_mark_looks_different_in_light_and_dark(qtbot: QtBot) -> None:
    strip = StageStrip()
    qtbot.addWidget(strip)
    strip.resize(400, 46)

    def picture(mark: Mark) -> QImage:
        strip.show_way((Station("登记", mark),))
        return strip.grab().toImage()

    for appearance in (theme.Appearance.LIGHT, theme.Appearance.DARK):
        theme.apply(appearance)
        pictures = [picture(mark) for mark in Mark]
        assert all(a != b for place, a in enumerate(pictures) for b in pictures[place + 1 :])
    theme.apply(theme.Appearance.LIGHT)
    strip.show_way(())
    assert not strip.grab().isNull()
