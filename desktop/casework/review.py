"""Review: decide on a reply step by step along the route of its scheme, send it back or sign it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop.domain.case import decided
from desktop.domain.errors import OfficeError, Problem, refuse_if
from desktop.domain.procedure import Act, Situation, current_step, require
from desktop.domain.reply import MarkedPlace, ReplyState, ReviewStep, Verdict
from desktop.domain.said import cleaned

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.reply import Reply
    from desktop.domain.scheme import ReviewRoute, RouteStep


@dataclass(frozen=True, slots=True)
class Decision:
    """What one reviewer decided: who, the opinion, the checks ticked, and when (today when None).

    `notes` say something to a check; `marks` are passages to be changed, each with a remark.
    """

    officer: str
    opinion: str = ""
    checks: tuple[str, ...] = ()
    decided_on: date | None = None
    notes: dict[str, str] = field(default_factory=dict)
    marks: tuple[MarkedPlace, ...] = ()


def step(office: Office, case: Case, unit_id: int) -> RouteStep | None:
    """Return the step that has to decide now, or None when the reply is not in review."""
    reply = case.reply_of(unit_id)
    return current_step(reply, office.scheme_of(case)) if reply else None


def route(office: Office, case: Case, unit_id: int) -> tuple[RouteStep, ...]:
    """Return the whole route of a reply: the one it was submitted to, or the one it would take."""
    return route_of(office, case, unit_id).steps


def route_of(office: Office, case: Case, unit_id: int) -> ReviewRoute:
    """Return the route a reply was submitted to, or the one it would take; for a letter after it its own."""
    scheme, is_key = office.scheme_of(case), case.proposal.is_key
    reply = case.reply_of(unit_id)
    taken = scheme.route(reply.route) if reply else None
    is_later = reply is not None and reply.kind.is_later
    return taken or (scheme.route_after(is_key=is_key) if is_later else scheme.route_for(is_key=is_key))


_OF_OPINIONS = ("协办意见", "会办意见")  # how schemes begin a check of what co-handlers said


def checks(office: Office, case: Case, now: RouteStep) -> tuple[str, ...]:
    """Return what has to be checked at a step: its own checks, and those its role has to make by topic.

    Nobody has to check what became of opinions where no unit was asked for one.
    """
    paper = case.proposal
    own = (each for each in now.checks if case.co_handlers or not each.startswith(_OF_OPINIONS))
    texts = (paper.category, paper.title, *case.themes)
    by_topic = (
        each.check
        for each in office.scheme_of(case).topic_checks
        if each.role is now.role and each.fits(texts)
    )
    return tuple(dict.fromkeys((*own, *by_topic)))


def marked(reply: Reply | None) -> tuple[MarkedPlace, ...]:
    """Return the passages marked when a reply was last sent back, as long as its drafter works on it."""
    if reply is None or reply.state is not ReplyState.SENT_BACK:
        return ()
    return reply.steps[-1].marks


def approve(office: Office, case_id: int, unit_id: int, decision: Decision, *, later: bool = False) -> Case:
    """Approve the current step; at the signing step this is the signature (签发).

    With `later` it is the letter after the reply that is decided on.

    Raises `OfficeError` when the reply is not in review, nobody is named, a check is not ticked, or on a day
    after today or before the step before.
    """
    case, decision = office.store.cases.get(case_id), cleaned(decision)
    reply, now = _in_review(office, _seen(case, unit_id, later=later), unit_id, decision)
    unticked = [check for check in checks(office, case, now) if check not in decision.checks]
    if unticked:
        raise OfficeError(
            f"“{now.label}”尚有未核对的项目：{'、'.join(unticked)}，未作改动；请逐项核对后勾选。"
        )
    taken = _taken(office, now, decision, Verdict.APPROVED)
    changed = _put(case, decided(reply, taken, signs=now.signs))
    verb = "签发" if now.signs else "审核同意"
    return _save(office, changed, verb, f"{_which(reply)}{now.label}：{decision.officer}")


def send_back(office: Office, case_id: int, unit_id: int, decision: Decision, *, later: bool = False) -> Case:
    """Send the reply back to its drafter; the opinion or the remarks on marked passages must say why."""
    case, decision = office.store.cases.get(case_id), cleaned(decision)
    reply, now = _in_review(office, _seen(case, unit_id, later=later), unit_id, decision)
    if not decision.opinion.strip() and not any(mark.remark.strip() for mark in decision.marks):
        raise OfficeError("退回须写明意见，未作改动；请填写需要修改的内容。")
    taken = _taken(office, now, decision, Verdict.SENT_BACK)
    changed = _put(case, decided(reply, taken, signs=False))
    return _save(office, changed, "退回修改", f"{_which(reply)}{now.label}：{taken.opinion}")


def recall(office: Office, case_id: int, unit_id: int, reason: str, *, later: bool = False) -> Case:
    """Take a signature back before the letter is issued (撤回签发); the reply goes back to its drafter."""
    case = office.store.cases.get(case_id)
    seen = _seen(case, unit_id, later=later)
    require(Act.RECALL, Situation(seen, office.scheme_of(case), office.today, unit_id))
    if not reason.strip():
        raise OfficeError("撤回签发须写明原因，未作改动；请填写原因。")
    step = ReviewStep("recall", "撤回签发", office.officer, office.today, Verdict.SENT_BACK, reason.strip())
    changed = decided(seen.written_reply(unit_id), step, signs=False)
    unsigned = replace(changed, signed_by="", signed_on=None)
    return _save(office, _put(case, unsigned), Act.RECALL.label, f"{_which(unsigned)}{reason.strip()}")


def _seen(case: Case, unit_id: int, *, later: bool) -> Case:
    return case.at_addition(unit_id) if later else case


def _put(case: Case, letter: Reply) -> Case:
    """Return the case with a letter in its place: among the replies, or among those after a reply."""
    return case.with_addition(letter) if letter.kind.is_later else case.with_reply(letter)


def _which(letter: Reply) -> str:
    """Return which letter a line of the history is about, where it is not the reply."""
    return f"{letter.kind.label}　" if letter.kind.is_later else ""


def _in_review(office: Office, case: Case, unit_id: int, decision: Decision) -> tuple[Reply, RouteStep]:
    scheme = office.scheme_of(case)
    require(Act.REVIEW, Situation(case, scheme, office.today, unit_id))
    reply = case.written_reply(unit_id)
    now = current_step(reply, scheme)
    if now is None:
        raise OfficeError("该答复的审核流程已不在办理规则中，未作改动；请退回后重新送审。")
    if not decision.officer.strip():
        raise OfficeError(f"“{now.label}”须写明审核人，未作改动；请填写姓名。")
    refuse_if(_odd_day(case, reply, decision.decided_on or office.today, office.today), "未作改动")
    return reply, now


def _odd_day(case: Case, reply: Reply, day: date, today: date) -> tuple[Problem, ...]:
    """Return what is wrong with the day of a decision that follows the hand-out and the decision before."""
    if day > today:
        return (Problem("decided_on", "审核日期不能晚于今天"),)
    if case.assigned_on and day < case.assigned_on:
        return (Problem("decided_on", f"审核日期不能早于交办日期 {case.assigned_on.isoformat()}"),)
    if reply.steps and day < (last := reply.steps[-1].decided_on):
        return (Problem("decided_on", f"审核日期不能早于上一步审核 {last.isoformat()}"),)
    return ()


def _taken(office: Office, now: RouteStep, decision: Decision, verdict: Verdict) -> ReviewStep:
    return ReviewStep(
        step=now.key,
        label=now.label,
        officer=decision.officer.strip(),
        decided_on=decision.decided_on or office.today,
        verdict=verdict,
        opinion=decision.opinion.strip() or _counted(decision.marks),
        checks=decision.checks,
        notes={check: note.strip() for check, note in decision.notes.items() if note.strip()},
        marks=decision.marks if verdict is Verdict.SENT_BACK else (),
    )


def _counted(marks: tuple[MarkedPlace, ...]) -> str:
    return f"请按标注修改（{len(marks)}处）" if marks else ""


def _save(office: Office, case: Case, verb: str, summary: str) -> Case:
    with office.store.transaction():
        return office.store.cases.save(case, office.note(verb, summary))
