"""Thinning of backups: what must stay stays, whatever the clock did (P-08, P-17)."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.retention import Mark, spare

NOON = datetime(2026, 11, 20, 12)  # noqa: DTZ001
MOMENTS = st.datetimes(datetime(2019, 1, 1), datetime(2030, 12, 31))  # noqa: DTZ001
NAMES = st.text("abc", min_size=1, max_size=6)
MARKS = st.lists(st.builds(Mark, NAMES, MOMENTS, st.booleans(), st.booleans()), max_size=30, unique=True)


def made(*ages: timedelta) -> list[Mark]:
    return [Mark(f"{number}", NOON - age) for number, age in enumerate(ages)]


def test_without_backups_nothing_goes() -> None:
    assert spare([]) == ()


def test_all_of_the_newest_day_and_the_last_of_each_earlier_day_stay() -> None:
    today = made(timedelta(), timedelta(hours=1), timedelta(hours=2))
    yesterday = [Mark("early", NOON - timedelta(days=1, hours=3)), Mark("late", NOON - timedelta(days=1))]
    assert spare([*today, *yesterday]) == (yesterday[0],)


def test_a_year_of_daily_backups_thins_to_days_weeks_months_and_years() -> None:
    marks = made(*(timedelta(days=day) for day in range(800)))
    gone = set(spare(marks))
    kept = [mark for mark in marks if mark not in gone]
    ages = sorted((NOON - mark.at).days for mark in kept)
    assert ages[:14] == list(range(14))
    assert len(kept) < 14 + 8 + 24 + 4
    assert {mark.at.year for mark in kept} == {2024, 2025, 2026}
    assert any((mark.at.month, mark.at.day) == (12, 31) and mark.at.year == 2024 for mark in kept)


@given(MARKS)
def test_what_must_stay_always_stays(marks: list[Mark]) -> None:
    gone = spare(marks)
    stays = [mark for mark in marks if mark not in gone]
    verified = [mark for mark in marks if mark.is_verified]
    assert not any(mark.is_lasting or not mark.is_verified for mark in gone)
    if verified:
        assert max(verified, key=lambda mark: (mark.at, mark.name)) in stays
        for year in {mark.at.year for mark in verified}:
            of_year = [mark for mark in verified if mark.at.year == year]
            assert max(of_year, key=lambda mark: (mark.at, mark.name)) in stays


@given(MARKS)
def test_thinning_again_takes_nothing_more(marks: list[Mark]) -> None:
    gone = spare(marks)
    assert spare([mark for mark in marks if mark not in gone]) == ()


@given(st.integers(1, 20), st.integers(-400, 400))
def test_one_backup_under_a_clock_that_jumped_takes_no_others_along(number: int, days: int) -> None:
    marks = made(*(timedelta(days=day) for day in range(min(number, 14))))
    before = set(spare(marks))
    jumped = Mark("jumped", NOON + timedelta(days=days, hours=1))
    assert len(set(spare([*marks, jumped])) - before) <= 1
