"""Whether the 台账 of 100,000 cases ever keeps the window busy while it is scrolled from top to bottom."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from desktop.casework.office import Office
from desktop.views.ledger_page import LedgerPage
from tests.benchmarks.large_desks import CASES
from tests.db.samples import OWNER
from tests.views.case_desk import desk_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.db.store import Store

BEAT = 20  # milliseconds
LONGEST = 50.0  # milliseconds a beat comes late because the window's own thread was at work
WIDE = (1366, 700)
PATIENT = 300_000  # milliseconds


class Heart:
    """Beats in the window's thread and notes how late each beat came because that thread was at work.

    Its own processor time counts, so that what else the machine does is not taken for a busy window.
    """

    def __init__(self) -> None:
        """Begin to beat."""
        self.delays: list[float] = []
        self._last = time.thread_time()
        self._timer = QTimer(interval=BEAT)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()

    def _on_beat(self) -> None:
        now = time.thread_time()
        self.delays.append(max(0.0, (now - self._last) * 1000 - BEAT))
        self._last = now


class Walk:
    """Moves a scroll bar to one value after the other, one a turn of the event loop."""

    def __init__(self, page: LedgerPage, values: Iterator[int]) -> None:
        """Begin to walk."""
        self._bar = page.table.verticalScrollBar()
        self._values = values
        self.is_done = False
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._on_turn)
        self._timer.start()

    def _on_turn(self) -> None:
        value = next(self._values, None)
        if value is None:
            self._timer.stop()
            self.is_done = True
        else:
            self._bar.setValue(value)


def walks(last: int, page: int) -> dict[str, range]:
    """Return the ways down a list of `last` lines in a window of `page` lines."""
    middle = last // 2
    return {
        "by the wheel": range(middle, middle + 900, 3),
        "page by page": range(0, 300 * page, page),
        "by the handle": range(0, last + 1, last // 300),
    }


def test_scrolling_never_keeps_the_window_busy(large_store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    office = Office(large_store, lambda: datetime(2026, 6, 1, 9), OWNER, tmp_path)  # noqa: DTZ001 - office time is local
    desk, _ = desk_of(office, tmp_path)
    page = LedgerPage(desk)
    qtbot.addWidget(page)
    page.resize(*WIDE)
    page.show()
    bar = page.table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > CASES // 2, timeout=PATIENT)
    qtbot.wait(500)  # what follows the first picture of a window is no scrolling
    print()  # noqa: T201 - a benchmark tells its figures
    worst = 0.0
    for way, values in walks(bar.maximum(), bar.pageStep()).items():
        heart, walk = Heart(), Walk(page, iter(values))
        qtbot.waitUntil(lambda: walk.is_done, timeout=PATIENT)  # noqa: B023 - it is waited for at once
        longest, middle = max(heart.delays), sorted(heart.delays)[len(heart.delays) // 2]
        worst = max(worst, longest)
        print(f"{len(values)} steps {way}: beats {middle:.0f} ms late, {longest:.0f} ms at worst")  # noqa: T201
    desk.jobs.stop()
    desk.relay.leave()
    assert worst <= LONGEST
