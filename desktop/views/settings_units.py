"""承办单位: the unit directory — who leads, is in charge, handles — out, in again, and kept in order."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from desktop.casework import directory, keep
from desktop.domain.light import Tone
from desktop.domain.text import fold, mask_phone
from desktop.domain.unit import ContactRole
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.file_choice import Saving, ask_open, ask_save
from desktop.views.plain_table import PlainTable
from desktop.views.reveal_switch import RevealSwitch
from desktop.views.search_box import SearchBox
from desktop.views.settings_section import SettingsSection
from desktop.views.tables import Column
from desktop.views.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.casework.directory import Plan
    from desktop.casework.office import Office
    from desktop.domain.errors import OfficeError
    from desktop.domain.progress import Progress
    from desktop.domain.unit import Unit
    from desktop.views.page import Desk

_KINDS = ("表格文件 (*.xlsx *.xls *.csv)",)


def _person(role: ContactRole, is_shown: Callable[[], bool], unit: Unit) -> str:
    known = unit.contact(role)
    if known is None:
        return ""
    return f"{known.name} {known.phone if is_shown() else mask_phone(known.phone)}".strip()


def _state(unit: Unit) -> str:
    return "承办" if unit.is_active else "已并入" if unit.successor_id else "停用"


def _columns(is_shown: Callable[[], bool]) -> tuple[Column[Unit], ...]:
    """Return the columns; phones are masked as long as they are not to be shown."""
    return (
        Column("名称", lambda unit: unit.name, 170),
        Column("系统", lambda unit: unit.system.label, 90),
        Column("第一责任人", partial(_person, ContactRole.HEAD, is_shown), 174),
        Column("分管领导", partial(_person, ContactRole.LEADER_IN_CHARGE, is_shown), 178),
        Column("承办人员", partial(_person, ContactRole.HANDLER, is_shown), 168),
        Column("代字", lambda unit: unit.doc_prefix, 72),
        Column("状态", _state, 72, tone=lambda unit: None if unit.is_active else Tone.DONE),
    )


class UnitsSection(SettingsSection):
    """Every unit, found by any of its names."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "承办单位", "双击或回车修改；旧文书保留当时的名称", parent)
        self._units: tuple[Unit, ...] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.search = SearchBox("名称、别名、曾用名、代字", self)
        self.search.setAccessibleName("查找单位")
        self.search.setMinimumWidth(240)
        self.add = button("新建单位(&N)…", self._on_add, "primary")
        self.head.addWidget(self.search)
        self.head.addWidget(self.add)
        self.reveal = RevealSwitch(self.desk, "承办单位名录", self)
        self.table: PlainTable[Unit] = PlainTable(_columns(self.reveal.isChecked), 0, "承办单位", parent=self)
        self.empty = EmptyState("", "")
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)
        self.take_in = button("导入名录(&I)…", self._ask_list)
        self.write = button("导出名录(&X)…", self._ask_file)
        self.rename = button("更名、合并(&G)…", self._on_rename)
        self.tidy = button("从未承办的单位(&W)…", self._on_tidy)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for each in (self.take_in, self.write, self.rename, self.tidy):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(self.reveal)
        self.column.addLayout(row)
        for each in (self.add, self.take_in, self.rename, self.tidy):
            each.setEnabled(not self.desk.office.is_read_only)

    def _connect(self) -> None:
        self.table.opened.connect(self._on_opened)
        self.reveal.turned.connect(self._show)
        self.search.searched.connect(self._show)
        self.search.left.connect(self.table.setFocus)

    @override
    def refresh(self) -> None:
        self._units = keep.units(self.desk.office)
        self._show()

    @Slot()
    def _show(self) -> None:
        wanted = fold(self.search.text())
        found = [unit for unit in self._units if any(wanted in fold(word) for word in _words(unit))]
        self.table.show_rows(found)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        if self._units:
            self.empty.say("没有找到这个单位", "换一个名称，或新建单位。")
        else:
            self.empty.say("还没有承办单位", "新建单位，或导入名单时自动建立。")

    @override
    def focus_search(self) -> bool:
        self.search.setFocus()
        self.search.selectAll()
        return True

    def write_to(self, name: str) -> None:
        """Write the directory as a workbook into that file."""
        path = Path(name)

        def write(office: Office, _progress: Progress) -> int:
            return directory.write(office, path)

        self.desk.jobs.run("正在导出单位名录", write, partial(self._on_written, path), self._on_failed)

    def read_from(self, name: str) -> None:
        """Read a directory from that file and show what it would change."""
        path = Path(name)

        def read(office: Office, _progress: Progress) -> Plan:
            return directory.read(office, path)

        self.banner.clear()
        self.desk.jobs.run("正在读取单位名录", read, self._on_read, self._on_failed)

    def _ask_file(self) -> None:
        day = self.desk.office.today.isoformat()
        ask_save(self.desk, self, Saving("导出单位名录", f"承办单位名录_{day}"), self.write_to)

    def _ask_list(self) -> None:
        ask_open(self.desk, self, "导入单位名录", _KINDS, self.read_from)

    def _on_written(self, path: Path, number: int) -> None:
        self.banner.show_text(f"已导出 {number} 个单位：{path}；改好后可以再导入。", "note")

    def _on_read(self, plan: Plan) -> None:
        from desktop.views.directory_dialog import DirectoryDialog

        DirectoryDialog(self.desk, plan, self).open()

    def _on_failed(self, error: OfficeError) -> None:
        self.banner.show_text(error.message)

    def _on_rename(self) -> None:
        from desktop.views.reorganise_dialog import ReorganiseDialog

        unit = self.table.current_row
        if unit is None:
            self.banner.show_text("请先选中要更名或合并的单位。", "note")
            return
        self.banner.clear()
        ReorganiseDialog(self.desk, unit, self).open()

    def _on_tidy(self) -> None:
        from desktop.views.reorganise_dialog import IdleUnitsDialog

        IdleUnitsDialog(self.desk, self).open()

    def _on_add(self) -> None:
        self._open(None)

    @Slot(object)
    def _on_opened(self, chosen: Unit) -> None:
        if not self.desk.office.is_read_only:
            self._open(chosen)

    def _open(self, unit: Unit | None) -> None:
        from desktop.views.unit_dialog import UnitDialog

        UnitDialog(self.desk.office, unit, self).open()


def _words(unit: Unit) -> tuple[str, ...]:
    return (unit.name, unit.doc_prefix, *unit.aliases, *unit.former_names)
