"""Rows of a list that may be about several cases: which one each is about, or whether it is a new one."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework import find
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria
from desktop.views import theme
from desktop.views.forms import label
from desktop.views.pick_list import PickList
from desktop.views.plain_table import PlainTable
from desktop.views.tables import CENTER, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casework.intake_match import MatchQuestion
    from desktop.casework.office import Office
    from desktop.views.page import Desk

NEW_CASE = 0
_MOST = 50
_WIDE = 2
_SIDE = 380  # pixels for the choice beside the list


class MatchesCard(QFrame):
    """Lists such rows, and beside them the cases one may be about; hidden while there are none.

    `chosen` gives the row and the id of the case, None for a new one.
    """

    chosen = Signal(int, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setProperty("role", "card")
        self._build()
        self.table.chosen.connect(self._on_row)
        self.table.opened.connect(self._on_opened)
        self.finder.picked.connect(self._on_picked)
        self.hide()

    def _build(self) -> None:
        self.table: PlainTable[MatchQuestion] = PlainTable(
            _COLUMNS, _WIDE, "对应不清的行", attrgetter("row"), self
        )
        self.heading = label("")
        self.finder = PickList("这一行对应", self._fitting, self)
        self.finder.line.setPlaceholderText("编号、案由或拼音首字母")
        self.finder.setFixedWidth(_SIDE)
        finder_label = label("这一行对应(&R)", "muted")
        finder_label.setBuddy(self.finder)
        side = QVBoxLayout()
        side.setSpacing(theme.GAP)
        side.addWidget(finder_label)
        side.addWidget(self.finder, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.MARGIN)
        row.addWidget(self.table, 1)
        row.addLayout(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.SPACE, theme.MARGIN, theme.MARGIN)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.heading)
        column.addLayout(row, 1)

    def show_questions(self, asked: Sequence[MatchQuestion]) -> None:
        """Show these rows; the one the cursor is on keeps it."""
        self.setVisible(bool(asked))
        open_ = sum(not each.is_decided for each in asked)
        self.heading.setText(
            f"{len(asked)} 行对应哪一件要由人来定" + (f"，还有 {open_} 行没有定" if open_ else "，都已定")
        )
        self.table.show_rows(asked)
        if asked and self.table.current_row is None:
            self.table.select_place(0)
        self._on_row(self.table.current_row)

    def _fitting(self, text: str) -> list[tuple[int, str]]:
        asked = self.table.current_row
        if text.strip():
            return cases_fitting(self._desk.office, text)
        return [(NEW_CASE, "按新件登记"), *(asked.candidates if asked else ())]

    @Slot(object)
    def _on_row(self, asked: MatchQuestion | None) -> None:
        self.finder.setEnabled(asked is not None)
        self.finder.ask()
        if asked is not None:
            self.finder.choose(asked.case_id or NEW_CASE)

    @Slot(object)
    def _on_opened(self, _asked: MatchQuestion) -> None:
        self.finder.setFocus()

    @Slot(int)
    def _on_picked(self, case_id: int) -> None:
        asked = self.table.current_row
        if asked is not None:
            self.chosen.emit(asked.row, case_id or None)
            self.table.setFocus()


def cases_fitting(office: Office, text: str, session_id: int | None = None) -> list[tuple[int, str]]:
    """Return the cases a text may mean, at most 50: by number first, then by whatever a search looks into."""
    numbered = find.by_number(office, text.strip())
    found = find.page(office, Criteria(session_id, text=text), 0, _MOST)
    wanted = {
        case.id: (case.proposal.item_no, case.proposal.title)
        for case in numbered
        if session_id in {None, case.proposal.session_id}
    }
    wanted |= {row.id: (row.item_no, row.title) for row in found if row.id not in wanted}
    return [(each, f"{number or '（无编号）'}　{title}") for each, (number, title) in wanted.items()]


def _taken(asked: MatchQuestion) -> str:
    if asked.case_id is None:
        return "按新件登记"
    return dict(asked.candidates).get(asked.case_id, "已指定的件")


_COLUMNS: tuple[Column[MatchQuestion], ...] = (
    Column("行", lambda asked: str(asked.row), 48, align=CENTER),
    Column("编号", lambda asked: asked.number or "—", 72, align=CENTER),
    Column("来表案由", attrgetter("title"), 200),
    Column("对应", _taken, 170),
    Column(
        "状态",
        lambda asked: "● 已定" if asked.is_decided else "▲ 请核对",
        96,
        tone=lambda asked: Tone.GREEN if asked.is_decided else Tone.AMBER,
    ),
)
