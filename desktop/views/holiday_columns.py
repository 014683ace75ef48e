"""How a table shows the holidays of a year: which days are off, and which rest days are worked for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.views.tables import CENTER, Column

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain.workdays import Holiday

_WEEKDAYS = "一二三四五六日"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"


def _span(each: Holiday) -> str:
    return _day(each.first) if each.first == each.last else f"{_day(each.first)}至{_day(each.last)}"


HOLIDAYS: tuple[Column[Holiday], ...] = (
    Column("节日", lambda each: each.name, 110),
    Column("放假", _span, 286),
    Column("天数", lambda each: f"{len(each.days)}天", 60, align=CENTER),
    Column("调休上班", lambda each: "、".join(f"{day.month}月{day.day}日" for day in each.make_up), 180),
)
