"""Searching while somebody types: in a thread of its own, the last question only, older ones interrupted."""

from __future__ import annotations

import re
from contextlib import closing, suppress
from threading import Lock, Thread, current_thread
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.casework import find, search
from desktop.domain.errors import OfficeError
from desktop.domain.progress import Cancelled

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.casework.search import Hit
    from desktop.domain.light import Tone

LIMIT = 50
_NUMBER = re.compile(r"[^\s:：\"“”-]{0,8}\d+[^\s:：\"“”-]?")


class Found(NamedTuple):
    """One case as a list of hits shows it: the hit, how urgent it is, and that in words."""

    hit: Hit
    tone: Tone
    state: str


class Answer(NamedTuple):
    """What a question brought: the newest cases, at most `LIMIT`; or why it could not be asked."""

    text: str
    found: tuple[Found, ...] = ()
    refusal: str = ""


class SearchAsker(QObject):
    """Emits `answered` with the `Answer` to the last question asked; older ones are dropped.

    The thread has an office of its own and ends when nothing waits, so that nothing has to be closed.
    """

    answered = Signal(object)
    _returned = Signal(object)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._lock = Lock()
        self._waiting: str | None = None
        self._asked = ""
        self._asking: Office | None = None
        self._thread: Thread | None = None
        self._returned.connect(self._on_returned, Qt.ConnectionType.QueuedConnection)

    def ask(self, text: str) -> None:
        """Ask for the cases that fit a query; what is still being asked is interrupted."""
        with self._lock:
            self._asked = self._waiting = text
            if self._asking is not None:
                search.stop(self._asking)
            elif self._thread is None:
                self._thread = Thread(target=self._work, daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Ask nothing any more, and wait until the thread has ended."""
        with self._lock:
            self._asked, self._waiting = "", None
            if self._asking is not None:
                search.stop(self._asking)
            thread = self._thread
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        """Answer in the worker thread until nothing waits."""
        try:
            with closing(self._office.worker()) as office:
                while (text := self._next(office)) is not None:
                    with suppress(Cancelled):
                        self._returned.emit(answer(office, text))
        except OfficeError as error:
            self._rest()
            self._returned.emit(Answer(self._asked, refusal=error.message))
        finally:
            self._rest()

    def _rest(self) -> None:
        """Let the next question start another thread, unless it has already."""
        with self._lock:
            if self._thread is current_thread():
                self._thread = self._asking = self._waiting = None

    def _next(self, office: Office) -> str | None:
        """Take the question that waits; without one this thread is over, and the next starts another."""
        with self._lock:
            text, self._waiting = self._waiting, None
            self._asking = None if text is None else office
            if text is None:
                self._thread = None
            return text

    @Slot(object)
    def _on_returned(self, found: Answer) -> None:
        if found.text == self._asked:
            self.answered.emit(found)


def answer(office: Office, text: str) -> Answer:
    """Ask an office of this thread; raise `Cancelled` when the question was interrupted.

    The cases that bear what was typed as their number come first.
    """
    try:
        numbered = search.search(office, f"编号:{text}", LIMIT) if _NUMBER.fullmatch(text) else ()
        hits = (*numbered, *search.search(office, text, LIMIT))
        told = {hit.row.id: _found(office, hit) for hit in hits}
    except OfficeError as error:
        return Answer(text, refusal=error.message)
    return Answer(text, tuple(told.values())[:LIMIT])


def _found(office: Office, hit: Hit) -> Found:
    return Found(hit, find.light_of(office, hit.row).tone, find.state_of(office, hit.row))
