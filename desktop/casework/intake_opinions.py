"""A list of co-handling opinions: which case and unit each row means, and what of it is taken over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.casework import intake_words as words
from desktop.casework.intake_cells import RowProblem
from desktop.casework.intake_columns import cell_text
from desktop.casework.intake_headings import Field
from desktop.casework.intake_units import unit_index
from desktop.domain.assignment import CoOpinion
from desktop.domain.dates import parse_date
from desktop.domain.errors import Severity
from desktop.domain.text import fold, item_sort_key
from desktop.domain.unit_lists import split_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.casework.intake_sheet import ListSheet
    from desktop.casework.office import Office
    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case
    from desktop.domain.kinds import Body

COUNTED_ONLY = "来表只记已回复，未载日期"
_TAKEN_STATES = frozenset({"", "完成", "已完成", "已提交", "已回复", "已办结", "办结"})


@dataclass(frozen=True, slots=True)
class Opinion:
    """One row understood: the opinion of one co-handling unit on one case of the desk."""

    row: int
    case_id: int
    unit_id: int
    opinion: CoOpinion


@dataclass
class OpinionReader:
    """Reads the rows of an opinion list against the cases of a desk; what does not fit is said in `problems`.

    `body` is whose papers the list is about when its rows do not say.
    """

    office: Office
    sheet: ListSheet
    body: Body | None
    session_id: int | None
    problems: list[RowProblem]

    def __post_init__(self) -> None:
        """Prepare the memory of cases already loaded."""
        self._loaded: dict[str, tuple[Case, ...]] = {}
        self._columns = self.sheet.layout.columns
        self._units = unit_index(self.office.store.units.all())
        self._year = self.sheet.year()
        self.known = 0

    def read(self) -> tuple[Opinion, ...]:
        """Return the opinions to take in; those the desk already has are only counted in `known`."""
        entries = self.sheet.entries(self.problems)
        return tuple(opinion for row, cells in entries for opinion in self._opinions(row, cells))

    def _opinions(self, row: int, cells: Sequence[object]) -> Iterable[Opinion]:
        state = self._text(cells, Field.STATE)
        if fold(state) not in _TAKEN_STATES:
            self._say(row, Field.STATE, state, "不是已提交的意见，未取用", Severity.NOTE)
            return
        text = self._text(cells, Field.CO_REPLIED_ON)
        received_on = parse_date(cells[self._columns[Field.CO_REPLIED_ON].index], self._year).on
        if received_on is None:
            self._say(row, Field.CO_REPLIED_ON, text, "不是可读的日期，该行未取用")
            return
        for name in split_units(self._text(cells, Field.CO_UNIT)):
            found = self._task(row, cells, name)
            if found is not None and self._is_new(row, *found, CoOpinion(received_on)):
                yield Opinion(row, found[0].id, found[1].unit_id, CoOpinion(received_on))

    def _task(self, row: int, cells: Sequence[object], unit: str) -> tuple[Case, Assignment] | None:
        number = words.plain_number(self._text(cells, Field.NUMBER))
        cases = self._cases(number, cells)
        unit_id, _name = self._units.get(fold(unit), (0, unit))
        found = [(case, task) for case in cases for task in case.co_handlers if task.unit_id == unit_id]
        if len(found) == 1:
            return found[0]
        if not cases:
            self._say(row, Field.NUMBER, number, "办理台中没有这个编号的办件，未取用")
        elif found:
            same = f"有{len(found)}件编号相同且都由{unit}协办，分不清是哪一件，未取用"
            self._say(row, Field.NUMBER, number, same)
        else:
            self._say(row, Field.CO_UNIT, unit, f"不在{number}号件的协办单位之列，未取用")
        return None

    def _cases(self, number: str, cells: Sequence[object]) -> tuple[Case, ...]:
        kind = words.kind_of(self._text(cells, Field.KIND))
        body = kind.body if kind else self.body
        key = item_sort_key(number)
        if key not in self._loaded:
            self._loaded[key] = self.office.store.cases.by_number(number)
        return tuple(
            case
            for case in self._loaded[key]
            if body in {None, case.proposal.kind.body} and self.session_id in {None, case.proposal.session_id}
        )

    def _is_new(self, row: int, case: Case, task: Assignment, opinion: CoOpinion) -> bool:
        if case.assigned_on and opinion.received_on < case.assigned_on:
            day = opinion.received_on.isoformat()
            self._say(row, Field.CO_REPLIED_ON, day, "早于交办日期，照原样收下，请核对")
        before = task.co_opinion
        if before is not None and before.text != COUNTED_ONLY and before.received_on == opinion.received_on:
            self.known += 1
            return False
        return True

    def _text(self, cells: Sequence[object], place: Field) -> str:
        heading = self._columns.get(place)
        return cell_text(cells, heading.index).strip() if heading else ""

    def _say(
        self, row: int, place: Field, value: str, reason: str, severity: Severity = Severity.WARNING
    ) -> None:
        column = self._columns[place].text
        self.problems.append(RowProblem(row, column, value, reason, severity))


def take_in(case: Case, opinions: Iterable[Opinion]) -> Case:
    """Return the case with opinions taken in; a text already recorded with one stays."""
    for each in opinions:
        before = case.task_of(each.unit_id).co_opinion
        kept = before.text if before and before.text != COUNTED_ONLY else ""
        case = case.with_co_opinion(each.unit_id, replace(each.opinion, text=kept))
    return case
