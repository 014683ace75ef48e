"""The cases of the print centre: narrowed by session, stage and words, ticked, each with what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.casework import find, keep, print_orders
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria, SortField
from desktop.domain.stage import Stage
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.fields import Choice
from desktop.views.forms import card, label
from desktop.views.plain_table import settle
from desktop.views.search_box import SearchBox
from desktop.views.session_choice import SessionChoice
from desktop.views.tables import Column
from desktop.views.tick_table import TickModel, TickTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casework.papers import PaperKind
    from desktop.casework.print_orders import Line
    from desktop.domain.listing import CaseRow
    from desktop.domain.unit import Unit
    from desktop.views.page import Desk

_ISSUED = (Stage.REPLIED, Stage.REHANDLING, Stage.FOLLOWING, Stage.CLOSED, Stage.ARCHIVED)
_IN_HAND = (Stage.IN_HAND, Stage.DRAFTED, Stage.IN_REVIEW)
_STAGES: tuple[tuple[str, tuple[Stage, ...]], ...] = (
    ("全部环节", ()),
    ("待交办", (Stage.REGISTERED,)),
    ("在办", _IN_HAND),
    ("待印发", (Stage.SIGNED,)),
    ("已印发", _ISSUED),
)
_ABLE = "可出"
ALL_UNITS = "全部单位"


def _state(line: Line) -> str:
    return line.reason or line.remark or _ABLE


def _tone(line: Line) -> Tone:
    return Tone.AMBER if line.reason or line.remark else Tone.DONE


_COLUMNS: tuple[Column[Line], ...] = (
    Column("编号", lambda line: f"{line.row.kind.noun}{line.row.item_no}", 80),
    Column("案由", lambda line: line.row.title, 160),
    Column("主办单位", lambda line: line.row.lead_unit, 112),
    Column("情况", _state, 152, tone=_tone),
)


class PrintCases(QWidget):
    """A list to tick; emits `listed` when other cases are shown, `ticked` and `chosen` as the names say."""

    listed = Signal()
    ticked = Signal()
    chosen = Signal(object)
    opened = Signal(int)

    def __init__(self, desk: Desk, kind: PaperKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind = kind
        self._given: tuple[int, ...] = ()
        self._able: frozenset[int] | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.sessions = SessionChoice(self)
        self.sessions.setMinimumWidth(100)
        self.sessions.setMinimumContentsLength(4)
        self.sessions.renew(self._desk.office)
        self.stages: Choice[tuple[Stage, ...]] = Choice(_STAGES, self)
        self.units: Choice[Unit | None] = Choice([(ALL_UNITS, None)], self)
        self.units.setMinimumContentsLength(4)
        self.units.setSizeAdjustPolicy(self.units.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.search = SearchBox("编号、案由、领衔人、单位", self)
        self.search.setMinimumWidth(96)
        self.only_able = QCheckBox("只列可出(&Y)")
        self.model: TickModel[Line] = TickModel(_COLUMNS, self._fetch, self._count)
        self.table: TickTable[Line] = TickTable(self.model, self)
        self.table.setAccessibleName("办件")
        settle(self.table, 2)
        self.table.setSelectionMode(self.table.SelectionMode.ExtendedSelection)
        self.empty = EmptyState("没有符合条件的件", "换一个届次、环节或查找词；也可以取消“只列可出”。")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(self._narrow_row())
        column.addLayout(self._tick_row())
        column.addWidget(self._list(), 1)
        self.setFocusProxy(self.table)

    def _narrow_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        for text, field, share in (
            ("届次(&S)", self.sessions, 3),
            ("环节(&R)", self.stages, 0),
            ("单位(&N)", self.units, 2),
        ):
            self._add_named(row, text, field, share)
        return row

    def _tick_row(self) -> QHBoxLayout:
        self.tick_all = button("全选可出(&A)", self.tick_able, "quiet")
        self.untick_all = button("清除(&D)", self.model.clear, "quiet")
        self.list_all = button("列出全部(&Z)", self.show_all, "quiet")
        self.list_all.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        self._add_named(row, "查找(&Q)", self.search, 1)
        for each in (self.list_all, self.only_able, self.tick_all, self.untick_all):
            row.addWidget(each)
        return row

    @staticmethod
    def _add_named(row: QHBoxLayout, text: str, field: QWidget, share: int) -> None:
        name = label(text, "muted")
        name.setBuddy(field)
        field.setAccessibleName(text.split("(&", maxsplit=1)[0])
        row.addWidget(name)
        row.addWidget(field, share)

    def _list(self) -> QFrame:
        frame, column = card(margin=1, spacing=0)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column.addLayout(self._stack)
        return frame

    def _connect(self) -> None:
        self.sessions.session_changed.connect(self._on_narrowed)
        self.stages.currentIndexChanged.connect(self._on_narrowed)
        self.units.currentIndexChanged.connect(self._on_narrowed)
        self.search.searched.connect(self._on_narrowed)
        self.search.left.connect(self.table.setFocus)
        self.only_able.toggled.connect(self._reload)
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(self._on_opened)
        self.model.ticks_changed.connect(self._on_ticked)

    # --- what is listed ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read sessions and cases again; ticks stay."""
        self.sessions.renew(self._desk.office)
        self._offer_units()
        self._on_narrowed()

    def _offer_units(self) -> None:
        chosen = self.units.currentText()
        with QSignalBlocker(self.units):
            units = ((unit.name, unit) for unit in keep.units(self._desk.office))
            self.units.offer([(ALL_UNITS, None), *units])
            self.units.setCurrentIndex(max(0, self.units.findText(chosen)))

    @property
    def unit(self) -> str:
        """The name of the unit the list is narrowed to, "" for none."""
        unit = None if self._given else self.units.value()
        return unit.name if unit else ""

    def show_kind(self, kind: PaperKind, able: frozenset[int] | None) -> None:
        """Say of each case whether it can have that paper; `able` tells it of all listed, None of nobody."""
        self._kind = kind
        self._able = able
        self._reload()

    def show_able(self, able: frozenset[int] | None) -> None:
        """Learn which of the listed cases can have the paper."""
        self._able = able
        self.tick_all.setEnabled(self.model.rowCount() > 0)
        if self.only_able.isChecked():
            self._reload()

    def show_given(self, case_ids: Sequence[int]) -> None:
        """List only these cases, all ticked, the cursor on the first; nothing else narrows them."""
        self._given = tuple(case_ids)
        self.search.set_words("")
        self.only_able.setChecked(False)
        self.model.clear()
        self._on_narrowed()
        self.model.tick(self._given, on=True)
        self.table.select_place(0)

    @Slot()
    def show_all(self) -> None:
        """List every case again that the filters let through."""
        self._given = ()
        self._on_narrowed()
        self.table.setFocus()

    def ids(self) -> tuple[int, ...]:
        """Return the ids of the cases the filters let through, in the order of the list."""
        return self._given or find.ids(self._desk.office, self._criteria())

    def wanted(self) -> tuple[int, ...]:
        """Return what shall be printed: the ticked cases in the order of the list, else the current one."""
        if not self.model.ticked:
            line = self.table.current_row
            return (line.id,) if line else ()
        ticked = dict.fromkeys(self.model.ticked)
        first = [case_id for case_id in self.ids() if case_id in ticked]
        return tuple(dict.fromkeys((*first, *ticked)))

    def step(self, by: int) -> None:
        """Go to the next (1) or former (-1) case: among the ticked ones where there are any."""
        place = self.table.currentIndex().row() + by
        while 0 <= place < self.model.rowCount():
            if not self.model.ticked or self.model.is_ticked(place):
                self.table.select_place(place)
                return
            place += by

    @Slot()
    def tick_able(self) -> None:
        """Tick every listed case that can have the paper; each listed one while nobody knows which can."""
        ids = self.ids()
        self.model.tick([each for each in ids if self._able is None or each in self._able], on=True)

    def _criteria(self) -> Criteria:
        unit = self.units.value()
        return Criteria(
            unit_id=unit.id if unit else None,
            session_id=self.sessions.value(),
            stages=self.stages.value(),
            text=self.search.text().strip(),
            sort=SortField.NUMBER,
        )

    def _fetch(self, offset: int, limit: int) -> Sequence[Line]:
        return print_orders.lines(self._desk.office, self._kind, self._rows(offset, limit))

    def _rows(self, offset: int, limit: int) -> Sequence[CaseRow]:
        office = self._desk.office
        if (chosen := self._chosen_ids()) is not None:
            return print_orders.rows(office, chosen[offset : offset + limit])
        return find.page(office, self._criteria(), offset, limit)

    def _count(self) -> int:
        chosen = self._chosen_ids()
        return find.count(self._desk.office, self._criteria()) if chosen is None else len(chosen)

    def _chosen_ids(self) -> tuple[int, ...] | None:
        """Return the ids listed where they are more special than a filter can say."""
        if self.only_able.isChecked() and self._able is not None:
            return tuple(case_id for case_id in self.ids() if case_id in (self._able or ()))
        return self._given or None

    @Slot()
    def _on_narrowed(self) -> None:
        self._able = None
        self.list_all.setVisible(bool(self._given))
        for field in (self.sessions, self.stages, self.units, self.search):
            field.setEnabled(not self._given)
        self._reload()
        self.listed.emit()

    @Slot()
    def _reload(self) -> None:
        self.model.reload()
        has_rows = self.model.rowCount() > 0
        self._stack.setCurrentWidget(self.table if has_rows else self.empty)
        self.tick_all.setEnabled(has_rows)
        if has_rows and self.table.current_row is None:
            self.table.select_place(0)
        self._on_ticked()

    @Slot()
    def _on_ticked(self) -> None:
        number = len(self.model.ticked)
        self.untick_all.setEnabled(number > 0)
        self.ticked.emit()

    @Slot(object)
    def _on_opened(self, line: Line) -> None:
        self.opened.emit(line.id)
