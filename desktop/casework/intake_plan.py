"""What taking a list in would do, and what a person decided about it; nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop.casework.intake_units import Resolution
from desktop.domain.errors import Severity
from desktop.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.casework.intake_cells import RowProblem
    from desktop.casework.intake_headings import Field
    from desktop.casework.intake_list import Reading
    from desktop.casework.intake_match import MatchQuestion
    from desktop.casework.intake_opinions import Opinion
    from desktop.casework.intake_rows import Entry
    from desktop.casework.intake_sessions import Key
    from desktop.casework.intake_units import UnitChoice, UnitQuestion
    from desktop.casework.intake_updates import CellUpdate
    from desktop.domain.kinds import Kind
    from desktop.domain.session import Session


@dataclass(frozen=True, slots=True)
class Hints:
    """What the person says about a list that the list may not say itself; empty means: look into the list.

    Without `with_hidden` the rows and columns the author hides are left out.
    """

    session_text: str = ""
    kind: Kind | None = None
    scheme_id: str | None = None
    with_hidden: bool = True


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is decided once for a whole list: the year of days without one, whether all changes go."""

    year: int | None = None
    update: bool = False


@dataclass(frozen=True)
class Decisions:
    """What a person decided in the dry run; each method returns new decisions with one more.

    Cells by row and field; units by folded spelling; `matches` gives the case a row is about, None for a new
    one; `accepted` by row and field says whether a changed cell is taken over; `left_out` are rows. With
    `is_map_kept` the meaning of the columns is remembered for the next list with these headings.
    """

    cells: Mapping[tuple[int, Field], str] = field(default_factory=dict)
    units: Mapping[str, UnitChoice] = field(default_factory=dict)
    year: int | None = None
    matches: Mapping[int, int | None] = field(default_factory=dict)
    accepted: Mapping[tuple[int, Field], bool] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    is_map_kept: bool = False

    def with_cell(self, row: int, place: Field, text: str) -> Decisions:
        """Read this text in the place of what the cell says."""
        return replace(self, cells={**self.cells, (row, place): text})

    def with_unit(self, name: str, choice: UnitChoice) -> Decisions:
        """Take a spelling as a known unit, as its alias, or as a new one."""
        return replace(self, units={**self.units, fold(name): choice})

    def with_year(self, year: int) -> Decisions:
        """Complete days written without a year with this one."""
        return replace(self, year=year)

    def with_match(self, row: int, case_id: int | None) -> Decisions:
        """Take a row as news of a case of the desk, or as a new case."""
        return replace(self, matches={**self.matches, row: case_id})

    def with_update(self, row: int, place: Field, *, accepted: bool) -> Decisions:
        """Take a changed cell over, or leave what the desk has."""
        return replace(self, accepted={**self.accepted, (row, place): accepted})

    def accepting(self, updates: Iterable[CellUpdate]) -> Decisions:
        """Take all of these changed cells over."""
        return replace(self, accepted={**self.accepted, **{(each.row, each.field): True for each in updates}})

    def with_row(self, row: int, *, taken: bool) -> Decisions:
        """Take a row in, or leave it out."""
        return replace(self, left_out=self.left_out - {row} if taken else self.left_out | {row})


@dataclass(frozen=True, slots=True)
class YearQuestion:
    """Days without a year: the columns with the number of their cells, and the year taken for them."""

    year: int
    columns: tuple[tuple[str, int], ...]
    is_decided: bool


@dataclass(frozen=True)
class Plan:
    """What taking a list in would do: nothing is written yet.

    Either `entries` become new cases and `updates` go to cases of the desk, or `opinions` do; `known` counts
    rows the desk has already. `sessions` says where each entry goes; those with id 0 will be made. `matches`
    are rows of which it is not plain which case they are about. Nothing is taken of the `barred` rows, which
    bear a mark of secrecy.
    """

    file: str
    sheet: str
    scheme_id: str
    entries: tuple[Entry, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    sessions: tuple[tuple[Key, Session], ...] = ()
    units: tuple[UnitQuestion, ...] = ()
    matches: tuple[MatchQuestion, ...] = ()
    updates: tuple[CellUpdate, ...] = ()
    known: int = 0
    barred: frozenset[int] = frozenset()
    problems: tuple[RowProblem, ...] = ()
    year_question: YearQuestion | None = None
    decisions: Decisions = Decisions()
    reading: Reading | None = None

    @property
    def new_sessions(self) -> tuple[Session, ...]:
        """The sessions that will be made."""
        return tuple(dict.fromkeys(session for _, session in self.sessions if not session.id))

    @property
    def new_units(self) -> tuple[str, ...]:
        """The names of the units that will be made, as first written."""
        made = (each for each in self.units if each.choice.how is Resolution.NEW)
        return tuple(dict.fromkeys(each.choice.name or each.name for each in made))

    @property
    def with_problems(self) -> int:
        """How many rows have something a person should look at; mere notes do not count."""
        return len({each.row for each in self.problems if each.row and each.severity is not Severity.NOTE})

    @property
    def accepted(self) -> tuple[CellUpdate, ...]:
        """The changed cells that will be taken over."""
        return tuple(each for each in self.updates if each.is_accepted)

    @property
    def is_empty(self) -> bool:
        """Whether taking it in would change nothing."""
        return not (self.entries or self.opinions or self.accepted)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written: new cases by id, opinions taken in, cases updated; `known` rows were there before."""

    case_ids: tuple[int, ...]
    opinions: int
    known: int
    with_problems: int
    updated: int = 0

    @property
    def added(self) -> int:
        """How many cases are new."""
        return len(self.case_ids)


def severest(problems: Sequence[RowProblem]) -> Severity | None:
    """Return how grave the gravest of some problems is, or None."""
    order = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    return min((each.severity for each in problems), key=order.index, default=None)
