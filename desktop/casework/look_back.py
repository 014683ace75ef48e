"""Look back: pick answered cases, record what a 回头看 found; take in and answer what is still wished."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.casework import find
from desktop.domain.dates import chinese_date
from desktop.domain.errors import OfficeError, Problem, refuse_if
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.listing import Criteria, SortField
from desktop.domain.look_back import Aspect
from desktop.domain.procedure import Act, Situation, require
from desktop.domain.progress import SILENT, Progress
from desktop.domain.said import cleaned, said

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.listing import CaseRow
    from desktop.domain.look_back import LookBack, Wish


@dataclass(frozen=True, slots=True)
class Pick:
    """Which answered cases a campaign looks at; None and "" mean no restriction, the days are inclusive.

    `result_class` is what a list shows of a class: its letter, or its label where there are no letters.
    """

    session_id: int | None = None
    unit_id: int | None = None
    result_class: str = ""
    first: date | None = None
    last: date | None = None

    def takes(self, row: CaseRow) -> bool:
        """Return whether a case was answered, in this class, within these days."""
        if row.replied_on is None or (self.result_class and row.result_class != self.result_class):
            return False
        return (self.first or row.replied_on) <= row.replied_on <= (self.last or row.replied_on)


def pick(office: Office, wanted: Pick) -> tuple[CaseRow, ...]:
    """Return the answered cases of a pick in order of number."""
    criteria = Criteria(wanted.session_id, unit_id=wanted.unit_id, sort=SortField.NUMBER)
    return tuple(row for row in office.store.board.rows(criteria) if wanted.takes(row))


def record(office: Office, case_id: int, seen: LookBack) -> Case:
    """Keep what was found of a case in a campaign; a status named changes how far it is carried out.

    A later record of the same campaign replaces the earlier. Raises `OfficeError` before any reply went out,
    without a finding, and for a status the scheme lacks.
    """
    seen = cleaned(seen)
    case = office.store.cases.get(case_id)
    scheme = office.scheme_of(case)
    require(Act.LOOK_BACK, Situation(case, scheme, office.today))
    found = []
    if not seen.campaign.strip():
        found.append(Problem("campaign", "未填活动名称"))
    if not (seen.progress.strip() or seen.quality.strip() or seen.procedure.strip()):
        found.append(Problem("progress", "办理进度、质量、程序至少写一项"))
    if seen.looked_on > office.today:
        found.append(Problem("looked_on", "检查日期不能晚于今天"))
    if seen.status and seen.status not in scheme.implementation_statuses:
        found.append(Problem("status", f"本件的办理规则没有“{seen.status}”这一落实情况"))
    refuse_if(found, "尚未登记")
    others = tuple(each for each in case.look_backs if each.campaign != seen.campaign)
    changed = replace(case, look_backs=(*others, seen), implementation=seen.status or case.implementation)
    summary = f"{seen.campaign}{f'，{seen.status}' if seen.status else ''}"
    with office.store.transaction():
        return office.store.cases.save(changed, office.note(Act.LOOK_BACK.label, summary))


def looked_at(office: Office, case_id: int, campaign: str) -> LookBack | None:
    """Return what a campaign found of a case, or None while nobody looked."""
    case = find.case(office, case_id)
    return next((each for each in case.look_backs if each.campaign == campaign), None)


_COLUMNS = (
    Column("number", "序号", CellKind.NUMBER, width=6),
    Column("item_no", "编号", width=8),
    Column("title", "案由", width=34, align=Align.LEFT),
    Column("unit", "主办单位", width=18, align=Align.LEFT),
    Column("class", "类别", width=8),
    Column("looked", "检查日期", CellKind.DATE, width=12),
    *(Column(aspect.value, aspect.label, width=28, align=Align.LEFT) for aspect in Aspect),
    Column("status", "落实情况", width=12),
    Column("officer", "检查人", width=10),
)


def ledger(office: Office, wanted: Pick, campaign: str, progress: Progress = SILENT) -> Ledger:
    """Return the cases of a pick with what a campaign found of each in three aspects, looked at or not.

    The status is the one the campaign gave, else that the case has now.
    """
    rows, lines = pick(office, wanted), []
    done = 0
    for number, row in enumerate(rows, 1):
        case = find.case(office, row.id)
        seen = next((each for each in case.look_backs if each.campaign == campaign), None)
        done += seen is not None
        lines.append(
            (
                number, f"{row.kind.noun}{row.item_no}", row.title, row.lead_unit, row.result_class,
                seen.looked_on if seen else None,
                *(seen.finding(aspect) if seen else "" for aspect in Aspect),
                (seen.status if seen else "") or case.implementation,
                seen.officer if seen else "",
            )
        )  # fmt: skip
        progress.step(number, len(rows), f"正在汇总第{number}件")
    subtitle = f"{campaign}，共{len(rows)}件，已看{done}件，截至{chinese_date(office.today)}"
    return Ledger("回头看清单", _COLUMNS, lines, subtitle=subtitle)


def take_wish(office: Office, case_id: int, wish: Wish) -> Case:
    """Take in what the submitter still wishes after the reply; the case stays open until it is answered.

    Raises `OfficeError` before any reply went out, without words, and for days that cannot be.
    """
    wish = cleaned(wish)
    case = office.store.cases.get(case_id)
    require(Act.WISH, Situation(case, office.scheme_of(case), office.today))
    found = [] if wish.wish.strip() else [Problem("wish", "缺后续意见")]
    if wish.received_on > office.today:
        found.append(Problem("received_on", "收到日期不能晚于今天"))
    if wish.due_on and wish.due_on < wish.received_on:
        found.append(Problem("due_on", "答复时限不能早于收到日期"))
    refuse_if(found, "尚未登记")
    kept = replace(wish, wish=wish.wish.strip())
    with office.store.transaction():
        return office.store.cases.save(
            replace(case, wishes=(*case.wishes, kept)), office.note(Act.WISH.label, kept.wish)
        )


def answer_wish(office: Office, case_id: int, index: int, answer: str, answered_on: date) -> Case:
    """Answer the wish at `index` (0-based, in the order taken in).

    Raises `OfficeError` for one that is answered or gone, without words, and for days that cannot be.
    """
    case = office.store.cases.get(case_id)
    if not 0 <= index < len(case.wishes) or not case.wishes[index].is_open:
        raise OfficeError("该后续意见已答复或已不存在，未作改动；请刷新后再试。")
    asked = case.wishes[index]
    found = [] if answer.strip() else [Problem("answer", "缺答复内容")]
    if not asked.received_on <= answered_on <= office.today:
        found.append(Problem("answered_on", "答复日期须在收到意见之后、不晚于今天"))
    refuse_if(found, "尚未登记")
    told = replace(asked, answer=said(answer).strip(), answered_on=answered_on)
    wishes = tuple(told if place == index else each for place, each in enumerate(case.wishes))
    with office.store.transaction():
        return office.store.cases.save(
            replace(case, wishes=wishes), office.note(Act.ANSWER_WISH.label, asked.wish)
        )
