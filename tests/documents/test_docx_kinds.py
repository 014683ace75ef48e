"""Letters of every kind and both formats as .docx: the words of the PDF, fit for a word processor."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from desktop.documents import docx, pdf
from desktop.domain.letter import ClassMarkPlace, Letter, LetterFormat, Sealing
from tests.documents.letters import Printed, letter
from tests.documents.measured import ANNEX, DOCUMENT

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = shutil.which("soffice")
FORMATS: dict[LetterFormat, dict[str, Any]] = {LetterFormat.LETTER: {}, LetterFormat.DOCUMENT: DOCUMENT}
KINDS: dict[str, dict[str, Any]] = {
    "sealed": {"urgency": "特急", "copy_no": "000012", "publicity": "此件公开发布"},
    "first line": {"publicity": "主动公开", "publicity_first": True, "class_mark": "A类"},
    "unsealed": {"sealing": Sealing.UNSEALED, "signatories": ("临江市财政局", "临江市民政局")},
    "stamped": {"sealing": Sealing.STAMP, "signatories": ("市长", "主任")},
    "joint": {"signatories": ("临江市财政局", "临江市民政局", "临江市教育局")},
    "in line": {"signatories": ("甲局", "乙局", "丙局"), "signatories_in_line": True},
    "annexed": {"attachments": (ANNEX.title, "清单"), "annexes": (ANNEX, ANNEX)},
    "signers": {"signer": "张启明、王喆堃", "class_mark_place": ClassMarkPlace.BESIDE_DOC_NO},
    "bare": {"cc": (), "printer": "", "signatories": ()},
}


def made(kind: str, form: LetterFormat) -> Letter:
    """Return the sample letter of a kind in a format."""
    return letter(**(FORMATS[form] | KINDS[kind]))


def opened(content: Letter) -> Any:
    """Return the file of a letter as a word processor opens it."""
    return Document(BytesIO(docx.render(content)))


def words(document: Any) -> str:
    """Return all that is written in a file, without white space."""
    head = document.sections[0].first_page_header.paragraphs if document.sections else ()
    return re.sub(r"\s", "", "".join(each.text for each in (*head, *document.paragraphs)))


@pytest.mark.parametrize("form", LetterFormat)
@pytest.mark.parametrize("kind", KINDS)
def test_the_file_holds_the_words_of_the_pdf(kind: str, form: LetterFormat) -> None:
    content = made(kind, form)
    paper = Printed(pdf.render([content]))
    printed = "".join(paper.text(page) for page in range(len(paper)))
    printed = re.sub("—[1-9]—", "", printed)
    written = words(opened(content))
    assert sorted(written) == sorted(printed)
    assert content.mark in written


@pytest.mark.parametrize("form", LetterFormat)
@pytest.mark.parametrize("kind", KINDS)
def test_every_run_names_a_face_for_chinese(kind: str, form: LetterFormat) -> None:
    document = opened(made(kind, form))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    faces = {run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in runs}
    assert faces <= {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"}
    assert all(run._r.rPr.rFonts.get(qn("w:hint")) == "eastAsia" for run in runs)


def test_a_document_has_its_red_rule_and_the_rules_of_its_foot() -> None:
    document = opened(made("sealed", LetterFormat.DOCUMENT))
    borders = [
        (border.tag.rpartition("}")[2], border.get(qn("w:color")), border.get(qn("w:sz")))
        for paragraph in document.paragraphs
        for each in paragraph._p.iter(qn("w:pBdr"))
        for border in each
    ]
    assert borders == [
        ("bottom", "FF0000", "14"),
        ("top", "000000", "8"),
        ("top", "000000", "6"),
        ("bottom", "000000", "8"),
    ]
    assert not document.sections[0].different_first_page_header_footer  # its first page bears a number
    bare = opened(made("bare", LetterFormat.DOCUMENT)).paragraphs
    assert sum(len(each._p.findall(".//" + qn("w:pBdr"))) for each in bare) == 1


def test_an_annex_begins_a_page() -> None:
    document = opened(made("annexed", LetterFormat.LETTER))
    labels = [each for each in document.paragraphs if re.fullmatch("附件[12]", each.text)]
    assert [each.paragraph_format.page_break_before for each in labels] == [True, True]


def test_each_addressee_has_a_section_numbered_from_one() -> None:
    document = opened(letter(addressees=("甲委员：", "乙委员："), salutation="甲委员："))
    assert len(document.sections) == 2
    (numbers,) = document.sections[1]._sectPr.findall(qn("w:pgNumType"))
    assert numbers.get(qn("w:start")) == "1"
    assert document.sections[1].different_first_page_header_footer
    text = [each.text for each in document.paragraphs]
    assert text.index("甲委员：") < text.index("乙委员：")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_word_processor_reads_the_same_words_and_faces(tmp_path: Path) -> None:
    kinds = [(kind, form) for kind in KINDS for form in LetterFormat]
    for kind, form in kinds:
        (tmp_path / f"{kind}-{form}.docx").write_bytes(docx.render(made(kind, form)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(path) for path in sorted(tmp_path.glob("*.docx"))]
    command = [OFFICE or "", profile, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    command[command.index("fodt")] = "pdf"
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    for kind, form in kinds:
        content, flat = made(kind, form), (tmp_path / f"{kind}-{form}.fodt").read_text("utf-8")
        read = re.sub(r"<[^>]+>|\s", "", flat)
        for text in (*(each.text for each in content.body), content.mark, content.salutation, *content.cc):
            assert re.sub(r"\s", "", text) in read
        pages = Printed((tmp_path / f"{kind}-{form}.pdf").read_bytes())
        printed = "".join(pages.text(number) for number in range(len(pages)))
        printed = re.sub(r"—\d+—", "", printed)  # the number of a page stands amid the words that go on
        for each in content.body:
            assert re.sub(r"\s", "", each.text) in re.sub(r"\s", "", printed)
        for face in ("仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"):
            assert re.search(rf'asian="[^"]*{face}', flat), face
