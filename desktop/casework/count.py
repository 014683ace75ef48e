"""Count: the year in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.figures import Totals


def totals(office: Office, session_id: int | None = None) -> Totals:
    """Return the figures of one session, or of all; cases in the recycle bin do not count."""
    return office.store.board.totals(session_id)
