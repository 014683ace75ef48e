"""What a list that comes again changes: cell by cell old → new, taken over only where a person agreed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.casework.intake_aspects import Hands, aspects
from desktop.casework.intake_columns import cell_text
from desktop.casework.intake_words import fold
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from desktop.casework.intake_cases import CaseMaker
    from desktop.casework.intake_headings import Field
    from desktop.casework.intake_list import Reading
    from desktop.casework.intake_rows import Entry
    from desktop.casework.intake_units import Index
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.session import Session

AGAIN = "导入更新"


@dataclass(frozen=True, slots=True)
class CellUpdate:
    """One cell that says something else than the desk; a `hindrance` tells why it cannot be taken over.

    `version` is that of the case the list was compared with.
    """

    row: int
    case_id: int
    version: int
    field: Field
    column: str
    old: str
    new: str
    is_accepted: bool
    hindrance: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares rows with cases: how the list is read, what unit names mean, what a person accepted."""

    reading: Reading
    units: Index
    accepted: Mapping[tuple[int, Field], bool]

    def of(self, entry: Entry, case: Case) -> tuple[CellUpdate, ...]:
        """Return every cell of a row that is filled and says something else than the case.

        An empty field of the desk is filled unless a person objects; another value is left unless one agrees.
        """
        return tuple(self._changed(entry, case))

    def _changed(self, entry: Entry, case: Case) -> Iterator[CellUpdate]:
        cells, columns = self.reading.cells_of(entry.row), self.reading.sheet.layout.columns
        for place, aspect in self.reading.aspects.items():
            heading = columns.get(place)
            if heading is None or not cell_text(cells, heading.index).strip():
                continue
            new, old = aspect.said(entry), aspect.kept(case)
            is_same = (
                aspect.same(case, entry, self.units) if aspect.same else new == old or fold(new) == fold(old)
            )
            if not new or is_same:
                continue
            hindrance = aspect.hindrance(case, entry)
            wanted = self.accepted.get((entry.row, place), not old)
            yield CellUpdate(
                entry.row,
                case.id,
                case.version,
                place,
                heading.text,
                old,
                new,
                wanted and not hindrance,
                hindrance,
            )


@dataclass(frozen=True, slots=True)
class Updater:
    """Writes accepted cells into the cases of the desk; `sessions` gives the session of each row."""

    office: Office
    maker: CaseMaker
    file: str

    def write(self, entry: Entry, session: Session, cells: Sequence[CellUpdate]) -> None:
        """Save one case with the accepted cells of one row; refuse when the case was changed meanwhile."""
        case = self.office.store.cases.get(cells[0].case_id)
        if case.version != cells[0].version:
            raise OfficeError(
                f"{case.proposal.number_phrase}在核对之后又被改动，整份名单没有导入；请重新读取后再核对。"
            )
        known = aspects(self.office.scheme_of(case))
        wanted = {each.field: each.column for each in cells}
        hands = Hands(self.maker, session)
        for place, aspect in known.items():
            if place in wanted:
                self._refuse_hindered(aspect.hindrance(case, replace(entry, leads=())), entry, wanted[place])
                case = aspect.put(case, entry, hands)
        note = self.office.note(AGAIN, f"{self.file}第{entry.row}行：{'、'.join(wanted.values())}")
        self.office.store.cases.save(case, note)

    @staticmethod
    def _refuse_hindered(hindrance: str, entry: Entry, column: str) -> None:
        """Refuse what only another cell nobody accepted would have made possible."""
        if hindrance:
            raise OfficeError(
                f"第{entry.row}行“{column}”不能单独收下（{hindrance}），整份名单没有导入；请改正后再试。"
            )


def by_row(updates: Iterable[CellUpdate]) -> dict[int, list[CellUpdate]]:
    """Return the cells of each row."""
    rows: dict[int, list[CellUpdate]] = {}
    for each in updates:
        rows.setdefault(each.row, []).append(each)
    return rows
