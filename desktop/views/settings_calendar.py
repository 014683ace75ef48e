"""工作日历: which years are known, and what is off and made up in each."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from desktop.domain.light import Tone
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.forms import label
from desktop.views.holiday_columns import HOLIDAYS
from desktop.views.plain_table import PlainTable
from desktop.views.settings_section import SettingsSection
from desktop.views.tables import CENTER, Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.workdays import CalendarYear, Holiday
    from desktop.views.calendar_dialog import CalendarDialog
    from desktop.views.page import Desk

_YEARS_WIDTH = 316
_YEARS: tuple[Column[CalendarYear], ...] = (
    Column("年份", lambda each: f"{each.year}年", 84),
    Column("放假", lambda each: f"{sum(len(one.days) for one in each.holidays)}天", 66, align=CENTER),
    Column("调休", lambda each: f"{sum(len(one.make_up) for one in each.holidays)}天", 66, align=CENTER),
    Column(
        "状态",
        lambda each: "已公布" if each.confirmed else "暂定",
        86,
        tone=lambda each: Tone.GREEN if each.confirmed else Tone.AMBER,
    ),
)


class CalendarSection(SettingsSection):
    """The years at the left, newest first; the holidays of the chosen one at the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "工作日历", "工作日按国务院办公厅公布的放假安排计算", parent)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.years: PlainTable[CalendarYear] = PlainTable(_YEARS, 0, "年份", attrgetter("year"), self)
        self.years.setFixedWidth(_YEARS_WIDTH)
        self.holidays: PlainTable[Holiday] = PlainTable(HOLIDAYS, 3, "放假安排", attrgetter("first"), self)
        self.source = label("", "small")
        self.source.setWordWrap(True)
        self.paste = button("载入放假安排(&P)…", self.open_notice, "primary")
        self.paste.setVisible(not self.desk.office.is_read_only)
        self.head.addWidget(self.paste)
        row = QHBoxLayout()
        row.setSpacing(theme.PAGE)
        row.addWidget(self.years)
        row.addWidget(self.holidays, 1)
        self.column.addLayout(row, 1)
        self.column.addWidget(self.source)

    def _connect(self) -> None:
        self.years.chosen.connect(self._on_chosen)

    @override
    def refresh(self) -> None:
        years = sorted(self.desk.office.calendar.years, key=attrgetter("year"), reverse=True)
        self.years.show_rows(years)
        next_year = self.desk.office.today.year + 1
        if self.desk.office.calendar.is_confirmed(next_year):
            self.banner.clear()
        else:
            self.banner.show_text(
                f"{next_year}年的放假安排尚未载入：落在该年的期限只按周末计算，并标明“暂定”。", "note"
            )
        if years and not self.years.currentIndex().isValid():
            today = self.desk.office.today.year
            places = [place for place, each in enumerate(years) if each.year == today]
            self.years.select_place(places[0] if places else 0)

    @Slot()
    def open_notice(self) -> CalendarDialog:
        """Open the dialog that takes in the holidays of another year; return it."""
        from desktop.views.calendar_dialog import CalendarDialog

        dialog = CalendarDialog(self.desk, self)
        dialog.finished.connect(self.refresh)
        dialog.open()
        return dialog

    @Slot(object)
    def _on_chosen(self, year: CalendarYear | None) -> None:
        self.holidays.show_rows(year.holidays if year else ())
        self.source.setText(f"依据：{year.source}" if year and year.source else "")
