"""What every page shares: the desk it works at, and the frame that refreshes it only when somebody looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSettings, Signal, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.views import memory
from desktop.views.search_trail import SearchTrail

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from desktop.casework.office import Office
    from desktop.domain.changes import Topic
    from desktop.domain.listing import Criteria
    from desktop.domain.procedure import Act
    from desktop.views.jobs import JobRunner
    from desktop.views.relay import ChangeRelay


@dataclass(frozen=True, slots=True)
class Desk:
    """All a page may use: the office and its jobs, and what only the window around it can do.

    `open_case(case_id)` goes to 办件; `start_act(act, case_id, unit_id)` opens the dialog of an act;
    `say(text)` writes the message line; `show_cases(criteria)` goes to 台账 with that filter. `memory` is the
    user's own layout, no part of the desk; `trail` the way through the cases found last.
    """

    office: Office
    relay: ChangeRelay
    jobs: JobRunner
    open_case: Callable[[int], None]
    start_act: Callable[[Act, int, int | None], None]
    say: Callable[[str], None]
    show_cases: Callable[[Criteria], None]
    memory: QSettings = field(default_factory=memory.of_user)
    trail: SearchTrail = field(default_factory=SearchTrail)


class PageFrame(QWidget):
    """A page of the main window: refreshed when seen and concerned, else marked stale until it is seen.

    A page names the topics it depends on in `TOPICS`, implements `refresh`, and emits `case_chosen` (the id
    of the selected case, or None) and `summary_changed` (the counts of the status bar) when these change.
    One that offers the next step of the case itself says so in `OFFERS_STEP`: then the toolbar need not.
    """

    TOPICS: ClassVar[frozenset[Topic]] = frozenset()
    OFFERS_STEP: ClassVar[bool] = False

    case_chosen = Signal(object)
    summary_changed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._stale = True
        desk.relay.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Read again what the page shows; every page does this its own way."""
        raise NotImplementedError

    def visit(self, target: object) -> None:
        """Show what the visitor came for: a case id on 办件, a `Criteria` on 台账; other pages ignore it."""

    def chosen_cases(self) -> tuple[int, ...]:
        """Return the ids of the cases chosen on the page, whose papers Ctrl+P asks for; none by default."""
        return ()

    def focus_search(self) -> bool:
        """Put the cursor into the page's own search box (Ctrl+F); False when it has none."""
        return False

    def fill_screen(self) -> bool:
        """Fill the screen in the page's own way (F11); False when it has none, and the window shall."""
        return False

    def remember(self) -> None:
        """Keep the layout of the page in the desk's memory; asked before the window closes."""

    def restore_default_layout(self) -> None:
        """Forget what a person moved and widened on the page."""

    def freshen(self) -> None:
        """Refresh the page if something it shows has changed since it last did."""
        if self._stale:
            self._stale = False
            self.refresh()

    @Slot(frozenset)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if topics & self.TOPICS:
            self._stale = True
            if self.isVisible():
                self.freshen()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.freshen()
