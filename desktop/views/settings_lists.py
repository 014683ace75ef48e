"""届次: the list of sessions everything else refers to, with the dialog that changes a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from desktop.casework import keep
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.plain_table import PlainTable
from desktop.views.settings_section import SettingsSection
from desktop.views.tables import CENTER, Column
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.session import Session
    from desktop.views.page import Desk

_SESSIONS: tuple[Column[Session], ...] = (
    Column("届次", lambda each: each.text, 260),
    Column("机关", lambda each: each.body.label, 76, align=CENTER),
    Column("级别", lambda each: each.level.label, 76, align=CENTER),
    Column("年度", lambda each: str(each.year), 76, align=CENTER),
    Column("交办日", lambda each: shown_day(each.assigned_on), 164),
    Column("闭幕日", lambda each: shown_day(each.closed_on), 164),
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
