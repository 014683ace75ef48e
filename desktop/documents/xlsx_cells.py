"""One row of a ledger as the XML of a worksheet, where text stays text whatever it begins with.

Source of the shapes: ECMA-376 part 1, 18.3.1.4 (c), 18.3.1.53 (is), 18.18.11 (ST_CellType).
"""

from __future__ import annotations

import math
import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.ledger import CellKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from desktop.domain.ledger import Cell, Row

MAX_TEXT = 32_767
"""UTF-16 units a cell can hold before Excel calls the file damaged."""

CUT = "……（超出单元格容量，余下内容见原件）"
_EXACT = 10**15
_FIRST_DAY = date(1900, 3, 1)
_DAY_ZERO = date(1899, 12, 30).toordinal()
_ESCAPED = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONE = re.compile("[\ud800-\udfff]")
_SPECIAL = re.compile("[&<>\r_\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

LINE = 13.5
"""Points from one line of text to the next inside a cell."""


class Style(NamedTuple):
    """A style of the form: number, kind of its column, and after how many half-ems text wraps (0: never)."""

    number: int
    kind: CellKind = CellKind.TEXT
    wrap: float = 0


@lru_cache(maxsize=16_384)
def letters(index: int) -> str:
    """Give the letters of the column `index`, counted from 0: A, B … Z, AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def row_xml(number: int, cells: Row, styles: Sequence[Style], height: float = 0) -> str:
    """Give one `row` element; `number` counts from 1, `height` is in points (0: as wrapped text needs)."""
    tall = f'ht="{height:g}" customHeight="1"' if height else f'ht="{_height(cells, styles):g}"'
    inside = "".join(
        [
            _cell_xml(f"{letters(index)}{number}", value, style)
            for index, (value, style) in enumerate(zip(cells, styles, strict=True))
        ]
    )
    return f'<row r="{number}" {tall}>{inside}</row>'


def _height(cells: Row, styles: Sequence[Style]) -> float:
    """Estimate the height of a row, because not every program makes room for wrapped text by itself."""
    lines = 1
    for value, style in zip(cells, styles, strict=True):
        if style.wrap and isinstance(value, str):
            widths = [len(line.encode("gbk", "replace")) for line in value.split("\n")]
            lines = max(lines, sum(max(1, math.ceil(width / (style.wrap - 1))) for width in widths))
    return min(LINE * lines + 4.5, 400)


def escape(text: str) -> str:
    """Make a text safe inside XML: illegal control characters go, lone surrogates become U+FFFD.

    `_x000D_` means a carriage return to Excel, so a text that looks like it is escaped in turn.
    """
    if len(text) * 2 > MAX_TEXT:
        text = _cut(text)
    if not _SPECIAL.search(text):
        return text
    text = _LONE.sub("\ufffd", _ILLEGAL.sub("", text))
    text = _ESCAPED.sub("_x005F_x", text).replace("\r", "_x000D_")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _cut(text: str) -> str:
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= MAX_TEXT * 2:
        return text
    return units[: (MAX_TEXT - len(CUT)) * 2].decode("utf-16-le", "ignore") + CUT


def _cell_xml(place: str, value: Cell, style: Style) -> str:
    if value is None or value == "":
        return f'<c r="{place}" s="{style.number}"/>'
    if isinstance(value, str):
        return _text_xml(place, value, style.number)
    number = _number(value, style.kind)
    if number is None:
        return _text_xml(place, str(value), style.number)
    return f'<c r="{place}" s="{style.number}"><v>{number}</v></c>'


def _text_xml(place: str, text: str, style: int) -> str:
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _number(value: float | Decimal | date, kind: CellKind) -> str | None:
    """Give what stands in `v`, or None where only text says it exactly.

    Days are counted from 1899-12-30; before March 1900 the count of Excel is wrong, so those days are text.
    """
    if kind is CellKind.TEXT:
        return None
    if isinstance(value, date):
        return str(value.toordinal() - _DAY_ZERO) if kind is CellKind.DATE and _late_enough(value) else None
    if not math.isfinite(value) or not -_EXACT < value < _EXACT:
        return None
    return str(int(value)) if isinstance(value, int) else str(value)


def _late_enough(day: date) -> bool:
    return day.toordinal() >= _FIRST_DAY.toordinal()
