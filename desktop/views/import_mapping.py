"""The second step of an import: where the heading stands, and what each column means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from desktop.casework import intake
from desktop.casework.intake_headings import Field
from desktop.casework.intake_source import Certainty, is_kept
from desktop.views import theme
from desktop.views.forms import card, label
from desktop.views.import_columns import ColumnsView

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.casework.intake_source import ColumnMap, Source, SourceColumn
    from desktop.views.page import Desk

_SEARCHED = 60  # rows a heading may stand in
_NO_HEADING = 0  # the last row of a heading that is not there
_LONGEST_WORD = 20  # characters of a heading


class MappingStep(QWidget):
    """Shows the first rows of a sheet and above each column what it means; all of it can be set right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._source: Source | None = None
        self._mapping: ColumnMap | None = None
        self._before: ColumnMap | None = None
        self._is_plain = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.first, self.last = QSpinBox(self), QSpinBox(self)
        self.first.setRange(1, _SEARCHED)
        self.last.setRange(_NO_HEADING, _SEARCHED)
        self.last.setSpecialValueText("无")
        self.last.setToolTip("没有表头的填 0，从左边写的那一行起都是内容")
        self.words = label("", "muted")
        self.columns = ColumnsView(self)
        self.about = label("", "muted")
        self.about.setWordWrap(True)
        frame, inside = card(margin=1, spacing=0)
        inside.addWidget(self.columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MARGIN)
        column.addLayout(self._head())
        column.addWidget(frame, 1)
        column.addWidget(self.about)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        for text, name, spin in (
            ("表头从第(&T)", "表头第一行", self.first),
            ("行到第(&E)", "表头最后一行", self.last),
        ):
            title = label(text)
            title.setBuddy(spin)
            spin.setAccessibleName(name)
            spin.setFixedWidth(56)
            spin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            row.addWidget(title)
            row.addWidget(spin)
        row.addWidget(label("行"))
        row.addSpacing(theme.BLOCK)
        row.addWidget(self.words, 1)
        return row

    def _connect(self) -> None:
        self.first.valueChanged.connect(self._on_heading_moved)
        self.last.valueChanged.connect(self._on_heading_moved)
        self.columns.field_chosen.connect(self._on_field_chosen)
        self.columns.entered.connect(self._on_entered)

    @property
    def mapping(self) -> ColumnMap | None:
        """What the columns mean as it is shown."""
        return self._mapping

    def show_source(self, source: Source, sheet: str) -> None:
        """Show a sheet, its columns meaning what they did last time, or what their headings say."""
        self._source = source
        mapping = intake.mapping_of(self._desk.office, source, sheet)
        if mapping.top == mapping.below:  # no heading was recognised
            heading = _likely_heading(source.sheet(mapping.sheet).rows)
            mapping = intake.mapping_of(self._desk.office, source, mapping.sheet, heading)
        self._show(mapping)

    @property
    def is_plain(self) -> bool:
        """Whether nobody needs to look: somebody did before, or every filled column is known."""
        return self._is_plain

    def _show(self, mapping: ColumnMap) -> None:
        if self._source is None:
            return
        offered = self._source.columns(mapping)
        self._mapping = self._before = _with_guesses(mapping, offered)
        kept = is_kept(self._desk.office, mapping, self._source)
        known = all(each.certainty is Certainty.KNOWN or not each.samples for each in offered)
        self._is_plain = self._is_list() and (known or kept)
        self._show_heading(mapping)
        self.columns.show_sheet(self._source.sheet(mapping.sheet), self._mapping, offered)
        self._tell()

    def _is_list(self) -> bool:
        return bool(self._source and self._mapping and self._source.applied(self._mapping).is_list)

    def _show_heading(self, mapping: ColumnMap) -> None:
        last = mapping.below if mapping.below > mapping.top else _NO_HEADING
        for spin, value in ((self.first, mapping.top + 1), (self.last, last)):
            spin.blockSignals(True)
            spin.setValue(value)
            spin.blockSignals(False)

    def _tell(self) -> None:
        if self._mapping is None:
            return
        count = len({what for _, what in self._mapping.fields})
        self.words.setText(
            f"工作表“{self._mapping.sheet}”：已对应 {count} 栏"
            if self._is_list()
            else f"工作表“{self._mapping.sheet}”：还没有一列对应“案由”，请在上方下拉框中指明"
        )

    @Slot()
    def _on_heading_moved(self) -> None:
        if self._source is None or self._mapping is None:
            return
        rows = len(self._source.sheet(self._mapping.sheet).rows)
        top, last = min(self.first.value(), rows) - 1, self.last.value()
        below = top if last == _NO_HEADING else min(max(top + 1, last), rows)
        heading = (top, below)
        self._show(intake.mapping_of(self._desk.office, self._source, self._mapping.sheet, heading))

    @Slot(int, object)
    def _on_field_chosen(self, index: int, field: object) -> None:
        if self._mapping is not None and (field is None or isinstance(field, Field)):
            self._mapping = (self._before or self._mapping).with_field(index, field)
            self.columns.show_fields(self._mapping)
            self._tell()

    @Slot(object)
    def _on_entered(self, column: SourceColumn) -> None:
        """Tell what the column holds; keys that walk through its meanings take none from other columns."""
        self._before = self._mapping
        said = "、".join(f"“{each}”" for each in column.samples) or "没有内容"
        self.about.setText(f"{column.heading}：{said}")


def _with_guesses(mapping: ColumnMap, offered: Iterable[SourceColumn]) -> ColumnMap:
    """Return the map with what headings resemble; it is seen before it counts."""
    taken = {what for _, what in mapping.fields}
    for each in offered:
        if each.certainty is Certainty.GUESSED and each.field not in taken:
            mapping = mapping.with_field(each.index, each.field)
            taken |= {each.field} if each.field else set()
    return mapping


def _likely_heading(rows: Sequence[Sequence[object]]) -> tuple[int, int]:
    """Return where the heading of unknown words may be: the first row of several short words, if any."""
    for at, row in enumerate(rows[:_SEARCHED]):
        words = [text for cell in row if (text := str(cell or "").strip())]
        if len(set(words)) > 1:
            is_heading = all(len(word) <= _LONGEST_WORD and not word[0].isdecimal() for word in words)
            return (at, at + 1) if is_heading else (at, at)
    return (0, 0)
