"""Working days agree with the State Council day by day, and counting agrees with a calendar on the wall."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import paths
from desktop.domain.errors import OfficeError
from desktop.domain.workdays import (
    CalendarYear,
    Holiday,
    WorkCalendar,
    calendar_from_mapping,
    calendar_from_toml,
)

FILES = sorted((paths.resources() / "calendars").glob("*.toml"))
YEARS = tuple(calendar_from_toml(file.read_text("utf-8"), file.name) for file in FILES)
CALENDAR = WorkCalendar(YEARS)
PLAIN = WorkCalendar()
days = st.dates(date(2018, 6, 1), date(2027, 6, 30))


@pytest.mark.parametrize("year", range(2019, 2027))
def test_every_day_agrees_with_the_published_calendar(year: int) -> None:
    first = date(year, 1, 1)
    whole = (first + timedelta(days=step) for step in range((date(year + 1, 1, 1) - first).days))
    wrong = [day for day in whole if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day)]
    assert wrong == []


def _walk(day: date, count: int) -> date:
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        day += step
        count -= step.days if CALENDAR.is_workday(day) else 0
    return day


@given(days, st.integers(-70, 70))
def test_adding_is_walking_day_by_day(day: date, count: int) -> None:
    assert CALENDAR.add(day, count) == _walk(day, count)


@given(days, st.integers(0, 70))
def test_between_undoes_adding(day: date, count: int) -> None:
    assert CALENDAR.between(day, CALENDAR.add(day, count)) == count
    assert CALENDAR.between(CALENDAR.add(day, count), day) == -count


@given(days, days, st.integers(0, 40))
def test_adding_keeps_the_order(first: date, second: date, count: int) -> None:
    first, second = sorted((first, second))
    assert CALENDAR.add(first, count) <= CALENDAR.add(second, count) <= CALENDAR.add(second, count + 1)


@given(days)
def test_the_next_workday_is_the_first_one_not_before(day: date) -> None:
    found = CALENDAR.next_workday(day)
    assert found >= day
    assert CALENDAR.is_workday(found)
    assert CALENDAR.between(day - timedelta(days=1), found) == 1


def test_without_years_only_weekends_are_off() -> None:
    assert PLAIN.is_workday(date(2026, 10, 1))
    assert not PLAIN.is_workday(date(2026, 10, 3))
    assert PLAIN.add(date(1950, 1, 6), 1) == date(1950, 1, 9)
    assert not PLAIN.is_confirmed(2026)


def test_an_expected_year_is_known_but_not_confirmed() -> None:
    expected = WorkCalendar(
        (CalendarYear(2027, (Holiday("元旦", date(2027, 1, 1), date(2027, 1, 3)),), "", False),)
    )
    assert not expected.is_workday(date(2027, 1, 1))
    assert not expected.is_confirmed(2027)
    assert CALENDAR.is_confirmed(2026)


def test_a_day_says_what_it_is() -> None:
    assert CALENDAR.note(date(2026, 3, 3)) == "周二"
    assert CALENDAR.note(date(2026, 10, 1)) == "周四，国庆节"
    assert CALENDAR.note(date(2026, 2, 28)) == "周六，春节调休上班"


def test_a_weekday_listed_as_worked_stays_worked() -> None:
    odd = Holiday("甲", date(2026, 6, 1), date(2026, 6, 2))
    undone = Holiday("乙", date(2026, 7, 1), date(2026, 7, 1), make_up=(date(2026, 6, 2), date(2026, 6, 3)))
    calendar = WorkCalendar((CalendarYear(2026, (odd, undone)),))
    assert [calendar.is_workday(date(2026, 6, day)) for day in (1, 2, 3)] == [False, True, True]


@pytest.mark.parametrize(
    ("holiday", "message"),
    [
        ({"name": "甲", "first": "2026-05-05", "last": "2026-05-01"}, "首日晚于末日"),
        ({"name": "甲", "first": "2026-05-01", "last": "2026-05-20"}, "超过16天"),
        (
            {"name": "甲", "first": "2026-05-01", "last": "2026-05-02", "make_up": ["2026-05-02"]},
            "既放假又上班",
        ),
        (
            {"name": "甲", "first": "2026-05-01", "last": "2026-05-02", "make_up": ["2029-05-02"]},
            "不在2026年前后",
        ),
    ],
)
def test_an_impossible_holiday_is_refused(holiday: dict[str, object], message: str) -> None:
    with pytest.raises(OfficeError, match=message):
        calendar_from_mapping({"year": 2026, "holidays": [holiday]}, "2026.toml")
