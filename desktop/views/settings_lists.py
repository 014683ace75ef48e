"""届次 and 承办单位: the two lists everything else refers to, each with the dialog that changes a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from desktop.casework import keep
from desktop.domain.light import Tone
from desktop.domain.text import fold
from desktop.domain.unit import ContactRole
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.plain_table import PlainTable
from desktop.views.search_box import SearchBox
from desktop.views.settings_section import SettingsSection
from desktop.views.tables import CENTER, Column
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.session import Session
    from desktop.domain.unit import Unit
    from desktop.views.page import Desk

_SESSIONS: tuple[Column[Session], ...] = (
    Column("届次", lambda each: each.text, 260),
    Column("机关", lambda each: each.body.label, 76, align=CENTER),
    Column("级别", lambda each: each.level.label, 76, align=CENTER),
    Column("年度", lambda each: str(each.year), 76, align=CENTER),
    Column("交办日", lambda each: shown_day(each.assigned_on), 164),
    Column("闭幕日", lambda each: shown_day(each.closed_on), 164),
)


def _person(unit: Unit, role: ContactRole) -> str:
    known = unit.contact(role)
    return f"{known.name} {known.phone}".strip() if known else ""


def _state(unit: Unit) -> Tone | None:
    return None if unit.is_active else Tone.DONE


_UNITS: tuple[Column[Unit], ...] = (
    Column("名称", lambda each: each.name, 240),
    Column("系统", lambda each: each.system.label, 106),
    Column("机关代字", lambda each: each.doc_prefix, 100),
    Column("别名", lambda each: "、".join(each.aliases), 150),
    Column("承办人员", lambda each: _person(each, ContactRole.HANDLER), 186),
    Column("状态", lambda each: "承办" if each.is_active else "停用", 72, tone=_state),
)


class SessionsSection(SettingsSection):
    """Every session, newest first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "届次", "双击或回车修改", parent)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.add = button("新建届次(&N)…", self._on_add, "primary")
        self.add.setEnabled(not self.desk.office.is_read_only)
        self.head.addWidget(self.add)
        self.table: PlainTable[Session] = PlainTable(_SESSIONS, 0, "届次", parent=self)
        self.empty = EmptyState("还没有届次", "先建立届次，再登记或导入办理件。")
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.table.opened.connect(self._on_opened)

    @override
    def refresh(self) -> None:
        found = keep.sessions(self.desk.office)
        self.table.show_rows(found)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)

    def _on_add(self) -> None:
        self._open(None)

    @Slot(object)
    def _on_opened(self, chosen: Session) -> None:
        if not self.desk.office.is_read_only:
            self._open(chosen)

    def _open(self, session: Session | None) -> None:
        from desktop.views.session_dialog import SessionDialog

        SessionDialog(self.desk.office, session, self).open()


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
        self.add.setEnabled(not self.desk.office.is_read_only)
        self.head.addWidget(self.search)
        self.head.addWidget(self.add)
        self.table: PlainTable[Unit] = PlainTable(_UNITS, 0, "承办单位", parent=self)
        self.empty = EmptyState("", "")
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.table.opened.connect(self._on_opened)
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
