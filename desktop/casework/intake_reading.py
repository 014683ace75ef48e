"""A case list read row by row, and then laid against what the desk has."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework.intake_cells import CellReader, RowProblem
from desktop.casework.intake_checks import counted_only, doubles, twins
from desktop.casework.intake_headings import Field
from desktop.casework.intake_list import Reading, RowRead
from desktop.casework.intake_match import Matcher
from desktop.casework.intake_plan import Plan, YearQuestion
from desktop.casework.intake_rows import RowReader
from desktop.casework.intake_sessions import SessionFinder, key_of, years_of
from desktop.casework.intake_units import (
    Resolution,
    questions,
    remarks,
    resolved,
    unhandled,
    without_left_out,
)
from desktop.casework.intake_updates import Comparison, by_row
from desktop.casework.intake_words import fold
from desktop.casework.register import is_marked_secret
from desktop.domain.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.casework.intake_plan import Decisions
    from desktop.casework.intake_rows import Entry
    from desktop.casework.intake_sessions import Key
    from desktop.casework.intake_sheet import ListSheet
    from desktop.casework.intake_units import UnitQuestion
    from desktop.casework.intake_updates import CellUpdate
    from desktop.casework.office import Office
    from desktop.domain.kinds import Kind
    from desktop.domain.scheme import Scheme
    from desktop.domain.session import Session
    from desktop.domain.unit import Unit

_MARKED = "带有密级标志，不导入；本系统为非涉密系统，请把来件交保密人员，按保密规定处理"
_UNIT_FIELDS = frozenset({Field.LEAD_UNIT, Field.CO_UNIT})


def read_rows(
    sheet: ListSheet, scheme: Scheme, kind: Kind, year: int, said: tuple[list[RowProblem], str]
) -> Reading:
    """Read every row of a sheet; `said` are remarks about the list and the session a person named."""
    remarks_, session_text = said
    reader = RowReader(CellReader(sheet.layout, year), scheme, kind)
    rows = tuple(_read(reader, row, cells) for row, cells in sheet.entries(remarks_))
    return Reading(sheet, scheme, kind, year, rows, tuple(remarks_), session_text)


def read_rows_again(reading: Reading, decisions: Decisions) -> Reading:
    """Return the reading with the cells and the year a person decided on; other rows are not read again."""
    year = decisions.year or reading.year
    changed = dict(reading.cells.items() ^ decisions.cells.items())
    wanted = {row for row, _ in changed}
    fresh = replace(reading, year=year, cells=decisions.cells)
    reader = RowReader(CellReader(reading.sheet.layout, year), reading.scheme, reading.kind)
    rows = tuple(
        _read(reader, each.entry.row, fresh.cells_of(each.entry.row))
        if each.entry.row in wanted or (each.yearless and year != reading.year)
        else each
        for each in reading.rows
    )
    return replace(fresh, rows=rows)


def _read(reader: RowReader, row: int, cells: Sequence[object]) -> RowRead:
    reader.cells.problems, reader.cells.yearless = [], []
    entry = reader.read(row, cells)
    return RowRead(entry, tuple(reader.cells.problems), tuple(reader.cells.yearless))


def planned(office: Office, file: str, reading: Reading, decisions: Decisions) -> Plan:
    """Return what taking a reading in would do to the desk as it is now."""
    return _Planner(office, reading, decisions).plan(file)


class _Planner:
    """Lays one reading against the desk."""

    def __init__(self, office: Office, reading: Reading, decisions: Decisions) -> None:
        self._office, self._reading, self._decisions = office, reading, decisions
        self._columns = {place: each.text for place, each in reading.sheet.layout.columns.items()}
        wanted = [each for each in reading.rows if each.entry.row not in decisions.left_out]
        barred = frozenset(each.entry.row for each in wanted if is_marked_secret(each.entry.paper))
        taken = [each for each in wanted if each.entry.row not in barred] if barred else wanted
        self._barred = barred
        self._listed = [each.entry for each in taken]
        self._entries = [without_left_out(each, decisions.units) for each in self._listed]
        self._problems = [*reading.remarks, *(problem for each in taken for problem in each.problems)]
        self._problems += [RowProblem(row, "", "", _MARKED, Severity.ERROR) for row in sorted(barred)]
        self._yearless = Counter(column for each in taken for column in each.yearless)

    def plan(self, file: str) -> Plan:
        """Return the plan."""
        sessions = self._sessions()
        matcher = Matcher(sessions, self._columns)
        matcher.know(self._office)
        matcher.match(self._entries, self._decisions.matches)
        units = self._office.store.units.all()
        asked = questions(self._listed, units, self._decisions.units)
        updates = self._updates(matcher.matches, asked, units)
        self._tell_known(matcher.matches, updates)
        fresh = [each for each in self._entries if each.row not in matcher.matches]
        asked = self._needed(asked, fresh, updates)
        self._problems += matcher.problems
        self._problems += doubles(fresh, self._number_column(), sessions)
        self._problems += twins(self._office, fresh, sessions)
        self._problems += counted_only(fresh)
        self._problems += remarks(asked, units)
        self._problems += unhandled(self._listed, self._entries)
        question = self._ask_year()
        return Plan(
            file,
            self._reading.sheet.name,
            self._reading.scheme.id,
            entries=tuple(fresh),
            sessions=tuple(sessions.items()),
            units=asked,
            matches=tuple(matcher.questions),
            updates=updates,
            known=len(matcher.matches),
            barred=self._barred,
            problems=tuple(sorted(self._problems, key=lambda each: each.row)),
            year_question=question,
            decisions=self._decisions,
            reading=self._reading,
        )

    def _sessions(self) -> dict[Key, Session]:
        reading, years = self._reading, years_of(self._entries)
        known = self._office.store.sessions.all()
        finder = SessionFinder(known, reading.session_text, reading.sheet.caption, reading.year)
        keys = dict.fromkeys(map(key_of, self._entries))
        return {key: finder.find(key, years, self._problems) for key in keys}

    def _updates(
        self, matches: dict[int, int], asked: Sequence[UnitQuestion], units: Sequence[Unit]
    ) -> tuple[CellUpdate, ...]:
        comparison = Comparison(self._reading, resolved(asked, units), self._decisions.accepted)
        cases = self._reading.cases
        found: list[CellUpdate] = []
        for entry in self._entries:
            case_id = matches.get(entry.row)
            if case_id is not None:
                if case_id not in cases:
                    cases[case_id] = self._office.store.cases.get(case_id)
                found += comparison.of(entry, cases[case_id])
        return tuple(found)

    def _tell_known(self, matches: dict[int, int], updates: tuple[CellUpdate, ...]) -> None:
        """Say nothing of rows the desk has but that, and how many of their cells differ."""
        changed = by_row(updates)
        self._problems = [each for each in self._problems if each.row not in matches or each.row in changed]
        for entry in self._entries:
            if entry.row in matches:
                self._problems += _known(entry, changed.get(entry.row, []))

    def _needed(
        self, asked: Sequence[UnitQuestion], fresh: Sequence[Entry], updates: Sequence[CellUpdate]
    ) -> tuple[UnitQuestion, ...]:
        """Return the questions that new cases and accepted changes of units make necessary."""
        changed = {each.row for each in updates if each.is_accepted and each.field in _UNIT_FIELDS}
        entries = (*fresh, *(each for each in self._entries if each.row in changed))
        names = {fold(name) for each in entries for name in (*each.leads, *each.co_units)}
        return tuple(
            each for each in asked if fold(each.name) in names or each.choice.how is Resolution.LEFT_OUT
        )

    def _number_column(self) -> str:
        return self._columns.get(Field.NUMBER) or self._columns.get(Field.RUNNING) or Field.NUMBER.value

    def _ask_year(self) -> YearQuestion | None:
        if not self._yearless:
            return None
        is_decided, year = self._decisions.year is not None, self._reading.year
        severity = Severity.NOTE if is_decided else Severity.WARNING
        for column, count in self._yearless.items():
            reason = f"{count}格没有写年份，按{year}年计"
            self._problems.append(RowProblem(0, column, "", reason, severity))
        return YearQuestion(year, tuple(self._yearless.items()), is_decided)


def _known(entry: Entry, changed: Sequence[CellUpdate]) -> Iterator[RowProblem]:
    if not changed:
        yield RowProblem(entry.row, "", entry.paper.title, "办理台中已有，跳过", Severity.NOTE)
        return
    is_open = any(not each.is_accepted and not each.hindrance for each in changed)
    reason = f"办理台中已有，{len(changed)}格不同"
    yield RowProblem(entry.row, "", entry.paper.title, reason, Severity.WARNING if is_open else Severity.NOTE)
    for each in changed:
        kept = f"办理台为“{each.old}”" if each.old else "办理台为空"
        what = each.hindrance or ("将改为来表所载" if each.is_accepted else "不改，请核对")
        yield RowProblem(entry.row, each.column, each.new, f"{kept}，{what}", Severity.NOTE)
