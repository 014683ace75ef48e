"""Several PDFs as one, page by page as they are: letters with their forms, the papers of an archived case."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pypdfium2 import PdfDocument


_UNREADABLE = "有一份 PDF 已损坏或有密码，没有合并；请换一份能打开的文件。"


def pdf(parts: Iterable[bytes | Path]) -> bytes:
    """Return one PDF of these, in this order; raises `OfficeError` for one that cannot be read."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    try:
        for part in parts:
            _append(whole, part)
        kept = BytesIO()
        whole.save(kept)
        return kept.getvalue()
    finally:
        whole.close()


def is_readable(content: bytes) -> bool:
    """Return whether a PDF can be joined with others: it is whole and asks for no password."""
    import pypdfium2

    try:
        pypdfium2.PdfDocument(content).close()
    except pypdfium2.PdfiumError:
        return False
    return True


def page_count(part: bytes | Path) -> int:
    """Return how many pages a PDF has; raises `OfficeError` for one that cannot be read."""
    source = _opened(part)
    try:
        return len(source)
    finally:
        source.close()


def _append(whole: PdfDocument, part: bytes | Path) -> None:
    source = _opened(part)
    try:
        whole.import_pages(source)
    finally:
        source.close()


def _opened(part: bytes | Path) -> PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(part)
    except pypdfium2.PdfiumError as error:
        raise OfficeError(_UNREADABLE) from error
