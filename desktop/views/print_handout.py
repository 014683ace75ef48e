"""Printing what units receive with their cases: tick the units, then notices as PDF and the list of tasks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.casework import handout, keep
from desktop.domain.unit import ContactRole
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.file_choice import Saving, ask_save
from desktop.views.forms import Banner, card, label
from desktop.views.plain_table import settle
from desktop.views.session_choice import SessionChoice
from desktop.views.tables import RIGHT, Column
from desktop.views.tick_table import TickModel, TickTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.casework.handout import Load
    from desktop.casework.office import Office
    from desktop.domain.errors import OfficeError
    from desktop.domain.letter import Letter
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_NO_SESSION = ("还没有届次", "先在“设置”中建立届次，再登记或导入办理件。")
_NO_TASK = ("本届次还没有交办", "在“台账”中选中待交办的件，按 Ctrl+J 批量交办，再来打印通知。")


def _person(load: Load, role: ContactRole) -> str:
    known = load.unit.contact(role)
    return f"{known.name} {known.phone}".strip() if known else ""


_COLUMNS: tuple[Column[Load], ...] = (
    Column("承办单位", lambda load: load.unit.name, 300),
    Column("主办", lambda load: str(load.lead), 72, align=RIGHT),
    Column("协办", lambda load: str(load.co), 72, align=RIGHT),
    Column("合计", lambda load: str(load.lead + load.co), 72, align=RIGHT),
    Column("主要领导", lambda load: _person(load, ContactRole.HEAD), 190),
    Column("承办人员", lambda load: _person(load, ContactRole.HANDLER), 190),
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Which notice is meant: of a session, to a unit."""

    session_id: int
    unit_id: int

    def name(self, office: Office) -> str:
        """Return what the notice is called."""
        return f"交办通知_{next(unit.name for unit in keep.units(office) if unit.id == self.unit_id)}"

    def letter(self, office: Office) -> Letter:
        """Return what the notice says now."""
        return handout.notice(office, self.session_id, self.unit_id)


class PrintHandout(QWidget):
    """The units of one session to tick, and their papers; emits `counted` with what is shown and ticked."""

    counted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._loads: tuple[Load, ...] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.sessions = SessionChoice(self, offers_all=False)
        self.model: TickModel[Load] = TickModel(_COLUMNS, self._fetch, self._count)
        self.table: TickTable[Load] = TickTable(self.model, self)
        self.table.setAccessibleName("有交办任务的单位")
        settle(self.table, 1)
        self.table.setSelectionMode(self.table.SelectionMode.ExtendedSelection)
        self.banner = Banner(self)
        self.empty = EmptyState(*_NO_SESSION)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.MARGIN, 0, 0)
        column.setSpacing(theme.MARGIN)
        column.addLayout(self._choice_row())
        column.addWidget(self.banner)
        column.addWidget(self._list(), 1)
        column.addLayout(self._action_row())

    def _choice_row(self) -> QHBoxLayout:
        name = label("届次(&S)", "muted")
        name.setBuddy(self.sessions)
        self.heading = label("", "small")
        self.tick_all = button("全选(&A)", self._tick_all, "quiet")
        self.untick_all = button("清除(&D)", self.model.clear, "quiet")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(name)
        row.addWidget(self.sessions)
        row.addSpacing(theme.SPACE)
        row.addWidget(self.heading, 1)
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
        self.preview = button("预览当前单位(&P)", self._on_preview)
        self.listed = button(
            "交办清单 xlsx(&X)…", partial(self._ask_file, "交办清单", "xlsx", self.write_list)
        )
        self.merged = button(
            "通知合并为一个 PDF(&M)…", partial(self._ask_file, "交办通知", "pdf", self.merge_into), "primary"
        )
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.ticked)
        row.addStretch(1)
        for each in (self.preview, self.listed, self.merged):
            row.addWidget(each)
        return row

    def _connect(self) -> None:
        self.sessions.session_changed.connect(self._on_session_chosen)
        self.table.chosen.connect(self._show_state)
        self.table.opened.connect(self._on_preview)
        self.model.ticks_changed.connect(self._show_state)

    def refresh(self) -> None:
        """Read sessions and units again; ticks stay."""
        self.sessions.renew(self._desk.office)
        self._reload()

    def merge_into(self, name: str) -> None:
        """Write the notices of the ticked units as one PDF to that file."""
        self._run("正在生成交办通知", handout.write_notices, Path(name), "份通知")

    def write_list(self, name: str) -> None:
        """Write the tasks of the ticked units as a workbook to that file."""
        self._run("正在导出交办清单", handout.write_task_list, Path(name), "件次")

    def _fetch(self, offset: int, limit: int) -> Sequence[Load]:
        return self._loads[offset : offset + limit]

    def _count(self) -> int:
        return len(self._loads)

    def _reload(self) -> None:
        office, has_session = self._desk.office, self.sessions.count() > 0
        self._loads = handout.loads(office, self._session_id()) if has_session else ()
        self.model.reload()
        gone = set(self.model.ticked) - {load.id for load in self._loads}
        self.model.tick(gone, on=False)
        self.empty.say(*(_NO_TASK if has_session else _NO_SESSION))
        self._stack.setCurrentWidget(self.table if self._loads else self.empty)
        self.heading.setText(_summary(self._loads))
        self._show_state()

    def _session_id(self) -> int:
        chosen = self.sessions.value()
        return 0 if chosen is None else chosen

    def _tick_all(self) -> None:
        self.model.tick((load.id for load in self._loads), on=True)

    def _run(self, title: str, verb: Callable[..., int], path: Path, counted: str) -> None:
        ticked, session_id = set(self.model.ticked), self._session_id()
        order = [load.id for load in self._loads if load.id in ticked]

        def write(office: Office, progress: Progress) -> int:
            return verb(office, session_id, order, path, progress)

        self.banner.clear()
        self._desk.jobs.run(title, write, partial(self._on_done, path, counted), self._on_failed)

    def _ask_file(self, what: str, ending: str, write: Callable[[str], None]) -> None:
        saving = Saving(what, f"{what}_{self.sessions.currentText()}", (ending,))
        ask_save(self._desk, self, saving, write)

    def _on_done(self, path: Path, counted: str, number: int) -> None:
        self.banner.show_text(f"已生成 {number} {counted}：{path}", "note")
        self._desk.say(f"已生成 {path.name}")

    def _on_failed(self, error: OfficeError) -> None:
        self.banner.show_text(error.message)

    @Slot()
    def _on_session_chosen(self) -> None:
        self.model.clear()
        self._reload()

    @Slot()
    def _show_state(self) -> None:
        number = len(self.model.ticked)
        self.ticked.setText(f"已勾选 {number} 个单位" if number else "空格或点方框勾选，回车预览")
        for each in (self.listed, self.merged, self.untick_all):
            each.setEnabled(number > 0)
        self.tick_all.setEnabled(bool(self._loads))
        self.preview.setEnabled(self.table.current_row is not None)
        self.counted.emit(f"有交办任务的单位 {len(self._loads)} 个，已勾选 {number} 个")

    @Slot()
    def _on_preview(self) -> None:
        from desktop.views.letter_preview import LetterPreview

        row = self.table.current_row
        if row is not None:
            LetterPreview(self._desk, Notice(self._session_id(), row.id), self).open()


def _summary(loads: Sequence[Load]) -> str:
    lead, co = sum(load.lead for load in loads), sum(load.co for load in loads)
    return f"{len(loads)} 个单位，主办 {lead} 件次，协办 {co} 件次" if loads else ""
