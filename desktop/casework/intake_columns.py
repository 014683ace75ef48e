"""Where in a sheet the heading stands, and what each column below it says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.casework.intake_headings import COUNTS, FIELDS, Field, key_of_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SEARCHED_ROWS = 30
_ENOUGH = 2
_DEEPEST = 3
_LONGEST = 80  # characters of a heading; a body in a cell is not looked through for one
_PLAIN_CHILDREN = frozenset({"名称", "单位名称", "姓名"})
ONCE_MORE = frozenset({Field.UNUSED, Field.NOTED})
"""What several columns of one list may say."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a list: where it stands (from 0), how it is headed in the file, and what it says.

    `field` is None for a heading nobody knows; such a column is named to the person and left alone.
    """

    index: int
    text: str
    field: Field | None


@dataclass(frozen=True)
class Layout:
    """How a sheet is read: its headings, and from 0 the first row of the heading and the first below it."""

    headings: tuple[Heading, ...]
    top: int
    below: int

    @cached_property
    def columns(self) -> dict[Field, Heading]:
        """The first column of each field."""
        return {each.field: each for each in reversed(self.headings) if each.field}

    @property
    def score(self) -> int:
        """How many different fields were recognised."""
        return len(self.columns)

    @property
    def is_case_list(self) -> bool:
        """Whether each row can be a case: it has a title and something beside it."""
        return Field.TITLE in self.columns and self.score >= _ENOUGH

    @property
    def is_opinion_list(self) -> bool:
        """Whether each row is the opinion of one co-handling unit on a case known by its number."""
        needed = {Field.NUMBER, Field.CO_UNIT, Field.CO_REPLIED_ON}
        return needed <= self.columns.keys() and Field.TITLE not in self.columns

    @cached_property
    def _again(self) -> tuple[tuple[int, frozenset[str]], ...]:
        known = [each for each in self.headings if each.field]
        return tuple((each.index, frozenset({each.text, each.text.rpartition("/")[2]})) for each in known)

    def is_heading_again(self, row: Sequence[object]) -> bool:
        """Whether a row repeats the heading, as printed lists do on every page."""
        (first, texts), *others = self._again
        if row[first] is None or shown(str(row[first])) not in texts:
            return False
        same = sum(row[index] is not None and shown(str(row[index])) in texts for index, texts in others)
        return same * 2 > len(others)


def cell_text(row: Sequence[object], index: int) -> str:
    """Return a cell as its text, verbatim; an empty cell and one beyond the row as an empty string."""
    value = row[index] if index < len(row) else None
    return "" if value is None else str(value)


def find_layout(rows: Sequence[Sequence[object]]) -> Layout | None:
    """Return the first heading that makes a list, of one row or of up to three joined as parent/child.

    Without one the heading that knows most columns, so that a person can be told what is missing; else None.
    """
    best: Layout | None = None
    for top in range(min(_SEARCHED_ROWS, len(rows))):
        found = _best_at(rows, top)
        if found.is_case_list or found.is_opinion_list:
            nearby = [_best_at(rows, each) for each in range(top, min(top + _DEEPEST, len(rows)))]
            return max(nearby, key=_rank)
        if found.score >= _ENOUGH and (best is None or found.score > best.score):
            best = found
    return best


def layout_at(rows: Sequence[Sequence[object]], top: int, below: int) -> Layout:
    """Return the heading that stands in these rows: none, one, or up to the last three of them joined."""
    first = max(top, below - _DEEPEST)
    return Layout(tuple(_headings(_joined([_texts(rows, at) for at in range(first, below)]))), top, below)


def counts_cases(rows: Sequence[Sequence[object]]) -> bool:
    """Whether a sheet is a table that counts cases by unit: then none of its rows is a case."""
    spans = (
        (top, below)
        for top in range(min(_SEARCHED_ROWS, len(rows)))
        for below in range(top + 1, min(top + _DEEPEST, len(rows)) + 1)
    )
    headings = (layout_at(rows, *span).headings for span in spans)
    return any(sum(_counts(each.text) for each in found) > _ENOUGH for found in headings)


def _counts(heading: str) -> bool:
    return key_of_heading(heading.replace("_", "/")) in COUNTS


def _texts(rows: Sequence[Sequence[object]], at: int) -> list[str]:
    return [cell_text(rows[at], index)[:_LONGEST] for index in range(len(rows[at]))]


def _rank(layout: Layout) -> tuple[int, int]:
    """Return what makes a heading better: columns known, then fewer rows (a title above is no heading)."""
    return layout.score, layout.top - layout.below


def _best_at(rows: Sequence[Sequence[object]], top: int) -> Layout:
    """Return the heading of a row, or of it and one or two rows below joined when that knows more."""
    depths = range(1, min(_DEEPEST, len(rows) - top) + 1)
    return max((layout_at(rows, top, top + depth) for depth in depths), key=_rank)


def _headings(names: Sequence[str]) -> Iterable[Heading]:
    taken: set[Field] = set()
    for index, name in enumerate(names):
        if name.strip():
            field = FIELDS.get(key_of_heading(name))
            if field in taken:
                field = Field.NOTED if field is Field.REMARK else None
            yield Heading(index, shown(name), field)
            taken |= {field} - ONCE_MORE if field else set()


def _joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """Join heading rows from the lowest up; a parent spreads right over children without one of their own."""
    width = max(map(len, rows), default=0)
    parts: list[tuple[str, ...]] = [()] * width
    for row in reversed(rows):
        parent, spreads = "", False
        for index in range(width):
            own = row[index] if index < len(row) else ""
            spreads = bool(own.strip()) or (spreads and bool(parts[index]))
            parent = own if own.strip() else parent if spreads else ""
            if parent.strip() and key_of_heading(parent) != key_of_heading("".join(parts[index][:1])):
                parts[index] = (parent, *parts[index])
    return [_name(each) for each in parts]


def _name(parts: tuple[str, ...]) -> str:
    """Return what a column is headed by: as much of its parents as makes it known, else all of them."""
    if not parts[1:]:
        return "".join(parts)
    child, parents = parts[-1], parts[:-1]
    whole = "/".join(parts)
    for name in (whole, *(f"{parent}/{child}" for parent in reversed(parents))):
        if key_of_heading(name) in FIELDS:
            return name
    known = [parent for parent in reversed(parents) if key_of_heading(parent) in FIELDS]
    if key_of_heading(child) in _PLAIN_CHILDREN and known:
        return known[0]
    return child if key_of_heading(child) in FIELDS else whole


def shown(name: str) -> str:
    """Return a heading as it is named to a person: without the blanks and line breaks that stretch it."""
    return "".join(name.split())
