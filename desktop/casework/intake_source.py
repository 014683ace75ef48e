"""A list before it is read: its sheets and headings, samples of its columns, and what these mean."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from desktop.casework.intake_columns import ONCE_MORE, Heading, Layout, cell_text, layout_at
from desktop.casework.intake_headings import Field, key_of_heading, resembling
from desktop.casework.intake_sheet import ListSheet, list_sheets, pick
from desktop.casework.secrecy import HAND_OVER
from desktop.domain.errors import OfficeError
from desktop.domain.secrecy import marks_file

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office

_SAMPLES = 5
_SAMPLED_ROWS = 200
_MEMORY = "import_columns:"
PASTED = "粘贴的内容"


class Certainty(StrEnum):
    """How sure it is what a column means."""

    KNOWN = "known"
    REMEMBERED = "remembered"
    GUESSED = "guessed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """One column as it is offered for mapping; `field` of a guessed one is only proposed, not yet taken."""

    index: int
    heading: str
    field: Field | None
    certainty: Certainty
    samples: tuple[str, ...]
    is_hidden: bool


@dataclass(frozen=True)
class ColumnMap:
    """What each column of one sheet means, by index from 0; the heading goes from `top` to before `below`."""

    sheet: str
    top: int
    below: int
    fields: tuple[tuple[int, Field], ...]

    def field_of(self, index: int) -> Field | None:
        """Return what a column means, or None when it is not read."""
        return dict(self.fields).get(index)

    def with_field(self, index: int, field: Field | None) -> ColumnMap:
        """Return the map with another meaning of one column; no other column keeps that meaning."""
        kept = {
            at: what for at, what in self.fields if at != index and (what is not field or what in ONCE_MORE)
        }
        if field is not None:
            kept[index] = field
        return replace(self, fields=tuple(sorted(kept.items())))


@dataclass(frozen=True)
class Source:
    """A list somebody sent, not yet read: its name and every sheet that holds anything."""

    name: str
    sheets: tuple[ListSheet, ...]

    @cached_property
    def best(self) -> ListSheet:
        """The sheet that reads best as a list; `OfficeError` when there is none."""
        return pick(self.sheets, self.name)

    def sheet(self, name: str) -> ListSheet:
        """Return a sheet by name; raise `OfficeError` when there is none."""
        for each in self.sheets:
            if each.name == name:
                return each
        raise OfficeError(f"“{self.name}”里没有工作表“{name}”，办理台没有改动；请重新选择工作表。")

    def proposed(self, sheet: str = "", heading: tuple[int, int] | None = None) -> ColumnMap:
        """Return what the headings of a sheet say (the best one when unnamed), only where that is certain.

        `heading` tells the first row of the heading and the first below it where a person knows better;
        both the same means that there is no heading.
        """
        chosen = self.sheet(sheet) if sheet else self.best
        layout = layout_at(chosen.rows, *heading) if heading else chosen.layout
        fields = ((each.index, each.field) for each in layout.headings if each.field)
        return ColumnMap(chosen.name, layout.top, layout.below, tuple(fields))

    def applied(self, mapping: ColumnMap) -> ListSheet:
        """Return the sheet of a map, to be read as the map says."""
        sheet = self.sheet(mapping.sheet)
        names = {each.index: each.text for each in layout_at(sheet.rows, mapping.top, mapping.below).headings}
        fields = dict(mapping.fields)
        headings = (
            Heading(index, names.get(index) or column_name(index), fields.get(index))
            for index in sorted(names.keys() | fields.keys())
        )
        return replace(sheet, layout=Layout(tuple(headings), mapping.top, mapping.below))

    def columns(self, mapping: ColumnMap) -> tuple[SourceColumn, ...]:
        """Return every column of the sheet of a map that has a heading or holds something."""
        sheet = self.applied(mapping)
        known = {
            each.index: each.field for each in layout_at(sheet.rows, mapping.top, mapping.below).headings
        }
        names = {each.index: each.text for each in sheet.layout.headings}
        indexes = sorted(names.keys() | {index for index, _ in sheet.headless()})
        return tuple(
            _column(sheet, index, names.get(index, ""), (mapping.field_of(index), known.get(index)))
            for index in indexes
        )


def survey(path: Path) -> Source:
    """Look at a file through the gate; raise `OfficeError` for what cannot or must not be read."""
    from desktop.documents import sheets

    if marks_file(path.name):
        raise OfficeError(f"这个文件带有密级标志，没有读入；{HAND_OVER}。")
    return Source(path.name, list_sheets(sheets.read(path), path.stem))


def survey_text(text: str, name: str = PASTED) -> Source:
    """Look at rows copied from a spreadsheet: its plain text or its HTML; raises as `survey` does."""
    from desktop.documents import sheets

    return Source(name, list_sheets(sheets.pasted(text, name), name))


def column_name(index: int) -> str:
    """Return how a column without heading is called: 第3列."""
    return f"第{index + 1}列"


def recalled(office: Office, mapping: ColumnMap, source: Source) -> ColumnMap:
    """Return the map a person corrected for the same headings before, else the one given."""
    kept = office.setting(_MEMORY + fingerprint(source.applied(mapping)))
    fields = tuple(
        (int(at), Field(what)) for at, _, what in (each.partition("=") for each in kept.split(";")) if at
    )
    return replace(mapping, fields=fields) if kept else mapping


def is_kept(office: Office, mapping: ColumnMap, source: Source) -> bool:
    """Whether a list with the same headings was taken in after a person had looked at its columns."""
    return bool(office.setting(_MEMORY + fingerprint(source.applied(mapping))))


def remember(office: Office, sheet: ListSheet) -> None:
    """Keep what the columns of a sheet mean for the next list with the same headings."""
    words = ";".join(f"{each.index}={each.field.value}" for each in sheet.layout.headings if each.field)
    office.put_settings({_MEMORY + fingerprint(sheet): words})


def fingerprint(sheet: ListSheet) -> str:
    """Return what is the same for all lists with the same headings in the same order."""
    keys = "|".join(f"{each.index}:{key_of_heading(each.text)}" for each in sheet.layout.headings)
    return hashlib.sha256(keys.encode()).hexdigest()[:16]


def _column(
    sheet: ListSheet, index: int, heading: str, meanings: tuple[Field | None, Field | None]
) -> SourceColumn:
    chosen, known = meanings
    guess = resembling(heading) if heading and not chosen else None
    certainty = Certainty.GUESSED if guess else Certainty.UNKNOWN
    if chosen:
        certainty = Certainty.KNOWN if chosen is known else Certainty.REMEMBERED
    texts = (cell_text(row, index).strip() for row in islice(sheet.rows, sheet.layout.below, _SAMPLED_ROWS))
    samples = tuple(islice(dict.fromkeys(filter(None, texts)), _SAMPLES))
    name = heading or column_name(index)
    return SourceColumn(index, name, chosen or guess, certainty, samples, index in sheet.hidden_columns)
