"""Pictures somebody sent (photographs, scans) as pages of a PDF, each as large as A4 lets it be."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Any

from desktop.documents import page
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp"})
"""The endings of pictures that can become pages; what a file really is, its content decides."""
_MOST_FRAMES = 500
_MARGIN = 15 * page.MM


def pdf(source: Path) -> bytes:
    """Return the pages of a picture (a scan may have several); raise `OfficeError` when it cannot be read.

    A picture wider than high lies on a page turned sideways; how the camera was held is respected.
    """
    from PIL import Image, UnidentifiedImageError
    from reportlab.pdfgen.canvas import Canvas

    kept = BytesIO()
    canvas = Canvas(kept, invariant=1)
    try:
        with warnings.catch_warnings(), Image.open(source) as picture:
            warnings.simplefilter("error")
            for frame in _frames(picture):
                _put(canvas, frame)
    except (UnidentifiedImageError, Image.DecompressionBombError, Warning, OSError, ValueError) as error:
        message = f"图片“{source.name}”已损坏或过大，不能排成页；请换一份能打开的图片。"
        raise OfficeError(message) from error
    canvas.save()
    return kept.getvalue()


def _frames(picture: Any) -> Iterator[Any]:
    from PIL import ImageOps, ImageSequence

    for number, frame in enumerate(ImageSequence.Iterator(picture)):
        if number == _MOST_FRAMES:
            return
        upright = ImageOps.exif_transpose(frame)
        yield _on_white(upright)


def _on_white(frame: Any) -> Any:
    """Return a picture without transparency, in colours or greys that a PDF knows."""
    from PIL import Image

    if frame.mode in {"RGB", "L", "1"}:
        return frame
    whole = frame.convert("RGBA")
    white = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(white, whole).convert("RGB")


def _put(canvas: Any, frame: Any) -> None:
    from reportlab.lib.utils import ImageReader

    width, height = frame.size
    across, down = (page.HEIGHT, page.WIDTH) if width > height else (page.WIDTH, page.HEIGHT)
    scale = min((across - 2 * _MARGIN) / width, (down - 2 * _MARGIN) / height)
    shown = (width * scale, height * scale)
    place = ((across - shown[0]) / 2, (down - shown[1]) / 2)
    canvas.setPageSize((across, down))
    canvas.drawImage(ImageReader(_as_jpeg(frame)), *place, *shown)
    canvas.showPage()


def _as_jpeg(frame: Any) -> BytesIO:
    """Return a picture as a JPEG: a photograph kept without loss would be twenty times as large."""
    kept = BytesIO()
    frame.convert("L" if frame.mode == "1" else frame.mode).save(kept, "JPEG", quality=90)
    kept.seek(0)
    return kept
