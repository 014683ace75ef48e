"""Where things are on disk: the resources that come with the program and the places of a user."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desktop.domain.errors import OfficeError

DESK_FILE = "desk.sqlite3"
PROGRAM = "handling-desk"
VERSION = "0.1.0"


def resources() -> Path:
    """Return the folder of schemes, calendars, letters, fonts, icons and help that comes with the program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else Path(__file__).resolve().parent.parent) / "resources"


def desk_file(directory: Path) -> Path:
    """Return the database file of the desk kept in `directory`."""
    return directory / DESK_FILE


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; raise `OfficeError` when that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OfficeError(
            f"不能建立文件夹“{folder}”（{error.strerror}），没有写入任何内容；请换一个可写的位置。"
        ) from error


def config_folder() -> Path:
    """Return the folder of a user's own settings (window layout, last folder); it may not exist yet."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming")) / "HandlingDesk"
    return Path(os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config")) / PROGRAM


def demo_folder() -> Path:
    """Return the folder of the demo desk that opens when no other desk is named."""
    if sys.platform == "win32":
        return (
            Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "HandlingDesk" / "demo"
        )
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / PROGRAM / "demo"
