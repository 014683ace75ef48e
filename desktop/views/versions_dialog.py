"""Every version of a reply, and what changed from one to another: − before what went, + before what came."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout

from desktop.domain.light import Tone
from desktop.domain.text_diff import Change, pieces
from desktop.views.cards import button, words
from desktop.views.fields import Choice
from desktop.views.forms import label
from desktop.views.theme import MARGIN, PAGE, SPACE, tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.casework.versions import Version
    from desktop.domain.text_diff import Piece
    from desktop.views.theme import Tokens

_NOW = "正在编辑的文稿"


class VersionsDialog(QDialog):
    """Compares two versions; `text_wanted` takes the older one back into the editor."""

    text_wanted = Signal(str)

    def __init__(self, found: Sequence[Version], now: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = [(each.words, each.text) for each in found]
        if not found or found[-1].text != now:
            self._texts.append((_NOW, now))
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setWindowTitle("文稿各稿比较")
        self._before: Choice[str] = Choice(self._texts)
        self._after: Choice[str] = Choice(self._texts)
        self._before.setCurrentIndex(max(len(self._texts) - 2, 0))
        self._after.setCurrentIndex(len(self._texts) - 1)
        self._shown = QTextBrowser()
        self._shown.setAccessibleName("改动")
        self._summary = words("", "small")
        self._take = button("恢复前一稿(&R)", self._on_take)
        heads = QHBoxLayout()
        heads.setSpacing(SPACE)
        for name, choice in (("前一稿(&B)", self._before), ("后一稿(&A)", self._after)):
            heads.addWidget(_buddy(name, choice))
            heads.addWidget(choice, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addWidget(self._summary, 1)
        foot.addWidget(self._take)
        foot.addWidget(button("关闭", self.reject))
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        column.setSpacing(MARGIN)
        column.addLayout(heads)
        column.addWidget(self._shown, 1)
        column.addLayout(foot)
        self.resize(860, 560)

    def _connect(self) -> None:
        self._before.currentIndexChanged.connect(self._on_chosen)
        self._after.currentIndexChanged.connect(self._on_chosen)
        self._on_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        found = pieces(self._before.value(), self._after.value())
        self._shown.setHtml(as_html(found, tokens_of(self)))
        out, put_in = _length(found, Change.OUT), _length(found, Change.IN)
        self._summary.setText(f"删 {out} 字，增 {put_in} 字" if out or put_in else "两稿相同")

    def _on_take(self) -> None:
        self.text_wanted.emit(self._before.value())
        self.accept()


def _buddy(name: str, choice: Choice[str]) -> QLabel:
    title = label(name, "muted")
    title.setBuddy(choice)
    choice.setAccessibleName(name.split("(&", maxsplit=1)[0])
    return title


def _length(found: Sequence[Piece], change: Change) -> int:
    return sum(len("".join(piece.text.split())) for piece in found if piece.change is change)


def as_html(found: Sequence[Piece], tokens: Tokens) -> str:
    """Return pieces as rich text: colour is never alone, − and + stand before what went and came."""
    red, green = tokens.ink(Tone.OVERDUE), tokens.ink(Tone.GREEN)
    styles = {
        Change.SAME: ("", ""),
        Change.OUT: ("−", f"color:{red.fg};background-color:{red.bg}"),
        Change.IN: ("+", f"color:{green.fg};background-color:{green.bg}"),
    }
    told = []
    for change, text in found:
        sign, style = styles[change]
        body = f"<s>{escape(text)}</s>" if change is Change.OUT else escape(text)
        told.append(f'<span style="{style}">{sign}{body}</span>')
    return f'<div style="white-space:pre-wrap;line-height:150%">{"".join(told)}</div>'
