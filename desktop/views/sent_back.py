"""Why a reply came back: the opinion, and each passage marked by the reviewer, one press from its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework import review
from desktop.domain.procedure import Act
from desktop.domain.reply import Verdict
from desktop.views.cards import button, words
from desktop.views.reply_text import Place
from desktop.views.theme import GAP

if TYPE_CHECKING:
    from desktop.domain.reply import MarkedPlace, Reply

_SHOWN = 24  # characters of a passage on its button


class SentBack(QWidget):
    """Hidden unless the reply was sent back; `passage_wanted` gives the passage somebody pressed."""

    passage_wanted = Signal(object)

    def __init__(self, reply: Reply | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks = review.marked(reply)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        last = reply.steps[-1] if reply and reply.steps else None
        is_back = last is not None and last.verdict is Verdict.SENT_BACK
        self.setVisible(is_back)
        if last is not None and is_back:
            verb = "" if last.label == Act.RECALL.label else "退回"
            said = f"{last.label}（{last.officer}，{last.decided_on}）{verb}：{last.opinion}"
            column.addWidget(words(said, "warning", wraps=True))
        for number, mark in enumerate(self._marks, start=1):
            row = QHBoxLayout()
            row.addWidget(self._button(number, mark))
            row.addStretch(1)
            column.addLayout(row)

    def _button(self, number: int, mark: MarkedPlace) -> QWidget:
        passage = mark.passage.replace("\n", " ")
        cut = f"{passage[:_SHOWN]}…" if len(passage) > _SHOWN else passage
        made = button(
            f"标注{number} “{cut}”：{mark.remark}".replace("&", "&&"), partial(self._go, mark), "quiet"
        )
        made.setToolTip("定位到正文中标注的地方")
        return made

    def _go(self, mark: MarkedPlace) -> None:
        self.passage_wanted.emit(mark)

    def places(self, text: str) -> list[Place]:
        """Return where the marked passages stand in a text now; those already changed are left out."""
        found = (mark.place_in(text) for mark in self._marks)
        return [Place(*place) for place in found if place]
