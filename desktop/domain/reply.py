"""The reply from first draft to signed letter, with every step of its review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.labels import Labelled


class ReplyKind(Labelled):
    """Why this reply is written."""

    FIRST = ("first", "答复")
    AGAIN = ("again", "重新答复")


class ReplyState(Labelled):
    """How far a reply is."""

    DRAFT = ("draft", "拟稿")
    IN_REVIEW = ("in_review", "审核中")
    SENT_BACK = ("sent_back", "退回修改")
    SIGNED = ("signed", "已签发")
    ISSUED = ("issued", "已印发")


class Verdict(Labelled):
    """What a reviewer decided at one step."""

    APPROVED = ("approved", "同意")
    SENT_BACK = ("sent_back", "退回")


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One decision on the way of a reply: which step of the route, who, when, and the opinion given."""

    step: str
    label: str
    officer: str
    decided_on: date
    verdict: Verdict
    opinion: str = ""
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply of one answering unit in one round.

    `text` is plain text, one paragraph a line; `result_class` is a code of the scheme; `route` the key of the
    review route it was submitted to; `form` tells whether it was handed over in writing or face to face.
    """

    unit_id: int
    unit_name: str
    round: int = 1
    kind: ReplyKind = ReplyKind.FIRST
    state: ReplyState = ReplyState.DRAFT
    text: str = ""
    result_class: str = ""
    reason: str = ""
    planned_on: date | None = None
    drafted_by: str = ""
    drafted_on: date | None = None
    route: str = ""
    steps: tuple[ReviewStep, ...] = ()
    signed_by: str = ""
    signed_on: date | None = None
    doc_no: str = ""
    issued_on: date | None = None
    letter_id: int | None = None
    face_to_face: bool = False

    @property
    def is_on_route(self) -> bool:
        """Whether it was submitted and has not gone out: those who decide stand for what it says."""
        return self.state in {ReplyState.IN_REVIEW, ReplyState.SIGNED}

    @property
    def approvals(self) -> tuple[ReviewStep, ...]:
        """The approvals given since the draft was last sent back, in order."""
        last_return = max(
            (index for index, step in enumerate(self.steps) if step.verdict is Verdict.SENT_BACK), default=-1
        )
        return self.steps[last_return + 1 :]
