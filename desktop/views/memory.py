"""What the window remembers for its user between two days: never part of a desk."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from desktop import paths

LAYOUT_FILE = "layout.ini"


def of_user() -> QSettings:
    """Return the user's own settings file, made when something is first kept in it."""
    return QSettings(str(paths.config_folder() / LAYOUT_FILE), QSettings.Format.IniFormat)


def words(memory: QSettings, key: str) -> list[str]:
    """Return a remembered list of words, or an empty one; a file written by hand may hold a single word."""
    kept = memory.value(key)
    if isinstance(kept, str):
        return [kept]
    return [str(each) for each in kept] if isinstance(kept, list) else []


def word(memory: QSettings, key: str, default: str = "") -> str:
    """Return a remembered word."""
    kept = memory.value(key, default)
    return kept if isinstance(kept, str) else default
