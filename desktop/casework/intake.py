"""Intake: read a list an office really kept, say what is odd, then take it in whole or not at all.

`read` writes nothing; `commit` writes everything in one transaction or nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.casework import intake_words as words
from desktop.casework.intake_cases import CaseMaker
from desktop.casework.intake_checks import counted_only, doubles, new_units, split_known
from desktop.casework.intake_columns import Field
from desktop.casework.intake_opinions import Opinion, OpinionReader, take_in, unit_index
from desktop.casework.intake_rows import Entry, RowProblem, RowReader
from desktop.casework.intake_sessions import Key, SessionFinder, key_of, years_of
from desktop.casework.intake_sheet import ListSheet, pick
from desktop.domain.errors import OfficeError, Severity
from desktop.domain.progress import SILENT, Progress
from desktop.domain.proposal import Kind
from desktop.domain.text import fold
from desktop.domain.unit import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.session import Session

IMPORT = "导入"
_STEP = 100


@dataclass(frozen=True, slots=True)
class Hints:
    """What the person says about a list that the list may not say itself; empty means: look into the list."""

    session_text: str = ""
    kind: Kind | None = None
    scheme_id: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a list in would do: nothing is written yet.

    Either `entries` become new cases or `opinions` go to cases of the desk; `known` counts rows the desk has
    already. `sessions` says where each entry goes; those with id 0 and all of `new_units` will be made.
    """

    file: str
    sheet: str
    scheme_id: str
    entries: tuple[Entry, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    sessions: tuple[tuple[Key, Session], ...] = ()
    new_units: tuple[str, ...] = ()
    known: int = 0
    problems: tuple[RowProblem, ...] = ()

    @property
    def new_sessions(self) -> tuple[Session, ...]:
        """The sessions that will be made."""
        return tuple(dict.fromkeys(session for _, session in self.sessions if not session.id))

    @property
    def with_problems(self) -> int:
        """How many rows have something a person should look at; mere notes do not count."""
        return len({each.row for each in self.problems if each.row and each.severity is not Severity.NOTE})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written: new cases by id, or opinions taken in; `known` rows were passed over."""

    case_ids: tuple[int, ...]
    opinions: int
    known: int
    with_problems: int

    @property
    def added(self) -> int:
        """How many cases are new."""
        return len(self.case_ids)


def read(office: Office, path: Path, hints: Hints | None = None) -> Plan:
    """Read a list and say what taking it in would do.

    Raises `OfficeError`, one sentence, when the file is no list: nothing in it, no heading, no title column.
    """
    from desktop.documents import sheets

    wanted = hints or Hints()
    sheet, others = pick(sheets.read(path), path)
    problems = _remarks(sheet, others)
    if sheet.layout.is_opinion_list:
        return _opinion_plan(office, path, sheet, wanted, problems)
    return _case_plan(office, path, sheet, wanted, problems)


def _remarks(sheet: ListSheet, others: Sequence[str]) -> list[RowProblem]:
    found = [f"工作表“{name}”也像清单，这次没有读" for name in others]
    unknown = "、".join(each.text for each in sheet.layout.headings if each.field in {None, Field.UNUSED})
    if unknown:
        found.append(f"这些列没有取用：{unknown}")
    if sheet.hidden_rows:
        found.append(f"表中隐藏的{len(sheet.hidden_rows)}行也已读入")
    return [RowProblem(0, "", "", reason, Severity.NOTE) for reason in found]


# --- a list of cases ------------------------------------------------------------


def _case_plan(
    office: Office, path: Path, sheet: ListSheet, hints: Hints, problems: list[RowProblem]
) -> Plan:
    scheme = office.scheme(hints.scheme_id) if hints.scheme_id else office.default_scheme
    year = sheet.year() or office.today.year
    reader = RowReader(sheet.layout, scheme, _kind(sheet, hints), year, problems)
    entries = tuple(reader.read(row, cells) for row, cells in sheet.entries(problems))
    if not entries:
        raise OfficeError(f"“{path.name}”的表头下面没有一行办件，办理台没有改动；请确认来表完整。")
    problems += [
        RowProblem(0, column, "", f"{count}格没有写年份，按{year}年计")
        for column, count in reader.yearless.items()
    ]
    finder = SessionFinder(office.store.sessions.all(), hints.session_text.strip(), sheet.caption, year)
    years = years_of(entries)
    sessions = {key: finder.find(key, years, problems) for key in dict.fromkeys(map(key_of, entries))}
    columns = sheet.layout.columns
    number = columns.get(Field.NUMBER) or columns.get(Field.RUNNING)
    fresh, known = split_known(office, entries, sessions)
    passed_over = {each.row for each in known}
    problems = [each for each in problems if each.row not in passed_over]
    problems += doubles(fresh, number.text if number else Field.NUMBER.value, sessions)
    problems += counted_only(fresh)
    for each in known:
        problems.append(RowProblem(each.row, "", each.paper.title, "办理台中已有，跳过", Severity.NOTE))
    return Plan(
        path.name,
        sheet.name,
        scheme.id,
        entries=tuple(fresh),
        sessions=tuple(sessions.items()),
        new_units=new_units(office, fresh, problems),
        known=len(known),
        problems=tuple(sorted(problems, key=lambda each: each.row)),
    )


def _kind(sheet: ListSheet, hints: Hints) -> Kind:
    """Return the kind of rows that do not say it; raise `OfficeError` when nothing tells 建议 from 提案."""
    kind = hints.kind or words.kind_in(sheet.caption) or words.kind_in(_heading_words(sheet))
    if kind is None and not {Field.KIND, Field.SORT} & sheet.layout.columns.keys():
        raise OfficeError("看不出来表是建议还是提案，办理台没有改动；请在导入时写明类型。")
    return kind or Kind.SUGGESTION


def _heading_words(sheet: ListSheet) -> str:
    return " ".join(each.text for each in sheet.layout.headings)


# --- a list of co-handling opinions ------------------------------------------------------------


def _opinion_plan(
    office: Office, path: Path, sheet: ListSheet, hints: Hints, problems: list[RowProblem]
) -> Plan:
    kind = hints.kind or words.kind_in(sheet.caption)
    session_id = None
    if text := hints.session_text.strip():
        finder = SessionFinder(office.store.sessions.all(), text, "", office.today.year)
        session_id = finder.find(("", (kind or Kind.SUGGESTION).body), {}, problems).id
    reader = OpinionReader(office, sheet, kind.body if kind else None, session_id, problems)
    opinions = reader.read()
    if not opinions and not reader.known:
        raise OfficeError(
            f"“{path.name}”是协办意见清单，没有一行对得上办理台中的办件，没有改动；请先导入办理件清单。"
        )
    return Plan(
        path.name,
        sheet.name,
        office.default_scheme.id,
        opinions=opinions,
        known=reader.known,
        problems=tuple(sorted(problems, key=lambda each: each.row)),
    )


# --- writing ------------------------------------------------------------


def commit(office: Office, plan: Plan, progress: Progress = SILENT) -> Outcome:
    """Write a plan in one transaction with its lines of history; on any failure nothing at all is written."""
    with office.store.transaction():
        case_ids = _add_cases(office, plan, progress)
        _add_opinions(office, plan, progress)
    return Outcome(case_ids, len(plan.opinions), plan.known, plan.with_problems)


def _add_cases(office: Office, plan: Plan, progress: Progress) -> tuple[int, ...]:
    if not plan.entries:
        return ()
    note = office.note(IMPORT, f"{plan.file}：{len(plan.entries)}件")
    index = unit_index(office)
    for name in plan.new_units:
        if fold(name) not in index:
            made = office.store.units.add(Unit(name, words.system_of(name)), note)
            index[fold(name)] = (made.id, name)
    shelf = office.store.sessions
    stored = {each: shelf.find(each.text) or shelf.add(each, note) for each in plan.new_sessions}
    sessions = {key: stored.get(session, session) for key, session in plan.sessions}
    maker = CaseMaker(office, office.scheme(plan.scheme_id), index)

    def cases() -> Iterable[Case]:
        for done, entry in enumerate(plan.entries):
            if done % _STEP == 0:
                progress.step(done, len(plan.entries), f"正在导入第{entry.row}行")
            yield maker.make(entry, sessions[key_of(entry)])

    return office.store.cases.add_many(cases(), note)


def _add_opinions(office: Office, plan: Plan, progress: Progress) -> None:
    of_case = defaultdict(list)
    for each in plan.opinions:
        of_case[each.case_id].append(each)
    note = office.note(IMPORT, f"{plan.file}：协办意见{len(plan.opinions)}条")
    for done, (case_id, taken) in enumerate(of_case.items()):
        progress.step(done, len(of_case), f"正在导入第{taken[0].row}行")
        office.store.cases.save(take_in(office.store.cases.get(case_id), taken), note)
