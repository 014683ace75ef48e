"""Theme by theme: how many papers of which level, the sentence a report says of them, and the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework import theme
from desktop.domain.filters import ColumnFilter, ListColumn
from desktop.views.cards import button, words
from desktop.views.empty_state import EmptyState
from desktop.views.entry_list import EntryList
from desktop.views.plain_table import PlainTable
from desktop.views.tables import Column
from desktop.views.theme import MARGIN, PAGE, SPACE

if TYPE_CHECKING:
    from desktop.domain.listing import Criteria
    from desktop.domain.proposal import Proposal
    from desktop.domain.session import Level
    from desktop.domain.theme import ThemeGroup
    from desktop.views.page import Desk

_NAMES_WIDTH = 300


class PaperLine(NamedTuple):
    """One paper of a theme, and the case it belongs to."""

    id: int
    paper: Proposal
    level: Level


_COLUMNS: tuple[Column[PaperLine], ...] = (
    Column("编号", lambda line: line.paper.item_no, 76),
    Column("案由", lambda line: line.paper.title, 300),
    Column("领衔人", lambda line: line.paper.lead_submitter, 110),
    Column("类型", lambda line: line.paper.kind.label, 96),
    Column("层级", lambda line: line.level.label, 72),
)


class ThemeGroups(QWidget):
    """Shows the themes of a list; emits `case_wanted` (an id) and `list_wanted` (a `Criteria`)."""

    case_wanted = Signal(int)
    list_wanted = Signal(object)

    def __init__(self, desk: Desk, criteria: Criteria, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._criteria = criteria
        self._groups: tuple[ThemeGroup, ...] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.names = EntryList("专题")
        self.names.setFixedWidth(_NAMES_WIDTH)
        self.sentence = words("", wraps=True)
        self._copy = button("复制这段话(&C)", self.copy)
        self._copy_all = button("复制全部(&A)", self.copy_all)
        self._show = button("在台账中查看(&L)", self._on_list_wanted)
        self.papers: PlainTable[PaperLine] = PlainTable(_COLUMNS, 1, "专题中的件", parent=self)
        self._empty = EmptyState(
            "还没有归入专题的件", "在台账中选中几件，用“归入专题”；“重复提出”一页会提出建议。", self
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for each in (self._copy, self._copy_all, self._show):
            buttons.addWidget(each)
        buttons.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(MARGIN)
        right.addWidget(self.sentence)
        right.addLayout(buttons)
        right.addWidget(self.papers, 1)
        self._filled = QWidget()
        row = QHBoxLayout(self._filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(PAGE)
        row.addWidget(self.names)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MARGIN, 0, 0)
        column.addWidget(self._filled)
        column.addWidget(self._empty)

    def _connect(self) -> None:
        self.names.currentRowChanged.connect(self._on_chosen)
        self.papers.opened.connect(self._on_opened)

    def refresh(self) -> None:
        """Read the themes of the list again; the one chosen stays chosen while it is there."""
        self._groups = theme.groups(self._desk.office, self._criteria)
        self.names.show_entries(
            f"{group.theme}\n共{group.number}件：{group.levels_text}" for group in self._groups
        )
        self._filled.setVisible(bool(self._groups))
        self._empty.setHidden(bool(self._groups))
        self.names.setCurrentRow(max(self.names.currentRow(), 0))
        self._on_chosen()

    @property
    def group(self) -> ThemeGroup | None:
        """The theme chosen."""
        row = self.names.currentRow()
        return self._groups[row] if 0 <= row < len(self._groups) else None

    def copy(self) -> None:
        """Put the sentence of the theme on the clipboard."""
        QGuiApplication.clipboard().setText(self.sentence.text())
        self._desk.say("已复制这段话")

    def copy_all(self) -> None:
        """Put the sentences of all themes on the clipboard, one a line."""
        told = "\n".join(f"{group.theme}：{group.sentence}。" for group in self._groups)
        QGuiApplication.clipboard().setText(told)
        self._desk.say(f"已复制 {len(self._groups)} 个专题的文字")

    @Slot()
    def _on_chosen(self) -> None:
        group = self.group
        self.sentence.setText(group.sentence if group else "")
        pairs = zip(group.ids, group.papers, strict=True) if group else ()
        self.papers.show_rows([PaperLine(case_id, *paper) for case_id, paper in pairs])

    @Slot(object)
    def _on_opened(self, line: PaperLine) -> None:
        self.case_wanted.emit(line.id)

    def _on_list_wanted(self) -> None:
        if (group := self.group) is not None:
            wanted = ColumnFilter(ListColumn.THEMES, (group.theme,))
            self.list_wanted.emit(self._criteria.narrowed(wanted))
