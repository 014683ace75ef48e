"""The reply from first draft to signed letter, with every step of its review."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from desktop.domain.labels import Labelled
from desktop.domain.points import PointAnswer


class ReplyKind(Labelled):
    """Why this reply is written."""

    FIRST = ("first", "答复")
    AGAIN = ("again", "重新答复")
    SUPPLEMENTARY = ("supplementary", "补充答复")
    INTERIM = ("interim", "阶段性答复")
    FINAL = ("final", "最终答复")

    @property
    def is_later(self) -> bool:
        """Whether it is written after the reply went out, and stands on that."""
        return self in {ReplyKind.SUPPLEMENTARY, ReplyKind.INTERIM, ReplyKind.FINAL}


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
class MarkedPlace:
    """A passage of a reply that a reviewer marked, and the remark on it; `start` is where it stood then."""

    passage: str
    remark: str
    start: int = 0

    def place_in(self, text: str) -> tuple[int, int] | None:
        """Return where the passage stands in a text now, the nearest to where it stood; None when it is gone.

        The second number is the place after its last character.
        """
        found = [match.start() for match in re.finditer(re.escape(self.passage), text)]
        if not self.passage or not found:
            return None
        nearest = min(found, key=lambda place: abs(place - self.start))
        return nearest, nearest + len(self.passage)


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One decision on the way of a reply: which step of the route, who, when, and the opinion given.

    `checks` were ticked, `notes` say something to a check, `marks` are the passages to be changed.
    """

    step: str
    label: str
    officer: str
    decided_on: date
    verdict: Verdict
    opinion: str = ""
    checks: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    marks: tuple[MarkedPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply of one answering unit in one round.

    `text` is plain text, one paragraph a line; `result_class` is a code of the scheme; `route` the key of the
    review route it was submitted to; `face_to_face` tells that it was handed over in person besides.
    `points` is what it says to each point of the paper; `follows` the number of the letter that a
    supplementary, interim or final one stands on.
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
    points: tuple[PointAnswer, ...] = ()
    follows: str = ""

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
