"""Dates as offices spell them: read from a cell in any spelling, written the one way official paper does."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desktop.domain.text import number_from_chinese

_CLOCK = r"(?:[T\s].*)?"
_FULL_DATES = (
    re.compile(r"(\d{4})[.\-/](\d{1,2})[.\-/](\d{1,2})" + _CLOCK),
    re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?" + _CLOCK),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
    re.compile(
        r"([零〇○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
    ),
)
_YEARLESS_DATE = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*日?")
_SERIAL_DATE = re.compile(r"([2-7]\d{4}|80000)(?:\.\d+)?")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date found in a cell: `on` None when there is none, `yearless` when the year came from elsewhere."""

    on: date | None
    yearless: bool
    text: str


def chinese_date(day: date) -> str:
    """Return a date as official paper prints it: 2026年8月7日 (GB/T 9704 7.3.5.4, no leading zeros)."""
    return f"{day.year}年{day.month}月{day.day}日"


def parse_date(value: object, year: int | None = None) -> ParsedDate:
    """Return the date a cell means, however it is spelt: 2017.4.14, 4月14日 (of `year`), 42839.

    Excel serials from 20000 to 80000 count as dates, as number or text. What is no date leaves `on` empty.
    """
    if isinstance(value, datetime):
        return ParsedDate(value.date(), yearless=False, text=value.isoformat(" "))
    if isinstance(value, date):
        return ParsedDate(value, yearless=False, text=value.isoformat())
    text = "" if value is None else str(value).strip()
    plain = unicodedata.normalize("NFKC", text)
    if match := _YEARLESS_DATE.fullmatch(plain):
        return ParsedDate(_day(year, match[1], match[2]), yearless=True, text=text)
    return ParsedDate(_dated(plain), yearless=False, text=text)


def _dated(plain: str) -> date | None:
    if match := _SERIAL_DATE.fullmatch(plain):
        return _EXCEL_DAY_ZERO + timedelta(days=int(match[1]))
    for pattern in _FULL_DATES:
        if match := pattern.fullmatch(plain):
            return _day(number_from_chinese(match[1]), match[2], match[3])
    return None


def _day(year: int | None, month: str, day: str) -> date | None:
    if year is None or year not in _YEARS:
        return None
    try:
        return date(year, number_from_chinese(month), number_from_chinese(day))
    except ValueError:
        return None
