"""Handing out in batches: the meetings at the left, beside them drafting, confirming and issuing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desktop.casework import dispatch, keep, proposed
from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.views.cards import button, words
from desktop.views.dispatch_cases import DispatchCases
from desktop.views.dispatch_form import DispatchForm
from desktop.views.dispatch_issue import DispatchIssue
from desktop.views.dispatch_pick import DispatchPickDialog
from desktop.views.dispatch_units import DispatchUnits
from desktop.views.empty_state import EmptyState
from desktop.views.entry_list import EntryList
from desktop.views.forms import Banner, label
from desktop.views.help_key import offer_help
from desktop.views.theme import BLOCK, GAP, MARGIN, PAGE, SPACE

if TYPE_CHECKING:
    from desktop.domain.dispatch import Dispatch
    from desktop.views.page import Desk

_LEFT = 236
_NO_BATCH = (
    "还没有交办批次",
    "先建批次，列入待交办的件，拟定承办单位，请各单位审核确认，再统一印发交办。",
)


class DispatchDialog(QDialog):
    """Shows every batch; what is done in it is written at once, so that closing it decides nothing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, dispatch_id: int = 0) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted = dispatch_id
        self._batches: tuple[Dispatch, ...] = ()
        self.setWindowTitle("交办批次")
        offer_help(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.banner = Banner(self)
        self.list = EntryList("交办批次", self)
        self.cases = DispatchCases(self._desk, self)
        self.units = DispatchUnits(self._desk, self)
        self.issuing = DispatchIssue(self._desk, self)
        self.empty = EmptyState(*_NO_BATCH)
        self.empty.add_button(button("新建批次(&N)…", self.add_batch, "primary"))
        self.tabs = QTabWidget(self)
        for part, title in (
            (self.cases, "件和拟办(&K)"),
            (self.units, "单位审核确认(&U)"),
            (self.issuing, "印发交办(&I)"),
        ):
            self.tabs.addTab(part, title)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._one_batch())
        self._stack.addWidget(self.empty)
        row = QHBoxLayout()
        row.setSpacing(PAGE)
        row.addWidget(self._left())
        row.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.close))
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, BLOCK, PAGE, BLOCK)
        column.setSpacing(MARGIN)
        column.addWidget(label("交办批次", "heading"))
        column.addWidget(self.banner)
        column.addLayout(row, 1)
        column.addLayout(foot)
        self.resize(1280, 690)
        self.list.setFocus()

    def _left(self) -> QWidget:
        panel = QWidget()
        panel.setFixedWidth(_LEFT)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        self.add = button("新建(&N)", self.add_batch)
        self.change = button("修改(&E)", self.change_batch, "quiet")
        self.strike = button("作废(&Z)", self.strike_batch, "quiet")
        for each in (self.add, self.change, self.strike):
            buttons.addWidget(each)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        return panel

    def _one_batch(self) -> QWidget:
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self._heading, self._facts = words("", "heading"), words("", "muted", wraps=True)
        for each in (self._heading, self._facts):
            column.addWidget(each)
        column.addSpacing(SPACE)
        column.addWidget(self.tabs, 1)
        return panel

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show_batch)
        self.cases.pick_wanted.connect(self.pick_cases)
        self.issuing.papers_wanted.connect(self.print_papers)
        for part in (self.units, self.issuing):
            part.told.connect(self._on_told)
        for each in (self.cases, self.units, self.issuing):
            each.refused.connect(self.banner.show_text)
        self._desk.relay.changed.connect(self._on_changed)
        if self._desk.office.is_read_only:  # Enter on a line would begin to write
            for table in (self.cases.table, self.units.tasks, self.issuing.table):
                table.opened.disconnect()

    @property
    def batch(self) -> Dispatch | None:
        """The batch shown, or None when there is none."""
        row = self.list.currentRow()
        return self._batches[row] if 0 <= row < len(self._batches) else None

    def refresh(self) -> None:
        """Read the batches again; the one shown stays."""
        shown = self._wanted or (self.batch.id if self.batch else 0)
        self._wanted = 0
        self._batches = dispatch.batches(self._desk.office)
        self.list.show_entries(map(self._entry, self._batches))
        places = [at for at, each in enumerate(self._batches) if each.id == shown]
        if self._batches:
            self.list.setCurrentRow(places[0] if places else 0)
        self._show_batch()

    @Slot()
    def _show_batch(self) -> None:
        batch = self.batch
        self._stack.setCurrentIndex(0 if batch else 1)
        self.add.setVisible(batch is not None)
        for each in (self.change, self.strike):
            each.setVisible(batch is not None)
        if batch is None:
            return
        cases = dispatch.cases_of(self._desk.office, Criteria(dispatch_id=batch.id))
        self._heading.setText(batch.text)
        self._facts.setText(self._told_of(batch))
        for part in (self.cases, self.units, self.issuing):
            part.show_batch(batch, cases)
        self._leave_to_look()

    def _leave_to_look(self) -> None:
        """On a desk that is only read leave what shows something, and take away every button that writes."""
        if not self._desk.office.is_read_only:
            return
        for each in (self.add, self.change, self.strike, self.issuing.fill_in, self.issuing.issue_button):
            each.hide()
        for each in (self.cases.add, self.cases.draft, self.cases.take_out):
            each.hide()
        for each in (self.units.confirm, self.units.confirm_all, self.units.object):
            each.hide()

    def add_batch(self) -> None:
        """Ask for a new batch."""
        self._ask(None)

    def change_batch(self) -> None:
        """Ask for other words and days of the batch shown."""
        self._ask(self.batch)

    def strike_batch(self) -> None:
        """Strike the batch shown, if nothing belongs to it."""
        if (batch := self.batch) is None:
            return
        try:
            dispatch.strike(self._desk.office, batch.id)
        except OfficeError as error:
            self.banner.show_text(error.message)
        else:
            self._on_told(f"已作废：{batch.text}")

    def pick_cases(self) -> None:
        """Ask which cases go into the batch shown."""
        if (batch := self.batch) is not None:
            DispatchPickDialog(self._desk, batch, self).open()

    def print_papers(self) -> None:
        """Open the notices and lists that units receive."""
        from desktop.views.handout_dialog import HandoutDialog

        if (batch := self.batch) is not None:
            HandoutDialog(self._desk, batch.session_id, self).open()

    def _ask(self, batch: Dispatch | None) -> None:
        try:
            form = DispatchForm(self._desk.office, batch, self)
        except OfficeError as error:
            self.banner.show_text(error.message)
            return
        form.saved.connect(self._on_saved)
        form.open()

    def _entry(self, batch: Dispatch) -> str:
        held = proposed.count(self._desk.office, batch.id)
        waiting = f"待下达 {held.waiting} 件" if held.waiting else "已全部下达"
        told = f"共 {held.cases} 件　{waiting}" if held.cases else "还没有列入件"
        return f"{batch.meeting_on.isoformat()} 交办会\n{told}"

    def _told_of(self, batch: Dispatch) -> str:
        sessions = {each.id: each.text for each in keep.sessions(self._desk.office)}
        executive = f"{batch.executive_on.isoformat()} 常务会议部署" if batch.executive_on else ""
        issuer = f"{batch.issuer}印发" if batch.issuer else ""
        told = (sessions.get(batch.session_id, ""), batch.notice_title, issuer, executive)
        return "　·　".join(each for each in told if each)

    @Slot(object)
    def _on_saved(self, batch: Dispatch) -> None:
        self._wanted = batch.id
        self.refresh()

    @Slot(str)
    def _on_told(self, text: str) -> None:
        self.banner.show_text(text, "note")

    @Slot(frozenset)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if topics & {Topic.CASES, Topic.SETTINGS, Topic.UNITS}:
            self.refresh()
