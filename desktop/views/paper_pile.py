"""A pile of papers to be ticked: looked at one by one, printed, taken along as one PDF or as documents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Generic

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.casework.papers import Sheet
from desktop.casework.print_orders import Batch
from desktop.casework.prints import Making
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.file_choice import Saving, ask_folder, ask_save
from desktop.views.forms import Banner, card, label
from desktop.views.plain_table import settle
from desktop.views.print_runs import PrintRuns
from desktop.views.tick_table import Row, TickModel, TickTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.casework.office import Office
    from desktop.domain.letter import Letter
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk
    from desktop.views.tables import Column

Named = tuple[str, "Letter"]
"""A paper and what it is called; its file bears the same name."""


@dataclass(frozen=True, slots=True)
class PileKind(Generic[Row]):
    """What the pile is of: its name, the columns (`wide` of them takes the room), how a paper comes about.

    `papers` is asked in the worker thread too: it takes the office it may read from.
    """

    name: str
    columns: Sequence[Column[Row]]
    wide: int
    papers: Callable[[Office, Sequence[Row]], tuple[Named, ...]]
    nothing: tuple[str, str]


@dataclass(frozen=True, slots=True)
class NamedLetter:
    """A paper that is at hand, to be looked at."""

    title: str
    content: Letter

    def name(self, _office: Office) -> str:
        """Return what it is called."""
        return self.title

    def letter(self, _office: Office) -> Letter:
        """Return what it says."""
        return self.content


class PaperPile(QWidget, Generic[Row]):
    """Rows to tick, each of them one paper; the row the cursor is in can be looked at."""

    ticks_changed = Signal()

    def __init__(self, desk: Desk, kind: PileKind[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.kind = kind
        self.rows: Sequence[Row] = ()
        self.model: TickModel[Row] = TickModel(kind.columns, self._fetch, lambda: len(self.rows))
        self._build()
        self._connect()
        self._show_state()

    def _build(self) -> None:
        self.table: TickTable[Row] = TickTable(self.model, self)
        self.table.setAccessibleName(self.kind.name)
        settle(self.table, self.kind.wide + 1)
        self.table.setSelectionMode(self.table.SelectionMode.ExtendedSelection)
        self.banner = Banner(self)
        self.runs = PrintRuns(self._desk, self, self.banner)
        self.empty = EmptyState(*self.kind.nothing)
        frame, inside = card(margin=1, spacing=0)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        inside.addLayout(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MARGIN)
        column.addWidget(self.banner)
        column.addWidget(frame, 1)
        column.addLayout(self._action_row())
        self.setFocusProxy(self.table)

    def _action_row(self) -> QHBoxLayout:
        self.ticked_words = label("", "muted")
        self.preview = button("预览(&P)", self.look)
        self.files = button("Word(&W)…", self._ask_folder)
        self.merged = button("PDF(&M)…", self._ask_file)
        self.paper = button("打印(&T)…", self.print_out, "primary")
        self.actions_row = QHBoxLayout()
        self.actions_row.setSpacing(theme.SPACE)
        self.actions_row.addWidget(self.ticked_words)
        self.actions_row.addStretch(1)
        for each in (self.preview, self.files, self.merged, self.paper):
            self.actions_row.addWidget(each)
        return self.actions_row

    def _connect(self) -> None:
        self.table.chosen.connect(self._show_state)
        self.table.opened.connect(self.look)
        self.model.ticks_changed.connect(self._show_state)

    def show_rows(self, rows: Sequence[Row], ticked: Iterable[int] | None = None) -> None:
        """Show these rows; those ticked before, or else in `ticked`, are ticked."""
        kept = self.model.ticked if ticked is None else tuple(ticked)
        self.rows = rows
        self.model.reload()
        self.model.clear()
        known = {row.id for row in rows}
        self.model.tick([each for each in kept if each in known], on=True)
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self._show_state()

    @property
    def ticked(self) -> tuple[Row, ...]:
        """The ticked rows, in the order of the list."""
        wanted = set(self.model.ticked)
        return tuple(row for row in self.rows if row.id in wanted)

    def tick_all(self) -> None:
        """Tick every row."""
        self.model.tick([row.id for row in self.rows], on=True)

    @Slot()
    def look(self) -> None:
        """Show the paper of the row the cursor is in."""
        from desktop.views.letter_preview import LetterPreview

        row = self.table.current_row
        if row is not None:
            ((name, letter),) = self.kind.papers(self._desk.office, (row,))
            LetterPreview(self._desk, NamedLetter(name, letter), self).open()

    def _fetch(self, offset: int, limit: int) -> Sequence[Row]:
        return self.rows[offset : offset + limit]

    def merge_into(self, name: str) -> None:
        """Write the ticked papers as one PDF to that file."""
        self.runs.to_file(self._gather(), Making(), name)

    def write_into(self, folder: str) -> None:
        """Write every ticked paper as a Word document into that folder."""
        self.runs.to_folder(self._gather(), Making(ending="docx"), folder)

    def print_out(self) -> None:
        """Print the ticked papers."""
        self.runs.to_printer(self._gather(), Making())

    def _gather(self) -> Callable[[Office, Progress], Batch]:
        return partial(_gathered, self.kind.name, self.kind.papers, self.ticked)

    def _ask_file(self) -> None:
        saving = Saving("合并为一个 PDF", f"{self.kind.name}_{self._desk.office.today.isoformat()}", ("pdf",))
        ask_save(self._desk, self, saving, self.merge_into)

    def _ask_folder(self) -> None:
        ask_folder(self._desk, self, "选择存放 Word 文档的文件夹", self.write_into)

    @Slot()
    def _show_state(self) -> None:
        number = len(self.model.ticked)
        self.ticked_words.setText(f"已勾选 {number} 份" if number else "空格或点方框勾选，回车预览")
        for each in (self.files, self.merged, self.paper):
            each.setEnabled(number > 0)
        self.preview.setEnabled(self.table.current_row is not None)
        self.ticks_changed.emit()


def _gathered(
    name: str,
    papers: Callable[[Office, Sequence[Row]], tuple[Named, ...]],
    rows: Sequence[Row],
    office: Office,
    _progress: Progress,
) -> Batch:
    return Batch(name, tuple(Sheet(title, letter) for title, letter in papers(office, rows)))
