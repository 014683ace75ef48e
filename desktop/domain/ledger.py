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


class RowKind(StrEnum):
    """What a row of a ledger is: one of the list, the name of a group above its rows, or a sum below them."""

    ITEM = "item"
    GROUP = "group"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Column:
    """One titled column.

    `width` is in characters of half an em (a Chinese character takes two). Neighbours with the same
    non-empty `group` stand under one common heading. A `wrap` column breaks long text into lines.
    A PERCENT column holds shares (0.953), not hundredths (95.3), and prints `decimals` of their hundredths.
    In a `joined` column equal values below one another stand in one cell, as far as the joined columns to the
    left of it do. `told_as` is the key of what it tells where its own is another; phones are masked by it.
    """

    key: str
    title: str
    kind: CellKind = CellKind.TEXT
    width: float = 12
    group: str = ""
    align: Align = Align.CENTER
    wrap: bool = False
    joined: bool = False
    decimals: int = 2
    told_as: str = ""

    def shown(self, cell: Cell) -> str:
        """Return a cell as it is written where nothing but text can stand; an empty place is empty."""
        if cell is None or isinstance(cell, str):
            return cell or ""
        if self.kind is CellKind.PERCENT and not isinstance(cell, date):
            return f"{cell:.{self.decimals}%}"
        return str(cell)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A table ready to be shown or printed; whoever composes it has already chosen columns, order and filter.

    `subtitle` says as of when and under which filter. `tones` runs beside `rows` and names the light of each
    (a value of `light.Tone`, or "" for none); it is empty or as long as `rows`, and so is `kinds`, without
    which every row is an item. Of a GROUP row only the first cell is seen, across all columns. `footer`
    stands at the foot of every sheet. `paper` is "A4" or "A3". Phones and addresses are written masked unless
    it `is_revealed`.
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
    kinds: Sequence[RowKind] = ()
    footer: str = ""
    is_revealed: bool = False

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
        if any(beside and len(beside) != len(self.rows) for beside in (self.tones, self.kinds)):
            message = f"tones or kinds of ledger {self.title!r} do not match its rows"
            raise ValueError(message)
        if self.paper not in {"A4", "A3"}:
            message = f"unknown paper {self.paper!r}"
            raise ValueError(message)

    def kind_of(self, index: int) -> RowKind:
        """Return what the row at `index` (from 0) is."""
        return self.kinds[index] if self.kinds else RowKind.ITEM

    def runs(self, place: int) -> tuple[tuple[int, int], ...]:
        """Give the rows (first and last, both included) that stand in one cell of the joined column `place`.

        Only runs of two rows and more are given; sums and names of groups end a run.
        """
        joined = [at for at, column in enumerate(self.columns[: place + 1]) if column.joined]
        found: list[tuple[int, int]] = []
        first = 0
        for index in range(1, len(self.rows) + 1):
            if index == len(self.rows) or not self._is_continued(index, joined):
                if index - first > 1:
                    found.append((first, index - 1))
                first = index
        return tuple(found)

    def _is_continued(self, index: int, joined: Sequence[int]) -> bool:
        """Whether a row says the same as the one above it in all these columns."""
        if self.kind_of(index) is not RowKind.ITEM or self.kind_of(index - 1) is not RowKind.ITEM:
            return False
        above, row = self.rows[index - 1], self.rows[index]
        return all(row[at] == above[at] for at in joined)

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
