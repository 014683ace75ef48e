"""Text in the boxes of tables and forms: broken to the width of its box, set in the middle of its height."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from desktop.documents.fonts import Role
from desktop.documents.leaf import Leaf, Placed, Stroke
from desktop.documents.linebreak import Line, Measure, break_lines
from desktop.domain.form import OPEN, TICKED
from desktop.domain.ledger import Align

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.documents.linebreak import Setter, Unit

PAD = 3.0  # points between the edge of a box and its text
THIN, THICK = 0.5, 1.0
_TICKS, _BETWEEN = frozenset((TICKED, OPEN)), "\u3000"
_NARROWEST = 0.5  # a run of figures is narrowed rather than broken


class Text(NamedTuple):
    """The lines of one box, and how far they are narrowed to fit."""

    lines: Sequence[Line]
    narrowing: float = 1.0


class Box(NamedTuple):
    """A rectangle in points from the top left of the sheet."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Hand:
    """Writes at one size: breaks texts into lines and puts them into boxes."""

    setter: Setter
    size: float
    leading: float
    pad: float = PAD

    def broken(self, text: str, width: float, role: Role = Role.SONG) -> Text:
        """Return the lines of a text in a box of that width; a line break in the text begins a new one.

        A run of figures wider than the box is narrowed, not broken, down to half its width.
        """
        room = width - 2 * self.pad
        parts = [_unparted(self.setter.units(part, role, self.size)) for part in text.split("\n") if text]
        widest = max((unit.width for units in parts for unit in units), default=0.0)
        narrowing = max(_NARROWEST, min(1.0, room / widest)) if widest else 1.0
        measure = Measure(room / narrowing, ragged=True)
        lines = [
            line
            for units in parts
            for line in (
                break_lines(self.setter.fit(units, measure.width), measure) if units else [Line((), 0)]
            )
        ]
        return Text(lines, narrowing)

    def height(self, texts: Iterable[Text], least: int = 1) -> float:
        """Return the height of a row of boxes: of the tallest text, at least that many lines."""
        return max(least, *(len(text.lines) for text in texts), 0) * self.leading + 2 * self.pad

    def write(
        self, leaf: Leaf, text: Text, box: Box, align: Align = Align.CENTER, *, at_top: bool = False
    ) -> None:
        """Put a text into its box: in the middle of its height, or at its top."""
        y = box.top + self.pad if at_top else box.top + (box.height - len(text.lines) * self.leading) / 2
        y += self.leading / 2 + self.setter.fonts.height * self.size
        for line in text.lines:
            spare = box.width - 2 * self.pad - line.width * text.narrowing
            shift = {Align.LEFT: 0.0, Align.CENTER: spare / 2, Align.RIGHT: spare}[align]
            if line.units:
                x = box.left + self.pad + shift
                leaf.texts.append(Placed(x, y, line.units, line.gap, narrowing=text.narrowing))
            y += self.leading


def _unparted(units: Sequence[Unit]) -> Sequence[Unit]:
    """Return the units with every choice (□基本满意) kept on one line; what is no list of them unchanged."""
    if not any(unit.text in _TICKS for unit in units):
        return units
    found, is_choice = [], False
    for unit in units:
        found.append(unit._replace(no_start=True) if is_choice and unit.text not in _TICKS else unit)
        is_choice = unit.text in _TICKS or (is_choice and unit.text != _BETWEEN)
    return found


def frame(leaf: Leaf, box: Box) -> None:
    """Draw a stronger line around a table or form."""
    left, top, width, height = box
    leaf.strokes += [Stroke(left, y, width + THICK, THICK) for y in (top, top + height)]
    leaf.strokes += [Stroke(x, top, THICK, height) for x in (left, left + width)]
