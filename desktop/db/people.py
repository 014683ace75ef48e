"""Who handed papers in so far: names as they stand on the papers, with what is known of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.db.connection import undamaged
from desktop.domain.proposal import Submitter

if TYPE_CHECKING:
    from desktop.db.transaction import UnitOfWork

_KNOWN = """SELECT signed.value ->> 'name', coalesce(signed.value ->> 'is_organisation', 0),
    coalesce(signed.value ->> 'phone', ''), coalesce(signed.value ->> 'address', ''),
    coalesce(nullif(signed.value ->> 'delegation', ''), iif(signed.key = 0, delegation, '')), max(case_id)
    FROM case_content JOIN cases ON cases.id = case_id, json_each(content, '$.proposal.submitters') AS signed
    WHERE is_deleted = 0 GROUP BY 1, 2, 3, 4, 5 ORDER BY 6"""


class People:
    """Every submitter of the cases that are not in the recycle bin; read from the papers themselves."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def submitters(self) -> tuple[Submitter, ...]:
        """Return each name once, by the newest paper; what that one does not say an earlier one may.

        Reads every paper: for the worker thread.
        """
        found: dict[str, Submitter] = {}
        rows = self._work.all(_KNOWN)
        with undamaged():
            for name, is_body, phone, address, delegation, _case in rows:
                before = found.pop(name, Submitter(name))
                found[name] = Submitter(
                    name,
                    bool(is_body),
                    phone or before.phone,
                    address or before.address,
                    delegation or before.delegation,
                )
        return tuple(reversed(found.values()))
