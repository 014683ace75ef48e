"""Several PDFs as one: every page as it was, in order; what cannot be read is refused."""

from __future__ import annotations

import pypdfium2
import pytest

from desktop.documents import forms, joined
from desktop.domain.errors import OfficeError
from desktop.domain.form import Form, pair


def _form(title: str, copies: int = 1) -> bytes:
    return forms.render((Form(title, (pair("案由", title),), copies=copies),), "示例区政府办公室")


def _pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_bounded())
        text.close()
        page.close()
    document.close()
    return texts


def test_pages_follow_each_other() -> None:
    pages = _pages(joined.pdf((_form("第一张"), _form("第二张", 2))))
    assert ["第一张" in text for text in pages] == [True, False, False]
    assert "第二张" in pages[2]


def test_what_cannot_be_read_is_refused() -> None:
    assert joined.is_readable(_form("第一张"))
    assert not joined.is_readable(b"%PDF-1.4 broken")
    with pytest.raises(OfficeError, match="已损坏或有密码"):
        joined.pdf((_form("第一张"), b"%PDF-1.4 broken"))
