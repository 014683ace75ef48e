"""The 台账: the cases of the office as a list to be narrowed, sorted, walked through, copied and exported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import find
from desktop.domain.changes import Topic
from desktop.domain.listing import CaseRow, Criteria
from desktop.domain.view import SavedView
from desktop.views import ledger_sums, memory
from desktop.views.empty_state import EmptyState
from desktop.views.forms import rule
from desktop.views.ledger_actions import LedgerActions
from desktop.views.ledger_chips import FilterLine
from desktop.views.ledger_colours import LedgerColours
from desktop.views.ledger_columns import ledger_columns
from desktop.views.ledger_edits import LedgerEdits
from desktop.views.ledger_filter import LedgerFilter
from desktop.views.ledger_grid import LedgerGrid
from desktop.views.ledger_layout import LedgerLayout
from desktop.views.ledger_question import LedgerQuestion
from desktop.views.ledger_search import LedgerSearch
from desktop.views.ledger_verbs import LedgerVerbs
from desktop.views.ledger_views import ViewChoice
from desktop.views.ledger_walk import next_overdue
from desktop.views.page import Desk, PageFrame
from desktop.views.tables import RowModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.view import ColourRule

LAYOUT, FROZEN = "ledger/columns", "ledger/frozen"
USUALLY_FROZEN = 2  # 编号 and 案由
NOTHING_YET = ("还没有登记", "按 Ctrl+N 登记第一件，或按 Ctrl+I 导入名单。")
NOTHING_FOUND = ("没有符合条件的件", "改一改上面的条件，或按“清除”看全部。")


class LedgerPage(PageFrame):
    """The list of cases; `criteria` is what it holds and in which order."""

    TOPICS: ClassVar[frozenset[Topic]] = frozenset(set(Topic) - {Topic.CALENDAR})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._counts = ""
        self._make_parts()
        self._build()
        self._connect()

    def _make_parts(self) -> None:
        desk, office = self.desk, self.desk.office
        self.colours = LedgerColours(office)
        self.views = ViewChoice(desk, self)
        self.filter = LedgerFilter(office, self)
        self.line = FilterLine(self)
        columns = ledger_columns(office, self.colours.rule_of)
        self.rows: RowModel[CaseRow] = RowModel(columns, self._fetch, self._count, self)
        self.rows.rule_of = self.colours.rule_of
        self.table: LedgerGrid[CaseRow] = LedgerGrid(self.rows, self)
        self.question = LedgerQuestion(office, self.table, self.filter, self.line)
        self.places = LedgerLayout(self.table)
        self.empty = EmptyState(*NOTHING_YET, self)
        self.edits = LedgerEdits(desk, self.table, self)
        self.deeds = LedgerActions(self, self)
        self.hits = LedgerSearch(desk, self.table, self)
        self.verbs = LedgerVerbs(desk, self, self.deeds.selected_cases, self._asked)

    def _build(self) -> None:
        self.setFocusProxy(self.table)
        self.table.setAccessibleName("台账")
        self.table.restore_layout(memory.words(self.desk.memory, LAYOUT))
        self.places.show_marks(on=False)
        frozen = memory.word(self.desk.memory, FROZEN)
        self.table.freeze(int(frozen) if frozen.isdecimal() else USUALLY_FROZEN)
        self._body = QStackedWidget(self)
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.views, 0, Qt.AlignmentFlag.AlignBottom)
        top.addWidget(self.filter, 1)
        column.addLayout(top)
        column.addWidget(self.line)
        column.addWidget(rule())
        column.addWidget(self._body, 1)
        column.addWidget(self.hits.line)
        self.deeds.build()
        self.views.offer(self.deeds.of_columns)

    def _connect(self) -> None:
        self.question.changed.connect(self._reload)
        self.filter.text.left.connect(self._on_search_left)
        self.views.chosen.connect(self._on_view_chosen)
        self.rows.modelAboutToBeReset.connect(self.colours.forget)
        self.table.horizontalHeader().sectionMoved.connect(self._show_question)
        self.table.opened.connect(self._on_opened)
        self.table.chosen.connect(self._on_chosen)
        self.table.counted.connect(self._on_counted)
        self.table.told.connect(self.desk.say)

    @property
    def criteria(self) -> Criteria:
        """What the list holds, and in which order."""
        return self.question.criteria

    @property
    def seen(self) -> SavedView:
        """What the list shows now, as a view without a name."""
        return SavedView("", self.criteria, self.places.keys, self.colours.rules, widths=self.places.widths)

    @override
    def refresh(self) -> None:
        self.filter.refresh()
        self.views.refresh()
        self._reload()

    @override
    def visit(self, target: object) -> None:
        """Show the cases of a `Criteria`."""
        if isinstance(target, Criteria):
            self.views.recognise(target)
            self.question.ask(target)

    def _asked(self) -> Criteria:
        return self.criteria

    @override
    def chosen_cases(self) -> tuple[int, ...]:
        rows = self.table.rows
        return tuple(row.id for place in self.table.selected_places() if (row := rows.row_at(place)))

    @override
    def focus_search(self) -> bool:
        self.filter.text.setFocus()
        self.filter.text.selectAll()
        return True

    @override
    def remember(self) -> None:
        self.desk.memory.setValue(LAYOUT, self.places.words)
        self.desk.memory.setValue(FROZEN, str(self.table.frozen_count))

    @override
    def restore_default_layout(self) -> None:
        self.places.restore_default()
        self.places.show_marks(on=bool(self.colours.rules))
        self.table.freeze(USUALLY_FROZEN)
        self._show_question()

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these columns in this order, and no others."""
        self.places.choose(keys)
        self._show_question()

    def show_colours(self, rules: tuple[ColourRule, ...]) -> None:
        """Colour the rows by these rules."""
        self.colours.put(rules)
        self.places.show_marks(on=bool(rules))
        self._reload()

    def open_current(self) -> None:
        """Open the case the cursor is in."""
        if (row := self.table.current_row) is not None:
            self._on_opened(row)

    def go_to_next_overdue(self) -> bool:
        """Put the cursor into the next overdue case after the current one, from the top again if need be."""
        total, at = self.rows.rowCount(), self.table.currentIndex().row()
        place = next_overdue(self.desk.office, self.criteria, at, total)
        if place is None:
            self.desk.say("这些件中没有逾期的。")
            return False
        self.table.select_place(place)
        self.table.setFocus()
        return True

    def ask_where_to_export(self) -> None:
        """Ask for a file and write what is shown into it."""
        from desktop.views import ledger_export

        ledger_export.ask_where(self.desk, self, "台账", self.export_to)

    @Slot(str)
    def export_to(self, name: str) -> None:
        """Write the cases, columns, order and colours of the list into a file."""
        from desktop.views import ledger_export

        ledger_export.write(self.desk, self.seen, Path(name))

    def ask_where_to_publish(self) -> None:
        """Ask for a file and write the public copy of what is shown into it."""
        from desktop.views import ledger_export

        ledger_export.ask_where_public(self.desk, self, self.publish_to)

    @Slot(str)
    def publish_to(self, name: str) -> None:
        """Write the public copy of the list into a file."""
        from desktop.views import ledger_export

        ledger_export.write(self.desk, self.seen, Path(name), is_public=True)

    def _fetch(self, offset: int, limit: int) -> tuple[CaseRow, ...]:
        return find.page(self.desk.office, self.criteria, offset, limit)

    def _count(self) -> int:
        return find.count(self.desk.office, self.criteria)

    @Slot()
    def _reload(self) -> None:
        self.hits.follow(self.criteria.text)
        self.rows.reload()
        self.empty.say(*(NOTHING_FOUND if self.filter.is_narrowed else NOTHING_YET))
        self._body.setCurrentWidget(self.table if self.rows.rowCount() else self.empty)
        tally = find.tally(self.desk.office, self.criteria)
        self._counts = f"逾期 {tally.overdue} | 7日内 {tally.soon}"
        self._on_counted()
        self._show_question()

    @Slot()
    def _show_question(self) -> None:
        """Show what is asked: in the titles, in the line of filters, in the name of the view."""
        self.question.show()
        self.views.show_view(self.seen)

    @Slot()
    def _on_search_left(self) -> None:
        self.table.setFocus()
        if not self.table.currentIndex().isValid():
            self.table.select_place(0)

    @Slot(object)
    def _on_view_chosen(self, view: SavedView) -> None:
        self.places.show(view.columns, view.widths)
        self.colours.put(view.colours)
        self.places.show_marks(on=bool(view.colours))
        self.question.ask(view.criteria)

    @Slot(object)
    def _on_opened(self, row: CaseRow) -> None:
        self.hits.set_off()
        self.desk.open_case(row.id)

    @Slot(object)
    def _on_chosen(self, row: CaseRow | None) -> None:
        self.hits.show_row(row)
        self.case_chosen.emit(row.id if row else None)

    @Slot()
    def _on_counted(self) -> None:
        told = (f"共 {self.rows.rowCount()} 件", ledger_sums.words_of(self.table), self._counts)
        self.summary_changed.emit(" | ".join(each for each in told if each))
