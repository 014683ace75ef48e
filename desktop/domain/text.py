"""Words and numbers as an office writes them: folded for matching, numerals, phones hidden."""

from __future__ import annotations

import re
import unicodedata

from desktop.domain.variants import TO_SIMPLIFIED

INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]+")


def fold(text: str) -> str:
    """Return the form in which two spellings of the same words are equal; for matching, never for keeping.

    NFKC (full-width to ASCII), traditional characters to simplified, lower case, no white space or invisible
    characters.
    """
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text).translate(TO_SIMPLIFIED)).casefold()


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


def mask_phone(text: str) -> str:
    """Return the text with the four digits before the last four of each number hidden: 138****0001."""
    return re.sub(r"\d(?:[\d \-]*\d)?", _masked, text)


def _masked(run: re.Match[str]) -> str:
    positions = [position for position, mark in enumerate(run[0]) if mark.isdigit()]
    hidden = set(positions[-8:-4])
    return "".join("*" if position in hidden else mark for position, mark in enumerate(run[0]))
