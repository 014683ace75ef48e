"""打印记录: what was printed, when, by whom and how; looked at, checked, and printed again as it was."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import find, print_records
from desktop.domain.changes import Topic
from desktop.domain.errors import OfficeError
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.file_choice import Saving, ask_folder, ask_save
from desktop.views.forms import Banner, card, label
from desktop.views.plain_table import PlainTable
from desktop.views.print_runs import Made, PrintRuns
from desktop.views.search_box import SearchBox
from desktop.views.tables import RIGHT, Column

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from desktop.casework.office import Office
    from desktop.domain.print_record import PrintRecord
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

SHOWN = 2_000
_NONE = ("还没有打印记录", "在“文书”里打印或生成文件后，这里留下记录，可以原样重印。")
_COLUMNS: tuple[Column[PrintRecord], ...] = (
    Column("记录", lambda record: str(record.id), 64, align=RIGHT),
    Column("时间", lambda record: f"{record.at:%Y-%m-%d %H:%M}", 136),
    Column("打印人", lambda record: record.officer, 100),
    Column("文书", lambda record: record.name + _again(record), 180),
    Column("件数", lambda record: str(len(record.case_ids)) if record.case_ids else "", 64, align=RIGHT),
    Column("份数", lambda record: str(record.papers), 64, align=RIGHT),
    Column("页数", lambda record: str(record.pages) if record.pages else "", 64, align=RIGHT),
    Column("方式", lambda record: record.way.label, 96),
    Column("去处", lambda record: record.place, 240),
)


def _again(record: PrintRecord) -> str:
    return f"（重印第 {record.again_of} 号）" if record.again_of else ""


class PrintLog(QWidget):
    """The list of prints, the newest first; emits `counted` with how many are shown."""

    counted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_stale = False
        self._case_id = 0
        self._build()
        self._connect()

    def _build(self) -> None:
        self.search = SearchBox("文书、打印人、日期（2026-03）、去处", self)
        self.table: PlainTable[PrintRecord] = PlainTable(_COLUMNS, len(_COLUMNS) - 1, "打印记录")
        self.banner = Banner(self)
        self.runs = PrintRuns(self._desk, self, self.banner)
        self.empty = EmptyState(*_NONE)
        frame, inside = card(margin=1, spacing=0)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        inside.addLayout(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.MARGIN, 0, 0)
        column.setSpacing(theme.MARGIN)
        column.addLayout(self._search_row())
        column.addWidget(self.banner)
        column.addWidget(frame, 1)
        column.addLayout(self._action_row())
        self.setFocusProxy(self.table)

    def _search_row(self) -> QHBoxLayout:
        name = label("查找(&Q)", "muted")
        name.setBuddy(self.search)
        self.about = label("", "muted")
        self.list_all = button("列出全部(&Z)", self.show_all, "quiet")
        self.about.hide()
        self.list_all.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.about)
        row.addWidget(self.list_all)
        row.addWidget(name)
        row.addWidget(self.search, 1)
        return row

    def _action_row(self) -> QHBoxLayout:
        self.told = label("", "muted")
        self.look = button("查看(&V)", self._look)
        self.check = button("核对内容(&K)", self._check)
        self.keep = button("另存(&S)…", self._ask_place)
        self.again = button("原样重印(&P)…", self._print_again, "primary")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.told, 1)
        for each in (self.look, self.check, self.keep, self.again):
            row.addWidget(each)
        return row

    def _connect(self) -> None:
        self.search.searched.connect(self.refresh)
        self.search.left.connect(self.table.setFocus)
        self.table.chosen.connect(self._show_state)
        self.table.opened.connect(self._look)
        self._desk.relay.changed.connect(self._on_changed)

    @Slot()
    def refresh(self) -> None:
        """Read the records again."""
        words = self.search.text().strip()
        found = print_records.newest(self._desk.office, SHOWN, words, self._case_id)
        self.table.show_rows(found)
        if not found:
            is_narrowed = words or self._case_id
            empty = ("没有符合的记录", "换一个查找词，或列出全部。") if is_narrowed else _NONE
            self.empty.say(*empty)
        self._stack.setCurrentWidget(self.table if found else self.empty)
        if found and self.table.current_row is None:
            self.table.select_place(0)
        self._show_state()
        self.counted.emit(f"打印记录 {len(found)} 条")

    def show_case(self, case_id: int) -> None:
        """List only what was printed of one case."""
        self._case_id = case_id
        phrase = find.case(self._desk.office, case_id).proposal.number_phrase if case_id else ""
        self.about.setText(f"只列{phrase or '本件'}的记录" if case_id else "")
        for each in (self.about, self.list_all):
            each.setVisible(bool(case_id))
        self.refresh()
        self.table.setFocus()

    def show_all(self) -> None:
        """List every record again."""
        self.show_case(0)

    @Slot()
    def _show_state(self) -> None:
        record = self.table.current_row
        for each in (self.look, self.check, self.keep, self.again):
            each.setEnabled(record is not None)
        if record is not None:
            self.look.setEnabled(record.is_viewable)
            self.again.setEnabled(record.is_viewable)
        self.told.setText(f"指纹 {record.sha256[:16]}…" if record else "")
        self.told.setToolTip(record.sha256 if record else "")

    @Slot(frozenset)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        """Learn of new prints by itself: what else stands on the page does not change by them."""
        if Topic.PRINTS in topics:
            self._is_stale = True
            self._freshen()

    def _freshen(self) -> None:
        if self._is_stale and self.isVisible():
            self._is_stale = False
            self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._freshen()

    # --- what can be done with a record ------------------------------------------------------------------

    @Slot()
    def _look(self) -> None:
        from desktop.views.letter_preview import LetterPreview

        record = self.table.current_row
        if record is not None and record.is_viewable:
            LetterPreview(self._desk, KeptPrint(record), self).open()

    def _check(self) -> None:
        record = self.table.current_row
        if record is None:
            return
        fault = print_records.fault(self._desk.office, record)
        if fault:
            self.banner.show_text(f"第 {record.id} 号打印记录留存的文件{fault}；请从备份的“附件”文件夹补回。")
        else:
            said = f"第 {record.id} 号打印记录的内容完整，与打印时一致（SHA-256 {record.sha256}）。"
            self.banner.show_text(said, "note")

    def _print_again(self) -> None:
        record = self.table.current_row
        if record is not None:
            verb = partial(_again_ready, record.id)
            self._desk.jobs.run("正在读取", verb, self.runs.ask_printer, self._on_failed)

    def _ask_place(self) -> None:
        record = self.table.current_row
        if record is None:
            return
        if record.ending == "pdf":
            saving = Saving("另存", f"{record.name}_第{record.id}号打印记录", ("pdf",))
            ask_save(self._desk, self, saving, partial(self._keep_file, record.id))
        else:
            ask_folder(self._desk, self, "选择存放这些文件的文件夹", partial(self._keep_files, record.id))

    def _keep_file(self, print_id: int, name: str) -> None:
        try:
            made = Made(print_records.again(self._desk.office, print_id))
        except OfficeError as error:
            self._on_failed(error)
        else:
            self.runs.save(made, name)

    def _keep_files(self, print_id: int, folder: str) -> None:
        self.runs.unpack(print_id, folder)

    def _on_failed(self, error: OfficeError) -> None:
        self.banner.show_text(error.message)


class KeptPrint:
    """A print as it was, to be looked at."""

    def __init__(self, record: PrintRecord) -> None:
        self._record = record

    def name(self, _office: Office) -> str:
        """Return what it is called."""
        return f"{self._record.name}（第 {self._record.id} 号打印记录）"

    def pdf(self, office: Office, _progress: Progress) -> bytes:
        """Return all of it as it was printed."""
        return print_records.look(office, self._record.id)


def _again_ready(print_id: int, office: Office, _progress: Progress) -> Made:
    return Made(print_records.again(office, print_id))
