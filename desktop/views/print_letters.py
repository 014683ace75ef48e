"""Printing letters: tick the cases, then one PDF of all or one file each."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.casework import find, print_out
from desktop.domain.listing import CaseRow, Criteria, SortField
from desktop.domain.stage import Stage
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.fields import Choice
from desktop.views.file_choice import Saving, ask_folder, ask_save
from desktop.views.forms import Banner, card, label
from desktop.views.plain_table import settle
from desktop.views.search_box import SearchBox
from desktop.views.session_choice import SessionChoice
from desktop.views.tables import Column
from desktop.views.tick_table import TickModel, TickTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casework.office import Office
    from desktop.casework.print_out import PrintRun
    from desktop.domain.errors import OfficeError
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_ISSUED = (Stage.REPLIED, Stage.REHANDLING, Stage.FOLLOWING, Stage.CLOSED, Stage.ARCHIVED)
_SIGNED = (Stage.SIGNED,)
_STATES = (("已印发", _ISSUED), ("待印发（预览）", _SIGNED), ("已印发和待印发", _SIGNED + _ISSUED))
_COLUMNS: tuple[Column[CaseRow], ...] = (
    Column("编号", lambda row: f"{row.kind.noun}{row.item_no}", 84),
    Column("案由", lambda row: row.title, 300),
    Column("主办单位", lambda row: row.lead_unit, 190),
    Column("文号", lambda row: row.doc_no or "未印发（预览）", 170),
    Column("答复日期", lambda row: row.replied_on.isoformat() if row.replied_on else "", 104),
    Column("类别", lambda row: row.result_class, 64),
)
_MOST_SKIPPED = 5


class PrintLetters(QWidget):
    """The list to tick and the two ways to put it on paper; emits `counted` with what is shown and ticked."""

    case_chosen = Signal(object)
    counted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._build()
        self._connect()

    def _build(self) -> None:
        self.sessions = SessionChoice(self)
        self.states: Choice[tuple[Stage, ...]] = Choice(_STATES, self)
        self.search = SearchBox("编号、案由、领衔人、单位", self)
        self.model: TickModel[CaseRow] = TickModel(_COLUMNS, self._fetch, self._count)
        self.table: TickTable[CaseRow] = TickTable(self.model, self)
        self.table.setAccessibleName("可打印的答复函")
        settle(self.table, 2)
        self.table.setSelectionMode(self.table.SelectionMode.ExtendedSelection)
        self.banner = Banner(self)
        self.empty = EmptyState("没有可打印的答复函", "答复签发后可以预览，印发后在这里成批打印。")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.MARGIN, 0, 0)
        column.setSpacing(theme.MARGIN)
        column.addLayout(self._filter_row())
        column.addWidget(self.banner)
        column.addWidget(self._list(), 1)
        column.addLayout(self._action_row())

    def _filter_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        for text, field in (
            ("届次(&S)", self.sessions),
            ("范围(&R)", self.states),
            ("查找(&Q)", self.search),
        ):
            name = label(text, "muted")
            name.setBuddy(field)
            field.setAccessibleName(text.split("(&", maxsplit=1)[0])
            row.addWidget(name)
            if field is self.search:
                row.addWidget(field, 1)
            else:
                row.addWidget(field)
                row.addSpacing(theme.SPACE)
        self.tick_all = button("全选(&A)", self._tick_all, "quiet")
        self.untick_all = button("清除(&D)", self.model.clear, "quiet")
        row.addWidget(self.tick_all)
        row.addWidget(self.untick_all)
        return row

    def _list(self) -> QFrame:
        frame, column = card(margin=1, spacing=0)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column.addLayout(self._stack)
        return frame

    def _action_row(self) -> QHBoxLayout:
        self.ticked = label("")
        self.pattern = label(f"每件一个文件时，文件名为 {print_out.LETTER_PATTERN}", "small")
        self.pattern.setWordWrap(True)
        self.with_forms = QCheckBox("随附征询意见表(&F)")
        self.with_forms.setToolTip("合并为一个 PDF 时，每封答复函后附两份征询意见表")
        self.preview = button("预览当前件(&P)", self._on_preview)
        self.files = button("每件一个 PDF(&E)…", self._ask_folder)
        self.merged = button("合并为一个 PDF(&M)…", self._ask_file, "primary")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.ticked)
        row.addSpacing(theme.SPACE)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addWidget(self.with_forms)
        beside.addWidget(self.pattern)
        row.addLayout(beside, 1)
        for each in (self.preview, self.files, self.merged):
            row.addWidget(each)
        return row

    def _connect(self) -> None:
        self.sessions.session_changed.connect(self.reload)
        self.states.currentIndexChanged.connect(self.reload)
        self.search.searched.connect(self.reload)
        self.search.left.connect(self.table.setFocus)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.model.ticks_changed.connect(self._show_ticked)

    def refresh(self) -> None:
        """Read sessions and list again; ticks stay."""
        self.sessions.renew(self._desk.office)
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Show the list of the filter."""
        self.model.reload()
        has_rows = self.model.rowCount() > 0
        self._stack.setCurrentWidget(self.table if has_rows else self.empty)
        self.tick_all.setEnabled(has_rows)
        self._show_ticked()

    def criteria(self) -> Criteria:
        """Return what the list shows."""
        return Criteria(
            session_id=self.sessions.value(),
            stages=self.states.value(),
            text=self.search.text().strip(),
            sort=SortField.NUMBER,
        )

    def _fetch(self, offset: int, limit: int) -> Sequence[CaseRow]:
        return find.page(self._desk.office, self.criteria(), offset, limit)

    def _count(self) -> int:
        return find.count(self._desk.office, self.criteria())

    def merge_into(self, name: str) -> None:
        """Write the ticked letters as one PDF to that file."""
        self._run(partial(_merged, self.model.ticked, Path(name), with_forms=self.with_forms.isChecked()))

    def write_into(self, folder: str) -> None:
        """Write every ticked letter as a file of its own into that folder."""
        self._run(partial(_single, self.model.ticked, Path(folder)))

    def _run(self, verb: partial[PrintRun]) -> None:
        self.banner.clear()
        self._desk.jobs.run("正在生成答复函", verb, self._on_done, self._on_failed)

    def _tick_all(self) -> None:
        criteria = self.criteria()
        rows = find.page(self._desk.office, criteria, 0, self.model.rowCount())
        self.model.tick((row.id for row in rows), on=True)

    def _ask_file(self) -> None:
        saving = Saving("合并为一个 PDF", f"答复函_{self._desk.office.today.isoformat()}", ("pdf",))
        ask_save(self._desk, self, saving, self.merge_into)

    def _ask_folder(self) -> None:
        ask_folder(self._desk, self, "选择存放答复函的文件夹", self.write_into)

    def _on_done(self, run: PrintRun) -> None:
        folder = run.files[0].parent
        what = run.files[0].name if len(run.files) == 1 else f"{len(run.files)} 个文件"
        shown = "、".join(run.skipped[:_MOST_SKIPPED]) + ("等" if len(run.skipped) > _MOST_SKIPPED else "")
        without = f"；{len(run.skipped)} 件没有答复正文，已跳过：{shown}" if run.skipped else ""
        self.banner.show_text(f"已生成 {run.letters} 封答复函：{what}，在 {folder}{without}。", "note")
        self._desk.say(f"已生成 {run.letters} 封答复函")

    def _on_failed(self, error: OfficeError) -> None:
        self.banner.show_text(error.message)

    @Slot()
    def _show_ticked(self) -> None:
        number = len(self.model.ticked)
        self.ticked.setText(f"已勾选 {number} 件" if number else "空格或点方框勾选")
        for each in (self.files, self.merged, self.untick_all):
            each.setEnabled(number > 0)
        self.counted.emit(f"可打印 {self.model.rowCount()} 件，已勾选 {number} 件")

    @Slot()
    def _on_preview(self) -> None:
        from desktop.views.letter_preview import LetterPreview, Paper

        row = self.table.current_row
        if row is None:
            self._desk.say("请先选中一件再预览。")
            return
        case = find.case(self._desk.office, row.id)
        unit_id = next(reply.unit_id for reply in reversed(case.replies))
        LetterPreview(self._desk, Paper(row.id, unit_id), self).open()

    @Slot(object)
    def _on_chosen(self, row: CaseRow | None) -> None:
        self.preview.setEnabled(row is not None)
        self.case_chosen.emit(row.id if row else None)

    @Slot(object)
    def _on_opened(self, row: CaseRow) -> None:
        self._desk.open_case(row.id)


def _merged(
    ids: tuple[int, ...], path: Path, office: Office, progress: Progress, *, with_forms: bool
) -> PrintRun:
    return print_out.letters_pdf(office, ids, path, progress, with_forms=with_forms)


def _single(ids: tuple[int, ...], folder: Path, office: Office, progress: Progress) -> PrintRun:
    return print_out.letters_files(office, ids, folder, progress)
