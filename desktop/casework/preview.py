"""Preview: the pages of a paper as pictures for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.documents.pages import PageImage


def page_images(pdf: bytes, dpi: int) -> Iterator[PageImage]:
    """Yield every page of a PDF as a picture at that resolution, first page first."""
    from desktop.documents import pages

    yield from pages.images(pdf, dpi)
