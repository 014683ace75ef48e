"""A page laid out but not yet inked: texts, red rules and black lines, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from desktop.documents import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.linebreak import Unit


@dataclass(frozen=True, slots=True)
class Placed:
    """Units on a page: left edge and baseline from the top left, points after each, colour, narrowing.

    Those that are `turned` run down the page, as lines of a sheet lying on its side.
    Those of one press that bear the same `key` other than 0 say the same in the same way wherever they stand.
    """

    x: float
    y: float
    units: Sequence[Unit]
    gap: float = 0.0
    colour: str = page.BLACK
    narrowing: float = 1.0
    key: int = 0
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A red bar: top edge and thickness, left edge and width in points from the top left.

    Without these two it stands in the middle, as long as the rules of the letter format (10.1).
    """

    top: float
    thickness: float
    left: float = (page.WIDTH - page.RULE_LENGTH) / 2
    width: float = page.RULE_LENGTH


class Stroke(NamedTuple):
    """A black line drawn as a bar: left and top edge, width and height, in points from the top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class Leaf:
    """One page: what is printed on it, the words that lie pale under it, and how large the sheet is."""

    watermark: str = ""
    texts: list[Placed] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    size: tuple[float, float] = (page.WIDTH, page.HEIGHT)
