"""Coordinate: who sat together about a case, what was asked above, who was spoken to; office events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.dates import chinese_date
from desktop.domain.errors import OfficeError, Problem, refuse_if
from desktop.domain.ledger import Align, CellKind, Column, Ledger

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.coordination import ContactRecord, Coordination, Difficulty
    from desktop.domain.event import Event

_EVENT_COLUMNS = (
    Column("on", "日期", CellKind.DATE, width=12),
    Column("kind", "类型", width=14),
    Column("title", "事项", width=26, align=Align.LEFT, wrap=True),
    Column("host", "主持、组织", width=16, wrap=True),
    Column("with_whom", "联合、参加", width=18, wrap=True),
    Column("units", "涉及单位", width=18, wrap=True),
    Column("content", "内容", width=34, align=Align.LEFT, wrap=True),
    Column("outcome", "结果", width=30, align=Align.LEFT, wrap=True),
)


def record(office: Office, case_ids: Sequence[int], held: Coordination) -> int:
    """Record one coordination for all these cases, all or none (S0-09, S1-27, S3-19); return how many.

    Raises `OfficeError` for a day to come, for nobody taking part, and for a request sent to nobody.
    """
    refuse_if(_odd(office, held), f"尚未登记{held.kind.label}")
    told = held.matter or held.addressee or "、".join(held.participants)
    note = office.note(f"登记{held.kind.label}", told)
    with office.store.transaction():
        for case_id in case_ids:
            case = office.store.cases.get(case_id)
            office.store.cases.save(replace(case, coordinations=(*case.coordinations, held)), note)
    return len(case_ids)


def _odd(office: Office, held: Coordination) -> list[Problem]:
    found = []
    if held.on > office.today:
        found.append(Problem("on", "日期不能晚于今天"))
    if held.kind.awaits_answer and not held.addressee.strip():
        found.append(Problem("addressee", "没有写明向谁提出"))
    if not held.kind.awaits_answer and not any(name.strip() for name in held.participants):
        found.append(Problem("participants", "没有写明参加人（单位）"))
    if held.answered_on and held.answered_on < held.on:
        found.append(Problem("answered_on", "答复日期早于提出日期"))
    return found


def answer(office: Office, case_id: int, index: int, said: str, on: date) -> Case:
    """Take in what was answered to the request at `index` (0-based): 提请政府研究, 向上争取 (S1-08)."""
    case = office.store.cases.get(case_id)
    if not 0 <= index < len(case.coordinations) or not case.coordinations[index].is_open:
        raise OfficeError("该记录不待答复或已不存在，未作改动；请刷新后再试。")
    asked = case.coordinations[index]
    if not said.strip() or not asked.on <= on <= office.today:
        raise OfficeError("答复内容不能为空，答复日期须在提出之后、不晚于今天，尚未登记；请改正。")
    answered = replace(asked, answer=said.strip(), answered_on=on)
    records = tuple(answered if each is asked else each for each in case.coordinations)
    return _saved(office, replace(case, coordinations=records), f"登记{asked.kind.label}答复", said.strip())


def set_difficulties(office: Office, case_id: int, difficulties: Sequence[Difficulty]) -> Case:
    """Say what makes a case hard: 政策性强, 办理难度大; an empty sequence takes it back."""
    case = office.store.cases.get(case_id)
    chosen = tuple(dict.fromkeys(difficulties))
    return _saved(
        office, replace(case, difficulties=chosen), "标记难点", "、".join(each.label for each in chosen)
    )


def set_links(office: Office, case_id: int, links: Sequence[str]) -> Case:
    """Tie a case to other work of the office (三个结合、四个结合); only tags of its scheme are taken."""
    case = office.store.cases.get(case_id)
    known = office.scheme_of(case).supervision.links
    if strange := [tag for tag in links if tag not in known]:
        raise OfficeError(f"没有“{'、'.join(strange)}”这样的结合标签，未作改动；请选{'、'.join(known)}。")
    chosen = tuple(dict.fromkeys(links))
    return _saved(office, replace(case, links=chosen), "标记结合", "、".join(chosen))


def set_owner(office: Office, case_ids: Sequence[int], owner: str) -> int:
    """Name who sees these cases through (专人负责, S3-22); an empty name takes it back; return how many."""
    name = owner.strip()
    with office.store.transaction():
        for case_id in case_ids:
            case = office.store.cases.get(case_id)
            office.store.cases.save(replace(case, owner=name), office.note("确定专人", name))
    return len(case_ids)


def log_contact(office: Office, case_id: int, contact: ContactRecord) -> Case:
    """Write down that somebody was spoken to about a case (三个加强, S3-11); what was said must be there."""
    if not contact.content.strip() or contact.on > office.today:
        raise OfficeError("联系内容不能为空，日期不能晚于今天，尚未登记；请改正。")
    case = office.store.cases.get(case_id)
    kept = tuple(sorted((*case.contact_log, contact), key=lambda each: each.on))
    return _saved(office, replace(case, contact_log=kept), "登记联系", contact.counterpart.label)


def events(office: Office) -> tuple[Event, ...]:
    """Return the events of the office, newest first; struck ones are left out."""
    return office.store.events.all()


def event_ledger(office: Office) -> Ledger:
    """Return the events of the office as a table to be exported or printed, oldest first."""
    rows = [
        (
            event.on,
            event.kind.label,
            event.title,
            event.host,
            "、".join(event.with_whom),
            "、".join(event.units),
            event.content,
            event.outcome,
        )
        for event in reversed(events(office))
    ]
    return Ledger("工作记录", _EVENT_COLUMNS, rows, f"共{len(rows)}条，截至{chinese_date(office.today)}")


def save_event(office: Office, event: Event) -> Event:
    """Add an event (id 0) or save a known one; raise `OfficeError` without a title or for a day to come."""
    if not event.title.strip():
        raise OfficeError("没有写明事项，尚未保存；请填写事项名称。")
    if event.on > office.today:
        raise OfficeError("日期不能晚于今天，尚未保存；请在举行之后登记。")
    with office.store.transaction():
        if event.id:
            return office.store.events.save(event, office.note("修改工作记事", event.title))
        return office.store.events.add(event, office.note("登记工作记事", event.title))


def strike_event(office: Office, event_id: int) -> None:
    """Strike an event that was entered by mistake; it is kept, but no longer listed."""
    event = office.store.events.get(event_id)
    with office.store.transaction():
        office.store.events.save(replace(event, is_struck=True), office.note("作废工作记事", event.title))


def _saved(office: Office, case: Case, verb: str, summary: str) -> Case:
    with office.store.transaction():
        return office.store.cases.save(case, office.note(verb, summary))
