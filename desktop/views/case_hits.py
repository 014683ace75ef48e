"""On which tab of a case the words stand that it was found by."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from desktop.domain.query import Field
from desktop.domain.snippet import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.case import Case
    from desktop.views.case_view import CaseView

BASIC, TASKS, MEETINGS, REPLIES, FEEDBACK = range(5)
_TABS = {Field.UNIT: TASKS, Field.PERSON: TASKS, Field.DOC_NO: REPLIES, Field.REPLY: REPLIES}


def first_hit_tab(view: CaseView) -> int:
    """Return the place of the first tab that shows one of the words; the first tab when none does."""
    from desktop.casework import search

    part = search.part_of(view.case, view.sought)
    if part is Field.OPINION:
        return next((tab for tab, text in _opinions(view.case) if places(text, view.sought)), BASIC)
    if part is Field.PERSON and any(places(each.name, view.sought) for each in view.case.proposal.submitters):
        return BASIC
    return _TABS.get(part, BASIC) if part is not None else BASIC


def _opinions(case: Case) -> Iterator[tuple[int, str]]:
    """Yield what people said about a case, and the tab that shows it."""
    for task in case.assignments:
        told = (task.co_opinion.text if task.co_opinion else "", task.task, task.measures)
        yield from ((TASKS, text) for text in told)
    yield from ((MEETINGS, text) for held in case.consultations for text in (held.demand, held.opinion))
    steps = chain.from_iterable(reply.steps for reply in case.replies)
    yield from ((REPLIES, step.opinion) for step in steps)
    yield from ((FEEDBACK, heard.opinion) for heard in case.feedbacks)
    promises = ((each.text, each.evidence) for each in case.commitments)
    yield from ((FEEDBACK, text) for text in (*chain.from_iterable(promises), case.implementation))
