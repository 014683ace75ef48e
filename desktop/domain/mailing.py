"""What goes to the post: addresses on envelopes or on a sheet of labels, as plain data without geometry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.labels import Labelled

if TYPE_CHECKING:
    from collections.abc import Iterable

_POSTCODE = re.compile(r"[（(]?(?:邮政编码|邮编)?[:：]?\s*(?<!\d)(\d{6})(?!\d)[）)]?[\s，,]*")


@dataclass(frozen=True, slots=True)
class Address:
    """Whom something is posted to, the honorific in `name`; `postcode` is six digits, or "" when unknown."""

    name: str
    place: str = ""
    postcode: str = ""

    def texts(self) -> tuple[str, str, str]:
        """Every text that is printed."""
        return self.name, self.place, self.postcode


def address(name: str, written: str) -> Address:
    """Return an address as one writes it, its postcode taken out: 471000 示例区示例路1号（邮编……）."""
    found = _POSTCODE.search(written)
    if found is None:
        return Address(name, written.strip())
    place = written[: found.start()].rstrip(" ，,") + written[found.end() :].rstrip(" ，,")
    return Address(name, place.strip(), found[1])


class EnvelopeSize(Labelled):
    """The envelopes offices send their letters in (GB/T 1416): DL is 220×110 mm, C5 is 229×162 mm."""

    DL = ("dl", "信封 DL")
    C5 = ("c5", "信封 C5")


@dataclass(frozen=True, slots=True)
class Envelopes:
    """One envelope for each address, all of a size and from one sender."""

    title: str
    addresses: tuple[Address, ...]
    sender: Address
    size: EnvelopeSize = EnvelopeSize.DL

    def texts(self) -> Iterable[str]:
        """Every text that is printed, so that it can be checked before the paper is made."""
        yield from (self.title, *self.sender.texts())
        yield from (text for each in self.addresses for text in each.texts())


class LabelGrid(Labelled):
    """How self-adhesive labels stand on a sheet of A4: three or two in each of seven rows.

    Three are 63.5×38.1 mm each, two 99.1×38.1 mm.
    """

    THREE_BY_SEVEN = ("3x7", "地址标签 3×7")
    TWO_BY_SEVEN = ("2x7", "地址标签 2×7")

    @property
    def columns(self) -> int:
        """How many stand side by side."""
        return 3 if self is LabelGrid.THREE_BY_SEVEN else 2

    @property
    def rows(self) -> int:
        """How many stand one below the other."""
        return 7

    @property
    def places(self) -> int:
        """How many a sheet holds."""
        return self.columns * self.rows


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels for these addresses, row by row; the first stands at place `start` (1-based) of the first sheet.

    Raises ValueError for a place that no sheet has: that is a mistake of the program.
    """

    title: str
    addresses: tuple[Address, ...]
    grid: LabelGrid = LabelGrid.THREE_BY_SEVEN
    start: int = 1

    def __post_init__(self) -> None:
        """Refuse a place outside the sheet."""
        if not 1 <= self.start <= self.grid.places:
            message = f"a sheet of {self.grid} has no place {self.start}"
            raise ValueError(message)

    def texts(self) -> Iterable[str]:
        """Every text that is printed, so that it can be checked before the paper is made."""
        yield self.title
        yield from (text for each in self.addresses for text in each.texts())
