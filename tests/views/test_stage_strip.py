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


def test_long_words_take_two_lines_and_never_run_into_each_other(qtbot: QtBot) -> None:
    strip = StageStrip()
    qtbot.addWidget(strip)
    words = ("拟稿", "分管领导审核", "主要领导签发", "印发")
    strip.show_way(tuple(Station(word, Mark.AHEAD) for word in words))
    roomy, crowded = 480, 260
    assert strip.shown_words(roomy) == strip.shown_words(crowded) == words
    assert strip.heightForWidth(crowded) > strip.heightForWidth(roomy)
    assert "分管领导审核" not in strip.shown_words(strip.minimumSizeHint().width())
    strip.resize(crowded, strip.heightForWidth(crowded))
    low = strip.grab().toImage().copy(0, strip.height() - 14, crowded, 14)
    assert len({low.pixel(x, y) for x in range(crowded) for y in range(14)}) > 1, "nothing on the second line"
