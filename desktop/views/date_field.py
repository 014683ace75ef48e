"""A field for a day: typed the short way an office types, or picked from a calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QToolButton
from typing_extensions import override

from desktop.domain.dates import parse_date
from desktop.views import theme
from desktop.views.weekdays import WEEKDAYS, shown_day

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

_NAMED_DAYS = {"昨天": -1, "今天": 0, "明天": 1, "后天": 2}
_OFFSET = re.compile(r"([+-])(\d{1,4})")
_MONTH_AND_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})")
_DIGITS_ONLY = re.compile(r"(\d{1,2})(\d{2})")
_WEEKDAY = re.compile(r"(下{0,2})(?:周|星期)([一二三四五六日天])")
_WEEK = 7
_WIDE_DAY = date(2026, 10, 28)
_AROUND = 62  # pixels of a line beside its text: padding, and the picker


def read_day(text: str, today: date) -> date | None:
    """Return the day a person means by 305, 3-5, 3/5, 2026-3-5, +10, 今天, 下周五; None when it is no day.

    A day without a year is in the year of `today`; +10 is ten calendar days after `today`.
    """
    plain = text.split("（", maxsplit=1)[0].strip().replace("＋", "+").replace("－", "-")
    if plain in _NAMED_DAYS:
        return today + timedelta(days=_NAMED_DAYS[plain])
    if match := _OFFSET.fullmatch(plain):
        return _offset(today, int(match[1] + match[2]))
    if match := _WEEKDAY.fullmatch(plain):
        monday = today - timedelta(days=today.weekday())
        weekday = WEEKDAYS.index(match[2].replace("天", "日"))
        return monday + timedelta(days=weekday + _WEEK * len(match[1]))
    if match := _MONTH_AND_DAY.fullmatch(plain) or _DIGITS_ONLY.fullmatch(plain):
        plain = f"{match[1]}月{match[2]}日"
    return parse_date(plain, today.year).on


def _offset(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


class DateField(QLineEdit):
    """A line for one day or none; what cannot be read stays as typed and is no value."""

    day_changed = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._told: date | None = None
        self._picker = QAction(theme.icon("calendar", self), "打开日历", self)
        self.calendar: QCalendarWidget | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setPlaceholderText("如 305、3-5、+10、今天")
        self.setToolTip("可输入 305、3-5、3/5、2026-3-5、+10、今天、明天、下周五；F4 打开日历")
        self._picker.setShortcut("F4")
        self._picker.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.addAction(self._picker, QLineEdit.ActionPosition.TrailingPosition)

    @override
    def minimumSizeHint(self) -> QSize:
        """A whole day with its weekday and the picker fit in, whatever the size of type."""
        day = self.fontMetrics().horizontalAdvance(shown_day(_WIDE_DAY))
        return QSize(day + _AROUND, super().minimumSizeHint().height())

    def _connect(self) -> None:
        self._picker.triggered.connect(self.open_calendar)
        self.textChanged.connect(self._on_text_changed)

    def value(self) -> date | None:
        """Return the day, or None when the line is empty or cannot be read."""
        return read_day(self.text(), self._today) if self.text().strip() else None

    def is_readable(self) -> bool:
        """Whether the line is empty or holds a day."""
        return not self.text().strip() or self.value() is not None

    def set_value(self, day: date | None) -> None:
        """Show a day, or nothing."""
        self.setText(shown_day(day))

    @Slot()
    def open_calendar(self) -> None:
        """Show a calendar under the line; Enter or a click takes the day, Esc leaves it."""
        if self.calendar is None:
            self.calendar = self._made_calendar()
        day = self.value() or self._today
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.calendar.move(self.mapToGlobal(QPoint(0, self.height() + theme.GAP)))
        self.calendar.show()
        self.calendar.setFocus()

    def _made_calendar(self) -> QCalendarWidget:
        made = QCalendarWidget(self)
        made.setWindowFlag(Qt.WindowType.Popup)
        made.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        made.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        rest = QTextCharFormat()
        rest.setForeground(self.palette().placeholderText())
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            made.setWeekdayTextFormat(weekday, rest)
        for name, glyph in (("qt_calendar_prevmonth", "back"), ("qt_calendar_nextmonth", "next")):
            for button in made.findChildren(QToolButton, name):
                button.setIcon(theme.icon(glyph, self))
        made.setMinimumSize(300, 240)
        made.activated.connect(self._on_picked)
        made.clicked.connect(self._on_picked)
        return made

    @Slot(QDate)
    def _on_picked(self, day: QDate) -> None:
        self.set_value(date(day.year(), day.month(), day.day()))
        if self.calendar is not None:
            self.calendar.hide()
        self.setFocus()

    @Slot(str)
    def _on_text_changed(self, _text: str) -> None:
        day = self.value()
        if day != self._told:
            self._told = day
            self.day_changed.emit(day)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._picker.setIcon(theme.icon("calendar", self))

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if (day := self.value()) is not None:
            self.set_value(day)
