"""What the submitter thinks of the reply, where that came from, and what is done about a bad verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.labels import Labelled


class FeedbackSource(Labelled):
    """How the verdict reached the office; units must not fill it in for the submitter (部门不能代填)."""

    PAPER = ("paper", "纸质征询意见表")
    PHONE = ("phone", "电话告知")
    FACE_TO_FACE = ("face_to_face", "当面填写")
    LIST = ("list", "名单导入")


@dataclass(frozen=True, slots=True)
class Feedback:
    """One verdict on one round; `verdicts` maps a dimension key to a level code of the scheme."""

    received_on: date
    verdicts: dict[str, str]
    source: FeedbackSource = FeedbackSource.PAPER
    brought_by: str = ""
    opinion: str = ""
    round: int = 1


@dataclass(frozen=True, slots=True)
class Rehandling:
    """How a case is handled again after a bad verdict (S3-15): why it was bad, and what is done anew.

    `planned_on` is the day the unit means to answer by, never later than the term of the scheme; `round` is
    the round that begins with it.
    """

    causes: str
    plan: str
    studied_on: date
    measures: str = ""
    unit_name: str = ""
    planned_on: date | None = None
    round: int = 2
