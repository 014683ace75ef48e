"""The list of who still lacks which meeting (谁还缺哪次面商): to be looked at, opened and taken along."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from desktop.casework import consult, contacts
from desktop.views.cards import button, words
from desktop.views.fields import Choice
from desktop.views.file_choice import Saving, ask_save
from desktop.views.forms import Banner, label
from desktop.views.help_key import offer_help
from desktop.views.plain_table import PlainTable
from desktop.views.presence import Presence
from desktop.views.session_choice import SessionChoice
from desktop.views.tables import Column
from desktop.views.theme import BLOCK, MARGIN, PAGE, SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.casework.contacts import Lacking
    from desktop.casework.office import Office
    from desktop.domain.errors import OfficeError
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_SIZE = (1180, 620)
_WIDE = 2  # the title takes the room


class LackingDialog(QDialog):
    """Shows one line a case and one column a stage; Enter opens the case."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._presence = Presence(self)
        self._found: tuple[Lacking, ...] = ()
        self._build()
        self._connect()
        self.read()

    def _build(self) -> None:
        office = self._desk.office
        self.word = office.default_scheme.contacts.word
        self.setWindowTitle(f"尚缺{self.word}名单")
        offer_help(self)
        self.sessions = SessionChoice(self)
        self.sessions.renew(office)
        self.stage: Choice[str] = Choice([("缺任一次", ""), *self._stages()])
        self.banner = Banner(self)
        self.told = words("", "muted", wraps=True)
        self.table: PlainTable[Lacking] = PlainTable(self._columns(), _WIDE, self.windowTitle(), parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, BLOCK, PAGE, BLOCK)
        column.setSpacing(MARGIN)
        column.addWidget(label(self.windowTitle(), "heading"))
        column.addLayout(self._filter_row())
        column.addWidget(self.banner)
        column.addWidget(self.table, 1)
        column.addLayout(self._button_row())
        self.resize(*_SIZE)
        self.sessions.setFocus()

    def _stages(self) -> list[tuple[str, str]]:
        stages = self._desk.office.default_scheme.contacts.stages
        return [(f"缺“{stage.label}”", stage.key) for stage in stages]

    def _columns(self) -> tuple[Column[Lacking], ...]:
        scheme = self._desk.office.default_scheme
        return (
            Column("承办单位", lambda each: each.unit, 190),
            Column("编号", lambda each: each.number, 84),
            Column("案由", lambda each: each.case.proposal.title, 300),
            Column("领衔人", lambda each: each.case.proposal.lead_submitter, 90),
            *(
                Column(consult.stage_words(scheme, stage.key), _cell_of(stage.key), 104)
                for stage in scheme.contacts.stages
            ),
            Column("承办人", lambda each: each.case.lead.handler if each.case.lead else "", 90),
        )

    def _filter_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for text, field in (("届次(&S)", self.sessions), ("范围(&R)", self.stage)):
            name = label(text, "muted")
            name.setBuddy(field)
            field.setAccessibleName(text.split("(&", maxsplit=1)[0])
            row.addWidget(name)
            row.addWidget(field)
        row.addWidget(self.told, 1)
        return row

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(words("“—”为本件的办理规则不要求；回车打开办件。", "small"))
        row.addStretch(1)
        self.save_button = button("导出名单(&E)…", self.ask_where, "primary")
        row.addWidget(button("关闭", self.reject))
        row.addWidget(self.save_button)
        return row

    def _connect(self) -> None:
        self.sessions.session_changed.connect(self.read)
        self.stage.currentIndexChanged.connect(self._show)
        self.table.opened.connect(self._on_opened)

    @Slot()
    def read(self) -> None:
        """Read the list of the chosen session anew, beside the window."""
        self.told.setText("正在读取记录…")
        self.save_button.setEnabled(False)
        verb = partial(_lacking, self.sessions.value())
        self._desk.jobs.run("正在读取记录", verb, self._on_read, self._on_failed, quiet=True)

    @property
    def shown(self) -> tuple[Lacking, ...]:
        """The cases that are listed."""
        stage = self.stage.value()
        return tuple(each for each in self._found if not stage or stage in each.stages)

    def save_as(self, name: str) -> None:
        """Write what is listed to a file; its ending says in which form."""
        verb = partial(_written, self.shown, Path(name))
        done = partial(self._on_saved, name)
        self._desk.jobs.run(f"正在导出尚缺{self.word}名单", verb, done, self._on_failed)

    @Slot()
    def ask_where(self) -> None:
        """Ask for the file."""
        name = f"尚缺{self.word}名单_{self._desk.office.today.isoformat()}"
        ask_save(self._desk, self, Saving("导出名单", name, ("xlsx", "pdf", "csv")), self.save_as)

    @Slot()
    def _show(self) -> None:
        shown = self.shown
        units = len({each.unit for each in shown})
        self.table.show_rows(shown)
        self.told.setText(f"{units} 个单位，{len(shown)} 件" if shown else f"没有缺{self.word}的在办件。")
        self.save_button.setEnabled(bool(shown))

    def _on_read(self, found: tuple[Lacking, ...]) -> None:
        if not self._presence.is_over:
            self._found = found
            self._show()

    def _on_saved(self, name: str, number: int) -> None:
        self._desk.say(f"已导出 {number} 件：{Path(name).name}")
        if not self._presence.is_over:
            self.banner.show_text(f"已保存：{name}", "note")

    def _on_failed(self, error: OfficeError) -> None:
        if not self._presence.is_over:
            self.banner.show_text(error.message)

    @Slot(object)
    def _on_opened(self, row: Lacking) -> None:
        self.accept()
        self._desk.open_case(row.id)


def _cell_of(stage: str) -> Callable[[Lacking], str]:
    return partial(_shown_cell, stage)


def _shown_cell(stage: str, row: Lacking) -> str:
    return contacts.stage_cell(row, stage)


def _lacking(session_id: int | None, office: Office, progress: Progress) -> tuple[Lacking, ...]:
    return contacts.lacking(office, session_id, progress)


def _written(found: tuple[Lacking, ...], path: Path, office: Office, progress: Progress) -> int:
    return contacts.write(office, found, path, progress)
