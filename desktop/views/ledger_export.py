"""Writing the 台账 as it is seen: the same cases, columns, order and colours; or its days for a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import export
from desktop.views.file_choice import Saving, ask_save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.domain.progress import Progress
    from desktop.domain.view import SavedView
    from desktop.views.page import Desk

CALENDAR = "ics"
ENDINGS = ("xlsx", "csv", "pdf", CALENDAR)


def ask_where(desk: Desk, parent: QWidget, name: str, take: Callable[[str], None]) -> None:
    """Ask for a file to write the list of that name into, and hand it to `take`."""
    saving = Saving("导出台账", f"{name}_{desk.office.today.isoformat()}", ENDINGS)
    ask_save(desk, parent, saving, take)


def ask_where_public(desk: Desk, parent: QWidget, take: Callable[[str], None]) -> None:
    """Ask for a file to write the public copy of the list into, and hand it to `take`."""
    saving = Saving("导出公开版", f"台账_公开版_{desk.office.today.isoformat()}", ENDINGS[:3])
    ask_save(desk, parent, saving, take)


def write(desk: Desk, seen: SavedView, path: Path, *, is_public: bool = False) -> None:
    """Write a view into a file in the background, and say so; .ics holds what is due in its cases.

    The public copy says nothing personal.
    """
    is_calendar = path.suffix.lower() == f".{CALENDAR}"

    def written(office: Office, progress: Progress) -> int:
        if is_calendar:
            from desktop.casework import calendar_file

            return calendar_file.export(office, seen.criteria.on(office.today), path, progress)
        if is_public:
            return export.public_view(office, seen, path, progress)
        return export.view(office, seen, path, progress)

    def told(number: int) -> None:
        what = "个期限" if is_calendar else " 件"
        desk.say(f"已导出 {number}{what}到 {path.name}。")

    desk.jobs.run("正在导出台账", written, told)
