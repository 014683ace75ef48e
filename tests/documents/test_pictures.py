"""Pictures as pages: upright, on white, each frame of a scan a page; broken ones are refused."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image

from desktop.documents import joined, page, pictures
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from pathlib import Path


def sizes(content: bytes) -> list[tuple[int, int]]:
    with pypdfium2.PdfDocument(content) as paper:
        return [(round(each.get_width()), round(each.get_height())) for each in paper]


def middle(content: bytes) -> tuple[int, int, int]:
    """Return the colour in the middle of the first page."""
    with pypdfium2.PdfDocument(content) as paper:
        picture = paper[0].render(scale=0.2).to_pil().convert("RGB")
    colour = picture.getpixel((picture.width // 2, picture.height // 2))
    assert isinstance(colour, tuple)
    return colour[0], colour[1], colour[2]


LYING, STANDING = (round(page.HEIGHT), round(page.WIDTH)), (round(page.WIDTH), round(page.HEIGHT))


def test_a_wide_picture_lies_on_a_page_turned_sideways(tmp_path: Path) -> None:
    Image.new("RGB", (160, 90), "#204080").save(tmp_path / "现场.jpg")
    content = pictures.pdf(tmp_path / "现场.jpg")
    assert sizes(content) == [LYING]
    assert middle(content) == pytest.approx((0x20, 0x40, 0x80), abs=4)
    assert content == pictures.pdf(tmp_path / "现场.jpg")


def test_how_the_camera_was_held_is_respected(tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # taken with the camera on its side
    Image.new("RGB", (160, 90)).save(tmp_path / "竖拍.jpg", exif=turned)
    assert sizes(pictures.pdf(tmp_path / "竖拍.jpg")) == [STANDING]


def test_what_is_transparent_is_white_on_paper(tmp_path: Path) -> None:
    Image.new("RGBA", (90, 160), (255, 0, 0, 0)).save(tmp_path / "盖章.png")
    assert middle(pictures.pdf(tmp_path / "盖章.png")) == (255, 255, 255)


def test_every_page_of_a_scan_is_a_page(tmp_path: Path) -> None:
    pages = [Image.new(mode, (90, 160)) for mode in ("1", "L", "RGB")]
    pages[0].save(tmp_path / "扫描.tif", save_all=True, append_images=pages[1:])
    assert sizes(pictures.pdf(tmp_path / "扫描.tif")) == [STANDING] * 3


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\nbroken"])
def test_a_broken_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "坏.png").write_bytes(content)
    with pytest.raises(OfficeError, match=r"图片“坏.png”已损坏或过大"):
        pictures.pdf(tmp_path / "坏.png")


def test_a_picture_cut_off_in_the_middle_is_refused(tmp_path: Path) -> None:
    kept = BytesIO()
    Image.effect_noise((300, 300), 50).save(kept, "JPEG")
    (tmp_path / "半张.jpg").write_bytes(kept.getvalue()[:2000])
    with pytest.raises(OfficeError, match="已损坏"):
        pictures.pdf(tmp_path / "半张.jpg")


def test_a_picture_of_too_many_points_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("RGB", (100, 100)).save(tmp_path / "大.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(OfficeError, match="过大"):
        pictures.pdf(tmp_path / "大.png")


def test_pages_are_counted_in_bytes_and_in_files(tmp_path: Path) -> None:
    Image.new("RGB", (90, 160)).save(tmp_path / "一.png")
    content = pictures.pdf(tmp_path / "一.png")
    (tmp_path / "二.pdf").write_bytes(joined.pdf((content, content)))
    assert joined.page_count(tmp_path / "二.pdf") == 2
    assert joined.page_count(joined.pdf((content, tmp_path / "二.pdf"))) == 3
    with pytest.raises(OfficeError, match="已损坏"):
        joined.page_count(b"%PDF-1.4 broken")
