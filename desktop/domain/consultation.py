"""A meeting with the submitter: at which stage, how, by whom, and what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.labels import Labelled

FACE_TO_FACE_REPLY = "face_to_face_reply"
"""The stage of a 面复: the issued reply handed over in person; no 面商 of any scheme (西工区2023)."""


class ConsultationLevel(Labelled):
    """Who of the unit spoke with the submitter."""

    HEAD = ("head", "主要领导")
    LEADER_IN_CHARGE = ("leader_in_charge", "分管领导")
    HANDLER = ("handler", "承办人")


@dataclass(frozen=True, slots=True)
class Consultation:
    """One consultation; `stage` and `mode` are a key and a word of the case's scheme.

    `background` and `aim` are those of the paper (背景、目的), `demand` what the submitter asks for (S1-26);
    `body_people` are the people of 政协 or 人大 who took part (三方面商, S3-21).
    """

    stage: str
    held_on: date
    mode: str
    level: ConsultationLevel = ConsultationLevel.HANDLER
    organiser: str = ""
    office_people: str = ""
    submitter_people: str = ""
    place: str = ""
    demand: str = ""
    opinion: str = ""
    agreed: bool | None = None
    round: int = 1
    background: str = ""
    aim: str = ""
    body_people: str = ""

    @property
    def is_reply(self) -> bool:
        """Whether this is the reply handed over in person (面复) and no meeting before it."""
        return self.stage == FACE_TO_FACE_REPLY
