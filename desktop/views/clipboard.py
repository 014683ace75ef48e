"""What copied rows are on the clipboard: tab-separated text and HTML, both safe to paste into a workbook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_OF_SEVERAL_LINES = re.compile(r'"(?:[^"]|"")*"(?=[\t\n]|\Z)')
_OF_ONE_LINE = re.compile(r"[^\t\n]*")
# every cell is text in a workbook: 0043 stays 0043, and 3-5 is no date
_HEAD = '<html><head><meta charset="utf-8"><style>td{mso-number-format:"\\@"}</style></head>'


def cell_text(text: str) -> str:
    """Return a cell on one line, with ' before what a workbook would take for a formula (CWE-1236)."""
    line = " ".join(text.split()) if set(text) & {"\t", "\n", "\r"} else text
    return f"'{line}" if line.startswith(FORMULA_STARTS) else line


def tsv(table: Iterable[Sequence[str]]) -> str:
    """Return rows of cells as lines of tab-separated text."""
    return "".join("\t".join(map(cell_text, row)) + "\n" for row in table)


def html(table: Iterable[Sequence[str]], titles: Sequence[str] = ()) -> str:
    """Return rows of cells as an HTML table whose cells a workbook keeps as text, below their titles."""
    from html import escape

    lines = ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table]
    if titles:
        lines.insert(0, "<tr>" + "".join(f"<th>{escape(title)}</th>" for title in titles) + "</tr>")
    return f"{_HEAD}<body><table>{''.join(lines)}</table></body></html>"


def copied(table: Sequence[Sequence[str]], titles: Sequence[str] = ()) -> QMimeData:
    """Return rows of cells in both forms, below their titles where these are given."""
    content = QMimeData()
    content.setText(tsv((titles, *table) if titles else table))
    content.setHtml(html(table, titles))
    return content


def cells_in(text: str) -> list[list[str]]:
    """Return the cells of tab-separated text as it comes from a workbook or from `tsv`, without its '.

    A cell of several lines stands between quotation marks there, those inside it doubled.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]]
    start = 0
    while start <= len(plain):
        end = _end_of_cell(plain, start)
        rows[-1].append(_unquoted(plain[start:end]))
        if plain.startswith("\n", end):
            rows.append([])
        start = end + 1
    return rows


def _end_of_cell(text: str, start: int) -> int:
    whole = _OF_SEVERAL_LINES.match(text, start)
    if whole is not None and set(whole.group()) & {"\t", "\n"}:
        return whole.end()
    plain = _OF_ONE_LINE.match(text, start)
    return plain.end() if plain else start


def _unquoted(cell: str) -> str:
    if set(cell) & {"\t", "\n"}:
        return cell[1:-1].replace('""', '"')
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell
