"""A large plain sheet passes the gate without each cell being walked; anything odd is walked whole."""

from __future__ import annotations

import io
import zipfile

import pytest

from desktop.documents.sheet_gate import Limits
from desktop.documents.sheet_package import survey
from desktop.documents.sheet_skeleton import Skeleton, is_strings, skeleton
from desktop.documents.sheet_survey import Hidden
from desktop.domain.errors import OfficeError
from tests.documents import workbooks

ROWS = "".join(
    f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="AB{row}"><v>1</v></c></row>'
    for row in range(1, 9001)
)


def test_only_the_frame_and_hidden_rows_are_left() -> None:
    part = (
        b'<worksheet><cols><col min="2" max="2" hidden="1"/></cols><sheetData>'
        b'<row r="3"><c r="A3"><v>1</v></c></row><row r="12" hidden="1"><c r="AB12" t="s"><v>2</v></c></row>'
        b'<row r="13" hidden="1"/></sheetData><mergeCells/></worksheet>'
    )
    assert skeleton(part) == Skeleton(
        b'<worksheet><cols><col min="2" max="2" hidden="1"/></cols><sheetData>'
        b'<row r="12" hidden="1"/><row r="13" hidden="1"/></sheetData><mergeCells/></worksheet>',
        12,
        28,
    )
    assert skeleton(b"<worksheet><sheetData></sheetData></worksheet>") == Skeleton(
        b"<worksheet><sheetData></sheetData></worksheet>"
    )


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1"><c s="1" r="A1"/></row>',
        b'<row r="1"><c\tr="A1"/></row>',
        b'<row r="1"><x:c r="A1"/></row>',
        b'<row><c r="A1"/></row>',
        b'<x:row r="1"><c r="A1"/></x:row>',
        b'<row r="1"><c r="A1"/></row><!-- <c -->',
        b'<row r="1"><c r="A1"/></row><?x?>',
        b'<row r="1"><c r="$A$1"/></row>',
        b'<row r="1"><c r="A1"><v>sheetData</v></c></row>',
        b'<row r="1"><c r="A1"><v>\0</v></c></row>',
    ],
)
def test_whatever_is_not_plain_is_left_to_the_walk(cells: bytes) -> None:
    assert skeleton(b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>") is None


@pytest.mark.parametrize(
    "part",
    [
        b'<worksheet><sheetData ><row r="1"><c r="A1"/></row></sheetData></worksheet>',
        b"</sheetData><worksheet><sheetData>",
        b"<worksheet><sheetData></sheetData ></worksheet>",
        b"<worksheet><sheetData></sheetData><sheetData></sheetData></worksheet>",
        b"<worksheet/>",
    ],
)
def test_a_frame_that_is_not_plain_is_left_to_the_walk(part: bytes) -> None:
    assert skeleton(part) is None


def test_signs_in_texts_do_not_matter() -> None:
    cells = '<row r="1"><c r="A1"><v>时间：12:30，要不要?!</v></c></row>'.encode()
    found = skeleton(b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>")
    assert found == Skeleton(b"<worksheet><sheetData></sheetData></worksheet>", 1, 1)


def test_a_table_of_texts_is_told_by_what_it_lacks() -> None:
    assert is_strings(b"<sst><si><t>x</t></si></sst>")
    for other in (b"<sheetData/>", b"<Relationship/>", b"\0", b"<!-- -->"):
        assert not is_strings(b"<sst>" + other + b"</sst>")
    assert not is_strings(b"<workbook/>")


def test_a_large_sheet_passes_with_what_it_hides() -> None:
    hidden = '<row r="9001" hidden="1"><c r="A9001"><v>1</v></c></row>'
    assert survey(workbooks.with_rows(ROWS + hidden)) == {"名单": Hidden(frozenset({9000}))}


def test_empty_cells_far_away_do_no_harm_in_a_large_sheet() -> None:
    far = workbooks.with_rows(ROWS + '<row r="900000"><c r="XFD900000"/></row>')
    assert survey(far) == {"名单": Hidden()}
    assert survey(far, Limits(cells=9000 * 28)) == {"名单": Hidden()}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ('<row r="900000"><c r="XFD900000"><v>1</v></c></row>', "表格范围过大"),
        ('<row r="1"><c r="A9999999"><v>1</v></c></row>', "表格范围过大"),
        ("<x:row><x:c r='XFD900000'><x:v>1</x:v></x:c></x:row>", "表格范围过大"),
    ],
)
def test_values_far_away_are_found_in_a_large_sheet(rows: str, reason: str) -> None:
    with pytest.raises(OfficeError, match=reason):
        survey(workbooks.with_rows(ROWS + rows))


def twice(rows: str) -> bytes:
    """Give a workbook with the same rows on two sheets."""
    book = workbooks.plain_book()
    book.create_sheet("副本")
    sheet = f'<worksheet xmlns="{workbooks.MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    second = workbooks.SHEET.replace("1.xml", "2.xml")
    return workbooks.with_parts({workbooks.SHEET: sheet, second: sheet}, workbooks.saved(book))


def test_all_large_sheets_together_are_bounded() -> None:
    content = twice(ROWS + '<row r="9100"><c r="A9100"/></row>')
    assert len(survey(content, Limits(cells=9000 * 28 * 2))) == 2, "what is empty is not counted in the end"
    with pytest.raises(OfficeError, match="表格范围过大"):
        survey(content, Limits(cells=9000 * 28 * 2 - 1))


def test_a_definition_in_a_large_part_is_refused() -> None:
    sheet = f'<!DOCTYPE x []><worksheet xmlns="{workbooks.MAIN}"><sheetData>{ROWS}</sheetData></worksheet>'
    with pytest.raises(OfficeError, match="DTD"):
        survey(workbooks.with_parts({workbooks.SHEET: sheet}))
    texts = f"<!DOCTYPE sst []><sst>{'<si><t>关于示例</t></si>' * 20_000}</sst>"
    with pytest.raises(OfficeError, match="DTD"):
        survey(workbooks.with_parts({"xl/sharedStrings.xml": texts}))


def test_large_texts_are_checked_for_their_form_only() -> None:
    texts = "<si><t>关于示例</t></si>" * 20_000
    assert survey(workbooks.with_parts({"xl/sharedStrings.xml": f"<sst>{texts}</sst>"})) == {"名单": Hidden()}
    with pytest.raises(OfficeError, match="已损坏"):
        survey(workbooks.with_parts({"xl/sharedStrings.xml": f"<sst>{texts}"}))


def test_a_part_too_large_to_hold_is_walked_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.documents.sheet_package._WHOLE", 1 << 18)
    content = workbooks.with_rows(ROWS)
    assert zipfile.ZipFile(io.BytesIO(content)).getinfo(workbooks.SHEET).file_size > 1 << 19
    assert survey(content) == {"名单": Hidden()}
