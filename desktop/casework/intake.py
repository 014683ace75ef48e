"""Intake: read a list an office really kept, say what is odd, then take it in whole or not at all.

`read` and `decide` write nothing; `commit` writes everything in one transaction or nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import backups
from desktop.casework import intake_words as words
from desktop.casework.intake_cases import CaseMaker
from desktop.casework.intake_cells import RowProblem
from desktop.casework.intake_headings import Field
from desktop.casework.intake_opinions import OpinionReader, take_in
from desktop.casework.intake_plan import Decisions, Hints, Outcome, Plan, Wishes
from desktop.casework.intake_reading import planned, read_rows, read_rows_again
from desktop.casework.intake_sessions import SessionFinder, key_of
from desktop.casework.intake_source import ColumnMap, Source, column_name, recalled, remember, survey
from desktop.casework.intake_units import settle, without_left_out
from desktop.casework.intake_updates import Updater, by_row
from desktop.domain.errors import OfficeError, Severity
from desktop.domain.kinds import Kind
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from desktop.casework.intake_sessions import Key
    from desktop.casework.intake_sheet import ListSheet
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.session import Session

__all__ = [
    "Decisions", "Hints", "Outcome", "Plan", "Wishes", "commit", "decide", "mapping_of", "read",
    "read_as_wished",
]  # fmt: skip

IMPORT = "导入"
_STEP = 100


def read(
    office: Office, origin: Path | Source, hints: Hints | None = None, mapping: ColumnMap | None = None
) -> Plan:
    """Read a list and say what taking it in would do; without a map its columns mean what `mapping_of` says.

    Raises `OfficeError`, one sentence, when the file is no list: nothing in it, no heading, no title column.
    """
    source = origin if isinstance(origin, Source) else survey(origin)
    wanted, chosen = hints or Hints(), mapping or mapping_of(office, source)
    sheet = source.applied(chosen)
    if not sheet.is_list:
        raise OfficeError("没有一列对应“案由”，办理台没有改动；请指明哪一列是案由，再读取一次。")
    problems = _remarks(source, sheet, with_hidden=wanted.with_hidden)
    sheet = sheet if wanted.with_hidden else sheet.without_hidden()
    if sheet.layout.is_opinion_list:
        return _opinion_plan(office, source.name, sheet, wanted, problems)
    year = sheet.year() or office.today.year
    kind = _kind(sheet, wanted)
    scheme = office.scheme_for(kind, wanted.scheme_id)
    reading = read_rows(sheet, scheme, kind, year, (problems, wanted.session_text.strip()))
    if not reading.rows:
        raise OfficeError(f"“{source.name}”的表头下面没有一行办件，办理台没有改动；请确认来表完整。")
    is_corrected = mapping is not None and mapping != source.proposed(mapping.sheet)
    return planned(office, source.name, reading, Decisions(is_map_kept=is_corrected))


def read_as_wished(office: Office, origin: Path | Source, hints: Hints, wishes: Wishes) -> Plan:
    """Read a list as `read` does, deciding once for all of it."""
    plan = read(office, origin, hints)
    wanted = replace(plan.decisions, year=wishes.year)
    wanted = wanted.accepting(plan.updates) if wishes.update else wanted
    return plan if wanted == plan.decisions else decide(office, plan, wanted)


def mapping_of(
    office: Office, source: Source, sheet: str = "", heading: tuple[int, int] | None = None
) -> ColumnMap:
    """Return what the columns of a sheet mean: as corrected before under the same headings, else as headed.

    Without a name it is the sheet that reads best as a list; `heading` is as in `Source.proposed`.
    """
    return recalled(office, source.proposed(sheet, heading), source)


def decide(office: Office, plan: Plan, decisions: Decisions) -> Plan:
    """Return the plan as it is with these decisions; only rows whose cells were changed are read again.

    Raises `OfficeError` for a list of opinions, and for a cell of a column the list does not have.
    """
    if plan.reading is None:
        raise OfficeError("协办意见清单不能在这里改，没有改动；请在来表中改好后重新读取。")
    columns = plan.reading.sheet.layout.columns
    if any(place not in columns or row not in plan.reading.places for row, place in decisions.cells):
        raise OfficeError("来表没有这一格，没有改动；请先把这一列对应好，再改。")
    return planned(office, plan.file, read_rows_again(plan.reading, decisions), decisions)


def _remarks(source: Source, sheet: ListSheet, *, with_hidden: bool) -> list[RowProblem]:
    others = (each.name for each in source.sheets if each.is_list and each.name != sheet.name)
    found = [f"工作表“{name}”也像清单，这次没有读" for name in others]
    unread = [each.text for each in sheet.layout.headings if each.field in {None, Field.UNUSED}]
    if unread:
        found.append(f"这些列没有取用：{'、'.join(unread)}")
    if headless := sheet.headless():
        columns = "、".join(f"{column_name(index)}（{count}格）" for index, count in headless)
        found.append(f"这些列没有列名，没有取用：{columns}")
    done = "也已读入" if with_hidden else "没有读入"
    if sheet.hidden_rows:
        found.append(f"表中隐藏的{len(sheet.hidden_rows)}行{done}")
    if sheet.hidden_columns:
        found.append(f"表中隐藏的{len(sheet.hidden_columns)}列{done}")
    return [RowProblem(0, "", "", reason, Severity.NOTE) for reason in found]


def _kind(sheet: ListSheet, hints: Hints) -> Kind:
    """Return the kind of rows that do not say it; raise `OfficeError` when nothing tells 建议 from 提案."""
    headings = " ".join(each.text for each in sheet.layout.headings)
    kind = hints.kind or words.kind_in(sheet.caption) or words.kind_in(headings)
    if kind is None and not {Field.KIND, Field.SORT} & sheet.layout.columns.keys():
        raise OfficeError("看不出来表是建议还是提案，办理台没有改动；请在导入时写明类型。")
    return kind or Kind.SUGGESTION


def _opinion_plan(
    office: Office, file: str, sheet: ListSheet, hints: Hints, problems: list[RowProblem]
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
            f"“{file}”是协办意见清单，没有一行对得上办理台中的办件，没有改动；请先导入办理件清单。"
        )
    found = tuple(sorted(problems, key=lambda each: each.row))
    return Plan(
        file, sheet.name, office.default_scheme.id, opinions=opinions, known=reader.known, problems=found
    )


# --- writing ------------------------------------------------------------


def commit(office: Office, plan: Plan, progress: Progress = SILENT) -> Outcome:
    """Write a plan in one transaction with its lines of history; on any failure nothing at all is written.

    A backup is made before. Raises `OfficeError` when it cannot be, and when a case to be updated was changed
    since the plan was made.
    """
    backups.before(office, backups.BEFORE_IMPORT, progress=progress)
    with office.store.transaction():
        writer = _Writer(office, plan, progress)
        case_ids, updated = writer.add(), writer.update()
        _add_opinions(office, plan, progress)
        if plan.reading and plan.decisions.is_map_kept:
            remember(office, plan.reading.sheet)
    return Outcome(case_ids, len(plan.opinions), plan.known, plan.with_problems, updated)


class _Writer:
    """Writes the cases of a plan; what they need beside them is made first."""

    def __init__(self, office: Office, plan: Plan, progress: Progress) -> None:
        self._office, self._plan, self._progress = office, plan, progress
        barred = f"，另有{len(plan.barred)}行带密级标志，没有读入" if plan.barred else ""
        self._note = office.note(IMPORT, f"{plan.file}：{len(plan.entries)}件{barred}")
        self._maker = CaseMaker(office, office.scheme(plan.scheme_id), settle(office, plan.units, self._note))
        self._sessions: Mapping[Key, Session] = dict(plan.sessions)
        self._rows = by_row(plan.accepted)

    def add(self) -> tuple[int, ...]:
        """Add the new cases and the sessions they need."""
        shelf = self._office.store.sessions
        made = {
            each: shelf.find(each.text) or shelf.add(each, self._note) for each in self._plan.new_sessions
        }
        self._sessions = {key: made.get(session, session) for key, session in self._sessions.items()}
        return self._office.store.cases.add_many(self._cases(), self._note) if self._plan.entries else ()

    def _cases(self) -> Iterator[Case]:
        for done, entry in enumerate(self._plan.entries):
            self._tell(done, entry.row)
            yield self._maker.make(entry, self._sessions[key_of(entry)])

    def update(self) -> int:
        """Take accepted cells over and return how many cases were changed."""
        updater = Updater(self._office, self._maker, self._plan.file)
        entries = (
            {
                each.entry.row: without_left_out(each.entry, self._plan.decisions.units)
                for each in self._plan.reading.rows
            }
            if self._rows and self._plan.reading
            else {}
        )
        for done, (row, cells) in enumerate(self._rows.items(), len(self._plan.entries)):
            self._tell(done, row)
            updater.write(entries[row], self._sessions[key_of(entries[row])], cells)
        return len(self._rows)

    def _tell(self, done: int, row: int) -> None:
        if done % _STEP == 0:
            self._progress.step(done, len(self._plan.entries) + len(self._rows), f"正在导入第{row}行")


def _add_opinions(office: Office, plan: Plan, progress: Progress) -> None:
    of_case = defaultdict(list)
    for each in plan.opinions:
        of_case[each.case_id].append(each)
    note = office.note(IMPORT, f"{plan.file}：协办意见{len(plan.opinions)}条")
    for done, (case_id, taken) in enumerate(of_case.items()):
        progress.step(done, len(of_case), f"正在导入第{taken[0].row}行")
        office.store.cases.save(take_in(office.store.cases.get(case_id), taken), note)
