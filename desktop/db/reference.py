"""The shelf of what an office goes by: schemes, calendars, settings; and the drafts somebody is typing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar, cast

from desktop.db.connection import undamaged
from desktop.db.journal import added, altered
from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError
from desktop.domain.journal import canonical
from desktop.domain.mapping import from_mapping, to_mapping
from desktop.domain.workdays import CalendarYear, WorkCalendar

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.db.journal import Journal
    from desktop.db.transaction import UnitOfWork
    from desktop.domain.journal import Note
    from desktop.domain.scheme import Scheme

Part = TypeVar("Part")
_SCHEME = "SELECT content FROM scheme WHERE id = ? AND version = ?"
_NEWEST_VERSION = "SELECT max(version) FROM scheme WHERE id = ?"
_NEWEST_SCHEMES = "SELECT id, max(version) FROM scheme GROUP BY id ORDER BY id"
_ADD_SCHEME = "INSERT INTO scheme (id, version, content) VALUES (?, ?, ?)"
_YEARS = "SELECT content FROM calendar_year ORDER BY year"
_YEAR = "SELECT content FROM calendar_year WHERE year = ?"
_PUT_YEAR = (
    "INSERT INTO calendar_year (year, content) VALUES (?, ?)"
    " ON CONFLICT DO UPDATE SET content = excluded.content"
)
_SETTING = "SELECT value FROM setting WHERE key = ?"
_PUT_SETTING = (
    "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
)
_DRAFT = "SELECT content FROM draft WHERE key = ?"
_PUT_DRAFT = (
    "INSERT INTO draft (key, content, at) VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET content = excluded.content, at = excluded.at"
)
_DROP_DRAFT = "DELETE FROM draft WHERE key = ?"


class Reference:
    """Schemes by id and version (a stored version never changes), calendar years, settings, drafts."""

    def __init__(self, work: UnitOfWork, journal: Journal) -> None:
        self._work = work
        self._journal = journal
        self._read: dict[tuple[str, int], Scheme] = {}
        self._parts: dict[tuple[str, int, str], object] = {}

    def put_scheme(self, scheme: Scheme, note: Note) -> None:
        """Store a version of a scheme; the same content again changes nothing.

        Raises `OfficeError` when that version is stored with other content: old cases go by it.
        """
        content = to_mapping(scheme)
        if kept := self._work.one(_SCHEME, (scheme.id, scheme.version)):
            if kept[0] != canonical(content):
                raise OfficeError(
                    f"方案“{scheme.name}”第{scheme.version}版已在使用，没有改动；请把修改后的方案存为新的一版。"
                )
            return
        self._work.run(Topic.SETTINGS, _ADD_SCHEME, (scheme.id, scheme.version, canonical(content)))
        self._journal.append(note, added("scheme", scheme.version, content))

    def scheme(self, scheme_id: str, version: int | None = None) -> Scheme:
        """Return a version of a scheme, by default the newest; raise `OfficeError` when it is not stored."""
        wanted = self._newest_version(scheme_id) if version is None else version
        key = (scheme_id, wanted)
        if key not in self._read:
            from desktop.domain.scheme import Scheme

            content = self._content(key)
            with undamaged():
                self._read[key] = from_mapping(Scheme, json.loads(content), f"方案“{scheme_id}”")
        return self._read[key]

    def part_of_scheme(self, scheme_id: str, name: str, kind: type[Part]) -> Part:
        """Return one part of the newest version of a scheme without reading in the rest of it."""
        key = (scheme_id, self._newest_version(scheme_id), name)
        if key not in self._parts:
            content = self._content(key[:2])
            with undamaged():
                self._parts[key] = from_mapping(kind, json.loads(content).get(name, {}), f"方案“{scheme_id}”")
        return cast("Part", self._parts[key])

    def schemes(self) -> tuple[Scheme, ...]:
        """Return the newest version of every scheme, by id."""
        return tuple(self.scheme(*key) for key in self._work.all(_NEWEST_SCHEMES))

    def put_calendar(self, year: CalendarYear, note: Note) -> None:
        """Store the holidays of a year in the place of what was known of it."""
        content = to_mapping(year)
        kept = self._work.one(_YEAR, (year.year,))
        self._work.run(Topic.CALENDAR, _PUT_YEAR, (year.year, canonical(content)))
        before = json.loads(kept[0]) if kept else {}
        self._journal.append(note, altered("calendar", year.year, before, content))

    def calendar(self) -> WorkCalendar:
        """Return the working calendar of all stored years."""
        years = self._work.all(_YEARS)
        with undamaged():
            return WorkCalendar(
                tuple(from_mapping(CalendarYear, json.loads(row[0]), "日历") for row in years)
            )

    def put_setting(self, key: str, value: Any, note: Note) -> None:
        """Store a setting: text, number, truth, or lists and tables of them."""
        before = {} if (kept := self._work.one(_SETTING, (key,))) is None else {key: json.loads(kept[0])}
        self._work.run(Topic.SETTINGS, _PUT_SETTING, (key, json.dumps(value, ensure_ascii=False)))
        self._journal.append(note, altered("setting", 0, before, {key: value}))

    def setting(self, key: str, default: Any = None) -> Any:
        """Return a setting as it was put, or `default` when it never was."""
        kept = self._work.one(_SETTING, (key,))
        with undamaged():
            return default if kept is None else json.loads(kept[0])

    def put_draft(self, key: str, content: str, at: datetime) -> None:
        """Keep what somebody is typing: no act of the office, so no line of history and no announcement."""
        self._work.run(None, _PUT_DRAFT, (key, content, at.isoformat()))

    def draft(self, key: str) -> str | None:
        """Return what was being typed, or None."""
        kept = self._work.one(_DRAFT, (key,))
        return None if kept is None else kept[0]

    def drop_draft(self, key: str) -> None:
        """Forget what was being typed, once it was saved or given up."""
        self._work.run(None, _DROP_DRAFT, (key,))

    def forget(self) -> None:
        """Forget what was read before; called when a transaction was undone."""
        self._read.clear()
        self._parts.clear()

    def _content(self, key: tuple[str, int]) -> str:
        kept = self._work.one(_SCHEME, key)
        if kept is None:
            raise OfficeError(f"找不到方案“{key[0]}”第{key[1]}版，没有作任何改动；请在“设置”中另选方案。")
        return str(kept[0])

    def _newest_version(self, scheme_id: str) -> int:
        return self._work.one(_NEWEST_VERSION, (scheme_id,))[0] or 0
