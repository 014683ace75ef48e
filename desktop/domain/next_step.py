"""The one next step of every open case: who must do what by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.deadlines import DueDate, Matter
from desktop.domain.procedure import Act, current_step, stage_of
from desktop.domain.reply import ReplyState
from desktop.domain.scheme import Strictness
from desktop.domain.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case
    from desktop.domain.scheme import ContactStage, Scheme


@dataclass(frozen=True, slots=True)
class NextStep:
    """Who must do what by when on an open case; `act` is what a toolbar offers."""

    act: Act | None
    who: str
    what: str
    due: DueDate | None = None
    unit_id: int | None = None

    @property
    def text(self) -> str:
        """One line: 市教育局：起草答复（2026-06-30 前）."""
        by = f"（{self.due.on.isoformat()} 前）" if self.due else ""
        return f"{self.who}：{self.what}{by}"


def next_step(case: Case, scheme: Scheme) -> NextStep | None:
    """Return the one next step of a case, or None when it has ended."""
    stage = stage_of(case, scheme)
    finder = _STEPS.get(stage)
    stopped = (_request_step(case, scheme) or _clock_step(case, scheme)) if stage.owes_reply else None
    return stopped or (finder(case, scheme) if finder else None)


def filing_step(case: Case, scheme: Scheme) -> NextStep | None:
    """Return that a closed case is put away, or None; nobody is late with it, so no list shows it."""
    if stage_of(case, scheme) is not Stage.CLOSED:
        return None
    return NextStep(Act.ARCHIVE, scheme.supervisor, "立卷归档")


def _request_step(case: Case, scheme: Scheme) -> NextStep | None:
    """Return that a unit's request has to be decided before anything else: nobody works on what may go."""
    if not case.open_requests:
        return None
    asked = case.open_requests[0]
    return NextStep(None, scheme.supervisor, f"处理{asked.unit_name}的{asked.kind.label}申请", case.due)


def _clock_step(case: Case, scheme: Scheme) -> NextStep | None:
    """Return what has to be done about the clock before anything else: let it run again, or decide."""
    task = case.next_to_answer()
    unit_id = task.unit_id if task else None
    if case.open_pause is not None:
        since = case.open_pause.stopped_on.isoformat()
        what = f"暂停办理中（{since}起停计时：{case.open_pause.reason}），条件具备后恢复计时"
        return NextStep(Act.RESUME, task.unit_name if task else scheme.supervisor, what, None, unit_id)
    asked = case.asked_extension
    if asked is None:
        return None
    what = f"延期待批：{asked.asked_by}申请延至 {asked.until.isoformat()}"
    return NextStep(Act.DECIDE_EXTENSION, scheme.extension.approver, what, case.due, unit_id)


def _complete(case: Case, _scheme: Scheme) -> NextStep:
    return NextStep(None, "登记员", "补全草稿并立案" if case.proposal.title else "填写标题并立案")


def _hand_out(case: Case, scheme: Scheme) -> NextStep:
    if case.handovers:
        return NextStep(Act.ASSIGN, scheme.supervisor, "重新交办", case.dues.get(Matter.REASSIGN))
    due = case.dues.get(Matter.HAND_OUT)
    objected = next((task for task in case.proposed if task.is_objected), None)
    if objected is not None:
        what = f"按{objected.unit_name}的异议调整承办单位"
        return NextStep(Act.ASSIGN, scheme.supervisor, what, due)
    asked = next((task for task in case.proposed if task.confirmation is None), None)
    if asked is not None:
        return NextStep(None, asked.unit_name, "审核确认承办任务", due, asked.unit_id)
    what = "核对五定并下达交办" if case.proposed else "确定主办、协办单位并交办"
    return NextStep(Act.ASSIGN, scheme.supervisor, what, due)


def _work(case: Case, scheme: Scheme) -> NextStep:
    task = case.next_to_answer() or case.answering[0]
    if case.round > 1 and case.rehandling is None and scheme.redo_record is not Strictness.FREE:
        what = "分析不满意的原因，重新研究办理方案"
        return NextStep(Act.REHANDLE, task.unit_name, what, case.due, task.unit_id)
    stage = stage_awaited(case, scheme)
    if stage is not None:
        return _meet(case, scheme, task, stage)
    if case.missing_co_opinions:
        waiting = case.missing_co_opinions[0]
        what = f"提交{scheme.word('co', '协办')}意见"
        return NextStep(Act.CO_OPINION, waiting.unit_name, what, waiting.due or case.due, waiting.unit_id)
    return NextStep(Act.DRAFT, task.unit_name, "起草答复", case.due, task.unit_id)


def _submit(case: Case, scheme: Scheme) -> NextStep:
    task = case.next_to_answer() or case.answering[0]
    reply = case.reply_of(task.unit_id)
    if reply is not None and reply.state is ReplyState.SENT_BACK:
        return NextStep(Act.DRAFT, task.unit_name, "按退回意见修改答复", case.due, task.unit_id)
    stage = stage_awaited(case, scheme)
    if stage is not None:
        return _meet(case, scheme, task, stage)
    return NextStep(Act.SUBMIT, task.unit_name, "将答复稿送审", case.due, task.unit_id)


def stage_awaited(case: Case, scheme: Scheme) -> ContactStage | None:
    """Return at which stage the submitter is met next, or None: the last one is about the draft.

    A stage nobody asks for is never awaited, nor is an earlier one once there is a draft.
    """
    task, stages = case.next_to_answer(), scheme.contacts.stages
    is_drafted = task is not None and case.reply_of(task.unit_id) is not None
    wanted = stages[-1:] if is_drafted else stages[:-1]
    held = case.stages_held()
    return next(
        (each for each in wanted if each.key not in held and each.strictness is not Strictness.FREE), None
    )


def _meet(case: Case, scheme: Scheme, task: Assignment, stage: ContactStage) -> NextStep:
    what = f"{stage.label}{scheme.contacts.word}"
    return NextStep(Act.CONSULT, task.unit_name, what, case.due, task.unit_id)


def _decide(case: Case, scheme: Scheme) -> NextStep:
    task = case.next_to_answer() or case.answering[0]
    reply = case.reply_of(task.unit_id)
    step = current_step(reply, scheme) if reply else None
    if step is None:
        return NextStep(Act.REVIEW, scheme.supervisor, "审核答复稿", case.due, task.unit_id)
    who = scheme.reviewer_word(step.role)
    what = step.label.removeprefix(who).removeprefix(step.role.label) or step.label
    return NextStep(Act.REVIEW, who, what, case.due, task.unit_id)


def _send_out(case: Case, _scheme: Scheme) -> NextStep:
    task = case.next_to_answer() or case.answering[0]
    return NextStep(Act.ISSUE, task.unit_name, "编号印发答复函", case.due, task.unit_id)


def _add(case: Case, scheme: Scheme) -> NextStep | None:
    """Return what has to be done with a letter after the reply that is in hand, or None without one."""
    letter = case.open_addition()
    if letter is None:
        return None
    kind, step = letter.kind.label, current_step(letter, scheme)
    who, what = letter.unit_name, f"编号印发{kind}"
    if letter.state is ReplyState.IN_REVIEW:
        who, what = scheme.supervisor, f"审核{kind}"
        if step is not None:
            who, what = scheme.reviewer_word(step.role), f"{kind}{step.label}"
    elif letter.state is not ReplyState.SIGNED:
        what = f"按退回意见修改{kind}" if letter.state is ReplyState.SENT_BACK else f"将{kind}送审"
    return NextStep(Act.SUPPLEMENT, who, what, None, letter.unit_id)


def _hear(case: Case, scheme: Scheme) -> NextStep:
    added = _add(case, scheme)
    if added is not None:
        return added
    return NextStep(
        Act.FEEDBACK, scheme.supervisor, "收回征询意见表并登记反馈", case.dues.get(Matter.FEEDBACK)
    )


def _follow(case: Case, scheme: Scheme) -> NextStep:
    added = _add(case, scheme)
    if added is not None:
        return added
    wish = next((each for each in case.wishes if each.is_open), None)
    if wish is not None:
        by = DueDate(wish.due_on) if wish.due_on else None
        return NextStep(Act.ANSWER_WISH, wish.unit_name or case.answering[0].unit_name, "答复后续意见", by)
    pending = [each for each in case.commitments if each.is_open]
    interim = case.awaited_interim
    days = [each.due_on for each in pending if each.due_on]
    if interim is not None and pending and (not days or interim.on <= min(days)):
        what = f"向{case.proposal.kind.honorific}反馈阶段性进展（{scheme.word('interim', '阶段性反馈')}）"
        return NextStep(Act.INTERIM, case.answering[0].unit_name, what, interim, case.answering[0].unit_id)
    if not pending:
        return NextStep(Act.COMMIT, case.answering[0].unit_name, "登记承诺事项和完成时限")
    first = min(pending, key=lambda each: (each.due_on is None, each.due_on))
    due = DueDate(first.due_on) if first.due_on else None
    return NextStep(Act.FULFIL, first.unit_name, f"落实承诺：{first.text}", due)


_STEPS: dict[Stage, Callable[[Case, Scheme], NextStep]] = {
    Stage.DRAFT: _complete,
    Stage.REGISTERED: _hand_out,
    Stage.IN_HAND: _work,
    Stage.REHANDLING: _work,
    Stage.DRAFTED: _submit,
    Stage.IN_REVIEW: _decide,
    Stage.SIGNED: _send_out,
    Stage.REPLIED: _hear,
    Stage.FOLLOWING: _follow,
}
