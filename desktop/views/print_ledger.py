"""Printing the 台账: choose what it shall hold, then a workbook ready to be printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework import export, find, keep
from desktop.domain.kinds import Body, Kind
from desktop.domain.listing import CaseRow, Criteria
from desktop.domain.stage import OWING, Stage
from desktop.views import theme
from desktop.views.cards import button
from desktop.views.fields import Choice
from desktop.views.file_choice import Saving, ask_save
from desktop.views.forms import Banner, card, label
from desktop.views.ledger_table import LedgerTable
from desktop.views.session_choice import SessionChoice
from desktop.views.tables import Column, RowModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.casework.office import Office
    from desktop.domain.errors import OfficeError
    from desktop.domain.ledger import Cell
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_KINDS = (
    ("全部", ()),
    *((f"{body.label}的件", tuple(kind for kind in Kind if kind.body is body)) for body in Body),
    *((kind.label, (kind,)) for kind in Kind),
)
_STAGES = (
    ("全部", ()),
    ("未答复", tuple(stage for stage in Stage if stage in OWING)),
    ("已答复", (Stage.REPLIED, Stage.FOLLOWING, Stage.CLOSED, Stage.ARCHIVED)),
    *((stage.label, (stage,)) for stage in Stage),
)
_PROMISE = "表头冻结、可筛选，打印时 A3 横向、每页重复表头；编号、文号按文字存放"
_PIXELS = 9  # a column of a workbook is as wide as so many characters; this makes pixels of them


def _shown(value: Callable[[CaseRow], Cell], row: CaseRow) -> str:
    cell = value(row)
    return "" if cell is None else str(cell)


_COLUMNS: tuple[Column[CaseRow], ...] = tuple(
    Column(column.title, partial(_shown, value), int(column.width * _PIXELS))
    for column, value in export.LEDGER_COLUMNS
)


class PrintLedger(QWidget):
    """What the workbook shall hold, how it will look, and the button that writes it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._build()
        self._connect()

    def _build(self) -> None:
        self.sessions = SessionChoice(self)
        self.kinds: Choice[tuple[Kind, ...]] = Choice(_KINDS, self)
        self.stages: Choice[tuple[Stage, ...]] = Choice(_STAGES, self)
        self.units: Choice[int | None] = Choice((), self)
        self.units.setMinimumContentsLength(10)
        self.units.setSizeAdjustPolicy(self.units.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.key_only = QCheckBox("只要重点件(&K)", self)
        self.banner = Banner(self)
        self.rows: RowModel[CaseRow] = RowModel(_COLUMNS, self._fetch, self._count, self)
        self.table: LedgerTable[CaseRow] = LedgerTable(self.rows, self)
        self.table.setAccessibleName("将导出的台账")
        self.table.show_order(-1, Qt.SortOrder.AscendingOrder)
        self.table.horizontalHeader().setSectionsMovable(False)
        frame, inside = card(margin=1, spacing=0)
        inside.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.MARGIN, 0, 0)
        column.setSpacing(theme.MARGIN)
        column.addLayout(self._filter_rows())
        column.addWidget(self.banner)
        column.addWidget(frame, 1)
        column.addLayout(self._action_row())

    def _filter_rows(self) -> QVBoxLayout:
        rows, upper, lower = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        rows.setSpacing(theme.SPACE)
        for row in (upper, lower):
            row.setSpacing(theme.SPACE)
            rows.addLayout(row)
        for text, field in (
            ("届次(&S)", self.sessions),
            ("类型(&T)", self.kinds),
            ("环节(&G)", self.stages),
            ("承办单位(&U)", self.units),
        ):
            name = label(text, "muted")
            name.setBuddy(field)
            field.setAccessibleName(text.split("(&", maxsplit=1)[0])
            row = lower if field is self.units else upper
            row.addWidget(name)
            row.addWidget(field)
            row.addSpacing(theme.SPACE)
        lower.addWidget(self.key_only)
        for row in (upper, lower):
            row.addStretch(1)
        return rows

    def _action_row(self) -> QHBoxLayout:
        self.number = label("")
        self.printed = button("导出 PDF(&P)…", partial(self._ask_file, "pdf"))
        self.write = button("导出 xlsx(&X)…", partial(self._ask_file, "xlsx"), "primary")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.number)
        row.addSpacing(theme.SPACE)
        promise = label(_PROMISE, "small")
        promise.setWordWrap(True)
        row.addWidget(promise, 1)
        row.addWidget(self.printed)
        row.addWidget(self.write)
        return row

    def _connect(self) -> None:
        self.sessions.session_changed.connect(self.reload)
        for box in (self.kinds, self.stages, self.units):
            box.currentIndexChanged.connect(self.reload)
        self.key_only.toggled.connect(self.reload)

    def refresh(self) -> None:
        """Offer the sessions and units as they are now, and count again."""
        self.sessions.renew(self._desk.office)
        chosen = self.units.value() if self.units.count() else None
        units = [(unit.name, unit.id) for unit in keep.units(self._desk.office)]
        with QSignalBlocker(self.units):
            self.units.offer([("全部", None), *units])
            self.units.choose(chosen)
        self.reload()

    def criteria(self) -> Criteria:
        """Return what the workbook shall hold."""
        return Criteria(
            session_id=self.sessions.value(),
            kinds=self.kinds.value(),
            stages=self.stages.value(),
            unit_id=self.units.value(),
            key_only=self.key_only.isChecked(),
        )

    @Slot()
    def reload(self) -> None:
        """Show what the workbook would hold."""
        self.rows.reload()
        number = self.rows.rowCount()
        self.number.setText(f"共 {number:,} 件 {len(_COLUMNS)} 列")
        for each in (self.printed, self.write):
            each.setEnabled(number > 0)

    def _fetch(self, offset: int, limit: int) -> Sequence[CaseRow]:
        return find.page(self._desk.office, self.criteria(), offset, limit)

    def _count(self) -> int:
        return find.count(self._desk.office, self.criteria())

    def write_to(self, name: str) -> None:
        """Write the list to that file, in the format of its ending."""
        self.banner.clear()
        path = Path(name)
        done = partial(self._on_done, path)
        self._desk.jobs.run("正在导出台账", partial(_written, self.criteria(), path), done, self._on_failed)

    def _ask_file(self, ending: str) -> None:
        saving = Saving("导出台账", f"台账_{self._desk.office.today.isoformat()}", (ending,))
        ask_save(self._desk, self, saving, self.write_to)

    def _on_done(self, path: Path, rows: int) -> None:
        self.banner.show_text(f"已导出 {rows} 件：{path}", "note")
        self._desk.say(f"已导出台账 {rows} 件")

    def _on_failed(self, error: OfficeError) -> None:
        self.banner.show_text(error.message)


def _written(criteria: Criteria, path: Path, office: Office, progress: Progress) -> int:
    return export.ledger(office, criteria, path, progress)
