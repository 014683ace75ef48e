"""The life of one case of the demo desk: what happens to it and when, through the verbs screens use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from desktop.casework import answer, assign, clock, consult, follow, issue, register, review
from desktop.casework import demo_texts as texts
from desktop.casework.demo_stories import Halt, Handling, Promise, Story, person
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.commitment import Commitment
from desktop.domain.consultation import Consultation, ConsultationLevel
from desktop.domain.feedback import Feedback, FeedbackSource, Rehandling
from desktop.domain.proposal import Filing, Proposal, Publicity
from desktop.domain.unit import ContactRole, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.domain.kinds import Body
    from desktop.domain.session import Session

Event = tuple[int, "Callable[[], object]"]
"""On which day after handing out something is done, and what."""

_WHY_NOT = {
    Filing.NOT_FILED: "内容属个人诉求，已转信访部门办理",
    Filing.MERGED: "与同类建议内容相同，合并办理",
    Filing.WITHDRAWN: "提出人书面申请撤回",
}


@dataclass
class Stage:
    """Where the stories are played: the office, the last day, the units by name, the session of each body."""

    office: Office
    today: date
    units: dict[str, Unit]
    sessions: dict[Body, Session]
    chance: Random


@dataclass
class Life:
    """One story played: what happens to its case, and when."""

    stage: Stage
    story: Story
    case_id: int = 0
    leader: str = field(init=False)

    def __post_init__(self) -> None:
        """Choose who answers for the case."""
        self.office, self.chance, self.fate = self.stage.office, self.stage.chance, self.story.fate
        self.leader = self.chance.choice(texts.LEADERS)
        cast = (self.story.topic.lead, *self.story.topic.co_units)
        self.units = [self.stage.units[name] for name in cast]

    def day(self, offset: int) -> date:
        """Return the working day `offset` days after handing out, or the one before it; never after today."""
        day = self.stage.today - timedelta(days=self.fate.ago - offset)
        day = min(day, self.stage.today)
        return day if self.office.calendar.is_workday(day) else self.office.calendar.add(day, -1)

    def events(self) -> Iterator[Event]:
        """Yield what happens up to the day the story is told to."""
        return (event for event in self._all_events() if event[0] <= self.fate.until)

    def _all_events(self) -> Iterator[Event]:
        yield -8, self._register
        if self.fate.filing in _WHY_NOT:
            yield -3, self._decide_filing
        yield 0, self._assign
        yield 6, partial(self._meet, "before", "上门走访")
        for place, unit in enumerate(self._co_handlers()):
            yield 10 + 4 * place, partial(self._take_co_opinion, unit)
        yield 26, partial(self._meet, "during", "座谈会")
        yield from self._round(34)
        yield 56, partial(self._hear, displeased=self.fate.displeased)
        if self.fate.promise is Promise.KEPT:
            yield 75, self._keep_promise
        if self.fate.halt is Halt.PAUSED:
            yield self.fate.until, self._pause
        if self.fate.halt is Halt.EXTENDED:
            yield self.fate.until, self._extend
        if self.fate.displeased:
            yield 60, partial(self._meet, "before", "上门走访")
            yield 62, self._study
            yield from self._round(66)
            yield 88, partial(self._hear, displeased=False)

    def _round(self, first: int) -> Iterator[Event]:
        """Yield how every answering unit writes, has reviewed and issues its reply, from day `first` on."""
        steps = len(self.office.default_scheme.route_for(is_key=self.story.is_key).steps)
        yield first + 4, partial(self._meet, "draft", "征询意见")
        for unit in self._answering():
            yield first, partial(self._write, unit)
            yield first + 6, partial(self._submit, unit)
            yield first + 7, partial(self._decide, unit)
            if self.fate.sent_back:
                yield first + 8, partial(self._send_back, unit)
            for step in range(1, steps):
                yield first + 7 + step, partial(self._decide, unit)
            yield first + 13, partial(self._issue, unit)

    # --- who ----------------------------------------------------------------------------------------

    def _roles(self) -> tuple[tuple[Unit, Role], ...]:
        first, *others = self.units
        match self.story.handling:
            case Handling.SOLE:
                return ((first, Role.SOLE),)
            case Handling.SPLIT:
                return tuple((unit, Role.SPLIT) for unit in self.units[:2])
            case Handling.JOINT:
                roles = [Role.JOINT_LEAD, Role.JOINT_LEAD, *(Role.CO for _ in others[1:])]
                return tuple(zip(self.units, roles, strict=True))
            case _:
                return ((first, Role.LEAD), *((unit, Role.CO) for unit in others))

    def _co_handlers(self) -> list[Unit]:
        return [unit for unit, role in self._roles() if role is Role.CO]

    def _answering(self) -> list[Unit]:
        return self.units[:2] if self.story.handling is Handling.SPLIT else self.units[:1]

    def _pause(self) -> None:
        clock.pause(self.office, self.case_id, "等待上级主管部门批复建设方案")

    def _extend(self) -> None:
        unit = self._answering()[0]
        until = self.stage.today + timedelta(days=(self.fate.due_in or 0) + 30)
        request = clock.Request(unit.name, "涉及面广，需会同有关部门进一步论证", until)
        clock.ask_extension(self.office, self.case_id, request)
        decision = clock.Decision(approved=True, decided_by=self.leader, told=("代表",))
        clock.decide_extension(self.office, self.case_id, decision)

    # --- what happens -------------------------------------------------------------------------------

    def _register(self) -> None:
        story = self.story
        filing = Filing.DRAFT if self.fate.filing is Filing.DRAFT else Filing.FILED
        paper = Proposal(
            story.kind,
            self.stage.sessions[story.kind.body].id,
            story.title,
            story.item_no,
            body=texts.body(story.topic, story.spot),
            submitters=story.submitters,
            co_submitter_count=len(story.submitters) - 1,
            delegation=story.delegation,
            category=story.topic.category,
            origin=story.origin,
            is_key=story.is_key,
            key_leader=self.leader if story.is_key else "",
            publicity=self.chance.choice((Publicity.PUBLIC, Publicity.PUBLIC, Publicity.NOT_PUBLIC)),
            filing=filing,
            received_on=self.day(-8),
        )
        self.case_id = register.proposal(self.office, paper).id

    def _decide_filing(self) -> None:
        register.file_as(self.office, self.case_id, self.fate.filing, _WHY_NOT[self.fate.filing])

    def _assign(self) -> None:
        due_in = self.fate.due_in
        due_on = None if due_in is None else self.stage.today + timedelta(days=due_in)
        drafts = tuple(
            self._task(unit, role, due_on if role.answers else None) for unit, role in self._roles()
        )
        assign.hand_out(self.office, self.case_id, drafts, self.day(0))

    def _task(self, unit: Unit, role: Role, due_on: date | None) -> assign.TaskDraft:
        handler = unit.contact(ContactRole.HANDLER)
        in_charge = unit.contact(ContactRole.LEADER_IN_CHARGE)
        return assign.TaskDraft(
            unit.id,
            role,
            responsible_leader=self.leader,
            leader_in_charge=in_charge.name if in_charge else "",
            section=self.chance.choice(texts.SECTIONS),
            handler=handler.name if handler else "",
            handler_phone=handler.phone if handler else "",
            task=self.story.topic.points[0],
            measures="实地查看、专题研究、答复前征求意见",
            due_on=due_on,
        )

    def _meet(self, stage: str, mode: str) -> None:
        who = self.story.submitters[0].name
        meeting = Consultation(
            stage,
            self.office.today,
            mode,
            self.chance.choice(tuple(ConsultationLevel)),
            organiser=self.units[0].name,
            office_people=person(self.chance),
            submitter_people=who,
            place=self.story.spot,
            demand=self.story.topic.points[1] if stage == "before" else "",
            opinion="对答复初稿没有不同意见" if stage == "draft" else "希望加快进度",
            agreed=True if stage == "draft" else None,
        )
        consult.record(self.office, self.case_id, meeting)

    def _take_co_opinion(self, unit: Unit) -> None:
        text = f"我单位将配合做好“{self.story.topic.points[2]}”相关工作，所需数据和人员随时提供。"
        consult.take_co_opinion(self.office, self.case_id, unit.id, CoOpinion(self.office.today, text))

    def _write(self, unit: Unit) -> None:
        story = self.story
        promised = self._promises(unit)
        draft = answer.ReplyDraft(
            texts.reply(story.topic, texts.OUTLOOKS[self.fate.result]),
            self.fate.result,
            reason=texts.REASONS.get(self.fate.result, ""),
            planned_on=promised[0].due_on if promised else None,
            commitments=promised,
        )
        answer.save_draft(self.office, self.case_id, unit.id, draft)

    def _promises(self, unit: Unit) -> tuple[Commitment, ...]:
        if self.fate.promise is Promise.NONE:
            return ()
        ahead = {Promise.OPEN: 60, Promise.OVERDUE: -9, Promise.KEPT: -20}[self.fate.promise]
        due_on = self.stage.today + timedelta(days=ahead)
        return (Commitment(f"完成{self.story.topic.points[0]}", unit.name, self.office.today, due_on),)

    def _submit(self, unit: Unit) -> None:
        answer.submit(self.office, self.case_id, unit.id)

    def _issue(self, unit: Unit) -> None:
        issue.letter(self.office, self.case_id, unit.id)

    def _decide(self, unit: Unit) -> None:
        case = self._case()
        step = review.step(self.office, case, unit.id)
        if step is not None:
            opinion = self.chance.choice(("同意。", "同意上报。", "已核。"))
            checks = review.checks(self.office, case, step)
            decision = review.Decision(person(self.chance), opinion, checks)
            review.approve(self.office, self.case_id, unit.id, decision)

    def _send_back(self, unit: Unit) -> None:
        decision = review.Decision(person(self.chance), "第二条措施过于原则，请写明数量和完成时间后再报。")
        review.send_back(self.office, self.case_id, unit.id, decision)

    def _hear(self, *, displeased: bool) -> None:
        result = "dissatisfied" if displeased else self.chance.choice(("satisfied", "satisfied", "partly"))
        source = self.chance.choice((FeedbackSource.PAPER, FeedbackSource.PHONE))
        opinion = "答复停留在计划上，希望看到具体进度。" if displeased else "办理认真，希望继续推进。"
        verdict = Feedback(
            self.office.today,
            {"attitude": "satisfied", "result": result},
            source,
            self.story.submitters[0].name,
            opinion,
        )
        follow.take_feedback(self.office, self.case_id, verdict)

    def _study(self) -> None:
        causes = "答复只写了计划，没有说明进度和完成时间，也没有再次见面说明。"
        plan = "逐项列出工程进度和完成时间，由分管领导当面向提出人说明。"
        unit = self._case().answering[0].unit_name
        study = Rehandling(causes, plan, self.office.today, "分管领导牵头，业务科室每月通报进展。", unit)
        follow.study_again(self.office, self.case_id, study)

    def _keep_promise(self) -> None:
        follow.fulfil(self.office, self.case_id, 0, self.office.today, "现场验收记录已归档")

    def _case(self) -> Case:
        return self.office.store.cases.get(self.case_id)
