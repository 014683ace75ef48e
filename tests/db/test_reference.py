"""What an office goes by, kept as it was put."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import OfficeError
from desktop.domain.workdays import CalendarYear, Holiday, WorkCalendar
from tests.db.samples import NOTE, NOW, SCHEME

if TYPE_CHECKING:
    from desktop.db.store import Store


def test_every_version_of_a_scheme_stays(store: Store) -> None:
    newer, other = replace(SCHEME, version=2, name="通用二"), replace(SCHEME, id="other")
    with store.transaction():
        store.reference.put_scheme(newer, NOTE)
        store.reference.put_scheme(other, NOTE)
    assert store.reference.scheme("general") == newer
    assert store.reference.scheme("general", 1) == SCHEME
    assert store.reference.schemes() == (newer, other)


def test_a_stored_version_never_changes(store: Store) -> None:
    lines = store.journal.head()
    with store.transaction():
        store.reference.put_scheme(SCHEME, NOTE)
        with pytest.raises(OfficeError, match="存为新的一版"):
            store.reference.put_scheme(replace(SCHEME, supervisor="督查局"), NOTE)
    assert store.journal.head() == lines
    assert store.reference.scheme("general") == SCHEME


@pytest.mark.parametrize("version", [None, 9])
def test_an_unknown_scheme_is_refused(store: Store, version: int | None) -> None:
    with pytest.raises(OfficeError, match="找不到方案“nowhere”"):
        store.reference.scheme("nowhere", version)


def test_calendar_years_are_replaced_one_by_one(store: Store) -> None:
    spring = Holiday("春节", date(2026, 2, 15), date(2026, 2, 23), (date(2026, 2, 14),))
    expected, known = (
        CalendarYear(2026, (), confirmed=False),
        CalendarYear(2026, (spring,), "国办发明电〔2025〕7号"),
    )
    later = CalendarYear(2027, ())
    assert store.reference.calendar() == WorkCalendar()
    with store.transaction():
        for year in (later, expected, known):
            store.reference.put_calendar(year, NOTE)
    assert store.reference.calendar() == WorkCalendar((known, later))
    assert store.journal.of("calendar", 2026)[-1].before == {"confirmed": False, "holidays": []}


@pytest.mark.parametrize("value", ["滨海市", 3, 2.5, True, None, [1, "二"], {"列": ["编号"]}])
def test_settings_come_back_as_they_were_put(store: Store, value: object) -> None:
    assert store.reference.setting("key", "默认") == "默认"
    with store.transaction():
        store.reference.put_setting("key", "先", NOTE)
        store.reference.put_setting("key", value, NOTE)
    assert store.reference.setting("key", "默认") == value
    assert store.journal.of("setting", 0)[-1].before == {"key": "先"}


def test_drafts_are_kept_without_history(store: Store) -> None:
    lines = store.journal.head()
    with store.transaction():
        store.reference.put_draft("reply/1", "草", NOW)
        store.reference.put_draft("reply/1", "草稿", NOW)
    assert store.reference.draft("reply/1") == "草稿"
    with store.transaction():
        store.reference.drop_draft("reply/1")
    assert store.reference.draft("reply/1") is None
    assert store.journal.head() == lines
