"""The State Council's notice on the holidays of a year (部分节假日安排的通知), read as it is pasted."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.errors import OfficeError, Problem, refuse_if
from desktop.domain.workdays import CalendarYear, Holiday

if TYPE_CHECKING:
    from collections.abc import Iterator

STATUTORY = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
_NAME = r"[\u4e00-\u9fff]{1,8}?(?:节|旦|纪念日)"
_HEADING = re.compile(rf"(?:[一二三四五六七八九十]+、)?({_NAME}(?:[、和]{_NAME})*):")
_DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?"
_OFF = re.compile(rf"{_DAY}(?:(?:至|到|-|—|~){_DAY})?(?=放假)")
_COUNT = re.compile(r"共(\d+)天|放假(\d+)天")
_WORKED = re.compile(r"[^。;,]*上班")
_ONE_DAY = re.compile(_DAY)
_TITLE_YEAR = re.compile(r"(\d{4})年(?:部分)?节假日")
_LEAD_YEAR = re.compile(r"(\d{4})年元旦")
_NUMBER = re.compile(r"国办发(?:明电)?[〔\[(]\d{4}[〕\])]\d+号")
_WEEKDAYS = "一二三四五六日"
_REST = frozenset({5, 6})  # Saturday and Sunday
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_DECEMBER = 12
_MOST_TOLD = 4  # a notice of another year contradicts itself in every line


def read_notice(text: str, year: int | None = None) -> CalendarYear:
    """Return the year a pasted notice arranges; `year` is needed only where the text does not name it.

    Raises `OfficeError` naming everything that does not fit: a holiday that is missing, a number of days or a
    weekday that is not that of the dates, a day worked that is a weekday.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    named = _TITLE_YEAR.search(plain) or _LEAD_YEAR.search(plain)
    of_year = int(named[1]) if named else year
    if of_year is None or not _FIRST_YEAR <= of_year <= _LAST_YEAR:
        raise OfficeError("没有读到是哪一年的放假安排，未采用；请连同通知标题一起粘贴，或先填写年份。")
    problems: list[Problem] = []
    holidays = tuple(_holidays(plain, of_year, problems))
    told = "、".join(each.name for each in holidays)
    problems += [Problem(name, f"没有读到{name}的安排") for name in STATUTORY if name not in told]
    more = len(problems) - _MOST_TOLD
    told_first = [*problems[:_MOST_TOLD], *([Problem("", f"另有{more}处不符")] if more > 0 else [])]
    refuse_if(told_first, f"{of_year}年的放假安排未采用，请核对粘贴的通知")
    number = _NUMBER.search(plain)
    title = f"国务院办公厅关于{of_year}年部分节假日安排的通知"
    return CalendarYear(of_year, holidays, f"{title}（{_bracketed(number[0])}）" if number else title)


def _bracketed(number: str) -> str:
    return re.sub(r"[\[(](\d{4})[\])]", r"〔\1〕", number)


def _holidays(plain: str, year: int, problems: list[Problem]) -> Iterator[Holiday]:
    headings = list(_HEADING.finditer(plain))
    ends = (*(each.start() for each in headings[1:]), len(plain))
    for heading, end in zip(headings, ends, strict=False):
        name, body = heading[1], plain[heading.end() : end]
        off = _OFF.search(body)
        if off is None:
            problems.append(Problem(name, f"没有读懂{name}从哪天到哪天放假"))
            continue
        holiday = _holiday(name, off, body, year, problems)
        if holiday is not None:
            yield holiday


def _holiday(name: str, off: re.Match[str], body: str, year: int, problems: list[Problem]) -> Holiday | None:
    first_parts, last_parts = off.groups()[:4], off.groups()[4:]
    first = _day(first_parts, year, None)
    if first is not None and name.startswith("元旦") and first.month == _DECEMBER and not first_parts[0]:
        first = first.replace(year=year - 1)
    last = _day(last_parts, year, first) if last_parts[2] else first
    worked = [_day(each.groups(), year, None) for each in _worked(body)]
    if first is None or last is None or None in worked:
        problems.append(Problem(name, f"{name}的日期不存在"))
        return None
    holiday = Holiday(name, first, last, tuple(day for day in worked if day))
    problems += _odd(holiday, off, body)
    return holiday


def _worked(body: str) -> Iterator[re.Match[str]]:
    for sentence in _WORKED.finditer(body):
        yield from _ONE_DAY.finditer(sentence[0])


def _day(parts: tuple[str | None, ...], year: int, after: date | None) -> date | None:
    """Return the day named; without a month or year it lies in those of the day before it."""
    named_year, month, day, _ = parts
    in_year = int(named_year) if named_year else year
    in_month = int(month) if month else after.month if after else 0
    try:
        return date(in_year, in_month, int(day or 0))
    except ValueError:
        return None


def _odd(holiday: Holiday, off: re.Match[str], body: str) -> Iterator[Problem]:
    """Yield what in the notice contradicts itself: better asked again than counted wrong for a year."""
    name, told = holiday.name, _COUNT.search(body)
    length = (holiday.last - holiday.first).days + 1
    if told is not None and int(told[1] or told[2]) != length:
        yield Problem(name, f"{name}写的是{told[0]}，从首日到末日却是{length}天")
    if length < 1:
        yield Problem(name, f"{name}的首日晚于末日")
    stated = [(holiday.first, off[4]), (holiday.last, off[8])]
    stated += zip(holiday.make_up, (each[4] for each in _worked(body)), strict=True)
    for day, note in stated:
        weekday = re.search(r"(?:周|星期)([一二三四五六日天])", note or "")
        if weekday and weekday[1].replace("天", "日") != _WEEKDAYS[day.weekday()]:
            yield Problem(
                name, f"{name}的{day.month}月{day.day}日是周{_WEEKDAYS[day.weekday()]}，通知写的是{note}"
            )
    for day in holiday.make_up:
        if day.weekday() not in _REST:
            yield Problem(name, f"{name}的{day.month}月{day.day}日本来就是工作日，不会是调休上班")
        if holiday.first <= day <= holiday.last:
            yield Problem(name, f"{name}的{day.month}月{day.day}日又放假又上班")
