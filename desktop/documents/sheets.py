"""Any table somebody sent → raw rows, behind the gate that refuses hostile and broken files.

Texts come as they stand (leading zeros, full-width digits, inner spaces); formulas come as the value that was
saved with them and are never computed.
"""

from __future__ import annotations

import io
import math
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from desktop.documents import html_tables, sheet_compound, sheet_package, sheet_text
from desktop.documents.sheet_gate import LIMITS, Format, Limits, damaged, load, recognise, refusal, too_large
from desktop.documents.sheet_survey import NOTHING_HIDDEN, Hidden

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from desktop.documents.html_tables import Area
    from desktop.domain.errors import OfficeError

Value = str | int | float | bool | date | datetime | None
"""What one place of a sheet holds; None is an empty place. A time of day or a duration comes as text."""

_EXACT = 2**53
_BEGIN = 16
_BROKEN = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it was sent: rows of equal length without empty ones at the end; all counts from 0.

    `merged` areas are (first row, first column, last row, last column), all included; their value stands in
    the first place. `hidden` means the author hides the whole sheet.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def filled(self) -> tuple[tuple[Value, ...], ...]:
        """Give the rows with the value of each merged area in all its places."""
        rows = [list(row) for row in self.rows]
        for top, left, bottom, right in self.merged:
            for row in rows[top : bottom + 1]:
                row[left : right + 1] = [self.rows[top][left]] * (right + 1 - left)
        return tuple(map(tuple, rows))


def read(path: Path, limits: Limits = LIMITS) -> tuple[Sheet, ...]:
    """Read every sheet of a workbook, every table of a page, or the one table of a text file.

    Empty sheets are given too, without rows. Raises `OfficeError`, one Chinese sentence, for whatever cannot
    or must not be read; nothing else is ever raised for the sake of a file's content.
    """
    content = load(path, limits)
    kind = recognise(content)
    if kind is Format.PACKAGE:
        return _workbook(content, sheet_package.survey(content, limits))
    if kind is Format.COMPOUND:
        return _workbook(content, sheet_compound.survey(content, limits))
    return pasted(sheet_text.decode(content), path.stem, limits)


def pasted(text: str, name: str, limits: Limits = LIMITS) -> tuple[Sheet, ...]:
    """Read rows copied from a spreadsheet, as separated text or as HTML; `name` is that of the one sheet.

    Raises `OfficeError` as `read` does.
    """
    if len(text) > limits.file:
        raise too_large(limits)
    begin = text.lstrip()[:_BEGIN].lower()
    if begin.startswith(("<", "version:")) and "<" in text:
        return _pages(text, limits)
    if begin.startswith("mime-version:"):
        raise _web_archive()
    whole = _BROKEN.sub("\ufffd", text.replace("\0", ""))
    return (_sheet(name, sheet_text.split(whole, limits), ()),)


def _web_archive() -> OfficeError:
    return refusal("是单个网页文件（MHTML）", "请用 WPS 或 Excel 打开后另存为 .xlsx")


def _no_tables() -> OfficeError:
    return refusal("是网页或 XML，但里面没有表格", "请用 WPS 或 Excel 打开后另存为 .xlsx")


def _pages(text: str, limits: Limits) -> tuple[Sheet, ...]:
    grids = html_tables.tables(text, limits)
    if not grids:
        raise _no_tables()
    return tuple(_sheet(f"表{number}", grid.rows, grid.merged) for number, grid in enumerate(grids, 1))


def _workbook(content: bytes, hidden: Mapping[str, Hidden]) -> tuple[Sheet, ...]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    found = []
    with Contained(), load_workbook(io.BytesIO(content)) as book:
        for index, about in enumerate(book.sheets_metadata):
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            areas = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
            rows = sheet.to_python(skip_empty_area=False)
            part = _sheet(about.name, rows, areas, hidden.get(about.name, NOTHING_HIDDEN))
            found.append((part, about.visible is not SheetVisibleEnum.Visible))
    return tuple(replace(part, hidden=unseen) for part, unseen in found)


class Contained:
    """Turns what the workbook reader fails with into a refusal.

    Its failures in native code arrive as `PanicException`, which is no `Exception` and which no module
    exports, so it is known by its name.
    """

    def __enter__(self) -> None:
        """Begin to watch."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raise `OfficeError` in place of a failure of the reader; let everything else pass."""
        from python_calamine import CalamineError, PasswordError

        if isinstance(error, PasswordError):
            raise refusal("加了密码", "请在 WPS 或 Excel 中取消打开密码后另存再导入") from error
        if isinstance(error, CalamineError) or (kind and kind.__name__ == "PanicException"):
            raise damaged() from error


def _sheet(
    name: str, rows: Sequence[Sequence[Any]], areas: Sequence[Area], hidden: Hidden = NOTHING_HIDDEN
) -> Sheet:
    """Make a sheet of equally long rows, without what is empty at its end, and merged areas inside it."""
    cleaned = [tuple([(cell or None) if type(cell) is str else _value(cell) for cell in row]) for row in rows]
    while cleaned and all(cell is None for cell in cleaned[-1]):
        cleaned.pop()
    width = max((_length(row) for row in cleaned), default=0)
    even = tuple(row if len(row) == width else row[:width] + (None,) * (width - len(row)) for row in cleaned)
    inside = (
        (top, left, min(bottom, len(even) - 1), min(right, width - 1))
        for top, left, bottom, right in areas
        if top < len(even) and left < width
    )
    merged = tuple(sorted(area for area in inside if area[:2] != area[2:]))
    return Sheet(name, even, merged, hidden_rows=hidden.rows, hidden_columns=hidden.columns)


def _length(row: Sequence[Value]) -> int:
    return next((end for end in range(len(row), 0, -1) if row[end - 1] is not None), 0)


def _value(raw: Any) -> Value:
    """Make one cell plain: whole numbers whole, no empty text, no value that is none."""
    if raw is None or raw == "":
        return None
    if isinstance(raw, float):
        if not math.isfinite(raw):
            return None
        return int(raw) if raw.is_integer() and abs(raw) < _EXACT else raw
    if isinstance(raw, time | timedelta):
        return str(raw)
    plain: Value = raw
    return plain
