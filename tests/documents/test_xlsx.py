"""A ledger written as a workbook reads back as the same cells, and no text of it ever becomes a formula."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import load_workbook as load_fast

from desktop.documents import xlsx
from desktop.documents.xlsx_cells import CUT, MAX_TEXT, letters
from desktop.documents.xlsx_form import FILLS, sheet_name
from desktop.domain.errors import OfficeError
from desktop.domain.ledger import Align, CellKind, Column, Ledger, RowKind
from desktop.domain.progress import Cancelled, Progress

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from desktop.domain.ledger import Cell

MOMENT = datetime(2026, 6, 30, 9, 30, tzinfo=UTC)
DUE = datetime(2026, 6, 18, tzinfo=UTC).replace(tzinfo=None)
COLUMNS = (
    Column("number", "编号", width=10),
    Column("title", "案由", width=40, align=Align.LEFT, wrap=True),
    Column("days", "天数", CellKind.NUMBER, group="期限"),
    Column("due", "办结时限", CellKind.DATE, group="期限"),
    Column("rate", "办复率", CellKind.PERCENT),
)
ROWS = (
    ("001", "关于老旧小区加装电梯的建议", 12, date(2026, 6, 18), 0.9534),
    ("002", "关于\n学位的提案", -3, date(2026, 3, 5), Decimal("1")),
)
LEDGER = Ledger(
    "滨江市办理台账",
    COLUMNS,
    ROWS,
    subtitle="截至2026年6月30日",
    totals=("合计", None, 9, None, 0.5),
    tones=("overdue", ""),
)


def sheet_of(ledger: Ledger) -> Worksheet:
    book = load_workbook(io.BytesIO(xlsx.encode(ledger, MOMENT)))
    sheet: Worksheet = book.worksheets[0]
    return sheet


def only_cell(value: Cell, kind: CellKind = CellKind.TEXT) -> tuple[object, str]:
    sheet = sheet_of(Ledger("表", (Column("a", "甲", kind),), [(value,)]))
    return sheet["A3"].value, sheet["A3"].data_type


def test_cells_keep_their_type_and_look() -> None:
    sheet = sheet_of(LEDGER)
    assert [cell.value for cell in sheet[5]] == ["001", ROWS[0][1], 12, DUE, 0.9534]
    assert sheet["D5"].is_date
    assert [cell.number_format for cell in sheet[5]] == ["@", "@", "General", "yyyy-mm-dd", "0.00%"]
    assert sheet["E6"].value == 1
    assert sheet["B5"].alignment.wrap_text
    assert not sheet["A5"].alignment.wrap_text
    assert sheet["B5"].alignment.horizontal == "left"
    assert sheet["C6"].border.left.style == "thin"
    assert [cell.value for cell in sheet[7]] == ["合计", None, 9, None, 0.5]
    assert sheet["A7"].font.bold


def test_tones_are_pale_fills() -> None:
    sheet = sheet_of(LEDGER)
    assert sheet["A5"].fill.start_color.rgb == f"00{FILLS['overdue']}"
    assert sheet["A6"].fill.fill_type is None


def test_a_tone_without_colour_is_a_plain_row() -> None:
    sheet = sheet_of(Ledger("表", COLUMNS[:1], [("1",)], tones=("none",)))
    assert sheet["A3"].fill.fill_type is None


def test_the_page_is_set_up_for_print() -> None:
    sheet = sheet_of(LEDGER)
    assert sheet.freeze_panes == "C5"
    assert sheet.auto_filter.ref == "A4:E6"
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.dimensions == "A1:E7"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter.center.text == "第&P页 共&N页"
    assert sheet.column_dimensions["B"].width == 40


def test_groups_make_a_merged_two_row_heading() -> None:
    sheet = sheet_of(LEDGER)
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {"A1:E1", "A2:E2", "A3:A4", "B3:B4", "C3:D3", "E3:E4"}
    assert [sheet["A3"].value, sheet["C3"].value, sheet["C4"].value, sheet["D4"].value] == [
        "编号",
        "期限",
        "天数",
        "办结时限",
    ]


def test_one_plain_column_in_portrait_a3_without_rows() -> None:
    sheet = sheet_of(Ledger("表", COLUMNS[:1], [], landscape=False, paper="A3"))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", 8)
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:A2"
    assert sheet["A2"].value == "编号"
    assert not sheet.merged_cells.ranges


def test_wrapped_text_gets_its_height() -> None:
    sheet = sheet_of(LEDGER)
    long = sheet_of(Ledger("表", COLUMNS[:2], [("1", "长" * 60)]))
    assert sheet.row_dimensions[5].height == 18
    assert sheet.row_dimensions[6].height == 31.5
    assert long.row_dimensions[3].height == 58.5


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A0", "=1+1", "+1+1", "-2", "@SUM(A1)", "\t=1", "\r=1"])
@pytest.mark.parametrize("kind", list(CellKind))
def test_text_never_becomes_a_formula(text: str, kind: CellKind) -> None:
    value, kind_read = only_cell(text, kind)
    assert kind_read == "s"
    assert value == text.replace("\r", "_x000D_")
    content = xlsx.encode(Ledger(text, (Column("a", text, kind),), [(text,)], subtitle=text), MOMENT)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read(xlsx.SHEET)
    sheet = load_fast(io.BytesIO(content)).get_sheet_by_index(0)
    assert sheet.to_python() == [[text]] * 4


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=30))
def test_text_reads_back_verbatim(text: str) -> None:
    content = xlsx.encode(Ledger("表", (Column("a", "甲"),), [(f"“{text}”",)]), MOMENT)
    expected = text.replace("\ufffe", "").replace("\uffff", "")
    assert load_fast(io.BytesIO(content)).get_sheet_by_index(0).to_python()[2] == [f"“{expected}”"]


def test_what_xml_cannot_hold_is_dropped_or_replaced() -> None:
    assert only_cell("a\x00b\x1f\ud800<&>\u00a0 \U00020bb7")[0] == "ab\ufffd<&>\u00a0 \U00020bb7"
    content = xlsx.encode(Ledger("表", (Column("a", "甲"),), [("_x000D_",)]), MOMENT)
    assert load_fast(io.BytesIO(content)).get_sheet_by_index(0).to_python()[2] == ["_x000D_"]


def test_overlong_text_is_cut_where_everyone_can_see_it() -> None:
    value, _ = only_cell("长" * MAX_TEXT)
    assert value == "长" * MAX_TEXT
    value, _ = only_cell("𠮷" * MAX_TEXT)
    assert isinstance(value, str)
    assert value.endswith(CUT)
    assert len(value.encode("utf-16-le")) // 2 <= MAX_TEXT


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (12, CellKind.TEXT, ("12", "s")),
        (date(2026, 3, 5), CellKind.TEXT, ("2026-03-05", "s")),
        (date(2026, 3, 5), CellKind.NUMBER, ("2026-03-05", "s")),
        (date(1899, 12, 31), CellKind.DATE, ("1899-12-31", "s")),
        (10**15, CellKind.NUMBER, (str(10**15), "s")),
        (float("nan"), CellKind.NUMBER, ("nan", "s")),
        (Decimal("2.50"), CellKind.NUMBER, (2.5, "n")),
        (True, CellKind.NUMBER, (1, "n")),
        ("", CellKind.NUMBER, (None, "n")),
    ],
)
def test_values_that_fit_only_as_text_are_text(
    value: Cell, kind: CellKind, expected: tuple[object, str]
) -> None:
    assert only_cell(value, kind) == expected


def test_the_same_ledger_gives_the_same_bytes() -> None:
    first = xlsx.encode(LEDGER, MOMENT)
    assert first == xlsx.encode(LEDGER, MOMENT)
    properties = load_workbook(io.BytesIO(first)).properties
    assert properties.modified == MOMENT.replace(tzinfo=None)
    assert properties.title == "滨江市办理台账"


def test_column_letters() -> None:
    assert [letters(index) for index in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def test_sheet_names_fit_the_tab() -> None:
    assert sheet_name("'2026[一]:*?/\\" + "长" * 40) == "2026 一" + " " * 6 + "长" * 18
    assert sheet_name("''") == "台账"


class Stopping(Progress):
    """Cancels at the second step and remembers what it heard."""

    def __init__(self) -> None:
        self.heard: list[tuple[int, int]] = []

    def step(self, done: int, total: int, text: str = "") -> None:
        self.heard.append((done, total))
        if len(self.heard) == 2:
            raise Cancelled(text)


def test_writing_is_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    xlsx.write(LEDGER, path, MOMENT)
    assert path.read_bytes() == xlsx.encode(LEDGER, MOMENT)
    before = path.read_bytes()
    progress = Stopping()
    with pytest.raises(Cancelled):
        xlsx.write(Ledger("表", COLUMNS[:1], [("1",)] * 1200), path, MOMENT, progress)
    assert progress.heard == [(500, 1200), (1000, 1200)]
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="没有写成"):
        xlsx.write(LEDGER, tmp_path / "没有" / "台账.xlsx", MOMENT)
    (tmp_path / "台账.xlsx").mkdir()
    with pytest.raises(OfficeError, match="是文件夹或设备"):
        xlsx.write(LEDGER, tmp_path / "台账.xlsx", MOMENT)
    assert [path.name for path in tmp_path.iterdir()] == ["台账.xlsx"]


def test_more_rows_than_a_sheet_takes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 1)
    with pytest.raises(OfficeError, match="共 2 行"):
        xlsx.encode(LEDGER, MOMENT)


def test_groups_are_named_across_all_columns_and_summed_below() -> None:
    kinds = (RowKind.GROUP, RowKind.ITEM, RowKind.SUM)
    rows = (("城建（1件）", None, None, None, None), ROWS[0], ("小计", None, 12, None, None))
    sheet = sheet_of(replace(LEDGER, rows=rows, kinds=kinds, tones=(), footer="制表人：甲&乙"))
    assert "A5:E5" in [str(area) for area in sheet.merged_cells.ranges]
    assert sheet["A5"].value == "城建（1件）"
    assert sheet["A5"].alignment.horizontal == "left"
    assert sheet["C7"].value == 12
    assert sheet["C7"].font.bold
    assert not sheet["C6"].font.bold
    assert sheet.oddFooter.left.text == "制表人：甲&&乙"
    assert sheet.oddFooter.center.text == "第&P页 共&N页"


def test_joined_cells_are_merged_and_keep_their_values_below() -> None:
    columns = (Column("unit", "承办单位", joined=True), Column("number", "编号"))
    rows = (("甲(2件)", "1"), ("甲(2件)", "2"), ("乙(1件)", "3"))
    content = xlsx.encode(Ledger("明细", columns, rows), MOMENT)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert "A3:A4" in [str(area) for area in sheet.merged_cells.ranges]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read(xlsx.SHEET).decode().count("甲(2件)") == 2, "a filter still finds every row"


def test_a_rate_has_the_decimals_of_its_column() -> None:
    for decimals, wanted in ((2, "0.00%"), (1, "0.0%"), (0, "0%")):
        column = Column("rate", "办复率", CellKind.PERCENT, decimals=decimals)
        assert sheet_of(Ledger("率", (column,), ((0.5,),)))["A3"].number_format == wanted


def test_a_day_has_the_room_a_spreadsheet_needs() -> None:
    sheet = sheet_of(Ledger("日", (Column("day", "日期", CellKind.DATE, width=6),), ()))
    assert sheet.column_dimensions["A"].width == 11.5
