"""Separated text is decoded strictly and split by the mark that makes a table of it."""

from __future__ import annotations

import csv

import pytest

from desktop.documents import sheet_text
from desktop.documents.sheet_gate import Limits
from desktop.domain.errors import OfficeError


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbf\xe6\xa1\x88", "案"),
        ("\ufeff案".encode("utf-16-le"), "案"),
        ("\ufeff案".encode("utf-16-be"), "案"),
        ("a案".encode("utf-16-le"), "a案"),
        ("a案".encode("utf-16-be"), "a案"),
        ("<meta charset=big5>學".encode("big5"), "<meta charset=big5>學"),
        (
            '<meta content="text/html; charset=gb2312">镕'.encode("gbk"),
            '<meta content="text/html; charset=gb2312">镕',
        ),
        ("<meta charset=gbk>案".encode(), "<meta charset=gbk>案"),
        ("𠮷".encode("gb18030"), "𠮷"),
        (b"a\x1a", "a"),
    ],
)
def test_the_encoding_is_told_from_the_bytes(content: bytes, text: str) -> None:
    assert sheet_text.decode(content) == text


@pytest.mark.parametrize(
    "content", [b"\xff\xff", b"\xef\xbb\xbf\xff", b"ab\0", b"a" * 50 + b"\x01", b"\xff\xfe\x00\xd8"]
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(OfficeError, match="不是可识别的表格"):
        sheet_text.decode(content)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("编号,案由\n1,a;b;c\n2,d", ","),
        ("编号;案由\n1;a,b\n2;c", ";"),
        ("编号\t案由\n1\ta,b\n2\tc,d", "\t"),
        ("名单\n编号\t案由\n1\t2,3", "\t"),
        ("甲", ","),
        ("", ","),
        ('"a;\n;";1\n"b";2', ";"),
    ],
)
def test_the_separator_is_the_one_that_makes_a_table(text: str, mark: str) -> None:
    assert sheet_text.separator(text) == mark


def test_line_breaks_in_quotes_and_long_bodies_stay_in_their_cell() -> None:
    body = "长" * 200_000
    assert sheet_text.split(f'1,"甲\r\n""乙"""\r\n2,{body}\n') == [["1", '甲\r\n"乙"'], ["2", body]]


def test_a_cell_beyond_the_limit_is_refused() -> None:
    limit = csv.field_size_limit()
    try:
        with pytest.raises(OfficeError, match="不是可识别的表格"):
            sheet_text.split("a" * 200 + ",b", Limits(file=100))
    finally:
        csv.field_size_limit(limit)
