"""Letters, forms, tables and labels as one file: in order, on right-hand pages, the same every time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.documents import page, table_layout
from desktop.documents.fonts import bundled
from desktop.documents.letter_foot import page_number
from desktop.documents.linebreak import Setter
from desktop.documents.pile import render
from desktop.documents.table_fit import Annex
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


# --- tables behind a letter ------------------------------------------------------------------------------

OTHER = replace(LEDGER, title="逾期件明细", landscape=False)
NAMING = replace(LETTER, attachments=("交办清单", "逾期件明细"))


def test_tables_a_letter_names_are_labelled_and_numbered_on_behind_it() -> None:
    paper = Printed(render((NAMING, LEDGER, OTHER, LETTER, LEDGER), "通知", "示例办"))
    letter = next(number for number in range(len(paper)) if "交办清单编号" in paper.text(number))
    first, second = paper.text(letter), paper.text(letter + 1)
    assert first.startswith("附件1交办清单")
    assert second.startswith("附件2逾期件明细")
    assert (f"—{letter + 1}—" in first, f"—{letter + 2}—" in second) == (True, True)
    assert "第1页" not in first
    last = paper.text(len(paper) - 1)
    assert ("附件" in last, "第1页共1页" in last) == (False, True), "this letter names no table"


def test_one_table_is_just_called_annex() -> None:
    paper = Printed(render((replace(LETTER, attachments=("交办清单",)), LEDGER), "通知", "示例办"))
    assert paper.text(len(paper) - 1).startswith("附件交办清单")


@pytest.mark.parametrize(("before", "across"), [(2, 184 - 20), (3, 28 + 5)])
def test_the_number_of_a_table_lying_on_its_side_stands_where_the_letter_has_it(
    before: int, across: float
) -> None:
    """GB/T 9704-2012 8: the head of the table lies at the left edge of the upright sheet."""
    setter = Setter(bundled())
    (leaf,) = table_layout.lay_out(LEDGER, setter, annex=Annex("附件", before))
    label, *_, number = leaf.texts
    assert "".join(unit.text for unit in label.units) == "附件"
    assert label.x == pytest.approx(35 * page.MM)  # the lower edge of the type area
    assert number.turned
    upright = page_number(before + 1, setter)
    assert (number.x, number.y) == (page.HEIGHT - upright.y, upright.x)
    assert page.HEIGHT - number.x == pytest.approx(269 * page.MM, abs=2.5 * page.MM)
    assert number.y / page.MM == pytest.approx(across, abs=2)
    assert all(28 * page.MM - 1 <= stroke.y <= (210 - 26) * page.MM + 1 for stroke in leaf.strokes)


def test_an_annex_on_the_larger_paper_has_its_number_upright_at_the_outer_edge() -> None:
    (leaf,) = table_layout.lay_out(replace(LEDGER, paper="A3"), Setter(bundled()), annex=Annex("附件", 2))
    number = leaf.texts[-1]
    assert not number.turned
    assert number.x > 350 * page.MM


@pytest.mark.parametrize("lines", [20, 30, 40, 80, 200])
@pytest.mark.parametrize("annex", [None, Annex("附件", 2)])
def test_a_row_as_tall_as_a_page_stays_above_its_foot(lines: int, annex: Annex | None) -> None:
    tall = replace(LEDGER, title="交办清单" * 9, rows=[("\n".join("字" * lines),), ("12",)])
    for leaf in table_layout.lay_out(tall, Setter(bundled()), annex=annex):
        lowest = max(stroke.y + stroke.height for stroke in leaf.strokes)
        assert lowest <= leaf.size[1] - (26 if annex else 16) * page.MM + 1
