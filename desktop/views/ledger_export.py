"""Writing the 台账 as it is seen: the same cases, columns, order and colours, as a workbook or as text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.casework import export

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.casework.office import Office
    from desktop.domain.progress import Progress
    from desktop.domain.view import SavedView
    from desktop.views.page import Desk

KINDS = ("Excel 工作簿 (*.xlsx)", "逗号分隔文本 (*.csv)")


def ask_where(desk: Desk, parent: QWidget, name: str, take: Callable[[str], None]) -> None:
    """Ask for a file to write the list of that name into, and hand it to `take`."""
    dialog = QFileDialog(parent, "导出台账", str(Path.home()), ";;".join(KINDS))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("xlsx")
    dialog.selectFile(f"{name}_{desk.office.today.isoformat()}.xlsx")
    dialog.fileSelected.connect(take)
    dialog.open()


def write(desk: Desk, seen: SavedView, path: Path) -> None:
    """Write a view into a file in the background, and say so."""

    def written(office: Office, progress: Progress) -> int:
        return export.view(office, seen, path, progress)

    def told(rows: int) -> None:
        desk.say(f"已导出 {rows} 件到 {path.name}。")

    desk.jobs.run("正在导出台账", written, told)
