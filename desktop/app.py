"""The program with a window: joins the parts once, opens a desk, and catches what nobody expected."""

from __future__ import annotations

import gc
import getpass
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from time import strftime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEventLoop, QLibraryInfo, QSettings, QSysInfo, QTimer, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from desktop import paths
from desktop.casework import backups, find
from desktop.casework.office import Office, create_office, open_office
from desktop.domain.errors import DamageError, OfficeError
from desktop.domain.listing import Criteria
from desktop.domain.stage import Stage
from desktop.views.backup_keeper import BackupKeeper
from desktop.views.door import Door
from desktop.views.feeder import Feeder
from desktop.views.jobs import JobRunner
from desktop.views.main_window import MainWindow
from desktop.views.navigation import PAGES
from desktop.views.relay import ChangeRelay

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from PySide6.QtWidgets import QMessageBox

TITLE = "建议提案办理台"
POINT_SIZE = 10.5
TOUR_SIZE = (1366, 768)
USAGE = "用法：python main.py [--data 文件夹] [--read-only]"


def main(argv: Sequence[str]) -> int:
    """Open the desk named by `--data DIR` (the demo desk without it); return the exit status when closed."""
    application = start_qt()
    sys.excepthook = report_bug
    try:
        directory, read_only = wanted(argv)
        place = directory or paths.demo_folder()
        while (wish := sit(application, directory, read_only=read_only)) is not None:
            if not _put_back(application, place, wish):
                return 1
    except OfficeError as error:
        return _say_goodbye(application, error.message)
    return 0


class Wish(NamedTuple):
    """That a backup shall take the place of the desk: why it must ("" when it need not), and which one."""

    message: str
    backup: Path | None = None


def sit(application: QApplication, directory: Path | None, *, read_only: bool = False) -> Wish | None:
    """Open the desk and stay until its window is closed; return what shall be put back then, if anything."""
    try:
        office = reach(directory, read_only=read_only)
    except DamageError as error:
        return Wish(error.message)
    wishes: list[Wish] = []

    def make() -> MainWindow:
        window = open_window(office)
        keeper = BackupKeeper(window)
        keeper.restore_wanted.connect(lambda backup: wishes.append(Wish("", backup)))
        keeper.restore_wanted.connect(window.close)
        return window

    door = Door(office, make)
    door.open()
    QTimer.singleShot(0, _collect_again)
    try:
        application.exec()
    finally:
        door.shut()
        office.close()
    return wishes[-1] if wishes else None


def _put_back(application: QApplication, place: Path, wish: Wish) -> bool:
    """Show both sides and let a person choose; return whether the desk can be opened now."""
    from desktop.casework.restoring import Seat
    from desktop.views.restore_dialog import RestoreWindow

    application.processEvents()  # what is left of the end of the window before
    window = RestoreWindow(Seat(place, datetime.now, officer()), wish.message, wish.backup)
    window.show()
    application.exec()
    application.processEvents()
    return window.is_done or not wish.message


def _collect_again() -> None:
    """Look for garbage from now on, but not among what the start has made: that stays."""
    gc.freeze()
    gc.enable()


def wanted(arguments: Sequence[str]) -> tuple[Path | None, bool]:
    """Return the folder asked for (None: the demo desk) and whether only to look.

    Raises `OfficeError` for anything that is not `--data DIR` or `--read-only`.
    """
    rest = [word for word in arguments if word != "--read-only"]
    read_only = len(rest) < len(arguments)
    match rest:
        case []:
            return None, read_only
        case ["--data", folder]:
            return Path(folder), read_only
        case _:
            raise OfficeError(f"不认识“{' '.join(rest)}”，程序没有打开。{USAGE}")


def reach(directory: Path | None, *, read_only: bool = False) -> Office:
    """Open the desk in a folder, made first where there is none; without a folder the demo desk."""
    place = directory or paths.demo_folder()
    if read_only or paths.desk_file(place).exists():
        return open_office(place, clock=datetime.now, officer=officer(), read_only=read_only)
    if backups.found_in(paths.backup_folder(place)):
        raise DamageError(f"找不到数据文件“{paths.DESK_FILE}”，没有新建任何内容；这里有它的备份，可以恢复。")
    if directory is None:
        from desktop.casework import demo

        return demo.build(place, clock=datetime.now)
    return create_office(place, clock=datetime.now, officer=officer())


def officer() -> str:
    """Return the name of whoever is logged in to this computer, and the name of the computer."""
    try:
        return f"{getpass.getuser()}@{QSysInfo.machineHostName()}"
    except (OSError, KeyError):
        return "本机用户"


def start_qt() -> QApplication:
    """Return the one application: its words in Chinese, the bundled face, an input method that works."""
    wish = f"{os.environ.get('QT_IM_MODULE', '')} {os.environ.get('XMODIFIERS', '')}"
    if "fcitx" in wish:
        os.environ["QT_IM_MODULE"] = "ibus"  # the wheel carries no fcitx plugin; fcitx5 answers to ibus
    present = QApplication.instance()
    words = [paths.PROGRAM, "-style", "Fusion"]
    application = present if isinstance(present, QApplication) else QApplication(words)
    application.setApplicationName(TITLE)
    application.setApplicationVersion(paths.VERSION)
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    loaded = QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / "GwScreen.ttf"))
    for family in QFontDatabase.applicationFontFamilies(loaded)[:1]:
        face = QFont(family)
        face.setPointSizeF(POINT_SIZE)
        face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # drawn true, and sooner
        application.setFont(face)
    return application


def open_window(office: Office, memory: QSettings | None = None) -> MainWindow:
    """Return the main window of an office; `memory` keeps its layout, the user's own settings when None."""
    relay = ChangeRelay(office.store.announcer)
    window = MainWindow(office, relay, JobRunner(office), memory)
    Feeder(office, relay, window)
    return window


def tour(office: Office, folder: Path) -> tuple[Path, ...]:
    """Visit every page of a window on this office and write a picture of each into `folder`."""
    application = start_qt()
    memory = QSettings(str(folder / "layout.ini"), QSettings.Format.IniFormat)
    window = open_window(office, memory)
    window.resize(*TOUR_SIZE)
    window.show()
    pictures = []
    for place, entry in enumerate(PAGES, 1):
        window.pages.go(entry.key, _shown_first(office) if entry.key == "case" else None)
        _settle(application)
        pictures.append(folder / f"{place}-{entry.title}.png")
        window.grab().save(str(pictures[-1]))
    window.close()
    Path(memory.fileName()).unlink(missing_ok=True)
    return tuple(pictures)


def _shown_first(office: Office) -> int | None:
    """Return the case a tour opens: one in review, where most of a case page is filled."""
    rows = find.page(office, Criteria(stages=(Stage.IN_REVIEW,)), 0, 1)
    return rows[0].id if rows else None


def _settle(application: QApplication) -> None:
    """Let everything that is due happen: layouts, reads in the background, first paints."""
    for _ in range(20):
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log what nobody expected, nothing personal in it, and tell the person; what was saved is safe."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    from desktop.casework import crashes

    text = crashes.told(kind, error, trace)
    with suppress(OSError):  # a full disk: the person is told all the same
        crashes.keep(text, strftime("%Y-%m-%d %H:%M:%S"))
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
    if QApplication.instance() is not None:
        _box("程序遇到没有预料到的问题，刚才的操作可能没有完成；此前保存的内容都在。请重新打开程序后再试。").open()


def _box(text: str) -> QMessageBox:
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.NoIcon, TITLE, text, parent=QApplication.activeWindow())
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    return box


def _say_goodbye(application: QApplication, text: str) -> int:
    sys.stderr.write(f"{text}\n")
    box = _box(text)
    box.finished.connect(application.quit)
    box.open()
    application.exec()
    return 1
