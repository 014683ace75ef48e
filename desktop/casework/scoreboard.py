"""Scoreboard: what went wrong, line by line (问题台账), and per unit where an office asked for it.

The score of units is off by default: nobody is ranked unasked.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import find, supervise
from desktop.db.tally import Panel
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.listing import Criteria, SortField
from desktop.domain.reply import Verdict
from desktop.domain.stage import OWING, Stage
from desktop.domain.task_state import TaskState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.unit import Unit

SHOWN = "unit_scores"
"""The setting that shows the scores of units: "1" once somebody wanted them."""
_OWING = tuple(stage for stage in Stage if stage in OWING)
_COLUMNS = (
    Column("unit", "承办单位", width=22, align=Align.LEFT, wrap=True),
    Column("item_no", "编号", width=10),
    Column("title", "案由", width=40, align=Align.LEFT, wrap=True),
    Column("kind", "问题", width=14),
    Column("detail", "情况", width=40, align=Align.LEFT, wrap=True),
    Column("on", "发现日期", CellKind.DATE, width=12),
    Column("pressed", "催办督办（次）", CellKind.NUMBER, width=16),
)


class Fault(NamedTuple):
    """One line of the problem ledger: which unit, in which case, what is wrong, since when."""

    unit: str
    case_id: int
    item_no: str
    title: str
    kind: str
    detail: str
    pressed: int


class Score(NamedTuple):
    """One unit in numbers, each with what it is out of: timeliness, quality returns, share of weak classes.

    `explained` are replies of the classes that do not count as solved and give only reasons (C、D, S3-20).
    """

    unit: Unit
    done: int
    late: int
    overdue: int
    returned: int
    replies: int
    explained: int

    @property
    def timely_share(self) -> float:
        """The share of parts done in time among those done; 0 of nothing."""
        return (self.done - self.late) / self.done if self.done else 0.0

    @property
    def explained_share(self) -> float:
        """The share of replies that only explain; 0 of nothing."""
        return self.explained / self.replies if self.replies else 0.0


def is_shown(office: Office) -> bool:
    """Return whether this office wants to see scores of units."""
    return office.setting(SHOWN) == "1"


def show(office: Office, *, wanted: bool) -> None:
    """Switch the scores of units on or off for this desk."""
    office.put_settings({SHOWN: "1" if wanted else ""})


def scores(office: Office, session_id: int | None = None) -> tuple[Score, ...]:
    """Return the units that have tasks, in the directory's order: no ranking; () while switched off."""
    if not is_shown(office):
        return ()
    tally, weak = office.store.tally, _weak_classes(office)
    done, late, overdue = Counter[int](), Counter[int](), Counter[int]()
    for task in tally.tasks([office.today - timedelta(days=1)], session_id):
        overdue[task.unit_id] += task.number * (task.band == 0)
        late[task.unit_id] += task.number * (task.state in {TaskState.LATE, TaskState.MISSED})
        is_done = task.state in {TaskState.DONE, TaskState.LATE, TaskState.MISSED}
        done[task.unit_id] += task.number * is_done
    returned, results = tally.by_unit(Panel.SENT_BACK, session_id), tally.by_unit(Panel.RESULT, session_id)
    return tuple(
        Score(
            unit,
            done[unit.id],
            late[unit.id],
            overdue[unit.id],
            sum(returned.get(unit.id, {}).values()),
            sum(results.get(unit.id, {}).values()),
            sum(number for code, number in results.get(unit.id, {}).items() if code in weak),
        )
        for unit in office.store.units.all()
        if unit.id in done
    )


def _weak_classes(office: Office) -> frozenset[str]:
    """Return the codes of the classes that need a reason and promise nothing: 留作参考, 暂不具备条件."""
    return frozenset(
        each.code
        for scheme in office.schemes()
        for each in scheme.result_classes
        if each.needs_reason and not each.counts_as_solved and not each.carries_over
    )


def faults(office: Office, session_id: int | None = None) -> tuple[Fault, ...]:
    """Return the problem ledger (S4-15): overdue, without progress, returned late, sent back, by unit."""
    found = [fault for case in _suspects(office, session_id) for fault in _faults_of(office, case)]
    return tuple(sorted(found, key=lambda fault: (fault.unit, fault.case_id)))


def _suspects(office: Office, session_id: int | None) -> Iterator[Case]:
    """Yield the cases in which something can be wrong: overdue or slow ones, each once."""
    yesterday = office.today - timedelta(days=1)
    still = office.today - timedelta(days=office.supervision.slow_after)
    late = Criteria(session_id, stages=_OWING, due_until=yesterday, sort=SortField.DUE_ON)
    ids = dict.fromkeys(office.store.cases.ids(late))
    ids |= dict.fromkeys(office.store.cases.ids(Criteria(session_id, still_since=still)))
    ids |= dict.fromkeys(office.store.cases.ids(Criteria(session_id, stages=(Stage.DRAFTED,))))
    yield from map(office.store.cases.get, ids)


def _faults_of(office: Office, case: Case) -> Iterator[Fault]:
    for task in case.assignments:
        due = case.due_of(task)
        if due is not None and due.on < office.today and case.owes_part(task) and not case.open_pause:
            yield _fault(case, task.unit_name, "办理逾期", f"时限{due.on}，{find.light(office, due.on).text}")
        sent_back = sum(
            step.verdict is Verdict.SENT_BACK
            for reply in case.replies
            if reply.unit_id == task.unit_id
            for step in reply.steps
        )
        if sent_back:
            yield _fault(case, task.unit_name, "审核退回", f"答复稿退回{sent_back}次")
    last, lead = case.progressed_on, case.lead
    days = (office.today - last).days if last else 0
    if lead and last and days >= office.supervision.slow_after:
        yield _fault(case, lead.unit_name, "进展缓慢", f"{last}以来{days}天没有进展")


def _fault(case: Case, unit: str, kind: str, detail: str) -> Fault:
    paper = case.proposal
    pressed = sum(supervise.counts_of(case).values())
    return Fault(unit, case.id, paper.item_no, paper.title, kind, detail, pressed)


def ledger(office: Office, session_id: int | None = None, kind: str = "") -> Ledger:
    """Return the problem ledger, or one kind of problem of it, as a table to be exported or printed."""
    rows = [
        (each.unit, each.item_no, each.title, each.kind, each.detail, office.today, each.pressed)
        for each in faults(office, session_id)
        if not kind or each.kind == kind
    ]
    return Ledger("办理问题台账", _COLUMNS, rows, f"截至{office.today}")
