"""The cells of one row at a time: texts, days, counts and chosen words, with what is odd about each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from desktop.casework import intake_words as words
from desktop.casework.intake_headings import Field
from desktop.domain.dates import ParsedDate, parse_date
from desktop.domain.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from desktop.casework.intake_columns import Heading, Layout

T = TypeVar("T")

_VERBATIM = frozenset({Field.TITLE, Field.BODY, Field.REPLY_TEXT, Field.DOC_NO})
_NOTHING = dict.fromkeys(Field, "")

_MOST_DIGITS = 6  # no list counts a million people


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing to know about a list: row as the file counts (0: whole file), column, value."""

    row: int
    column: str
    value: str
    reason: str
    severity: Severity = Severity.WARNING

    @property
    def is_odd(self) -> bool:
        """Whether a person should look at it."""
        return self.severity is not Severity.NOTE

    @property
    def text(self) -> str:
        """One line: 第102行“案号”（221）：与第293行重复，两行均收下."""
        place = f"第{self.row}行" if self.row else ""
        column = f"“{self.column}”" if self.column else ""
        value = f"（{self.value}）" if self.value else ""
        return f"{place}{column}{value}：{self.reason}" if place or column else self.reason


@dataclass
class CellReader:
    """Reads the cells of the row it was turned to; `texts` holds every field, verbatim or stripped.

    `year` completes days written without one; the columns of such cells are told in `yearless`.
    """

    layout: Layout
    year: int
    problems: list[RowProblem] = field(default_factory=list)
    yearless: list[str] = field(default_factory=list)
    texts: dict[Field, str] = field(default_factory=dict)
    row: int = 0

    def __post_init__(self) -> None:
        """Prepare the columns and the memory for what many rows repeat."""
        self.columns: Mapping[Field, Heading] = self.layout.columns
        self._places = [(place, heading.index, place in _VERBATIM) for place, heading in self.columns.items()]
        self._noted = [each for each in self.layout.headings if each.field is Field.NOTED]
        self._dates: dict[object, ParsedDate] = {}
        self._cells: Sequence[object] = ()

    def turn(self, row: int, cells: Sequence[object]) -> None:
        """Go to a row; `row` is its number in the file, cells beyond its end are empty."""
        self.row, self._cells = row, cells
        texts, end = _NOTHING.copy(), len(cells)
        for place, index, verbatim in self._places:
            if index < end and (value := cells[index]) is not None:
                text = value if type(value) is str else str(value)
                texts[place] = text if verbatim else text.strip()
        self.texts = texts

    def day(self, place: Field) -> date | None:
        """Return the day a cell means, or None; what is no day is told."""
        heading = self.columns.get(place)
        if heading is None or heading.index >= len(self._cells):
            return None
        value = self._cells[heading.index]
        if value is None:
            return None
        if value not in self._dates:
            self._dates[value] = parse_date(value, self.year)
        found = self._dates[value]
        if found.on is None and found.text:
            self.say(place, "不是可读的日期，该格留空")
        elif found.yearless:
            self.yearless.append(heading.text)
        return found.on

    def count(self, place: Field) -> int | None:
        """Return the whole number a cell gives, or None; what is none is told."""
        text = self.texts[place]
        if not text:
            return None
        plain = words.fold(text).removesuffix("人").removesuffix("家")
        if not plain.isdecimal():
            self.say(place, "不是整数，该格留空")
        elif len(plain) > _MOST_DIGITS:
            self.say(place, "数字过大，该格留空，请核对")
        else:
            return int(plain)
        return None

    def chosen(self, place: Field, choices: Mapping[str, T], default: T) -> T:
        """Return what a word means, or `default`; a word that means nothing is told."""
        if not self.texts[place]:
            return default
        said = words.fold(self.texts[place])
        if said not in choices:
            self.say(place, "不是认识的写法，该格留空")
        return choices.get(said, default)

    def noted(self) -> tuple[str, ...]:
        """Return what goes into the remark with its heading: 优秀提案：是."""
        texts = ((each.text, self._at(each.index)) for each in self._noted)
        return tuple(f"{heading}：{text}" for heading, text in texts if text and text not in words.NO)

    def _at(self, index: int) -> str:
        value = self._cells[index] if index < len(self._cells) else None
        return "" if value is None else str(value).strip()

    def say(self, place: Field, reason: str, severity: Severity = Severity.WARNING) -> None:
        """Tell of a cell."""
        heading = self.columns.get(place)
        column = heading.text if heading else place.value
        self.problems.append(RowProblem(self.row, column, self.texts[place].strip(), reason, severity))
