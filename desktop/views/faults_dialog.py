"""The problem ledger (问题台账): what went wrong, unit by unit, to be pressed at once or reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from desktop.casework import scoreboard
from desktop.views.cards import button
from desktop.views.fields import Choice
from desktop.views.forms import label
from desktop.views.plain_table import PlainTable
from desktop.views.press_acts import PressActs
from desktop.views.session_choice import SessionChoice
from desktop.views.table_dialog import TableDialog
from desktop.views.tables import RIGHT, Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.casework.scoreboard import Fault
    from desktop.domain.ledger import Ledger
    from desktop.views.page import Desk

_COLUMNS: tuple[Column[Fault], ...] = (
    Column("承办单位", lambda fault: fault.unit, 190),
    Column("编号", lambda fault: fault.item_no, 70),
    Column("案由", lambda fault: fault.title, 280),
    Column("问题", lambda fault: fault.kind, 88),
    Column("情况", lambda fault: fault.detail, 230),
    Column("催办督办", lambda fault: f"{fault.pressed} 次" if fault.pressed else "—", 84, align=RIGHT),
)
_WIDE = 2
_NOTHING = ("没有发现问题", "没有逾期、进展缓慢或审核退回的件。")
_EVERY = "全部问题"


class FaultsDialog(TableDialog):
    """Lists the faults of a session by unit, narrowed to one sort; Enter opens the case."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "问题台账", _NOTHING, parent)
        self._faults: tuple[Fault, ...] = ()
        self._press = PressActs(desk, self)
        self._build()
        self._connect()
        self.refresh()
        self.table.setFocus()

    def _build(self) -> None:
        self.sessions = SessionChoice(self)
        self.sessions.renew(self._desk.office)
        self.sort: Choice[str] = Choice([(_EVERY, "")])
        self.table: PlainTable[Fault] = PlainTable(_COLUMNS, _WIDE, "问题台账", _identity, self)
        self.table.setSelectionMode(self.table.SelectionMode.ExtendedSelection)
        self.hold(self.table)
        asked: tuple[tuple[str, QWidget], ...] = (("届次(&S)", self.sessions), ("问题(&Q)", self.sort))
        for place, (text, field) in enumerate(asked):
            name = label(text, "muted")
            name.setBuddy(field)
            field.setAccessibleName(text.split("(&", maxsplit=1)[0])
            self.filters.insertWidget(2 * place, name)
            self.filters.insertWidget(2 * place + 1, field)
        self.press_button = button("催办督办(&U)…", self.press)
        self.buttons.insertWidget(1, self.press_button)
        self.sort.setMinimumContentsLength(6)

    def _connect(self) -> None:
        self.sessions.session_changed.connect(self.refresh)
        self.sort.activated.connect(self._narrow)
        self.table.opened.connect(self._on_opened)
        self.table.counted.connect(self._count)

    @override
    @Slot()
    def refresh(self) -> None:
        self._faults = scoreboard.faults(self._desk.office, self.sessions.value())
        chosen = self.sort.value()
        kinds = sorted({fault.kind for fault in self._faults} | ({chosen} - {""}))
        self.sort.offer([(_EVERY, ""), *((kind, kind) for kind in kinds)])
        self.sort.choose(chosen)
        self._narrow()

    @override
    def ledger(self, office: Office) -> Ledger:
        return scoreboard.ledger(office, self.sessions.value(), self.sort.value())

    def press(self) -> None:
        """Press the units of the selected cases, or of all that are listed when none is selected."""
        faults = [self.table.rows.row_at(place) for place in self.table.selected_places()]
        chosen = [fault for fault in faults if fault is not None] or self.shown
        self._press.press(tuple(dict.fromkeys(fault.case_id for fault in chosen)))

    @property
    def shown(self) -> tuple[Fault, ...]:
        """What is listed now."""
        sort = self.sort.value()
        return tuple(fault for fault in self._faults if not sort or fault.kind == sort)

    @Slot()
    def _narrow(self) -> None:
        self.table.show_rows(self.shown)
        self.show_table(has_rows=bool(self.shown))
        self._count()

    @Slot()
    def _count(self) -> None:
        cases, units = {each.case_id for each in self.shown}, {each.unit for each in self.shown}
        chosen = self.table.selected_count
        text = f"{len(self.shown)} 条，涉及 {len(units)} 个单位、{len(cases)} 件"
        self.told.setText(f"{text}；已选 {chosen} 条，Ctrl+A 全选" if chosen else text)
        self.press_button.setEnabled(bool(self.shown) and not self._desk.office.is_read_only)

    @Slot(object)
    def _on_opened(self, fault: Fault) -> None:
        self._desk.open_case(fault.case_id)
        self.accept()


def _identity(fault: Fault) -> tuple[int, str, str]:
    return fault.case_id, fault.unit, fault.kind
