"""Templates of the office's own: fields filled in as text, and nothing in them that acts (P-26)."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from desktop.documents import docx_template
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[..., Path]


@pytest.fixture
def template(tmp_path: Path) -> Make:
    """Write a template of these paragraphs and return where it lies."""

    def write(*paragraphs: str, header: str = "") -> Path:
        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = header
        for text in paragraphs:
            document.add_paragraph(text)
        path = tmp_path / "模板.docx"
        document.save(str(path))
        return path

    return write


def texts(content: bytes) -> list[str]:
    document = docx.Document(BytesIO(content))
    head = document.sections[0].header.paragraphs
    return [each.text for each in (*head, *document.paragraphs)]


def test_fields_are_found_in_body_and_head_and_filled_in(template: Make) -> None:
    content = docx_template.read(template("关于{{ 案由 }}的函", "{{编号}}", header="{{本单位}}"))
    assert docx_template.fields(content) == ("本单位", "案由", "编号")
    filled = docx_template.fill(content, {"案由": "老旧小区加装电梯", "编号": "12", "本单位": "示例区政府办"})
    assert texts(filled) == ["示例区政府办", "关于老旧小区加装电梯的函", "12"]


def test_a_field_split_over_runs_is_one_field(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{案", "由}", "}"):
        paragraph.add_run(piece)
    document.save(str(tmp_path / "a.docx"))
    content = docx_template.read(tmp_path / "a.docx")
    assert texts(docx_template.fill(content, {"案由": "加装电梯"}))[-1] == "加装电梯"


def test_a_line_break_begins_a_paragraph(template: Make) -> None:
    content = docx_template.read(template("{{正文}}"))
    assert texts(docx_template.fill(content, {"正文": "一、现状\n二、措施"}))[1:] == ["一、现状", "二、措施"]


def test_a_condition_over_a_field_stays_possible(template: Make) -> None:
    content = docx_template.read(template("{% if 会办单位 %}会同{{会办单位}}{% endif %}研究"))
    assert texts(docx_template.fill(content, {"会办单位": ""}))[-1] == "研究"
    assert texts(docx_template.fill(content, {"会办单位": "示例区财政局"}))[-1] == "会同示例区财政局研究"


@pytest.mark.parametrize("value", ["{{ 7*7 }}", "<w:p><w:r/></w:p>", "{% raw %}", "A & B < C", '"\'&lt;'])
def test_what_is_filled_in_is_text_whatever_it_looks_like(template: Make, value: str) -> None:
    content = docx_template.read(template("前{{案由}}后"))
    assert texts(docx_template.fill(content, {"案由": value}))[-1] == f"前{value}后"


@pytest.mark.parametrize(
    "payload",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ 案由.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ 案由|attr('__class__') }}",
        "{{ 案由()}}",
        "{{ 7*7 }}",
        "{{ [].append(1) }}",
        "{% for a in range(99999) %}{{ a }}{% endfor %}",
        "{% set a = 1 %}",
        "{% include 'secret' %}",
        "{% macro a() %}{% endmacro %}",
        "{{ 案由",
        "{% if 案由 %}",
        "{{ 案 由 }}",
    ],
)
def test_whatever_is_more_than_a_field_is_refused_with_a_sentence(template: Make, payload: str) -> None:
    path = template(payload)
    with pytest.raises(OfficeError, match="没有采用") as refused:
        docx_template.read(path)
    assert "只能写字段名" in refused.value.message


def test_a_field_without_a_value_is_refused(template: Make) -> None:
    content = docx_template.read(template("{{案由}}{{文号}}"))
    with pytest.raises(OfficeError, match="没有采用"):
        docx_template.fill(content, {"案由": "加装电梯"})


def with_xml(path: Path, xml: str) -> Path:
    """Append a paragraph given as XML."""
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))
    document.save(str(path))
    return path


_SIMPLE = (
    '<w:fldSimple w:instr=" MERGEFIELD 编号 \\* MERGEFORMAT ">'
    "<w:r><w:rPr><w:b/></w:rPr><w:t>«编号»</w:t></w:r></w:fldSimple>"
)
_COMPLEX = (
    '<w:r><w:t>第</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText> MERGEFIELD "案由" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:rPr><w:i/></w:rPr><w:t>«案由»</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:r><w:t>件</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    "<w:r><w:instrText> PAGE </w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def test_merge_fields_of_a_word_processor_are_fields(tmp_path: Path) -> None:
    content = docx_template.read(with_xml(tmp_path / "a.docx", _SIMPLE + _COMPLEX))
    assert docx_template.fields(content) == ("案由", "编号")
    filled = docx.Document(BytesIO(docx_template.fill(content, {"案由": "加装电梯", "编号": "12"})))
    paragraph = filled.paragraphs[0]
    assert paragraph.text == "12第加装电梯件"
    assert [run.text for run in paragraph.runs if run.bold] == ["12"]
    assert [run.text for run in paragraph.runs if run.italic] == ["加装电梯"]
    assert "PAGE" in paragraph._p.xml


def test_a_merge_field_without_a_result_is_a_field(tmp_path: Path) -> None:
    bare = '<w:fldSimple w:instr="MERGEFIELD 文号"/>'
    assert docx_template.fields(docx_template.read(with_xml(tmp_path / "a.docx", bare))) == ("文号",)


@pytest.mark.parametrize("verb", ["INCLUDETEXT", "DDEAUTO", "INCLUDEPICTURE"])
def test_a_field_that_fetches_something_is_refused(tmp_path: Path, verb: str) -> None:
    path = with_xml(tmp_path / "a.docx", f'<w:fldSimple w:instr=" {verb} c:/secret "/>')
    with pytest.raises(OfficeError, match="取用外部内容"):
        docx_template.read(path)


def changed(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Rewrite one part of a package, or add it."""
    with zipfile.ZipFile(path) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for each, content in parts.items():
            package.writestr(each, content)
    return path


_DEFINED = b'<!DOCTYPE a [<!ENTITY b "c">]>'
_RELATION = (
    b'<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s"'
    b' Target="file:///x" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("word/vbaProject.bin", lambda _: b"x", "宏"),
        ("word/embeddings/a.bin", lambda _: b"x", "嵌入"),
        ("word/document.xml", lambda part: _DEFINED + part.split(b"?>", 1)[1], "没有读入"),
        ("word/document.xml", lambda part: part[:200], "损坏"),
        ("word/styles.xml", lambda _: b"0" * 30_000_000, "恶意"),
        (
            "word/_rels/document.xml.rels",
            lambda part: part.replace(b"</Relationships>", _RELATION % b"attachedTemplate"),
            "别处",
        ),
    ],
)
def test_what_a_template_must_not_bring_is_refused(
    template: Make, name: str, change: Callable[[bytes], bytes], words: str
) -> None:
    path = changed(template("{{案由}}"), name, change)
    with pytest.raises(OfficeError, match=words):
        docx_template.read(path)


def test_a_link_may_stay(template: Make) -> None:
    path = changed(
        template("{{案由}}"),
        "word/_rels/document.xml.rels",
        lambda part: part.replace(b"</Relationships>", _RELATION % b"hyperlink"),
    )
    assert docx_template.fields(docx_template.read(path)) == ("案由",)


def test_what_is_no_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(OfficeError, match="不是文字文档"):
        docx_template.read(path)
    path.write_text("没有打包的文字", "utf-8")
    with pytest.raises(OfficeError, match="没有读入"):
        docx_template.read(path)
