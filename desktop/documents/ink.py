"""Laid-out pages as a PDF file: the operators that put units and rules on paper, and the fonts they need.

The page streams are written here rather than drawn on the library's canvas: a glyph, its advance and its rise
are looked up once a document, and runs of one font share one operator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportlab.pdfbase import pdfdoc

from desktop.documents import page
from desktop.documents.fonts import Role
from desktop.documents.leaf import Stroke
from desktop.documents.linebreak import lead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.fonts import FontSet
    from desktop.documents.leaf import Leaf, Placed
    from desktop.documents.linebreak import Setter, Unit

_WATERMARK_SIZE = 120.0
_HALF_RIGHT = 0.5**0.5  # sine and cosine of 45 degrees
_DIAGONAL = ".70711 .70711 -.70711 .70711"


class _Shape(NamedTuple):
    """A character as this file writes it: font and rise, byte in hex, points before and after its glyph."""

    font: str
    byte: str
    before: str
    after: float


class _Stretch(NamedTuple):
    """The shapes of a unit: only the last one takes part in the spreading of a line."""

    inner: tuple[_Shape, ...]
    last: _Shape


class _Line:
    """The operators of one line of text; what does not change is not said again."""

    def __init__(self, *start: str) -> None:
        self.out = [*start]
        self._font = ""
        self._spacing = 0.0
        self._held: list[str] = []

    def add(self, shape: _Shape, gap: float) -> None:
        """Append a character and leave `gap` points after it."""
        font, byte, before, after = shape
        spacing = after + gap
        if font != self._font or spacing != self._spacing or before:
            self._flush()
            self._turn(font, spacing)
            if before:
                self.out.append(before)
        self._held.append(byte)

    def end(self) -> list[str]:
        """Return all operators, the last one ending the text."""
        self._flush()
        self.out.append("ET Q")
        return self.out

    def _turn(self, font: str, spacing: float) -> None:
        if font != self._font:
            self._font = font
            self.out.append(font)
        if spacing != self._spacing:
            self._spacing = spacing
            self.out.append(f"{spacing:.3f} Tc")

    def _flush(self) -> None:
        if self._held:
            self.out.append(f"<{''.join(self._held)}>Tj")
            self._held.clear()


class Press:
    """One PDF file being made; equal pages give equal bytes, whenever it is made."""

    def __init__(self, setter: Setter, title: str, author: str) -> None:
        self._setter = setter
        self._fonts: FontSet = setter.fonts
        self._stretches: dict[tuple[Role, float], dict[str, _Stretch]] = {}
        self._repeated: dict[int, str] = {}
        self._document = pdfdoc.PDFDocument(compression=1, invariant=1, lang="zh-CN")
        self._document.setTitle(title)
        self._document.setAuthor(author)
        preferences = pdfdoc.ViewerPreferencesPDFDictionary()
        preferences["PrintScaling"] = "None"  # "fit to page" would break every measure
        preferences["Duplex"] = "DuplexFlipLongEdge"
        self._document.Catalog.ViewerPreferences = preferences
        self._resources = pdfdoc.PDFResourceDictionary()
        self._resources.basicFonts()
        self._resources.basicProcs()

    def add(self, leaf: Leaf) -> None:
        """Print one page."""
        height = leaf.size[1]
        out = self._watermark(leaf.watermark, leaf.size) if leaf.watermark else []
        out += _rules(leaf)
        out += [_bar(stroke, height) for stroke in leaf.strokes]
        colour = ""
        for text in leaf.texts:
            if text.colour != colour:
                colour = text.colour
                out.append(colour)
            out += self._text(text, height)
        self._append(out, leaf.size)

    def add_blank(self) -> None:
        """Leave a page empty."""
        self._append([], (page.WIDTH, page.HEIGHT))

    def finish(self) -> bytes:
        """Return the whole file."""
        data: bytes = self._document.GetPDFData(None)
        return data

    def _append(self, operators: list[str], size: tuple[float, float]) -> None:
        sheet = pdfdoc.PDFPage()
        sheet.pagewidth, sheet.pageheight = round(size[0], 3), round(size[1], 3)
        sheet.Resources = self._resources
        sheet.setCompression(1)
        sheet.setStream(["q", *operators, "Q"])
        self._document.addPage(sheet)

    def _text(self, text: Placed, height: float) -> list[str]:
        way = "0 -1 1 0" if text.turned else "1 0 0 1"
        place = f"q BT {way} {text.x:.3f} {height - text.y:.3f} Tm"
        if not text.key:
            return [place, *self._said(text)]
        said = self._repeated.get(text.key)
        if said is None:
            said = self._repeated[text.key] = "\n".join(self._said(text))
        return [place, said]

    def _said(self, text: Placed) -> list[str]:
        line = _Line()
        if text.narrowing < 1.0:
            line.out.append(f"{text.narrowing * 100:.2f} Tz")
        self._fill(line, text.units, text.gap)
        return line.end()

    def _fill(self, line: _Line, units: Sequence[Unit], gap: float) -> None:
        role, size, known = None, 0.0, dict[str, _Stretch]()
        for unit in units:
            if unit.role is not role or unit.size != size:
                role, size = unit.role, unit.size
                known = self._stretches.setdefault((role, size), {})
            stretch = known.get(unit.text)
            if stretch is None:
                stretch = known[unit.text] = self._learn(unit)
            for shape in stretch.inner:
                line.add(shape, 0.0)
            line.add(stretch.last, gap)

    def _learn(self, unit: Unit) -> _Stretch:
        *inner, last = [self._shape(unit, char) for char in unit.text]
        return _Stretch(tuple(inner), last)

    def _shape(self, unit: Unit, char: str) -> _Shape:
        glyph = self._fonts.glyph(unit.role, char)
        (subset, byte), *_ = glyph.font.splitString(char, self._document)
        name = glyph.font.getSubsetInternalName(subset, self._document)
        font = f"{name} {unit.size:g} Tf {glyph.rise * unit.size:.3f} Ts"
        spare = unit.cell - glyph.advance * unit.size if unit.cell else 0.0
        before = lead(char, spare)
        move = f"[{-before * 1000 / unit.size:.1f}]TJ" if before else ""
        return _Shape(font, byte.hex(), move, spare - before)

    def _watermark(self, words: str, size: tuple[float, float]) -> list[str]:
        """Return pale words across the page; drawn first, so they lie under the text and hide nothing."""
        units = self._setter.units(words, Role.TITLE, _WATERMARK_SIZE)
        along = sum(unit.width for unit in units) / 2
        across = self._fonts.height * _WATERMARK_SIZE
        x = size[0] / 2 + (across - along) * _HALF_RIGHT
        y = size[1] / 2 - (across + along) * _HALF_RIGHT
        line = _Line(f"q {page.PALE} BT {_DIAGONAL} {x:.2f} {y:.2f} Tm")
        self._fill(line, units, 0.0)
        return line.end()


def _rules(leaf: Leaf) -> list[str]:
    """Return the operators of the red rules."""
    height = leaf.size[1]
    bars = [_bar(Stroke(rule.left, rule.top, rule.width, rule.thickness), height) for rule in leaf.rules]
    return [page.RED, *bars, page.BLACK] if bars else []


def _bar(stroke: Stroke, height: float) -> str:
    bottom = height - stroke.y - stroke.height
    return f"{stroke.x:.3f} {bottom:.3f} {stroke.width:.3f} {stroke.height:.3f} re f"
