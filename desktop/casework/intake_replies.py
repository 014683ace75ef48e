"""Replies and verdicts that a list brings: for a new case, and for one the desk has already."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.casework import assign, follow
from desktop.casework.intake_headings import Field
from desktop.domain.deadlines import Basis, Matter
from desktop.domain.feedback import Feedback, FeedbackSource
from desktop.domain.proposal import Filing
from desktop.domain.reply import Reply, ReplyState

if TYPE_CHECKING:
    from desktop.casework.intake_rows import Entry, Heard
    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.scheme import Scheme

_REPLIED = "已答复"
_PARTS = {"replied_on": ("issued_on", "signed_on")}


def hindrance(case: Case, entry: Entry) -> str:
    """Tell why a reply cannot be taken over: nobody answers, or it is written on this desk."""
    if not (case.answering or entry.leads):
        return "尚无主办单位"
    ours = any(
        reply.letter_id or reply.steps or reply.state is not ReplyState.ISSUED for reply in case.replies
    )
    return "答复在本办理台办理，不从来表更改" if ours else ""


def kept(case: Case, name: str) -> Any:
    """Return one part of the reply the desk has, None or empty without one; `name` is a part of `Answer`."""
    found = case.latest_issued or Reply(0, "")
    return getattr(found, _PARTS.get(name, (name,))[0])


def replied(case: Case) -> Case:
    """Return the case with a reply of each answering unit, empty where the desk had none."""
    if case.replies:
        return case
    tasks = (task for task in case.answering)
    return replace(
        case, replies=tuple(Reply(task.unit_id, task.unit_name, state=ReplyState.ISSUED) for task in tasks)
    )


def put(case: Case, entry: Entry, name: str) -> Case:
    """Return the case with one part of the reply as the row says."""
    value = getattr(entry.answer, name)
    parts = dict.fromkeys(_PARTS.get(name, (name,)), value)
    return replace(case, replies=tuple(replace(reply, **parts) for reply in replied(case).replies))


def step_said(entry: Entry) -> str:
    """Return how far a row says the paper is, as far as it is taken over."""
    if entry.paper.filing_reason:
        return entry.paper.filing.label
    return _REPLIED if entry.answer else ""


def step_kept(case: Case) -> str:
    """Return how far the paper is in the same words."""
    if case.proposal.filing is not Filing.FILED:
        return case.proposal.filing.label
    return _REPLIED if case.latest_issued else ""


class Words:
    """The words of a scheme for classes and verdicts; `keys` gives the dimension of each field."""

    def __init__(self, scheme: Scheme) -> None:
        dimensions = scheme.satisfaction.dimensions
        last, first = dimensions[-1].key, dimensions[0].key
        self.keys = {Field.VERDICT: last, Field.ATTITUDE_VERDICT: first, Field.RESULT_VERDICT: last}
        self._scheme = scheme

    def result_class(self, code: str) -> str:
        """Return the word of a class, the code itself when the scheme does not know it."""
        found = self._scheme.result_class(code)
        return found.short if found else code

    def said(self, entry: Entry, key: str) -> str:
        """Return the verdict of a row on one dimension."""
        return self._level(entry.heard.verdicts.get(key, "")) if entry.heard else ""

    def kept(self, case: Case, key: str) -> str:
        """Return the last verdict of a case on one dimension."""
        return self._level(case.feedback.verdicts.get(key, "")) if case.feedback else ""

    def _level(self, code: str) -> str:
        found = self._scheme.level(code)
        return found.label if found else code


def no_verdict(case: Case, entry: Entry) -> str:
    """Tell why a verdict cannot be taken over."""
    known, heard = case.feedback, entry.heard
    if known is None or heard is None:
        return "" if case.replies else hindrance(case, entry)
    is_same = (known.received_on, known.verdicts) == (heard.received_on, heard.verdicts)
    return "" if is_same else "反馈已登记，请在办件中核对"


def put_verdict(office: Office, case: Case, entry: Entry) -> Case:
    """Return the case with the verdict of the row, once; one that is out is needed first."""
    if case.feedback or entry.heard is None or case.latest_issued is None:
        return case
    return judged(office, case, entry.heard)


def judged(office: Office, case: Case, heard: Heard) -> Case:
    """Return the case with a listed verdict; a level that triggers it opens the next round."""
    feedback = Feedback(heard.received_on, dict(heard.verdicts), FeedbackSource.LIST)
    again = follow.triggers_rehandling(office.scheme_of(case), feedback)
    case = case.with_feedback(feedback, again=again)
    if not again:
        return case
    return assign.started(office, case, Matter.REHANDLE, Basis.FEEDBACK, heard.received_on)
