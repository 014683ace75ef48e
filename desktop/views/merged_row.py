"""The line below the head of a case that names the papers handled together with it, each to be opened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.casework import issue, merge
from desktop.views.cards import button, words
from desktop.views.theme import GAP

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.views.case_view import CaseView

MOST_NAMED = 6


class MergedRow(QWidget):
    """Says 并入 or 含并案 with a button for each of the other papers; hidden when a case stands alone.

    Emits `case_wanted` (an id), and `letters_wanted` when a paper merged late lacks its letter.
    """

    case_wanted = Signal(int)
    letters_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self.hide()

    def show_view(self, view: CaseView) -> None:
        """Show what is handled together with the case of a view."""
        self._empty()
        together = merge.together(view.office, view.case)
        self.setHidden(not together)
        if not together:
            return
        main, *parts = together
        leads = main.id == view.case.id
        self._row.addWidget(words("含并案" if leads else "并入", "muted"))
        shown = parts if leads else [main]
        for case in shown[:MOST_NAMED]:
            self._row.addWidget(self._link(case))
        if len(shown) > MOST_NAMED:
            self._row.addWidget(words(f"等 {len(shown)} 件", "muted"))
        owed = issue.owed_to_parts(view.office, main) if leads and not view.office.is_read_only else ()
        if owed:
            self._row.addWidget(words(f"▲ {len(owed)} 件的领衔人还没有收到答复函", "warning"))
            self._row.addWidget(button("补发答复函(&Z)…", self.letters_wanted.emit, "quiet"))
        self._row.addStretch(1)

    def _link(self, case: Case) -> QWidget:
        paper = case.proposal
        link = button(paper.number_phrase, partial(self.case_wanted.emit, case.id), "quiet")
        link.setToolTip(paper.title)
        link.setAccessibleName(f"打开{paper.number_phrase}《{paper.title}》")
        return link

    def _empty(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
