"""Clock: extend a deadline with approval, let the clock stand and run again, report at half-time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import terms
from desktop.domain import clock
from desktop.domain.clock import Extension, ExtensionState, InterimReport, Pause
from desktop.domain.deadlines import Basis, Matter, compute_due
from desktop.domain.errors import OfficeError, Problem, refuse_if
from desktop.domain.procedure import Act, Situation, require

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.deadlines import DeadlineRule, DueDate

UNCHANGED = "未作改动"


@dataclass(frozen=True, slots=True)
class Request:
    """What an application for more time says (延期申请): by whom, why, until when; today unless dated."""

    asked_by: str
    reason: str
    until: date
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on it: by whom, when, until when where that differs, and who was told of it."""

    approved: bool
    decided_by: str
    opinion: str = ""
    decided_on: date | None = None
    until: date | None = None
    told: tuple[str, ...] = ()


class Window(NamedTuple):
    """How far a case can be extended: after its date in force, to `latest` (inclusive; None: no limit)."""

    due: DueDate
    latest: DueDate | None
    suggested: date | None
    rule: DeadlineRule | None


def window(office: Office, case: Case) -> Window:
    """Return how far a case can be extended; raise `OfficeError` where its scheme has no extension.

    A redo has no limit of its own in any scheme: whoever approves it decides.
    """
    due = case.due
    if due is None:
        raise OfficeError("本件没有办结时限，不能延期；请先交办。")
    rule = terms.rule_of(office, case, Matter.EXTENSION) if case.round == 1 else None
    if rule is None and case.round == 1:
        raise OfficeError("本件的办理规则没有延期的规定，未作改动；请按原时限办理。")
    latest = compute_due(rule, terms.starts_of(office, case), office.calendar) if rule else None
    rules = office.scheme_of(case).extension
    return Window(due, latest, clock.suggested_until(due.on, rules, latest.on if latest else None), rule)


def ask_extension(office: Office, case_id: int, request: Request) -> Case:
    """Record an application for more time; where the scheme asks for no approval it is in force at once.

    Raises `OfficeError` after the due date, beyond the latest date, without a reason, and while one is
    undecided.
    """
    case = office.store.cases.get(case_id)
    scheme = office.scheme_of(case)
    require(Act.EXTEND, Situation(case, scheme, office.today))
    at = window(office, case)
    asked_on = request.asked_on or office.today
    found = [*_blank(request.reason, "reason", "延期理由"), *_blank(request.asked_by, "asked_by", "申请单位")]
    found += [*_odd_until(at, request.until), *_odd_asking(office, case, asked_on, at.due.on)]
    refuse_if(found, f"不能申请延期，{UNCHANGED}")
    asked = Extension(asked_on, request.asked_by.strip(), request.reason.strip(), request.until)
    if not scheme.extension.needs_approval:
        asked = _granted(office, at, replace(asked, decided_on=asked_on))
    words = f"{at.due.on.isoformat()} → {request.until.isoformat()}，{asked.reason}"
    return _saved(office, case.with_extension(asked), Act.EXTEND, words)


def decide_extension(office: Office, case_id: int, decision: Decision) -> Case:
    """Approve or refuse the application; an approved one sets the date in force, the first one stays.

    Raises `OfficeError` without the name of who decided, for a refusal without a reason, and for impossible
    dates.
    """
    case = office.store.cases.get(case_id)
    require(Act.DECIDE_EXTENSION, Situation(case, office.scheme_of(case), office.today))
    asked, at = case.extensions[-1], window(office, case)
    decided_on, until = decision.decided_on or office.today, decision.until or asked.until
    found = list(_blank(decision.decided_by, "decided_by", "审批人"))
    if not decision.approved:
        found += _blank(decision.opinion, "opinion", "不同意的理由")
    if not asked.asked_on <= decided_on <= office.today:
        found.append(Problem("decided_on", f"审批日期须在 {asked.asked_on.isoformat()} 至今天之间"))
    refuse_if([*found, *(_odd_until(at, until) if decision.approved else ())], f"不能审批延期，{UNCHANGED}")
    settled = replace(
        asked,
        until=until,
        decided_on=decided_on,
        decided_by=decision.decided_by.strip(),
        opinion=decision.opinion.strip(),
        told=decision.told,
        state=ExtensionState.REFUSED,
    )
    settled = _granted(office, at, settled) if decision.approved else settled
    return _saved(
        office,
        case.with_extension(settled),
        Act.DECIDE_EXTENSION,
        f"{settled.state.label}，{until.isoformat()}",
    )


def _granted(office: Office, at: Window, asked: Extension) -> Extension:
    due = clock.extended(at.due, asked, at.rule, office.calendar)
    return replace(asked, state=ExtensionState.APPROVED, due=due)


def _odd_until(at: Window, until: date) -> Iterator[Problem]:
    if until <= at.due.on:
        yield Problem("until", f"延期后的日期须晚于现时限 {at.due.on.isoformat()}")
    elif at.latest is not None and until > at.latest.on:
        yield Problem("until", f"最迟只能延至 {at.latest.on.isoformat()}（{at.latest.source}）")


def _odd_asking(office: Office, case: Case, asked_on: date, due_on: date) -> Iterator[Problem]:
    first = case.assigned_on or asked_on
    if not first <= asked_on <= min(office.today, due_on):
        yield Problem("asked_on", f"申请日期须在 {first.isoformat()} 之后、到期之前，且不晚于今天")


def _blank(text: str, field: str, word: str) -> Iterator[Problem]:
    if not text.strip():
        yield Problem(field, f"缺{word}")


def pause(office: Office, case_id: int, reason: str, stopped_on: date | None = None) -> Case:
    """Let the clock stand from that day on (today where none is named), for a reason that is kept.

    Raises `OfficeError` when it stands already, without a reason, and for a day before the last pause or
    after the due date.
    """
    case = office.store.cases.get(case_id)
    require(Act.PAUSE, Situation(case, office.scheme_of(case), office.today))
    day = stopped_on or office.today
    earlier = (each.resumed_on for each in case.pauses if each.resumed_on)
    first = max((day for day in (case.assigned_on, *earlier) if day), default=day)
    found = list(_blank(reason, "reason", "停计时的理由"))
    if not first <= day <= office.today:
        found.append(Problem("stopped_on", f"停计时的日期须在 {first.isoformat()} 至今天之间"))
    if case.due and day > case.due.on:
        found.append(Problem("stopped_on", f"时限 {case.due.on.isoformat()} 已过，不能再停计时"))
    refuse_if(found, f"不能停计时，{UNCHANGED}")
    stopped = Pause(day, office.officer, reason.strip())
    return _saved(office, case.with_pause(stopped), Act.PAUSE, f"{day.isoformat()}起，{stopped.reason}")


def resume(office: Office, case_id: int, resumed_on: date | None = None) -> Case:
    """Let the clock run again from that day on; what is still open is due as much later as it stood.

    Stopping and resuming on one day moves nothing. Raises `OfficeError` when the clock does not stand and for
    a day before it stopped or after today.
    """
    case = office.store.cases.get(case_id)
    scheme = office.scheme_of(case)
    require(Act.RESUME, Situation(case, scheme, office.today))
    stood, day = case.open_pause, resumed_on or office.today
    if stood is None or not stood.stopped_on <= day <= office.today:
        raise OfficeError("恢复计时的日期须在停计时之后、不晚于今天，未作改动；请改正日期。")
    ended = replace(stood, resumed_on=day, resumed_by=office.officer)
    running = _running_again(office, case, ended)
    days = clock.stood(ended, day, scheme.pause, office.calendar)
    moved = f"，时限 {running.due.on.isoformat()}" if running.due else ""
    return _saved(
        office, running, Act.RESUME, f"停{days}{scheme.pause.measure.label.removeprefix('个')}{moved}"
    )


def _running_again(office: Office, case: Case, ended: Pause) -> Case:
    """Return the case with the pause ended: its own date and those of opinions still awaited moved."""
    rules, calendar = office.scheme_of(case).pause, office.calendar
    later = clock.shifted(case.due, ended, rules, calendar) if case.due else None
    moved = case.with_pause(replace(ended, due=None if later is case.due else later))
    awaited = {
        task.unit_id for task in moved.missing_co_opinions if task.due and task.due.on >= ended.stopped_on
    }
    tasks = tuple(
        replace(task, due=clock.shifted(task.due, ended, rules, calendar))
        if task.unit_id in awaited and task.due
        else task
        for task in moved.assignments
    )
    return replace(moved, assignments=tasks)


def report_interim(office: Office, case_id: int, report: InterimReport) -> Case:
    """Record what the submitter was told of the progress since the reply (阶段性反馈).

    Raises `OfficeError` before any reply went out, without words, and for an impossible day.
    """
    case = office.store.cases.get(case_id)
    require(Act.INTERIM, Situation(case, office.scheme_of(case), office.today))
    reply = case.latest_issued
    first = reply.issued_on if reply and reply.issued_on else report.reported_on
    found = [*_blank(report.text, "text", "进展情况"), *_blank(report.reported_by, "reported_by", "反馈单位")]
    if not first <= report.reported_on <= office.today:
        found.append(Problem("reported_on", f"反馈日期须在答复日期 {first.isoformat()} 之后、不晚于今天"))
    refuse_if(found, "尚未登记")
    of_round = replace(report, text=report.text.strip(), round=reply.round if reply else case.round)
    word = office.scheme_of(case).word("interim", "阶段性反馈")
    told = replace(case, interims=(*case.interims, of_round))
    with office.store.transaction():
        return office.store.cases.save(told, office.note(f"登记{word}", report.reported_on.isoformat()))


def ask_opinion_again(office: Office, case_id: int, unit_id: int, returned_on: date | None = None) -> Case:
    """Send an empty opinion back to its co-handler (重庆条例2017: 五个工作日内重报).

    The opinion given stays in the history. Raises `OfficeError` when there is none, or for an impossible day.
    """
    case = office.store.cases.get(case_id)
    require(Act.CO_OPINION, Situation(case, office.scheme_of(case), office.today))
    task, day = case.task_of(unit_id), returned_on or office.today
    if task.co_opinion is None or not task.co_opinion.received_on <= day <= office.today:
        raise OfficeError(
            f"{task.unit_name}没有可退回的协办意见，或退回日期不对，未作改动；请先登记协办意见。"
        )
    rule = terms.rule_of(office, case, Matter.CO_OPINION_REDO)
    starts = {**terms.starts_of(office, case), Basis.RETURNED: day, Basis.RECEIVED: day}
    due = compute_due(rule, starts, office.calendar) if rule else None
    again = replace(task, co_opinion=None, due=due or task.due)
    tasks = tuple(again if each is task else each for each in case.assignments)
    with office.store.transaction():
        return office.store.cases.save(
            replace(case, assignments=tasks), office.note("退回协办意见", task.unit_name)
        )


class Dated(NamedTuple):
    """One date of a case with what it is about, and the day the matter was done where it was."""

    label: str
    due: DueDate
    done_on: date | None = None


def dates(office: Office, case: Case) -> tuple[Dated, ...]:
    """Return every date of a case that a person may ask to have explained, in the order they fall.

    The first date, the one in force and the internal one stand side by side; a co-handler's bears its name.
    """
    word = office.scheme_of(case).word("interim", Matter.INTERIM.label)
    found = [
        Dated(word if matter == Matter.INTERIM else Matter(matter).label, due, _done_on(case, Matter(matter)))
        for matter, due in case.dues.items()
    ]
    if case.due is not None and case.due is not case.begun_due:
        found.append(Dated("现时限", case.due, _done_on(case, Matter.REPLY)))
    for task in case.co_handlers:
        if task.due is not None:
            given_on = task.co_opinion.received_on if task.co_opinion else None
            found.append(Dated(f"{task.unit_name}{task.role.label}意见", task.due, given_on))
    return tuple(sorted(found, key=lambda each: each.due.on))


def _done_on(case: Case, matter: Matter) -> date | None:
    reply, heard = case.latest_issued, case.feedback
    is_answered = case.next_to_answer() is None
    done = {
        Matter.INTERNAL: reply.issued_on if reply and is_answered else None,
        Matter.HAND_OUT: case.assigned_on,
        Matter.REPLY: next((each.issued_on for each in case.replies if each.round == 1), None),
        Matter.REHANDLE: reply.issued_on if reply and reply.round > 1 else None,
        Matter.FEEDBACK: heard.received_on if heard else None,
        Matter.FIRST_CONTACT: min((each.held_on for each in case.consultations), default=None),
        Matter.INTERIM: max(_told_interim(case), default=None),
    }
    return done.get(matter)


def _told_interim(case: Case) -> Iterator[date]:
    """Yield the days the submitter was told of the progress: by a report, or by a letter."""
    yield from (each.reported_on for each in case.interims)
    yield from (each.issued_on for each in case.interim_letters if each.issued_on)


def _saved(office: Office, case: Case, act: Act, words: str) -> Case:
    with office.store.transaction():
        return office.store.cases.save(terms.with_internal(office, case), office.note(act.label, words))
