"""The order of things: how the stage of a case follows from it, the acts that move it, their guards.

The only module that knows what may happen when (`next_step` reads it). Each guard names its source.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain import conditions as when
from desktop.domain.case import Case
from desktop.domain.conditions import Situation
from desktop.domain.errors import Problem, Severity, refuse_if
from desktop.domain.labels import Labelled
from desktop.domain.proposal import Filing
from desktop.domain.reply import Reply, ReplyState
from desktop.domain.scheme import RouteStep, Scheme
from desktop.domain.stage import Stage

__all__ = (
    "GUARDS",
    "Act",
    "Guard",
    "Situation",
    "allowed",
    "current_step",
    "problems_of",
    "require",
    "stage_of",
)

_UNFILED = {
    Filing.DRAFT: Stage.DRAFT,
    Filing.NOT_FILED: Stage.NOT_FILED,
    Filing.PUBLIC_OPINION: Stage.NOT_FILED,
    Filing.MERGED: Stage.MERGED,
    Filing.WITHDRAWN: Stage.WITHDRAWN,
}
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
    ARCHIVE = ("archive", "立卷归档")
    REOPEN = ("reopen", "取消归档")


def stage_of(case: Case, scheme: Scheme) -> Stage:
    """Return where the case stands: the least advanced answering unit decides (上海规定2015 分办各自答复)."""
    ended = Stage.ARCHIVED if case.dossier else _UNFILED.get(case.proposal.filing)
    if ended is not None:
        return ended
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
    if any(each.is_open for each in case.wishes) or case.open_addition() is not None:
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
class Guard:
    """One condition of an act: the check returns what is missing, `source` says where it is written."""

    act: Act
    check: Callable[[Situation], list[Problem]]
    source: str


def _is_closed(at: Situation) -> list[Problem]:
    stage = stage_of(at.case, at.scheme)
    return [] if stage.is_settled else [Problem("stage", f"本件为“{stage.label}”，办结后方可归档")]


GUARDS: tuple[Guard, ...] = (
    Guard(Act.ASSIGN, when.is_filed, "不予立案的不办理"),
    Guard(Act.ASSIGN, when.not_beyond_draft, "交办在答复送审之前"),
    Guard(Act.ASSIGN, when.units_once, "一件一单位一任务"),
    Guard(Act.ASSIGN, when.roles_fit, "上海规定2015：两家主办应协商一致后答复"),
    Guard(Act.ASSIGN, when.is_complete_assignment, "逐件明确责任领导、承办单位和完成时限（西工区2023）"),
    Guard(Act.CO_OPINION, when.is_assigned, "协办意见交主办单位汇总（涧西区2019）"),
    Guard(Act.CONSULT, when.is_filed, "不予立案的不办理"),
    Guard(Act.CONSULT, when.is_assigned, "面商由承办单位进行（章丘区2023）"),
    Guard(Act.DRAFT, when.is_filed, "不予立案的不办理"),
    Guard(Act.DRAFT, when.is_assigned, "答复由承办单位起草"),
    Guard(Act.DRAFT, when.draft_is_open, "送审后的稿件不得擅改"),
    Guard(Act.SUBMIT, when.draft_is_open, "送审后的稿件不得擅改"),
    Guard(Act.SUBMIT, when.reply_is_written, "书面答复（代表法第51条）"),
    Guard(Act.SUBMIT, when.class_is_given, "办理结果分类标注"),
    Guard(Act.SUBMIT, when.points_are_answered, "逐条答复（清单式答复）"),
    Guard(Act.SUBMIT, when.stages_are_held, "三见面（章丘区2023）"),
    Guard(Act.SUBMIT, when.is_met_in_person, "承办人员必须上门（西工区2023）"),
    Guard(Act.SUBMIT, when.redo_is_studied, "委员不认可的，分析不满意的原因、重新研究办理方案（楚雄市2022）"),
    Guard(Act.SUBMIT, when.co_opinions_are_in, "协办意见应在答复中说明（上海、浙江、山东、青岛、河南）"),
    Guard(Act.REVIEW, when.is_in_review, "逐级审核"),
    Guard(Act.RECALL, when.is_signed, "签发后、印发前可以撤回"),
    Guard(Act.ISSUE, when.is_signed, "签发后方可印发（浙江规定2016）"),
    Guard(Act.ISSUE, when.clock_runs, "停计时期间时限未定，恢复后方可印发"),
    Guard(Act.FEEDBACK, when.is_assigned, "先交办，后测评"),
    Guard(Act.FEEDBACK, when.all_replies_are_out, "先答复，后测评"),
    Guard(Act.FEEDBACK, when.is_unjudged, "一轮一次反馈"),
    Guard(Act.REHANDLE, when.is_handled_again, "不满意的重新办理（上海规定2015、浙江规定2016）"),
    Guard(Act.COMMIT, when.is_assigned, "承诺事项由承办单位作出"),
    Guard(Act.FULFIL, when.has_open_promise, "承诺事项台账（青岛条例2021）"),
    Guard(Act.WISH, when.was_answered, "答复后提出其他后续意见的，及时反馈落实（楚雄市2022）"),
    Guard(Act.ANSWER_WISH, when.has_open_wish, "答复后提出其他后续意见的，及时反馈落实（楚雄市2022）"),
    Guard(Act.LOOK_BACK, when.was_answered, "代表建议“回头看”（涧西区2019）"),
    Guard(Act.EXTEND, when.is_assigned, "时限自交办起算"),
    Guard(Act.EXTEND, when.owes_a_dated_reply, "延期的是答复（代表法第51、52条）"),
    Guard(Act.EXTEND, when.is_not_overdue, "到期前申请延期（山东条例2017）"),
    Guard(Act.EXTEND, when.asks_once, "一次一份申请"),
    Guard(Act.EXTEND, when.clock_runs, "停计时期间时限未定"),
    Guard(Act.DECIDE_EXTENSION, when.extension_is_asked, "经交办机关同意（北京条例2014）"),
    Guard(Act.DECIDE_EXTENSION, when.owes_a_dated_reply, "延期的是答复（代表法第51、52条）"),
    Guard(Act.DECIDE_EXTENSION, when.clock_runs, "停计时期间时限未定"),
    Guard(Act.PAUSE, when.is_assigned, "时限自交办起算"),
    Guard(Act.PAUSE, when.owes_a_dated_reply, "答复之后不再计时"),
    Guard(Act.PAUSE, when.clock_runs, "停一次、恢复一次"),
    Guard(Act.RESUME, when.clock_stands, "停一次、恢复一次"),
    Guard(Act.INTERIM, when.interim_is_awaited, "初次答复后时间过半时再次反馈（涧西区2019）"),
    Guard(Act.SUPPLEMENT, when.has_gone_out, "初次答复后情况有变化的，及时作出补充答复（楚雄州2022）"),
    Guard(Act.ARCHIVE, _is_closed, "办结后立卷归档（楚雄市2022）；国家档案局令第8号（2006）"),
    Guard(Act.REOPEN, when.is_archived, "归档后需要补充、更正的，先取消归档"),
)


def problems_of(act: Act, at: Situation) -> tuple[Problem, ...]:
    """Return everything that speaks against the act: errors forbid it, warnings ask for a second look."""
    if at.case.is_deleted:
        return (Problem("is_deleted", "本件在回收站中，请先恢复"),)
    if at.case.dossier is not None and act is not Act.REOPEN:
        return (Problem("dossier", f"本件已归档（{at.case.dossier.file_no}），请先取消归档"),)
    return tuple(problem for guard in GUARDS if guard.act is act for problem in guard.check(at))


def require(act: Act, at: Situation) -> None:
    """Raise `OfficeError` naming everything that is missing when the act is not allowed."""
    refuse_if(problems_of(act, at), f"不能{act.label}，未作改动")


def allowed(act: Act, at: Situation) -> bool:
    """Return whether nothing forbids the act."""
    return all(problem.severity is not Severity.ERROR for problem in problems_of(act, at))
