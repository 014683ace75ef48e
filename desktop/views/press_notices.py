"""The units that can be sent a notice: which of their tasks are meant, how often they were pressed before."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework import press_loads, press_notices
from desktop.casework.press_loads import Scope, UnitLoad
from desktop.domain.errors import OfficeError
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.fields import Choice
from desktop.views.forms import label
from desktop.views.paper_pile import Named, PaperPile, PileKind
from desktop.views.tables import RIGHT, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casework.office import Office
    from desktop.domain.supervision import SupervisionLevel
    from desktop.views.page import Desk

_COLUMNS: tuple[Column[UnitLoad], ...] = (
    Column("承办单位", lambda load: load.unit, 300),
    Column("已逾期", lambda load: str(load.late), 84, align=RIGHT),
    Column("临期", lambda load: str(load.near), 84, align=RIGHT),
    Column("其他在办", lambda load: str(load.later), 84, align=RIGHT),
    Column("已催办", lambda load: str(load.urged), 84, align=RIGHT),
    Column("已督办", lambda load: str(load.supervised), 84, align=RIGHT),
)
_CALM = ("没有需要通知的单位", "这个范围内各单位都没有欠答复或协办意见的件。")


class PressNotices(QWidget):
    """Units to tick; their notices as last sent, or as drafts before anything was recorded."""

    ABOUT: ClassVar[str] = "已编号的按发出时的内容重印；没有编号的是草稿，先“登记”再发。"
    counted = Signal(str)

    def __init__(self, desk: Desk, level: SupervisionLevel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._level = level
        self._session_id: int | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        name = f"{self._level.label}通知书"
        kind = PileKind(name, _COLUMNS, 0, self._papers, _CALM)
        self.scope = Choice([(scope.label, scope) for scope in Scope])
        self.pile: PaperPile[UnitLoad] = PaperPile(self._desk, kind, self)
        self.record = button(f"登记{self._level.label}(&J)…", self._on_record)
        self.pile.actions_row.insertWidget(2, self.record)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MARGIN)
        column.addLayout(self._choice_row())
        column.addWidget(self.pile, 1)
        self.setFocusProxy(self.pile)

    def _choice_row(self) -> QHBoxLayout:
        name = label("范围(&R)", "muted")
        name.setBuddy(self.scope)
        self.scope.setAccessibleName("范围")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(name)
        row.addWidget(self.scope)
        row.addStretch(1)
        row.addWidget(button("全选(&A)", self.pile.tick_all, "quiet"))
        row.addWidget(button("清除(&D)", self.pile.model.clear, "quiet"))
        return row

    def _connect(self) -> None:
        self.scope.currentIndexChanged.connect(self._reload)
        self.pile.ticks_changed.connect(self._show_state)

    def show_session(self, session_id: int | None) -> None:
        """Show the units that owe something of a session, or of all."""
        self._session_id = session_id
        self._reload()

    def _papers(self, office: Office, loads: Sequence[UnitLoad]) -> tuple[Named, ...]:
        ids = [load.id for load in loads]
        found = press_loads.targets(office, ids, self.scope.value(), self._session_id)
        notices = press_notices.notices(office, found, self._level)
        return tuple((f"{each.letter.title}_{each.unit}", each.letter) for each in notices)

    @Slot()
    def _reload(self) -> None:
        self.pile.show_rows(press_loads.loads(self._desk.office, self.scope.value(), self._session_id))

    @Slot()
    def _show_state(self) -> None:
        number = len(self.pile.ticked)
        self.record.setEnabled(number > 0 and not self._desk.office.is_read_only)
        self.counted.emit(
            f"{self.scope.currentText()}的单位 {self.pile.model.rowCount()} 个，已勾选 {number} 个"
        )

    @Slot()
    def _on_record(self) -> None:
        from desktop.views.press_dialog import PressDialog

        ids = [load.id for load in self.pile.ticked]
        office = self._desk.office
        found = press_loads.targets(office, ids, self.scope.value(), self._session_id)
        pairs = frozenset(target.pair for target in found)
        try:
            cases = tuple(dict.fromkeys(case_id for case_id, _ in sorted(pairs)))
            dialog = PressDialog(self._desk, cases, parent=self, pairs=pairs)
        except OfficeError as error:
            self.pile.banner.show_text(error.message)
            return
        dialog.level.choose(self._level)
        dialog.open()
