"""The program with a window: joins the parts once, opens a desk, and catches what nobody expected."""

from __future__ import annotations

import getpass
import logging
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop import paths
from desktop.casework.office import Office, open_office
from desktop.domain.errors import OfficeError
from desktop.views import theme
from desktop.views.jobs import JobRunner
from desktop.views.main_window import MainWindow
from desktop.views.relay import ChangeRelay

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

POINT_SIZE = 10.5
USAGE = "用法：python main.py [--data 文件夹] [--read-only]"
log = logging.getLogger(__name__)


def main(argv: Sequence[str]) -> int:
    """Open the desk named by `--data DIR` (the demo desk without it) and show the window; return the exit status."""
    application = start_qt()
    sys.excepthook = report_bug
    try:
        directory, read_only = wanted(argv[1:])
        office = reach(directory, read_only=read_only)
    except OfficeError as error:
        return _say_goodbye(application, error.message)
    window = open_window(office)
    window.show()
    try:
        return application.exec()
    finally:
        office.close()


def wanted(arguments: Sequence[str]) -> tuple[Path | None, bool]:
    """Return the folder asked for (None: the demo desk) and whether only to look; raise `OfficeError` if unclear."""
    rest = list(arguments)
    read_only = "--read-only" in rest
    if read_only:
        rest.remove("--read-only")
    if not rest:
        return None, read_only
    if len(rest) == 2 and rest[0] == "--data":  # noqa: PLR2004 - an option and its value
        return Path(rest[1]), read_only
    raise OfficeError(f"不认识“{' '.join(rest)}”，程序没有打开。{USAGE}")


def reach(directory: Path | None, *, read_only: bool = False) -> Office:
    """Open the desk in a folder, made first where there is none; without a folder the demo desk."""
    place = directory or paths.demo_folder()
    if read_only or paths.desk_file(place).exists():
        return open_office(place, clock=datetime.now, officer=officer(), read_only=read_only)
    if directory is None:
        from desktop.casework import demo

        return demo.build(place, clock=datetime.now)
    from desktop.casework.office import create_office

    return create_office(place, clock=datetime.now, officer=officer())


def officer() -> str:
    """Return the name of whoever is logged in to this computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "本机用户"


def start_qt() -> QApplication:
    """Return the one application, with an input method that works and the bundled face on the screen."""
    wish = f"{os.environ.get('QT_IM_MODULE', '')} {os.environ.get('XMODIFIERS', '')}"
    if "fcitx" in wish:
        os.environ["QT_IM_MODULE"] = "ibus"  # the wheel carries no fcitx plugin; fcitx5 answers to ibus
    present = QApplication.instance()
    application = present if isinstance(present, QApplication) else QApplication([paths.PROGRAM])
    application.setApplicationName("建议提案办理台")
    application.setApplicationVersion(paths.VERSION)
    use_bundled_face(application)
    return application


def use_bundled_face(application: QApplication) -> None:
    """Write in the face that comes with the program, so that the window looks the same everywhere."""
    loaded = QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / "GwScreen.ttf"))
    families = QFontDatabase.applicationFontFamilies(loaded)
    if families:
        face = QFont(families[0])
        face.setPointSizeF(POINT_SIZE)
        application.setFont(face)
    log.debug("screen face %s", QFontInfo(application.font()).family())


def open_window(office: Office) -> MainWindow:
    """Return the main window of an office, dressed in the theme."""
    theme.apply()
    relay = ChangeRelay(office.store.announcer)
    return MainWindow(office, relay, JobRunner(office))


def report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log what nobody expected and tell the person once; what was saved before is safe."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    log.critical("unexpected", exc_info=(kind, error, trace))
    if not getattr(report_bug, "told", False):
        report_bug.told = True  # type: ignore[attr-defined]
        _tell("程序遇到没有预料到的问题，刚才的操作可能没有完成；此前保存的内容都在。请重新打开后再试。").open()


def _tell(text: str) -> QMessageBox:
    box = QMessageBox(QMessageBox.Icon.Warning, "建议提案办理台", text)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    return box


def _say_goodbye(application: QApplication, text: str) -> int:
    sys.stderr.write(f"{text}\n")
    box = _tell(text)
    box.finished.connect(application.quit)
    box.open()
    application.exec()
    return 1
