"""Papers handed in again and again: groups of like titles, of four years, that are no one theme yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework import similar
from desktop.views.cards import button, words
from desktop.views.entry_list import EntryList
from desktop.views.merge_dialog import MergeDialog
from desktop.views.plain_table import PlainTable
from desktop.views.presence import Presence
from desktop.views.tables import Column
from desktop.views.theme import MARGIN, PAGE, SPACE
from desktop.views.theme_dialog import ThemeDialog

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.casework.similar import Likely
    from desktop.domain.case import Case
    from desktop.domain.errors import OfficeError
    from desktop.domain.listing import Criteria
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_NAMES_WIDTH = 300


class CaseLine(NamedTuple):
    """A case of a group with the words of its session."""

    case: Case
    session: str

    @property
    def id(self) -> int:
        """The id of the case."""
        return self.case.id


_COLUMNS: tuple[Column[CaseLine], ...] = (
    Column("编号", lambda line: line.case.proposal.item_no, 76),
    Column("案由", lambda line: line.case.proposal.title, 300),
    Column("领衔人", lambda line: line.case.proposal.lead_submitter, 110),
    Column("届次", lambda line: line.session, 190),
    Column("专题", lambda line: "、".join(line.case.themes), 130),
)


class LikelyThemes(QWidget):
    """Shows the groups once they are found; emits `case_wanted` (an id)."""

    case_wanted = Signal(int)

    def __init__(self, desk: Desk, criteria: Criteria, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._criteria = criteria
        self._groups: tuple[Likely, ...] | None = None
        self._is_looking = False
        self._presence = Presence(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.told = words("", "muted", wraps=True)
        self.names = EntryList("可能重复的几组")
        self.names.setFixedWidth(_NAMES_WIDTH)
        self.papers: PlainTable[CaseLine] = PlainTable(_COLUMNS, 1, "组中的件", parent=self)
        self.buttons = (
            button("归入专题(&G)…", self._on_theme_wanted),
            button("并案(&M)…", self._on_merge_wanted),
            button("不是重复(&N)", self._on_set_apart),
        )
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for each in self.buttons:
            row.addWidget(each)
            each.setHidden(self._desk.office.is_read_only)
        row.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(MARGIN)
        right.addWidget(self.papers, 1)
        right.addLayout(row)
        body = QHBoxLayout()
        body.setSpacing(PAGE)
        body.addWidget(self.names)
        body.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MARGIN, 0, 0)
        column.setSpacing(MARGIN)
        column.addWidget(self.told)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self.names.currentRowChanged.connect(self._on_chosen)
        self.papers.opened.connect(self._on_opened)

    def forget(self) -> None:
        """Let the next look ask again: something was written."""
        self._groups = None

    def look(self) -> None:
        """Compare the titles of the list in the worker thread, unless that was done."""
        if self._groups is None and not self._is_looking:
            self._is_looking = True
            self.told.setText("正在与今年和前三年的件比对……")
            self._desk.jobs.run("正在比对案由", self._compare, self._on_found, self._on_failed, quiet=True)

    def _compare(self, office: Office, progress: Progress) -> tuple[Likely, ...]:
        return similar.likely_themes_in(office, self._criteria, progress)

    def _on_found(self, groups: tuple[Likely, ...]) -> None:
        self._is_looking = False
        if self._presence.is_over:
            return
        self._groups = groups
        self.told.setText(
            f"案由相近、尚未归入同一专题的有 {len(groups)} 组；双击打开一件。"
            if groups
            else "没有发现案由相近、又未归入同一专题的件。"
        )
        self.names.show_entries(
            f"{group.theme or group.cases[0].proposal.title}\n{len(group.cases)} 件" for group in groups
        )
        self.names.setCurrentRow(max(self.names.currentRow(), 0))
        self._on_chosen()

    def _on_failed(self, error: OfficeError) -> None:
        self._is_looking = False
        if not self._presence.is_over:
            self.told.setText(error.message)

    @property
    def group(self) -> Likely | None:
        """The group chosen."""
        row = self.names.currentRow()
        return self._groups[row] if self._groups and 0 <= row < len(self._groups) else None

    @Slot()
    def _on_chosen(self) -> None:
        group, office = self.group, self._desk.office
        lines = [CaseLine(case, office.session_of(case).text) for case in group.cases] if group else []
        self.papers.show_rows(lines)
        for each in self.buttons:
            each.setEnabled(group is not None)

    @Slot(object)
    def _on_opened(self, line: CaseLine) -> None:
        self.case_wanted.emit(line.id)

    def _on_theme_wanted(self) -> None:
        if (group := self.group) is not None:
            dialog = ThemeDialog(self._desk, group.cases, self)
            dialog.begin_with(group.theme)
            dialog.open()

    def _on_merge_wanted(self) -> None:
        if (group := self.group) is not None:
            MergeDialog(self._desk, group.cases, self).open()

    def _on_set_apart(self) -> None:
        """Remember of every pair of the group that one does not repeat the other."""
        if (group := self.group) is not None:
            ids = [case.id for case in group.cases]
            similar.all_apart(self._desk.office, ids)
            self._desk.say(f"已记住这 {len(ids)} 件不是重复")
