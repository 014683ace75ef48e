"""The gate for zipped workbooks refuses what would flood, deceive or break the program."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest

from desktop.documents.sheet_gate import Limits
from desktop.documents.sheet_package import survey
from desktop.documents.sheet_survey import Hidden
from desktop.domain.errors import OfficeError
from tests.documents import workbooks
from tests.documents.workbooks import MAIN, SHEET, open_document, with_parts, with_rows

VALUE = "<v>1</v></c></row>"
PARTS = [
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "xl/theme/theme1.xml",
    SHEET,
    "xl/drawings/drawing1.xml",
    "xl/drawings/vmlDrawing1.vml",
    "customXml/item.dat",
]


def test_an_ordinary_workbook_passes() -> None:
    assert survey(workbooks.saved(workbooks.plain_book())) == {"名单": Hidden()}


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    content = with_parts({"xl/media/image1.png": bytes(50 << 20)})
    assert len(content) < 100_000
    tracemalloc.start()
    try:
        with pytest.raises(OfficeError, match="膨胀"):
            survey(content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 10 << 20


def test_a_bomb_with_a_lying_header_is_refused() -> None:
    content = bytearray(with_parts({"xl/media/image1.png": bytes(50 << 20)}))
    true, lie = struct.pack("<I", 50 << 20), struct.pack("<I", 1000)
    assert content.count(true) == 2
    with pytest.raises(OfficeError, match="膨胀"):
        survey(bytes(content).replace(true, lie))


def test_a_part_of_another_size_than_stated_is_refused() -> None:
    content = with_parts({"xl/media/image1.png": bytes(77_777)})
    with pytest.raises(OfficeError, match="损坏"):
        survey(content.replace(struct.pack("<I", 77_777), struct.pack("<I", 70_000)))


@pytest.mark.parametrize("limits", [Limits(entries=5), Limits(unpacked=3000)])
def test_more_than_the_limits_is_refused(limits: Limits) -> None:
    with pytest.raises(OfficeError, match="膨胀"):
        survey(workbooks.saved(workbooks.plain_book()), limits)


def test_a_nested_package_is_not_opened() -> None:
    inner = with_parts({"xl/media/image1.png": bytes(50 << 20)})
    assert survey(with_parts({"xl/embeddings/book.xlsx": inner})) == {"名单": Hidden()}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_document_type_definition_is_refused_in_any_part(part: str, encoding: str) -> None:
    hostile = f"<!--{'x' * 70_000}-->\n<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
    with pytest.raises(OfficeError, match="DTD"):
        survey(with_parts({part: hostile.encode(encoding)}))


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_a_definition_in_an_encoding_nobody_reads_is_refused(encoding: str) -> None:
    with pytest.raises(OfficeError, match="损坏"):
        survey(with_parts({"xl/styles.xml": "<!DOCTYPE a><a/>".encode(encoding)}))


@pytest.mark.parametrize("inside", ["<!--", "<a b='", "<?b "])
def test_a_token_without_end_is_refused(inside: str) -> None:
    with pytest.raises(OfficeError, match="损坏"):
        survey(with_parts({"xl/styles.xml": f"<a>{inside}" + "x" * 90_000}), Limits(token=60_000))


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/styles.xml", ""),
        ("xl/styles.xml", "<a>"),
        ("xl/styles.xml", "<a></b>"),
        ("xl/drawings/a.vml", "<<"),
        ("xl/drawings/a.vml", "<a><br></a><sheetData>"),
        ("xl/a.dat", "x<worksheet><sheetData>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships/>"),
        (SHEET, None),
    ],
)
def test_damage_is_refused(part: str, content: str | None) -> None:
    with pytest.raises(OfficeError, match="损坏"):
        survey(with_parts({part: content}))


def test_careless_drawings_pass() -> None:
    careless = "<xml><br></xml>" + "x" * 70_000
    assert survey(with_parts({"xl/drawings/a.vml": careless, "xl/b.vml": ""})) == {"名单": Hidden()}


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="1"><c r="A1">{VALUE}<row r="1048576"><c r="XFD1048576">{VALUE}',
        f'<row r="1"><c r="XFD1">{VALUE}<row r="1048576"><c>{VALUE}',
        f'<row r="1"><c r="ZZZ1">{VALUE}',
        f'<row r="1"><c r="A9999999">{VALUE}',
    ],
)
def test_values_too_far_apart_are_refused(rows: str) -> None:
    with pytest.raises(OfficeError, match="范围过大"):
        survey(with_rows(rows))


@pytest.mark.parametrize(
    "rows", [f'<row r="0"><c>{VALUE}', f'<row r="x"><c>{VALUE}', f'<row r="1"><c r="A1A">{VALUE}']
)
def test_places_that_are_none_are_refused(rows: str) -> None:
    with pytest.raises(OfficeError, match="损坏"):
        survey(with_rows(rows))


def test_empty_cells_far_away_do_no_harm() -> None:
    far = '<row r="1048576" hidden="1"><c r="XFD1048576" s="0"/></row>'
    columns = '<cols><col min="2" max="2" hidden="true"/><col min="3" max="16384"/></cols>'
    assert survey(with_rows(f'<v/><row><c/><c>{VALUE}<row hidden="1"><c>{VALUE}{far}', columns)) == {
        "名单": Hidden(frozenset({1}), frozenset({1}))
    }


def test_all_sheets_together_are_bounded() -> None:
    book = workbooks.plain_book()
    book.create_sheet("二")["B3"] = 1
    with pytest.raises(OfficeError, match="范围过大"):
        survey(workbooks.saved(book), Limits(cells=11))
    with pytest.raises(OfficeError, match="范围过大"):
        survey(workbooks.saved(book), Limits(sheets=1))


def test_two_sheets_cannot_share_a_part() -> None:
    sheets = '<sheets><sheet name="a" r:id="rId1"/><sheet name="b" r:id="rId1"/></sheets>'
    book = f'<workbook xmlns="{MAIN}" xmlns:r="urn:r">{sheets}</workbook>'
    with pytest.raises(OfficeError, match="损坏"):
        survey(with_parts({"xl/workbook.xml": book}))


@pytest.mark.parametrize(
    "target", ["/xl/worksheets/sheet1.xml", "xl/worksheets/Sheet1.xml", "worksheets/sheet1.xml"]
)
def test_relations_are_followed_however_they_are_written(target: str) -> None:
    sheets = '<sheets><sheet name="a" r:id="rId1"/></sheets>'
    book = f'<workbook xmlns="{MAIN}" xmlns:r="urn:r">{sheets}</workbook>'
    relations = f'<Relationships><Relationship Id="rId1" Target="{target}"/></Relationships>'
    parts = {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relations}
    assert survey(with_parts(parts)) == {"a": Hidden()}


def test_a_workbook_without_relations_is_refused() -> None:
    with pytest.raises(OfficeError, match="损坏"):
        survey(with_parts({"xl/_rels/workbook.xml.rels": None}))


def zipped(names: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Give a package of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}, "文字或演示文档"),
        ({"ppt/presentation.xml": "<a/>"}, "文字或演示文档"),
        ({"xl/workbook.bin": "x"}, "xlsb"),
        ({"名单.xlsx": "x"}, "压缩包"),
    ],
)
def test_packages_that_are_no_workbook_are_refused(parts: dict[str, str], reason: str) -> None:
    with pytest.raises(OfficeError, match=reason):
        survey(zipped(parts))


def test_unusual_compression_is_refused() -> None:
    with pytest.raises(OfficeError, match="压缩方式"):
        survey(zipped({"content.xml": "<a/>"}, zipfile.ZIP_LZMA))


def test_a_part_with_a_password_is_refused() -> None:
    content = bytearray(zipped({"content.xml": "<a/>"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(OfficeError, match="密码"):
        survey(bytes(content))


def test_an_open_document_with_a_password_is_refused() -> None:
    encrypted = {"META-INF/manifest.xml": '<m:manifest xmlns:m="urn:m"><m:encryption-data/></m:manifest>'}
    with pytest.raises(OfficeError, match="密码"):
        survey(open_document("<broken", encrypted))


CELL = '<table:table-cell{} office:value-type="string"><text:p>x</text:p></table:table-cell>'


def ods_table(rows: str) -> bytes:
    """Give an open document with one table of these rows."""
    return open_document(f'<table:table table:name="名单">{rows}</table:table>')


def test_what_an_open_document_hides_is_told() -> None:
    rows = (
        '<text:p/><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="16000"/>'
        f"<table:table-row><table:table-cell/><table:covered-table-cell/>{CELL.format('')}</table:table-row>"
        '<table:table-row table:visibility="filter" table:number-rows-repeated="2"><table:table-cell>'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048573"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert survey(ods_table(rows)) == {"名单": Hidden(frozenset({1, 2}), frozenset({2}))}


def test_repeated_values_are_counted() -> None:
    wide = CELL.format(' table:number-columns-repeated="16384"')
    with pytest.raises(OfficeError, match="范围过大"):
        survey(ods_table(f'<table:table-row table:number-rows-repeated="1048576">{wide}</table:table-row>'))


def test_damaged_packages_are_refused() -> None:
    whole = workbooks.saved(workbooks.plain_book())
    middle = len(whole) // 3
    for spoiled in (whole[:-30], whole[:middle] + b"\xff" * 40 + whole[middle + 40 :]):
        with pytest.raises(OfficeError, match="损坏"):
            survey(spoiled)
