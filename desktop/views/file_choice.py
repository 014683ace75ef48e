"""Asking where a file shall be written or lies; the folder chosen last is offered again next time."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from desktop.views import memory

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QWidget

    from desktop.views.page import Desk

FOLDER = "files/folder"
KINDS = {
    "pdf": "PDF 文件 (*.pdf)",
    "docx": "Word 文档 (*.docx)",
    "xlsx": "Excel 工作簿 (*.xlsx)",
    "csv": "逗号分隔文本 (*.csv)",
    "txt": "纯文本 (*.txt)",
    "ics": "日历文件 (*.ics)",
    "png": "PNG 图片 (*.png)",
    "svg": "SVG 图片 (*.svg)",
    "zip": "压缩包 (*.zip)",
}


class Saving(NamedTuple):
    """What is about to be saved: the question, the name offered (no ending), endings, the usual one first."""

    title: str
    name: str
    endings: tuple[str, ...] = ("xlsx",)


def ask_save(desk: Desk, parent: QWidget, saving: Saving, take: Callable[[str], object]) -> None:
    """Ask for a file to write, and hand its path to `take`; the ending follows the kind chosen."""
    dialog = _asked(desk.memory, parent, saving.title, take)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([KINDS[ending] for ending in saving.endings])
    dialog.setDefaultSuffix(saving.endings[0])
    endings = {KINDS[ending]: ending for ending in saving.endings}
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(endings[kind]))
    dialog.selectFile(f"{saving.name}.{saving.endings[0]}")
    dialog.open()


def ask_open(
    desk: Desk, parent: QWidget, title: str, kinds: Sequence[str], take: Callable[[str], object]
) -> None:
    """Ask for a file to read, and hand its path to `take`; `kinds` are name filters, the usual one first."""
    dialog = _asked(desk.memory, parent, title, take)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(list(kinds))
    dialog.open()


def ask_folder(desk: Desk, parent: QWidget, title: str, take: Callable[[str], object]) -> None:
    """Ask for a folder, and hand its path to `take`."""
    dialog = _asked(desk.memory, parent, title, take)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()


def _asked(kept: QSettings, parent: QWidget, title: str, take: Callable[[str], object]) -> QFileDialog:
    usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    last = memory.word(kept, FOLDER)
    dialog = QFileDialog(parent, title, last if Path(last).is_dir() and last else usual)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(partial(_remember, kept))
    dialog.fileSelected.connect(take)
    return dialog


def _remember(kept: QSettings, name: str) -> None:
    chosen = Path(name)
    kept.setValue(FOLDER, str(chosen if chosen.is_dir() else chosen.parent))
