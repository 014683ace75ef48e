"""The dialog that asks what kind of papers the files are that are put to a case (添加附件)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from desktop.domain.attachment import AttachmentKind, clean_name, kind_of, size_words
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.plain_table import PlainTable
from desktop.views.tables import RIGHT, Column
from desktop.views.theme import ROW_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_BY_NAME = "按文件名分别判断"
_MOST_ROWS = 8


class _File(NamedTuple):
    id: str
    name: str
    size: str
    kind: str


class AttachDialog(DecisionDialog):
    """Shows the files as they will be called; emits `decided` with the kind, None for each by its name."""

    decided = Signal(object)

    def __init__(self, sources: Sequence[Path], whose: str, parent: QWidget | None = None) -> None:
        super().__init__(f"添加附件：{whose}", "添加", parent)
        self._sources = sources
        self.kind = QComboBox(self)
        columns = (
            Column[_File]("文件", lambda row: row.name, 320),
            Column[_File]("大小", lambda row: row.size, 88, align=RIGHT),
            Column[_File]("类别", lambda row: row.kind, 120),
        )
        self.table = PlainTable(columns, 0, "要添加的文件", parent=self)
        self._fill()

    def _fill(self) -> None:
        guessed = {kind_of(clean_name(source.name)) for source in self._sources}
        if len(guessed) > 1:
            self.kind.addItem(_BY_NAME, None)
        for kind in AttachmentKind:
            self.kind.addItem(kind.label, kind.value)
        if len(guessed) == 1:
            self.kind.setCurrentIndex(self.kind.findData(next(iter(guessed)).value))
        self.form.add("kind", "类别(&K)", self.kind)
        self.table.setFixedHeight((min(len(self._sources), _MOST_ROWS) + 1) * (ROW_HEIGHT + 2))
        self.setMinimumWidth(600)
        self.body.addWidget(self.table)
        self.kind.currentIndexChanged.connect(self._on_kind_chosen)
        self._on_kind_chosen()

    @property
    def chosen(self) -> AttachmentKind | None:
        """The kind of all of them, or None for each by its name."""
        value = self.kind.currentData()
        return None if value is None else AttachmentKind(value)

    @override
    def decide(self) -> None:
        self.decided.emit(self.chosen)

    @Slot()
    def _on_kind_chosen(self) -> None:
        self.table.show_rows([self._row(source) for source in self._sources])

    def _row(self, source: Path) -> _File:
        name = clean_name(source.name)
        size = size_words(source.lstat().st_size) if source.is_file() else "—"
        return _File(str(source), name, size, (self.chosen or kind_of(name)).label)
