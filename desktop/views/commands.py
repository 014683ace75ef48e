"""Every command of the window by name: read from its menus, found by a part of the words or by initials."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.domain.pinyin import initials
from desktop.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from PySide6.QtWidgets import QMainWindow

_MNEMONIC = re.compile(r"\(&.\)|&|…|\t.*")
_NATIVE = QKeySequence.SequenceFormat.NativeText


class NamedCommand(NamedTuple):
    """One line of a menu that can be chosen now: its plain words, the menu it stands in, its keys."""

    words: str
    menu: str
    keys: str
    action: QAction


def commands_of(window: QMainWindow) -> tuple[NamedCommand, ...]:
    """Return every command of the menus of a window that can be chosen now, in their order."""
    menus = {menu.menuAction(): menu for menu in window.findChildren(QMenu)}
    return tuple(_commands(window.menuBar().actions(), menus, ""))


def _commands(
    actions: Iterable[QAction], menus: Mapping[QAction, QMenu], path: str
) -> Iterator[NamedCommand]:
    for action in actions:
        if (menu := menus.get(action)) is not None:
            menu.aboutToShow.emit()  # what a line would do is named when its menu opens
            below = " › ".join(filter(None, (path, plain_words(menu.title()))))
            yield from _commands(menu.actions(), menus, below)
        elif not action.isSeparator() and action.isEnabled() and action.isVisible():
            yield NamedCommand(plain_words(action.text()), path, _keys(action), action)


def plain_words(text: str) -> str:
    """Return the words of a menu line without mnemonic, dots and keys."""
    return _MNEMONIC.sub("", text).strip()


def _keys(action: QAction) -> str:
    _, _, written = action.text().partition("\t")
    return action.shortcut().toString(_NATIVE) or written


def matching(commands: tuple[NamedCommand, ...], typed: str) -> tuple[NamedCommand, ...]:
    """Return the commands whose words hold what was typed, or whose initials begin with it or hold it."""
    wanted = fold(typed)
    ranked = [(_rank(fold(each.words), wanted), place) for place, each in enumerate(commands)]
    return tuple(commands[place] for rank, place in sorted((r, p) for r, p in ranked if r is not None))


def _rank(words: str, wanted: str) -> int | None:
    if wanted in words:
        return 0 if words.startswith(wanted) else 1
    spelt = initials(words)
    if not wanted.isascii() or wanted not in spelt:
        return None
    return 2 if spelt.startswith(wanted) else 3
