"""Every text of a case that a search looks into, and which part of the case it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.pinyin import initials, person_initials
from desktop.domain.query import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.case import Case

Text = tuple[Field, str]

PARTS = (
    Field.TITLE, Field.NUMBER, Field.SUBMITTER, Field.UNIT, Field.DOC_NO, Field.BODY, Field.REPLY,
    Field.OPINION, Field.PERSON, Field.DELEGATION, Field.CATEGORY, Field.REMARK,
)  # fmt: skip

SPELT = {Field.SUBMITTER: person_initials, Field.PERSON: person_initials, Field.UNIT: initials}  # by initials


def texts_of(case: Case) -> Iterator[Text]:
    """Yield the texts of a case as they were written, some of them empty; what is told first is shown first.

    Phones and addresses are not looked into.
    """
    paper = case.proposal
    yield from ((Field.TITLE, paper.title), (Field.NUMBER, paper.item_no))
    yield Field.SUBMITTER, paper.lead_submitter
    yield from ((Field.UNIT, task.unit_name) for task in case.assignments)
    yield from ((Field.DOC_NO, reply.doc_no) for reply in case.replies)
    yield Field.BODY, paper.body
    yield from ((Field.REPLY, text) for reply in case.replies for text in (reply.text, reply.reason))
    yield from ((Field.OPINION, text) for text in _opinions(case))
    yield from ((Field.PERSON, name) for name in _people(case))
    yield from ((Field.DELEGATION, paper.delegation), (Field.CATEGORY, paper.category))
    yield from ((Field.REMARK, text) for text in (paper.remark, paper.nature, *case.themes))
    yield Field.REMARK, paper.filing_reason


def _opinions(case: Case) -> Iterator[str]:
    for task in case.assignments:
        yield from (task.co_opinion.text if task.co_opinion else "", task.task, task.measures)
    yield from (step.opinion for reply in case.replies for step in reply.steps)
    for held in case.consultations:
        yield from (held.demand, held.opinion, held.background, held.aim)
    yield from (heard.opinion for heard in case.feedbacks)
    for wish in case.wishes:
        yield from (wish.wish, wish.answer)
    for seen in case.look_backs:
        yield from (seen.progress, seen.quality, seen.procedure)
    for study in case.rehandlings:
        yield from (study.causes, study.plan, study.measures)
    for promise in case.commitments:
        yield from (promise.text, promise.evidence)
    yield case.implementation


def _people(case: Case) -> Iterator[str]:
    yield from (submitter.name for submitter in case.proposal.submitters[1:])
    yield from (case.proposal.key_leader, case.proposal.key_supervisor)
    for task in case.assignments:
        yield from (task.responsible_leader, task.leader_in_charge, task.handler)
    for reply in case.replies:
        yield from (reply.drafted_by, reply.signed_by)
