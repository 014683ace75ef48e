"""A plan of an import as lines to look at: every row of the list with what is to be said about it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.errors import Severity
from desktop.domain.light import Tone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.casework.intake import Plan
    from desktop.casework.intake_cells import RowProblem
    from desktop.casework.intake_rows import Entry

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_STATES = {Severity.ERROR: (Tone.OVERDUE, "■ 有误"), Severity.WARNING: (Tone.RED, "▲ 请核对")}
_TAKEN, _PASSED, _SAID = (Tone.GREEN, "● 收下"), (Tone.DONE, "○ 跳过"), (Tone.DONE, "○ 说明")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One row of the list; `row` 0 is about the whole list, `severity` None means there is nothing to say."""

    row: int
    number: str
    title: str
    units: str
    words: str
    severity: Severity | None
    is_taken: bool

    @property
    def place(self) -> str:
        """Where in the file this stands."""
        return str(self.row) if self.row else "全表"

    @property
    def state(self) -> str:
        """What becomes of the row, in a word with its glyph."""
        return self._shown[1]

    @property
    def tone(self) -> Tone:
        """How urgently it wants to be looked at."""
        return self._shown[0]

    @property
    def _shown(self) -> tuple[Tone, str]:
        if self.severity is not None and self.severity in _STATES:
            return _STATES[self.severity]
        if self.is_taken:
            return _TAKEN
        return _PASSED if self.row else _SAID

    @property
    def needs_a_look(self) -> bool:
        """Whether a person should look at it before importing; mere notes do not count."""
        return self.severity in {Severity.ERROR, Severity.WARNING}


def lines_of(plan: Plan) -> tuple[PlanLine, ...]:
    """Return the lines of a plan in the order of the file, what is about the whole list first."""
    problems: dict[int, list[RowProblem]] = defaultdict(list)
    for problem in plan.problems:
        problems[problem.row].append(problem)
    remarks = [_line(0, [each]) for each in problems.pop(0, [])]
    entries = {entry.row: entry for entry in plan.entries}
    opinions = {opinion.row for opinion in plan.opinions}
    rows = sorted(entries.keys() | opinions | problems.keys())
    lines = [_line(row, problems.get(row, []), entries.get(row), is_taken=row in opinions) for row in rows]
    return (*sorted(remarks, key=lambda each: not each.needs_a_look), *lines)


def _line(
    row: int, problems: Iterable[RowProblem], entry: Entry | None = None, *, is_taken: bool = False
) -> PlanLine:
    said = list(problems)
    return PlanLine(
        row=row,
        number=entry.paper.item_no if entry else "",
        title=entry.paper.title if entry else next((each.value for each in said if not each.column), ""),
        units="、".join((*entry.leads, *entry.co_units)) if entry else "",
        words="；".join(map(_words, said)),
        severity=min((each.severity for each in said), key=_ORDER.index, default=None),
        is_taken=is_taken or entry is not None,
    )


def _words(problem: RowProblem) -> str:
    column = f"{problem.column}：" if problem.column else ""
    value = f"“{problem.value}”" if problem.value and problem.column else ""
    return f"{column}{value}{problem.reason}"


def summary(plan: Plan) -> str:
    """Return in one line what taking the list in would do."""
    parts = [f"将登记 {len(plan.entries)} 件" if plan.entries else "没有要登记的新件"]
    if plan.opinions:
        parts = [f"将登记协办意见 {len(plan.opinions)} 条"]
    if plan.known:
        parts.append(f"已有 {plan.known} 件跳过")
    if plan.new_sessions:
        parts.append(f"新建届次：{'、'.join(session.text for session in plan.new_sessions)}")
    if plan.new_units:
        parts.append(f"新建单位 {len(plan.new_units)} 个")
    parts.append(f"{plan.with_problems} 行请核对" if plan.with_problems else "没有需要核对的行")
    return "；".join(parts)
