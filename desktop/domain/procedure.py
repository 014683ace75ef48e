"""The order of things: how the stage of a case follows from it, the acts that move it, their guards.

The only module that knows what may happen when (`next_step` reads it). Each guard names its source.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desktop.domain.case import Case
from desktop.domain.errors import Problem, Severity, refuse_if
from desktop.domain.labels import Labelled
from desktop.domain.points import unanswered
from desktop.domain.proposal import Filing
from desktop.domain.reply import Reply, ReplyState
from desktop.domain.scheme import RouteStep, Scheme, Strictness
from desktop.domain.stage import Stage

_UNFILED = {
    Filing.DRAFT: Stage.DRAFT,
    Filing.NOT_FILED: Stage.NOT_FILED,
    Filing.PUBLIC_OPINION: Stage.NOT_FILED,
    Filing.MERGED: Stage.MERGED,
    Filing.WITHDRAWN: Stage.WITHDRAWN,
}
_SHOWN = 20  # characters of a point in a message
_BY_REPLY = {
    ReplyState.DRAFT: Stage.DRAFTED,
    ReplyState.SENT_BACK: Stage.DRAFTED,
    ReplyState.IN_REVIEW: Stage.IN_REVIEW,
    ReplyState.SIGNED: Stage.SIGNED,
}


class Act(Labelled):
    """What a person can do to a case."""

    ASSIGN = ("assign", "交办")
    CO_OPINION = ("co_opinion", "登记协办意见")
    CONSULT = ("consult", "登记面商")
    DRAFT = ("draft", "起草答复")
    SUBMIT = ("submit", "送审")
    REVIEW = ("review", "审核")
    RECALL = ("recall", "撤回签发")
    ISSUE = ("issue", "印发")
    FEEDBACK = ("feedback", "登记反馈")
    REHANDLE = ("rehandle", "分析原因、重定方案")
    COMMIT = ("commit", "登记承诺")
    FULFIL = ("fulfil", "办结承诺")
    WISH = ("wish", "登记后续意见")
    ANSWER_WISH = ("answer_wish", "答复后续意见")
    LOOK_BACK = ("look_back", "回头看")
    EXTEND = ("extend", "申请延期")
    DECIDE_EXTENSION = ("decide_extension", "审批延期")
    PAUSE = ("pause", "停计时")
    RESUME = ("resume", "恢复计时")
    INTERIM = ("interim", "登记阶段性反馈")
    SUPPLEMENT = ("supplement", "补充答复")


def stage_of(case: Case, scheme: Scheme) -> Stage:
    """Return where the case stands: the least advanced answering unit decides (上海规定2015 分办各自答复)."""
    if case.proposal.filing in _UNFILED:
        return _UNFILED[case.proposal.filing]
    if not case.answering:
        return Stage.REGISTERED
    waiting = case.next_to_answer()
    if waiting is not None:
        reply = case.reply_of(waiting.unit_id)
        if reply is None:
            return Stage.IN_HAND if case.round == 1 else Stage.REHANDLING
        return _BY_REPLY[reply.state]
    if case.feedback is None or case.feedback.round != case.round:
        return Stage.REPLIED
    return Stage.FOLLOWING if _is_followed(case, scheme) else Stage.CLOSED


def _is_followed(case: Case, scheme: Scheme) -> bool:
    """Whether wishes or promises are open, or a class that carries over has none recorded (S0-20, S1-31)."""
    if any(each.is_open for each in case.wishes):
        return True
    if case.commitments:
        return any(each.is_open for each in case.commitments)
    classes = [scheme.result_class(reply.result_class) for reply in case.current_replies]
    return any(each is not None and each.carries_over for each in classes)


def current_step(reply: Reply, scheme: Scheme) -> RouteStep | None:
    """Return the step of the review route that has to decide now, or None when the reply is not in review."""
    route = scheme.route(reply.route)
    if reply.state is not ReplyState.IN_REVIEW or route is None:
        return None
    return route.steps[min(len(reply.approvals), len(route.steps) - 1)]


@dataclass(frozen=True, slots=True)
class Situation:
    """What a guard looks at: the case as it would be judged, its scheme, today, and the unit concerned."""

    case: Case
    scheme: Scheme
    today: date
    unit_id: int | None = None

    @property
    def reply(self) -> Reply | None:
        """The reply of the unit concerned in the current round."""
        return None if self.unit_id is None else self.case.reply_of(self.unit_id)


@dataclass(frozen=True, slots=True)
class Guard:
    """One condition of an act: the check returns what is missing, `source` says where it is written."""

    act: Act
    check: Callable[[Situation], list[Problem]]
    source: str


def _error(field: str, message: str) -> Problem:
    return Problem(field, message)


def _as_strict(strictness: Strictness, field: str, message: str) -> list[Problem]:
    if strictness is Strictness.FREE:
        return []
    severity = Severity.ERROR if strictness is Strictness.BLOCK else Severity.WARNING
    return [Problem(field, message, severity)]


def _is_filed(at: Situation) -> list[Problem]:
    filing = at.case.proposal.filing
    return [] if filing is Filing.FILED else [_error("filing", f"本件为“{filing.label}”，不能办理")]


def _is_assigned(at: Situation) -> list[Problem]:
    return [] if at.case.answering else [_error("assignments", "本件尚未交办，请先交办")]


def _not_beyond_draft(at: Situation) -> list[Problem]:
    beyond = [
        reply for reply in at.case.current_replies if reply.is_on_route or reply.state is ReplyState.ISSUED
    ]
    return [
        _error("assignments", f"{reply.unit_name}的答复{reply.state.label}，不能再改交办") for reply in beyond
    ]


def _is_complete_assignment(at: Situation) -> list[Problem]:
    if not at.case.answering:
        return [_error("assignments", "至少要有一个主办（独办、分办）单位")]
    problems = []
    for task in at.case.answering:
        if not task.responsible_leader:
            problems.append(_error("responsible_leader", f"{task.unit_name}缺责任领导"))
        if task.due is None:
            problems.append(_error("due", f"{task.unit_name}缺办结时限"))
    return problems


def _units_once(at: Situation) -> list[Problem]:
    ids = [task.unit_id for task in at.case.assignments]
    doubled = {task.unit_name for task in at.case.assignments if ids.count(task.unit_id) > 1}
    return [_error("assignments", f"{name}重复出现") for name in sorted(doubled)]


def _roles_fit(at: Situation) -> list[Problem]:
    roles = [task.role.value for task in at.case.assignments]
    if roles.count("lead") + roles.count("sole") > 1:
        return [_error("role", "独办、主办单位只能有一个，两家以上请选“联合主办”或“分办”")]
    if "sole" in roles and len(roles) > 1:
        return [_error("role", "独办件不能另有承办单位，请改为“主办”")]
    return []


def _draft_is_open(at: Situation) -> list[Problem]:
    reply = at.reply
    if reply is None or reply.state in {ReplyState.DRAFT, ReplyState.SENT_BACK}:
        return []
    return [_error("text", f"答复{reply.state.label}，不能修改；需要修改请先退回")]


def _reply_is_written(at: Situation) -> list[Problem]:
    reply = at.reply
    if reply is None or not reply.text.strip():
        return [_error("text", "答复正文为空")]
    return []


def _class_is_given(at: Situation) -> list[Problem]:
    reply = at.reply
    if reply is None:
        return []
    chosen = at.scheme.result_class(reply.result_class)
    if chosen is None:
        return [_error("result_class", "未选办理结果类别")]
    problems = []
    if chosen.needs_reason and not reply.reason.strip():
        problems.append(_error("reason", f"{chosen.short}类件须写明理由"))
    if chosen.needs_planned_date and reply.planned_on is None:
        problems.append(_error("planned_on", f"{chosen.short}类件须写明计划完成时间"))
    return problems


def _points_are_answered(at: Situation) -> list[Problem]:
    left = unanswered(at.case.points, at.reply.points if at.reply else ())
    message = f"诉求要点有{len(left)}条没有答复：{'；'.join(each.text[:_SHOWN] for each in left)}"
    return _as_strict(at.scheme.points_unanswered, "points", message) if left else []


def _stages_are_held(at: Situation) -> list[Problem]:
    held = at.case.stages_held()
    word = at.scheme.contacts.word
    return [
        problem
        for stage in at.scheme.contacts.stages
        if stage.key not in held
        for problem in _as_strict(stage.strictness, "consultations", f"缺“{stage.label}”{word}记录")
    ]


def _is_met_in_person(at: Situation) -> list[Problem]:
    rules = at.scheme.contacts
    meetings = (each for each in at.case.consultations if each.round == at.case.round and not each.is_reply)
    in_person = any(each.mode in rules.face_to_face_modes for each in meetings)
    if in_person or not rules.face_to_face_modes:
        return []
    modes = "、".join(rules.face_to_face_modes)
    return _as_strict(rules.face_to_face, "consultations", f"没有当面{rules.word}记录（{modes}）")


def _redo_is_studied(at: Situation) -> list[Problem]:
    if at.case.round == 1 or at.case.rehandling is not None:
        return []
    message = "重新办理前须分析不满意的原因、重新研究办理方案"
    return _as_strict(at.scheme.redo_record, "rehandling", message)


def _is_handled_again(at: Situation) -> list[Problem]:
    if at.case.round == 1:
        return [_error("rehandling", "本件没有转入重新办理")]
    if at.case.next_to_answer() is None:
        return [_error("rehandling", "本轮已经答复")]
    return []


def _co_opinions_are_in(at: Situation) -> list[Problem]:
    return [
        problem
        for task in at.case.missing_co_opinions
        for problem in _as_strict(
            at.scheme.co_opinion_missing, "co_opinions", f"缺{task.unit_name}的协办意见"
        )
    ]


def _is_in_review(at: Situation) -> list[Problem]:
    reply = at.reply
    return [] if reply and reply.state is ReplyState.IN_REVIEW else [_error("reply", "该答复不在审核中")]


def _is_signed(at: Situation) -> list[Problem]:
    reply = at.reply
    return [] if reply and reply.state is ReplyState.SIGNED else [_error("reply", "该答复尚未签发")]


def _all_replies_are_out(at: Situation) -> list[Problem]:
    waiting = at.case.next_to_answer()
    return [] if waiting is None else [_error("reply", f"{waiting.unit_name}尚未答复，不能登记反馈")]


def _is_unjudged(at: Situation) -> list[Problem]:
    feedback = at.case.feedback
    judged = feedback is not None and feedback.round == at.case.round
    return [_error("feedback", "本轮反馈已登记")] if judged else []


def _has_open_promise(at: Situation) -> list[Problem]:
    is_open = any(each.is_open for each in at.case.commitments)
    return [] if is_open else [_error("commitments", "没有未办结的承诺事项")]


def _has_open_wish(at: Situation) -> list[Problem]:
    is_open = any(each.is_open for each in at.case.wishes)
    return [] if is_open else [_error("wishes", "没有未答复的后续意见")]


def _was_answered(at: Situation) -> list[Problem]:
    return [] if at.case.latest_issued else [_error("reply", "尚未印发答复")]


def _owes_a_dated_reply(at: Situation) -> list[Problem]:
    if at.case.next_to_answer() is None:
        return [_error("due", "本轮已经答复，时限不再变动")]
    return [] if at.case.due else [_error("due", "本件没有办结时限")]


def _clock_runs(at: Situation) -> list[Problem]:
    pause = at.case.open_pause
    return (
        [] if pause is None else [_error("pauses", f"自{pause.stopped_on.isoformat()}起停计时，请先恢复计时")]
    )


def _clock_stands(at: Situation) -> list[Problem]:
    return [] if at.case.open_pause else [_error("pauses", "本件没有停计时")]


def _is_not_overdue(at: Situation) -> list[Problem]:
    due = at.case.due
    if due is None or at.today <= due.on:
        return []
    return [_error("due", f"时限 {due.on.isoformat()} 已过，延期须在到期前申请")]


def _asks_once(at: Situation) -> list[Problem]:
    return [_error("extensions", "已有一份延期申请待批")] if at.case.asked_extension else []


def _extension_is_asked(at: Situation) -> list[Problem]:
    return [] if at.case.asked_extension else [_error("extensions", "没有待批的延期申请")]


def _interim_is_awaited(at: Situation) -> list[Problem]:
    return [] if at.case.latest_issued else [_error("interims", "尚未答复，没有阶段性反馈可登记")]


def _has_gone_out(at: Situation) -> list[Problem]:
    went_out = at.case.issued_reply(at.unit_id)
    return [] if went_out else [_error("reply", "尚未印发答复，没有可补充的；请先答复")]


GUARDS: tuple[Guard, ...] = (
    Guard(Act.ASSIGN, _is_filed, "不予立案的不办理"),
    Guard(Act.ASSIGN, _not_beyond_draft, "交办在答复送审之前"),
    Guard(Act.ASSIGN, _units_once, "一件一单位一任务"),
    Guard(Act.ASSIGN, _roles_fit, "上海规定2015：两家主办应协商一致后答复"),
    Guard(Act.ASSIGN, _is_complete_assignment, "逐件明确责任领导、承办单位和完成时限（西工区2023）"),
    Guard(Act.CO_OPINION, _is_assigned, "协办意见交主办单位汇总（涧西区2019）"),
    Guard(Act.CONSULT, _is_filed, "不予立案的不办理"),
    Guard(Act.CONSULT, _is_assigned, "面商由承办单位进行（章丘区2023）"),
    Guard(Act.DRAFT, _is_filed, "不予立案的不办理"),
    Guard(Act.DRAFT, _is_assigned, "答复由承办单位起草"),
    Guard(Act.DRAFT, _draft_is_open, "送审后的稿件不得擅改"),
    Guard(Act.SUBMIT, _draft_is_open, "送审后的稿件不得擅改"),
    Guard(Act.SUBMIT, _reply_is_written, "书面答复（代表法第51条）"),
    Guard(Act.SUBMIT, _class_is_given, "办理结果分类标注"),
    Guard(Act.SUBMIT, _points_are_answered, "逐条答复（清单式答复）"),
    Guard(Act.SUBMIT, _stages_are_held, "三见面（章丘区2023）"),
    Guard(Act.SUBMIT, _is_met_in_person, "承办人员必须上门（西工区2023）"),
    Guard(Act.SUBMIT, _redo_is_studied, "委员不认可的，分析不满意的原因、重新研究办理方案（楚雄市2022）"),
    Guard(Act.SUBMIT, _co_opinions_are_in, "协办意见应在答复中说明（上海、浙江、山东、青岛、河南）"),
    Guard(Act.REVIEW, _is_in_review, "逐级审核"),
    Guard(Act.RECALL, _is_signed, "签发后、印发前可以撤回"),
    Guard(Act.ISSUE, _is_signed, "签发后方可印发（浙江规定2016）"),
    Guard(Act.ISSUE, _clock_runs, "停计时期间时限未定，恢复后方可印发"),
    Guard(Act.FEEDBACK, _is_assigned, "先交办，后测评"),
    Guard(Act.FEEDBACK, _all_replies_are_out, "先答复，后测评"),
    Guard(Act.FEEDBACK, _is_unjudged, "一轮一次反馈"),
    Guard(Act.REHANDLE, _is_handled_again, "不满意的重新办理（上海规定2015、浙江规定2016）"),
    Guard(Act.COMMIT, _is_assigned, "承诺事项由承办单位作出"),
    Guard(Act.FULFIL, _has_open_promise, "承诺事项台账（青岛条例2021）"),
    Guard(Act.WISH, _was_answered, "答复后提出其他后续意见的，及时反馈落实（楚雄市2022）"),
    Guard(Act.ANSWER_WISH, _has_open_wish, "答复后提出其他后续意见的，及时反馈落实（楚雄市2022）"),
    Guard(Act.LOOK_BACK, _was_answered, "代表建议“回头看”（涧西区2019）"),
    Guard(Act.EXTEND, _is_assigned, "时限自交办起算"),
    Guard(Act.EXTEND, _owes_a_dated_reply, "延期的是答复（代表法第51、52条）"),
    Guard(Act.EXTEND, _is_not_overdue, "到期前申请延期（山东条例2017）"),
    Guard(Act.EXTEND, _asks_once, "一次一份申请"),
    Guard(Act.EXTEND, _clock_runs, "停计时期间时限未定"),
    Guard(Act.DECIDE_EXTENSION, _extension_is_asked, "经交办机关同意（北京条例2014）"),
    Guard(Act.DECIDE_EXTENSION, _owes_a_dated_reply, "延期的是答复（代表法第51、52条）"),
    Guard(Act.DECIDE_EXTENSION, _clock_runs, "停计时期间时限未定"),
    Guard(Act.PAUSE, _is_assigned, "时限自交办起算"),
    Guard(Act.PAUSE, _owes_a_dated_reply, "答复之后不再计时"),
    Guard(Act.PAUSE, _clock_runs, "停一次、恢复一次"),
    Guard(Act.RESUME, _clock_stands, "停一次、恢复一次"),
    Guard(Act.INTERIM, _interim_is_awaited, "初次答复后时间过半时再次反馈（涧西区2019）"),
    Guard(Act.SUPPLEMENT, _has_gone_out, "初次答复后情况有变化的，及时作出补充答复（楚雄州2022）"),
)


def problems_of(act: Act, at: Situation) -> tuple[Problem, ...]:
    """Return everything that speaks against the act: errors forbid it, warnings ask for a second look."""
    if at.case.is_deleted:
        return (_error("is_deleted", "本件在回收站中，请先恢复"),)
    return tuple(problem for guard in GUARDS if guard.act is act for problem in guard.check(at))


def require(act: Act, at: Situation) -> None:
    """Raise `OfficeError` naming everything that is missing when the act is not allowed."""
    refuse_if(problems_of(act, at), f"不能{act.label}，未作改动")


def allowed(act: Act, at: Situation) -> bool:
    """Return whether nothing forbids the act."""
    return all(problem.severity is not Severity.ERROR for problem in problems_of(act, at))
