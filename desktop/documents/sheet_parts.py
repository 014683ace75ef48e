"""What the XML parts of a workbook tell before it is read: where values stand and what is hidden.

Element and attribute names: ECMA-376 part 1, 18.2.19 (sheet), 18.3.1.73 (row), 18.3.1.4 (c), 18.3.1.13 (col);
OpenDocument 1.3 part 3, 9.1 (table:table, table-row, table-column, table-cell).
"""

from __future__ import annotations

import posixpath
import re
from abc import ABC, abstractmethod
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.documents.sheet_gate import Limits, damaged, refusal, too_wide
from desktop.documents.sheet_skeleton import is_strings, skeleton
from desktop.documents.sheet_survey import Reach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Attributes = dict[str, str]

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_NUMBER = re.compile("[0-9]{1,9}")
_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384
_TRUE = {"1", "true"}


class Part(ABC):
    """One XML part while it is walked; `begun` once its root element is seen.

    `is_told` means that it wants to hear of its elements; `is_cut_down` that its cells were measured at once.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.begun = self.is_cut_down = False
        self.is_told = True
        self._actions: dict[str, Callable[[Attributes], None]] = {}

    def cut_down(self, content: bytes) -> bytes:
        """Give the whole part, or less of it when the rest was taken notice of at once."""
        return content

    def begin(self, name: str, attributes: Attributes) -> None:
        """Take notice of the root element and of nothing else."""
        del name, attributes
        self.begun = True

    def start(self, name: str, attributes: Attributes) -> None:
        """Take notice of an element's beginning, whatever prefix it has."""
        self.begun = True
        action = self._actions.get(name.rpartition(":")[2] if ":" in name else name)
        if action:
            action(attributes)

    @abstractmethod
    def sheets(self, path: str, parts: Mapping[str, Part]) -> Iterator[tuple[str, Reach]]:
        """Yield the sheets this part names, given its own path and all parts by path in small letters."""


class WorkbookPart(Part):
    """A part of an .xlsx package: a worksheet, the list of sheets, a list of relations, or none of them."""

    def __init__(self, limits: Limits) -> None:
        """Listen to what cells, sheets and relations are written with."""
        super().__init__(limits)
        self.reach = Reach(limits)
        self.sheet_ids: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}
        self._row = self._column = -1
        self._actions = {
            "row": self._on_row,
            "c": self._on_cell,
            "v": self._on_value,
            "is": self._on_value,
            "f": self._on_value,
            "col": self._on_columns,
            "sheet": self._on_sheet,
            "Relationship": self._on_relation,
        }

    def cut_down(self, content: bytes) -> bytes:
        """Give a plain worksheet without its cells, their reach already held; other parts whole."""
        if is_strings(content):
            self.is_told = False
        elif (found := skeleton(content)) and found.rows * found.columns <= self.limits.cells:
            self.reach.rows, self.reach.columns = found.rows, found.columns
            self.is_cut_down = True
            return found.xml
        return content

    def _on_row(self, attributes: Attributes) -> None:
        self._row = _count(attributes.get("r"), self._row + 2) - 1
        self._column = -1
        if attributes.get("hidden") in _TRUE:
            self.reach.hidden_rows.append(range(self._row, self._row + 1))

    def _on_cell(self, attributes: Attributes) -> None:
        place = attributes.get("r")
        if place is None:
            self._column += 1
            return
        match = _PLACE.fullmatch(place)
        if not match:
            raise damaged()
        self._row, self._column = int(match[2]) - 1, _column(match[1])

    def _on_value(self, _: Attributes) -> None:
        if self._row >= 0 and self._column >= 0:
            if self._row >= _MAX_ROWS or self._column >= _MAX_COLUMNS:
                raise too_wide()
            self.reach.hold(self._row, self._column)

    def _on_columns(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _TRUE:
            first = _count(attributes.get("min"), 1) - 1
            self.reach.hidden_columns.append(range(first, _count(attributes.get("max"), first + 1)))

    def _on_sheet(self, attributes: Attributes) -> None:
        relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        self.sheet_ids.append((attributes.get("name", ""), relation))

    def _on_relation(self, attributes: Attributes) -> None:
        self.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheets(self, path: str, parts: Mapping[str, Part]) -> Iterator[tuple[str, Reach]]:
        """Yield the sheets a list of sheets names; raise `OfficeError` when two share one or one has none."""
        folder, name = posixpath.split(path)
        relations = parts.get(f"{folder}/_rels/{name}.rels")
        targets = relations.targets if isinstance(relations, WorkbookPart) else {}
        used: set[str] = set()
        for title, relation in self.sheet_ids:
            target = _resolve(folder, targets.get(relation, ""))
            part = parts.get(target)
            if not isinstance(part, WorkbookPart) or target in used:
                raise damaged()
            used.add(target)
            yield title, part.reach


class OpenDocumentPart(Part):
    """A part of an .ods package; only its content holds tables."""

    def __init__(self, limits: Limits) -> None:
        """Listen to tables, their repeated rows and cells, and to signs of encryption."""
        super().__init__(limits)
        self._tables: list[tuple[str, Reach]] = []
        self._begin_table({})
        self._actions = {
            "table": self._begin_table,
            "table-column": self._on_column,
            "table-row": self._on_row,
            "table-cell": self._on_cell,
            "covered-table-cell": self._on_cell,
            "p": self._on_value,
            "encryption-data": self._on_encryption,
        }

    def sheets(self, path: str, parts: Mapping[str, Part]) -> Iterator[tuple[str, Reach]]:
        """Yield the tables of this part."""
        del path, parts
        yield from self._tables

    def _begin_table(self, attributes: Attributes) -> None:
        self._name = attributes.get("table:name", "")
        self.reach = Reach(self.limits)
        self._next_column = self._row = self._next_row = self._cell = self._next_cell = 0

    def _on_column(self, attributes: Attributes) -> None:
        first = self._next_column
        self._next_column += _repeated(attributes, "table:number-columns-repeated")
        if _is_hidden(attributes):
            self.reach.hidden_columns.append(range(first, self._next_column))

    def _on_row(self, attributes: Attributes) -> None:
        first, self._cell, self._next_cell = self._next_row, 0, 0
        self._next_row += _repeated(attributes, "table:number-rows-repeated")
        if _is_hidden(attributes):
            self.reach.hidden_rows.append(range(first, self._next_row))

    def _on_cell(self, attributes: Attributes) -> None:
        self._next_cell += _repeated(attributes, "table:number-columns-repeated")
        if "office:value-type" in attributes or "table:formula" in attributes:
            self._on_value({})

    def _on_value(self, _: Attributes) -> None:
        if self._next_row and self._next_cell:
            self.reach.hold(self._next_row - 1, self._next_cell - 1)

    def end(self, name: str) -> None:
        """Keep a table that ends."""
        if name.rpartition(":")[2] == "table":
            self._tables.append((self._name, self.reach))

    def _on_encryption(self, _: Attributes) -> None:
        raise refusal("加了密码", "请在 WPS 或 LibreOffice 中取消打开密码后另存再导入")


def _resolve(folder: str, target: str) -> str:
    """Give the path a relation means; some programs write it from the root without the leading slash."""
    if target.lower().startswith(f"{folder}/"):
        return target.lower()
    return posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/").lower()


def _count(text: str | None, default: int) -> int:
    """Read a line or column number from 1 up; a text that is none means damage."""
    if text is None:
        return default
    if not _NUMBER.fullmatch(text) or not 1 <= int(text) <= _MAX_ROWS:
        raise damaged()
    return int(text)


@lru_cache(maxsize=_MAX_COLUMNS)
def _column(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def _repeated(attributes: Attributes, name: str) -> int:
    return _count(attributes.get(name), 1)


def _is_hidden(attributes: Attributes) -> bool:
    return attributes.get("table:visibility") in {"collapse", "filter"}
