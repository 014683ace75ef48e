"""Each field as list and desk have it: what a row says, what the case says, how one becomes the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.casework import intake_replies, intake_tasks
from desktop.casework.intake_headings import Field
from desktop.casework.intake_words import fold
from desktop.domain.proposal import Filing, Publicity, Submitter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from typing import Any

    from desktop.casework.intake_cases import CaseMaker
    from desktop.casework.intake_rows import Entry
    from desktop.casework.intake_units import Index
    from desktop.domain.case import Case
    from desktop.domain.scheme import Scheme
    from desktop.domain.session import Session


@dataclass(frozen=True, slots=True)
class Hands:
    """What it takes to change a case by a row: who makes tasks and replies, and the session of the row."""

    maker: CaseMaker
    session: Session


def _never(_case: Case, _entry: Entry) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One field: what an entry says of it, what a case says, and the case with what the entry says.

    `hindrance` tells why a case cannot take it over; `same`, where words alone do not tell, whether both
    mean the same.
    """

    said: Callable[[Entry], str]
    kept: Callable[[Case], str]
    put: Callable[[Case, Entry, Hands], Case]
    hindrance: Callable[[Case, Entry], str] = _never
    same: Callable[[Case, Entry, Index], bool] | None = None


def aspects(scheme: Scheme) -> Mapping[Field, Aspect]:
    """Return every field a list that comes again may change, in the order in which changes are made."""
    return {**_tasks(), **_replies(scheme), **_paper(), **_marks()}


# --- the paper --------------------------------------------------------------------------------------------


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _number(count: int) -> str:
    return str(count) if count else ""


def _written(name: str, show: Callable[[Any], str] = str) -> Aspect:
    """Return the aspect of one field of the paper."""

    def said(entry: Entry) -> str:
        return show(getattr(entry.paper, name))

    def kept(case: Case) -> str:
        return show(getattr(case.proposal, name))

    def put(case: Case, entry: Entry, _hands: Hands) -> Case:
        return replace(case, proposal=replace(case.proposal, **{name: getattr(entry.paper, name)}))

    return Aspect(said, kept, put)


def _paper() -> dict[Field, Aspect]:
    counted = _written("co_submitter_count", _number)
    origin, number = _written("origin", lambda origin: str(origin.label)), _written("item_no")
    filing = Aspect(_filing_said, _filing_kept, _file, _no_filing)
    return {
        Field.NUMBER: number,
        Field.RUNNING: number,
        Field.TITLE: _written("title"),
        Field.BODY: _written("body"),
        Field.CATEGORY: _written("category"),
        Field.NATURE: _written("nature"),
        Field.STATE: origin,
        Field.PUBLICITY: _written("publicity", _publicity),
        Field.FILING: filing,
        Field.SUBMITTER: Aspect(_names_said, _names_kept, _put_names, same=_same_names),
        Field.PHONE: _reached("phone", lambda person, phone: replace(person, phone=phone)),
        Field.ADDRESS: _reached("address", lambda person, address: replace(person, address=address)),
        Field.DELEGATION: _written("delegation"),
        Field.CO_SUBMITTERS: counted,
        Field.ALL_SUBMITTERS: counted,
        Field.KEY: _written("is_key", lambda is_key: "是" if is_key else "否"),
        Field.KEY_LEADER: _written("key_leader"),
        Field.KEY_SUPERVISOR: _written("key_supervisor"),
        Field.KEY_BY: _written("key_designated_by"),
        Field.REGISTERED_ON: _written("registered_on", _day),
        Field.RECEIVED_ON: _written("received_on", _day),
        Field.SUGGESTED_UNIT: _written("suggested_units", "、".join),
        Field.REMARK: _written("remark"),
    }


def _marks() -> dict[Field, Aspect]:
    """Return what the office itself marks a case with."""
    return {
        Field.THEMES: Aspect(
            lambda entry: "、".join(entry.themes),
            lambda case: "、".join(case.themes),
            lambda case, entry, _: replace(case, themes=entry.themes),
        ),
        Field.TYPICAL: Aspect(
            lambda entry: entry.typical,
            lambda case: case.typical,
            lambda case, entry, _: replace(case, typical=entry.typical),
        ),
    }


def _publicity(how: Publicity) -> str:
    return "" if how is Publicity.UNDECIDED else how.label


def _filing_said(entry: Entry) -> str:
    return entry.paper.filing.label


def _filing_kept(case: Case) -> str:
    return case.proposal.filing.label


def _file(case: Case, entry: Entry, _hands: Hands) -> Case:
    decided = replace(
        case.proposal, filing=entry.paper.filing, filing_reason=entry.paper.filing_reason or "来表所载"
    )
    return replace(case, proposal=decided)


def _no_filing(case: Case, entry: Entry) -> str:
    is_answered = any(reply.doc_no for reply in case.replies)
    return "已有答复文号，请在办件中改" if is_answered and entry.paper.filing is not Filing.FILED else ""


def _names_said(entry: Entry) -> str:
    return "、".join(each.name for each in entry.paper.submitters)


def _names_kept(case: Case) -> str:
    return "、".join(each.name for each in case.proposal.submitters)


def _same_names(case: Case, entry: Entry, _units: Index) -> bool:
    """Whether the first submitters are the same; many lists name only the lead."""
    listed = [fold(each.name) for each in entry.paper.submitters]
    return listed == [fold(each.name) for each in case.proposal.submitters[: len(listed)]]


def _put_names(case: Case, entry: Entry, _hands: Hands) -> Case:
    known = {each.name: each for each in case.proposal.submitters}
    people = tuple(known.get(each.name, each) for each in entry.paper.submitters)
    return replace(case, proposal=replace(case.proposal, submitters=people))


def _reached(name: str, change: Callable[[Submitter, str], Submitter]) -> Aspect:
    """Return the aspect of phone or address, which belong to the lead submitter."""

    def of(people: tuple[Submitter, ...]) -> str:
        return str(getattr(people[0], name)) if people else ""

    def put(case: Case, entry: Entry, _hands: Hands) -> Case:
        first, *others = case.proposal.submitters or entry.paper.submitters
        people = (change(first, of(entry.paper.submitters)), *others)
        return replace(case, proposal=replace(case.proposal, submitters=people))

    return Aspect(lambda entry: of(entry.paper.submitters), lambda case: of(case.proposal.submitters), put)


# --- tasks and replies ------------------------------------------------------------------------------------


def _tasks() -> dict[Field, Aspect]:
    units = {
        Field.LEAD_UNIT: Aspect(
            lambda entry: "、".join(entry.leads),
            lambda case: intake_tasks.names(case, answering=True),
            lambda case, entry, hands: intake_tasks.put_leads(case, entry, hands.maker, hands.session),
            intake_tasks.no_leads,
            intake_tasks.same_leads,
        ),
        Field.CO_UNIT: Aspect(
            lambda entry: "、".join(entry.co_units),
            lambda case: intake_tasks.names(case, answering=False),
            lambda case, entry, hands: intake_tasks.put_co_units(case, entry, hands.maker),
            intake_tasks.no_co_units,
            intake_tasks.same_co_units,
        ),
        Field.ASSIGNED_ON: Aspect(
            lambda entry: _day(entry.assigned_on),
            lambda case: _day(case.assigned_on),
            lambda case, entry, hands: intake_tasks.put_assigned(hands.maker.office, case, entry),
            intake_tasks.no_task,
        ),
        Field.DUE_ON: Aspect(
            lambda entry: _day(entry.due_on),
            lambda case: _day(case.due.on if case.due else None),
            lambda case, entry, _: intake_tasks.put_due(case, entry),
            intake_tasks.no_task,
        ),
    }
    return {**units, **{place: _person(*names) for place, names in intake_tasks.PEOPLE.items()}}


def _person(listed: str, name: str) -> Aspect:
    """Return the aspect of one person of the answering units."""
    return Aspect(
        lambda entry: str(getattr(entry.people, listed)),
        lambda case: str(getattr(case.lead, name)) if case.lead else "",
        lambda case, entry, _: intake_tasks.put_person(case, name, getattr(entry.people, listed)),
        intake_tasks.no_task,
    )


def _replies(scheme: Scheme) -> dict[Field, Aspect]:
    words = intake_replies.Words(scheme)

    def part(name: str, *, show: Callable[[Any], str] = str) -> Aspect:
        return Aspect(
            lambda entry: show(getattr(entry.answer, name)) if entry.answer else "",
            lambda case: show(intake_replies.kept(case, name)),
            lambda case, entry, _: intake_replies.put(case, entry, name),
            intake_replies.hindrance,
        )

    doc_no, result = part("doc_no"), part("result_class", show=words.result_class)

    return {
        Field.STEP: Aspect(
            intake_replies.step_said, intake_replies.step_kept, _step, intake_replies.hindrance
        ),
        Field.REPLIED_ON: part("replied_on", show=_day),
        Field.DOC_NO: doc_no,
        Field.DOC_SERIAL: doc_no,
        Field.RESULT_CLASS: result,
        Field.CLASS_OR_CATEGORY: result,
        Field.SIGNER: part("signed_by"),
        Field.REPLY_TEXT: part("text"),
        **_verdicts(words),
    }


def _verdicts(words: intake_replies.Words) -> dict[Field, Aspect]:
    def put(case: Case, entry: Entry, hands: Hands) -> Case:
        return intake_replies.put_verdict(hands.maker.office, case, entry)

    def judged(said: Callable[[Entry], str], kept: Callable[[Case], str]) -> Aspect:
        return Aspect(said, kept, put, intake_replies.no_verdict)

    def of(key: str) -> Aspect:
        return judged(lambda entry: words.said(entry, key), lambda case: words.kept(case, key))

    heard_on = judged(
        lambda entry: _day(entry.heard.received_on if entry.heard else None),
        lambda case: _day(case.feedback.received_on if case.feedback else None),
    )
    return {Field.FEEDBACK_ON: heard_on, **{place: of(key) for place, key in words.keys.items()}}


def _step(case: Case, entry: Entry, hands: Hands) -> Case:
    if entry.paper.filing_reason:
        return _file(case, entry, hands)
    return intake_replies.replied(case)
