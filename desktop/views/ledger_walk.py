"""Walking through a long list: where the next overdue case stands, without reading all of it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import find

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.listing import Criteria

SCAN = 1000  # rows looked at in one go


def next_overdue(office: Office, criteria: Criteria, current: int, total: int) -> int | None:
    """Return the place of the first overdue case after `current` in a list of `total`, or from its top."""
    for begin, end in ((current + 1, total), (0, current + 1)):
        for offset in range(begin, end, SCAN):
            rows = find.page(office, criteria, offset, min(SCAN, end - offset))
            for place, row in enumerate(rows, offset):
                if row.stage.owes_reply and row.due_on is not None and row.due_on < office.today:
                    return place
    return None
