"""What the checker found in a letter, gravest first: choosing a line goes to the place in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.domain.letter_check import Part
from desktop.views.cards import words
from desktop.views.reply_text import GLYPHS, TONES, Place
from desktop.views.theme import SPACE, tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.letter_check import Finding

_NOTHING = "✓ 没有发现差错"


class FindingsList(QListWidget):
    """Lists findings in glyph and colour of their severity; `place_wanted` tells where the chosen one is."""

    place_wanted = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("检查结果")
        self.setProperty("role", "entries")
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._findings: tuple[Finding, ...] = ()
        self.itemClicked.connect(self._on_chosen)
        self.itemActivated.connect(self._on_chosen)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """List these findings instead."""
        self._findings = tuple(findings)
        self.clear()
        tokens = tokens_of(self)
        for each in findings:
            where = "" if each.part is Part.BODY else f"{each.part.label}："
            item = QListWidgetItem(f"{GLYPHS[each.severity]} {where}{each.message}", self)
            item.setForeground(QColor(tokens.ink(TONES[each.severity]).fg))
            item.setToolTip("点击定位到正文" if each.end else each.part.label)

    @Slot(QListWidgetItem)
    def _on_chosen(self, item: QListWidgetItem) -> None:
        found = self._findings[self.row(item)]
        if found.end:
            self.place_wanted.emit(found.start, found.end)


class FindingsPanel(QWidget):
    """The list, or that nothing was found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = FindingsList()
        self._nothing = words(_NOTHING, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        self.show_findings(())

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these findings instead."""
        self.list.show_findings(findings)
        self.list.setVisible(bool(findings))
        self._nothing.setVisible(not findings)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)


def places_of(findings: Sequence[Finding]) -> list[Place]:
    """Return where findings stand in the text."""
    return [Place(each.start, each.end, each.severity) for each in findings if each.end]


def counted(findings: Sequence[Finding]) -> str:
    """Return how many findings there are, in words for a tab: 检查 ■1 ▲2, or 检查 ✓."""
    numbers = dict.fromkeys(GLYPHS.values(), 0)
    for each in findings:
        numbers[GLYPHS[each.severity]] += 1
    told = " ".join(f"{glyph}{number}" for glyph, number in numbers.items() if number)
    return f"检查 {told or '✓'}"
