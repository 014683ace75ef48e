"""The one sheet of a file that is a list, and the rows of it that are more than decoration."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.casework.intake_columns import Field, Layout, cell_text, find_layout
from desktop.casework.intake_rows import RowProblem
from desktop.domain.dates import parse_date
from desktop.domain.errors import OfficeError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.documents.sheets import Sheet

_FOOT = re.compile(
    r"(?:合\s*计|小\s*计|总\s*计|共计|累计)(?![\u4e00-\u9fff])"
    r"|(?:注|说明|备注|填表人?|填报人?|制表人?|审核人|联系人)[:：]"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATES = (Field.REGISTERED_ON, Field.ASSIGNED_ON, Field.REPLIED_ON, Field.CO_REPLIED_ON)
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
    hidden_rows: frozenset[int]

    def entries(self, problems: list[RowProblem]) -> Iterator[tuple[int, Sequence[object]]]:
        """Yield the rows that are entries, numbered as in the file (from 1); tell of those passed over."""
        for index in range(self.layout.below, len(self.rows)):
            row = self.rows[index]
            if not any(str(value).strip() for value in row if value is not None):
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

    def _passed_over(self, row: Sequence[object]) -> str:
        place = self.layout.columns.get(Field.TITLE)
        title = cell_text(row, place.index).strip() if place else ""
        texts = [text for value in row if value is not None and (text := str(value).strip())]
        if _FOOT.match(texts[0]) and (title in {"", texts[0]} or title.isdecimal()):
            return "是合计或说明行，已跳过"
        if self.layout.is_heading_again(row):
            return "是重复的表头，已跳过"
        lone = len(set(texts)) == 1 and not texts[0].isdecimal()
        divides = len(texts) > 1 or (not title and cell_text(row, 0).strip() == texts[0])
        return "只是分节标题，已跳过" if lone and divides else ""


def pick(sheets: Sequence[Sheet], path: Path) -> tuple[ListSheet, tuple[str, ...]]:
    """Return the sheet that reads best as a list, and the names of other sheets that would read as one too.

    Raises `OfficeError`, one sentence, when nothing is in the file, when no heading is found, and when the
    heading lacks the title.
    """
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise OfficeError(f"“{path.name}”里没有内容，{_KEPT}；请确认选对了文件和工作表后再试。")
    found = [each for sheet in filled if (each := _list_sheet(sheet, path.stem)) is not None]
    if not found:
        raise OfficeError(
            f"“{path.name}”里没有找到表头，{_KEPT}；请让表中有一行写明“案号、案由、主办单位”等列名后再试。"
        )
    lists = [each for each in found if each.layout.is_case_list or each.layout.is_opinion_list]
    if not lists:
        known = "、".join(heading.text for heading in found[0].layout.headings)
        raise OfficeError(
            f"“{path.name}”的表头（{known}）里没有“案由”或“标题”列，{_KEPT}；请补上该列，或改选办理件清单。"
        )
    best = max(lists, key=lambda each: (each.layout.score, len(each.rows)))
    return best, tuple(each.name for each in lists if each is not best)


def _list_sheet(sheet: Sheet, stem: str) -> ListSheet | None:
    rows = sheet.filled() if sheet.merged else sheet.rows
    layout = find_layout(rows)
    if layout is None:
        return None
    above = {cell_text(row, place).strip() for row in rows[: layout.top] for place in range(len(row))}
    caption = " ".join((*sorted(above - {""}), sheet.name, stem))
    return ListSheet(sheet.name, rows, layout, caption, sheet.hidden_rows)
