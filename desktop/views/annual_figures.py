"""The figures of a paragraph of the annual report: what each counts, its base, its cases, what it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.cards import button, words
from desktop.views.entry_list import WARNING, EntryList
from desktop.views.forms import label
from desktop.views.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.annual import FigureChange, ReportParagraph
    from desktop.domain.figured_text import Figure

_NOTHING = "光标所在的段落没有统计数字。"


class FiguresPanel(QWidget):
    """Lists the figures of one paragraph; a chosen one is explained, opened, or brought up to date."""

    opened = Signal(object)
    chosen = Signal(object)
    taken = Signal(object)
    restored = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[Figure, ...] = ()
        self._changes: dict[str, FigureChange] = {}
        self._build()
        self.entries.currentRowChanged.connect(self._on_row)
        self.entries.itemActivated.connect(self._open)

    def _build(self) -> None:
        self.entries = EntryList("本段数字", self)
        self.told = words(_NOTHING, "muted", wraps=True)
        self.open_button = button("打开这些件(&P)", self._open)
        self.take_button = button("采用新数(&T)", self._take, "primary")
        self.restore_button = button("恢复统计生成的文字(&R)", self.restored.emit, "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(label("本段数字", "heading"))
        column.addWidget(self.entries, 1)
        for each in (self.told, self.open_button, self.take_button, self.restore_button):
            column.addWidget(each)

    def show_paragraph(
        self, paragraph: ReportParagraph | None, changes: Sequence[FigureChange], current: Figure | None
    ) -> None:
        """Show the figures of a paragraph, the one under the cursor chosen."""
        self._figures = paragraph.said.figures if paragraph else ()
        self._changes = {each.old.key: each for each in changes}
        self.entries.show_entries(_entry(each, self._changes.get(each.key)) for each in self._figures)
        if current in self._figures:
            self.entries.blockSignals(True)
            self.entries.setCurrentRow(self._figures.index(current))
            self.entries.blockSignals(False)
        self.restore_button.setVisible(paragraph is not None and paragraph.is_edited)
        self._explain()

    @property
    def figure(self) -> Figure | None:
        """The figure chosen in the list."""
        row = self.entries.currentRow()
        return self._figures[row] if 0 <= row < len(self._figures) else None

    def _explain(self) -> None:
        found = self.figure
        change = self._changes.get(found.key) if found else None
        self.told.setText(_explained(found, change) if found else _NOTHING if not self._figures else "")
        self.open_button.setEnabled(found is not None and found.behind is not None)
        self.take_button.setVisible(change is not None)

    @Slot()
    def _on_row(self) -> None:
        self._explain()
        if (found := self.figure) is not None:
            self.chosen.emit(found)

    def _open(self) -> None:
        if (found := self.figure) is not None and found.behind is not None:
            self.opened.emit(found)

    def _take(self) -> None:
        if (found := self.figure) is not None and found.key in self._changes:
            self.taken.emit(self._changes[found.key])


def _entry(figure: Figure, change: FigureChange | None) -> str:
    if change is not None:
        return f"{figure.name}\n{WARNING} {change.words.removeprefix(f'{figure.name}：')}"
    return f"{figure.name}\n{figure.text}{f'　{figure.base}' if figure.base else ''}"


def _explained(figure: Figure, change: FigureChange | None) -> str:
    lines = [change.words if change else f"{figure.name}：{figure.text}"]
    lines += [f"口径：{figure.definition}"] if figure.definition else []
    lines += [f"基数：{figure.base}"] if figure.base else []
    return "\n".join(lines)
