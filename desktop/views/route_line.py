"""The review route of a reply, step by step: who decided, when, with what opinion, and who is waited for."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.reply import Reply, ReplyState, ReviewStep, Verdict
from desktop.views.cards import words
from desktop.views.theme import MARGIN, SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.scheme import ReviewerRole, RouteStep

_DONE, _NOW, _AHEAD, _BACK = "✓", "▶", "○", "↩"


@dataclass(frozen=True, slots=True)
class RouteEntry:
    """One line of a route: its mark, the step, and who decided what (or whose turn it is)."""

    mark: str
    label: str
    detail: str
    opinion: str = ""


def entries(
    steps: tuple[RouteStep, ...],
    reply: Reply | None,
    word_of: Callable[[ReviewerRole], str] = attrgetter("label"),
) -> tuple[RouteEntry, ...]:
    """Return the decisions taken so far, those sent back included, then what is still to come.

    `word_of` is what the office calls whoever decides at a step.
    """
    taken = tuple(_taken(step) for step in reply.steps) if reply else ()
    approved = _approved(reply)
    ahead = []
    for place, step in enumerate(steps[approved:]):
        is_now = place == 0 and reply is not None and reply.state is ReplyState.IN_REVIEW
        who = word_of(step.role)
        detail = f"等待{who}" if is_now else who
        ahead.append(RouteEntry(_NOW if is_now else _AHEAD, step.label, detail))
    return (*taken, *ahead)


def _approved(reply: Reply | None) -> int:
    if reply is None or (reply.steps and reply.steps[-1].verdict is Verdict.SENT_BACK):
        return 0
    return len(reply.approvals)


def _taken(step: ReviewStep) -> RouteEntry:
    mark = _BACK if step.verdict is Verdict.SENT_BACK else _DONE
    detail = f"{step.officer}  {step.decided_on.isoformat()}  {step.verdict.label}"
    return RouteEntry(mark, step.label, detail, step.opinion)


class RouteLine(QWidget):
    """Shows a route as lines of mark, step and decision."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(MARGIN)
        self._grid.setVerticalSpacing(SPACE - 2)
        self._grid.setColumnStretch(2, 1)

    def show_route(
        self,
        steps: tuple[RouteStep, ...],
        reply: Reply | None,
        word_of: Callable[[ReviewerRole], str] = attrgetter("label"),
    ) -> None:
        """Show a route and how far the reply came on it; called once."""
        for entry in entries(steps, reply, word_of):
            row = self._grid.rowCount()
            role = "muted" if entry.mark == _AHEAD else ""
            for column, text in enumerate((entry.mark, entry.label, entry.detail)):
                self._grid.addWidget(words(text, role, wraps=column == 2), row, column, _TOP)  # noqa: PLR2004
            if entry.opinion:
                self._grid.addWidget(words(f"“{entry.opinion}”", "muted", wraps=True), row + 1, 2)


_TOP = Qt.AlignmentFlag.AlignTop
