"""The office, the one thing every verb is given: what is remembered, the rules, the clock, who acts."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from desktop import paths
from desktop.casework import provisions
from desktop.db.store import Store
from desktop.domain.changes import Change, Topic
from desktop.domain.errors import OfficeError
from desktop.domain.figures import PercentRules
from desktop.domain.journal import Note
from desktop.domain.light import LightRule
from desktop.domain.supervision import SupervisionRules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from desktop.domain.account import Account, Permission
    from desktop.domain.case import Case
    from desktop.domain.kinds import Kind
    from desktop.domain.scheme import Scheme
    from desktop.domain.session import Session
    from desktop.domain.workdays import WorkCalendar

Part = TypeVar("Part")

SCHEME = "scheme"
OFFICE_NAME = "office_name"
OFFICER_NAME = "officer_name"
"""The name of whoever sits at this computer account, kept per account: `officer_name/account`."""
DEMO = "demo"


class Seat(NamedTuple):
    """Who has signed in at a desk with accounts, and the name the history and the papers give this person."""

    account: Account
    shown: str


@dataclass
class Office:
    """One desk opened by one officer; `clock` gives the local time, nobody else asks for it.

    `account` is who the computer says is sitting there, e.g. zhang@PC-3. On a desk with accounts
    (`is_guarded`) somebody has to take the `seat` before anything can be read or done; `ticks` counts the
    seconds of the machine, which nobody can set.
    """

    store: Store
    clock: Callable[[], datetime]
    account: str
    directory: Path
    seat: Seat | None = None
    is_guarded: bool = False
    ticks: Callable[[], float] = time.monotonic

    @property
    def officer(self) -> str:
        """Who acts, as the journal and the papers name this person: by name once it is known."""
        return self.seat.shown if self.seat else self.officer_name or self.account

    @property
    def officer_name(self) -> str:
        """The name this person gave for the account, or an empty string."""
        return self.setting(self.officer_key)

    @property
    def officer_key(self) -> str:
        """The key of the setting that holds the name given for this account."""
        return f"{OFFICER_NAME}/{self.account}"

    @property
    def now(self) -> datetime:
        """The local time, to the second."""
        return self.clock().replace(microsecond=0)

    @property
    def today(self) -> date:
        """The local day."""
        return self.clock().date()

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working calendar of this desk."""
        return self.store.reference.calendar()

    def forget_calendar(self) -> None:
        """Read the calendar anew when it is next asked for: a year of it was replaced."""
        self.__dict__.pop("calendar", None)

    @property
    def is_demo(self) -> bool:
        """Whether this desk holds invented cases; its papers carry the watermark 演示."""
        return self.setting(DEMO) == "1"

    @property
    def is_closed(self) -> bool:
        """Whether this desk was closed; a timer that still runs then has nothing to do."""
        return self.store.is_closed

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be written to this desk."""
        return self.store.is_read_only

    @property
    def lights(self) -> LightRule:
        """From when on the default scheme calls a matter urgent."""
        return self._part("lights", LightRule)

    @property
    def supervision(self) -> SupervisionRules:
        """How this desk supervises, as the default scheme has it."""
        return self._part("supervision", SupervisionRules)

    @property
    def percent(self) -> PercentRules:
        """How the default scheme prints rates."""
        return self._part("percent", PercentRules)

    @property
    def default_scheme(self) -> Scheme:
        """The scheme new cases are opened under."""
        return self.scheme(self.setting(SCHEME, provisions.DEFAULT_SCHEME))

    def _part(self, name: str, kind: type[Part]) -> Part:
        """Return one part of the default scheme; the whole of it is read in when a case is."""
        scheme_id = self.setting(SCHEME, provisions.DEFAULT_SCHEME)
        return self.store.reference.part_of_scheme(scheme_id, name, kind)

    def scheme(self, scheme_id: str, version: int | None = None) -> Scheme:
        """Return a scheme by id, the newest version when none is named; raise `OfficeError` when unknown."""
        return self.store.reference.scheme(scheme_id, version)

    def scheme_for(self, kind: Kind, scheme_id: str | None = None) -> Scheme:
        """Return the scheme a paper of that kind is opened under: the one named, the desk's own, or 通用.

        Raises `OfficeError` when the scheme named is not made for papers of that body.
        """
        chosen = self.scheme(scheme_id) if scheme_id else self.default_scheme
        if kind.body in chosen.bodies:
            return chosen
        if scheme_id:
            raise OfficeError(f"“{chosen.name}”不适用于{kind.label}，尚未登记；请另选办理规则。")
        return self.scheme(provisions.DEFAULT_SCHEME)

    def scheme_of(self, case: Case) -> Scheme:
        """Return the scheme and version the case was opened under."""
        return self.scheme(case.scheme_id, case.scheme_version)

    def schemes(self) -> tuple[Scheme, ...]:
        """Return the newest version of every scheme, by name."""
        return self.store.reference.schemes()

    def session_of(self, case: Case) -> Session:
        """Return the session of a case."""
        return self.store.sessions.get(case.proposal.session_id)

    def setting(self, key: str, default: str = "") -> str:
        """Return a setting of this desk."""
        return str(self.store.reference.setting(key, default))

    def put_settings(self, settings: Mapping[str, str]) -> None:
        """Keep settings of this desk in one transaction."""
        with self.store.transaction():
            for key, value in settings.items():
                self.store.reference.put_setting(key, value, self.note("设置", key))

    @property
    def history_mark(self) -> str:
        """The first 12 figures of the last journal line's hash: on paper they belie a rewritten history."""
        return self.store.journal.head()[1][:12]

    def note(self, verb: str, summary: str = "") -> Note:
        """Return what the journal says of an act done now by this officer.

        Every act that writes asks for its note here, so here it is refused: raises `OfficeError` when who has
        signed in may not do it.
        """
        self.require_verb(verb, summary)
        return Note(self.now, self.officer, verb, summary)

    def may(self, permission: Permission) -> bool:
        """Whether who sits here may do that; on a desk without accounts everybody may do everything."""
        return not self.is_guarded or (self.seat is not None and self.seat.account.may(permission))

    def require(self, permission: Permission) -> None:
        """Raise `OfficeError`, naming who may, when who sits here may not do that."""
        if not self.may(permission):
            from desktop.casework import permits

            raise OfficeError(permits.refusal(permission))

    def require_verb(self, verb: str, summary: str = "") -> None:
        """Raise `OfficeError` when who sits here may not do the act of that verb."""
        if self.is_guarded:
            from desktop.casework import permits

            if (permission := permits.needed(verb, summary)) is not None:
                self.require(permission)

    def guard(self) -> None:
        """Let nobody read or do anything before somebody takes the seat, if this desk has accounts."""
        self.is_guarded = self.store.has_accounts
        self.take_seat(None)

    def take_seat(self, seat: Seat | None) -> None:
        """Let somebody work here, or (None) nobody; shelves of cases open only to who may see them."""
        before, self.seat = self.seat, seat
        self.store = self._as_seen(self.store)
        if before != seat:
            self.store.announcer.announce(Change(frozenset({Topic.SEAT})))

    def _as_seen(self, store: Store) -> Store:
        """Return a store as who sits here may see it."""
        if not self.is_guarded:
            return store
        from desktop.casework.shut import opened, shut
        from desktop.domain.account import Permission

        return opened(store) if self.may(Permission.READ) else shut(store)

    def worker(self) -> Office:
        """Return an office for another thread, with its own connection that only reads."""
        return replace(self, store=self._as_seen(self.store.reader()))

    @property
    def is_lent(self) -> bool:
        """Whether another thread writes; a beat of a timer that would write here skips its turn then."""
        return self.store.is_lent

    def lend(self) -> None:
        """Let one other thread write by a `writer`; until `take_back`, every verb that writes is refused."""
        self.store.lend()

    def writer(self) -> Office:
        """Return an office for another thread that may write while this one is lent; its own connection.

        Raises `OfficeError` when nothing can be written to this desk.
        """
        return replace(self, store=self._as_seen(self.store.writer()))

    def take_back(self) -> None:
        """Write again, forget what was read before, and tell everybody what was changed meanwhile."""
        self.__dict__.pop("calendar", None)
        self.store.take_back()

    def close(self) -> None:
        """Close the desk and give up its lock."""
        self.store.close()


def open_office(
    directory: Path, *, clock: Callable[[], datetime], officer: str, read_only: bool = False
) -> Office:
    """Open the desk kept in `directory`; raise `OfficeError` when there is none or it cannot be opened."""
    store = Store.open(paths.desk_file(directory), owner=officer, now=clock(), read_only=read_only)
    with ExitStack() as undo:
        undo.callback(store.close)  # what cannot be read shall not keep a backup out
        office = Office(store, clock, officer, directory)
        if not office.is_read_only and office.setting(provisions.STAMP) != paths.VERSION:
            with store.transaction():
                provisions.bring_in(store, office.note("更新办理规则和日历", paths.VERSION))
        office.guard()
        undo.pop_all()
    return office


@dataclass(frozen=True, slots=True)
class Founding:
    """What is decided when a desk is made: the rules, the name of the office, and whether it is a demo."""

    scheme_id: str = provisions.DEFAULT_SCHEME
    office_name: str = ""
    is_demo: bool = False


def create_office(
    directory: Path, *, clock: Callable[[], datetime], officer: str, founding: Founding | None = None
) -> Office:
    """Make a new desk in `directory`; raise `OfficeError` when none can, or must not, be made there."""
    from desktop.casework import place

    chosen = founding or Founding()
    place.refuse(directory)
    paths.make_folder(directory)
    store = Store.create(paths.desk_file(directory), owner=officer, now=clock())
    office = Office(store, clock, officer, directory)
    with store.transaction():
        provisions.bring_in(store, office.note("建立办理台", chosen.office_name))
        office.put_settings(
            {SCHEME: chosen.scheme_id, OFFICE_NAME: chosen.office_name, DEMO: "1" if chosen.is_demo else ""}
        )
    return office
