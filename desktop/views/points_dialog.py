"""The dialog that splits a paper into its points (诉求要点): select a passage, take it, put it into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from desktop.casework import points
from desktop.domain.points import bare
from desktop.views.cards import button, words
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import TextArea
from desktop.views.forms import label
from desktop.views.reply_sources import paper_text
from desktop.views.theme import PAGE, SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case
    from desktop.views.page import Desk

_HOW = "一行一条。在左边选中一段，按“加为要点”（Ctrl+D）；也可以直接在这里输入、改写、调整顺序。"


class PointsDialog(DecisionDialog):
    """Shows the paper beside its points, one a line; the numbered paragraphs are a first guess when asked."""

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(f"整理诉求要点 · {case.proposal.number_phrase}", "保存要点", parent)
        self._desk = desk
        self._case = case
        self._build()
        self._connect()

    def _build(self) -> None:
        self._paper = TextArea(16, grows=True)
        self._paper.setPlainText(paper_text(self._case))
        self._paper.setReadOnly(True)
        self._paper.setAccessibleName("来文")
        self._points = TextArea(16, _HOW, grows=True)
        self._points.setPlainText("\n".join(point.text for point in self._case.points))
        self._points.setAccessibleName("诉求要点")
        self._count = words("", "small")
        self._take = button("加为要点(&A)", self.take_selected)
        self._take.setToolTip("Ctrl+D")
        self._guess = button("按编号段落试分(&G)", self.take_guess)
        self.body.removeWidget(self.form)
        row = QHBoxLayout()
        row.setSpacing(PAGE)
        for name, area, below in (
            ("来文(&W)", self._paper, (self._take, self._guess)),
            ("诉求要点，一行一条(&P)", self._points, (self._count,)),
        ):
            title = label(name, "muted")
            title.setBuddy(area)
            buttons = QHBoxLayout()
            buttons.setSpacing(SPACE)
            for each in below:
                buttons.addWidget(each)
            buttons.addStretch(1)
            column = QVBoxLayout()
            column.setSpacing(SPACE)
            column.addWidget(title)
            column.addWidget(area, 1)
            column.addLayout(buttons)
            row.addLayout(column, 1)
        self.body.addLayout(row)
        self.resize(1000, 560)
        self._paper.setFocus()

    def _connect(self) -> None:
        self._points.textChanged.connect(self._on_changed)
        QShortcut(QKeySequence("Ctrl+D"), self).activated.connect(self.take_selected)
        self._paper.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._on_changed()

    def lines(self) -> list[str]:
        """The points as they stand, blank lines left out."""
        return [line.strip() for line in self._points.text().splitlines() if line.strip()]

    @Slot()
    def take_selected(self) -> None:
        """Add the passage selected in the paper as a point."""
        passage = bare(self._paper.textCursor().selectedText().replace("\u2029", "\n"))
        if not passage:
            self.banner.show_text("请先在左边的来文中选中一段。", "note")
            return
        self.banner.clear()
        self._put([*self.lines(), passage])

    @Slot()
    def take_guess(self) -> None:
        """Add the numbered paragraphs of the paper that are no point yet."""
        found = points.guess(self._case)
        if not found:
            self.banner.show_text("来文中没有编号的段落，请选中一段后加为要点。", "note")
            return
        self.banner.clear()
        known = self.lines()
        self._put([*known, *(each for each in found if each not in known)])

    def _put(self, lines: list[str]) -> None:
        self._points.selectAll()
        self._points.insertPlainText("\n".join(lines))

    @override
    def would_lose(self) -> bool:
        return self.lines() != [point.text for point in self._case.points]

    @override
    def decide(self) -> None:
        kept = points.keep(self._desk.office, self._case.id, self.lines())
        self._desk.say(f"已保存 {len(kept.points)} 条诉求要点")

    @Slot()
    def _on_changed(self) -> None:
        self._count.setText(f"{len(self.lines())} 条")
