"""The words of a proposal come out of documents; whatever is hostile or no text is refused in a sentence."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.documents import bodies
from desktop.documents.sheet_gate import Limits
from desktop.domain.errors import OfficeError
from tests.documents import workbooks

if TYPE_CHECKING:
    from pathlib import Path

SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="urn:mc"'


def docx(inside: str, before: str = "") -> bytes:
    """Give a document with this body, as XML."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"{before}<w:document {SPACES}><w:body>{inside}</w:body></w:document>"
        )
    return target.getvalue()


def text_of(folder: Path, content: bytes, name: str = "正文.docx", limits: Limits | None = None) -> str:
    """Read a document with this content."""
    path = folder / name
    path.write_bytes(content)
    return bodies.read(path, limits or Limits())


def test_paragraphs_tabs_and_breaks_of_a_document(tmp_path: Path) -> None:
    inside = (
        "<w:p/><w:p><w:r><w:t>关于示例的</w:t></w:r><w:r><w:t>建议 </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>一</w:t><w:tab/><w:t>甲</w:t><w:br/><w:t>乙&lt;1&gt;</w:t></w:r></w:p><w:p/>"
    )
    assert text_of(tmp_path, docx(inside)) == "关于示例的建议\n一\t甲\n乙<1>"


def test_what_is_deleted_doubled_or_a_field_is_left_out(tmp_path: Path) -> None:
    inside = (
        "<w:p><w:r><w:t>留</w:t><w:instrText>PAGE</w:instrText></w:r>"
        "<w:del><w:p><w:r><w:delText>删</w:delText><w:t>去</w:t><w:br/></w:r></w:p></w:del>"
        "<mc:AlternateContent><mc:Choice><w:t>框</w:t></mc:Choice>"
        "<mc:Fallback><w:t>框</w:t></mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert text_of(tmp_path, docx(inside)) == "留框"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_plain_text_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    assert text_of(tmp_path, "\r\n第一段\r\n第二段\r\n".encode(encoding), "正文.txt") == "第一段\n第二段"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "是空的"),
        (b" \n ", "里没有文字"),
        (docx("<w:p/>"), "里没有文字"),
        (docx("", "<!DOCTYPE x [<!ENTITY a 'b'>]>"), "DTD"),
        (docx("<w:p>"), "已损坏"),
        (docx("<w:p><w:r><w:t>" + "甲" * 9_000_000 + "</w:t></w:r></w:p>"), "膨胀"),
        (workbooks.saved(workbooks.plain_book()), "不是文字文档"),
        (workbooks.compound(b"x", "WordDocument"), "旧版文字文档"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "已损坏"),
        (b"\x80" * 40, "不是可识别的文字文档"),
        ("<html><p>正文</p></html>".encode(), "不是可识别的文字文档"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(OfficeError, match=reason) as refused:
        text_of(tmp_path, content)
    assert refused.value.message.endswith("。")
    assert "没有读入任何内容" in refused.value.message


def test_more_parts_than_the_limits_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="膨胀"):
        text_of(tmp_path, docx("<w:p><w:r><w:t>甲</w:t></w:r></w:p>"), limits=Limits(entries=1))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), is_document=st.booleans())
def test_spoiled_documents_are_read_or_refused(tmp_path: Path, seed: int, is_document: bool) -> None:
    chance = random.Random(seed)
    content = bytearray(docx("<w:p><w:r><w:t>正文</w:t></w:r></w:p>") if is_document else "正文\n二".encode())
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    with contextlib.suppress(OfficeError):
        assert text_of(tmp_path, bytes(content)).strip()
