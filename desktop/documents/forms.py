"""Form → PDF: boxes on A4 with the margins of official paper, as many copies as the form wants."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from desktop.documents import page
from desktop.documents.boxes import PAD, THIN, Box, Hand, Text, frame
from desktop.documents.fonts import Role, bundled
from desktop.documents.headline import balanced
from desktop.documents.ink import Press
from desktop.documents.leaf import Leaf, Placed, Stroke
from desktop.documents.linebreak import Measure, Setter, break_lines
from desktop.domain.errors import OfficeError
from desktop.domain.form import WIDTH, widths
from desktop.domain.ledger import Align
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.documents.linebreak import Line
    from desktop.domain.form import Form, Row

_TOP, _BOTTOM = 25 * page.MM, page.HEIGHT - 25 * page.MM
_SIZE, _LEADING = 12.0, 20.0  # 小四, as forms of offices are set
_TITLE_SIZE, _TITLE_ROW, _LINE_ROW = 22.0, 32.0, 24.0
_NOTE_SIZE, _NOTE_ROW = 10.5, 17.0


class _Set(NamedTuple):
    """One row as it is set: the text of each box, where the boxes begin and end, how high they are."""

    row: Row
    texts: tuple[Text, ...]
    edges: tuple[float, ...]
    height: float


def render(forms: Sequence[Form], author: str, progress: Progress = SILENT) -> bytes:
    """Return one PDF of these forms, each beginning on a page of its own; equal forms give equal bytes.

    Raises `OfficeError` for a character that no face has; `Cancelled` when `progress` says so.
    """
    setter = Setter(bundled())
    _refuse_missing(forms, setter)
    press = Press(setter, forms[0].title if forms else "", author)
    for number, form in enumerate(forms):
        progress.step(number, len(forms), form.title)
        leaves = lay_out(form, setter)
        for _ in range(form.copies):
            for leaf in leaves:
                press.add(leaf)
    progress.step(len(forms), len(forms))
    return press.finish()


def lay_out(form: Form, setter: Setter) -> list[Leaf]:
    """Return the pages of one copy of a form; only a row taller than a page is divided."""
    hand = Hand(setter, _SIZE, _LEADING)
    leaf = Leaf(form.watermark)
    leaves, y = [leaf], _head(leaf, form, setter)
    begun, room = y, _BOTTOM - y
    for row in chain.from_iterable(_set(each, hand, room) for each in form.rows):
        if y + row.height > _BOTTOM and y > begun:
            frame(leaf, Box(page.LEFT, begun, page.AREA_WIDTH, y - begun))
            leaf = Leaf(form.watermark)
            leaves.append(leaf)
            y = begun = _TOP
        _put(leaf, row, y, hand)
        y += row.height
    frame(leaf, Box(page.LEFT, begun, page.AREA_WIDTH, y - begun))
    return _notes(leaves, form, setter, y + PAD)


def _set(row: Row, hand: Hand, room: float) -> Iterator[_Set]:
    edges = [page.LEFT]
    for width in widths(row):
        edges.append(edges[-1] + width * page.AREA_WIDTH / WIDTH)
    texts = tuple(
        hand.broken(box.text, right - left, Role.HEI if box.is_label else Role.BODY)
        for box, left, right in zip(row.boxes, edges, edges[1:], strict=False)
    )
    for part in hand.parts(texts, room):
        yield _Set(row, part, tuple(edges), hand.height(part, row.lines))


def _put(leaf: Leaf, row: _Set, top: float, hand: Hand) -> None:
    for box, text, left, right in zip(row.row.boxes, row.texts, row.edges, row.edges[1:], strict=False):
        align = Align.CENTER if box.is_label or box.is_centred else Align.LEFT
        hand.write(leaf, text, Box(left, top, right - left, row.height), align, at_top=box.at_top)
    leaf.strokes += [Stroke(x, top, THIN, row.height) for x in row.edges[1:-1]]
    leaf.strokes.append(Stroke(page.LEFT, top, page.AREA_WIDTH, THIN))


def _head(leaf: Leaf, form: Form, setter: Setter) -> float:
    """Set the title and the small line under it; return where the boxes begin."""
    y = _TOP
    for units in balanced(setter.units(form.title, Role.TITLE, _TITLE_SIZE), page.TITLE_WIDTH):
        x = (page.WIDTH - sum(unit.width for unit in units)) / 2
        leaf.texts.append(Placed(x, y + _TITLE_SIZE, units))
        y += _TITLE_ROW
    y += PAD
    if form.left or form.right:
        left, right = (setter.units(text, Role.BODY, _SIZE) for text in (form.left, form.right))
        leaf.texts.append(Placed(page.LEFT, y + _SIZE, left))
        end = page.RIGHT - sum(unit.width for unit in right)
        leaf.texts.append(Placed(end, y + _SIZE, right))
        y += _LINE_ROW
    return y


def _notes(leaves: list[Leaf], form: Form, setter: Setter, top: float) -> list[Leaf]:
    """Set the notes under the boxes, on a page of their own where there is no room."""
    y = top
    for line in _note_lines(form, setter):
        if y + _NOTE_ROW > _BOTTOM:
            leaves.append(Leaf(form.watermark))
            y = _TOP
        leaves[-1].texts.append(Placed(page.LEFT + line.indent, y + _NOTE_SIZE + PAD, line.units, line.gap))
        y += _NOTE_ROW
    return leaves


def _note_lines(form: Form, setter: Setter) -> Iterator[Line]:
    for note in form.notes:
        units = setter.fit(setter.units(note, Role.BODY, _NOTE_SIZE), page.AREA_WIDTH)
        yield from break_lines(units, Measure(page.AREA_WIDTH, 2 * _NOTE_SIZE, ragged=True))


def _refuse_missing(forms: Sequence[Form], setter: Setter) -> None:
    missing = setter.fonts.missing("".join(text for form in forms for text in form.texts()))
    if missing:
        listed = "、".join(map(str, missing))
        message = f"字库中没有这些字：{listed}，未生成表单；请改用其他写法，或安装含这些字的字体。"
        raise OfficeError(message)
