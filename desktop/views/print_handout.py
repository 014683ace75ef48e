"""What units receive with their cases: tick the units of a session, then notices, and the list of tasks."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework import handout
from desktop.domain.text import mask_phone
from desktop.domain.unit import ContactRole
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.file_choice import Saving, ask_save
from desktop.views.forms import label
from desktop.views.paper_pile import Named, PaperPile, PileKind
from desktop.views.session_choice import SessionChoice
from desktop.views.tables import RIGHT, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casework.handout import Load
    from desktop.casework.office import Office
    from desktop.domain.errors import OfficeError
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_NO_SESSION = ("还没有届次", "先在“设置”中建立届次，再登记或导入办理件。")
_NO_TASK = ("本届次还没有交办", "在“台账”中选中待交办的件，按 Ctrl+J 批量交办，再来打印通知。")


def _person(load: Load, role: ContactRole) -> str:
    known = load.unit.contact(role)
    return f"{known.name} {mask_phone(known.phone)}".strip() if known else ""


_COLUMNS: tuple[Column[Load], ...] = (
    Column("承办单位", lambda load: load.unit.name, 300),
    Column("主办", lambda load: str(load.lead), 72, align=RIGHT),
    Column("协办", lambda load: str(load.co), 72, align=RIGHT),
    Column("合计", lambda load: str(load.lead + load.co), 72, align=RIGHT),
    Column("主要领导", lambda load: _person(load, ContactRole.HEAD), 190),
    Column("承办人员", lambda load: _person(load, ContactRole.HANDLER), 190),
)


class PrintHandout(QWidget):
    """The units of one session to tick, their notices, and the list of what was handed to them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._build()
        self.sessions.session_changed.connect(self._on_session_chosen)
        self.pile.ticks_changed.connect(self._show_state)

    def _build(self) -> None:
        self.sessions = SessionChoice(self, offers_all=False)
        kind = PileKind("交办通知", _COLUMNS, 0, self._papers, _NO_SESSION)
        self.pile: PaperPile[Load] = PaperPile(self._desk, kind, self)
        self.listed = button("交办清单 xlsx(&X)…", self._ask_list)
        self.pile.actions_row.insertWidget(3, self.listed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.MARGIN, 0, 0)
        column.setSpacing(theme.MARGIN)
        column.addLayout(self._choice_row())
        column.addWidget(self.pile, 1)
        self.setFocusProxy(self.pile)

    def _choice_row(self) -> QHBoxLayout:
        name = label("届次(&S)", "muted")
        name.setBuddy(self.sessions)
        self.heading = label("", "small")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(name)
        row.addWidget(self.sessions)
        row.addSpacing(theme.SPACE)
        row.addWidget(self.heading, 1)
        row.addWidget(button("全选(&A)", self.pile.tick_all, "quiet"))
        row.addWidget(button("清除(&D)", self.pile.model.clear, "quiet"))
        return row

    def refresh(self) -> None:
        """Read sessions and units again; ticks stay."""
        self.sessions.renew(self._desk.office)
        self._reload()

    def write_list(self, name: str) -> None:
        """Write the tasks of the ticked units as a workbook to that file."""
        session_id, order, path = self._session_id(), [load.id for load in self.pile.ticked], Path(name)

        def write(office: Office, progress: Progress) -> int:
            return handout.write_task_list(office, session_id, order, path, progress)

        self.pile.banner.clear()
        done = partial(self._on_listed, path)
        self._desk.jobs.run("正在导出交办清单", write, done, self._on_failed)

    def _papers(self, office: Office, loads: Sequence[Load]) -> tuple[Named, ...]:
        session_id = self._session_id()
        return tuple(
            (f"交办通知_{load.unit.name}", handout.notice(office, session_id, load.id)) for load in loads
        )

    def _session_id(self) -> int:
        return self.sessions.value() or 0 if self.sessions.count() else 0

    def _reload(self, ticked: tuple[int, ...] | None = None) -> None:
        session_id = self._session_id()
        loads = handout.loads(self._desk.office, session_id) if session_id else ()
        self.pile.empty.say(*(_NO_TASK if session_id else _NO_SESSION))
        self.pile.show_rows(loads, ticked)
        self.heading.setText(_summary(loads))

    def _ask_list(self) -> None:
        saving = Saving("交办清单", f"交办清单_{self.sessions.currentText()}", ("xlsx",))
        ask_save(self._desk, self, saving, self.write_list)

    def _on_listed(self, path: Path, number: int) -> None:
        self.pile.banner.show_text(f"已生成 {number} 件次：{path}", "note")
        self._desk.say(f"已生成 {path.name}")

    def _on_failed(self, error: OfficeError) -> None:
        self.pile.banner.show_text(error.message)

    @Slot()
    def _on_session_chosen(self) -> None:
        self._reload(())

    @Slot()
    def _show_state(self) -> None:
        self.listed.setEnabled(bool(self.pile.model.ticked))


def _summary(loads: Sequence[Load]) -> str:
    lead, co = sum(load.lead for load in loads), sum(load.co for load in loads)
    return f"{len(loads)} 个单位，主办 {lead} 件次，协办 {co} 件次" if loads else ""
