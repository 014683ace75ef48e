"""A desk with accounts: one of every role, and the clocks a lock is measured by."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import admit
from desktop.casework.admit import Draft
from desktop.casework.office import Seat
from desktop.db import passwords
from desktop.domain.account import Account, AccountRole
from tests.desks import new_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office

SECRET = "Lantern-47-river"
OTHER = "Copper-58-meadow"
ADMINISTRATOR = Draft("admin1", "示例管理", (AccountRole.ADMINISTRATOR,), SECRET)


@dataclass
class Ticks:
    """Seconds of the machine, turned by hand."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        """Return the seconds since the machine started."""
        return self.seconds


def guarded(folder: Path) -> Office:
    """Return a desk that has accounts, its first administrator signed in."""
    office = new_office(folder)
    office.ticks = Ticks()
    admit.turn_on(office, ADMINISTRATOR)
    return office


def added(office: Office, name: str, *roles: AccountRole, real_name: str = "示例张三") -> Account:
    """Return a new account that was made by the administrator and has its own password already."""
    made = admit.add(office, Draft(name, real_name, roles, OTHER))
    with office.store.transaction():
        ready = replace(made, must_change=False)
        return office.store.accounts.save(ready, office.note("修改账户"))


def seated(office: Office, role: AccountRole | None) -> Office:
    """Return the office with somebody of that one role in the seat, or nobody."""
    account = Account("somebody", "示例某人", (role,), id=99) if role else None
    office.take_seat(Seat(account, account.real_name) if account else None)
    return office


def verbs_of(office: Office, number: int = 1000) -> Iterator[str]:
    """Yield the verbs of the history, the newest first."""
    return (line.verb for line in office.store.journal.newest(number))


@contextmanager
def quick_hashes() -> Iterator[None]:
    """Let a comparison cost a moment instead of 150 ms; what it says is the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_MEMORY", 8)
        patch.setattr(passwords, "_PASSES", 1)
        for kept in (passwords._hasher, passwords._nobodys):
            kept.cache_clear()
        yield
    for kept in (passwords._hasher, passwords._nobodys):
        kept.cache_clear()
