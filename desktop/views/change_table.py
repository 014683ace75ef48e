"""The table of what a change would do: one line a cell, old → new, ticked where it shall be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.casework.edit import BLANK
from desktop.domain.light import Tone
from desktop.views.cells import CHIP_INSET, CellDelegate
from desktop.views.plain_table import settle
from desktop.views.tables import Column
from desktop.views.tick_table import TickModel, TickTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from desktop.casework.edit import CellChange

IDLE = "不改动"
_WIDE = 2  # the column that takes the room left: 案由, behind the ticks and the number


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line: its place from 1, which tells it, and what it would do."""

    id: int
    change: CellChange

    @property
    def is_open(self) -> bool:
        """Whether there is anything to do, and nothing bars it."""
        return not self.change.problem and not self.change.is_idle

    @property
    def told(self) -> str:
        """Why it is not done, or an empty string."""
        return f"▲ {self.change.problem}" if self.change.problem else IDLE if self.change.is_idle else ""

    @property
    def tone(self) -> Tone | None:
        """Quiet where nothing changes, amber where something bars it."""
        return Tone.AMBER if self.change.problem else Tone.DONE if self.change.is_idle else None


def _quiet(line: ChangeLine) -> Tone | None:
    return Tone.DONE if not line.is_open else None


_NUMBER: Column[ChangeLine] = Column("编号", lambda line: line.change.case.proposal.item_no, 72, tone=_quiet)
_TITLE: Column[ChangeLine] = Column("案由", lambda line: line.change.case.proposal.title, 240, tone=_quiet)
_FIELD: Column[ChangeLine] = Column("栏目", lambda line: line.change.field.label, 110, tone=_quiet)
_OLD: Column[ChangeLine] = Column("原来", lambda line: line.change.old or BLANK, 150, tone=_quiet)
_NEW: Column[ChangeLine] = Column("改为", lambda line: line.change.new or BLANK, 150, tone=_quiet)
_TOLD: Column[ChangeLine] = Column("说明", lambda line: line.told, 240, tone=lambda line: line.tone)


class ChangeModel(TickModel[ChangeLine]):
    """The lines; one that has nothing to do, or is barred, cannot be ticked.

    A line left out by a person stays left out when other changes of the same cases are shown.
    """

    def __init__(self, *, names_fields: bool) -> None:
        self._lines: Sequence[ChangeLine] = ()
        self._left_out: set[int] = set()
        fields = (_FIELD,) if names_fields else ()
        super().__init__((_NUMBER, _TITLE, *fields, _OLD, _NEW, _TOLD), self._fetch, lambda: len(self._lines))

    def _fetch(self, offset: int, limit: int) -> Sequence[ChangeLine]:
        return self._lines[offset : offset + limit]

    def show(self, changes: Iterable[CellChange]) -> None:
        """Show these changes, each ticked that can be done and was not left out."""
        self._lines = [ChangeLine(place, change) for place, change in enumerate(changes, 1)]
        self._ticked = {line.id: None for line in self.open_lines if line.id not in self._left_out}
        self.reload()
        self.ticks_changed.emit(len(self._ticked))

    def forget_left_out(self) -> None:
        """Let everything be ticked again the next time changes are shown."""
        self._left_out.clear()

    @property
    def open_lines(self) -> tuple[ChangeLine, ...]:
        """The lines that can be ticked."""
        return tuple(line for line in self._lines if line.is_open)

    @property
    def wanted(self) -> tuple[CellChange, ...]:
        """The changes ticked, in their order."""
        ticked = frozenset(self.ticked)
        return tuple(line.change for line in self._lines if line.id in ticked)

    @property
    def refused(self) -> int:
        """How many lines are barred."""
        return sum(bool(line.change.problem) for line in self._lines)

    @property
    def idle(self) -> int:
        """How many lines say so already."""
        return sum(line.change.is_idle for line in self._lines)

    @override
    def tick(self, ids: Iterable[int], *, on: bool) -> None:
        open_ids = {line.id for line in self.open_lines}
        meant = [each for each in ids if each in open_ids]
        if on:
            self._left_out.difference_update(meant)
        else:
            self._left_out.update(meant)
        super().tick(meant, on=on)


class QuietCells(CellDelegate):
    """Paints the words of a line that recedes where those of any other line begin."""

    @override
    def _paint_done(self, painter: QPainter, rect: QRect, text: str) -> None:
        super()._paint_done(painter, rect.adjusted(-CHIP_INSET, 0, 0, 0), text)


class ChangeTable(TickTable[ChangeLine]):
    """Shows the changes; Space ticks the line the cursor is in."""

    def __init__(self, model: ChangeModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        model.setParent(self)
        self._cells = QuietCells(model, self)
        self.setItemDelegate(self._cells)
        self.setAccessibleName("改动预览")
        settle(self, _WIDE)
