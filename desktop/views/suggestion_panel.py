"""Units a case might go to, each with the reason and a button; nothing is taken over unasked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.casework import similar, suggest
from desktop.views.cards import button, words
from desktop.views.desk_timer import DeskTimer
from desktop.views.presence import Presence
from desktop.views.theme import GAP, SPACE

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop.casework.office import Office
    from desktop.casework.suggest import Suggestion
    from desktop.domain.case import Case
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

PATIENCE = 120  # milliseconds the cursor rests on a case before titles are compared
MOST = 6
_LOOKING = "正在比对往年的件……"
_NONE = "没有可供参考的单位：提出人没有写明希望由谁承办，近四年也没有相似的件。"


class SuggestionPanel(QWidget):
    """Asks for suggestions in the worker thread once the cursor rests; emits `adopted` (a `Suggestion`)."""

    adopted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._titles = similar.Titles(desk.office)
        self._presence = Presence(self)
        self._case: Case | None = None
        self._asked: Case | None = None
        self._is_looking = False
        self._taken: frozenset[int] = frozenset()
        self.found: tuple[Suggestion, ...] = ()
        self._build()

    def _build(self) -> None:
        self._pause = DeskTimer(self._desk.office, PATIENCE, self, once=True)
        self._pause.beat.connect(self._ask)
        self._told = words("", "muted", wraps=True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(words("建议承办单位", "heading"))
        column.addWidget(self._told)
        column.addWidget(self._scroll, 1)

    def look(self, case: Case | None) -> None:
        """Suggest units for a case, or nothing for None."""
        self._case, self.found = case, ()
        self._asked = None
        self._show(_LOOKING if case else "")
        if case is not None:
            self._pause.start()

    def mark(self, unit_ids: Collection[int]) -> None:
        """Say which units have a task already: these need not be adopted."""
        self._taken = frozenset(unit_ids)
        self._show(self._told.text())

    @Slot()
    def _ask(self) -> None:
        if self._is_looking or self._case is None or self._case is self._asked:
            return
        self._asked, self._is_looking = self._case, True
        verb = partial(self._suggested, self._case)
        self._desk.jobs.run("正在比对往年的件", verb, self._on_found, self._on_failed, quiet=True)

    def _suggested(self, case: Case, office: Office, _progress: Progress) -> tuple[Suggestion, ...]:
        return suggest.suggest_units(office, case, self._titles)

    def _on_found(self, found: tuple[Suggestion, ...]) -> None:
        self._is_looking = False
        if self._presence.is_over:
            return
        if self._asked is self._case:
            self.found = found[:MOST]
            self._show("" if found else _NONE)
        self._ask()

    def _on_failed(self, _error: object) -> None:
        self._is_looking = False

    def _show(self, told: str) -> None:
        self._told.setText(told)
        self._told.setVisible(bool(told))
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, SPACE, 0)
        column.setSpacing(SPACE)
        for place, each in enumerate(self.found, 1):
            column.addWidget(self._row(place, each))
        column.addStretch(1)
        self._scroll.setWidget(panel)
        panel.setAutoFillBackground(False)

    def _row(self, place: int, suggestion: Suggestion) -> QWidget:
        row = QWidget()
        grid = QVBoxLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(words(suggestion.unit.name, wraps=True), 1)
        if suggestion.unit.id in self._taken:
            head.addWidget(words("✓ 已列入", "small"))
        else:
            take = button(f"采用(&{place})", partial(self.adopted.emit, suggestion), "quiet")
            take.setAccessibleName(f"采用{suggestion.unit.name}")
            head.addWidget(take)
        grid.addLayout(head)
        grid.addWidget(words(f"{suggestion.role.label}：{suggestion.reason}", "small", wraps=True))
        return row
