"""What comes with the program into every desk: the regional schemes and the working calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import paths
from desktop.domain.workdays import CalendarYear, calendar_from_toml

if TYPE_CHECKING:
    from desktop.db.store import Store
    from desktop.domain.journal import Note
    from desktop.domain.scheme import Scheme

DEFAULT_SCHEME = "tongyong"
STAMP = "provisions"


def shipped_schemes() -> tuple[Scheme, ...]:
    """Return every scheme that comes with the program."""
    from desktop.domain.scheme_file import scheme_from_toml

    files = sorted((paths.resources() / "schemes").glob("*.toml"))
    return tuple(scheme_from_toml(file.read_text("utf-8"), file.name) for file in files)


def shipped_calendars() -> tuple[CalendarYear, ...]:
    """Return every calendar year that comes with the program."""
    files = sorted((paths.resources() / "calendars").glob("*.toml"))
    return tuple(calendar_from_toml(file.read_text("utf-8"), file.name) for file in files)


def bring_in(store: Store, note: Note) -> None:
    """Put in what is newer than what the desk has; versions in use and calendars edited by hand stay.

    Runs inside the caller's transaction.
    """
    for scheme in shipped_schemes():
        store.reference.put_scheme(scheme, note)
    known = {year.year for year in store.reference.calendar().years}
    for year in shipped_calendars():
        if year.year not in known:
            store.reference.put_calendar(year, note)
    store.reference.put_setting(STAMP, paths.VERSION, note)
