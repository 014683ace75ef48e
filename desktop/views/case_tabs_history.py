"""The tab 历程: every line of the journal about a case, newest first, with what each changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.casework import find
from desktop.views.cards import EMPTY, Card, CardColumn, words
from desktop.views.forms import rule
from desktop.views.journal_words import FieldChange, changes_of
from desktop.views.theme import MARGIN, SPACE

if TYPE_CHECKING:
    from desktop.domain.journal import JournalLine
    from desktop.domain.scheme import Scheme
    from desktop.views.case_view import CaseView

_LONGEST = 120
_TOP = Qt.AlignmentFlag.AlignTop


class HistoryTab(CardColumn):
    """Who did what when, and each field as it was and as it became."""

    def show_view(self, view: CaseView) -> None:
        """Show the history of a case."""
        lines = find.history(view.office, view.case.id)
        card = Card("办理历程")
        card.add_beside_heading(words(f"{len(lines)} 条，最近的在前", "muted"))
        for place, line in enumerate(reversed(lines)):
            if place:
                card.add(rule())
            card.add(_entry(line, view.scheme))
        self.fill((card,))


def _entry(line: JournalLine, scheme: Scheme) -> QWidget:
    panel = QWidget()
    grid = QGridLayout(panel)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(MARGIN)
    grid.setVerticalSpacing(SPACE // 2)
    grid.addWidget(words(line.at.strftime("%Y-%m-%d %H:%M"), "muted"), 0, 0, _TOP)
    grid.addWidget(words(line.officer, "muted"), 0, 1, _TOP)
    summary = f"{line.verb}  {line.summary}" if line.summary else line.verb
    grid.addWidget(words(summary, wraps=True), 0, 2)
    for row, change in enumerate(changes_of(line, scheme), 1):
        grid.addWidget(words(change_words(change), "small", wraps=True), row, 2)
    grid.setColumnMinimumWidth(0, 120)
    grid.setColumnMinimumWidth(1, 64)
    grid.setColumnStretch(2, 1)
    return panel


def change_words(change: FieldChange) -> str:
    """Return a change in one line: 承办 · 市教育局 · 承办人员：王一 → 李二; long texts are cut."""
    if not change.before:
        return f"{change.label}：{_cut(change.after)}"
    return f"{change.label}：{_cut(change.before)} → {_cut(change.after)}"


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    if not plain:
        return EMPTY
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…（{len(text)} 字）"
