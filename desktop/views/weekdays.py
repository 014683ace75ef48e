"""How every screen shows a day: as 2026-03-05（周四）."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

WEEKDAYS = "一二三四五六日"


def shown_day(day: date | None) -> str:
    """Return a day as every screen shows it: 2026-03-05（周四）; nothing for None."""
    return f"{day.isoformat()}（周{WEEKDAYS[day.weekday()]}）" if day else ""
