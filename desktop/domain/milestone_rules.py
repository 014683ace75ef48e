"""The plan of a case as data: which milestones (节点) it passes, and how each lies within its time."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.deadlines import Basis, Measure, Term
from desktop.domain.labels import Labelled


class MilestoneKind(Labelled):
    """What is reached at a milestone (S0-06)."""

    CONTACT = ("contact", "面商")
    CO_OPINION = ("co_opinion", "协办意见")
    DRAFT = ("draft", "初稿")
    REVIEW = ("review", "审核")
    SIGN = ("sign", "签发")
    REPLY = ("reply", "答复")
    FEEDBACK = ("feedback", "反馈")


@dataclass(frozen=True, slots=True)
class MilestoneRule:
    """Where one milestone lies: a share of the time from hand-out to the due date, or days from one of them.

    `stage` is the key of the consultation stage a contact belongs to. The reply lies on the due date, the
    feedback where its own rule puts it, the opinions where the co-handlers' tasks do: no term is needed then.
    """

    mark: MilestoneKind
    term: Term | None = None
    stage: str = ""
    basis: Basis = Basis.ASSIGNED


def _share(percent: int) -> Term:
    return Term(Measure.PERCENT, percent)


PLAN = (
    MilestoneRule(MilestoneKind.CONTACT, _share(15), "before"),
    MilestoneRule(MilestoneKind.CONTACT, _share(50), "during"),
    MilestoneRule(MilestoneKind.CO_OPINION),
    MilestoneRule(MilestoneKind.DRAFT, _share(70)),
    MilestoneRule(MilestoneKind.CONTACT, _share(80), "draft"),
    MilestoneRule(MilestoneKind.REVIEW, Term(Measure.WORKDAYS_BEFORE, 7), basis=Basis.LEAD_DUE),
    MilestoneRule(MilestoneKind.SIGN, Term(Measure.WORKDAYS_BEFORE, 3), basis=Basis.LEAD_DUE),
    MilestoneRule(MilestoneKind.REPLY),
    MilestoneRule(MilestoneKind.CONTACT, Term(Measure.WORKDAYS, 10), "after", Basis.LEAD_DUE),
    MilestoneRule(MilestoneKind.FEEDBACK),
)
"""The plan of a scheme that says nothing of its own; stages the scheme does not have are left out."""
NEEDING_TERM = frozenset(
    {MilestoneKind.CONTACT, MilestoneKind.DRAFT, MilestoneKind.REVIEW, MilestoneKind.SIGN}
)
