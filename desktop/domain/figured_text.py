"""A text that remembers its figures: where each number stands, what it means, and the cases behind it.

Whoever types in the text moves the figures along; one that is typed over is a figure no more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

from desktop.domain.crossing import Counted

_PLACE = re.compile(r"\{([a-z_]+)\}")
_DIGITS = frozenset("0123456789")
_JOINED = _DIGITS | {".", "%"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is printed: `start` is where it begins in its text (from 0).

    `key` is what is counted, the same whenever the text is made anew; `name` says it to a person, with its
    `definition` and the `base` it is a part of. `behind` are its cases, None where no list of cases is meant.
    """

    key: str
    text: str
    name: str
    start: int = 0
    definition: str = ""
    base: str = ""
    behind: Counted | None = None

    @property
    def end(self) -> int:
        """Where the text goes on."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Said:
    """A text with its figures in their order."""

    text: str = ""
    figures: tuple[Figure, ...] = ()

    def __add__(self, other: Said | str) -> Said:
        """Return this text with another one behind it."""
        more = Said(other) if isinstance(other, str) else other
        return Said(self.text + more.text, (*self.figures, *_moved(more.figures, len(self.text))))

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return bool(self.text)

    def figure_at(self, place: int) -> Figure | None:
        """Return the figure the cursor stands in or at the end of, `place` characters into the text."""
        return next((each for each in self.figures if each.start <= place <= each.end), None)


def figure(key: str, text: str, name: str, behind: Counted | None = None) -> Said:
    """Return a text that is one figure."""
    return Said(text, (Figure(key, text, name, behind=behind),))


def joined(between: str, parts: Iterable[Said]) -> Said:
    """Return texts one behind the other with `between` between them; empty ones are left out."""
    whole = Said()
    for part in parts:
        if part:
            whole = (whole + between if whole else whole) + part
    return whole


def filled(template: str, values: Mapping[str, Said]) -> Said:
    """Return a template with every {name} said in its place; a name without a value says nothing."""
    whole, at = Said(), 0
    for place in _PLACE.finditer(template):
        whole = whole + template[at : place.start()] + values.get(place.group(1), Said())
        at = place.end()
    return whole + template[at:]


def names_in(template: str) -> tuple[str, ...]:
    """Return the names a template has places for."""
    return tuple(_PLACE.findall(template))


def retyped(before: Said, text: str) -> Said:
    """Return a text after it was typed in: figures before and behind the change keep what they mean."""
    head = _same(before.text, text)
    room = min(len(before.text), len(text)) - head
    tail = _same(before.text[::-1][:room], text[::-1][:room])
    grown, behind = len(text) - len(before.text), len(before.text) - tail
    kept = [
        each if each.end <= head else replace(each, start=each.start + grown)
        for each in before.figures
        if each.end <= head or each.start >= behind
    ]
    return Said(text, tuple(each for each in kept if not _is_touched(text, each)))


def replaced(said: Said, old: Figure, new: Figure) -> Said:
    """Return a text with one of its figures in another's words."""
    head, tail = said.text[: old.start], said.text[old.end :]
    grown = len(new.text) - len(old.text)
    figures = (
        replace(new, start=old.start)
        if each == old
        else replace(each, start=each.start + (grown if each.start > old.start else 0))
        for each in said.figures
    )
    return Said(head + new.text + tail, tuple(figures))


def _moved(figures: Iterable[Figure], by: int) -> Iterable[Figure]:
    return (replace(each, start=each.start + by) for each in figures)


def _same(one: str, other: str) -> int:
    """Return with how many equal characters two texts begin."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _is_touched(text: str, each: Figure) -> bool:
    """Whether a figure became a part of a longer number: 12 typed on to 123 or 12.5."""
    before, after = text[: each.start][-1:], text[each.end :][:1]
    return before in _DIGITS or before == "." or after in _JOINED
