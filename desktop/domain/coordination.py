"""Coordination of a case: who sat together about it, what was asked of whom, and who was spoken to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.labels import Labelled


class CoordinationKind(Labelled):
    """In what form a hard case was brought forward."""

    GROUP_REVIEW = ("group_review", "集体会诊")
    JOINT_MEETING = ("joint_meeting", "联席会议")
    EXECUTIVE_REVIEW = ("executive_review", "常务会议专题研究")
    SUBMITTED = ("submitted", "提请政府研究")
    UPWARD_REQUEST = ("upward_request", "向上争取")
    RESEARCH = ("research", "办前调研")

    @property
    def awaits_answer(self) -> bool:
        """Whether somebody above is asked and has to answer."""
        return self in {CoordinationKind.SUBMITTED, CoordinationKind.UPWARD_REQUEST}


class CoordinationLevel(Labelled):
    """Who coordinates: three levels one above the other (S1-27)."""

    UNIT = ("unit", "承办单位主要领导")
    OFFICE = ("office", "督查局（室）")
    GOVERNMENT = ("government", "政府领导")


class Difficulty(Labelled):
    """What makes a case hard, so that it is talked over together (S0-09)."""

    POLICY = ("policy", "政策性强")
    HARD = ("hard", "办理难度大")


class Counterpart(Labelled):
    """With whom the office kept in touch: 三个加强 (S3-11)."""

    COMMITTEE = ("committee", "提案委（代表工委）")
    BETWEEN_UNITS = ("between_units", "主办与协办单位")
    SUBMITTER = ("submitter", "提出人")


@dataclass(frozen=True, slots=True)
class Coordination:
    """One record of coordination: who took part, which principle and direction were settled.

    `addressee` is whom a request went to, `answer` and `answered_on` what came back; both stay empty where
    nobody is asked.
    """

    kind: CoordinationKind
    on: date
    level: CoordinationLevel = CoordinationLevel.OFFICE
    participants: tuple[str, ...] = ()
    matter: str = ""
    principle: str = ""
    direction: str = ""
    addressee: str = ""
    answer: str = ""
    answered_on: date | None = None
    place: str = ""

    @property
    def is_open(self) -> bool:
        """Whether an answer is still awaited."""
        return self.kind.awaits_answer and self.answered_on is None


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """One line of the contact log: with whom, how, and what about."""

    counterpart: Counterpart
    on: date
    person: str = ""
    mode: str = ""
    content: str = ""
