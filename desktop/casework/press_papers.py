"""Papers that tell of many cases: the 通报 of a period with its table, and a leader's brief on one page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import export, find, panels, print_out, supervise, typefaces
from desktop.casework.press_notices import composed, write_docx
from desktop.domain.dates import chinese_date
from desktop.domain.errors import OfficeError
from desktop.domain.filters import ColumnFilter, ListColumn
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria, SortField
from desktop.domain.stage import OWING, Stage
from desktop.domain.task_state import TaskState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.casework.supervise import Pressed
    from desktop.domain.letter import Letter
    from desktop.domain.listing import CaseRow

ON_ONE_PAGE = 4
IN_LETTER = 10
_TITLE = 16  # characters of a title that leave a case two lines
_OWING = tuple(stage for stage in Stage if stage in OWING)
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
_LATE_COLUMNS = (
    Column("item_no", "编号", width=10),
    Column("title", "案由", width=46, align=Align.LEFT, wrap=True),
    Column("lead_unit", "主办单位", width=24, align=Align.LEFT, wrap=True),
    Column("due_on", "办结时限", CellKind.DATE, width=14),
    Column("state", "期限情况", width=16),
)

# --- 通报 -----------------------------------------------------------------------------------------------


class Circular(NamedTuple):
    """The 通报 of a period (first to last day, inclusive): its letter, its table by unit, what is overdue."""

    letter: Letter
    ledger: Ledger
    overdue: tuple[CaseRow, ...]
    late: Ledger

    @property
    def annexes(self) -> tuple[Ledger, ...]:
        """The tables behind the letter; without anything overdue there is one only."""
        return (self.ledger, self.late) if self.overdue else (self.ledger,)


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
    pressed = supervise.by_unit(office, session_id, first, last)
    more = f"其余{len(rows) - IN_LETTER}件见附件2。" if len(rows) > IN_LETTER else ""
    lines = [
        f"现将{chinese_date(first)}至{chinese_date(last)}办理情况通报如下。",
        f"一、总体情况。{_whole(office, ledger, len(rows), pressed)}",
        "二、逾期件。" if rows else "二、没有逾期件。",
        *(f"{number}. {_overdue(office, row)}" for number, row in enumerate(rows[:IN_LETTER], 1)),
        more,
        "三、请各承办单位对照时限要求，加快办理。",
    ]
    letter = composed(office, "关于建议提案办理情况的通报", "各承办单位：", lines)
    found = Circular(letter, ledger, rows, _late(office, rows))
    return found._replace(letter=replace(letter, attachments=tuple(each.title for each in found.annexes)))


def _whole(office: Office, ledger: Ledger, late: int, pressed: Sequence[Pressed]) -> str:
    urged, supervised = sum(each.urged for each in pressed), sum(each.supervised for each in pressed)
    where = "见附件1" if late else "见附件"
    whole = f"共有{len(ledger.rows)}个单位承办；截至{chinese_date(office.today)}，逾期未答复{late}件；"
    return f"{whole}本期催办{urged}次、督办{supervised}次。各单位情况{where}。"


def _late(office: Office, rows: Sequence[CaseRow]) -> Ledger:
    lines = [
        (row.item_no, row.title, row.lead_unit, row.due_on, find.light_of(office, row).text) for row in rows
    ]
    return Ledger("逾期件明细", _LATE_COLUMNS, lines, f"共{len(lines)}件，截至{chinese_date(office.today)}")


def _overdue(office: Office, row: CaseRow) -> str:
    light = find.light_of(office, row).text
    return f"{_numbered(row)}《{row.title.strip()}》，{row.lead_unit}主办，{light}。"


def _numbered(row: CaseRow) -> str:
    return f"第{row.item_no}号" if row.item_no else "未编号"


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
    more = f"其余{len(owing) - len(shown)}件见台账。" if len(owing) > len(shown) else ""
    urgent = f"其中逾期{tones.count(Tone.OVERDUE)}件，临期{tones.count(Tone.RED)}件。"
    done = f"已答复{len(rows) - len(owing)}件，在办{len(owing)}件；{urgent}"
    lines = [
        f"截至{chinese_date(office.today)}，您任责任领导的共{len(rows)}件，{done}",
        *(f"{number}. {_brief_line(office, row)}" for number, row in enumerate(shown, 1)),
        more,
    ]
    return composed(office, "办理情况专报", f"{leader}：", lines)


def _brief_line(office: Office, row: CaseRow) -> str:
    key = "（重点）" if row.is_key else ""
    title = row.title.strip()
    short = title if len(title) <= _TITLE else f"{title[:_TITLE]}…"
    who, _, what = row.next_step.partition("（")[0].partition("：")
    state = f"{find.light_of(office, row).text}，{who}{what}"
    return f"{_numbered(row)}{key}《{short}》，{state}。"


class LeaderLoad(NamedTuple):
    """A leader and how many cases he answers for; `id` is his place in the list."""

    id: int
    name: str
    cases: int


def leader_loads(office: Office, session_id: int | None = None) -> tuple[LeaderLoad, ...]:
    """Return the leaders who answer for at least one case, those with the most first."""
    facets = office.store.board.facets(Criteria(session_id), ListColumn.LEADER, 200)
    named = [facet for facet in facets if facet.value]
    return tuple(LeaderLoad(place, facet.value, facet.number) for place, facet in enumerate(named))


def leaders(office: Office, session_id: int | None = None) -> tuple[str, ...]:
    """Return the names of these leaders."""
    return tuple(each.name for each in leader_loads(office, session_id))


def circular_pdf(office: Office, found: Circular) -> bytes:
    """Return a circular as PDF: its letter, and its tables behind it."""
    from desktop.documents import pile

    letter = found.letter
    heading = (letter.title, letter.issuer)
    faces = typefaces.chosen(office)
    return pile.render_in(faces, (letter, *found.annexes), heading, watermark=letter.watermark)


def write_circular(office: Office, found: Circular, path: Path) -> None:
    """Write a circular as the ending of `path` says: .docx its letter, .xlsx its tables, else all as PDF.

    A second table lies beside the first under its own title.
    """
    match path.suffix.lower():
        case ".docx":
            write_docx(found.letter, path)
        case ".xlsx":
            for number, ledger in enumerate(found.annexes):
                beside = path.with_name(f"{path.stem}-{ledger.title}.xlsx")
                export.write(office, ledger, beside if number else path)
        case _:
            print_out.put(path, circular_pdf(office, found))
