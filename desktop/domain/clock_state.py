"""What a list says of the clock of a case; apart from it, because lists are shown sooner than any case."""

from __future__ import annotations

from desktop.domain.labels import Labelled


class ClockState(Labelled):
    """What a list says of the clock of a case besides its due date."""

    RUNNING = ("running", "")
    ASKED = ("asked", "延期待批")
    EXTENDED = ("extended", "已延期")
    PAUSED = ("paused", "停计时")
