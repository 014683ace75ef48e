"""Ticks of lines that are all at hand: ticked as decided so far, and not every line can be ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from typing_extensions import override

from desktop.views.tick_table import Identified, TickModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.views.tables import Column

Row = TypeVar("Row", bound=Identified)


class ListedTicks(TickModel[Row]):
    """Lines whose `id` is their place; `can_tick` tells which may be ticked."""

    def __init__(self, columns: Sequence[Column[Row]], can_tick: Callable[[Row], bool]) -> None:
        super().__init__(columns, self._fetch, lambda: len(self.lines))
        self.lines: Sequence[Row] = ()
        self._can_tick = can_tick

    @override
    def tick(self, ids: Iterable[int], *, on: bool) -> None:
        super().tick([each for each in ids if not on or self._can_tick(self.lines[each])], on=on)

    def show_lines(self, lines: Sequence[Row], ticked: Iterable[int]) -> None:
        """Show these lines with these ticks; nobody is told of a change of ticks."""
        self.blockSignals(True)
        self.clear()
        self.lines = lines
        self.tick(ticked, on=True)
        self.blockSignals(False)
        self.reload()

    def _fetch(self, offset: int, limit: int) -> Sequence[Row]:
        return self.lines[offset : offset + limit]
