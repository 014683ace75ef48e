"""Real desks in a temporary folder, with a clock that a test turns by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from desktop import paths
from desktop.casework import answer, assign, consult, follow, issue, keep, register, review, supplement
from desktop.casework.assign import TaskDraft
from desktop.casework.office import Founding, Office, create_office, open_office
from desktop.domain.assignment import Role
from desktop.domain.consultation import Consultation
from desktop.domain.feedback import Feedback, Rehandling
from desktop.domain.kinds import Body
from desktop.domain.session import Level, Session
from desktop.domain.unit import Contact, ContactRole, Unit
from tests.samples import PAPER

if TYPE_CHECKING:
    from desktop.casework.supplement import Addition
    from desktop.domain.case import Case
    from desktop.domain.proposal import Proposal

FIRST_DAY = date(2026, 3, 2)
TEXT = "一、基本情况\n示例路沿线已设站台三处。\n二、办理情况\n已增设站台一处，今日投用。"


@dataclass
class Clock:
    """A clock that stands still until it is turned."""

    day: date = FIRST_DAY

    def __call__(self) -> datetime:
        """Return nine o'clock of the day it shows."""
        return datetime.combine(self.day, time(9))

    def turn(self, days: int) -> None:
        """Go forward (or back) by days."""
        self.day += timedelta(days=days)


def new_office(folder: Path, scheme_id: str = "tongyong", clock: Clock | None = None) -> Office:
    """Return a new desk with one session and three units (ids 1 to 3)."""
    folder.mkdir(parents=True, exist_ok=True)
    paths.desk_file(folder).write_bytes(_template(scheme_id))
    return open_office(folder, clock=clock or Clock(), officer="示例经办")


@cache
def _template(scheme_id: str) -> bytes:
    """Return the file of such a desk, made once by the real verbs and copied ever after."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        office = create_office(
            folder, clock=Clock(), officer="示例经办", founding=Founding(scheme_id, "示例区政府办公室")
        )
        keep.save_session(office, SESSION)
        for unit, prefix in _UNITS:
            keep.save_unit(office, Unit(unit, doc_prefix=prefix, contacts=(_CONTACT,)))
        office.close()
        return paths.desk_file(folder).read_bytes()


SESSION = Session(
    Body.CONGRESS, "区", 17, 1, 2026, Level.COUNTY, assigned_on=FIRST_DAY, closed_on=date(2026, 2, 10)
)
_UNITS = (("示例区教育局", "例教函"), ("示例区财政局", "例财函"), ("示例区交通局（港航中心）", "例交函"))
_CONTACT = Contact(ContactRole.HANDLER, "示例承办", "138-0000-0001")
UNIT = Unit("示例区水务局", doc_prefix="例水函", contacts=(_CONTACT,))


def registered(office: Office, item_no: str = "12", paper: Proposal = PAPER) -> Case:
    """Return a case just registered."""
    return register.proposal(office, replace(paper, item_no=item_no))


def draft(unit_id: int, role: Role, **more: object) -> TaskDraft:
    """Return the draft of a task with its leader."""
    return TaskDraft(unit_id, role, responsible_leader="示例区长", handler="示例承办", **more)  # type: ignore[arg-type]


def handed_out(office: Office, case: Case, *tasks: TaskDraft) -> Case:
    """Return the case handed out today, to unit 1 alone when no tasks are named."""
    return assign.hand_out(office, case.id, tasks or (draft(1, Role.SOLE),), office.today)


def met(office: Office, case: Case) -> Case:
    """Return the case with a meeting in person at every stage of its scheme, today."""
    contacts = office.scheme_of(case).contacts
    mode = (*contacts.face_to_face_modes, *contacts.modes)[0]
    for stage in contacts.stages:
        case = consult.record(office, case.id, Consultation(stage.key, office.today, mode))
    return case


def drafted(office: Office, case: Case, unit_id: int = 1, **more: object) -> Case:
    """Return the case with a full draft of the first result class."""
    code = office.scheme_of(case).result_classes[0].code
    content = answer.ReplyDraft(**{"text": TEXT, "result_class": code, **more})  # type: ignore[arg-type]
    return answer.save_draft(office, case.id, unit_id, content)


def signed(office: Office, case: Case, unit_id: int = 1) -> Case:
    """Return the case with the draft of a unit submitted and signed by everybody on its route."""
    if case.round > 1 and case.rehandling is None:
        case = studied(office, case)
    case = answer.submit(office, case.id, unit_id)
    while (now := review.step(office, case, unit_id)) is not None:
        decision = review.Decision(f"示例{now.label}", checks=review.checks(office, case, now))
        case = review.approve(office, case.id, unit_id, decision)
    return case


def answered(office: Office, case: Case, unit_id: int = 1) -> Case:
    """Return the case handed out, met, drafted, signed and issued."""
    if not case.answering:
        case = handed_out(office, case)
    case = signed(office, drafted(office, met(office, case), unit_id), unit_id)
    return issue.letter(office, case.id, unit_id)


def added(office: Office, case: Case, addition: Addition, unit_id: int = 1) -> Case:
    """Return the case with a letter after the reply written, signed by everybody on its route, and issued."""
    case = supplement.save_draft(office, case.id, unit_id, addition)
    case = supplement.submit(office, case.id, unit_id)
    while (now := review.step(office, case.at_addition(unit_id), unit_id)) is not None:
        decision = review.Decision(f"示例{now.label}", checks=review.checks(office, case, now))
        case = review.approve(office, case.id, unit_id, decision, later=True)
    return supplement.issue_letter(office, case.id, unit_id)


def judged(office: Office, case: Case, level: int = 0) -> Case:
    """Return the case with the verdict of that place in its scheme's levels on every dimension."""
    rules = office.scheme_of(case).satisfaction
    verdicts = {dimension.key: rules.levels[level].code for dimension in rules.dimensions}
    return follow.take_feedback(office, case.id, Feedback(office.today, verdicts))


def studied(office: Office, case: Case) -> Case:
    """Return the case of a later round with the causes of the bad verdict studied and a new plan."""
    study = Rehandling("答复没有说明时限。", "明确完成时限。", office.today)
    return follow.study_again(office, case.id, study)
