"""What a query brings to the 台账: the words marked in its cells, the words around a hit at its foot, F3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain.filters import ListColumn
from desktop.views import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.casework.search import Hit
    from desktop.domain.listing import CaseRow
    from desktop.views.ledger_grid import LedgerGrid
    from desktop.views.page import Desk

_WHERE = 72  # pixels
_ASK_FIRST = "还没有查找：先在“查找”框中输入词语，再按 F3 逐件查看。"


class HitLine(QWidget):
    """One line below the list: where the words of the query stand in the case the cursor is in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hit: Hit | None = None
        self.setFixedHeight(theme.ROW_HEIGHT + 2)
        self.hide()

    @property
    def text(self) -> str:
        """What the line says, "" when it is not shown."""
        return self.accessibleName() if not self.isHidden() else ""

    def show_hit(self, hit: Hit | None) -> None:
        """Show where the words stand; nothing for none, or where no word was looked for."""
        self._hit = hit if hit is not None and hit.where else None
        self.setVisible(self._hit is not None)
        if self._hit is not None:
            self.setAccessibleName(f"命中 {self._hit.where}：{self._hit.snippet.text}")
            self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        from desktop.views.highlight import paint_snippet

        if self._hit is None:
            return
        tokens = theme.tokens_of(self)
        room = QRect(self.rect()).adjusted(theme.BLOCK, 0, -theme.BLOCK, 0)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), QColor(tokens.raised))
            painter.fillRect(0, 0, self.width(), 1, QColor(tokens.line))
            painter.setPen(QColor(tokens.accent))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._hit.where)
            beside = room.adjusted(_WHERE, 0, 0, 0)
            paint_snippet(painter, beside, self._hit.snippet, QColor(tokens.text), QColor(tokens.hit))


class LedgerSearch(QObject):
    """Follows the query of the list: marks its words, shows its hits, and goes from one to the next."""

    def __init__(self, desk: Desk, table: LedgerGrid[CaseRow], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._table = table
        self._text = ""
        self.line = HitLine(parent)

    def follow(self, text: str) -> None:
        """Take in what the list is asked for; called before its rows are read."""
        if (text := text.strip()) != self._text:
            self._tell_reading(text)
        self._text = text
        columns = self._table.rows.columns
        self._table.rows.sought = _sought(self._text, [each.narrow for each in columns]) if self._text else {}
        self.show_row(None)

    def _tell_reading(self, text: str) -> None:
        from desktop.domain.query import reading

        if told := reading(text):
            self._desk.say(f"{told}。")

    def show_row(self, row: CaseRow | None) -> None:
        """Show where the words stand in the case the cursor is in."""
        if row is None or not self._text:
            self.line.show_hit(None)
            return
        from desktop.casework import search

        self.line.show_hit(search.hit_of(self._desk.office, row, self._text))

    def set_off(self) -> None:
        """Let F3 go on from the case that is about to be opened, when the list is the answer to a query."""
        if self._text:
            place = max(self._table.currentIndex().row(), 0)
            self._desk.trail.follow(self._text, self._table.rows.rowCount(), self._case_at, place)
        else:
            self._desk.trail.leave()

    @Slot()
    def next(self) -> None:
        """Put the cursor into the next hit, from the top again after the last."""
        self._step(1)

    @Slot()
    def previous(self) -> None:
        """Put the cursor into the hit before, from the bottom again before the first."""
        self._step(-1)

    def _step(self, by: int) -> None:
        total, now = self._table.rows.rowCount(), self._table.currentIndex().row()
        if not self._text:
            self._desk.say(_ASK_FIRST)
        elif total:
            start = now if now >= 0 or by > 0 else 0
            self._table.select_place((start + by) % total)
            self._table.setFocus()

    def _case_at(self, place: int) -> int | None:
        row = self._table.rows.row_at(place)
        return None if row is None else row.id


def _sought(text: str, columns: list[ListColumn | None]) -> dict[int, tuple[str, ...]]:
    """Return the words to be marked in each column that shows what a query looks into."""
    from desktop.casework import search
    from desktop.domain.query import Field

    fields = {
        ListColumn.NUMBER: (Field.NUMBER,),
        ListColumn.TITLE: (Field.TITLE,),
        ListColumn.SUBMITTER: (Field.SUBMITTER,),
        ListColumn.LEAD_UNIT: (Field.UNIT, Field.LEAD),
        ListColumn.CO_UNITS: (Field.UNIT, Field.CO),
        ListColumn.HANDLER: (Field.PERSON,),
        ListColumn.REMARK: (Field.REMARK,),
    }
    return {
        place: words
        for place, column in enumerate(columns)
        if column in fields and (words := search.words(text, *fields[column]))
    }
