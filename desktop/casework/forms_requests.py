"""What a unit asks for in writing: to return a case, hand it to another, add a unit, or have more time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import forms_frame as frame
from desktop.domain.clock import ExtensionState
from desktop.domain.form import SIGNED, Box, Form, Row, choices, label, pair, pairs
from desktop.domain.role import Role
from desktop.domain.trail import Decision, RequestKind

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.clock import Extension
    from desktop.domain.trail import ChangeRequest

_REASON, _DECISION = 6, 4
_PARTS = (("承办", Role.LEAD), ("协办", Role.CO), ("分办", Role.SPLIT))


# --- 退回、改办、增办 -------------------------------------------------------------------------------------


def changes(office: Office, case: Case) -> tuple[Form, ...]:
    """Return a form for each request nobody has decided yet, else for each decided one, with the decision.

    Without any request there is one form to be filled in by hand.
    """
    return tuple(_change(office, case, each) for each in case.open_requests or case.requests or (None,))


def _change(office: Office, case: Case, asked: ChangeRequest | None) -> Form:
    """Return 退回、改办、增办申请: the units as they are beside those proposed, and the reason."""
    kinds = choices([each.label for each in RequestKind], [asked.kind.label] if asked else [])
    due = asked.due.on if asked and asked.due else None
    asked_on = asked.asked_on if asked else None
    rows = (
        pair("申请事项", kinds),
        *frame.paper_rows(case),
        pairs(("交办日期", frame.day(case.assigned_on)), ("申请时限", frame.day(due))),
        Row((label("", 4), label("现承办情况", 10), label("建议承办情况", 10))),
        *(_units_row(word, role, case, asked) for word, role in _PARTS),
        pair("申请理由", asked.reason if asked else "", lines=_REASON),
        pairs(("申请单位（盖章）", _asker(case, asked)), ("负责人签名", ""), lines=2),
        pairs(("申请人", asked.asked_by if asked else ""), ("申请日期", frame.day(asked_on))),
        pair("交办机关意见", _ruling(asked), lines=_DECISION),
    )  # fmt: skip
    note = "注：在交办机关答复之前，承办单位应继续办理；逾期提出的，按办理规则处理。"
    return frame.form(office, case, f"{case.proposal.kind.noun}退回、改办、增办申请表", rows, (note,))


def _ruling(asked: ChangeRequest | None) -> str:
    """Return what was decided on a request, or the boxes to be ticked by hand."""
    if asked is None or asked.is_open:
        return f"{choices(('同意', '不同意'))}\n\n{SIGNED}"
    ticked = choices(("同意", "不同意"), (asked.decision.label,))
    return f"{ticked}\n{asked.opinion}\n{asked.decided_by}　{frame.day(asked.decided_on)}"


def _asker(case: Case, asked: ChangeRequest | None) -> str:
    return asked.unit_name if asked else case.lead.unit_name if case.lead else ""


def _units_row(word: str, role: Role, case: Case, asked: ChangeRequest | None) -> Row:
    held = "、".join(_holding(case, role, asked))
    return Row((label(word, 4), Box(held, 10), Box(_proposed(case, role, asked), 10)))


def _holding(case: Case, role: Role, asked: ChangeRequest | None) -> list[str]:
    """Return the units that have a part; for a request that was granted, as they were when it came."""
    is_lead = role is Role.LEAD
    names = [
        task.unit_name
        for task in case.assignments
        if (task.role.answers and task.role is not Role.SPLIT if is_lead else task.role is role)
    ]
    if asked is None or asked.decision is not Decision.AGREED:
        return names
    names = [name for name in names if name not in asked.proposed]
    if asked.kind.gives_up and _part_of(case, asked) is role and asked.unit_name not in names:
        names.insert(0, asked.unit_name)
    return names


def _proposed(case: Case, role: Role, asked: ChangeRequest | None) -> str:
    """Return which units shall have a part if the request is granted; nothing where none were proposed.

    Who gives a case up is followed by those proposed in the same part; who is added co-handles it.
    """
    if asked is None or not asked.proposed:
        return ""
    part = _part_of(case, asked)
    names = _holding(case, role, asked)
    if part is role:
        names = [name for name in names if not (asked.kind.gives_up and name == asked.unit_name)]
        names += asked.proposed
    return "、".join(names)


def _part_of(case: Case, asked: ChangeRequest) -> Role:
    if not asked.kind.gives_up:
        return Role.CO
    role = next((task.role for task in case.assignments if task.unit_id == asked.unit_id), Role.LEAD)
    return role if role in {Role.CO, Role.SPLIT} else Role.LEAD


# --- 延期 -----------------------------------------------------------------------------------------------


def extension(office: Office, case: Case) -> Form:
    """Return 延期申请表: the last application of the round with what was decided, else one for the pen."""
    found = [each for each in case.extensions if each.round == case.round]
    return _extension(office, case, found[-1] if found else None)


def _extension(office: Office, case: Case, asked: Extension | None) -> Form:
    rules = office.scheme_of(case).extension
    rows = (
        *frame.paper_rows(case),
        *frame.unit_rows(case),
        pairs(
            ("交办日期", frame.day(case.assigned_on)),
            ("原定时限", frame.day(case.begun_due.on if case.begun_due else None)),
        ),
        pairs(("申请延至", frame.day(asked.until if asked else None)), ("延期天数", _days(case, asked))),
        pair("延期理由", asked.reason if asked else "", lines=_REASON),
        pair("已做工作和下步安排", lines=_DECISION),
        pairs(
            ("申请单位（盖章）", asked.asked_by if asked else _asker(case, None)), ("负责人签名", ""), lines=2
        ),
        pair("申请日期", frame.day(asked.asked_on if asked else None)),
        _decision(f"{rules.approver}意见", asked),
    )
    told = "、".join((asked.told if asked else ()) or rules.told)
    notes = (f"注：延期后应告知{told}。",) if told else ()
    return frame.form(office, case, f"{case.proposal.kind.noun}延期办理申请表", rows, notes)


def _days(case: Case, asked: Extension | None) -> str:
    if asked is None or case.begun_due is None:
        return ""
    return f"{(asked.until - case.begun_due.on).days}天"


def _decision(name: str, asked: Extension | None) -> Row:
    if asked is None or asked.state is ExtensionState.ASKED:
        return pair(name, f"{choices(('同意', '不同意'))}\n\n{SIGNED}", lines=_DECISION)
    words = choices(("同意", "不同意"), (asked.state.label,))
    signed = f"{asked.decided_by}　{frame.day(asked.decided_on)}"
    return pair(name, f"{words}\n{asked.opinion}\n{signed}", lines=_DECISION)
