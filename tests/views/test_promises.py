"""Promises written one a line, with or without the day they are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.commitment import Commitment
from desktop.views.promises import promises_in, promises_text
from tests.samples import CASE

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("line", "text", "due"),
    [
        ("建成站台一对 2026-09-30", "建成站台一对", date(2026, 9, 30)),
        ("建成站台一对，2026年9月30日前", "建成站台一对", date(2026, 9, 30)),
        ("建成站台一对（2026.9.30）", "建成站台一对", date(2026, 9, 30)),
        ("  新增车位120个 ", "新增车位120个", None),
        ("建成站台 2026-13-40", "建成站台 2026-13-40", None),
    ],
)
def test_a_day_at_the_end_of_a_line_is_its_date(line: str, text: str, due: date | None) -> None:
    assert promises_in(line, "示例局", DAY) == (Commitment(text, "示例局", DAY, due),)


def test_blank_lines_promise_nothing_and_open_ones_are_read_back() -> None:
    written = "甲 2026-09-30\n\n乙"
    made = promises_in(written, "示例局", DAY)
    kept = Commitment("丙", "示例局", DAY, fulfilled_on=DAY)
    other = Commitment("丁", "另一局", DAY)
    case = replace(CASE, commitments=(*made, kept, other))
    assert promises_text(case, "示例局") == "甲 2026-09-30\n乙"
