"""What is selected in a table, reckoned by rectangles: never row by row, however many rows there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from PySide6.QtCore import QItemSelection


class Block(NamedTuple):
    """A rectangle of cells by places of rows and columns, all inclusive."""

    top: int
    bottom: int
    left: int
    right: int

    def holds(self, place: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= place <= self.bottom and self.left <= column <= self.right

    def columns_in(self, shown: Iterable[int]) -> list[int]:
        """Return which of these columns it covers, in their order."""
        return [column for column in shown if self.left <= column <= self.right]


def blocks_of(selection: QItemSelection) -> list[Block]:
    """Return the rectangles of a selection from the top; they never overlap."""
    ranges = map(selection.at, range(selection.count()))
    return sorted(Block(each.top(), each.bottom(), each.left(), each.right()) for each in ranges)


def spans_of(blocks: Iterable[Block]) -> list[tuple[int, int]]:
    """Return the rows touched as spans from the top, first and last inclusive, apart from each other."""
    spans: list[tuple[int, int]] = []
    for top, bottom, _, _ in sorted(blocks):
        if spans and top <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(spans[-1][1], bottom))
        else:
            spans.append((top, bottom))
    return spans


def rows_in(blocks: Iterable[Block]) -> int:
    """Return how many rows are touched."""
    return sum(bottom - top + 1 for top, bottom in spans_of(blocks))


def cells_in(blocks: Iterable[Block], shown: Sequence[int]) -> int:
    """Return how many cells in sight are selected."""
    return sum((each.bottom - each.top + 1) * len(each.columns_in(shown)) for each in blocks)


def columns_in(blocks: Collection[Block], shown: Sequence[int]) -> list[int]:
    """Return the columns in sight that are touched, from left to right."""
    return [column for column in shown if any(each.left <= column <= each.right for each in blocks)]


def places_in(blocks: Iterable[Block], column: int | None = None) -> Iterator[int]:
    """Give the places of the rows touched from the top; in one column, where it is named."""
    wanted = (each for each in blocks if column is None or each.left <= column <= each.right)
    return (place for top, bottom in spans_of(wanted) for place in range(top, bottom + 1))


def covers_rows(blocks: Collection[Block], shown: Sequence[int]) -> bool:
    """Whether every row touched is selected as a whole, as far as it is in sight."""
    return bool(blocks) and cells_in(blocks, shown) == rows_in(blocks) * len(shown)
