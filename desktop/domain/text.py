"""Words and numbers as an office writes them: unit lists, numerals, document numbers, dates, phones."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.domain.variants import TO_SIMPLIFIED

if TYPE_CHECKING:
    from collections.abc import Iterator

_INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]+")


def fold(text: str) -> str:
    """Return the form in which two spellings of the same words are equal; for matching, never for keeping.

    NFKC (full-width to ASCII), traditional characters to simplified, lower case, no white space or invisible
    characters.
    """
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text).translate(TO_SIMPLIFIED)).casefold()


# lists of units

_OPENING, _CLOSING = "（(【[〔﹝［", "）)】]〕﹞］"
_SEPARATORS = frozenset("、，,；;/／")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_AND_SO_ON = re.compile(r"等(?:[\d一二三四五六七八九十]+[个家])?(?:单位|部门)?$")
_LINE_BREAKS = re.compile(r"[\r\n\t]+")


def split_units(text: str) -> tuple[str, ...]:
    """Return the unit names in a list written 、，,；;/ or on lines, in order, each once.

    Nothing is split inside brackets, whichever way they pair: 市农合联（市供销社) is one unit. White space
    separates only two whole names (two Han characters each), so 市 教育局 is one. A final 等 is dropped.
    """
    names = (_AND_SO_ON.sub("", piece).strip() for piece in _pieces(text))
    return tuple(dict.fromkeys(name for name in names if name))


def _pieces(text: str) -> Iterator[str]:
    protected = _bracketed(text)
    piece, position = "", 0
    while position < len(text):
        mark = text[position]
        if position in protected or not (mark in _SEPARATORS or mark.isspace()):
            piece += "" if _LINE_BREAKS.match(mark) else mark
        elif mark in _SEPARATORS or _splits_here(piece, text[position:]):
            yield piece
            piece = ""
        elif not _HAN.search(piece[-1:]):
            piece += " "
        position += 1
    yield piece


def _bracketed(text: str) -> frozenset[int]:
    """Return the positions inside brackets that are closed again; one left open protects nothing."""
    opened: list[int] = []
    inside: set[int] = set()
    for position, mark in enumerate(text):
        if mark in _OPENING:
            opened.append(position)
        elif mark in _CLOSING and opened:
            inside.update(range(opened.pop(), position + 1))
    return frozenset(inside)


def _splits_here(before: str, rest: str) -> bool:
    """Whether the white space that begins `rest` stands between two whole names."""
    ends = r"[、，,；;/／\r\n]" if rest[0] in "\r\n" else r"[、，,；;/／\s]"
    following = re.split(ends, rest.lstrip(), maxsplit=1)[0]
    return (
        len(_HAN.findall(before)) > 1 and len(_HAN.findall(following)) > 1 and following[:1] not in _OPENING
    )


# numbers

_DIGITS = "零一二三四五六七八九"
_VALUES = {**{mark: value for value, mark in enumerate(_DIGITS)}, "〇": 0, "○": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SPOKEN = range(1, 10000)


def item_sort_key(item_no: str) -> str:
    """Return a text by which item numbers sort as people count: 2, 12, 0043, DH0271, 建3; blank ones last."""
    plain = fold(item_no).upper().removeprefix("第").removesuffix("号")
    if not plain:
        return "1"
    return "0" + re.sub(r"\d+", lambda run: str(int(run[0])).zfill(12), plain)


def chinese_number(number: int) -> str:
    """Return 1 to 9999 in words: 十七, 一百零二; any other number in digits."""
    if number not in _SPOKEN:
        return str(number)
    words = ""
    for place, digit in zip("千百十 ", f"{number:04d}", strict=True):
        words += f"{_DIGITS[int(digit)]}{place.strip()}" if digit != "0" else "零"
    words = re.sub("零+", "零", words).strip("零")
    return words.removeprefix("一") if words.startswith("一十") else words


def number_from_chinese(text: str) -> int:
    """Return the number written 十七, 一百零二, 二〇一七, 17 or １７; raises `ValueError` for others."""
    plain = fold(text)
    if plain.isdecimal():
        return int(plain)
    if not plain or set(plain) - _VALUES.keys() - _PLACES.keys():
        raise ValueError(text)
    if not set(plain) & _PLACES.keys():
        return int("".join(str(_VALUES[mark]) for mark in plain))
    total = digit = 0
    for mark in plain:
        if mark in _PLACES:
            total += (digit or 1) * _PLACES[mark]
            digit = 0
        else:
            digit = _VALUES[mark]
    return total + digit


# document numbers

_DOC_NO = re.compile(
    r"(?P<prefix>\D*?)(?:[\[(〔【](?P<year>\d{4})年?[\])〕】])?第?(?P<serial>\d{1,6})(?:号.*)?"
)


@dataclass(frozen=True, slots=True)
class DocNo:
    """A document number (文号): 机关代字, year and serial where they are known, and as it was written."""

    prefix: str
    year: int | None
    serial: int | None
    raw: str

    @property
    def text(self) -> str:
        """The number as printed (GB/T 9704, 7.2.5): 滨农建〔2017〕8号; else as it was written."""
        if not self.prefix or self.serial is None:
            return self.raw.strip()
        year = f"〔{self.year}〕" if self.year else ""
        return f"{self.prefix}{year}{self.serial}号"


def parse_doc_no(text: str) -> DocNo:
    """Return the parts of a document number in any bracket style; parts not found stay empty."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    match = _DOC_NO.fullmatch(plain)
    if match is None:
        return DocNo("", None, None, text)
    year = match["year"]
    return DocNo(match["prefix"], int(year) if year else None, int(match["serial"]), text)


# dates and phones

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


def mask_phone(text: str) -> str:
    """Return the text with the four digits before the last four of each number hidden: 138****0001."""
    return re.sub(r"\d(?:[\d \-]*\d)?", _masked, text)


def _masked(run: re.Match[str]) -> str:
    positions = [position for position, mark in enumerate(run[0]) if mark.isdigit()]
    hidden = set(positions[-8:-4])
    return "".join("*" if position in hidden else mark for position, mark in enumerate(run[0]))
