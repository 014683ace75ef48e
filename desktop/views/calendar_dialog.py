"""The dialog that takes in the holidays of a year from the pasted notice, and moves what a person ticks."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from desktop.casework import calendars
from desktop.domain.errors import OfficeError
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.fields import TextArea
from desktop.views.forms import label
from desktop.views.holiday_columns import HOLIDAYS
from desktop.views.long_decision import LongDecisionDialog
from desktop.views.plain_table import PlainTable, settle
from desktop.views.tables import Column
from desktop.views.tick_table import TickModel, TickTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.casework.calendars import CaseShift
    from desktop.casework.office import Office
    from desktop.domain.progress import Progress
    from desktop.domain.workdays import CalendarYear, Holiday
    from desktop.views.page import Desk

_SIZE = (1040, 660)
_DATES_PLACE = 4  # of the column that takes the room
_HOLIDAYS_HEIGHT = 228


def _dates(row: CaseShift) -> str:
    return "；".join(f"{each.label} {each.old.on:%Y-%m-%d} → {each.new.on:%m-%d}" for each in row.shifts)


_SHIFTS: tuple[Column[CaseShift], ...] = (
    Column("编号", lambda row: row.number, 108),
    Column("案由", lambda row: row.title, 220),
    Column("主办单位", lambda row: row.unit, 140),
    Column("时限变动（原 → 新）", _dates, 330),
)


class CalendarDialog(LongDecisionDialog):
    """Asks for the text of the notice, shows what it says, and lists exactly the open cases it would move.

    Nothing is ticked at first: whoever takes the calendar in without a tick leaves every kept date as it is.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "载入放假安排", "采用(&A)", parent)
        self._year: CalendarYear | None = None
        self._found: tuple[CaseShift, ...] = ()
        self._build()
        self._connect()
        self.renew()

    def _build(self) -> None:
        self.text = TextArea(5, "把《国务院办公厅关于××××年部分节假日安排的通知》全文粘贴到这里", grows=True)
        self.form.add("text", "通知全文(&T)", self.text)
        self.read_button = button("读取并核对(&R)", self.read)
        self.year_line = label("", "muted")
        self.year_line.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self.read_button)
        head.addWidget(self.year_line, 1)
        self.holidays: PlainTable[Holiday] = PlainTable(HOLIDAYS, 3, "放假安排", attrgetter("first"), self)
        self.holidays.setFixedHeight(_HOLIDAYS_HEIGHT)
        self.rows: TickModel[CaseShift] = TickModel(_SHIFTS, self._fetch, lambda: len(self._found))
        self.table = TickTable(self.rows, self)
        self.table.setAccessibleName("时限将变动的办件")
        settle(self.table, _DATES_PLACE)
        self.table.setSelectionMode(self.table.SelectionMode.ExtendedSelection)
        self.tally, self.every = label("", "muted"), button("全选(&S)", self.tick_all)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE)
        foot.addWidget(self.tally, 1)
        foot.addWidget(self.every)
        self.body.addLayout(head)
        self.body.addWidget(self.holidays)
        self.body.addLayout(foot)
        self.body.addWidget(self.table, 1)
        self.resize(*_SIZE)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._on_text_changed)
        self.rows.ticks_changed.connect(self.renew)

    @Slot()
    def read(self) -> None:
        """Read the notice and look through the open cases for what it would move."""
        self.banner.clear()
        try:
            year = calendars.read(self._desk.office, self.text.text())
        except OfficeError as error:
            self.banner.show_text(error.message)
            return
        self.tally.setText("正在核对在办件……")
        self._desk.jobs.run(
            "正在核对在办件", partial(_previewed, year), partial(self._on_previewed, year), self._on_refused
        )

    @Slot()
    def tick_all(self) -> None:
        """Tick every case, or none when all are ticked."""
        self.table.toggle(range(len(self._found)))

    @Slot()
    def _on_text_changed(self) -> None:
        self._show(None, ())

    def _on_previewed(self, year: CalendarYear, found: tuple[CaseShift, ...]) -> None:
        if self._presence.is_over:
            return
        self._show(year, found)
        (self.table if found else self.verb_button).setFocus()

    def _show(self, year: CalendarYear | None, found: tuple[CaseShift, ...]) -> None:
        self._year, self._found = year, found
        self.rows.clear()
        self.rows.reload()
        self.renew()

    def _fetch(self, offset: int, limit: int) -> tuple[CaseShift, ...]:
        return self._found[offset : offset + limit]

    @override
    def number(self) -> int:
        return len(self.rows.ticked)

    @override
    def work(self) -> Callable[[Office, Progress], int]:
        if self._year is None:
            raise OfficeError("还没有读取通知，未作改动；请粘贴通知全文后按“读取并核对”。")
        return partial(_adopted, self._year, frozenset(self.rows.ticked))

    @override
    def tell(self, done: int) -> None:
        self._desk.office.forget_calendar()
        if self._year is not None:
            moved = f"，已调整{done}件的时限" if done else "，已有时限保持不变"
            self._desk.say(f"已载入{self._year.year}年放假安排{moved}")

    @Slot()
    @override
    def renew(self) -> None:
        year, listed, chosen = self._year, len(self._found), self.number()
        self.verb_button.setEnabled(year is not None)
        self.every.setVisible(bool(listed))
        self.table.setVisible(bool(listed))
        self.holidays.setVisible(year is not None)
        self.holidays.show_rows(year.holidays if year else ())
        self.year_line.setText(
            f"{year.year}年。依据：{year.source}" if year else "读取之后在下面核对，采用之前不作任何改动"
        )
        told = (
            f"{listed}件在办件的时限将变动，已选{chosen}件；未选的保持原时限"
            if listed
            else "没有在办件的时限因此变动"
        )
        self.tally.setText(told if year else "")
        self.verb_button.setText(f"采用并调整{chosen}件(&A)" if chosen else "采用(&A)")

    @override
    def would_lose(self) -> bool:
        return bool(self.text.text())


def _previewed(year: CalendarYear, office: Office, progress: Progress) -> tuple[CaseShift, ...]:
    return calendars.preview(office, year, progress)


def _adopted(year: CalendarYear, chosen: frozenset[int], office: Office, progress: Progress) -> int:
    calendars.put(office, year)
    return calendars.apply(office, chosen, progress)
