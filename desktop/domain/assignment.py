"""A task handed to one unit: its role, its people, its part, and its date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.deadlines import DueDate
from desktop.domain.labels import Labelled
from desktop.domain.role import Role

__all__ = ("Assignment", "CoOpinion", "Confirmation", "Consent", "Role")


class Consent(Labelled):
    """What a unit said of a task drafted for it (归口审核确认, S3-10)."""

    CONFIRMED = ("confirmed", "已确认")
    OBJECTED = ("objected", "有异议")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A unit's answer to a drafted task; an objection gives its reason and names the unit it belongs to."""

    consent: Consent
    on: date
    by: str = ""
    reason: str = ""
    proposed_unit: str = ""


@dataclass(frozen=True, slots=True)
class CoOpinion:
    """What a co-handling unit told the lead unit, and when it came in.

    `doc_no` and `letter_id` are those of the letter it went out in (会办意见函), where one was written.
    """

    received_on: date
    text: str = ""
    doc_no: str = ""
    letter_id: int | None = None


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
    confirmation: Confirmation | None = None

    @property
    def is_objected(self) -> bool:
        """Whether the unit says the task is not its own."""
        return self.confirmation is not None and self.confirmation.consent is Consent.OBJECTED

    @property
    def missing_settings(self) -> tuple[str, ...]:
        """The 五定 that are not set yet, in office order."""
        return tuple(name for name, is_set in self.five_settings if not is_set)

    @property
    def named(self) -> str:
        """The unit with what it has to do: 市教育局（主办）."""
        return f"{self.unit_name}（{self.role.label}）"

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
