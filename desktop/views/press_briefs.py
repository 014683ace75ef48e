"""The leaders who answer for cases, and the one-page brief of each (一页简报)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework import press_papers
from desktop.views.paper_pile import Named, PaperPile, PileKind
from desktop.views.tables import RIGHT, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casework.office import Office
    from desktop.casework.press_papers import LeaderLoad
    from desktop.views.page import Desk

_COLUMNS: tuple[Column[LeaderLoad], ...] = (
    Column("责任领导", lambda load: load.name, 300),
    Column("任责任领导的件", lambda load: str(load.cases), 140, align=RIGHT),
)
_NOBODY = ("还没有责任领导", "交办时填写责任领导后，在这里给每位领导生成一页简报。")


class PressBriefs(QWidget):
    """Leaders to tick; a brief says how many cases he has and names the most urgent ones."""

    ABOUT: ClassVar[str] = "每位领导一页：共几件、已答复、逾期和最紧急的几件。"
    counted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session_id: int | None = None
        kind = PileKind("一页简报", _COLUMNS, 0, self._papers, _NOBODY)
        self.pile: PaperPile[LeaderLoad] = PaperPile(desk, kind, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pile, 1)
        self.setFocusProxy(self.pile)
        self.pile.ticks_changed.connect(self._show_state)

    def show_session(self, session_id: int | None) -> None:
        """Show the leaders of a session, or of all; another session begins without ticks."""
        ticked = None if session_id == self._session_id else ()
        self._session_id = session_id
        self.pile.show_rows(press_papers.leader_loads(self._desk.office, session_id), ticked)

    def _papers(self, office: Office, loads: Sequence[LeaderLoad]) -> tuple[Named, ...]:
        return tuple(
            (f"办理情况专报_{load.name}", press_papers.brief(office, load.name, self._session_id))
            for load in loads
        )

    @Slot()
    def _show_state(self) -> None:
        number = len(self.pile.ticked)
        self.counted.emit(f"责任领导 {self.pile.model.rowCount()} 位，已勾选 {number} 位")
