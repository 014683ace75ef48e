"""The step of an import that decides which cells of cases already there a newer list may change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.light import Tone
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.forms import card, label
from desktop.views.import_matches import MatchesCard
from desktop.views.listed_ticks import ListedTicks
from desktop.views.plain_table import settle
from desktop.views.tables import CENTER, Column
from desktop.views.tick_table import TickTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QFrame

    from desktop.casework.intake import Decisions, Plan
    from desktop.casework.intake_updates import CellUpdate
    from desktop.views.page import Desk

_WIDE = 5


@dataclass(frozen=True, slots=True)
class CellLine:
    """One changed cell as a line; `id` is its place in the plan."""

    id: int
    number: str
    title: str
    update: CellUpdate

    @property
    def state(self) -> str:
        """What becomes of the cell, in a word with its glyph."""
        if self.update.hindrance:
            return f"■ {self.update.hindrance}"
        if self.update.is_accepted:
            return "● 补填" if not self.update.old else "● 更新"
        return "○ 不改"

    @property
    def tone(self) -> Tone:
        """How the state is coloured."""
        if self.update.hindrance:
            return Tone.RED
        return Tone.GREEN if self.update.is_accepted else Tone.DONE


COLUMNS: tuple[Column[CellLine], ...] = (
    Column("编号", attrgetter("number"), 72, align=CENTER),
    Column("案由", attrgetter("title"), 220),
    Column("栏目", attrgetter("update.column"), 104),
    Column("原值", lambda line: _shown(line.update.old), 190),
    Column("新值", lambda line: _shown(line.update.new), 190),
    Column("处理", attrgetter("state"), 150, tone=attrgetter("tone")),
)


class UpdatesPage(QWidget):
    """Shows every cell of a known case that the list says otherwise, old and new, with a tick before each.

    Emits `decided` with the new `Decisions`; whoever embeds it decides the plan again and shows it here.
    Space ticks the selected cells, Shift+Space all cells of the case the cursor is on.
    """

    decided = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._decisions: Decisions | None = None
        self.matches = MatchesCard(desk, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.ticks: ListedTicks[CellLine] = ListedTicks(COLUMNS, lambda line: not line.update.hindrance)
        self.table = TickTable(self.ticks, self)
        self.table.setAccessibleName("与办理台不同的各格")
        self.table.setWordWrap(False)
        settle(self.table, _WIDE)
        self.table.setSelectionMode(self.table.SelectionMode.ExtendedSelection)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MARGIN)
        self.cells = self._cells()
        column.addWidget(self.cells, 3)
        column.addWidget(self.matches, 2)

    def _cells(self) -> QFrame:
        self.numbers = label("")
        self.numbers.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.take_all = button("全部更新(&1)", partial(self.accept_all, accepted=True))
        self.take_none = button("全部不改(&2)", partial(self.accept_all, accepted=False))
        self.take_case = button("本件全部(&3)", self.toggle_case)
        self.take_case.setToolTip("Shift+空格：勾选或取消光标所在这一件的各格")
        head = QHBoxLayout()
        head.setContentsMargins(theme.MARGIN, theme.SPACE, theme.SPACE, theme.SPACE)
        head.setSpacing(theme.SPACE)
        head.addWidget(self.numbers, 1)
        for each in (self.take_case, self.take_all, self.take_none):
            head.addWidget(each)
        frame, column = card(margin=1, spacing=0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        return frame

    def _connect(self) -> None:
        self.ticks.ticks_changed.connect(self._on_ticked)
        self.matches.chosen.connect(self._on_matched)
        whole_case = QShortcut(QKeySequence("Shift+Space"), self.table)
        whole_case.setContext(Qt.ShortcutContext.WidgetShortcut)
        whole_case.activated.connect(self.toggle_case)

    @property
    def changes(self) -> int:
        """How many cells of known cases differ, taken over or not."""
        return len(self._plan.updates) if self._plan else 0

    @property
    def open_questions(self) -> int:
        """How many rows nobody has said yet which case they are about."""
        return sum(not each.is_decided for each in self._plan.matches) if self._plan else 0

    def show_plan(self, plan: Plan) -> None:
        """Show the changed cells of a plan and what is decided about them."""
        self._plan, self._decisions = plan, plan.decisions
        lines = _lines(plan)
        self.ticks.show_lines(lines, [line.id for line in lines if line.update.is_accepted])
        if plan.updates and not self.table.currentIndex().isValid():
            self.table.select_place(0)
        self.numbers.setText(_sum(plan.updates))
        for each in (self.take_all, self.take_none, self.take_case):
            each.setEnabled(bool(plan.updates))
        self.matches.show_questions(plan.matches)
        self.cells.setVisible(bool(plan.updates) or not plan.matches)
        self.setFocusProxy(self.table if plan.updates or not plan.matches else self.matches.table)

    def accept_all(self, *, accepted: bool) -> None:
        """Take every cell over that can be, or none."""
        self.ticks.tick([line.id for line in self.ticks.lines], on=accepted)

    @Slot()
    def toggle_case(self) -> None:
        """Tick all cells of the case the cursor is on, or untick them when all are ticked."""
        current = self.table.current_row
        if current is not None:
            of_case = [line for line in self.ticks.lines if line.update.row == current.update.row]
            self.table.toggle(line.id for line in of_case if not line.update.hindrance)

    @Slot(int)
    def _on_ticked(self, _number: int) -> None:
        if self._decisions is None:
            return
        ticked, kept = frozenset(self.ticks.ticked), self._decisions.accepted
        places = (((each.update.row, each.update.field), each) for each in self.ticks.lines)
        changed = {
            place: line.id in ticked
            for place, line in places
            if not line.update.hindrance
            and kept.get(place, line.update.is_accepted) is not (line.id in ticked)
        }
        self._decisions = replace(self._decisions, accepted={**kept, **changed})
        self.decided.emit(self._decisions)

    @Slot(int, object)
    def _on_matched(self, row: int, case_id: int | None) -> None:
        if self._decisions is not None:
            self._decisions = self._decisions.with_match(row, case_id)
            self.decided.emit(self._decisions)


def _lines(plan: Plan) -> tuple[CellLine, ...]:
    papers = {each.entry.row: each.entry.paper for each in plan.reading.rows} if plan.reading else {}
    return tuple(
        CellLine(place, papers[each.row].item_no or "—", papers[each.row].title, each)
        for place, each in enumerate(plan.updates)
    )


def _shown(text: str) -> str:
    return " ".join(text.split()) or "（空）"


def _sum(updates: Sequence[CellUpdate]) -> str:
    if not updates:
        return "来表与办理台中已有的件没有不同"
    accepted = sum(each.is_accepted for each in updates)
    hindered = sum(bool(each.hindrance) for each in updates)
    cases = len({each.row for each in updates})
    parts = [f"{cases} 件的 {len(updates)} 格与办理台不同", f"将改 {accepted} 格"]
    parts.append(f"不改 {len(updates) - accepted - hindered} 格")
    if hindered:
        parts.append(f"不能改 {hindered} 格")
    return "；".join(parts)
