"""What an office did for all of its cases at once: trainings, briefings, visits, meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.labels import Labelled


class EventKind(Labelled):
    """What sort of event it was; the last but 其他 are notes kept for the next annual report (S0-17)."""

    TRAINING = ("training", "业务培训")
    BRIEFING = ("briefing", "听取汇报")
    VISIT = ("visit", "走访承办单位")
    EXECUTIVE = ("executive", "常务会议部署")
    HAND_OUT = ("hand_out", "交办会")
    PROBLEM = ("problem", "存在问题")
    NEXT = ("next", "下一步打算")
    OTHER = ("other", "其他")


@dataclass(frozen=True, slots=True)
class Event:
    """One event (S0-07, S4-08, S4-13, S4-14); `cases` are the ids of those it was about, () means all.

    `host` is who held it, together with `with_whom`; a struck one was entered by mistake and is kept.
    """

    kind: EventKind
    on: date
    title: str
    host: str = ""
    with_whom: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    content: str = ""
    outcome: str = ""
    cases: tuple[int, ...] = ()
    is_struck: bool = False
    id: int = 0
