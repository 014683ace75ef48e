"""Take the pictures of the README from a demo desk: `.venv/bin/python -m resources.screenshots.take`."""

from __future__ import annotations

import os
from contextlib import chdir, closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from desktop.casework import demo, find, issue, preview
from desktop.domain.listing import Criteria
from desktop.domain.stage import Stage

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.views.main_window import MainWindow

FOLDER = Path(__file__).resolve().parent
DAY = datetime(2026, 11, 20, 9, 0)  # noqa: DTZ001 - the clock of an office has no zone
LIST = """建议编号,标题,领衔代表,主办单位,协办单位,交办日期
101,关于增设示例大道人行天桥的建议,示例甲,区住房和城乡建设局,区公安分局（交警大队）,2026.9.24
102,关于支持社区食堂建设的建议,示例乙,区民正局,,9月24日
102,关于规范共享单车停放的建议,示例丙,区综合行政执法局,区交通运输局、区财政局,2026/9/31
103,,示例丁,区教育局,,46289
"""
NAMES = ("board", "ledger", "case", "review", "print", "figures", "settings")


def main() -> None:
    """Write one picture of every page, and one of the first page of a reply letter."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop.app import tour

    with (
        TemporaryDirectory() as scratch,
        chdir(scratch),
        closing(demo.build(Path("示例办理台"), clock=lambda: DAY)) as office,
    ):
        pictures = tour(office, Path())
        _show_more(office)
        for picture, name in zip(pictures, NAMES, strict=True):
            picture.replace(FOLDER / f"{name}.png")
        row = find.page(office, Criteria(stages=(Stage.REPLIED,)), 0, 1)[0]
        case = find.case(office, row.id)
        letter = issue.letter_of(office, case, case.answering[0].unit_id)
        _save_page(issue.pdf([letter]), FOLDER / "letter.png")


def _show_more(office: Office) -> None:
    """Write pictures of the supervisor's board and of a list being looked through before it is taken in."""
    from PySide6.QtCore import QSettings

    from desktop.app import TOUR_SIZE, open_window
    from desktop.views.board_page import SUPERVISOR, BoardPage
    from desktop.views.import_dialog import ImportDialog

    window = open_window(office, QSettings(str(Path("layout.ini")), QSettings.Format.IniFormat))
    window.resize(*TOUR_SIZE)
    window.show()
    board = window.pages.go("board")
    if isinstance(board, BoardPage):
        board.turn_to(SUPERVISOR)
        board.refresh()
    _settle(window)
    window.resize(*TOUR_SIZE)  # the board asks for more room while it is read for the first time
    _settle(window)
    window.grab().save(str(FOLDER / "supervision.png"))
    Path("来表.csv").write_text(LIST, encoding="utf-8-sig")
    dialog = ImportDialog(window.desk, window)
    dialog.resize(*TOUR_SIZE)
    dialog.open()
    dialog.read(str(Path("来表.csv").resolve()))
    _settle(window)
    dialog.grab().save(str(FOLDER / "import.png"))
    dialog.reject()
    window.close()


def _settle(window: MainWindow) -> None:
    """Let the window do what is due until no job is left, and a little longer."""
    from PySide6.QtTest import QTest

    QTest.qWait(500)
    while window.desk.jobs.is_busy:
        QTest.qWait(100)
    QTest.qWait(500)


def _save_page(pdf: bytes, target: Path) -> None:
    from PySide6.QtGui import QImage

    page = next(iter(preview.page_images(pdf, 120)))
    QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32).save(str(target))


if __name__ == "__main__":
    main()
