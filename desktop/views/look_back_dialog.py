"""The dialog of a 回头看: answered cases picked by class, unit and day, looked at one after the other."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from desktop.casework import export, keep, look_back
from desktop.casework.look_back import Pick
from desktop.domain.errors import OfficeError
from desktop.domain.look_back import Aspect, LookBack
from desktop.views.board_lists import number_of
from desktop.views.cards import button, button_row, words
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import Choice, TextArea, WordBox, let_last_row_grow, required_day
from desktop.views.file_choice import Saving, ask_save
from desktop.views.forms import FieldForm
from desktop.views.plain_table import PlainTable
from desktop.views.session_choice import SessionChoice
from desktop.views.tables import Column
from desktop.views.theme import MARGIN

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.domain.listing import CaseRow
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_SIZE = (1180, 680)
_WIDE = 1
_KEEP = "（不改变）"


class LookBackDialog(DecisionDialog):
    """Lists the picked cases on the left; what was found of the chosen one is written on the right.

    Recording keeps the dialog open and turns to the next case nobody looked at.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, chosen: int = 0) -> None:
        super().__init__("回头看", "登记本件", parent, columns=3)
        self._desk = desk
        self._rows: tuple[CaseRow, ...] = ()
        self._build()
        self._connect()
        self.list_cases()
        self._choose(chosen)

    def _build(self) -> None:
        office = self._desk.office
        self.campaign = WordBox([], f"{office.today.year}年“回头看”")
        self.looked_on = DateField(office.today)
        self.looked_on.set_value(office.today)
        self.sessions = SessionChoice(self)
        self.sessions.renew(office)
        classes = [(each.words, each.short) for each in office.default_scheme.result_classes]
        self.classes: Choice[str] = Choice([("全部类别", ""), *classes])
        units = [(unit.name, unit.id) for unit in keep.units(office)]
        self.units: Choice[int | None] = Choice([("全部单位", None), *units])
        self.first, self.last = DateField(office.today), DateField(office.today)
        for key, text, field in (
            ("campaign", "活动(&C)", self.campaign),
            ("session", "届次(&S)", self.sessions),
            ("result_class", "类别(&L)", self.classes),
            ("unit", "单位(&U)", self.units),
            ("first", "答复自(&F)", self.first),
            ("last", "至(&T)", self.last),
        ):
            self.form.add(key, text, field)
        self.body.addLayout(self._halves(), 1)
        self.cancel_button.setText("关闭")
        button_row(self).insertWidget(0, button("导出清单(&E)…", self.ask_where, "quiet"))
        self.resize(*_SIZE)
        let_last_row_grow(self.findings)
        self.campaign.setFocus()

    def _halves(self) -> QHBoxLayout:
        columns: tuple[Column[CaseRow], ...] = (
            Column("编号", number_of, 78),
            Column("案由", lambda row: row.title, 200),
            Column("单位", lambda row: row.lead_unit, 140),
            Column("类别", lambda row: row.result_class, 60),
            Column("已看", self._looked_words, 96),
        )
        self.table: PlainTable[CaseRow] = PlainTable(columns, _WIDE, "回头看的件", parent=self)
        self.told = words("", "muted", wraps=True)
        self.findings = FieldForm(self)
        self.areas = {aspect: TextArea(3) for aspect in Aspect}
        for aspect, letter in zip(Aspect, "PQR", strict=True):
            self.findings.add(aspect.value, f"{aspect.label}(&{letter})", self.areas[aspect])
        statuses = self._desk.office.default_scheme.implementation_statuses
        self.status: Choice[str] = Choice([(_KEEP, ""), *((each, each) for each in statuses)])
        self.findings.add("status", "落实情况改为(&N)", self.status)
        self.findings.add("looked_on", "检查日期(&D)", self.looked_on)
        self.findings.add_wide(self.told)
        row = QHBoxLayout()
        row.setSpacing(MARGIN)
        row.addWidget(self.table, 3)
        row.addWidget(self.findings, 2)
        return row

    def _connect(self) -> None:
        self.sessions.session_changed.connect(self.list_cases)
        for choice in (self.classes, self.units):
            choice.currentIndexChanged.connect(self.list_cases)
        for day in (self.first, self.last):
            day.editingFinished.connect(self.list_cases)
        self.table.chosen.connect(self._show_chosen)

    def _looked_words(self, row: CaseRow) -> str:
        seen = look_back.looked_at(self._desk.office, row.id, self.campaign.text())
        return seen.looked_on.isoformat() if seen else ""

    def picked(self) -> Pick:
        """Return which cases are listed; a day that cannot be read restricts nothing."""
        first = self.first.value() if self.first.is_readable() else None
        last = self.last.value() if self.last.is_readable() else None
        return Pick(self.sessions.value(), self.units.value(), self.classes.value(), first, last)

    @Slot()
    def list_cases(self) -> None:
        """List the picked cases anew."""
        self._rows = look_back.pick(self._desk.office, self.picked())
        self.table.show_rows(self._rows)
        self._show_chosen()

    @Slot()
    def _show_chosen(self) -> None:
        row = self.table.current_row
        seen = look_back.looked_at(self._desk.office, row.id, self.campaign.text()) if row else None
        for aspect, area in self.areas.items():
            area.setPlainText(seen.finding(aspect) if seen else "")
        self.status.choose(seen.status if seen else "")
        where = f"第 {self._rows.index(row) + 1} 件，" if row in self._rows else ""
        told = f"{where}共 {len(self._rows)} 件已答复的件" if self._rows else "没有符合条件的已答复的件。"
        self.told.setText(told)
        self.verb_button.setEnabled(row is not None)

    @Slot()
    def ask_where(self) -> None:
        """Ask for a file, and write the picked cases with what was found of each into it."""
        name = f"{self.campaign.text()}_{self._desk.office.today.isoformat()}"
        ask_save(self._desk, self, Saving("导出回头看清单", name, ("xlsx", "pdf", "csv")), self.export_to)

    @Slot(str)
    def export_to(self, name: str) -> None:
        """Write the list into that file, as its ending says."""
        self.banner.clear()
        verb = partial(_written, self.picked(), self.campaign.text(), Path(name))
        self._desk.jobs.run("正在导出回头看清单", verb, partial(self._on_written, name), self._on_failed)

    def _on_written(self, name: str, number: int) -> None:
        self._desk.say(f"已导出 {number} 件：{Path(name).name}")

    def _on_failed(self, error: OfficeError) -> None:
        self._desk.say(error.message)

    def _choose(self, case_id: int) -> None:
        places = [place for place, row in enumerate(self._rows) if row.id == case_id]
        if self._rows:
            self.table.select_place(places[0] if places else 0)

    def _next(self) -> None:
        """Turn to the next case nobody looked at in this campaign; stay at the last."""
        row = self.table.current_row
        after = self._rows.index(row) + 1 if row in self._rows else 0
        order = (*self._rows[after:], *self._rows[:after])
        self._choose(next((each.id for each in order if not self._looked_words(each)), row.id if row else 0))

    @override
    def would_lose(self) -> bool:
        row = self.table.current_row
        seen = look_back.looked_at(self._desk.office, row.id, self.campaign.text()) if row else None
        kept = {aspect: seen.finding(aspect) if seen else "" for aspect in Aspect}
        return any(area.text() != kept[aspect] for aspect, area in self.areas.items())

    @override
    def decide(self) -> None:
        row = self.table.current_row
        if row is None:
            return
        seen = LookBack(
            self.campaign.text(),
            required_day(self.looked_on, "looked_on", "检查日期"),
            self._desk.office.officer,
            progress=self.areas[Aspect.PROGRESS].text(),
            quality=self.areas[Aspect.QUALITY].text(),
            procedure=self.areas[Aspect.PROCEDURE].text(),
            status=self.status.value(),
        )
        look_back.record(self._desk.office, row.id, seen)
        self._desk.say(f"已登记回头看：{row.item_no or '未编号'}")

    @Slot()
    @override
    def _on_verb(self) -> None:
        self.banner.clear()
        self.findings.clear_problems()
        try:
            self.decide()
        except OfficeError as error:
            self.findings.show_error(error, self.banner)
        else:
            self.table.viewport().update()
            self._next()
            self.areas[Aspect.PROGRESS].setFocus()


def _written(picked: Pick, campaign: str, path: Path, office: Office, progress: Progress) -> int:
    return export.write(office, look_back.ledger(office, picked, campaign, progress), path, progress)
