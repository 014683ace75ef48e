"""The annual report on paper: real .docx, PDF and text files, read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from PIL import Image

from desktop.casework import annual, annual_paper
from desktop.domain.annual import Audience, ReportAnnex, Wishes
from desktop.domain.errors import OfficeError
from desktop.domain.letter import LetterFormat, ParagraphLevel
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.annual import AnnualReport

WISHES = Wishes(
    as_of="12月初",
    occasion="——2026年12月1日在区十七届人大常委会第二十次会议上",
    speaker="区政府常务副区长　示例某",
    issuer="示例区人民政府",
    dated=date(2026, 11, 30),
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return a desk with one case answered and judged, and one key case just registered."""
    made = desks.new_office(tmp_path)
    desks.judged(made, desks.answered(made, desks.registered(made, "1")))
    desks.registered(made, "2", replace(PAPER, is_key=True))
    return made


def report(office: Office, wishes: Wishes = WISHES) -> AnnualReport:
    known = annual.draft(office, 1, Audience.CONGRESS)
    return annual.wished(office, known, wishes).report


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_the_letter_is_a_document_with_numbered_headings(office: Office) -> None:
    made = annual_paper.letter(office, report(office))
    assert (made.format, made.issuer, made.printed_date) == (
        LetterFormat.DOCUMENT,
        "示例区人民政府",
        "2026年11月30日",
    )
    assert made.below_title == (WISHES.occasion, WISHES.speaker)
    first = [each.text for each in made.body if each.level is ParagraphLevel.H1]
    assert first == ["一、基本情况", "二、办理结果", "三、主要做法"]
    second = [each.text[:7] for each in made.body if each.level is ParagraphLevel.H2]
    assert second == ["（一）加强组织", "（二）加强沟通"]
    assert made.attachments == tuple(f"区十七届人大一次会议建议{each.label}" for each in ReportAnnex)


def test_what_is_left_out_or_empty_is_not_printed(office: Office) -> None:
    made = report(office, replace(WISHES, left_out=("measures",), annexes=()))
    printed = [text for _, text in annual_paper.lines(made)]
    assert not any("主要做法" in text or "存在的问题" in text for text in printed)
    assert annual_paper.letter(office, made).attachments == ()
    problems = next(each for each in made.paragraphs if each.key == "problems.problems")
    written = made.with_paragraph(problems.retyped("一是时效不强。\n\n二是沟通不够。"))
    assert ("problems", "三、存在的问题") in annual_paper.lines(written)
    assert ("problems", "二是沟通不够。") in annual_paper.lines(written)
    nothing = replace(made, paragraphs=())
    assert annual_paper.lines(nothing) == ()


def test_tables_stand_behind_a_report_only_with_rows(office: Office) -> None:
    details, key, units = annual_paper.annexes(office, report(office))
    assert [row[0] for row in details.rows] == ["1", "2"]
    assert [row[0] for row in key.rows] == ["2"]
    assert key.subtitle == "共1件，截至12月初"
    assert "截至12月初" in units.subtitle
    (only,) = annual_paper.annexes(office, report(office, replace(WISHES, annexes=(ReportAnnex.KEY,))))
    assert only == key
    assert len(annual_paper.annexes(office, report(office, replace(WISHES, key_only=True)))) == 2


def test_the_text_is_signed_and_dated(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    assert annual_paper.write(office, report(office), path) == 0
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[:3] == ["关于区十七届人大一次会议代表建议办理情况的报告", WISHES.occasion, WISHES.speaker]
    assert lines[-2:] == ["示例区人民政府", "2026年11月30日"]
    assert any(line.startswith("　　附件：1.") for line in lines)
    annual_paper.write(office, report(office, replace(WISHES, annexes=())), path)
    assert "附件" not in path.read_text("utf-8-sig")


def test_the_pdf_holds_the_report_and_its_tables(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "报告.pdf"
    assert annual_paper.write(office, report(office), path) == 3
    found = pages(path)
    whole = "".join(found).replace("\r", "").replace("\n", "")
    assert "示例区人民政府文件" in found[0].replace("\r\n", "")
    assert "常务副区长" in found[0]
    assert "以上报告，请予审议。" in whole
    assert "承办单位统计表" in found[-1]


def test_the_docx_holds_paragraphs_a_chart_and_tables(office: Office, tmp_path: Path) -> None:
    kept = BytesIO()
    Image.new("RGB", (64, 32), "navy").save(kept, "PNG")
    path, made = tmp_path / "报告.docx", report(office)
    pictures = {"totals": kept.getvalue(), "themes": kept.getvalue()}
    assert annual_paper.write(office, made, path, pictures=pictures) == 3
    document = Document(str(path))
    texts = [each.text for each in document.paragraphs]
    assert len(document.inline_shapes) == 1
    drawn = next(
        n for n, each in enumerate(document.paragraphs) if "graphicData" in each.paragraph_format.element.xml
    )
    assert texts[drawn + 1] == "二、办理结果"
    assert [len(table.rows) for table in document.tables] == [3, 2, 4]
    assert document.tables[2].rows[0].cells[1].text == "办理"
    assert document.tables[0].rows[1].cells[1].text == PAPER.title
    assert document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    assert "附件1" in texts
    single = report(office, replace(WISHES, annexes=(ReportAnnex.KEY,)))
    annual_paper.write(office, single, path)
    assert "附件" in [each.text for each in Document(str(path)).paragraphs]


def test_another_ending_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="结尾"):
        annual_paper.write(office, report(office), tmp_path / "报告.doc")


def test_a_report_asked_for_by_name_is_told(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    assert annual_paper.write_asked(office, 1, None, path).endswith("代表建议办理情况的报告。")
    assert annual_paper.write_asked(office, 1, "cppcc", path).endswith("办理情况的通报。")
    annual.save(office, report(office))
    desks.registered(office, "3")
    assert "处数字在保存之后有变动" in annual_paper.write_asked(office, 1, "congress", path)
    with pytest.raises(OfficeError, match="--session"):
        annual_paper.write_asked(office, None, None, path)
