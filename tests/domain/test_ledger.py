"""A ledger knows its headings and refuses parts that do not fit."""

from __future__ import annotations

import pytest

from desktop.domain.ledger import CellKind, Column, Ledger, RowKind

NUMBER = Column("number", "编号")
LEAD = Column("lead", "主办", group="办理")
JOINT = Column("joint", "协办", group="办理")
RATE = Column("rate", "办复率", group="办复")


def test_heading_is_one_row_without_groups() -> None:
    ledger = Ledger("台账", (NUMBER, Column("title", "案由")), [])
    assert not ledger.grouped
    assert ledger.groups() == (("", 0, 0), ("", 1, 1))


def test_neighbours_of_one_group_share_a_heading() -> None:
    ledger = Ledger("单位统计", (NUMBER, LEAD, JOINT, RATE), [])
    assert ledger.grouped
    assert ledger.groups() == (("", 0, 0), ("办理", 1, 2), ("办复", 3, 3))


def test_the_same_group_apart_is_two_headings() -> None:
    ledger = Ledger("单位统计", (LEAD, NUMBER, JOINT), [])
    assert ledger.groups() == (("办理", 0, 0), ("", 1, 1), ("办理", 2, 2))


def test_totals_and_tones_fit() -> None:
    ledger = Ledger("台账", (NUMBER, LEAD), [("1", 2)], totals=("合计", 2), tones=["overdue"], paper="A3")
    assert ledger.totals == ("合计", 2)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"columns": ()}, "at least one column"),
        ({"columns": (NUMBER, NUMBER)}, "share a key"),
        ({"totals": ("合计",)}, "totals"),
        ({"tones": ("overdue", "soon")}, "tones"),
        ({"kinds": (RowKind.ITEM, RowKind.SUM)}, "kinds"),
        ({"paper": "B5"}, "paper"),
    ],
)
def test_parts_that_do_not_fit_are_refused(parts: dict[str, object], reason: str) -> None:
    whole: dict[str, object] = {"title": "台账", "columns": (NUMBER, LEAD), "rows": [("1", 2)], **parts}
    with pytest.raises(ValueError, match=reason):
        Ledger(**whole)  # type: ignore[arg-type]


def test_a_rate_prints_as_many_decimals_as_its_column_wants() -> None:
    assert Column("rate", "办复率", CellKind.PERCENT).shown(0.9534) == "95.34%"
    assert Column("rate", "办复率", CellKind.PERCENT, decimals=0).shown(0.95) == "95%"


def test_rows_are_items_unless_told_otherwise() -> None:
    kinds = (RowKind.GROUP, RowKind.ITEM, RowKind.SUM)
    plain = Ledger("台账", (NUMBER,), [("1",)] * 3)
    told = Ledger("台账", (NUMBER,), [("1",)] * 3, kinds=kinds)
    assert [plain.kind_of(at) for at in range(3)] == [RowKind.ITEM] * 3
    assert tuple(told.kind_of(at) for at in range(3)) == kinds


def test_equal_values_run_on_within_the_joined_columns_to_their_left() -> None:
    columns = (Column("unit", "单位", joined=True), Column("role", "方式", joined=True), NUMBER)
    rows = [("甲", "主办", "1"), ("甲", "主办", "2"), ("甲", "协办", "3"), ("乙", "协办", "4")]
    ledger = Ledger("明细", columns, rows)
    assert ledger.runs(0) == ((0, 2),)
    assert ledger.runs(1) == ((0, 1),)


def test_a_sum_ends_a_run() -> None:
    columns = (Column("unit", "单位", joined=True), NUMBER)
    kinds = (RowKind.ITEM, RowKind.SUM, RowKind.ITEM, RowKind.ITEM)
    assert Ledger("明细", columns, [("甲", "1")] * 4, kinds=kinds).runs(0) == ((2, 3),)
    assert Ledger("明细", columns, []).runs(0) == ()
