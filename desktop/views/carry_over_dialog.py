"""跨年度事项: what earlier years left open, or what goes on into the next, with the days of its promises."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from desktop.casework import carry_over
from desktop.casework.carry_over import Carried, Side, Standing
from desktop.domain.errors import OfficeError
from desktop.domain.figures import Rate
from desktop.views.cards import button
from desktop.views.fields import Choice
from desktop.views.forms import label
from desktop.views.plain_table import PlainTable
from desktop.views.session_choice import SessionChoice
from desktop.views.table_dialog import TableDialog
from desktop.views.tables import Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.casework.office import Office
    from desktop.domain.ledger import Ledger
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

_COLUMNS: tuple[Column[Carried], ...] = (
    Column("届次", lambda each: each.session, 150),
    Column("编号", lambda each: each.item_no, 56),
    Column("案由", lambda each: each.title, 210),
    Column("责任单位", lambda each: each.unit, 112),
    Column("承诺事项（下一步）", lambda each: each.matter, 190),
    Column("承诺时限", lambda each: each.due_on.isoformat() if each.due_on else "", 94),
    Column("提示", lambda each: each.light.text, 110, tone=lambda each: each.light.tone),
    Column("落实情况", lambda each: each.implementation, 76),
    Column("督办", lambda each: "重点" if each.is_listed else "", 52),
)
_WIDE = 2
_NOTHING = ("没有跨年度事项", "往年未办结的件、跨年度的承诺会列在这里，继续跟踪到兑现。")


class CarryOverDialog(TableDialog):
    """Lists matter by matter, the nearest day first; Enter opens the case, 列入重点督办 watches it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "跨年度事项", _NOTHING, parent)
        self._shown = Standing((), 0, Rate(0, 0))
        self._build()
        self._connect()
        self.refresh()
        self.table.setFocus()

    def _build(self) -> None:
        self.sessions = SessionChoice(self)
        self.sessions.renew(self._desk.office)
        self.side: Choice[Side] = Choice([(each.label, each) for each in Side])
        self.side.setMinimumContentsLength(8)
        self.table: PlainTable[Carried] = PlainTable(_COLUMNS, _WIDE, "跨年度事项", _identity, self)
        self.table.setSelectionMode(self.table.SelectionMode.ExtendedSelection)
        self.hold(self.table)
        asked: tuple[tuple[str, QWidget], ...] = (("本届次(&S)", self.sessions), ("范围(&Q)", self.side))
        for place, (text, field) in enumerate(asked):
            name = label(text, "muted")
            name.setBuddy(field)
            field.setAccessibleName(text.split("(&", maxsplit=1)[0])
            self.filters.insertWidget(2 * place, name)
            self.filters.insertWidget(2 * place + 1, field)
        self.resize(1240, 640)
        self.list_button = button("列入重点督办(&D)", self.list_as_key)
        self.buttons.insertWidget(1, self.list_button)

    def _connect(self) -> None:
        self.sessions.session_changed.connect(self.refresh)
        self.side.currentIndexChanged.connect(self.refresh)
        self.table.opened.connect(self._on_opened)

    @override
    @Slot()
    def refresh(self) -> None:
        verb = partial(_standing, self.sessions.value(), self.side.value())
        self._desk.jobs.run("正在核对跨年度事项", verb, self._on_read, self._on_failed, quiet=True)

    @override
    def ledger(self, office: Office) -> Ledger:
        return carry_over.ledger(office, self.sessions.value(), self.side.value())

    @Slot()
    def list_as_key(self) -> None:
        """Put the selected cases under supervision as key matters, or all listed when none is selected."""
        self.banner.clear()
        chosen = [self.table.rows.row_at(place) for place in self.table.selected_places()]
        ids = [each.id for each in chosen if each is not None] or [each.id for each in self._shown.rows]
        try:
            number = carry_over.list_as_key(self._desk.office, ids)
        except OfficeError as error:
            self.banner.show_text(error.message)
            return
        told = f"已将 {number} 件列入重点督办" if number else "所选的件都已列入重点督办"
        self._desk.say(told)
        self.banner.show_text(f"{told}；到承诺时限前会提醒复查。" if number else f"{told}。", "note")

    def _on_read(self, found: Standing) -> None:
        if self._presence.is_over:
            return
        self._shown = found
        self.table.show_rows(found.rows)
        self.show_table(has_rows=bool(found.rows))
        if found.rows and self.focusWidget() in {None, self.export_button}:
            self.table.setFocus()
        rate = found.promises.text(self._desk.office.percent)
        listed = f"{found.cases} 件，{len(found.rows)} 项" if found.rows else "没有未了事项"
        self.told.setText(f"{listed}；承诺落实率 {rate}")
        self.list_button.setEnabled(bool(found.rows) and not self._desk.office.is_read_only)

    @Slot(object)
    def _on_opened(self, each: Carried) -> None:
        self._desk.open_case(each.id)
        self.accept()


def _identity(each: Carried) -> tuple[int, str]:
    return each.id, each.matter


def _standing(session_id: int | None, side: Side, office: Office, progress: Progress) -> Standing:
    return carry_over.standing(office, session_id, side, progress)
