"""操作记录: every line of the history, newest first, narrowed, unfolded, proved whole and taken along."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSplitter, QWidget
from typing_extensions import override

from desktop.casework import chronicle, export, find
from desktop.domain.account import Permission
from desktop.domain.errors import OfficeError
from desktop.domain.journal import JournalQuery
from desktop.views.cards import Card, CardColumn, button, facts, words
from desktop.views.case_tabs_history import change_words
from desktop.views.date_field import DateField
from desktop.views.empty_state import EmptyState
from desktop.views.fields import Choice
from desktop.views.file_choice import Saving, ask_save
from desktop.views.forms import label
from desktop.views.journal_words import changes_of
from desktop.views.ledger_table import LedgerTable
from desktop.views.plain_table import settle
from desktop.views.presence import Presence
from desktop.views.search_box import SearchBox
from desktop.views.settings_section import SettingsSection
from desktop.views.tables import Column, RowModel
from desktop.views.theme import SPACE

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.journal import JournalLine
    from desktop.domain.ledger import Ledger
    from desktop.domain.progress import Progress
    from desktop.domain.scheme import Scheme
    from desktop.views.page import Desk

_KINDS = ("xlsx", "csv", "pdf")
_WIDE = 4
_HEIGHTS = [300, 160]  # of the table, and of what one line changed
_NOBODY = "没有“查看审计”的权限，操作记录没有显示；请由“审计员”查看。"


class JournalSection(SettingsSection):
    """The table of all lines over what the chosen one changed, field by field."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "操作记录", "只增不改，每条与前一条连着校验；最近的在前", parent)
        self._seqs: tuple[int, ...] = ()
        self._presence = Presence(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        office = self.desk.office
        self.first, self.last = DateField(office.today, self), DateField(office.today, self)
        self.officer: Choice[str] = Choice()
        self.verb: Choice[str] = Choice()
        self.number = SearchBox("编号", self)
        self.search = SearchBox("摘要或内容中的词", self)
        self.table: LedgerTable[JournalLine] = LedgerTable(
            RowModel(self._columns(), self._fetch, self._count, self, _seq_of), self, frozen=0
        )
        self.table.setAccessibleName("操作记录")
        settle(self.table, _WIDE)
        self.detail = CardColumn(self)
        self.empty = EmptyState("没有这样的记录", "放宽日期或去掉几个条件再看。")
        self.told = words("", "muted")
        self._lay_out()

    def _lay_out(self) -> None:
        self.column.addLayout(self._filters())
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.table)
        self.split.addWidget(self.detail)
        self.split.setSizes(_HEIGHTS)
        self.column.addWidget(self.split, 1)
        self.column.addWidget(self.empty, 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.prove_button = button("校验(&Y)", self.prove, "primary")
        self.export_button = button("导出(&E)…", self.ask_where)
        for each in (self.prove_button, self.export_button, self.told):
            row.addWidget(each)
        row.addStretch(1)
        self.column.addLayout(row)

    def _filters(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(SPACE)
        named = (("从(&F)", self.first), ("到(&T)", self.last), ("编号(&N)", self.number),
                 ("人员(&P)", self.officer), ("操作(&O)", self.verb), ("词(&W)", self.search))  # fmt: skip
        for place, (text, field) in enumerate(named):
            row, column = divmod(place, 3)
            name = label(text, "muted")
            name.setBuddy(field)
            field.setAccessibleName(text.split("(&", maxsplit=1)[0])
            grid.addWidget(name, row, 2 * column)
            grid.addWidget(field, row, 2 * column + 1)
            grid.setColumnStretch(2 * column + 1, 1)
        return grid

    def _columns(self) -> tuple[Column[JournalLine], ...]:
        office = self.desk.office
        return (
            Column("序号", lambda line: str(line.seq), 64),
            Column("时间", lambda line: f"{line.at:%Y-%m-%d %H:%M}", 132),
            Column("经办", lambda line: line.officer, 96),
            Column("操作", lambda line: line.verb, 112),
            Column("摘要", partial(chronicle.summary_of, office), 200),
            Column("对象", chronicle.subject_words, 88),
        )

    def _connect(self) -> None:
        for field in (self.first, self.last):
            field.day_changed.connect(self.read)
        for choice in (self.officer, self.verb):
            choice.currentIndexChanged.connect(self.read)
        for box in (self.number, self.search):
            box.searched.connect(self.read)
            box.left.connect(self.table.setFocus)
        self.table.chosen.connect(self._on_chosen)

    @override
    def refresh(self) -> None:
        """Read again who acted and what was done, and the lines."""
        office = self.desk.office
        may = chronicle.may(office)
        for each in (self.prove_button, self.export_button, self.split):
            each.setEnabled(may)
        self.number.setEnabled(office.may(Permission.READ))
        if not may:
            self.banner.show_text(_NOBODY)
            return
        _offer(self.officer, "全部人员", chronicle.people(office))
        _offer(self.verb, "全部操作", chronicle.acts(office))
        self.read()

    @override
    def focus_search(self) -> bool:
        self.search.setFocus()
        return True

    @property
    def query(self) -> JournalQuery:
        """What the fields ask for."""
        number = self.number.text().strip()
        cases = tuple(each.id for each in find.by_number(self.desk.office, number)) if number else None
        return JournalQuery(
            self.first.value(),
            self.last.value(),
            self.officer.value(),
            self.verb.value(),
            cases,
            self.search.text().strip(),
        )

    @Slot()
    def read(self) -> None:
        """Look for the lines again; the newest is chosen."""
        try:
            self._seqs = chronicle.seqs(self.desk.office, self.query)
        except OfficeError as error:
            self.banner.show_text(error.message)
            return
        self.table.rows.reload()
        self.told.setText(f"{len(self._seqs)} 条")
        self.split.setVisible(bool(self._seqs))
        self.empty.setVisible(not self._seqs)
        self.export_button.setEnabled(bool(self._seqs))
        self.table.select_place(0)

    def _fetch(self, offset: int, limit: int) -> tuple[JournalLine, ...]:
        return chronicle.lines(self.desk.office, self._seqs[offset : offset + limit])

    def _count(self) -> int:
        return len(self._seqs)

    @Slot(object)
    def _on_chosen(self, line: JournalLine | None) -> None:
        if line is not None:
            self.detail.fill((_card(self.desk.office, line),))

    def prove(self) -> None:
        """Prove every line in the worker thread and say what came of it."""
        self.prove_button.setEnabled(False)
        self.desk.jobs.run("正在校验操作记录", _proved, self._on_proved, self._on_failed)

    def _on_proved(self, found: tuple[bool, str]) -> None:
        if self._presence.is_over:
            return
        is_whole, told = found
        self.prove_button.setEnabled(True)
        self.banner.show_text(told, "note" if is_whole else "error")

    def ask_where(self) -> None:
        """Ask for a file and write the lines that are listed into it."""
        name = f"操作记录_{self.desk.office.today.isoformat()}"
        ask_save(self.desk, self, Saving("导出操作记录", name, _KINDS), self.export_to)

    @Slot(str)
    def export_to(self, name: str) -> None:
        """Write the lines that are listed into that file; the history tells that they were taken along."""
        path, query = Path(name), self.query
        try:
            chronicle.tell_export(self.desk.office, len(self._seqs))
        except OfficeError as error:
            self.banner.show_text(error.message)
            return
        verb = partial(_written, query, path)
        self.desk.jobs.run("正在导出操作记录", verb, partial(self._on_written, path), self._on_failed)

    def _on_written(self, path: Path, number: int) -> None:
        if not self._presence.is_over:
            self.banner.show_text(f"已导出 {number} 条：{path}", "note")

    def _on_failed(self, error: OfficeError) -> None:
        if self._presence.is_over:
            return
        self.prove_button.setEnabled(True)
        self.banner.show_text(error.message)


def _seq_of(line: JournalLine) -> int:
    return line.seq


def _offer(choice: Choice[str], everything: str, names: tuple[str, ...]) -> None:
    """Offer these names without asking anew; the chosen one stays chosen."""
    chosen = choice.value() if choice.count() else ""
    with QSignalBlocker(choice):
        choice.offer([(everything, ""), *((name, name) for name in names)])
        choice.choose(chosen)


def _card(office: Office, line: JournalLine) -> Card:
    card = Card(f"第 {line.seq} 条　{line.verb}")
    told = (
        ("时间", f"{line.at:%Y-%m-%d %H:%M:%S}"),
        ("校验码", f"{line.hash[:12]}，前一条 {line.prev[:12]}"),
        ("经办", line.officer),
        ("摘要", chronicle.summary_of(office, line)),
    )
    card.add(facts(told, 2))
    if not chronicle.shows(office, line):
        card.add(words("当前账户不能查看办件内容，改动的内容没有显示。", "muted", wraps=True))
        return card
    for change in changes_of(line, _scheme_of(office, line)):
        card.add(words(change_words(change), wraps=True))
    return card


def _scheme_of(office: Office, line: JournalLine) -> Scheme:
    """Return the scheme in whose words a line is told: that of its case, else the desk's own."""
    if line.subject != "case":
        return office.default_scheme
    return office.scheme_of(find.case(office, line.subject_id))


def _proved(office: Office, _progress: Progress) -> tuple[bool, str]:
    return chronicle.proof(office)


def _ledger(query: JournalQuery, office: Office, progress: Progress) -> Ledger:
    scheme = office.default_scheme

    def changed(line: JournalLine) -> str:
        return "；".join(map(change_words, changes_of(line, scheme)))

    return chronicle.ledger(office, query, changed, progress)


def _written(query: JournalQuery, path: Path, office: Office, progress: Progress) -> int:
    return export.write(office, _ledger(query, office, progress), path, progress)
