"""Letters, forms, tables and labels as one file: in order, on right-hand pages, the same every time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.documents.pile import render
from desktop.domain.errors import OfficeError
from desktop.domain.form import Form, pair
from desktop.domain.ledger import Column, Ledger
from desktop.domain.mailing import Address, Labels
from desktop.domain.progress import Progress
from tests.documents.letters import LETTER, Printed

FORM = Form("征询意见表", (pair("编号", "第12号"),), copies=2)
LEDGER = Ledger("交办清单", (Column("no", "编号"),), (("12",),))
LABELS = Labels("标签", (Address("示例甲代表"),))


class _Told(Progress):
    """What was told of the progress."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []

    def step(self, done: int, total: int, text: str = "") -> None:  # noqa: ARG002
        self.steps.append((done, total))


def test_kinds_follow_each_other_each_on_a_right_hand_page() -> None:
    told = _Told()
    paper = Printed(render((LETTER, FORM, LEDGER, LABELS), "文书", "示例办", told))
    texts = [paper.text(number) for number in range(len(paper))]
    first = next(number for number, text in enumerate(texts) if text.startswith("征询意见表"))
    second = next(
        number for number, text in enumerate(texts[first + 1 :], first + 1) if text.startswith("征询意见表")
    )
    assert first % 2 == second % 2 == 0
    assert second == first + 2
    assert "交办清单" in texts[second + 1]
    assert "示例甲代表" in texts[second + 2]
    assert told.steps == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


def test_equal_papers_give_equal_bytes() -> None:
    assert render((LETTER, FORM), "文书", "示例办") == render([LETTER, FORM], "文书", "示例办")


@pytest.mark.parametrize(
    "odd",
    [replace(LETTER, signer="😀"), replace(FORM, left="😀"), replace(LEDGER, subtitle="😀")],
)
def test_what_no_face_has_stops_the_whole_pile(odd: object) -> None:
    with pytest.raises(OfficeError, match=r"U\+1F600"):
        render((LETTER, odd), "文书", "示例办")  # type: ignore[arg-type]


def test_a_watermark_lies_under_tables() -> None:
    assert "演示" in Printed(render((LEDGER,), "表", "示例办", watermark="演示")).text(0)
