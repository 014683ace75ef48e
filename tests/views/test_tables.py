"""Tables: little memory however long, sorted elsewhere, frozen at the left, copied safely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from desktop.domain.light import Tone
from desktop.domain.listing import SortField
from desktop.views import clipboard, tables, theme
from desktop.views.ledger_table import FrozenColumns, LedgerTable
from desktop.views.tables import ROW_ROLE, TONE_ROLE, Column, RowModel
from tests.views.ears import Ear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QClipboard
    from PySide6.QtWidgets import QApplication
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

DOWN, UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
LEFT_BUTTON = Qt.MouseButton.LeftButton


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the tests."""

    id: int
    word: str
    tone: Tone | None = None


COLUMNS: tuple[Column[Line], ...] = (
    Column("编号", lambda line: str(line.id), 60, SortField.NUMBER),
    Column("案由", lambda line: line.word, 200, SortField.TITLE),
    Column("环节", lambda line: line.word, 90, tone=lambda line: line.tone),
    *(Column(f"备注{place}", lambda line: line.word, 120) for place in range(8)),
)


class Shelf:
    """Where the rows come from; counts how often it is asked."""

    def __init__(self, length: int) -> None:
        self.lines = [Line(number, f"第{number}行", [*Tone, None][number % 7]) for number in range(length)]
        self.asked: list[tuple[int, int]] = []

    def fetch(self, offset: int, limit: int) -> tuple[Line, ...]:
        self.asked.append((offset, limit))
        return tuple(self.lines[offset : offset + limit])

    def model(self) -> RowModel[Line]:
        made = RowModel(COLUMNS, self.fetch, lambda: len(self.lines))
        made.reload()
        return made


def shown(model: RowModel[Line], qtbot: QtBot) -> LedgerTable[Line]:
    theme.apply(theme.Appearance.LIGHT)
    table = LedgerTable(model)
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show()
    table.activateWindow()
    table.setFocus()
    return table


@pytest.fixture
def pasted(qapp: QApplication) -> Iterator[QClipboard]:
    """Return the clipboard; emptied afterwards: without a screen it outlives the interpreter and crashes."""
    yield qapp.clipboard()
    qapp.clipboard().clear()


# the model


def test_the_model_keeps_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    shelf = Shelf(250)
    model = shelf.model()
    qtmodeltester.check(model)
    shelf.lines = shelf.lines[:30]
    model.reload()
    qtmodeltester.check(model)


def test_only_what_is_looked_at_is_read_and_only_so_much_is_kept() -> None:
    shelf = Shelf(10_000)
    model = shelf.model()
    assert shelf.asked == []
    for number in range(0, 10_000, 10):
        assert model.text_at(number, 0) == str(number)
    assert len(shelf.asked) == 100
    kept = sum(model.known_row(number) is not None for number in range(0, 10_000, 100))
    assert kept == tables.PAGES_KEPT
    shelf.asked.clear()
    model.text_at(9_999, 0)
    assert shelf.asked == []


def test_a_cell_answers_each_role() -> None:
    model = Shelf(3).model()
    index = model.index(1, 2)
    assert model.data(index) == "第1行"
    assert model.data(index, Qt.ItemDataRole.ToolTipRole) == "第1行"
    assert model.data(index, ROW_ROLE) == Line(1, "第1行", Tone.RED)
    assert model.data(index, TONE_ROLE) is Tone.RED
    assert model.data(model.index(1, 1), TONE_ROLE) is None
    assert model.data(index, Qt.ItemDataRole.TextAlignmentRole) == tables.LEFT
    assert model.data(index, Qt.ItemDataRole.DecorationRole) is None
    assert model.data(model.index(9, 9)) is None
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(3)]
    assert titles == ["编号", "案由", "环节"]
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_rows_that_went_meanwhile_are_empty() -> None:
    shelf = Shelf(10)
    model = shelf.model()
    shelf.lines = shelf.lines[:4]
    assert model.row_at(5) is None
    assert model.text_at(5, 0) == ""
    assert model.tone_at(5, 2) is None
    assert model.row_at(-1) is None


def test_sorting_is_asked_for_not_done(qtbot: QtBot) -> None:
    model = Shelf(3).model()
    with qtbot.waitSignal(model.sort_wanted) as wanted:
        model.sort(1, DOWN)
    assert wanted.args == [SortField.TITLE, True]
    with qtbot.assertNotEmitted(model.sort_wanted):
        model.sort(2, UP)


# the view


def test_a_click_on_a_title_sorts_up_then_down(qtbot: QtBot) -> None:
    table = shown(Shelf(300).model(), qtbot)
    header = table.horizontalHeader()
    wanted: list[tuple[SortField, bool]] = []
    table.rows.sort_wanted.connect(lambda *order: wanted.append(order))
    for column in (1, 1, 1, 2):
        header.sectionClicked.emit(column)
    assert wanted == [(SortField.TITLE, False), (SortField.TITLE, True), (SortField.TITLE, False)]
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (1, UP)


def frozen_of(table: LedgerTable[Line]) -> FrozenColumns:
    return table.findChildren(FrozenColumns)[0]


def test_the_first_columns_stay_in_sight(qtbot: QtBot) -> None:
    table = shown(Shelf(300).model(), qtbot)
    frozen = frozen_of(table)
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    table.verticalScrollBar().setValue(700)
    assert frozen.isVisible()
    assert frozen.width() == table.columnWidth(0) + table.columnWidth(1) + 1
    assert frozen.verticalScrollBar().value() == 700
    assert [frozen.isColumnHidden(column) for column in (0, 1, 2)] == [False, False, True]
    frozen.setColumnWidth(1, 260)
    assert table.columnWidth(1) == 260
    table.setColumnWidth(0, 80)
    assert frozen.width() == 80 + 260 + 1
    table.horizontalHeader().moveSection(4, 0)
    assert table.frozen_columns == {4, 0}
    assert [frozen.horizontalHeader().visualIndex(column) for column in (4, 0)] == [0, 1]


def test_walking_in_frozen_columns_does_not_scroll_sideways(qtbot: QtBot) -> None:
    table = shown(Shelf(300).model(), qtbot)
    table.horizontalScrollBar().setValue(200)
    table.select_place(40)
    assert table.horizontalScrollBar().value() == 200
    table.scrollTo(table.rows.index(40, 10))
    assert table.horizontalScrollBar().value() != 200


def test_enter_and_double_click_open_a_row(qtbot: QtBot) -> None:
    table = shown(Shelf(30).model(), qtbot)
    opened: Ear[Line] = Ear()
    table.opened.connect(opened.hear)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == []
    table.select_place(3)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    for view in (table, frozen_of(table)):
        spot = view.visualRect(table.rows.index(1, 0)).center()
        qtbot.mouseClick(view.viewport(), LEFT_BUTTON, pos=spot)
        qtbot.mouseDClick(view.viewport(), LEFT_BUTTON, pos=spot)
        if view is table:
            opened.pop()
    assert [line.id for line in opened] == [3, 1]


def test_the_choice_and_its_size_are_told(qtbot: QtBot) -> None:
    table = shown(Shelf(30).model(), qtbot)
    chosen: Ear[Line | None] = Ear()
    counted: Ear[int] = Ear()
    table.chosen.connect(chosen.hear)
    table.counted.connect(counted.hear)
    table.select_place(2)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [line.id for line in chosen if line] == [2, 3]
    assert counted[-1] == table.selected_count == 2
    assert list(table.selected_places()) == [2, 3]
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert counted[-1] == 30


def test_the_selection_is_found_again_after_a_refresh(qtbot: QtBot) -> None:
    shelf = Shelf(400)
    table = shown(shelf.model(), qtbot)
    table.select_place(120)
    table.verticalScrollBar().setValue(120 * theme.ROW_HEIGHT - 50)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    shelf.lines.insert(0, Line(999, "新来的"))
    table.rows.reload()
    assert table.current_row == Line(121, "第121行", [*Tone, None][121 % 7])
    assert list(table.selected_places()) == [121, 122]
    assert table.verticalScrollBar().value() == 120 * theme.ROW_HEIGHT - 50
    shelf.lines = shelf.lines[:10]
    with qtbot.waitSignal(table.chosen) as chosen:
        table.rows.reload()
    assert chosen.args == [None]
    assert table.selected_count == 0


def test_a_large_selection_is_not_looked_for_again(qtbot: QtBot) -> None:
    table = shown(Shelf(2000).model(), qtbot)
    table.selectAll()
    table.rows.reload()
    assert table.selected_count == 0


def test_copied_rows_are_as_shown_and_safe(qtbot: QtBot, pasted: QClipboard) -> None:
    shelf = Shelf(3)
    shelf.lines[1] = Line(1, "=HYPERLINK(1)")
    shelf.lines[2] = Line(2, "<b>两\t行\n</b>")
    table = shown(shelf.model(), qtbot)
    for column in range(3, len(COLUMNS)):
        table.setColumnHidden(column, True)
    pasted.setText("先前")
    table.copy()
    assert pasted.text() == "先前"
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert pasted.text().splitlines() == [
        "0\t第0行\t第0行",
        "1\t'=HYPERLINK(1)\t'=HYPERLINK(1)",
        "2\t<b>两 行 </b>\t<b>两 行 </b>",
    ]
    html = pasted.mimeData().html()
    assert 'mso-number-format:"\\@"' in html
    assert "<td>=HYPERLINK(1)</td>" in html
    assert "&lt;b&gt;" in html


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A", "\t=1"])
def test_what_a_workbook_would_compute_is_quoted(text: str) -> None:
    assert clipboard.cell_text(text).startswith("'")


def test_widths_and_order_can_be_kept_and_brought_back(qtbot: QtBot) -> None:
    table = shown(Shelf(3).model(), qtbot)
    table.setColumnWidth(2, 133)
    table.horizontalHeader().moveSection(2, 5)
    words = table.layout_words()
    other = shown(Shelf(3).model(), qtbot)
    other.restore_layout([*words, "没有的:50", "案由:宽"])
    assert other.layout_words() == words
    assert other.columnWidth(2) == 133
    other.restore_default_layout()
    assert other.layout_words() == [f"{column.title}:{column.width}" for column in COLUMNS]


def test_rows_are_painted_in_the_colours_of_the_moment(qtbot: QtBot) -> None:
    table = shown(Shelf(30).model(), qtbot)
    table.select_place(0)
    light = table.grab().toImage()
    theme.apply(theme.Appearance.DARK)
    dark = table.grab().toImage()
    theme.apply(theme.Appearance.LIGHT)
    assert light.pixelColor(5, 200).lightness() > 200
    assert dark.pixelColor(5, 200).lightness() < 60
    below = table.rowViewportPosition(8) + table.horizontalHeader().height() + theme.ROW_HEIGHT // 2
    row = [light.pixelColor(x, below).name() for x in range(270, 350)]
    assert len(set(row)) > 2, "a chip stands in the row"


def test_a_plain_table_can_do_without_frozen_columns(qtbot: QtBot) -> None:
    model = Shelf(3).model()
    table = LedgerTable(model, frozen=0)
    qtbot.addWidget(table)
    table.show()
    assert not frozen_of(table).isVisible()
    assert isinstance(table, QTableView)
