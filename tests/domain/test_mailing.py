"""Addresses as they are written, the places of a sheet of labels, and every text that is printed."""

from __future__ import annotations

import pytest

from desktop.domain.mailing import Address, Envelopes, LabelGrid, Labels, address


@pytest.mark.parametrize(
    ("written", "place", "postcode"),
    [
        ("471000 示例市示例路1号", "示例市示例路1号", "471000"),
        ("471000示例市示例路1号", "示例市示例路1号", "471000"),
        ("示例市示例路1号（邮编：471000）", "示例市示例路1号", "471000"),
        ("示例市示例路1号，邮政编码471000", "示例市示例路1号", "471000"),
        ("示例市示例路1号 示例小区13800000001信箱", "示例市示例路1号 示例小区13800000001信箱", ""),
        ("", "", ""),
    ],
)
def test_the_postcode_is_taken_out_of_an_address(written: str, place: str, postcode: str) -> None:
    assert address("示例甲", written) == Address("示例甲", place, postcode)


def test_a_sheet_holds_its_rows_of_labels() -> None:
    assert [grid.places for grid in LabelGrid] == [21, 14]
    with pytest.raises(ValueError, match="no place 15"):
        Labels("标签", (), LabelGrid.TWO_BY_SEVEN, 15)


def test_every_text_is_told_before_it_is_printed() -> None:
    to, sender = Address("示例甲代表", "示例路1号", "471000"), Address("示例办")
    assert {"示例甲代表", "示例路1号", "471000", "示例办"} <= set(Envelopes("信封", (to,), sender).texts())
    assert "471000" in set(Labels("标签", (to,)).texts())
