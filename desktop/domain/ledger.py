"""A ledger: titled columns over typed rows, the same for the screen, a workbook and a printed table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Cell = str | int | float | Decimal | date | None
"""What one place of a ledger holds; None is an empty place, never the word for it."""

Row = tuple[Cell, ...]
"""The cells of one line, in the order of the columns."""


class CellKind(StrEnum):
    """How the values of a column are meant; a text that stands in any column stays that text."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    PERCENT = "percent"


class Align(StrEnum):
    """Where the values of a column stand between its rules."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """One titled column.

    `width` is in characters of half an em (a Chinese character takes two). Neighbours with the same
    non-empty `group` stand under one common heading. A `wrap` column breaks long text into lines.
    A PERCENT column holds shares (0.953), not hundredths (95.3).
    """

    key: str
    title: str
    kind: CellKind = CellKind.TEXT
    width: float = 12
    group: str = ""
    align: Align = Align.CENTER
    wrap: bool = False

    def shown(self, cell: Cell) -> str:
        """Return a cell as it is written where nothing but text can stand; an empty place is empty."""
        if cell is None or isinstance(cell, str):
            return cell or ""
        return f"{cell:.2%}" if self.kind is CellKind.PERCENT and not isinstance(cell, date) else str(cell)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A table ready to be shown or printed; whoever composes it has already chosen columns, order and filter.

    `subtitle` says as of when and under which filter. `tones` runs beside `rows` and names the light of each
    (a value of `light.Tone`, or "" for none); it is empty or as long as `rows`. `paper` is "A4" or "A3".
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    subtitle: str = ""
    totals: Row | None = None
    tones: Sequence[str] = ()
    landscape: bool = True
    paper: str = "A4"
    frozen_columns: int = 2

    def __post_init__(self) -> None:
        """Raise ValueError where the parts do not fit each other: that is a mistake of the program."""
        if not self.columns:
            message = "a ledger needs at least one column"
            raise ValueError(message)
        if len({column.key for column in self.columns}) != len(self.columns):
            message = f"the columns of ledger {self.title!r} share a key"
            raise ValueError(message)
        if self.totals is not None and len(self.totals) != len(self.columns):
            message = f"the totals of ledger {self.title!r} do not match its columns"
            raise ValueError(message)
        if self.tones and len(self.tones) != len(self.rows):
            message = f"the tones of ledger {self.title!r} do not match its rows"
            raise ValueError(message)
        if self.paper not in {"A4", "A3"}:
            message = f"unknown paper {self.paper!r}"
            raise ValueError(message)

    @property
    def grouped(self) -> bool:
        """Whether the heading takes two rows."""
        return any(column.group for column in self.columns)

    def groups(self) -> tuple[tuple[str, int, int], ...]:
        """Give the upper heading from left to right: its text and its first and last column, both included.

        A column without a group stands alone with an empty text.
        """
        found: list[tuple[str, int, int]] = []
        for index, column in enumerate(self.columns):
            if found and column.group and found[-1][0] == column.group:
                found[-1] = (column.group, found[-1][1], index)
            else:
                found.append((column.group, index, index))
        return tuple(found)
