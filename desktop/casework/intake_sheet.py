"""The one sheet of a file that is a list, and the rows of it that are more than decoration."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.casework.intake_cells import RowProblem
from desktop.casework.intake_columns import Layout, cell_text, counts_cases, find_layout
from desktop.casework.intake_headings import Field
from desktop.domain.dates import parse_date
from desktop.domain.errors import OfficeError, Severity
from desktop.domain.variants import TO_SIMPLIFIED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.documents.sheets import Sheet

_FOOT = re.compile(
    r"(?:合\s*计|小\s*计|总\s*计|共计|累计)(?![\u4e00-\u9fff])"
    r"|(?:注|说明|备注|填表人?|填报人?|制表人?|审核人|联系人)[:：]"
)
_FEWEST = 2
_AROUND_NUMBERS = "()（）"
_TALLY = re.compile(r"共?\s*\d+\s*[件条项份个]?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATES = (Field.REGISTERED_ON, Field.RECEIVED_ON, Field.ASSIGNED_ON, Field.REPLIED_ON, Field.CO_REPLIED_ON)
_KEPT = "办理台没有改动"


@dataclass(frozen=True, slots=True)
class ListSheet:
    """The sheet that is read: its rows, how they are to be read, and the words around it.

    `caption` is what the file name, the sheet name and the rows above the heading say.
    """

    name: str
    rows: Sequence[Sequence[object]]
    layout: Layout
    caption: str
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False

    @property
    def is_list(self) -> bool:
        """Whether its heading makes it a list of cases or of opinions."""
        return self.layout.is_case_list or self.layout.is_opinion_list

    def entries(self, problems: list[RowProblem]) -> Iterator[tuple[int, Sequence[object]]]:
        """Yield the rows that are entries, numbered as in the file (from 1); tell of those passed over."""
        for index in range(self.layout.below, len(self.rows)):
            row = self.rows[index]
            if _first_text(row) == "":
                continue
            if reason := self._passed_over(row):
                problems.append(RowProblem(index + 1, "", "", reason, Severity.NOTE))
            else:
                yield index + 1, row

    def year(self) -> int | None:
        """Return the year of the first full date in the list, else the one the caption names, or None."""
        columns = self.layout.columns
        places = [columns[each].index for each in _DATES if each in columns]
        for row in self.rows[self.layout.below :]:
            for place in places:
                if found := parse_date(row[place] if place < len(row) else None).on:
                    return found.year
        said = _YEAR.search(self.caption)
        return int(said[0]) if said else None

    def without_hidden(self) -> ListSheet:
        """Return the sheet as its author shows it: hidden rows empty, hidden columns unread."""
        rows = [() if index in self.hidden_rows else row for index, row in enumerate(self.rows)]
        shown = (each for each in self.layout.headings if each.index not in self.hidden_columns)
        layout = replace(self.layout, headings=tuple(shown))
        return replace(self, rows=rows, layout=layout, hidden_rows=frozenset(), hidden_columns=frozenset())

    def headless(self) -> tuple[tuple[int, int], ...]:
        """Return the columns that hold something under no heading, from 0, with how many cells that are."""
        headed = {each.index for each in self.layout.headings}
        width = max(map(len, self.rows[self.layout.below :]), default=0)
        found = ((index, self._filled(index)) for index in range(width) if index not in headed)
        return tuple((index, count) for index, count in found if count)

    def _filled(self, index: int) -> int:
        return sum(cell_text(row, index).strip() != "" for row in self.rows[self.layout.below :])

    def _passed_over(self, row: Sequence[object]) -> str:
        place = self.layout.columns.get(Field.TITLE)
        title = cell_text(row, place.index).strip() if place else ""
        first = _first_text(row)
        if _FOOT.match(first.translate(TO_SIMPLIFIED)) and (title in {"", first} or _TALLY.fullmatch(title)):
            return "是合计或说明行，已跳过"
        if self.layout.is_heading_again(row):
            return "是重复的表头，已跳过"
        if first.strip(_AROUND_NUMBERS) == "1" and _numbers_columns(row):
            return "是列号行，已跳过"
        if first.isdecimal() or any(text and text != first for text in map(_stripped, row)):
            return ""
        divides = sum(map(bool, map(_stripped, row))) > 1 or (
            not title and cell_text(row, 0).strip() == first
        )
        return "只是分节标题，已跳过" if divides else ""


def _numbers_columns(row: Sequence[object]) -> bool:
    """Whether a row only counts its cells: 1 2 3 4, as below the heading of many printed lists."""
    texts = [text.strip(_AROUND_NUMBERS) for text in map(_stripped, row) if text]
    return len(texts) > _FEWEST and texts == [str(place) for place in range(1, len(texts) + 1)]


def _stripped(value: object) -> str:
    return "" if value is None else str(value).strip()


def _first_text(row: Sequence[object]) -> str:
    return next((text for value in row if value is not None and (text := str(value).strip())), "")


def list_sheets(sheets: Sequence[Sheet], stem: str) -> tuple[ListSheet, ...]:
    """Return every sheet that holds anything as a list, its heading found where there is one.

    `stem` is the name of the file without its ending; it is part of what stands around each list.
    """
    return tuple(_list_sheet(sheet, stem) for sheet in sheets if sheet.rows)


def pick(sheets: Sequence[ListSheet], file: str) -> ListSheet:
    """Return the sheet that reads best as a list.

    Raises `OfficeError`, one sentence, when nothing is in the file, when no heading is found, and when the
    heading lacks the title.
    """
    if not sheets:
        raise OfficeError(f"“{file}”里没有内容，{_KEPT}；请确认选对了文件和工作表后再试。")
    headed = [each for each in sheets if each.layout.score > 1]
    lists = [each for each in headed if each.is_list]
    if not lists and any(counts_cases(each.rows) for each in sheets):
        raise OfficeError(
            f"“{file}”是统计表，一行是一个单位的件数，不是一件办件，{_KEPT}；请改选一行一件、有“案由”列的清单。"
        )
    if not headed:
        raise OfficeError(
            f"“{file}”里没有找到表头，{_KEPT}；请让表中有一行写明“案号、案由、主办单位”等列名后再试。"
        )
    if not lists:
        known = "、".join(heading.text for heading in headed[0].layout.headings)
        raise OfficeError(
            f"“{file}”的表头（{known}）里没有“案由”或“标题”列，{_KEPT}；请补上该列，或改选办理件清单。"
        )
    return max(lists, key=lambda each: (not each.is_hidden, each.layout.score, len(each.rows)))


def _list_sheet(sheet: Sheet, stem: str) -> ListSheet:
    rows = sheet.filled() if sheet.merged else sheet.rows
    layout = find_layout(rows) or Layout((), 0, 0)
    above = {cell_text(row, place).strip() for row in rows[: layout.top] for place in range(len(row))}
    caption = " ".join((*sorted(above - {""}), sheet.name, stem))
    return ListSheet(
        sheet.name, rows, layout, caption, sheet.hidden_rows, sheet.hidden_columns, is_hidden=sheet.hidden
    )
