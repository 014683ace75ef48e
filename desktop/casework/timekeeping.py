"""Timekeeping: whether the clock of this computer can be right, judged by the last line of the history."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.casework.office import Office

LONG_PAUSE = timedelta(days=180)
"""Longer than any office leaves its desk alone: its work goes by the year, but reminders by the month."""


def doubt(office: Office) -> str:
    """Return in one sentence why today cannot be the day the computer says, "" when it can.

    A clock behind the last act was put back; one far ahead of it was put forward. An hour proves nothing.
    """
    newest = office.store.journal.newest(1)
    if not newest:
        return ""
    last = newest[0].at.date()
    if office.today < last:
        return f"电脑日期 {office.today} 早于上一次操作（{last}），期限会算错；请校准电脑时间。"
    if office.today - last > LONG_PAUSE:
        return f"距上一次操作（{last}）已有 {(office.today - last).days} 天，请核对电脑日期 {office.today}。"
    return ""
