"""Reveal: phones and addresses are shown to who may see them, and the history tells who looked at whose."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.db.journal import added
from desktop.domain.account import Permission
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.ledger import Ledger

REVEAL = "显示联系方式"
SUBJECT = "revealed"  # a subject of its own: there is nothing to take back


def may(office: Office) -> bool:
    """Whether who sits here may see phones and addresses at all."""
    return office.may(Permission.REVEAL) and not office.is_read_only


def contacts(office: Office, what: str, case_id: int = 0) -> None:
    """Leave in the history that the contacts of a case, or of a whole list (case 0), are shown now.

    Raises `OfficeError`, and nothing may be shown, for who lacks the permission, and on a desk that is only
    read: there nothing can be told of it.
    """
    office.require(Permission.REVEAL)
    if office.is_read_only:
        raise OfficeError("办理台以只读方式打开，无法留下记录，联系方式没有显示；请在正常打开时查看。")
    with office.store.transaction():
        office.store.journal.append(office.note(REVEAL, what), added(SUBJECT, case_id, {}))


def revealed(ledger: Ledger) -> Ledger:
    """Return a ledger that is written with its personal columns as they are; tell `contacts` first."""
    return replace(ledger, is_revealed=True)
