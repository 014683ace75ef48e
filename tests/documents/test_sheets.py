"""Every kind of table comes in as the same raw rows, told apart by its bytes; everything else is refused."""

from __future__ import annotations

import os
import random
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from desktop.documents import xlsx
from desktop.documents.sheet_gate import Limits
from desktop.documents.sheets import Contained, Sheet, Value, read
from desktop.domain.errors import OfficeError
from desktop.domain.ledger import Column, Ledger
from tests.documents import workbooks

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

    Taken = Callable[..., tuple[Sheet, ...]]

CODE_PAGE = 0x42
NOON = datetime(2026, 3, 5, 12, 30, tzinfo=UTC).replace(tzinfo=None)


@pytest.fixture
def taken(tmp_path: Path) -> Taken:
    """Give a function that writes bytes under a name and reads them as sheets."""

    def take(content: bytes, name: str = "名单.xlsx", **limits: int) -> tuple[Sheet, ...]:
        path = tmp_path / name
        path.write_bytes(content)
        return read(path, Limits(**limits))

    return take


def test_a_workbook_comes_as_it_stands(taken: Taken) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "名单"
    sheet.append(
        ["案  号", " 001 ", "１２", 12, 1.5, 1e300, True, date(2026, 3, 5), NOON, time(9, 30), "=1+1", None]
    )
    sheet.append([None] * 12)
    sheet["B4"] = "x"
    sheet["A6"].number_format = "yyyy-mm-dd"
    (only,) = taken(workbooks.saved(book))
    day, nine = date(2026, 3, 5), "09:30:00"
    assert only.name == "名单"
    assert only.rows[0] == ("案  号", " 001 ", "１２", 12, 1.5, 1e300, True, day, NOON, nine)
    assert only.rows[1:] == ((None,) * 10, (None,) * 10, (None, "x", *(None,) * 8))
    assert [type(cell) for cell in only.rows[0][3:7]] == [int, float, float, bool]


def test_merged_and_hidden_parts_are_told(taken: Taken) -> None:
    book = workbooks.plain_book()
    sheet = book.worksheets[0]
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("B2:F9")
    sheet.merge_cells("H20:I21")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("空").sheet_state = "hidden"
    book.create_chartsheet("图")
    first, second = taken(workbooks.saved(book))
    assert first.merged == ((0, 0, 0, 1), (1, 1, 2, 1))
    assert first.filled() == (("编号", "编号"), ("001", first.rows[1][1]), (2, first.rows[1][1]))
    assert (first.hidden, first.hidden_rows, first.hidden_columns) == (False, {1}, {1})
    assert second == Sheet("空", (), hidden=True)


def test_what_we_write_we_read(taken: Taken) -> None:
    rows = [("=1+1", "关于<学位>\n的提案"), ("002", None)]
    ledger = Ledger("台账", (Column("a", "编号"), Column("b", "案由")), rows)
    (sheet,) = taken(xlsx.encode(ledger, NOON))
    assert sheet.rows == (("台账", None), ("编号", "案由"), *rows)
    assert sheet.merged == ((0, 0, 0, 1),)


def test_numbers_that_are_none_are_empty(taken: Taken) -> None:
    cells = '<c r="A1"><v>NaN</v></c><c r="B1"><v>inf</v></c><c r="C1"><v>1</v></c>'
    (sheet,) = taken(workbooks.with_rows(f'<row r="1">{cells}</row>'))
    assert sheet.rows == ((None, None, 1),)


@pytest.mark.parametrize("mini", [False, True])
def test_an_old_workbook_under_any_name(taken: Taken, mini: bool) -> None:
    stream = workbooks.old_book({"名单": [workbooks.label(0, 0, "编号"), workbooks.number(1, 0, 12)]})
    (sheet,) = taken(workbooks.compound(stream, mini=mini), "名单.et")
    assert (sheet.name, sheet.rows) == ("名单", (("编号",), (12,)))


def test_an_open_document(taken: Taken) -> None:
    table = (
        '<table:table table:name="名单"><table:table-row><table:table-cell office:value-type="string">'
        "<text:p>编号</text:p></table:table-cell></table:table-row></table:table>"
    )
    (sheet,) = taken(workbooks.open_document(table), "名单.ods")
    assert (sheet.name, sheet.rows) == ("名单", (("编号",),))


def test_html_named_as_a_workbook(taken: Taken) -> None:
    page = (
        "<meta charset=utf-8><table><tr><td colspan=2>汇总<tr><td>1<td>张某</table><table><tr><td>x</table>"
    )
    first, second = taken(page.encode(), "汇总.xls")
    assert (first.name, first.rows) == ("表1", (("汇总", None), ("1", "张某")))
    assert first.merged == ((0, 0, 0, 1),)
    assert (second.name, second.rows) == ("表2", (("x",),))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_separated_text_in_every_encoding(taken: Taken, encoding: str) -> None:
    text = '编号,案由,备注\r\n001,"关于“双减”,\n落实",\r\n\r\n１２, 空 格 ,\r\n,,\r\n'
    (sheet,) = taken(text.encode(encoding), "名单.csv")
    assert sheet.name == "名单"
    assert sheet.rows == (
        ("编号", "案由", "备注"),
        ("001", "关于“双减”,\n落实", None),
        (None, None, None),
        ("１２", " 空 格 ", None),
    )


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "空的"),
        (b"%PDF-1.7", "PDF"),
        (PICTURE, "图片"),
        (b"Rar!\x1a", "压缩包"),
        (b"{\\rtf1 x}", "RTF"),
        (b"MZ\x90", "程序"),
        (b"SQLite format 3\x00", "数据库"),
        (bytes(range(256)), "不是可识别的表格"),
        (b"\xff\xfeab\xd8", "不是可识别的表格"),
        (b"<html><body>x</body></html>", "没有表格"),
        (b"<?xml version='1.0'?><Workbook/>", "没有表格"),
        (b"MIME-Version: 1.0\n", "MHTML"),
        (b"PK\x03\x04" + bytes(30), "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "损坏"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(taken: Taken, content: bytes, reason: str) -> None:
    with pytest.raises(OfficeError, match=reason) as refused:
        taken(content)
    sentence = refused.value.message
    assert "没有读入任何内容；请" in sentence
    assert sentence.endswith("。")
    assert sentence.count("。") == 1


def test_places_without_a_readable_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="文件夹"):
        read(tmp_path)
    with pytest.raises(OfficeError, match="不存在"):
        read(tmp_path / "没有.xlsx")
    with pytest.raises(OfficeError, match="无法打开"):
        read(Path("\0"))


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(workbooks.saved(workbooks.plain_book()))
    path.chmod(0)
    if os.access(path, os.R_OK):  # an administrator reads everything

        def denied(*_: object, **__: object) -> io.BytesIO:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(OfficeError, match="读取权限"):
        read(path)


def test_too_large_a_file_is_refused(taken: Taken) -> None:
    with pytest.raises(OfficeError, match="超过 0 MB"):
        taken(b"a,b\n" * 10, file=20)


def test_a_text_wider_than_any_list_is_refused(taken: Taken) -> None:
    with pytest.raises(OfficeError, match="范围过大"):
        taken(b"a,b\n" * 10 + b"," * 100, "名单.csv", cells=500)


def test_failures_inside_the_reader_are_refusals(taken: Taken) -> None:
    with pytest.raises(OfficeError, match="损坏"):
        taken(workbooks.with_rows('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'))


def test_panics_of_the_native_reader_are_refusals(taken: Taken) -> None:
    stream = workbooks.old_book({"名单": [workbooks.label(0, 0, "编号")]}, [workbooks.record(CODE_PAGE)])
    with pytest.raises(OfficeError, match="损坏"):
        taken(workbooks.compound(stream), "名单.xls")


def test_a_password_only_the_reader_knows_of_is_told() -> None:
    from python_calamine import PasswordError

    with pytest.raises(OfficeError, match="密码"), Contained():
        raise PasswordError


def test_mistakes_of_our_own_are_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), Contained():
        raise ZeroDivisionError


def spoiled(content: bytes, seed: int) -> bytes:
    """Give a file with some bytes changed, cut out or put in."""
    chance = random.Random(seed)
    whole = bytearray(content)
    for _ in range(chance.choice((1, 3, 12))):
        at = chance.randrange(len(whole))
        span = chance.randrange(1, 200)
        whole[at : at + chance.choice((1, 4, 0, span))] = chance.choice(
            (b"", b"\xff" * 4, b"\0" * 4, chance.randbytes(1), chance.randbytes(span))
        )
        whole = whole or bytearray(b"x")
    return bytes(whole)


def read_or_refused(taken: Taken, content: bytes) -> tuple[Sheet, ...]:
    """Give what was read, nothing when it was refused; any other error is the test's failure."""
    try:
        return taken(content)
    except OfficeError:
        return ()


ORDINARY = {
    "xlsx": workbooks.saved(workbooks.plain_book()),
    "ods": workbooks.open_document('<table:table table:name="a"/>'),
    "xls": workbooks.compound(workbooks.old_book({"名单": [workbooks.label(0, 0, "编号")]})),
    "html": "<table><tr><td rowspan=2>案由</td></tr></table>".encode(),
    "csv": '案由,"备\n注"\n1,2'.encode("gb18030"),
}


@pytest.mark.parametrize("kind", ORDINARY)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(seed=st.integers(0, 10**9))
def test_spoiled_files_are_read_or_refused(taken: Taken, kind: str, seed: int) -> None:
    for sheet in read_or_refused(taken, spoiled(ORDINARY[kind], seed)):
        assert len({len(row) for row in sheet.rows}) <= 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    head=st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table>"]),
    rest=st.binary(),
)
def test_random_bytes_are_read_or_refused(taken, head: bytes, rest: bytes) -> None:
    cells: list[Value] = [
        cell for sheet in read_or_refused(taken, head + rest) for row in sheet.rows for cell in row
    ]
    assert all(cell is None or cell != "" for cell in cells)
