"""Form → PDF: boxes on A4 with the margins of official paper, as many copies as the form wants."""

from __future__ import annotations

from functools import lru_cache
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

    from desktop.documents.fonts import FontSet
    from desktop.documents.linebreak import Line
    from desktop.domain.form import Form, Row

_TOP, _BOTTOM = 20 * page.MM, page.HEIGHT - 20 * page.MM
_SIZE, _LEADING = 12.0, 20.0  # 小四, as forms of offices are set
_TITLE_SIZE, _TITLE_ROW, _LINE_ROW = 22.0, 32.0, 24.0
_NOTE_SIZE, _NOTE_ROW = 10.5, 17.0
_FOOT = 12 * page.MM  # from the baseline of the page number to the edge
_KEPT = 12  # lines; a row of more goes on over the page instead of leaving the foot of one empty
_SHORT = 60  # characters of a text worth remembering
_FEWEST = 3  # lines of a row that stand alone on a page


class _Set(NamedTuple):
    """A row as it is set: the text of each box, and where the boxes begin and end."""

    row: Row
    texts: tuple[Text, ...]
    edges: tuple[float, ...]

    @property
    def tallest(self) -> int:
        """The lines of the longest text."""
        return max((len(text.lines) for text in self.texts), default=0)

    def cut(self, lines: int) -> tuple[_Set, _Set]:
        """Return the first lines of the row, and the rest; labels stand before both."""
        boxes = tuple(zip(self.row.boxes, self.texts, strict=True))
        first = tuple(text._replace(lines=text.lines[:lines]) for text in self.texts)
        rest = tuple(text if box.is_label else text._replace(lines=text.lines[lines:]) for box, text in boxes)
        return self._replace(texts=first), self._replace(texts=rest)


def render(forms: Sequence[Form], author: str, progress: Progress = SILENT) -> bytes:
    """Return one PDF of these forms, each beginning on a page of its own; equal forms give equal bytes.

    Raises `OfficeError` for a character that no face has; `Cancelled` when `progress` says so.
    """
    setter = setter_of(bundled())
    refuse_missing(forms, setter.fonts)
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
    """Return the pages of one copy of a form, numbered where there are several.

    A long row goes on over the page; a short one stays whole. What follows begins with the name of the form
    and its repeated rows. Nothing is ever cut off.
    """
    sheets = _Sheets(form, setter)
    for number, row in enumerate(form.rows):
        if not number or not form.rows[number - 1].tied:
            sheets.keep(_tied(form.rows, number))
        sheets.add(row)
    return sheets.finished()


def _broken(setter: Setter, text: str, width: float, role: Role) -> Text:
    """Return the lines of a text in a box; short ones stand on every form of a kind and are remembered."""
    known = _remembered if len(text) <= _SHORT else _remembered.__wrapped__
    return known(setter, text, width, role)


@lru_cache(maxsize=1024)
def _remembered(setter: Setter, text: str, width: float, role: Role) -> Text:
    return Hand(setter, _SIZE, _LEADING).broken(text, width, role)


def _tied(rows: Sequence[Row], first: int) -> Sequence[Row]:
    """Return the row at `first` and those it is tied to."""
    last = next((n for n in range(first, len(rows)) if not rows[n].tied), len(rows) - 1)
    return rows[first : last + 1]


def refuse_missing(forms: Sequence[Form], fonts: FontSet) -> None:
    """Raise `OfficeError` naming the characters of these forms that no face has."""
    missing = fonts.missing("".join(text for form in forms for text in form.texts()))
    if missing:
        listed = "、".join(map(str, missing))
        message = f"字库中没有这些字：{listed}，未生成表单；请改用其他写法，或安装含这些字的字体。"
        raise OfficeError(message)


@lru_cache(maxsize=1)
def setter_of(fonts: FontSet) -> Setter:
    """Return the one setter of these faces, which remembers what it has measured."""
    return Setter(fonts)


class _Sheets:
    """The pages of one form while rows are put on them."""

    def __init__(self, form: Form, setter: Setter) -> None:
        self._form, self._setter = form, setter
        self._hand = Hand(setter, _SIZE, _LEADING)
        self._leaves = [Leaf(form.watermark)]
        self._y = self._begun = self._head()
        self._heads = tuple(map(self._set, form.rows[: form.repeated]))

    def keep(self, rows: Sequence[Row]) -> None:
        """Turn the page before rows that find no room together, where a page of their own has it."""
        wanted = sum(self._height(self._set(row), row.lines) for row in rows)
        if len(rows) > 1 and self._room < wanted <= _BOTTOM - _TOP - _NOTE_ROW and not self._is_fresh:
            self._turn()

    def add(self, row: Row) -> None:
        """Put a row on the page, on the next one, or on both."""
        left, least = self._set(row), row.lines
        while (height := self._height(left, least)) > self._room:
            lines = int((self._room - 2 * PAD) / _LEADING)
            if self._is_fresh and left.tallest <= lines:
                height = self._room
                break
            if self._is_fresh or (left.tallest > _KEPT and lines >= _FEWEST):
                first, left = left.cut(lines)
                self._put(first, self._height(first, 1))
                least = 1
            self._turn()
        self._put(left, height)

    def finished(self) -> list[Leaf]:
        """Return the pages with the last boxes framed, the notes below them, and numbers at the foot."""
        self._frame()
        self._notes()
        if len(self._leaves) > 1:
            for number, leaf in enumerate(self._leaves, 1):
                foot = self._setter.units(f"第 {number} 页　共 {len(self._leaves)} 页", Role.SONG, _NOTE_SIZE)
                x = (page.WIDTH - sum(unit.width for unit in foot)) / 2
                leaf.texts.append(Placed(x, page.HEIGHT - _FOOT, foot))
        return self._leaves

    @property
    def _leaf(self) -> Leaf:
        return self._leaves[-1]

    @property
    def _room(self) -> float:
        return _BOTTOM - self._y

    @property
    def _is_fresh(self) -> bool:
        """Whether the page holds nothing but what it begins with."""
        return self._y == self._begun + sum(self._height(each, 1) for each in self._repeats)

    @property
    def _repeats(self) -> tuple[_Set, ...]:
        return self._heads if len(self._leaves) > 1 else ()

    def _height(self, row: _Set, least: int) -> float:
        return self._hand.height(row.texts, least)

    def _turn(self) -> None:
        self._frame()
        self._leaves.append(Leaf(self._form.watermark))
        words = self._setter.units(f"{self._form.title}（续）", Role.BODY, _NOTE_SIZE)
        self._leaf.texts.append(Placed(page.LEFT, _TOP + _NOTE_SIZE, words))
        self._y = self._begun = _TOP + _NOTE_ROW
        for row in self._heads:
            self._put(row, self._height(row, 1))

    def _frame(self) -> None:
        if self._y > self._begun:
            frame(self._leaf, Box(page.LEFT, self._begun, page.AREA_WIDTH, self._y - self._begun))

    def _set(self, row: Row) -> _Set:
        edges = [page.LEFT]
        for width in widths(row):
            edges.append(edges[-1] + width * page.AREA_WIDTH / WIDTH)
        texts = tuple(
            _broken(self._setter, box.text, right - left, Role.HEI if box.is_label else Role.BODY)
            for box, left, right in zip(row.boxes, edges, edges[1:], strict=False)
        )
        return _Set(row, texts, tuple(edges))

    def _put(self, row: _Set, height: float) -> None:
        top, leaf = self._y, self._leaf
        for box, text, left, right in zip(row.row.boxes, row.texts, row.edges, row.edges[1:], strict=False):
            align = Align.CENTER if box.is_label or box.is_centred else Align.LEFT
            place = Box(left, top, right - left, height)
            self._hand.write(leaf, text, place, align, at_top=box.at_top)
        leaf.strokes += [Stroke(x, top, THIN, height) for x in row.edges[1:-1]]
        leaf.strokes.append(Stroke(page.LEFT, top, page.AREA_WIDTH, THIN))
        self._y += height

    def _head(self) -> float:
        """Set the title and the small line under it; return where the boxes begin."""
        form, setter, leaf, y = self._form, self._setter, self._leaf, _TOP
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
            return y + _LINE_ROW
        return y + 2 * PAD

    def _notes(self) -> None:
        """Set the notes under the boxes, on a page of their own where there is no room."""
        y = self._y + PAD
        for line in self._note_lines():
            if y + _NOTE_ROW > _BOTTOM:
                self._leaves.append(Leaf(self._form.watermark))
                y = _TOP
            place = Placed(page.LEFT + line.indent, y + _NOTE_SIZE + PAD, line.units, line.gap)
            self._leaf.texts.append(place)
            y += _NOTE_ROW

    def _note_lines(self) -> Iterator[Line]:
        for note in self._form.notes:
            units = self._setter.fit(self._setter.units(note, Role.BODY, _NOTE_SIZE), page.AREA_WIDTH)
            yield from break_lines(units, Measure(page.AREA_WIDTH, 2 * _NOTE_SIZE, ragged=True))
