"""Entries of a list made into cases: tasks, dates by the scheme's rules, replies taken over."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop.casework import assign
from desktop.casework.assign import TaskDraft
from desktop.casework.intake_opinions import COUNTED_ONLY
from desktop.casework.intake_replies import judged
from desktop.casework.intake_rows import NOBODY
from desktop.casework.intake_words import fold
from desktop.domain.assignment import Assignment, CoOpinion, Role
from desktop.domain.case import Case
from desktop.domain.deadlines import DueDate, Matter
from desktop.domain.reply import Reply, ReplyState

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.intake_rows import Entry
    from desktop.casework.office import Office
    from desktop.domain.proposal import Proposal
    from desktop.domain.scheme import Scheme
    from desktop.domain.session import Session

FROM_LIST = "from_list"

Roles = tuple[tuple[str, Role], ...]
"""Each unit by its name with what it has to do."""


@dataclass
class CaseMaker:
    """Makes cases of entries; `units` gives id and written name of a unit by its folded name, all stored.

    What the rules say of a day, a kind and a role is worked out once and remembered.
    """

    office: Office
    scheme: Scheme
    units: dict[str, tuple[int, str]]
    _patterns: dict[tuple[object, ...], Case] = field(default_factory=dict)

    def make(self, entry: Entry, session: Session) -> Case:
        """Return the case of one entry, not stored yet."""
        paper = replace(entry.paper, session_id=session.id)
        roles = _roles(entry)
        if not roles:
            return Case(
                paper, self.scheme.id, self.scheme.version, themes=entry.themes, typical=entry.typical
            )
        assigned_on = _assigned_on(entry, session)
        pattern = self._pattern(paper, roles, assigned_on)
        opinion = _counted_opinion(entry, assigned_on)
        tasks = tuple(self._task(entry, name, role, pattern, opinion) for name, role in roles)
        case = Case(
            paper,
            self.scheme.id,
            self.scheme.version,
            tasks,
            _dues(entry, pattern),
            replies=_replies(entry, tasks),
            themes=entry.themes,
            typical=entry.typical,
        )
        return judged(self.office, case, entry.heard) if entry.heard else case

    def _pattern(self, paper: Proposal, roles: Roles, assigned_on: date | None) -> Case:
        """Return a case handed out the same day in the same roles: its dates are those of every such case."""
        key = (paper.kind, paper.origin, paper.session_id, assigned_on, roles[0][1], roles[-1][1])
        if key not in self._patterns:
            case = Case(paper, self.scheme.id, self.scheme.version)
            drafts = tuple(TaskDraft(self.units[fold(name)][0], role) for name, role in (roles[0], roles[-1]))
            self._patterns[key] = (
                case if assigned_on is None else assign.handed_out(self.office, case, drafts, assigned_on)
            )
        return self._patterns[key]

    def _task(
        self, entry: Entry, name: str, role: Role, pattern: Case, opinion: CoOpinion | None
    ) -> Assignment:
        like = pattern.assignments[-1 if role is Role.CO else 0] if pattern.assignments else None
        people = entry.people if role.answers else NOBODY
        return Assignment(
            *self.units[fold(name)],
            role,
            responsible_leader=people.leader,
            leader_in_charge=people.in_charge,
            section=people.section,
            handler=people.handler,
            handler_phone=people.phone,
            assigned_on=like.assigned_on if like else None,
            due=listed_due(entry) if role.answers and entry.due_on else like.due if like else None,
            co_opinion=opinion if role is Role.CO else None,
        )


def _roles(entry: Entry) -> Roles:
    """Return each unit with its role, answering ones first; co-handlers without a lead wait for one."""
    if not entry.leads:
        return ()
    if entry.is_split:
        role = Role.SPLIT
    elif len(entry.leads) > 1:
        role = Role.JOINT_LEAD
    else:
        role = Role.LEAD if entry.co_units else Role.SOLE
    return (*((name, role) for name in entry.leads), *((name, Role.CO) for name in entry.co_units))


def _assigned_on(entry: Entry, session: Session) -> date | None:
    """Return the day of handing out: as listed, else the session's unless the paper came in later."""
    registered_on, meeting = entry.paper.registered_on, session.assigned_on
    if entry.assigned_on or meeting is None:
        return entry.assigned_on or registered_on
    return registered_on if registered_on and registered_on > meeting else meeting


def listed_due(entry: Entry) -> DueDate | None:
    """Return the day of the list as a due date, or None."""
    return DueDate(entry.due_on, FROM_LIST, steps=("来表所载",)) if entry.due_on else None


def _dues(entry: Entry, pattern: Case) -> dict[str, DueDate]:
    listed = listed_due(entry)
    return {**pattern.dues, Matter.REPLY.value: listed} if listed else pattern.dues


def _counted_opinion(entry: Entry, assigned_on: date | None) -> CoOpinion | None:
    """Return the opinion of every co-handler when a list only counts them and all are in.

    Its day is the day of the reply, or of handing out; its text says that the list gives none.
    """
    day = (entry.answer.replied_on if entry.answer else None) or assigned_on
    all_in = entry.co_replied == len(entry.co_units)
    return CoOpinion(day, COUNTED_ONLY) if all_in and day else None


def _replies(entry: Entry, tasks: tuple[Assignment, ...]) -> tuple[Reply, ...]:
    """Return the reply a list records, of each part where the work is split, else of the first unit."""
    answer = entry.answer
    if answer is None:
        return ()
    return tuple(
        Reply(
            task.unit_id,
            task.unit_name,
            state=ReplyState.ISSUED,
            text=answer.text,
            result_class=answer.result_class,
            signed_by=answer.signed_by,
            signed_on=answer.replied_on,
            doc_no=answer.doc_no,
            issued_on=answer.replied_on,
        )
        for task in (tasks if entry.is_split else tasks[:1])
        if task.role.answers
    )
