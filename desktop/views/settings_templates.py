"""文书模板: the office's own .docx papers — added after a check, taken out to be changed, dropped."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QMessageBox
from typing_extensions import override

from desktop.casework import print_out, templates
from desktop.domain.errors import OfficeError
from desktop.views.cards import button
from desktop.views.empty_state import EmptyState
from desktop.views.file_choice import Saving, ask_open, ask_save
from desktop.views.plain_table import PlainTable
from desktop.views.settings_section import SettingsSection
from desktop.views.tables import CENTER, Column
from desktop.views.theme import SPACE
from desktop.views.weekdays import shown_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.domain.template import OfficeTemplate
    from desktop.views.page import Desk

_KINDS = ("Word 文档 (*.docx)",)
_TEMPLATES: tuple[Column[OfficeTemplate], ...] = (
    Column("名称", lambda each: each.name, 200),
    Column("字段", lambda each: "、".join(each.fields), 360),
    Column("添加日期", lambda each: shown_day(each.added_on), 164, align=CENTER),
    Column("添加人", lambda each: each.added_by, 90),
)


class TemplatesSection(SettingsSection):
    """Every template of the office, in the order they were added."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "文书模板", "自己的 .docx 函件，字段写成 {{编号}}；在“打印”里使用", parent)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.add = button("添加模板(&N)…", self._ask_template, "primary")
        self.head.addWidget(self.add)
        self.table: PlainTable[OfficeTemplate] = PlainTable(
            _TEMPLATES, 1, "文书模板", attrgetter("name"), self
        )
        self.empty = EmptyState("还没有自己的模板", "先导出字段表，把要用的字段复制到自己的函件里，再添加。")
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)
        self.fields = button("导出字段表(&F)…", self._ask_sample)
        self.take_out = button("另存模板(&S)…", self._ask_copy)
        self.strike = button("删除模板(&D)", self._on_strike)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for each in (self.fields, self.take_out, self.strike):
            row.addWidget(each)
        row.addStretch(1)
        self.column.addLayout(row)

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._ask_copy)

    @override
    def refresh(self) -> None:
        found = templates.every(self.desk.office)
        self.table.show_rows(found)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.add.setEnabled(not self.desk.office.is_read_only)
        self._on_chosen()

    def add_from(self, name: str) -> None:
        """Take that file in as a template; say which fields it uses, or why it was refused."""
        try:
            kept = templates.add(self.desk.office, Path(name))
        except OfficeError as error:
            self.banner.show_text(error.message)
            return
        used = "、".join(kept.fields)
        self.banner.show_text(f"已添加“{kept.name}”，用到 {len(kept.fields)} 个字段：{used}。", "note")

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self.table.current_row
        self.take_out.setEnabled(chosen is not None)
        self.strike.setEnabled(chosen is not None and not self.desk.office.is_read_only)

    def _ask_template(self) -> None:
        ask_open(self.desk, self, "添加文书模板", _KINDS, self.add_from)

    def _ask_sample(self) -> None:
        content = templates.sample(self.desk.office)
        self._ask_file("导出字段表", "文书模板字段表", lambda path: print_out.put(path, content))

    @Slot()
    def _ask_copy(self) -> None:
        chosen = self.table.current_row
        if chosen is not None:
            copy = partial(templates.file_of, self.desk.office, chosen.name)
            self._ask_file("另存模板", chosen.name, copy)

    def _ask_file(self, title: str, name: str, write: Callable[[Path], None]) -> None:
        ask_save(self.desk, self, Saving(title, name, ("docx",)), partial(self._write, write))

    def _write(self, write: Callable[[Path], None], name: str) -> None:
        try:
            write(Path(name))
        except OfficeError as error:
            self.banner.show_text(error.message)
        else:
            self.banner.show_text(f"已写入 {name}。", "note")

    def _on_strike(self) -> None:
        chosen = self.table.current_row
        if chosen is None:
            return
        question = QMessageBox(self)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setWindowTitle("删除模板")
        question.setText(f"删除模板“{chosen.name}”？用它生成过的文件不受影响；以后要用须重新添加。")
        question.setDefaultButton(question.addButton("保留", QMessageBox.ButtonRole.RejectRole))
        sure = question.addButton("删除", QMessageBox.ButtonRole.AcceptRole)
        sure.clicked.connect(partial(self.strike_out, chosen.name))
        question.open()

    def strike_out(self, name: str) -> None:
        """Drop a template."""
        templates.drop(self.desk.office, name)
        self.banner.show_text(f"已删除“{name}”。", "note")
