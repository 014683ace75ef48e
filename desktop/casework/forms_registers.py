"""Registers made of many cases: promises, replies still to be carried out, papers received and sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import forms_frame as frame
from desktop.domain.dates import chinese_date
from desktop.domain.ledger import Align, CellKind, Column, Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.commitment import Commitment
    from desktop.domain.ledger import Cell, Row
    from desktop.domain.reply import Reply

_NUMBER = Column("number", "序号", CellKind.NUMBER, width=4)
_ITEM = Column("item_no", "编号", width=8)
_TITLE = Column("title", "案由", width=26, align=Align.LEFT, wrap=True)
_WHO = Column("submitter", "提出人", width=10, wrap=True)
_UNIT = Column("unit", "承办单位", width=14, align=Align.LEFT, wrap=True)
_REMARK = Column("remark", "备注", width=12, align=Align.LEFT, wrap=True)

# --- 承诺事项台账 -----------------------------------------------------------------------------------------

_PROMISES = (
    _NUMBER,
    _ITEM,
    _TITLE,
    _WHO,
    _UNIT,
    Column("text", "承诺事项", width=30, align=Align.LEFT, wrap=True),
    Column("promised_on", "承诺日期", CellKind.DATE, width=10),
    Column("due_on", "计划完成时间", CellKind.DATE, width=10),
    Column("fulfilled_on", "完成日期", CellKind.DATE, width=10),
    Column("state", "落实情况", width=10),
    Column("evidence", "佐证", width=12, align=Align.LEFT, wrap=True),
)


def promises(office: Office, cases: Iterable[Case]) -> Ledger:
    """Return 承诺事项台账: every promise of these cases, whether it is kept, and how late it is."""
    told = [(case, each) for case in cases for each in case.commitments]
    rows = [_promise(office, n, case, each) for n, (case, each) in enumerate(told, 1)]
    open_ones = [each for _, each in told if each.is_open]
    late = sum(_is_late(each, office.today) for each in open_ones)
    counts = f"共{len(rows)}项，未办结{len(open_ones)}项，其中逾期{late}项"
    return Ledger("承诺事项台账", _PROMISES, rows, f"{counts}；截至{chinese_date(office.today)}")


def _promise(office: Office, number: int, case: Case, said: Commitment) -> Row:
    paper, state = case.proposal, "办理中" if said.is_open else "已办结"
    if _is_late(said, office.today):
        state = "逾期未办结"
    return (
        number, paper.item_no, paper.title, frame.submitters(case), said.unit_name, said.text,
        said.promised_on, said.due_on, said.fulfilled_on, state, said.evidence,
    )  # fmt: skip


def _is_late(said: Commitment, today: date) -> bool:
    return said.is_open and said.due_on is not None and said.due_on < today


# --- B类答复件办理落实情况登记表 ---------------------------------------------------------------------------

_CARRIED = (
    _NUMBER,
    Column("item_no", "案号", width=8),
    Column("class", "现办复类别", width=8),
    _TITLE,
    _WHO,
    Column("doc_no", "答复文号", width=14, wrap=True),
    Column("promises", "答复中计划（承诺）事项", width=30, align=Align.LEFT, wrap=True),
    Column("due_on", "计划完成时间", CellKind.DATE, width=10),
    Column("state", "落实情况", width=16, align=Align.LEFT, wrap=True),
    Column("reason", "未落实原因", width=16, align=Align.LEFT, wrap=True),
)


def carried(office: Office, case: Case) -> Reply | None:
    """Return the issued reply whose class leaves something to be carried out later, or None."""
    reply = case.latest_issued
    chosen = office.scheme_of(case).result_class(reply.result_class) if reply else None
    return reply if chosen and chosen.carries_over else None


def carried_over(office: Office, unit: str, cases: Iterable[Case]) -> Ledger:
    """Return the register of a unit's replies that leave something to do (B类答复件办理落实情况登记表).

    What is on file is filled in; how far it is carried out is written by the unit where nothing is.
    """
    held = [(case, reply) for case in cases if (reply := carried(office, case))]
    shorts: dict[str, None] = {}
    rows: list[Row] = []
    for number, (case, reply) in enumerate(held, 1):
        paper, chosen = case.proposal, office.scheme_of(case).result_class(reply.result_class)
        short = chosen.short if chosen else ""
        shorts[f"{short}类" if chosen and chosen.letter else short] = None
        said = "；".join(each.text for each in case.commitments)
        rows.append(
            (
                number, paper.item_no, short, paper.title, frame.submitters(case), reply.doc_no, said,
                _planned(case, reply), case.implementation, "",
            )
        )  # fmt: skip
    title = f"{'、'.join(shorts)}答复件办理落实情况登记表"
    return Ledger(title, _CARRIED, rows, f"填表单位（盖章）：{unit}")


def _planned(case: Case, reply: Reply) -> date | None:
    days = [each.due_on for each in case.commitments if each.due_on]
    return max(days, default=reply.planned_on)


# --- 收发文登记簿 -----------------------------------------------------------------------------------------


class _Paper(NamedTuple):
    """One paper that came in or went out: when, its number, what it is, from or to whom, who handles it."""

    on: date
    number: str
    title: str
    party: str
    by: str = ""


_RECEIVED = (
    _NUMBER,
    Column("on", "收文日期", CellKind.DATE, width=12),
    Column("party", "来文单位（人）", width=24, align=Align.LEFT, wrap=True),
    Column("doc_no", "来文号（编号）", width=20, wrap=True),
    Column("title", "文件名称", width=52, align=Align.LEFT, wrap=True),
    Column("by", "承办单位", width=22, align=Align.LEFT, wrap=True),
    Column("signed", "签收", width=10),
    _REMARK,
)
_SENT = (
    _NUMBER,
    Column("on", "发文日期", CellKind.DATE, width=12),
    Column("doc_no", "文号", width=22, wrap=True),
    Column("title", "文件名称", width=52, align=Align.LEFT, wrap=True),
    Column("party", "发往单位（人）", width=24, align=Align.LEFT, wrap=True),
    Column("by", "发文单位", width=22, align=Align.LEFT, wrap=True),
    Column("signed", "签收", width=10),
    _REMARK,
)


def received(cases: Iterable[Case], first: date, last: date) -> Ledger:
    """Return 收文登记簿: what came in about these cases from `first` to `last` (both included), by day."""
    papers = (each for case in cases for each in _came_in(case))
    return _register("收文登记簿", _RECEIVED, papers, (first, last))


def sent(office: Office, cases: Iterable[Case], first: date, last: date) -> Ledger:
    """Return 发文登记簿: what went out about these cases from `first` to `last` (both included), by day.

    A notice that hands out several cases, or presses for several, stands there once a unit.
    """
    papers = {each: None for case in cases for each in _went_out(office, case)}
    return _register("发文登记簿", _SENT, papers, (first, last))


def _register(
    title: str, columns: tuple[Column, ...], papers: Iterable[_Paper], span: tuple[date, date]
) -> Ledger:
    first, last = span
    listed = sorted((each for each in papers if first <= each.on <= last), key=lambda each: each.on)
    place = [column.key for column in columns]
    rows: list[Row] = []
    for number, each in enumerate(listed, 1):
        cells: dict[str, Cell] = {"number": number, "on": each.on, "doc_no": each.number, "title": each.title,
                 "party": each.party, "by": each.by}  # fmt: skip
        rows.append(tuple(cells.get(key, "") for key in place))
    return Ledger(title, columns, rows, f"{chinese_date(first)}至{chinese_date(last)}，共{len(rows)}件")


def _came_in(case: Case) -> Iterator[_Paper]:
    paper = case.proposal
    name, who = f"{paper.number_phrase}《{paper.title.strip()}》", frame.submitters(case)
    if day := paper.received_on or paper.registered_on:
        yield _Paper(day, paper.item_no, paper.title.strip(), who, frame.lead_units(case))
    for task in case.co_handlers:
        if task.co_opinion:
            yield _Paper(
                task.co_opinion.received_on, "", f"{name}协办意见", task.unit_name, frame.lead_units(case)
            )
    for asked in case.requests:
        yield _Paper(asked.asked_on, "", f"{name}{asked.kind.label}申请", asked.unit_name)
    for more in case.extensions:
        yield _Paper(more.asked_on, "", f"{name}延期申请", more.asked_by)
    for heard in case.feedbacks:
        yield _Paper(heard.received_on, "", f"{name}征询意见（{heard.source.label}）", who)


def _went_out(office: Office, case: Case) -> Iterator[_Paper]:
    paper = case.proposal
    session = office.session_of(case)
    notice, number = session.notice_title or f"{session.text}交办通知", session.notice_no
    if case.dispatch_id:
        batch = office.store.dispatches.get(case.dispatch_id)
        notice, number = batch.notice_title or notice, batch.notice_no or number
    for task in case.assignments:
        if task.assigned_on:
            yield _Paper(task.assigned_on, number, notice, task.unit_name)
    for act in case.supervisions:
        if act.doc_no:
            yield _Paper(act.on, act.doc_no, f"{act.level.label}通知书", act.unit_name)
    for reply in (*case.replies, *case.supplements):
        if reply.issued_on:
            title = f"关于{session.text}{paper.number_phrase}的{reply.kind.label}"
            yield _Paper(reply.issued_on, reply.doc_no, title, frame.submitters(case), reply.unit_name)
