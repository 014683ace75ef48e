"""Lines of official text: the 28-character grid and the rules of line starts and line ends.

Text is cut into units that are never broken (a Chinese character, a run of Latin letters and digits, ——, ……).
Lines are filled greedily; a mark that may not begin a line is drawn in when the punctuation of the line can
give half its width, otherwise the line ends earlier; full lines are spread to the whole measure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from desktop.documents.fonts import FontSet, Role, settable
from desktop.documents.page import PITCH, SIZE_3

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_START = frozenset("，。、；：？！）》〉」』】〕〗”’％℃°‰…—～·,.;:!?)]}%")
NO_END = frozenset("□■（《〈「『【〔〖“‘￥№([{$")
_OPENING, _CLOSING = frozenset("（《〈「『【〔〖“‘"), frozenset("，。、；：？！）》〉」』】〕〗”’")
_SQUEEZED = _OPENING | _CLOSING
_NARROW = "!-~\u00b2\u00b3\u00b9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u2010-\u2013\u2070-\u209c"
_TOKEN = re.compile(rf"——|……| +|[{_NARROW}]+(?:[·∶][{_NARROW}]+)*|.", re.DOTALL)
_SLACK = 0.01  # points; what rounding may cost
_DRAWN_IN = 2  # units that may move into the line before, or out of it, for the sake of a rule


class Unit(NamedTuple):
    """A piece of text that no line break may enter, and what a line needs to know of it."""

    text: str
    role: Role
    size: float
    width: float
    cell: float  # advance of each character on the grid; 0 when the glyphs' own advances count
    no_start: bool
    no_end: bool
    squeeze: float  # points it can give up

    @property
    def blank(self) -> bool:
        """Whether it is spaces, which vanish at line ends."""
        return self.text[0] == " "


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its units, its indent, and the points to spread over the gaps (negative when squeezed)."""

    units: Sequence[Unit]
    indent: float
    extra: float = 0.0

    @property
    def gap(self) -> float:
        """The points to add after each unit but the last."""
        return self.extra / (len(self.units) - 1) if len(self.units) > 1 else 0.0

    @property
    def width(self) -> float:
        """The width of the units as they stand, in points."""
        return sum(unit.width for unit in self.units) + self.extra

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(unit.text for unit in self.units)


@dataclass(frozen=True, slots=True)
class Measure:
    """The room of a paragraph in points: full width, indent of the first line and of those after it."""

    width: float
    first: float = 0.0
    hang: float = 0.0
    ragged: bool = False


class Setter:
    """Cuts text into units of one set of faces, remembering every unit it has measured."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self._units: dict[tuple[Role, float], dict[str, Unit]] = {}

    def units(self, text: str, role: Role = Role.BODY, size: float = SIZE_3) -> list[Unit]:
        """Return the units of a text in the face of `role` at `size` points."""
        known = self._units.setdefault((role, size), {})
        tokens: list[str] = _TOKEN.findall(settable(text))
        for token in tokens:
            if token not in known:
                known[token] = self._measure(token, role, size)
        return [known[token] for token in tokens]

    def whole(self, text: str, role: Role = Role.BODY, size: float = SIZE_3) -> list[Unit]:
        """Return the units of a text joined into one, so that no line break enters it; none for no text."""
        units = self.units(text, role, size)
        if not units or any(not unit.cell for unit in units):
            return units
        joined = "".join(unit.text for unit in units)
        width = sum(unit.width for unit in units)
        return [units[0]._replace(text=joined, width=width, no_end=units[-1].no_end, squeeze=0.0)]

    def fit(self, units: Sequence[Unit], width: float) -> list[Unit]:
        """Return the units with those wider than a line taken apart, character by character."""
        return [part for unit in units for part in ([unit] if unit.width <= width else self._apart(unit))]

    def _apart(self, unit: Unit) -> list[Unit]:
        return [self._measure(char, unit.role, unit.size) for char in unit.text]

    def _measure(self, token: str, role: Role, size: float) -> Unit:
        cell = 0.0
        width = sum(self.fonts.glyph(role, char).advance for char in token) * size
        if not re.match(rf"[ {_NARROW}]", token):
            cell = PITCH if size == SIZE_3 else size
            width = len(token) * cell
        squeeze = width / 2 if token in _SQUEEZED else 0.0
        return Unit(token, role, size, width, cell, token[0] in NO_START, token[-1] in NO_END, squeeze)


def lead(char: str, spare: float) -> float:
    """Return how far into its cell a glyph stands that leaves `spare` points of it free.

    Opening marks stand at the end of their cell, closing marks at its start, the · of a name midway.
    """
    if spare <= _SLACK or char in _CLOSING:
        return 0.0
    return spare if char in _OPENING else spare / 2


def legal(units: Sequence[Unit], at: int) -> bool:
    """Whether a line may end before the unit at index `at`; spaces there belong to neither line."""
    after, before = at, at - 1
    while after < len(units) and units[after].blank:
        after += 1
    while before > 0 and units[before].blank:
        before -= 1
    return after == len(units) or not (units[after].no_start or units[before].no_end)


def break_lines(units: Sequence[Unit], measure: Measure) -> list[Line]:
    """Return the lines of a paragraph; every unit must fit the measure (`Setter.fit`)."""
    ends: list[int] = []
    start = 0
    while start < len(units):
        start = _end(units, start, measure.width - (measure.hang if ends else measure.first) + _SLACK)
        while start < len(units) and units[start].blank:
            start += 1
        ends.append(start)
    _keep_company(units, ends)
    return [
        _line(units[begin:end], measure.hang if number else measure.first, measure, last=end == len(units))
        for number, (begin, end) in enumerate(pairwise([0, *ends]))
    ]


def _end(units: Sequence[Unit], start: int, room: float) -> int:
    """Return the index after the last unit of the line that begins at `start`."""
    width = 0.0
    for end in range(start, len(units)):
        width += units[end].width
        if width > room:
            break
    else:
        return len(units)
    end = max(end, start + 1)
    if legal(units, end):
        return end
    return _drawn_in(units, start, end, room) or _pushed_out(units, start, end)


def _drawn_in(units: Sequence[Unit], start: int, end: int, room: float) -> int:
    """Return a later end reached by squeezing punctuation by at most one character in all, or 0."""
    for later in range(end + 1, min(end + _DRAWN_IN, len(units)) + 1):
        if legal(units, later):
            line = units[start:later]
            over = sum(unit.width for unit in line) - room
            return later if over <= min(PITCH, sum(unit.squeeze for unit in line)) else 0
    return 0


def _pushed_out(units: Sequence[Unit], start: int, end: int) -> int:
    """Return an earlier end that is legal; the given one when there is none."""
    return next((earlier for earlier in range(end - 1, start, -1) if legal(units, earlier)), end)


def _keep_company(units: Sequence[Unit], ends: list[int]) -> None:
    """Give a last line of one lone character a second one from the line before."""
    start = ends[-2] if len(ends) > 1 else 0
    words = [unit for unit in units[start:] if not (unit.no_start or unit.blank)]
    if start and len(words) == 1 and len(words[0].text) == 1:
        earlier = _pushed_out(units, ends[-3] if ends[:-2] else 0, start)
        if start - earlier <= _DRAWN_IN:
            ends[-2] = earlier


def _line(units: Sequence[Unit], indent: float, measure: Measure, *, last: bool) -> Line:
    end = len(units)
    while end > 0 and units[end - 1].blank:
        end -= 1
    spare = measure.width - indent - sum(unit.width for unit in units[:end])
    extra = min(0.0, spare) if last or measure.ragged else spare
    return Line(units[:end], indent, extra)
