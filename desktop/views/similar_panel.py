"""Beside a paper being registered: papers of this year and three back whose titles are like its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework import find, similar
from desktop.views.cards import button, words
from desktop.views.case_glance import CaseGlance
from desktop.views.desk_timer import DeskTimer
from desktop.views.entry_list import WARNING, EntryList
from desktop.views.presence import Presence
from desktop.views.theme import SPACE

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.casework.similar import Similar
    from desktop.domain.case import Case
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

PATIENCE = 250  # milliseconds after the last committed character
WIDTH = 330
_NONE_YET = "输入案由后，在这里列出今年和前三年案由相近的件。"
_NONE = "今年和前三年没有案由相近的件。"


class SimilarPanel(QWidget):
    """Lists what is alike once typing pauses; found out in the worker thread, so that typing never waits.

    `apart` are the ids found to be no repetition, `main` the case the paper shall be merged into (or None);
    both count when the paper is saved. Emits `merge_chosen`.
    """

    merge_chosen = Signal(object)

    def __init__(self, desk: Desk, case_id: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._case_id = case_id
        self._titles = similar.Titles(desk.office)
        self._presence = Presence(self)
        self._wanted = self._asked = ""
        self._is_looking = False
        self.found: tuple[Similar, ...] = ()
        self.apart: tuple[int, ...] = ()
        self.main: Case | None = None
        self._build()
        self._connect()
        self._show()

    def _build(self) -> None:
        self.setFixedWidth(WIDTH)
        self._pause = DeskTimer(self._desk.office, PATIENCE, self, once=True)
        self._told = words("", "muted", wraps=True)
        self._list = EntryList("相近的件")
        self._look = button("查看(&L)", self.look_at_current, "quiet")
        self._apart = button("不是重复(&H)", self.set_current_apart, "quiet")
        self._merge = button("与它并案(&W)", self.merge_with_current, "quiet")
        self._merge.setHidden(bool(self._case_id))
        row = QHBoxLayout()
        row.setSpacing(0)
        for each in (self._look, self._apart, self._merge):
            row.addWidget(each)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(words("相近的件", "heading"))
        column.addWidget(self._told)
        column.addWidget(self._list, 1)
        column.addLayout(row)

    def _connect(self) -> None:
        self._pause.beat.connect(self._ask)
        self._list.currentRowChanged.connect(self._on_chosen)
        self._list.itemActivated.connect(self.look_at_current)

    @Slot(str)
    def compare(self, title: str) -> None:
        """Compare with this title as soon as typing pauses."""
        self._wanted = title.strip()
        self._pause.start()

    def begin_anew(self) -> None:
        """Forget what was decided about the paper before."""
        self.apart, self.main, self.found = (), None, ()
        self._wanted = self._asked = ""
        self._show()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the cursor goes on the panel, in reading order."""
        return (self._list, self._look, self._apart, self._merge)

    @property
    def current(self) -> Similar | None:
        """The line the cursor is on."""
        row = self._list.currentRow()
        return self.found[row] if 0 <= row < len(self.found) else None

    def look_at_current(self) -> None:
        """Show what the case on the line is about and what became of it."""
        if (like := self.current) is not None:
            CaseGlance(self._desk, like.case, self).open()

    def set_current_apart(self) -> None:
        """Leave the case out from now on; it is remembered with the paper."""
        if (like := self.current) is not None:
            self.apart = (*self.apart, like.case.id)
            self._take(tuple(each for each in self.found if each is not like))

    def merge_with_current(self) -> None:
        """Have the paper merged into the case once it is registered, or not, when it was chosen before."""
        like = self.current
        if like is None:
            return
        chosen = self.main is not None and self.main.id == like.case.id
        self.main = None if chosen else like.case
        self._show()
        self.merge_chosen.emit(self.main)

    @Slot()
    def _ask(self) -> None:
        if self._is_looking or self._wanted == self._asked:
            return
        self._asked, self._is_looking = self._wanted, True
        verb = partial(self._compared, self._asked)
        self._desk.jobs.run("正在比对案由", verb, self._on_found, self._on_failed, quiet=True)

    def _compared(self, title: str, office: Office, _progress: Progress) -> tuple[Similar, ...]:
        return self._titles.like_in(office, title, self._case_id)

    def _on_found(self, found: tuple[Similar, ...]) -> None:
        self._is_looking = False
        if self._presence.is_over:
            return
        self._take(tuple(each for each in found if each.case.id not in self.apart))
        self._ask()

    def _on_failed(self, _error: object) -> None:
        self._is_looking = False

    def _take(self, found: tuple[Similar, ...]) -> None:
        self.found = found
        if self.main is not None and self.main.id not in {each.case.id for each in found}:
            self.main = None
            self.merge_chosen.emit(None)
        self._show()

    def _show(self) -> None:
        self._list.show_entries(self._entry(each) for each in self.found)
        told = f"{WARNING} 有 {len(self.found)} 件案由相近，请核对是否重复。"
        self._told.setText(told if self.found else _NONE if self._asked else _NONE_YET)
        if self.found and self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        self._on_chosen()

    def _entry(self, like: Similar) -> str:
        paper = like.case.proposal
        mark = "★ 登记后与它并案　" if self.main is not None and self.main.id == like.case.id else ""
        stage = find.stage(self._desk.office, like.case).label
        told = f"相似{round(like.share * 100)}%　{paper.number_phrase}　{stage}　{like.session}"
        return f"{paper.title}\n{mark}{told}"

    @Slot()
    def _on_chosen(self) -> None:
        for each in (self._look, self._apart, self._merge):
            each.setEnabled(self.current is not None)
