"""Tables in HTML come out as their readers see them, however careless or hostile the page."""

from __future__ import annotations

import pytest

from desktop.documents.html_tables import Grid, tables
from desktop.documents.sheet_gate import Limits
from desktop.domain.errors import OfficeError


def only(text: str) -> Grid:
    (grid,) = tables(text)
    return grid


def test_spans_keep_the_columns_in_line() -> None:
    grid = only(
        "<table><tr><th rowspan=2>单位<th colspan='2'>办理</tr><tr><td>主办<td>协办</tr>"
        '<tr><td ROWSPAN="9">甲<td rowspan=0 colspan=x>1<td>2</tr><tr><td>3</table>'
    )
    assert grid.rows == (
        ("单位", "办理", None),
        (None, "主办", "协办"),
        ("甲", "1", "2"),
        (None, "3", None),
    )
    assert grid.merged == ((0, 0, 1, 0), (0, 1, 0, 2), (2, 0, 3, 0))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("关于<b>学位</b>的<br>建议", "关于学位的\n建议"),
        ("<p>一</p><p>二</p>", "一\n二"),
        ("关于老旧小区\r\n   加装电梯", "关于老旧小区加装电梯"),
        ("A\n  B", "A B"),
        ("\n  甲\n", "甲"),
        (" 00１２  a ", "00１２  a"),
        ("&lt;&amp;&#20851;&nbsp;&nbsp;", "<&关"),
        ("&#999999999999;x&#x110000;", "\ufffdx\ufffd"),
        ("1 < 2 <3", "1 < 2 <3"),
        ("a<!-- <td>x --><![if !x]>b<![endif]><?pi ?>", "ab"),
        ("a<script>'<td>'</SCRIPT>b<style>x</style>c", "abc"),
        ("<a title='>' href=\">\">链</a>", "链"),
        (f"<a href='{'x' * 5000}'>链</a>", "链"),
    ],
)
def test_a_cell_says_what_the_page_shows(source: str, text: str) -> None:
    assert only(f"<table><tr><td>{source}</td></tr></table>").rows == ((text,),)


def test_careless_tags_are_forgiven() -> None:
    grid = only("外</td></table><tr><td>外<table>外<td>1</td>外<td>2<tr>外<td>3</tr>外</table>外")
    assert grid.rows == (("1", "2"), ("3", None))


def test_nested_tables_stand_alone() -> None:
    outer, inner = tables("<table><tr><td>a<table><tr><td>b</table>c<td>d</table><table><tr><td> </table>")
    assert outer.rows == (("ac", "d"),)
    assert inner.rows == (("b",),)


@pytest.mark.parametrize(
    "piece", ["<!--", "<td ", '<td a="', "<![CDATA[", "</", "<script>", "<table>", "&#x", "<td '>"]
)
def test_endless_pages_end(piece: str) -> None:
    grids = tables("<table><tr><td>甲</td>" + piece * 20_000)
    assert grids[0].rows[0][0] == "甲"


def test_a_table_too_wide_is_refused() -> None:
    with pytest.raises(OfficeError, match="范围过大"):
        tables("<table><tr><td colspan=1000>x" + "<tr><td>x" * 10, Limits(cells=5000))
