"""A large part of a workbook without its cells, so that the gate need not walk each of them.

Only what office programs write plainly is cut down, and only when nothing in it can be read in two ways;
for everything else the answer is None and the part is walked element by element.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLACE = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"')
_ROW = re.compile(rb'<row r="[0-9]{1,7}"[^<>]*>')
_LETTERS, _DIGITS = bytes(range(65, 91)), b"0123456789"
_UNPLAIN = {b":": (b":c", b":row"), b"!": (b"<!",), b"?": (b"<?",)}  # one byte is looked for much faster
_HIDDEN = b"hidden"
_OPENED, _CLOSED, _NAME = b"<sheetData>", b"</sheetData>", b"sheetData"
_STRINGS_BEGIN, _HEAD = b"<sst", 1024
_TELLING = (b"heet", b"elation", b"<!")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What is left of a sheet: XML that is still whole, and the rectangle around all its cells."""

    xml: bytes
    rows: int = 0
    columns: int = 0


def skeleton(part: bytes) -> Skeleton | None:
    """Return a worksheet without its cells; None for what is not written plainly enough to be sure."""
    opened, end = part.find(_OPENED), part.rfind(_CLOSED)
    if not 0 <= opened < end or b"\0" in part or part.count(_NAME) != len((_OPENED, _CLOSED)):
        return None
    begin = opened + len(_OPENED)
    rows, places = _ROW.findall(part, begin, end), _PLACE.findall(part, begin, end)
    all_seen = part.count(b"<row", begin, end) == len(rows) and part.count(b"<c", begin, end) == len(places)
    if not all_seen or _has_unplain(part[begin:end]):
        return None
    hidden = (row for row in rows if _HIDDEN in row)
    bare = b"".join(row if row.endswith(b"/>") else row[:-1] + b"/>" for row in hidden)
    return Skeleton(b"".join((part[:begin], bare, part[end:])), *_shape(b" ".join(places)))


def _has_unplain(cells: bytes) -> bool:
    return any(sign in cells and any(word in cells for word in words) for sign, words in _UNPLAIN.items())


def _shape(places: bytes) -> tuple[int, int]:
    """Give how many rows and columns reach as far as places like A1 and AB12 do."""
    rows, columns = places.translate(None, _LETTERS), places.translate(None, _DIGITS)
    last = max(map(int, set(rows.split())), default=0)
    return last, max(map(_number, set(columns.split())), default=0)


def is_strings(part: bytes) -> bool:
    """Whether a part is nothing but the table of texts, so that only its form has to be checked."""
    return _STRINGS_BEGIN in part[:_HEAD] and b"\0" not in part and not any(word in part for word in _TELLING)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
