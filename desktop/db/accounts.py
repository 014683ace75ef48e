"""The shelf of accounts: who may sign in, the hashes of their last passwords, and attempts that failed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.db import passwords
from desktop.db.connection import undamaged
from desktop.db.journal import NOTHING, Entry, added, altered
from desktop.domain.account import Account
from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError
from desktop.domain.journal import canonical
from desktop.domain.lockout import Tries
from desktop.domain.mapping import from_mapping, to_mapping

if TYPE_CHECKING:
    from typing import Any

    from desktop.db.journal import Journal
    from desktop.db.transaction import UnitOfWork
    from desktop.domain.journal import Note

SUBJECT = "account"
_ALL = "SELECT id, content FROM account ORDER BY id"
_GET = "SELECT id, content FROM account WHERE id = ?"
_FIND = "SELECT id, content FROM account WHERE name = ?"
_ADD = "INSERT INTO account (name, content) VALUES (?, ?)"
_SET = "UPDATE account SET name = ?, content = ? WHERE id = ?"
_HASHES = "SELECT hash FROM account_password WHERE account_id = ? ORDER BY id DESC LIMIT ?"
_ADD_HASH = "INSERT INTO account_password (account_id, hash) VALUES (?, ?)"
_DROP_HASHES = (
    "DELETE FROM account_password WHERE account_id = ? AND id NOT IN"
    " (SELECT id FROM account_password WHERE account_id = ? ORDER BY id DESC LIMIT ?)"
)
_TRIES = "SELECT failures, locked_at, locked_tick FROM sign_in_failure WHERE name = ?"
_PUT_TRIES = (
    "INSERT INTO sign_in_failure (name, failures, locked_at, locked_tick) VALUES (?, ?, ?, ?) ON CONFLICT DO"
    " UPDATE SET failures = excluded.failures, locked_at = excluded.locked_at,"
    " locked_tick = excluded.locked_tick"
)
_DROP_TRIES = "DELETE FROM sign_in_failure WHERE name = ?"


class Accounts:
    """Accounts by id and by name; writing needs a running transaction and a `Note` for the journal.

    Whoever unlocks the screen while another thread writes, or signs in where nothing can be written, is
    counted and told of in memory; what is owed to the journal is written with the next line of an account.
    """

    def __init__(self, work: UnitOfWork, journal: Journal) -> None:
        self._work = work
        self._journal = journal
        self._unwritten: dict[str, Tries] = {}
        self._owed: list[tuple[int, Note]] = []

    @property
    def can_write(self) -> bool:
        """Whether attempts can be kept in the file now."""
        return not (self._work.read_only or self._work.is_lent)

    def all(self) -> tuple[Account, ...]:
        """Return every account, the oldest first."""
        return tuple(map(_account, self._work.all(_ALL)))

    def get(self, account_id: int) -> Account:
        """Return an account; raise `OfficeError` when there is none of that id."""
        if row := self._work.one(_GET, (account_id,)):
            return _account(row)
        raise OfficeError("找不到这个账户，没有改动；请刷新后再试。")

    def find(self, name: str) -> Account | None:
        """Return the account of a name, or None."""
        row = self._work.one(_FIND, (name,))
        return _account(row) if row else None

    def add(self, account: Account, note: Note) -> Account:
        """Add an account; its name must be free."""
        content = _content(account)
        made = self._work.run(Topic.SETTINGS, _ADD, (account.name, canonical(content))).lastrowid or 0
        self._journal.append(note, added(SUBJECT, made, content))
        return replace(account, id=made)

    def save(self, account: Account, note: Note) -> Account:
        """Save a known account."""
        before, content = _content(self.get(account.id)), _content(account)
        self._work.run(Topic.SETTINGS, _SET, (account.name, canonical(content), account.id))
        self._journal.append(note, altered(SUBJECT, account.id, before, content))
        return account

    def tell(self, account_id: int, note: Note) -> None:
        """Write a line that changes nothing: somebody came, was refused, or left (0: nobody known)."""
        self._owed.append((account_id, note))
        if self.can_write:
            for known, owed in self._owed:
                self._journal.append(owed, Entry(SUBJECT, known, NOTHING, NOTHING))
            self._owed.clear()

    def put_password(self, account_id: int, password: str, kept: int) -> None:
        """Set the password of an account; of those before, the hashes of the last `kept` are remembered."""
        self._work.run(None, _ADD_HASH, (account_id, passwords.hashed(password)))
        self._work.run(None, _DROP_HASHES, (account_id, account_id, kept))

    def fits(self, account_id: int | None, password: str) -> bool:
        """Whether that is the password of an account; for nobody it takes as long."""
        row = self._work.one(_HASHES, (account_id, 1)) if account_id else None
        return passwords.fits(password, row[0] if row else None)

    def was_used(self, account_id: int, password: str, kept: int) -> bool:
        """Whether a password is among the last `kept` of an account."""
        return any(passwords.fits(password, row[0]) for row in self._work.all(_HASHES, (account_id, kept)))

    def tries(self, name: str) -> Tries:
        """Return the attempts that failed for a name, known or not."""
        if name in self._unwritten:
            return self._unwritten[name]
        row = self._work.one(_TRIES, (name,))
        if row is None:
            return Tries()
        with undamaged():
            return Tries(row[0], datetime.fromisoformat(row[1]) if row[1] else None, row[2] or 0.0)

    def put_tries(self, name: str, tries: Tries) -> None:
        """Keep how many attempts failed for a name; none are forgotten."""
        if not self.can_write:
            self._unwritten[name] = tries
            return
        self._unwritten.pop(name, None)
        if not tries.failures:
            self._work.run(None, _DROP_TRIES, (name,))
            return
        at = tries.locked_at.isoformat() if tries.locked_at else None
        self._work.run(None, _PUT_TRIES, (name, tries.failures, at, tries.locked_tick))


def _content(account: Account) -> dict[str, Any]:
    content = to_mapping(account)
    content.pop("id", None)
    return content


def _account(row: tuple[int, str]) -> Account:
    with undamaged():
        return replace(from_mapping(Account, json.loads(row[1]), "账户"), id=row[0])
