"""Answer: write the draft of a reply, check it, and put it on its review route."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.casework import proofread
from desktop.domain.case import submitted
from desktop.domain.errors import OfficeError, Problem, Severity, refuse_if
from desktop.domain.procedure import Act, Situation, problems_of, require
from desktop.domain.reply import Reply
from desktop.domain.said import plain
from desktop.domain.scheme import Strictness

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.commitment import Commitment
    from desktop.domain.letter_check import Finding
    from desktop.domain.points import PointAnswer

LONGEST_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class ReplyDraft:
    """What the editor says of a reply: `text` has one paragraph a line, `commitments` are its promises.

    `points` says what it answers to each point of the paper.
    """

    text: str
    result_class: str = ""
    reason: str = ""
    planned_on: date | None = None
    commitments: tuple[Commitment, ...] = ()
    points: tuple[PointAnswer, ...] = ()


def save_draft(office: Office, case_id: int, unit_id: int, draft: ReplyDraft) -> Case:
    """Keep the draft of one answering unit; raises `OfficeError` once it is in review or out."""
    case = office.store.cases.get(case_id)
    _require(office, case, unit_id, Act.DRAFT)
    changed = drafted(office, case, unit_id, draft)
    with office.store.transaction():
        return office.store.cases.save(
            changed, office.note(Act.DRAFT.label, f"{case.task_of(unit_id).unit_name}，{len(draft.text)}字")
        )


def drafted(office: Office, case: Case, unit_id: int, draft: ReplyDraft) -> Case:
    """Return the case with this draft, unsaved; the text is cleaned of control characters."""
    refuse_long(draft.text)
    task = case.task_of(unit_id)
    reply = case.reply_of(unit_id) or Reply(unit_id, task.unit_name)
    written = replace(
        reply,
        text=plain(draft.text),
        result_class=draft.result_class or case.plan_class,
        reason=draft.reason.strip(),
        planned_on=draft.planned_on,
        points=draft.points,
        drafted_by=office.officer,
        drafted_on=office.today,
    )
    kept = tuple(each for each in case.commitments if each.unit_name != task.unit_name or not each.is_open)
    return replace(case.with_reply(written), commitments=(*kept, *draft.commitments))


def refuse_long(text: str) -> None:
    """Raise `OfficeError` for a text that is too long to be that of a letter."""
    if len(text) > LONGEST_TEXT:
        raise OfficeError(f"答复正文超过{LONGEST_TEXT // 10_000}万字，未保存；请只粘贴答复正文，附件另存。")


def doubts(office: Office, case: Case, unit_id: int) -> tuple[Problem, ...]:
    """Return everything that speaks against submitting: errors forbid it, warnings ask for a second look."""
    return problems_of(Act.SUBMIT, Situation(case, office.scheme_of(case), office.today, unit_id))


def faults(office: Office, case: Case, unit_id: int) -> tuple[Finding, ...]:
    """Return the errors the checker finds in a letter before it is submitted or issued.

    None where the scheme does not ask for the check.
    """
    if office.scheme_of(case).letter_check is Strictness.FREE:
        return ()
    found = proofread.letter(office, case, unit_id)
    return tuple(each for each in found if each.severity is Severity.ERROR)


def refuse_faults(office: Office, case: Case, unit_id: int, opening: str) -> None:
    """Raise `OfficeError` naming the errors in a letter where the scheme lets none pass."""
    if office.scheme_of(case).letter_check is Strictness.BLOCK:
        found = faults(office, case, unit_id)
        refuse_if([Problem("text", each.message) for each in found], opening)


def submit(office: Office, case_id: int, unit_id: int) -> Case:
    """Put the draft on the review route its scheme has for ordinary or key papers."""
    case = office.store.cases.get(case_id)
    _require(office, case, unit_id, Act.SUBMIT)
    refuse_faults(office, case, unit_id, "答复函有错误，尚未送审")
    route = office.scheme_of(case).route_for(is_key=case.proposal.is_key)
    reply = case.written_reply(unit_id)
    with office.store.transaction():
        return office.store.cases.save(
            case.with_reply(submitted(reply, route.key)), office.note(Act.SUBMIT.label, route.label)
        )


def _require(office: Office, case: Case, unit_id: int, act: Act) -> None:
    task = case.task_of(unit_id)
    if not task.role.answers:
        raise OfficeError(f"{task.unit_name}是协办单位，不直接答复，未作改动；请登记其协办意见。")
    require(act, Situation(case, office.scheme_of(case), office.today, unit_id))
