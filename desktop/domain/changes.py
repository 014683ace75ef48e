"""What changed: topics that a committed transaction touched, and the one who tells the others."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Topic(StrEnum):
    """A part of what the office remembers that a page may depend on."""

    CASES = "cases"
    UNITS = "units"
    SESSIONS = "sessions"
    LETTERS = "letters"
    CALENDAR = "calendar"
    SETTINGS = "settings"
    PRINTS = "prints"
    SEAT = "seat"


class Change(NamedTuple):
    """The topics one committed transaction touched."""

    topics: frozenset[Topic]


class Announcer:
    """Tells every listener about a change after it was committed, in the order they joined."""

    def __init__(self) -> None:
        """Begin without listeners."""
        self._listeners: list[Callable[[Change], None]] = []

    def join(self, listener: Callable[[Change], None]) -> None:
        """Add a listener; it is called in the thread that committed."""
        self._listeners.append(listener)

    def leave(self, listener: Callable[[Change], None]) -> None:
        """Remove a listener that joined before; an unknown one is ignored."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def announce(self, change: Change) -> None:
        """Tell all listeners."""
        for listener in tuple(self._listeners):
            listener(change)
