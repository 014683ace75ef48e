"""A meeting with the submitter: at which stage, how, by whom, and what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.labels import Labelled


class ConsultationLevel(Labelled):
    """Who of the unit spoke with the submitter."""

    HEAD = ("head", "主要领导")
    LEADER_IN_CHARGE = ("leader_in_charge", "分管领导")
    HANDLER = ("handler", "承办人")


@dataclass(frozen=True, slots=True)
class Consultation:
    """One consultation; `stage` and `mode` are a key and a word of the case's scheme."""

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
