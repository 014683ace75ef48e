"""The clock of the computer a year back or forward, while the desk is open and between two starts (P-17)."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings

from desktop import app
from desktop.casework import backups, find
from desktop.domain.listing import Criteria
from desktop.views.navigation import PAGES
from tests.desks import Clock, answered, handed_out, new_office, registered
from tests.torture.children import dump, reopened
from tests.torture.figures import LONG, told
from tests.views.case_desk import words_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office

NEGATIVE = re.compile(r"[-−－]\s*\d+\s*(个)?(工作日|天|日)")


def lights(office: Office) -> list[str]:
    """Return what every list says of the days that are left."""
    return [find.state_of(office, row) + find.light_of(office, row).text
            for row in find.page(office, Criteria(), 0, 99)]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "closes"),
    [(-365, False), (365, True), (-365, True), (365, False)] if LONG else [(-365, False), (365, True)],
)
def test_p17_a_clock_a_year_wrong_loses_nothing_and_is_told(
    tmp_path: Path, qtbot: QtBot, days: int, *, closes: bool
) -> None:
    began, clock, folder = time.perf_counter(), Clock(), tmp_path / "desk"
    office = new_office(folder, clock=clock)
    answered(office, registered(office))
    handed_out(office, registered(office, "13"))
    for _ in range(5):
        clock.turn(1)
        backups.make(office, "每日")
    kept, seq = (
        {each.path.name for each in backups.of_desk(office, folder / "backups")},
        office.store.journal.head()[0],
    )
    if closes:
        office.close()
        clock.turn(days)
        office = reopened(folder, clock)
    else:
        clock.turn(days)
    before = dump(folder)
    window = app.open_window(office, QSettings(str(tmp_path / "a.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    window.status.look_at_clock()
    window.show()
    for entry in PAGES:
        window.pages.go(entry.key, 1 if entry.key == "case" else None)
        qtbot.wait(1)
        assert not NEGATIVE.search(words_of(window)), entry.title
    assert ("早于上一次操作" if days < 0 else "请核对电脑日期") in window.status.doubt.text()
    assert not [words for words in lights(office) if NEGATIVE.search(words)]
    assert dump(folder) == before
    registered(office, "14")
    backups.make(office, "每日")
    now = {each.path.name for each in backups.of_desk(office, folder / "backups")}
    told("P-17", "clock a year wrong; backups thinned", 1, len(kept - now), time.perf_counter() - began)
    assert kept <= now
    assert office.store.journal.head()[0] > seq
    assert office.store.check() == ()
    window.close()
    office.close()
