"""A task handed to one unit: its role, its people, its part, and its date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.deadlines import DueDate
from desktop.domain.labels import Labelled


class Role(Labelled):
    """What a unit has to do with a case."""

    SOLE = ("sole", "独办")
    LEAD = ("lead", "主办")
    JOINT_LEAD = ("joint_lead", "联合主办")
    SPLIT = ("split", "分办")
    CO = ("co", "协办")

    @property
    def answers(self) -> bool:
        """Whether a unit in this role answers the submitter itself."""
        return self is not Role.CO


@dataclass(frozen=True, slots=True)
class CoOpinion:
    """What a co-handling unit told the lead unit, and when it came in."""

    received_on: date
    text: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One unit's task in a case; `unit_name` is the name it bore when the task was handed out.

    五定 are leader_in_charge, handler, task, measures and due. `responsible_leader` is the government leader
    (责任领导) who answers for the case; `standard` is how it shall be handled, `duties` who does what.
    """

    unit_id: int
    unit_name: str
    role: Role
    responsible_leader: str = ""
    leader_in_charge: str = ""
    section: str = ""
    handler: str = ""
    handler_phone: str = ""
    task: str = ""
    measures: str = ""
    standard: str = ""
    duties: str = ""
    assigned_on: date | None = None
    due: DueDate | None = None
    co_opinion: CoOpinion | None = None

    @property
    def five_settings(self) -> tuple[tuple[str, bool], ...]:
        """The 五定 with whether each is set, in office order (S1-11, S3-08)."""
        return (
            ("分管领导", bool(self.leader_in_charge)),
            ("承办人员", bool(self.handler)),
            ("办理任务", bool(self.task)),
            ("办理措施", bool(self.measures)),
            ("办结时限", self.due is not None),
        )
