"""A list as clerks send it, and the import window it is read in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook

from desktop.views.import_dialog import ImportDialog
from tests.views.case_desk import shown

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

    Seat = tuple[Desk, Heard]

LIST = """案号,案由,领衔代表,主办单位,协办单位
1,关于增设示例路公交站的建议,示例甲,示例区教育局,示例区财政局
2,关于整治示例河的建议,示例乙,示例区水利局,
2,关于修缮示例桥的建议,示例丙,示例区教育局,
,关于示例林的建议,示例丁,示例区教育局,
"""

MERGED = ("A1:K1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:I2", "J2:J3", "K2:K3")
DIRTY: tuple[tuple[object, ...], ...] = (
    ("示例区十七届人大一次会议代表建议交办清单",),
    ("序号", "建议编号", "建议标题", "提建议人", "", "办理", "", "时间", "", "备  注", "批示情况"),
    ("", "", "", "单位", "姓名", "主办单位", "协办单位", "交办日期", "办结时限", "", ""),
    (1, "1", "关于增设示例路公交站的建议", "第一代表团", "示例甲", "示例区教育局", "示例区财政局",
     "2026.3.2", "2026年6月2日", "", "已阅"),
    (2, "2", "关于整治示例河的建议", "第一代表团", "示例乙", "市教育局（教体局）", "", "3月2日", "6月2日",
     "", ""),
    (3, "2", "关于修缮示例桥的建议", "第二代表团", "示例丙", "示例区教育局", "", "2026/3/2",
     "2026-13-45", "", ""),
    ("合计", "", "3", "", "", "", "", "", "", "", ""),
)  # fmt: skip


def workbook(path: Path, *sheets: tuple[str, tuple[tuple[object, ...], ...]]) -> Path:
    """Write a workbook of these sheets; the merged areas are those of `DIRTY`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if rows is DIRTY:
            for area in MERGED:
                sheet.merge_cells(area)
    book.save(path)
    return path


def dirty(folder: Path) -> Path:
    """Return a workbook with merged titles, headings of two rows, a total, a bad date, a doubled number."""
    return workbook(folder / "交办清单.xlsx", ("交办清单", DIRTY))


def named(folder: Path) -> Path:
    """Return a list that says 建议 in its name, but no session."""
    path = folder / "代表建议交办清单.csv"
    path.write_text(LIST, "utf-8")
    return path


def opened(seat: Seat, qtbot: QtBot) -> ImportDialog:
    """Return the import window, open and with the cursor."""
    dialog = ImportDialog(seat[0])
    qtbot.addWidget(dialog)
    shown(dialog, qtbot)
    return dialog


def settled(dialog: ImportDialog, qtbot: QtBot) -> None:
    """Wait until nothing goes on behind the window."""
    jobs = dialog._desk.jobs
    qtbot.waitUntil(lambda: not jobs.is_busy and not dialog._is_busy, timeout=10_000)


def read(dialog: ImportDialog, qtbot: QtBot, path: Path) -> None:
    """Read a list and wait for what comes of it."""
    dialog.read(str(path))
    settled(dialog, qtbot)


def seen(dialog: ImportDialog, columns: int = 4) -> list[list[str]]:
    """Return what the grid shows: number of the row, then its first cells."""
    rows = dialog.check.grid.rows
    return [
        [str(rows.number_of(place)), *(rows.look_at(place, column).text for column in range(columns))]
        for place in range(rows.rowCount())
    ]


def count(office: Office) -> int:
    """Return how many cases the desk has."""
    from desktop.casework import find
    from desktop.domain.listing import Criteria

    return find.count(office, Criteria())
