"""The gate for old workbooks believes no number in them."""

from __future__ import annotations

import struct

import pytest

from desktop.documents.sheet_compound import survey
from desktop.documents.sheet_gate import Limits
from desktop.documents.sheet_survey import Hidden
from desktop.domain.errors import OfficeError
from tests.documents.workbooks import compound, label, number, old_book, record

DIMENSIONS, ROW, COLUMNS, MANY = 0x200, 0x208, 0x7D, 0xBD


def book(*records: bytes, begin: tuple[bytes, ...] = ()) -> bytes:
    """Give an old workbook whose only sheet has these records."""
    return compound(old_book({"名单": records}, begin))


def many(row: int, first: int, last: int) -> bytes:
    """Give a record of several numbers beside each other."""
    return record(
        MANY, struct.pack("<HH", row, first) + bytes(6 * (last - first + 1)) + struct.pack("<H", last)
    )


def changed(content: bytes, at: int, value: int) -> bytes:
    """Give a file with one number of four bytes replaced."""
    return content[:at] + struct.pack("<I", value) + content[at + 4 :]


def test_ordinary_sheets_pass_with_what_they_hide() -> None:
    rows = [record(ROW, struct.pack("<HHHH4xHH", at, 0, 3, 0, flags, 0)) for at, flags in ((0, 0), (1, 0x20))]
    columns = [record(COLUMNS, struct.pack("<HHHHH", at, at + 1, 0, 0, at)) for at in (0, 1)]
    sizes = [record(DIMENSIONS, struct.pack("<IIHHH", 0, 2, 0, 2, 0)), record(DIMENSIONS, bytes(10))]
    values = [label(0, 0, "编号"), number(1, 0, 7), many(1, 1, 2)]
    assert survey(book(*rows, *columns, *sizes, *values)) == {
        "名单": Hidden(frozenset({1}), frozenset({1, 2}))
    }


def test_narrow_names_are_read() -> None:
    stream = old_book({"ab": [label(0, 0, "x")]})
    narrow = stream.replace(b"\x02\x01a\0b\0", b"\x02\x00abzz")
    assert set(survey(compound(narrow))) == {"ab"}


@pytest.mark.parametrize(
    ("spoiled", "reason"),
    [
        (number(0, 256, 1), "损坏"),
        (many(0, 1, 300), "损坏"),
        (record(0x203, b"\0"), "损坏"),
        (number(65_535, 0, 1) + number(0, 255, 1), "范围过大"),
        (record(DIMENSIONS, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 1, 0)), "范围过大"),
        (record(DIMENSIONS, struct.pack("<IIHHH", 0, 9, 0, 9999, 0)), "范围过大"),
        (record(DIMENSIONS, struct.pack("<IIHHH", 9, 0, 0, 1, 0)), "范围过大"),
        (record(DIMENSIONS, struct.pack("<HHHH", 0, 1, 9, 1)), "范围过大"),
    ],
)
def test_places_beyond_the_format_are_refused(spoiled: bytes, reason: str) -> None:
    with pytest.raises(OfficeError, match=reason):
        survey(book(spoiled))


def test_all_sheets_together_are_bounded() -> None:
    content = compound(old_book({"一": [number(2, 2, 1)], "二": [number(2, 2, 1)]}))
    assert set(survey(content, Limits(cells=18))) == {"一", "二"}
    for limits in (Limits(cells=17), Limits(sheets=1)):
        with pytest.raises(OfficeError, match="范围过大"):
            survey(content, limits)


def test_sheets_that_share_their_records_are_refused() -> None:
    stream = old_book({"一": [record(1, bytes(3000))], "二": [label(0, 0, "x")]})
    second = stream.index("二".encode("utf-16-le")) - 8
    first = stream.index("一".encode("utf-16-le")) - 8
    shared = stream[:second] + stream[first : first + 4] + stream[second + 4 :]
    with pytest.raises(OfficeError, match="损坏"):
        survey(compound(shared))


def test_a_sheet_without_end_ends_with_the_stream() -> None:
    stream = old_book({"名单": [label(0, 0, "x")]})[:-4].ljust(4096, b"\x01")
    assert survey(compound(stream[:4000])) == {"名单": Hidden()}


@pytest.mark.parametrize(
    "content", [compound(b"x", "EncryptedPackage"), book(label(0, 0, "x"), begin=(record(0x2F, b"\1\0"),))]
)
def test_a_password_is_told(content: bytes) -> None:
    with pytest.raises(OfficeError, match="密码"):
        survey(content)


def test_other_compound_files_are_told() -> None:
    with pytest.raises(OfficeError, match="不是表格"):
        survey(compound(b"x", "WordDocument"))
    assert set(survey(compound(old_book({"a": []}), "Book"))) == {"a"}


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (30, 0x0040),  # no such size of sectors
        (68, 1),  # a list of tables that leads back to itself
        (512 + 3 * 4, 3),  # a sector that follows itself
        (1024 + 128 + 120, 1 << 30),  # a stream longer than its sectors
        (512 + 1 * 4, 1),  # a directory that follows itself
    ],
)
def test_containers_that_do_not_hold_together_are_refused(at: int, value: int) -> None:
    whole = book(label(0, 0, "x"))
    if at == 68:  # the first table sector names itself as the next one
        whole = changed(whole, 512 + 508, 0)
        value = 0
    with pytest.raises(OfficeError, match="损坏"):
        survey(changed(whole, at, value))


def test_more_tables_listed_after_the_header_are_used() -> None:
    whole = book(label(0, 0, "x"))
    sectors = (len(whole) - 512) // 512
    listing = struct.pack("<128I", 0, *[0xFFFFFFFF] * 126, 0xFFFFFFFE)
    moved = changed(changed(whole, 76, 0xFFFFFFFF), 68, sectors)
    assert survey(moved + listing) == {"名单": Hidden()}
    assert survey(moved + listing + bytes(512)) == {"名单": Hidden()}


@pytest.mark.parametrize("length", [8, 40, 100, 512, 1500])
def test_cut_off_files_are_refused(length: int) -> None:
    with pytest.raises(OfficeError):
        survey(book(label(0, 0, "x"))[:length])
