"""How long work reports how far it is and learns that it was cancelled."""

from __future__ import annotations


class Cancelled(Exception):
    """The person asked to stop; whoever raised it has written nothing by half."""


class Progress:
    """Receives steps of a long job; the plain class listens to nothing and never cancels."""

    def step(self, done: int, total: int, text: str = "") -> None:
        """Report that `done` of `total` parts are finished; raise `Cancelled` when the job shall stop."""


SILENT = Progress()
