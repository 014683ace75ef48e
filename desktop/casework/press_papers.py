"""Papers that press: 催办 and 督办通知书, one a unit; the 通报 of a period; a leader's brief on one page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import find, issue, panels, print_out, supervise
from desktop.casework.handout import UNNAMED_OFFICE
from desktop.casework.letters import WATERMARK
from desktop.casework.office import OFFICE_NAME
from desktop.domain.dates import chinese_date
from desktop.domain.errors import OfficeError
from desktop.domain.filters import ColumnFilter, ListColumn
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.letter import Letter, paragraphs
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria, SortField
from desktop.domain.progress import SILENT, Progress
from desktop.domain.stage import OWING, Stage
from desktop.domain.supervision import SupervisionLevel
from desktop.domain.task_state import TaskState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.casework.supervise import Target
    from desktop.domain.deadlines import DueDate
    from desktop.domain.listing import CaseRow
    from desktop.domain.supervision import Supervision
    from desktop.domain.unit import Unit

ON_ONE_PAGE = 4
_TITLE = 16  # characters of a title that leave a case two lines
_OWING = tuple(stage for stage in Stage if stage in OWING)
_DEMANDS = {
    SupervisionLevel.URGE: "请抓紧办理，按时限答复，并将办理进展告知我办。",
    SupervisionLevel.SUPERVISE: "请分管领导亲自过问，查明原因，限期办结，并将办理情况书面报送我办。",
    SupervisionLevel.CIRCULAR: "请查明原因，限期整改，并将整改情况书面报送我办。",
}
_COLUMNS = (
    Column("unit", "承办单位", width=22, align=Align.LEFT, wrap=True),
    Column("tasks", "承办件数", CellKind.NUMBER, width=10),
    Column("done", "已完成", CellKind.NUMBER, width=10),
    Column("overdue", "逾期未结", CellKind.NUMBER, width=10),
    Column("late", "逾期完成", CellKind.NUMBER, width=10),
    Column("urged", "催办", CellKind.NUMBER, width=8, group="本期督办（次）"),
    Column("supervised", "督办", CellKind.NUMBER, width=8, group="本期督办（次）"),
    Column("circulated", "通报", CellKind.NUMBER, width=8, group="本期督办（次）"),
)


class Notice(NamedTuple):
    """What one unit is told of its cases: the paper, and the targets it names."""

    unit: Unit
    letter: Letter
    targets: tuple[Target, ...]


def notices(office: Office, case_ids: Sequence[int], level: SupervisionLevel) -> tuple[Notice, ...]:
    """Return the notices about these cases, one a unit that owes its part, in the directory's order.

    Each bears the number of the last act at that level, none before one was recorded; an older act keeps
    the name its unit bore then. Raises `OfficeError` when nobody owes anything.
    """
    found = supervise.targets(office, case_ids)
    if not found:
        raise OfficeError("所选的件没有单位还欠答复或协办意见，没有生成通知书；请改选在办的件。")
    told = {target.task.unit_id for target in found}
    units = [unit for unit in office.store.units.all() if unit.id in told]
    return tuple(
        _notice(office, unit, [target for target in found if target.task.unit_id == unit.id], level)
        for unit in units
    )


def _notice(office: Office, unit: Unit, found: list[Target], level: SupervisionLevel) -> Notice:
    acts = [
        act
        for target in found
        for act in target.case.supervisions
        if (act.unit_id, act.level) == (unit.id, level)
    ]
    last = max(acts, key=lambda act: act.on, default=None)
    state = "已临近或超过时限" if _any_late(office, found) else "尚在办理"
    lines = [
        f"你单位承办的下列{len(found)}件{state}，现予{level.label}：",
        *(f"{number}. {_sentence(office, target, last)}" for number, target in enumerate(found, 1)),
        (last.instruction if last else "") or _DEMANDS[level],
    ]
    if last and last.next_check_on:
        lines.append(f"我办将于{chinese_date(last.next_check_on)}复查。")
    letter = _letter(office, f"{level.label}通知书", f"{unit.name}：", lines)
    if last is None:
        return Notice(unit, letter, tuple(found))
    return Notice(unit, _dated(letter, last.doc_no, last.on), tuple(found))


def _any_late(office: Office, found: Iterable[Target]) -> bool:
    days = (target.case.due_of(target.task) for target in found)
    urgent = {Tone.OVERDUE, Tone.RED}
    return any(find.light(office, due.on).tone in urgent for due in days if due)


def _sentence(office: Office, target: Target, present: Supervision | None) -> str:
    """Return a case in one sentence; how often its unit was pressed before the act this paper is about."""
    paper, due = target.case.proposal, target.case.due_of(target.task)
    parts = [f"{paper.number_phrase}《{paper.title.strip()}》（{target.task.role.label}）"]
    parts.append(_by(office, due) if due else "未定时限")
    acts = [act for act in target.case.supervisions if act.unit_id == target.task.unit_id]
    counts = Counter(act.level for act in acts if (act.doc_no, act.on) != _number_and_day(present))
    before = "、".join(f"{level.label}{counts[level]}次" for level in SupervisionLevel if counts[level])
    return "，".join((*parts, f"已{before}" if before else "")).rstrip("，") + "。"


def _number_and_day(act: Supervision | None) -> tuple[str, date] | None:
    return (act.doc_no, act.on) if act else None


def _by(office: Office, due: DueDate) -> str:
    return f"时限{chinese_date(due.on)}，{find.light(office, due.on).text}"


def _letter(office: Office, title: str, salutation: str, lines: Iterable[str]) -> Letter:
    name = office.setting(OFFICE_NAME) or UNNAMED_OFFICE
    return Letter(
        issuer=name,
        doc_no="",
        title=title,
        salutation=salutation,
        body=paragraphs("\n".join(lines)),
        signatories=(name,),
        dated=office.today,
        watermark=WATERMARK if office.is_demo else "",
    )


def _dated(letter: Letter, doc_no: str, on: date) -> Letter:
    return replace(letter, doc_no=doc_no, dated=on)


def write_notices(
    office: Office,
    case_ids: Sequence[int],
    level: SupervisionLevel,
    path: Path,
    progress: Progress = SILENT,
) -> int:
    """Write the notices about these cases as one PDF, each from its own page 1; return how many."""
    found = notices(office, case_ids, level)
    print_out.put(path, issue.pdf([notice.letter for notice in found], progress))
    return len(found)


# --- 通报 -----------------------------------------------------------------------------------------------


class Circular(NamedTuple):
    """The 通报 of a period (first to last day, inclusive): its letter, its table by unit, what is overdue."""

    letter: Letter
    ledger: Ledger
    overdue: tuple[CaseRow, ...]


def circular(office: Office, first: date, last: date, session_id: int | None = None) -> Circular:
    """Return the circular of a period (S4-15): units with their numbers, and every case overdue today.

    Units stand in the directory's order: this is no ranking. Raises `OfficeError` for a period that ends
    before it begins.
    """
    if last < first:
        raise OfficeError("通报的截止日期早于起始日期，没有生成；请改正日期。")
    ledger = _ledger(office, first, last, session_id)
    yesterday = office.today - timedelta(days=1)
    overdue = Criteria(session_id, stages=_OWING, due_until=yesterday, sort=SortField.DUE_ON)
    rows = tuple(office.store.board.rows(overdue))
    span = f"{chinese_date(first)}至{chinese_date(last)}"
    lines = [
        f"现将{span}办理情况通报如下。",
        f"一、总体情况。共有{len(ledger.rows)}个单位承办，逾期未答复{len(rows)}件。",
        "二、逾期件。" if rows else "二、没有逾期件。",
        *(f"{number}. {_overdue(office, row)}" for number, row in enumerate(rows, 1)),
        "三、请各承办单位对照时限要求，加快办理。",
    ]
    letter = _letter(office, "关于建议提案办理情况的通报", "各承办单位：", lines)
    return Circular(letter, ledger, rows)


def _overdue(office: Office, row: CaseRow) -> str:
    light = find.light_of(office, row).text
    return f"{row.item_no or '未编号'}《{row.title.strip()}》，{row.lead_unit}主办，{light}。"


def _ledger(office: Office, first: date, last: date, session_id: int | None) -> Ledger:
    pressed = {each.unit_id: each for each in supervise.by_unit(office, session_id, first, last)}
    late: Counter[int] = Counter()
    for task in office.store.tally.tasks((), session_id):
        late[task.unit_id] += task.number * (task.state is TaskState.LATE)
    rows = []
    for line in panels.matrix(office, session_id).lines:
        done, overdue = line.cell(panels.Column.DONE).number, line.cell(panels.Column.OVERDUE).number
        acts = pressed.get(line.unit.id)
        counts = (acts.urged, acts.supervised, acts.circulated) if acts else (0, 0, 0)
        numbers = (line.total.number, done, overdue, late[line.unit.id], *counts)
        rows.append((line.unit.id, (line.unit.name, *numbers)))
    ordered = [row for _, row in sorted(rows)]
    span = f"{chinese_date(first)}至{chinese_date(last)}，截至{chinese_date(office.today)}"
    return Ledger("承办单位办理情况", _COLUMNS, ordered, span, totals=_totals(ordered))


def _totals(rows: Sequence[tuple[str | int, ...]]) -> tuple[str | int, ...]:
    sums = (sum(int(row[place]) for row in rows) for place in range(1, len(_COLUMNS)))
    return ("合计", *sums)


# --- a leader's brief -----------------------------------------------------------------------------------


def brief(office: Office, leader: str, session_id: int | None = None) -> Letter:
    """Return one page about the cases a government leader answers for (责任领导, S0-07), most urgent first.

    Raises `OfficeError` when the leader has none.
    """
    wanted = (ColumnFilter(ListColumn.LEADER, values=(leader,)),)
    rows = list(office.store.board.rows(Criteria(session_id, sort=SortField.DUE_ON, filters=wanted)))
    if not rows:
        raise OfficeError(f"没有由{leader}任责任领导的件，没有生成；请另选领导。")
    owing = [row for row in rows if row.stage.owes_reply]
    tones = [find.light_of(office, row).tone for row in owing]
    shown = owing[:ON_ONE_PAGE]
    more = f"其余{len(owing) - len(shown)}件详见清单。" if len(owing) > len(shown) else ""
    urgent = f"其中逾期{tones.count(Tone.OVERDUE)}件，临期{tones.count(Tone.RED)}件。"
    done = f"已答复{len(rows) - len(owing)}件，在办{len(owing)}件；{urgent}"
    lines = [
        f"截至{chinese_date(office.today)}，您任责任领导的共{len(rows)}件，{done}",
        *(f"{number}. {_brief_line(office, row)}" for number, row in enumerate(shown, 1)),
        more,
    ]
    return _letter(office, "办理情况专报", f"{leader}：", lines)


def _brief_line(office: Office, row: CaseRow) -> str:
    key = "（重点）" if row.is_key else ""
    title = row.title.strip()
    short = title if len(title) <= _TITLE else f"{title[:_TITLE]}…"
    who, _, what = row.next_step.partition("（")[0].partition("：")
    state = f"{find.light_of(office, row).text}，{who}{what}"
    return f"{row.item_no or '未编号'}{key}《{short}》，{state}。"


def leaders(office: Office, session_id: int | None = None) -> tuple[str, ...]:
    """Return the leaders who answer for at least one case, those with the most first."""
    everything = Criteria(session_id)
    facets = office.store.board.facets(everything, ListColumn.LEADER, 200)
    return tuple(facet.value for facet in facets if facet.value)


def write_briefs(
    office: Office, names: Sequence[str], path: Path, session_id: int | None = None
) -> int:
    """Write the briefs of these leaders as one PDF; return how many."""
    print_out.put(path, issue.pdf([brief(office, name, session_id) for name in names]))
    return len(names)


def write_docx(letter: Letter, path: Path) -> None:
    """Write a notice, a circular's letter or a brief as a .docx file for editing."""
    print_out.put(path, issue.docx(letter))


def write_circular(office: Office, found: Circular, path: Path, table: Path | None = None) -> None:
    """Write the letter of a circular as PDF and, where `table` is given, its table as a workbook."""
    from desktop.documents import xlsx

    print_out.put(path, issue.pdf([found.letter]))
    if table is not None:
        xlsx.write(found.ledger, table, office.now)
