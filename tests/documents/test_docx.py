"""A letter as .docx, opened again: the words of the PDF, in the faces and measures of the standard."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from desktop.documents import docx
from desktop.domain.letter import ClassMarkPlace, Letter, paragraphs
from tests.documents.letters import LETTER

ALPHABETS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
FULL = replace(
    LETTER,
    attachments=("改造计划表", "资金安排表"),
    publicity="此件公开发布",
    note="联系人：示例甲，联系电话：138-0000-0001",
    cc=("市人大代表工委", "市政府督查室"),
    signer="示例局长",
)


def opened(letter: Letter) -> Document:
    """Return the file of a letter as a word processor opens it."""
    return Document(BytesIO(docx.render(letter)))


def lines(letter: Letter) -> list[str]:
    """Return every line of a letter that is not blank."""
    return [paragraph.text for paragraph in opened(letter).paragraphs if paragraph.text]


def test_every_word_of_the_letter_is_there_in_its_order() -> None:
    said = "\n".join(lines(FULL))
    wanted = [
        FULL.doc_no,
        *docx.title_lines(FULL.title),
        FULL.salutation,
        *(paragraph.text for paragraph in FULL.body),
        "附件：1.改造计划表",
        "2.资金安排表",
        *FULL.signatories,
        FULL.printed_date,
        "（此件公开发布）",
        "（联系人：示例甲，联系电话：138-0000-0001）",
        "抄送：市人大代表工委，市政府督查室。",
    ]
    places = [said.find(words) for words in wanted]
    assert -1 not in places
    assert places == sorted(places)
    assert opened(FULL).sections[0].first_page_header.paragraphs[0].text == FULL.issuer


def test_a_title_is_broken_where_the_pdf_breaks_it() -> None:
    broken = docx.title_lines("关于对市政协第十四届五次会议第0231号提案的答复")
    assert broken == ("关于对市政协第十四届五次会议", "第0231号提案的答复")
    assert docx.title_lines("关于甲事项\n的答复") == ("关于甲事项", "的答复")


def test_every_run_names_its_face_for_every_alphabet() -> None:
    document = opened(FULL)
    fonts = [run._r.rPr.rFonts for paragraph in document.paragraphs for run in paragraph.runs]
    names = [{font.get(qn(alphabet)) for alphabet in ALPHABETS} for font in fonts]
    assert fonts
    assert all(len(each) == 1 for each in names)
    assert {name for each in names for name in each} == {
        "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312",
    }  # fmt: skip


def test_the_page_is_that_of_an_official_document() -> None:
    section = opened(FULL).sections[0]
    for measure, wanted in (
        (section.page_width, 210),
        (section.page_height, 297),
        (section.top_margin, 37),
        (section.left_margin, 28),
        (section.right_margin, 26),
        (section.bottom_margin, 35),
        (section.footer_distance, 20),
    ):
        assert measure is not None
        assert measure / Mm(1) == pytest.approx(wanted, abs=0.05)
    assert section.different_first_page_header_footer
    (grid,) = section._sectPr.findall(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "lines"


def test_the_double_rules_are_single_borders_thick_outside() -> None:
    section = opened(FULL).sections[0]
    above = [
        border for each in section.first_page_header.paragraphs for border in each._p.iter(qn("w:bottom"))
    ]
    below = [border for each in section.first_page_footer.paragraphs for border in each._p.iter(qn("w:top"))]
    assert {border.get(qn("w:val")) for border in (*above, *below)} == {"single"}
    assert [border.get(qn("w:sz")) for border in above] == ["14", "6"]
    assert [border.get(qn("w:sz")) for border in below] == ["6", "14"]


def test_pages_after_the_first_are_numbered_outside() -> None:
    section = opened(FULL).sections[0]
    for footer, side in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        (paragraph,) = footer.paragraphs
        assert paragraph.alignment is not None
        assert paragraph.alignment.name == side
        assert paragraph.text.startswith("— ")
        assert [each.text for each in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]


def test_the_signature_is_never_alone_on_a_page() -> None:
    written = [paragraph for paragraph in opened(LETTER).paragraphs if paragraph.text]
    place = next(at for at, each in enumerate(written) if each.text == LETTER.signatories[0])
    assert written[place - 1].paragraph_format.keep_with_next
    assert written[place].paragraph_format.keep_with_next


@pytest.mark.parametrize("place", ClassMarkPlace)
def test_the_class_mark_stands_where_the_office_wants_it(place: ClassMarkPlace) -> None:
    marked = lines(replace(FULL, class_mark="类别：A", class_mark_place=place))
    at = [number for number, text in enumerate(marked) if "类别：A" in text]
    number = next(number for number, text in enumerate(marked) if FULL.doc_no in text)
    dated = marked.index(FULL.printed_date)
    if place is ClassMarkPlace.NONE:
        assert at == []
    else:
        (found,) = at
        assert {
            ClassMarkPlace.TOP_RIGHT: found < number,
            ClassMarkPlace.BESIDE_DOC_NO: found == number,
            ClassMarkPlace.END: found > dated,
        }[place]


def test_what_looks_like_a_field_or_markup_is_printed_as_it_is() -> None:
    body = paragraphs("{{ office.phone }} <w:p>不是段落</w:p> & “引号”")
    assert "{{ office.phone }} <w:p>不是段落</w:p> & “引号”" in lines(replace(LETTER, body=body))


def test_characters_no_file_can_hold_are_left_out() -> None:
    body = paragraphs("甲\x00乙\x07丙\ud800丁𬭚")
    assert "甲乙丙丁𬭚" in lines(replace(LETTER, body=body))


def test_a_long_issuer_is_set_smaller() -> None:
    name = "滨海市人民政府办公室政务督查与建议提案办理工作领导小组"
    run = opened(replace(LETTER, issuer=name)).sections[0].first_page_header.paragraphs[0].runs[0]
    assert run.font.size is not None
    assert run.font.size.pt == 24


def test_the_file_says_who_made_it_and_when() -> None:
    core = opened(LETTER).core_properties
    assert (core.author, core.title) == (LETTER.issuer, LETTER.title.replace("\n", ""))
    assert core.created is not None
    assert core.created.date() == LETTER.dated
