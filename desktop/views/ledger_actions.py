"""What a person can do on the 台账 by menu and by key: with selected cells, with columns, with cases."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.casework import find
from desktop.views.ledger_columns import MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QDialog, QWidget

    from desktop.domain.case import Case
    from desktop.domain.listing import CaseRow
    from desktop.domain.view import ColourRule
    from desktop.views.ledger_colours import LedgerColours
    from desktop.views.ledger_edits import LedgerEdits
    from desktop.views.ledger_grid import LedgerGrid
    from desktop.views.ledger_layout import LedgerLayout
    from desktop.views.ledger_question import LedgerQuestion
    from desktop.views.ledger_search import LedgerSearch
    from desktop.views.ledger_verbs import LedgerVerbs
    from desktop.views.page import Desk
    from desktop.views.tables import RowModel

MOST_AT_ONCE = 500  # cases changed in one go; more would hold the window up


class PageVerb(NamedTuple):
    """One line of the menus: its words with mnemonic, its keys, what it does.

    What is `of_cells` heeds its keys only while the cursor is in the grid, what `writes` is not offered on a
    desk that is only read.
    """

    words: str
    keys: str
    do: Callable[[], object]
    of_cells: bool = False
    writes: bool = False


class Ledger(Protocol):
    """What the verbs need of the page they belong to."""

    desk: Desk
    rows: RowModel[CaseRow]
    table: LedgerGrid[CaseRow]
    colours: LedgerColours
    question: LedgerQuestion
    places: LedgerLayout
    hits: LedgerSearch
    edits: LedgerEdits
    verbs: LedgerVerbs

    def open_current(self) -> None:
        """Open the case the cursor is in."""

    def go_to_next_overdue(self) -> bool:
        """Put the cursor into the next overdue case."""
        raise NotImplementedError

    def ask_where_to_export(self) -> None:
        """Ask for a file and write what is shown into it."""

    def ask_where_to_publish(self) -> None:
        """Ask for a file and write the public copy of what is shown into it."""

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these columns in this order, and no others."""

    def show_colours(self, rules: tuple[ColourRule, ...]) -> None:
        """Colour the rows by these rules."""


class LedgerActions(QObject):
    """The verbs of the page, and the menus of the cells and of the titles."""

    def __init__(self, page: QWidget, ledger: Ledger) -> None:
        super().__init__(page)
        self._page = page
        self._ledger = ledger
        self._desk = ledger.desk
        self.cell_menu = QMenu(page)
        self.title_menu = QMenu(page)
        self.of_columns: list[QAction] = []  # those that need no column
        self._title = -1

    def build(self) -> None:
        """Fill the menu of the window with every verb, and that of the cells with those about cells."""
        page, table, office = self._page, self._ledger.table, self._desk.office
        for title, verbs in (
            ("单元格(&G)", self._on_cells()),
            ("", self._on_cases()),
            ("", self._on_cell_said()),
        ):
            actions = [self._action(verb) for verb in verbs if not (verb.writes and office.is_read_only)]
            self.cell_menu.addActions(actions)
            self.cell_menu.addSeparator()
            page.addActions([self._folded(title, actions)] if title else actions)
        page.addActions([self._action(verb) for verb in self._on_list()])
        columns = [self._action(verb) for verb in self._on_columns()]
        self.of_columns = columns[:2]
        folded = self._folded("栏目(&I)", columns)
        self.cell_menu.addAction(folded)  # with every line of the window's it is higher than a small screen
        page.addAction(folded)
        for words, do in (
            ("冻结到此列(&F)", self._freeze_here),
            ("取消冻结(&N)", partial(table.freeze, 0)),
            ("隐藏此列(&H)", self._hide_here),
        ):
            self.title_menu.addAction(self._action(PageVerb(words, "", do)))
        self.title_menu.addSeparator()
        self.title_menu.addActions(self.of_columns)
        table.menu_wanted.connect(self.cell_menu.popup)
        table.title_menu_wanted.connect(self._on_title_menu)

    def _folded(self, title: str, actions: Sequence[QAction]) -> QAction:
        """Return the line of a menu that holds these actions in a menu of its own."""
        menu = QMenu(title, self._page)
        menu.addActions(actions)
        return menu.menuAction()

    def _on_cells(self) -> tuple[PageVerb, ...]:
        page, grid = self._ledger, self._ledger.table
        return (
            PageVerb("打开(&O)\tEnter", "", page.open_current),
            PageVerb("编辑单元格(&E)\tF2", "", partial(grid.edit_wanted.emit, None, False), writes=True),
            PageVerb("向下填充(&S)", "Ctrl+D", page.edits.fill_down, of_cells=True, writes=True),
            PageVerb("复制(&C)\tCtrl+C", "", grid.copy),
            PageVerb("连同列名复制(&H)\tCtrl+Shift+C", "", grid.copy_with_titles),
            PageVerb("粘贴(&V)…", "Ctrl+V", self.paste, of_cells=True, writes=True),
        )

    def _on_cases(self) -> tuple[PageVerb, ...]:
        return (
            PageVerb("批量分类(&L)…", "Ctrl+L", self.classify_selected, writes=True),
            PageVerb("批量交办(&J)…", "Ctrl+J", self.hand_out_selected, writes=True),
            *(PageVerb(*verb) for verb in self._ledger.verbs.verbs()),
            PageVerb("移入回收站(&X)…", "Del", self.discard_selected, of_cells=True, writes=True),
            PageVerb("回收站(&B)…", "", self.show_bin),
        )

    def _on_cell_said(self) -> tuple[PageVerb, ...]:
        question = self._ledger.question
        return (
            PageVerb("快速筛选：同此单元格(&2)", "Ctrl+Shift+K", question.narrow_to_cell),
            PageVerb("只看同一主办单位(&1)", "", question.narrow_to_unit),
            PageVerb("这一格的来历(&6)…", "", self.show_origin),
        )

    def show_origin(self) -> None:
        """Show who changed the field of the current cell, from what to what, and when."""
        from desktop.views.origin_dialog import OriginDialog

        table = self._ledger.table
        row = table.current_row
        if row is not None:
            title = self._ledger.rows.columns[table.currentIndex().column()].title
            OriginDialog(self._desk, row.id, title, self._page).open()

    def _on_list(self) -> tuple[PageVerb, ...]:
        page = self._ledger
        return (
            PageVerb("下一件逾期(&N)", "F9", page.go_to_next_overdue),
            PageVerb("下一处命中(&3)", "F3", page.hits.next),
            PageVerb("上一处命中(&4)", "Shift+F3", page.hits.previous),
            PageVerb("导出台账(&O)…", "Ctrl+E", page.ask_where_to_export),
            PageVerb("导出公开版(&5)…", "", page.ask_where_to_publish),
        )

    def _on_columns(self) -> tuple[PageVerb, ...]:
        return (
            PageVerb("选择栏目(&S)…", "Ctrl+Shift+L", self.choose_columns),
            PageVerb("条件颜色(&Q)…", "Ctrl+Shift+O", self.choose_colours),
            PageVerb("冻结到此列(&Z)", "", self.freeze_here),
            PageVerb("取消冻结(&G)", "", partial(self._ledger.table.freeze, 0)),
        )

    def _action(self, verb: PageVerb) -> QAction:
        action = QAction(verb.words, self._page)
        action.setShortcut(QKeySequence(verb.keys))
        whole = Qt.ShortcutContext.WidgetWithChildrenShortcut
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut if verb.of_cells else whole)
        action.triggered.connect(lambda _checked=False: verb.do())
        if verb.of_cells:
            self._ledger.table.addAction(action)
        return action

    def classify_selected(self) -> None:
        """Ask for one category of the selected cases."""
        from desktop.views.batch_classify_dialog import BatchClassifyDialog

        self._open(lambda cases: BatchClassifyDialog(self._desk, cases, self._page))

    def hand_out_selected(self) -> None:
        """Ask whom the selected cases are handed out to."""
        from desktop.views.batch_assign_dialog import BatchAssignDialog

        self._open(lambda cases: BatchAssignDialog(self._desk, cases, self._page))

    def discard_selected(self) -> None:
        """Ask why the selected cases go into the recycle bin."""
        from desktop.views.discard_dialog import DiscardCasesDialog

        self._open(lambda cases: DiscardCasesDialog(self._desk, cases, self._page))

    def show_bin(self) -> None:
        """Show the recycle bin."""
        from desktop.views.recycle_dialog import RecycleDialog

        RecycleDialog(self._desk, self._page).open()

    def _open(self, make: Callable[[tuple[Case, ...]], QDialog]) -> None:
        if cases := self.selected_cases():
            make(cases).open()

    def selected_cases(self) -> tuple[Case, ...]:
        """Return the selected cases; when these are none or too many, say so and return none."""
        grid = self._ledger.table
        number = grid.selected_count
        if not number:
            self._desk.say("请先选中要办理的件；Ctrl+A 全选。")
        elif number > MOST_AT_ONCE:
            self._desk.say(f"一次最多批量办理 {MOST_AT_ONCE} 件，现在选中 {number} 件；请先缩小范围。")
        else:
            rows = [grid.rows.row_at(place) for place in grid.selected_places()]
            return tuple(find.case(self._desk.office, row.id) for row in rows if row is not None)
        return ()

    def paste(self) -> None:
        """Put the clipboard over the selected cells where it fits them; else look at it as rows to import."""
        content = QGuiApplication.clipboard().mimeData()
        text, html = content.text(), content.html()
        if not text.strip():
            self._desk.say("剪贴板中没有可以粘贴的文字。")
        elif not self._ledger.edits.put(text):
            from desktop.views.import_dialog import ImportDialog

            dialog = ImportDialog(self._desk, self._page)
            dialog.open()
            dialog.read_pasted(text, html)

    def choose_columns(self) -> None:
        """Ask which columns are shown, and in which order."""
        from desktop.views.ledger_columns_dialog import ColumnLine, ColumnsDialog

        table = self._ledger.table
        header = table.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        columns = table.rows.columns

        def line(place: int, *, is_shown: bool) -> ColumnLine | None:
            made = columns[place]
            return ColumnLine(made.narrow.value, made.title, is_shown) if made.narrow else None

        shown = [line(each, is_shown=not table.isColumnHidden(each)) for each in order]
        usual = [line(place, is_shown=not each.is_spare) for place, each in enumerate(columns)]
        now, then = ([each for each in lines if each] for lines in (shown, usual))
        ColumnsDialog(now, then, self._ledger.show_columns, self._page).open()

    def choose_colours(self) -> None:
        """Ask which rows are coloured, and what the colour says."""
        from desktop.domain.filters import ListColumn
        from desktop.views.ledger_colour_dialog import ColourDialog, ColourQuestion

        page = self._ledger
        current = page.rows.columns[max(page.table.currentIndex().column(), 0)].narrow
        column = current or ListColumn.OWED_ON
        question = ColourQuestion(page.colours.rules, page.question.criteria, column, self._colour)
        ColourDialog(self._desk.office, question, self._page).open()

    def _colour(self, rules: tuple[ColourRule, ...]) -> None:
        self._ledger.show_colours(rules)
        told = "随视图“保存修改”或“另存为视图”后长期有效。"
        self._desk.say(f"已按 {len(rules)} 条条件标色；{told}" if rules else f"已取消标色；{told}")

    def freeze_here(self) -> None:
        """Freeze the columns up to the one the cursor is in."""
        column = self._ledger.table.currentIndex().column()
        if column >= 0:
            self._ledger.table.freeze_up_to(column)

    def _freeze_here(self) -> None:
        self._ledger.table.freeze_up_to(self._title)

    def _hide_here(self) -> None:
        narrow = self._ledger.rows.columns[self._title].narrow
        rest = tuple(key for key in self._ledger.places.keys if narrow is None or key != narrow.value)
        if rest:
            self._ledger.show_columns(rest)

    @Slot(int, QPoint)
    def _on_title_menu(self, column: int, at: QPoint) -> None:
        if column < 0:
            return
        self._title = column
        _freeze, thaw, hide = self.title_menu.actions()[:3]
        thaw.setEnabled(bool(self._ledger.table.frozen_columns))
        hide.setEnabled(self._ledger.rows.columns[column].title != MARK)
        self.title_menu.popup(at)
