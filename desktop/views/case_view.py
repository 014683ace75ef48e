"""Everything the screens show of one case, read once: its rules, where it stands, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.casework import find, keep
from desktop.domain.light import Light, Tone, stopped_light, with_clock
from desktop.domain.listing import Criteria, SortField
from desktop.domain.scheme import ResultBasis
from desktop.domain.stage import Stage
from desktop.domain.unit import ContactRole

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.deadlines import DueDate
    from desktop.domain.next_step import NextStep
    from desktop.domain.reply import Reply
    from desktop.domain.scheme import Scheme
    from desktop.domain.session import Session

_LATEST = 100
_BEFORE_SIGNATURE = frozenset(
    {Stage.REGISTERED, Stage.IN_HAND, Stage.DRAFTED, Stage.IN_REVIEW, Stage.REHANDLING}
)


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as it is seen now; read again after every change. `sought` are the words it was found by."""

    office: Office
    case: Case
    scheme: Scheme
    session: Session
    stage: Stage
    step: NextStep | None
    sought: tuple[str, ...] = ()

    @property
    def can_be_assigned(self) -> bool:
        """Whether handing out may still be changed."""
        return self.stage in _BEFORE_SIGNATURE and not self.office.is_read_only

    @property
    def can_be_worked_on(self) -> bool:
        """Whether anything may be recorded about the case at all."""
        return bool(self.case.answering) and not self.is_shut

    @property
    def is_shut(self) -> bool:
        """Whether the case is only read: a draft, in the archive, or on a desk that is only read."""
        is_apart = self.stage is Stage.DRAFT or self.case.dossier is not None
        return is_apart or self.office.is_read_only

    def light(self, due: DueDate | None, done_on: date | None = None) -> Light:
        """Return how urgent a due date is today; a matter never answered has no light."""
        if not self.stage.is_open and done_on is None:
            return Light(Tone.NONE, 0, self.stage.label)
        if self.stage is Stage.REGISTERED and due is None:
            return Light(Tone.NONE, 0, "未起算")  # every term begins with the hand-out
        pause = self.case.open_pause
        if pause is not None and done_on is None and self.stage.owes_reply:
            return stopped_light(pause.stopped_on, self.office.today)
        seen = find.light(self.office, due.on if due else None, done_on)
        return with_clock(seen, self.case.clock_state.label) if due is self.case.due else seen

    def answered_on(self) -> date | None:
        """Return the day the last reply of the current round went out, or None while one is owed."""
        if self.case.next_to_answer() is not None or not self.case.answering:
            return None
        issued = [reply.issued_on for reply in self.case.current_replies if reply.issued_on]
        return max(issued, default=None)

    def head_of(self, unit_id: int) -> str:
        """Return the head of a unit, who answers for everything it does (主要负责人负总责), or nothing."""
        unit = next((each for each in keep.units(self.office) if each.id == unit_id), None)
        head = unit.contact(ContactRole.HEAD) if unit else None
        return head.name if head else ""

    def class_words(self, reply: Reply) -> str:
        """Return the class of a reply as an office says it: A · 已解决, or only the label."""
        chosen = self.scheme.result_class(reply.result_class)
        return chosen.words if chosen else ""

    @property
    def is_planned(self) -> bool:
        """Whether the scheme gives a case its class when it is planned, apart from its result (S4-02)."""
        return self.scheme.result_basis is ResultBasis.PLAN

    @property
    def plan_words(self) -> str:
        """The class the case is planned in as an office says it, or nothing."""
        chosen = self.scheme.result_class(self.case.plan_class)
        return chosen.words if chosen else ""


def leaders_named(office: Office) -> tuple[str, ...]:
    """Return the responsible leaders of the cases handed out last, each once, so that they can be chosen."""
    latest = Criteria(sort=SortField.ASSIGNED_ON, descending=True)
    rows = find.page(office, latest, 0, _LATEST)
    return tuple(dict.fromkeys(row.leader for row in rows if row.leader))


def look(office: Office, case_id: int, text: str = "") -> CaseView:
    """Read a case and everything that is shown of it; raise `OfficeError` when there is none.

    `text` is the query it was found by, "" when it was not searched for.
    """
    case = find.case(office, case_id)
    return CaseView(
        office,
        case,
        office.scheme_of(case),
        office.session_of(case),
        find.stage(office, case),
        find.next_step(office, case),
        _sought(text) if text else (),
    )


def _sought(text: str) -> tuple[str, ...]:
    from desktop.casework import search

    return search.words(text)
