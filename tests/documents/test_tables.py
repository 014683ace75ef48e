"""A printed ledger, read back from its PDF: every cell, headings on every page, n of m, nothing broken."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop.documents.tables import Style, render
from desktop.domain.errors import OfficeError
from desktop.domain.ledger import Align, CellKind, Column, Ledger, RowKind
from desktop.domain.progress import Cancelled, Progress
from tests.documents.letters import Printed

COLUMNS = (
    Column("no", "编号", width=10),
    Column("title", "案由", width=40, align=Align.LEFT, wrap=True),
    Column("unit", "主办单位", width=18, wrap=True),
    Column("due", "办结时限", CellKind.DATE, width=12),
    Column("parts", "件数", CellKind.NUMBER, width=8),
    Column("rate", "办复率", CellKind.PERCENT, width=9, align=Align.RIGHT),
)
TITLE = "关于进一步完善城乡居民基本养老保险待遇确定和基础养老金正常调整机制的建议"


def ledger(rows: int = 3, **changes: object) -> Ledger:
    """Return a ledger of that many rows."""
    made = [
        (f"2026{number:04d}", TITLE, "示例区教育局", date(2026, 6, 18), number, Decimal("0.953"))
        for number in range(rows)
    ]
    whole = Ledger("示例区2026年建议提案办理台账", COLUMNS, made, subtitle="截至2026年6月30日")
    return replace(whole, **changes)  # type: ignore[arg-type]


def printed(content: Ledger, watermark: str = "") -> Printed:
    """Return a ledger as it comes out of the printer."""
    return Printed(render(content, "示例区政府办公室", Style(watermark)))


def words(paper: Printed, number: int) -> str:
    """Return the text of a page, cell by cell in the order printed."""
    return paper.text(number)


def test_every_cell_is_printed_under_its_heading() -> None:
    paper = printed(ledger())
    text = words(paper, 0)
    for wanted in (
        "示例区2026年建议提案办理台账",
        "截至2026年6月30日",
        *(column.title for column in COLUMNS),
        "20260002",
        "示例区教育局",
        "2026-06-18",
        "95.30%",
        "第1页共1页",
    ):
        assert wanted in text
    assert text.count(TITLE) == 3


def test_headings_stand_on_every_page_and_pages_are_counted() -> None:
    paper = printed(ledger(120))
    assert len(paper) > 3
    for number in range(len(paper)):
        assert "案由主办单位" in words(paper, number)
        assert f"第{number + 1}页共{len(paper)}页" in words(paper, number)
    assert "办理台账" not in words(paper, 1), "the title stands on the first page only"
    everything = "".join(words(paper, number) for number in range(len(paper)))
    assert re.findall(r"2026\d{4}", everything) == [f"2026{number:04d}" for number in range(120)]


def test_nothing_is_printed_outside_the_margins() -> None:
    paper = printed(ledger(60))
    for number in range(len(paper)):
        for glyph in paper.glyphs(number):
            assert glyph.left > 13
            assert glyph.right < 297 - 13


@pytest.mark.parametrize(
    ("paper", "landscape", "size"),
    [("A4", True, (297, 210)), ("A4", False, (210, 297)), ("A3", True, (420, 297))],
)
def test_it_is_printed_on_the_paper_asked_for(paper: str, landscape: bool, size: tuple[int, int]) -> None:
    made = printed(ledger(paper=paper, landscape=landscape))
    sheet = made.document[0].get_size()
    assert [side * 25.4 / 72 for side in sheet] == pytest.approx(size, abs=0.5)


def test_a_number_wider_than_its_column_is_narrowed_and_never_broken() -> None:
    number = "1234567890123456"
    rows = [(number, "短", "", None, 1, None)]
    paper = printed(replace(ledger(), rows=rows))
    lines = ["".join(glyph.char for glyph in line) for line in paper.lines(0)]
    assert any(number in line for line in lines)


def test_groups_have_one_heading_over_their_columns() -> None:
    columns = (
        Column("unit", "单位", width=20),
        *(Column(f"{group}{name}", name, CellKind.NUMBER, 9, group)
          for group in ("办理", "办复") for name in ("主办", "协办")),
    )  # fmt: skip
    made = Ledger("单位统计", columns, [("示例区教育局", 1, 2, 3, 4)], totals=("合计", 1, 2, 3, 4))
    text = words(printed(made), 0)
    assert text.count("办理") == text.count("办复") == 1
    assert text.count("主办") == 2
    assert text.index("示例区教育局") < text.index("合计")


def test_a_row_taller_than_a_page_goes_on_to_the_next() -> None:
    long = "甲乙丙丁戊己庚辛" * 900
    paper = printed(replace(ledger(), rows=[("1", long, "", None, 1, None)]))
    assert len(paper) > 1
    found = re.sub("[^甲乙丙丁戊己庚辛]", "", "".join(words(paper, number) for number in range(len(paper))))
    assert found == long


def test_an_empty_ledger_has_its_headings() -> None:
    text = words(printed(replace(ledger(rows=0), subtitle="")), 0)
    assert "案由主办单位" in text
    assert "第1页共1页" in text


def test_too_many_columns_are_set_smaller_and_closer() -> None:
    columns = tuple(Column(f"c{number}", f"栏目{number}", width=16) for number in range(30))
    paper = printed(Ledger("宽表", columns, [tuple(f"值{number}" for number in range(30))]))
    text = words(paper, 0)
    assert all(f"值{number}" in text for number in range(30))
    assert max(glyph.right for glyph in paper.glyphs(0)) < 297


def test_a_character_no_face_has_is_named() -> None:
    with pytest.raises(OfficeError, match=r"U\+1F600.*未生成表格"):
        render(replace(ledger(), rows=[("1", "笑脸😀", "", None, 1, None)]), "示例办")


def test_a_demo_desk_marks_its_paper() -> None:
    assert "演示" in words(printed(ledger(), "演示"), 0)


def test_equal_ledgers_give_equal_bytes() -> None:
    assert render(ledger(), "示例办") == render(ledger(), "示例办")


def test_it_can_be_cancelled() -> None:
    class Impatient(Progress):
        def step(self, *_: object) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        render(ledger(), "示例办", progress=Impatient())


KINDS = (RowKind.GROUP, RowKind.ITEM, RowKind.ITEM, RowKind.SUM)


def grouped(groups: int) -> Ledger:
    """Return a ledger of groups, each with its name, two rows and a sum."""
    rows = [
        row
        for number in range(groups)
        for row in (
            (f"第{number}组（2件）", None, None, None, None, None),
            (f"{number}01", TITLE, "示例区教育局", None, 1, None),
            (f"{number}02", TITLE, "示例区教育局", None, 2, None),
            ("小计", None, None, None, 3, None),
        )
    ]
    return replace(ledger(), rows=rows, kinds=KINDS * groups, footer="制表人：示例经办　历程校验码 abc123")


def test_the_name_of_a_group_stays_with_its_first_row() -> None:
    paper = printed(grouped(60))
    assert len(paper) > 4
    for number in range(len(paper)):
        lines = ["".join(glyph.char for glyph in line) for line in paper.lines(number)]
        names = [at for at, line in enumerate(lines) if line.startswith("第") and "组（2件）" in line]
        assert names
        assert all(re.search(r"\d0[12]|小计", "".join(lines[at + 1 : at + 3])) for at in names)


def test_the_name_of_a_group_is_said_again_where_it_goes_on() -> None:
    rows = [("第1组（90件）", *[None] * 5), *[(f"{at:03d}", TITLE, "", None, at, None) for at in range(90)]]
    kinds = (RowKind.GROUP, *[RowKind.ITEM] * 90)
    paper = printed(replace(ledger(), rows=rows, kinds=kinds, totals=("合计", *[None] * 5)))
    assert len(paper) > 2
    text = [words(paper, number) for number in range(len(paper))]
    assert all(page.count("第1组（90件）") == 1 for page in text)
    assert re.findall(r"0\d\d(?=关于)", "".join(text)) == [f"{at:03d}" for at in range(90)]


def test_the_foot_of_every_sheet_says_who_made_it() -> None:
    paper = printed(grouped(40))
    for number in range(len(paper)):
        text = words(paper, number)
        assert "历程校验码abc123" in text.replace(" ", "").replace("　", "")
        assert f"第{number + 1}页共{len(paper)}页" in text


def test_a_long_foot_is_narrowed_and_never_meets_the_page_number() -> None:
    paper = printed(ledger(footer="制表人：" + "示例" * 60))
    foot = paper.lines(0)[-1]
    number = next(glyph.left for glyph in foot if glyph.char == "第")
    assert max(glyph.right for glyph in foot if glyph.char in "示例") < number


def test_joined_cells_are_printed_once_and_again_on_the_next_page() -> None:
    columns = (Column("unit", "承办单位", width=24, joined=True), *COLUMNS[:2])
    units = ["示例区教育局(90件)"] * 90 + ["示例区财政局(1件)"]
    rows = [(unit, f"{number:03d}", TITLE) for number, unit in enumerate(units)]
    paper = printed(Ledger("承办单位明细", columns, rows))
    assert len(paper) >= 3
    for number in range(len(paper) - 1):
        assert words(paper, number).count("示例区教育局(90件)") == 1
    assert words(paper, len(paper) - 1).count("示例区财政局(1件)") == 1


def test_text_gives_way_before_days_do() -> None:
    columns = (
        *(Column(f"d{number}", "日期", CellKind.DATE, width=10) for number in range(12)),
        *(Column(f"t{number}", "文字", width=30, wrap=True) for number in range(8)),
    )
    rows = [(*[date(2026, 6, 18)] * 12, *["文字" * 6] * 8)]
    paper = printed(Ledger("宽表", columns, rows))
    dates = [line for line in paper.lines(0) if "2026" in "".join(glyph.char for glyph in line)]
    assert "".join(glyph.char for glyph in dates[0]).count("2026-06-18") == 12


def test_only_the_first_sheets_are_printed_when_asked() -> None:
    paper = Printed(render(ledger(120), "示例区政府办公室", most=2))
    assert len(paper) == 2
    assert re.search(r"第1页共[4-9]页", words(paper, 0))


def test_a_title_of_many_characters_takes_several_lines_within_the_margins() -> None:
    paper = printed(ledger(title="=关于&<演示>" * 60, subtitle="截至" * 150))
    assert "=关于&<演示>" in words(paper, 0)
    assert max(glyph.right for glyph in paper.glyphs(0)) < 297 - 13
