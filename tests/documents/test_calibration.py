"""The test page: lines of exactly 100 mm, the frame of the 版心, every face named, rare characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
import pytest

from desktop.documents import calibration, page
from desktop.documents.fonts import Role
from desktop.documents.page import MM
from tests.documents.measured import operators

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "测试页.pdf"
    path.write_bytes(calibration.render("示例办"))
    return path


def test_the_fonts_in_use_are_named_with_where_they_come_from(sheet: Path) -> None:
    with pypdfium2.PdfDocument(sheet) as document:
        said = document[0].get_textpage().get_text_bounded()
    assert "GwFangSong，随程序提供" in said


class Bar(NamedTuple):
    """A line of the page: left and top edge, width and height, in millimetres from the top left."""

    left: float
    top: float
    width: float
    height: float


def bars(sheet: Path) -> list[Bar]:
    """Return every line that is drawn as a filled bar."""
    drawn = operators(sheet.read_bytes())
    numbers = re.findall(rb"(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re f", drawn)
    found = (tuple(map(float, each)) for each in numbers)
    return [Bar(x / MM, (page.HEIGHT - y - high) / MM, wide / MM, high / MM) for x, y, wide, high in found]


def test_it_is_one_page_and_the_same_every_time(sheet: Path) -> None:
    assert calibration.render("示例办") == sheet.read_bytes()
    with pypdfium2.PdfDocument(sheet) as document:
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx((page.WIDTH, page.HEIGHT), abs=0.01)


def test_the_control_lines_are_100_millimetres(sheet: Path) -> None:
    exact = pytest.approx(100, abs=0.01)
    across = [bar for bar in bars(sheet) if bar.width == exact and bar.height < 1]
    down = [bar for bar in bars(sheet) if bar.height == exact and bar.width < 1]
    assert (len(across), len(down)) == (1, 1)
    assert across[0].left == pytest.approx(55, abs=0.01)


def test_the_frame_is_that_of_the_standard(sheet: Path) -> None:
    tops = [bar.top + bar.height / 2 for bar in bars(sheet) if bar.width == pytest.approx(156, abs=0.01)]
    sides = [bar.left + bar.width / 2 for bar in bars(sheet) if bar.height == pytest.approx(225, abs=0.01)]
    assert tops == pytest.approx([37, 262], abs=0.01)
    assert sides == pytest.approx([28, 184], abs=0.01)


def test_the_rulers_count_from_the_edge_of_the_sheet(sheet: Path) -> None:
    marks = [bar for bar in bars(sheet) if bar.top == pytest.approx(5, abs=0.001)]
    centres = sorted(bar.left + bar.width / 2 for bar in marks)
    assert centres == pytest.approx([float(each) for each in range(10, 201)], abs=0.01)


def test_every_face_is_named_and_rare_characters_are_found(sheet: Path) -> None:
    with pypdfium2.PdfDocument(sheet) as document:
        text = document[0].get_textpage().get_text_bounded()
    for role in Role:
        assert role.value in text
    assert set(calibration.RARE) <= set(text)
    assert "量一量：横线、竖线都应为 100 mm；不是则打印机缩放未设为 100%" in text
