"""Where things are on disk: the resources that come with the program and the places of a user."""

from __future__ import annotations

import os
import sys
from pathlib import Path

DESK_FILE = "desk.sqlite3"
VERSION = "0.1.0"


def resources() -> Path:
    """Return the folder of schemes, calendars, letters, fonts, icons and help that comes with the program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else Path(__file__).resolve().parent.parent) / "resources"


def desk_file(directory: Path) -> Path:
    """Return the database file of the desk kept in `directory`."""
    return directory / DESK_FILE


def config_folder() -> Path:
    """Return the folder of a user's own settings (window layout, last folder); it may not exist yet."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming")) / "HandlingDesk"
    return Path(os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config")) / "handling-desk"


def demo_folder() -> Path:
    """Return the folder of the demo desk that opens when no other desk is named."""
    if sys.platform == "win32":
        return (
            Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "HandlingDesk" / "demo"
        )
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "handling-desk" / "demo"
