"""What helps to judge a reply: its points, what the checker found, and the passages marked for the writer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from desktop.domain.reply import MarkedPlace
from desktop.views.cards import button, words
from desktop.views.reply_findings import FindingsPanel, counted, places_of
from desktop.views.reply_points import PointsReader
from desktop.views.reply_points import counted as points_counted
from desktop.views.reply_text import Place
from desktop.views.theme import GAP, SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.letter_check import Finding
    from desktop.domain.points import Point, PointAnswer
    from desktop.views.reply_text import ReplyText

_HEIGHT = 170
_SHOWN = 18  # characters of a passage before its remark
_NO_MARKS = "在正文中选中一处，按“标注选中处”，写明修改意见；退回时一并转给拟稿人。"


class _MarkRow(QWidget):
    """One marked passage with the remark on it."""

    def __init__(self, passage: str, start: int) -> None:
        super().__init__()
        self.passage, self.start = passage, start
        flat = passage.replace("\n", " ")
        self.remark = QLineEdit()
        self.remark.setPlaceholderText("修改意见")
        self.remark.setAccessibleName(f"对“{flat}”的修改意见")
        self.drop = button("移除", self.hide, "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(words(f"“{flat[:_SHOWN]}{'…' if len(flat) > _SHOWN else ''}”"))
        row.addWidget(self.remark, 1)
        row.addWidget(self.drop)


class ReviewAids(QTabWidget):
    """Three tabs under the text a reviewer reads; places found and marked are shown in that text."""

    def __init__(self, text: ReplyText, findings: Sequence[Finding], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._found = tuple(findings)
        self._rows: list[_MarkRow] = []
        self.setDocumentMode(True)
        self.setAccessibleName("审核参考")
        self.setFixedHeight(_HEIGHT)
        self._points = QScrollArea()
        self._findings = FindingsPanel()
        self._findings.show_findings(findings)
        self._findings.list.place_wanted.connect(text.select)
        self._marks = QScrollArea()
        self._lines = QVBoxLayout()
        for area in (self._points, self._marks):
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
        self._fill()

    def _fill(self) -> None:
        panel = QWidget()
        self._hint = words(_NO_MARKS, "muted", wraps=True)
        whole = QVBoxLayout(panel)
        whole.setContentsMargins(0, SPACE, SPACE, 0)
        whole.setSpacing(GAP)
        whole.addWidget(self._hint)
        whole.addLayout(self._lines)
        whole.addStretch(1)
        self._marks.setWidget(panel)
        panel.setAutoFillBackground(False)
        self.addTab(self._points, "要点")
        self.addTab(self._findings, counted(self._found))
        self.addTab(self._marks, "标注")

    def show_points(self, points: Sequence[Point], answers: Sequence[PointAnswer]) -> None:
        """Show what the reply says to each point; the tab tells how many are answered."""
        reader = PointsReader(points, answers)
        self._points.setWidget(reader)
        reader.setAutoFillBackground(False)
        self.setTabText(self.indexOf(self._points), points_counted(points, answers))

    def add_mark(self, passage: str, start: int) -> None:
        """Mark a passage that begins there; the cursor goes to the remark on it."""
        row = _MarkRow(passage, start)
        row.drop.clicked.connect(partial(self._drop, row))
        self._rows.append(row)
        self._lines.addWidget(row)
        self.setCurrentWidget(self._marks)
        self._renew()
        row.remark.setFocus()

    def marks(self) -> tuple[MarkedPlace, ...]:
        """Return the marked passages with their remarks, in the order of the text."""
        found = [MarkedPlace(row.passage, row.remark.text().strip(), row.start) for row in self._rows]
        return tuple(sorted(found, key=lambda mark: mark.start))

    def show_places(self) -> None:
        """Show in the text what was found and what is marked."""
        marked = [Place(row.start, row.start + len(row.passage)) for row in self._rows]
        self._text.show_places([*places_of(self._found), *marked])

    @Slot()
    def _drop(self, row: _MarkRow) -> None:
        self._rows.remove(row)
        row.deleteLater()
        self._renew()

    def _renew(self) -> None:
        self._hint.setVisible(not self._rows)
        number = f" {len(self._rows)}" if self._rows else ""
        self.setTabText(self.indexOf(self._marks), f"标注{number}")
        self.show_places()
