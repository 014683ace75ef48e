"""The notices of what was just pressed: one a unit, all ticked, to be looked at and taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.casework import press_notices, supervise
from desktop.views.cards import button, words
from desktop.views.paper_pile import Named, PaperPile, PileKind
from desktop.views.tables import RIGHT, Column
from desktop.views.theme import BLOCK, MARGIN, PAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.casework.office import Office
    from desktop.casework.press_notices import Notice
    from desktop.domain.supervision import SupervisionLevel
    from desktop.views.page import Desk

_COLUMNS: tuple[Column[Notice], ...] = (
    Column("承办单位", lambda each: each.unit, 260),
    Column("文号", lambda each: each.doc_no or "未编号", 170),
    Column("涉及件数", lambda each: str(len(each.case_ids)), 84, align=RIGHT),
    Column("其中逾期", lambda each: str(each.late), 84, align=RIGHT),
)


class NoticesDialog(QDialog):
    """Shows the notices about these tasks, pairs of the ids of case and unit."""

    def __init__(
        self,
        desk: Desk,
        pairs: Sequence[tuple[int, int]],
        level: SupervisionLevel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._build(level)
        ids = dict.fromkeys(case_id for case_id, _ in pairs)
        found = supervise.targets(desk.office, tuple(ids), pairs=frozenset(pairs))
        notices = press_notices.notices(desk.office, found, level)
        self.pile.show_rows(notices, [each.id for each in notices])
        self._told.setText(f"{len(notices)} 个单位各一份；回车预览，也可以以后在“打印 › 督办文书”中打印。")
        self.pile.table.select_place(0)
        self.pile.table.setFocus()

    def _build(self, level: SupervisionLevel) -> None:
        title = f"{level.label}通知书"
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._told = words("", "muted")
        kind = PileKind(title, _COLUMNS, 0, _papers, ("没有通知书", "没有单位需要通知。"))
        self.pile: PaperPile[Notice] = PaperPile(self._desk, kind, self)
        self.pile.actions_row.addWidget(button("关闭", self.reject))
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, BLOCK, PAGE, BLOCK)
        column.setSpacing(MARGIN)
        column.addWidget(words(title, "heading"))
        column.addWidget(self._told)
        column.addWidget(self.pile, 1)
        self.resize(860, 480)


def _papers(_office: Office, notices: Sequence[Notice]) -> tuple[Named, ...]:
    return tuple((f"{each.letter.title}_{each.unit}", each.letter) for each in notices)
