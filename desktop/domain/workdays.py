"""The working calendar: which days are worked, and counting by them; holidays and 调休 come from outside."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import Problem, refuse_if
from desktop.domain.mapping import from_mapping, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WEEK = 7
_WORKING_WEEK = 5
_LONGEST_HOLIDAY = 16


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday of a year: first to last day off (inclusive), and the rest days worked for it (调休)."""

    name: str
    first: date
    last: date
    make_up: tuple[date, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """Every day off, in order."""
        return tuple(self.first + timedelta(days=step) for step in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The holidays of one year and the notice they come from; not `confirmed` means only expected."""

    year: int
    holidays: tuple[Holiday, ...]
    source: str = ""
    confirmed: bool = True


@dataclass(frozen=True)
class WorkCalendar:
    """The working days of all known years; in a year not among them only Saturdays and Sundays are off.

    Nothing is computed before the first question. Counting takes a few microseconds at any distance.
    """

    years: tuple[CalendarYear, ...] = ()

    @cached_property
    def _names(self) -> dict[date, str]:
        off = {day: holiday.name for holiday in self._holidays for day in holiday.days}
        worked = {day: f"{holiday.name}调休上班" for holiday in self._holidays for day in holiday.make_up}
        return off | worked

    @cached_property
    def _holidays(self) -> tuple[Holiday, ...]:
        return tuple(holiday for year in self.years for holiday in year.holidays)

    @cached_property
    def _made_up(self) -> frozenset[date]:
        return frozenset(day for holiday in self._holidays for day in holiday.make_up)

    @cached_property
    def _turns(self) -> tuple[list[int], list[int]]:
        """Return the ordinals where the plain week is broken, and the running correction from each one on."""
        breaks = {day.toordinal(): -1 for day in self._names if day.weekday() < _WORKING_WEEK}
        for day in self._made_up:
            breaks.pop(day.toordinal(), None)
            if day.weekday() >= _WORKING_WEEK:
                breaks[day.toordinal()] = 1
        ordinals = sorted(breaks)
        return ordinals, [0, *accumulate(breaks[ordinal] for ordinal in ordinals)]

    @cached_property
    def _confirmed(self) -> frozenset[int]:
        return frozenset(year.year for year in self.years if year.confirmed)

    def is_workday(self, day: date) -> bool:
        """Whether offices work on that day."""
        ordinal = day.toordinal()
        return self._upto(ordinal) > self._upto(ordinal - 1)

    def is_confirmed(self, year: int) -> bool:
        """Whether the holidays of that year are published and known here."""
        return year in self._confirmed

    def add(self, day: date, count: int) -> date:
        """Return the working day `count` working days after `day`, or before it; `day` is not counted."""
        ordinal = day.toordinal()
        if count >= 0:
            target = self._upto(ordinal) + count
            while missing := target - self._upto(ordinal):  # a day adds one at most, so this never overshoots
                ordinal += missing
        else:
            target = self._upto(ordinal - 1) + count
            while surplus := self._upto(ordinal - 1) - target:
                ordinal -= surplus
        return date.fromordinal(ordinal)

    def between(self, first: date, last: date) -> int:
        """Return how many working days lie in (first, last]; negative when `last` is earlier."""
        return self._upto(last.toordinal()) - self._upto(first.toordinal())

    def next_workday(self, day: date) -> date:
        """Return the day itself when it is worked, else the first working day after it."""
        return day if self.is_workday(day) else self.add(day, 1)

    def note(self, day: date) -> str:
        """Return the weekday and what is special about the day: 周二; 周四，国庆节; 周六，春节调休上班."""
        name = self.name(day)
        return f"周{'一二三四五六日'[day.weekday()]}" + (f"，{name}" if name else "")

    def name(self, day: date) -> str:
        """Return the holiday on that day, or the one it is worked for; an ordinary day has no name."""
        return self._names.get(day, "")

    def _upto(self, ordinal: int) -> int:
        """Return the number of working days from 0001-01-01 (a Monday) to that day, inclusive."""
        ordinals, corrections = self._turns
        weeks, rest = divmod(ordinal, _WEEK)
        worked = weeks * _WORKING_WEEK + (rest if rest < _WORKING_WEEK else _WORKING_WEEK)
        return worked + corrections[bisect_right(ordinals, ordinal)]


def calendar_from_mapping(mapping: Mapping[str, Any], where: str) -> CalendarYear:
    """Return the year a TOML file or a stored JSON describes; `where` names it in the error.

    Raises `OfficeError` for an unknown or ill-typed entry and for a day that belongs to no such holiday.
    """
    year = from_mapping(CalendarYear, mapping, where)
    problems = [problem for holiday in year.holidays for problem in _problems(holiday, year.year)]
    refuse_if(problems, f"{where} 中的放假安排有误，未采用")
    return year


def _problems(holiday: Holiday, year: int) -> Iterator[Problem]:
    if not 0 <= (holiday.last - holiday.first).days < _LONGEST_HOLIDAY:
        yield Problem(holiday.name, f"“{holiday.name}”的首日晚于末日，或超过{_LONGEST_HOLIDAY}天")
    elif set(holiday.days) & set(holiday.make_up):
        yield Problem(holiday.name, f"“{holiday.name}”有同一天既放假又上班")
    if any(abs(day.year - year) > 1 for day in (holiday.first, holiday.last, *holiday.make_up)):
        yield Problem(holiday.name, f"“{holiday.name}”的日期不在{year}年前后")


def calendar_from_toml(text: str, where: str) -> CalendarYear:
    """Return the year written in a TOML text; raises `OfficeError` as `calendar_from_mapping` does."""
    return calendar_from_mapping(read_toml(text, where), where)
