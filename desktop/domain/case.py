"""A case: one paper on its way through the office, loaded whole, saved whole, never changed in place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop.domain.assignment import Assignment, CoOpinion, Role
from desktop.domain.clock import Extension, ExtensionState, InterimReport, Pause
from desktop.domain.clock_state import ClockState
from desktop.domain.commitment import Commitment
from desktop.domain.consultation import Consultation
from desktop.domain.coordination import ContactRecord, Coordination, Difficulty
from desktop.domain.deadlines import DueDate, Matter
from desktop.domain.dossier import Dossier
from desktop.domain.errors import OfficeError
from desktop.domain.feedback import Feedback, Rehandling
from desktop.domain.look_back import LookBack, Wish
from desktop.domain.points import Point
from desktop.domain.proposal import Proposal
from desktop.domain.reply import Reply, ReplyKind, ReplyState, ReviewStep, Verdict
from desktop.domain.supervision import Supervision
from desktop.domain.trail import ChangeRequest, Handover, Transfer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@dataclass(frozen=True, slots=True)
class Case:
    """The consistency boundary: a proposal with all that was done about it.

    `scheme_id` and `scheme_version` name the rules it was opened under; `dues` maps a `Matter` value to its
    due date as it began; `round` counts answers: 1, and one more each time the submitter made the office
    handle it again.
    `themes` are the office's own words for what it is about, `typical` is what makes it a 典型案例 (S0-15).
    `merged_into` is the id of the case that is handled in its place (0: none), `merged` the other way round;
    `unlike` are the ids of cases that look alike and were found to be no repetition.
    `proposed` are tasks drafted but not handed out, each with what its unit said of it; `dispatch_id` is the
    batch it is handed out with (0: none). `requests`, `handovers` and `transfers` are its trail from unit to
    unit. `links` are the tags of 三个结合 it bears, `owner` who sees it through (专人负责, S3-22).
    `extensions` and `pauses` move the date in force (`due`), the one that began stays.
    `rehandlings` say, for each round after a bad verdict, why it was bad and what is done anew.
    `wishes` came in after the reply, `look_backs` are what campaigns found.
    `points` is what the submitters ask for, one by one; `supplements` are letters sent after a reply.
    `dossier` is what it was put into the archive as, None before that; an archived case is never changed.
    Methods return a new `Case`; whether an act is allowed is decided by `procedure`, not here.
    """

    proposal: Proposal
    scheme_id: str
    scheme_version: int
    assignments: tuple[Assignment, ...] = ()
    dues: dict[str, DueDate] = field(default_factory=dict)
    consultations: tuple[Consultation, ...] = ()
    replies: tuple[Reply, ...] = ()
    feedbacks: tuple[Feedback, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    plan_class: str = ""
    implementation: str = ""
    round: int = 1
    is_deleted: bool = False
    themes: tuple[str, ...] = ()
    typical: str = ""
    merged_into: int = 0
    merged: tuple[int, ...] = ()
    unlike: tuple[int, ...] = ()
    proposed: tuple[Assignment, ...] = ()
    dispatch_id: int = 0
    requests: tuple[ChangeRequest, ...] = ()
    handovers: tuple[Handover, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    supervisions: tuple[Supervision, ...] = ()
    coordinations: tuple[Coordination, ...] = ()
    contact_log: tuple[ContactRecord, ...] = ()
    difficulties: tuple[Difficulty, ...] = ()
    links: tuple[str, ...] = ()
    owner: str = ""
    extensions: tuple[Extension, ...] = ()
    pauses: tuple[Pause, ...] = ()
    interims: tuple[InterimReport, ...] = ()
    points: tuple[Point, ...] = ()
    supplements: tuple[Reply, ...] = ()
    rehandlings: tuple[Rehandling, ...] = ()
    wishes: tuple[Wish, ...] = ()
    look_backs: tuple[LookBack, ...] = ()
    dossier: Dossier | None = None
    id: int = 0
    version: int = 0

    @property
    def lead(self) -> Assignment | None:
        """The task of the unit that leads: sole, lead, the first of joint leads, or the first split part."""
        return next((task for task in self.assignments if task.role.answers), None)

    @property
    def co_handlers(self) -> tuple[Assignment, ...]:
        """The tasks of the units that only give an opinion to the lead."""
        return tuple([task for task in self.assignments if task.role is Role.CO])

    @property
    def answering(self) -> tuple[Assignment, ...]:
        """The tasks that each owe one reply: the lead (joint leads answer together) and every split part."""
        if not self.assignments:
            return ()
        splits = tuple([task for task in self.assignments if task.role is Role.SPLIT])
        lead = self.lead
        return splits if lead is None or lead.role is Role.SPLIT else (lead, *splits)

    @property
    def begun_due(self) -> DueDate | None:
        """The date the current round began with, before any extension or pause."""
        return self.dues.get(Matter.REPLY if self.round == 1 else Matter.REHANDLE)

    @property
    def due(self) -> DueDate | None:
        """The date in force: by which the current round must be answered, extensions and pauses counted.

        What moved the date of an earlier hand-out moves that of a later one no more.
        """
        begun = self.begun_due
        if begun is None or not (self.extensions or self.pauses):
            return begun
        granted = [each.due for each in self.extensions if each.due and each.round == self.round]
        stood = [each.due for each in self.pauses if each.due and each.round == self.round]
        moved = (each for each in (*granted, *stood) if each.started_on == begun.started_on)
        return max((begun, *moved), key=lambda due: due.on)

    @property
    def open_pause(self) -> Pause | None:
        """The pause that stops the clock now, or None while it runs."""
        return next((each for each in self.pauses if each.is_open and each.round == self.round), None)

    @property
    def asked_extension(self) -> Extension | None:
        """The extension nobody has decided yet, or None."""
        awaited = (ExtensionState.ASKED, self.round)
        return next((each for each in self.extensions if (each.state, each.round) == awaited), None)

    @property
    def clock_state(self) -> ClockState:
        """What a list says of the clock of the current round besides the date in force."""
        if not (self.extensions or self.pauses):
            return ClockState.RUNNING
        is_answered = bool(self.answering) and self.next_to_answer() is None
        if self.open_pause is not None and not is_answered:
            return ClockState.PAUSED
        if self.asked_extension is not None and not is_answered:
            return ClockState.ASKED
        started_on = self.begun_due.started_on if self.begun_due else None
        granted = [each.due for each in self.extensions if each.due and each.round == self.round]
        is_extended = any(each.started_on == started_on for each in granted)
        return ClockState.EXTENDED if is_extended else ClockState.RUNNING

    @property
    def awaited_interim(self) -> DueDate | None:
        """The date of the interim report the submitter still waits for, or None."""
        told = {each.round for each in self.interims} | {each.round for each in self.interim_letters}
        is_reported = self.round in told
        return None if is_reported else self.dues.get(Matter.INTERIM)

    @property
    def interim_letters(self) -> tuple[Reply, ...]:
        """The interim letters that went out; each tells the submitter of the progress as a report does."""
        wanted = (ReplyKind.INTERIM, ReplyState.ISSUED)
        return tuple(each for each in self.supplements if (each.kind, each.state) == wanted)

    @property
    def assigned_on(self) -> date | None:
        """The day the case was handed out."""
        return self.lead.assigned_on if self.lead else None

    @property
    def current_replies(self) -> tuple[Reply, ...]:
        """The replies of the current round."""
        return tuple(reply for reply in self.replies if reply.round == self.round)

    @property
    def latest_issued(self) -> Reply | None:
        """The last reply that went out, in whatever round."""
        return self.issued_reply()

    @property
    def feedback(self) -> Feedback | None:
        """The last verdict that came in."""
        return self.feedbacks[-1] if self.feedbacks else None

    @property
    def rehandling(self) -> Rehandling | None:
        """Why the verdict before the current round was bad and what is done anew, or None while unstudied."""
        return next((each for each in self.rehandlings if each.round == self.round), None)

    @property
    def missing_co_opinions(self) -> tuple[Assignment, ...]:
        """The co-handling tasks whose opinion has not come in."""
        return tuple(task for task in self.co_handlers if task.co_opinion is None)

    @property
    def open_requests(self) -> tuple[ChangeRequest, ...]:
        """The requests of units nobody has decided yet."""
        return tuple(each for each in self.requests if each.is_open)

    @property
    def checks_due(self) -> tuple[date, ...]:
        """The days on which somebody has to look again, earliest first."""
        days = (each.next_check_on for each in self.supervisions if each.awaits_check)
        return tuple(sorted(day for day in days if day))

    @property
    def promise_on(self) -> date | None:
        """The day the first open promise is due; None without one that has a day."""
        return min((each.due_on for each in self.commitments if each.is_open and each.due_on), default=None)

    @property
    def progressed_on(self) -> date | None:
        """The last day on which the case came forward; being urged is no progress."""
        return max((day for day in self._progress_days() if day), default=None)

    def _progress_days(self) -> Iterator[date | None]:
        yield self.assigned_on
        yield from (task.co_opinion.received_on for task in self.co_handlers if task.co_opinion)
        yield from (each.held_on for each in self.consultations)
        yield from (each.on for each in self.handovers)
        yield from (each.on for each in self.transfers)
        for coordination in self.coordinations:
            yield from (coordination.on, coordination.answered_on)
        for reply in self.replies:
            yield from (reply.drafted_on, reply.signed_on, reply.issued_on)
            yield from (step.decided_on for step in reply.steps)
        yield from (each.received_on for each in self.feedbacks)
        yield from (each.issued_on for each in self.supplements)

    def owes_part(self, task: Assignment) -> bool:
        """Whether a unit has not done its part of the current round: its opinion, or its (joint) reply."""
        if task.role is Role.CO:
            return task.co_opinion is None
        answers_by = self.lead if task.role is Role.JOINT_LEAD and self.lead else task
        reply = self.reply_of(answers_by.unit_id)
        return reply is None or reply.state is not ReplyState.ISSUED

    def due_of(self, task: Assignment) -> DueDate | None:
        """Return the day a unit owes its part by: its own in the first round, that of the case later on."""
        return task.due if self.round == 1 or task.role is Role.CO else self.due

    def stages_held(self) -> frozenset[str]:
        """The keys of the consultation stages held in the current round."""
        return frozenset(each.stage for each in self.consultations if each.round == self.round)

    def task_of(self, unit_id: int) -> Assignment:
        """Return the task of a unit; raise `OfficeError` when it has none in this case."""
        for task in self.assignments:
            if task.unit_id == unit_id:
                return task
        raise OfficeError("该单位不在本件的承办单位之列，未作改动；请先在“交办”中添加。")

    def reply_of(self, unit_id: int) -> Reply | None:
        """Return the reply of a unit in the current round, or None."""
        of_unit = (reply for reply in self.replies if reply.unit_id == unit_id and reply.round == self.round)
        return next(of_unit, None)

    def written_reply(self, unit_id: int) -> Reply:
        """Return the reply of a unit in the current round; raise `OfficeError` when none is drafted."""
        reply = self.reply_of(unit_id)
        if reply is None:
            raise OfficeError("还没有答复稿，未作改动；请先起草答复。")
        return reply

    def issued_reply(self, unit_id: int | None = None) -> Reply | None:
        """Return the last reply of a unit that went out, of any unit when none is named; else None."""
        went_out = (reply for reply in reversed(self.replies) if reply.state is ReplyState.ISSUED)
        return next((reply for reply in went_out if unit_id in {None, reply.unit_id}), None)

    def open_addition(self, unit_id: int | None = None) -> Reply | None:
        """Return the letter after the reply that is not out, of any unit when none is named; else None."""
        waiting = (each for each in self.supplements if each.state is not ReplyState.ISSUED)
        return next((each for each in waiting if unit_id in {None, each.unit_id}), None)

    def with_addition(self, letter: Reply) -> Case:
        """Return the case with a letter after the reply, in the place of the unit's one that is not out."""
        others = tuple(each for each in self.supplements if each is not self.open_addition(letter.unit_id))
        return replace(self, supplements=(*others, letter))

    def without_addition(self, unit_id: int) -> Case:
        """Return the case without the unit's letter after the reply that is not out."""
        waiting = self.open_addition(unit_id)
        return replace(self, supplements=tuple(each for each in self.supplements if each is not waiting))

    def at_addition(self, unit_id: int) -> Case:
        """Return the case as those see it who write, review and issue its letter after the reply.

        That letter stands where the reply does, so that whatever is asked of a reply can be asked of it.
        Raises `OfficeError` when the unit has none in hand.
        """
        letter = self.open_addition(unit_id)
        if letter is None:
            raise OfficeError("没有在办的答复后的函，未作改动；请先起草补充答复。")
        return replace(self, round=letter.round, replies=(letter,), points=())

    def next_to_answer(self) -> Assignment | None:
        """Return the answering task whose reply is least advanced (not issued), or None when all went out."""
        for task in self.answering:
            reply = self.reply_of(task.unit_id)
            if reply is None or reply.state is not ReplyState.ISSUED:
                return task
        return None

    def with_assignments(self, assignments: tuple[Assignment, ...], dues: dict[str, DueDate]) -> Case:
        """Return the case handed out to these tasks, with the due dates that began; drafts of tasks end."""
        return replace(self, assignments=assignments, dues={**self.dues, **dues}, proposed=())

    def with_co_opinion(self, unit_id: int, opinion: CoOpinion) -> Case:
        """Return the case with the opinion of one co-handling unit taken in."""
        wanted = self.task_of(unit_id)
        return replace(
            self,
            assignments=tuple(
                replace(task, co_opinion=opinion) if task is wanted else task for task in self.assignments
            ),
        )

    def with_consultation(self, consultation: Consultation) -> Case:
        """Return the case with one more consultation, counted for the current round, in order of date."""
        held = (*self.consultations, replace(consultation, round=self.round))
        return replace(self, consultations=tuple(sorted(held, key=lambda each: (each.round, each.held_on))))

    def replied_in_person(self, meeting: Consultation) -> Case:
        """Return the case with the issued replies of the current round handed over in person (面复)."""
        replies = tuple(
            replace(reply, face_to_face=True)
            if reply.round == self.round and reply.state is ReplyState.ISSUED
            else reply
            for reply in self.replies
        )
        return replace(self.with_consultation(meeting), replies=replies)

    def with_reply(self, reply: Reply) -> Case:
        """Return the case with this reply in the place of the one of the same unit and round."""
        kind = ReplyKind.FIRST if self.round == 1 else ReplyKind.AGAIN
        written = replace(reply, round=self.round, kind=kind)
        others = tuple(
            each for each in self.replies if (each.unit_id, each.round) != (written.unit_id, written.round)
        )
        return replace(self, replies=(*others, written))

    def with_feedback(self, feedback: Feedback, *, again: bool) -> Case:
        """Return the case with a verdict on the current round; `again` opens the next round."""
        heard = replace(feedback, round=self.round)
        return replace(self, feedbacks=(*self.feedbacks, heard), round=self.round + (1 if again else 0))

    def with_rehandling(self, studied: Rehandling) -> Case:
        """Return the case with this study of the current round, in the place of an earlier one."""
        others = tuple(each for each in self.rehandlings if each.round != self.round)
        return replace(self, rehandlings=(*others, replace(studied, round=self.round)))

    def with_extension(self, extension: Extension) -> Case:
        """Return the case with one more extension of the current round, in the place of the one awaited."""
        others = tuple(each for each in self.extensions if each is not self.asked_extension)
        return self._moved(
            replace(self, extensions=(*others, replace(extension, round=self.round))), extension.due
        )

    def with_pause(self, pause: Pause) -> Case:
        """Return the case with one more pause of the current round, in the place of the open one."""
        others = tuple(each for each in self.pauses if each is not self.open_pause)
        return self._moved(replace(self, pauses=(*others, replace(pause, round=self.round))), pause.due)

    def _moved(self, case: Case, due: DueDate | None) -> Case:
        """Return the case with the date in force as that of every task that was due with the case."""
        before = self.due
        return case if due is None or before is None else case.with_task_dates(before.on, due)

    def with_task_dates(self, before: date, due: DueDate) -> Case:
        """Return the case with every answering task that was due on the day `before` due as said."""
        return replace(
            self,
            assignments=tuple(
                replace(task, due=due) if task.role.answers and task.due and task.due.on == before else task
                for task in self.assignments
            ),
        )

    def with_due(self, matter: Matter, due: DueDate | None) -> Case:
        """Return the case with one due date set, or unchanged when there is none to set."""
        return self if due is None else replace(self, dues={**self.dues, matter.value: due})


def submitted(reply: Reply, route: str) -> Reply:
    """Return the reply put on a review route; earlier steps stay in its history."""
    return replace(reply, state=ReplyState.IN_REVIEW, route=route)


def decided(reply: Reply, step: ReviewStep, *, signs: bool) -> Reply:
    """Return the reply after one review decision; `signs` makes an approval the signature."""
    changed = replace(reply, steps=(*reply.steps, step))
    if step.verdict is Verdict.SENT_BACK:
        return replace(changed, state=ReplyState.SENT_BACK)
    if signs:
        return replace(changed, state=ReplyState.SIGNED, signed_by=step.officer, signed_on=step.decided_on)
    return changed
