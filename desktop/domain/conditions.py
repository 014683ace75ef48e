"""The conditions acts stand under: each looks at a `Situation` and returns what is missing, if anything.

Which act stands under which, and where that is written, is said in `procedure`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.case import Case
from desktop.domain.errors import Problem, Severity
from desktop.domain.points import unanswered
from desktop.domain.proposal import Filing
from desktop.domain.reply import Reply, ReplyState
from desktop.domain.scheme import Scheme, Strictness

_SHOWN = 20  # characters of a point in a message


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


def _error(field: str, message: str) -> Problem:
    return Problem(field, message)


def _as_strict(strictness: Strictness, field: str, message: str) -> list[Problem]:
    if strictness is Strictness.FREE:
        return []
    severity = Severity.ERROR if strictness is Strictness.BLOCK else Severity.WARNING
    return [Problem(field, message, severity)]


def is_filed(at: Situation) -> list[Problem]:
    """Whether the paper is taken up at all."""
    filing = at.case.proposal.filing
    return [] if filing is Filing.FILED else [_error("filing", f"本件为“{filing.label}”，不能办理")]


def is_assigned(at: Situation) -> list[Problem]:
    """Whether some unit owes a reply."""
    return [] if at.case.answering else [_error("assignments", "本件尚未交办，请先交办")]


def not_beyond_draft(at: Situation) -> list[Problem]:
    """Whether no reply is on its way or out: then units may still change."""
    beyond = [
        reply for reply in at.case.current_replies if reply.is_on_route or reply.state is ReplyState.ISSUED
    ]
    return [
        _error("assignments", f"{reply.unit_name}的答复{reply.state.label}，不能再改交办") for reply in beyond
    ]


def is_complete_assignment(at: Situation) -> list[Problem]:
    """Whether every answering unit has its leader and its date."""
    if not at.case.answering:
        return [_error("assignments", "至少要有一个主办（独办、分办）单位")]
    problems = []
    for task in at.case.answering:
        if not task.responsible_leader:
            problems.append(_error("responsible_leader", f"{task.unit_name}缺责任领导"))
        if task.due is None:
            problems.append(_error("due", f"{task.unit_name}缺办结时限"))
    return problems


def units_once(at: Situation) -> list[Problem]:
    """Whether each unit has one task."""
    ids = [task.unit_id for task in at.case.assignments]
    doubled = {task.unit_name for task in at.case.assignments if ids.count(task.unit_id) > 1}
    return [_error("assignments", f"{name}重复出现") for name in sorted(doubled)]


def roles_fit(at: Situation) -> list[Problem]:
    """Whether the roles of the units go together."""
    roles = [task.role.value for task in at.case.assignments]
    if roles.count("lead") + roles.count("sole") > 1:
        return [_error("role", "独办、主办单位只能有一个，两家以上请选“联合主办”或“分办”")]
    if "sole" in roles and len(roles) > 1:
        return [_error("role", "独办件不能另有承办单位，请改为“主办”")]
    return []


def draft_is_open(at: Situation) -> list[Problem]:
    """Whether the reply may be written on."""
    reply = at.reply
    if reply is None or reply.state in {ReplyState.DRAFT, ReplyState.SENT_BACK}:
        return []
    way = {
        ReplyState.SIGNED: "需要修改请先撤回签发",
        ReplyState.ISSUED: "有新的情况请另写补充答复",
    }.get(reply.state, "需要修改请先退回")
    return [_error("text", f"答复{reply.state.label}，不能修改；{way}")]


def reply_is_written(at: Situation) -> list[Problem]:
    """Whether the reply says anything."""
    reply = at.reply
    if reply is None or not reply.text.strip():
        return [_error("text", "答复正文为空")]
    return []


def class_is_given(at: Situation) -> list[Problem]:
    """Whether the reply bears a class, with the reason or the day that class asks for."""
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


def points_are_answered(at: Situation) -> list[Problem]:
    """Whether every point of the paper is answered, as strictly as the scheme wants."""
    left = unanswered(at.case.points, at.reply.points if at.reply else ())
    message = f"诉求要点有{len(left)}条没有答复：{'；'.join(each.text[:_SHOWN] for each in left)}"
    return _as_strict(at.scheme.points_unanswered, "points", message) if left else []


def stages_are_held(at: Situation) -> list[Problem]:
    """Whether every meeting of the scheme was held, as strictly as each is wanted."""
    held = at.case.stages_held()
    word = at.scheme.contacts.word
    return [
        problem
        for stage in at.scheme.contacts.stages
        if stage.key not in held
        for problem in _as_strict(stage.strictness, "consultations", f"缺“{stage.label}”{word}记录")
    ]


def is_met_in_person(at: Situation) -> list[Problem]:
    """Whether somebody met the submitter in person, as strictly as the scheme wants."""
    rules = at.scheme.contacts
    meetings = (each for each in at.case.consultations if each.round == at.case.round and not each.is_reply)
    in_person = any(each.mode in rules.face_to_face_modes for each in meetings)
    if in_person or not rules.face_to_face_modes:
        return []
    modes = "、".join(rules.face_to_face_modes)
    return _as_strict(rules.face_to_face, "consultations", f"没有当面{rules.word}记录（{modes}）")


def redo_is_studied(at: Situation) -> list[Problem]:
    """Whether a bad verdict was studied before the case is answered again."""
    if at.case.round == 1 or at.case.rehandling is not None:
        return []
    message = "重新办理前须分析不满意的原因、重新研究办理方案"
    return _as_strict(at.scheme.redo_record, "rehandling", message)


def is_handled_again(at: Situation) -> list[Problem]:
    """Whether the case is in a later round that is not answered yet."""
    if at.case.round == 1:
        return [_error("rehandling", "本件没有转入重新办理")]
    if at.case.next_to_answer() is None:
        return [_error("rehandling", "本轮已经答复")]
    return []


def co_opinions_are_in(at: Situation) -> list[Problem]:
    """Whether every co-handler gave its opinion, as strictly as the scheme wants."""
    return [
        problem
        for task in at.case.missing_co_opinions
        for problem in _as_strict(
            at.scheme.co_opinion_missing,
            "co_opinions",
            f"缺{task.unit_name}的{at.scheme.word('co', '协办')}意见",
        )
    ]


def is_in_review(at: Situation) -> list[Problem]:
    """Whether the reply waits for a reviewer."""
    reply = at.reply
    return [] if reply and reply.state is ReplyState.IN_REVIEW else [_error("reply", "该答复不在审核中")]


def is_signed(at: Situation) -> list[Problem]:
    """Whether the reply is signed and has not gone out."""
    reply = at.reply
    return [] if reply and reply.state is ReplyState.SIGNED else [_error("reply", "该答复尚未签发")]


def all_replies_are_out(at: Situation) -> list[Problem]:
    """Whether every answering unit has replied in this round."""
    waiting = at.case.next_to_answer()
    return [] if waiting is None else [_error("reply", f"{waiting.unit_name}尚未答复，不能登记反馈")]


def is_unjudged(at: Situation) -> list[Problem]:
    """Whether this round has no verdict yet."""
    feedback = at.case.feedback
    judged = feedback is not None and feedback.round == at.case.round
    return [_error("feedback", "本轮反馈已登记")] if judged else []


def has_open_promise(at: Situation) -> list[Problem]:
    """Whether a promise is still to be kept."""
    is_open = any(each.is_open for each in at.case.commitments)
    return [] if is_open else [_error("commitments", "没有未办结的承诺事项")]


def has_open_wish(at: Situation) -> list[Problem]:
    """Whether a later wish is unanswered."""
    is_open = any(each.is_open for each in at.case.wishes)
    return [] if is_open else [_error("wishes", "没有未答复的后续意见")]


def was_answered(at: Situation) -> list[Problem]:
    """Whether any reply went out."""
    return [] if at.case.latest_issued else [_error("reply", "尚未印发答复")]


def owes_a_dated_reply(at: Situation) -> list[Problem]:
    """Whether a reply is owed by a day."""
    if at.case.next_to_answer() is None:
        return [_error("due", "本轮已经答复，时限不再变动")]
    return [] if at.case.due else [_error("due", "本件没有办结时限")]


def clock_runs(at: Situation) -> list[Problem]:
    """Whether the clock of the case runs."""
    pause = at.case.open_pause
    return (
        [] if pause is None else [_error("pauses", f"自{pause.stopped_on.isoformat()}起停计时，请先恢复计时")]
    )


def clock_stands(at: Situation) -> list[Problem]:
    """Whether the clock of the case stands still."""
    return [] if at.case.open_pause else [_error("pauses", "本件没有停计时")]


def is_not_overdue(at: Situation) -> list[Problem]:
    """Whether the date in force has not passed."""
    due = at.case.due
    if due is None or at.today <= due.on:
        return []
    return [_error("due", f"时限 {due.on.isoformat()} 已过，延期须在到期前申请")]


def asks_once(at: Situation) -> list[Problem]:
    """Whether no extension is waiting to be decided."""
    return [_error("extensions", "已有一份延期申请待批")] if at.case.asked_extension else []


def extension_is_asked(at: Situation) -> list[Problem]:
    """Whether an extension waits to be decided."""
    return [] if at.case.asked_extension else [_error("extensions", "没有待批的延期申请")]


def interim_is_awaited(at: Situation) -> list[Problem]:
    """Whether a reply went out, so that its progress can be reported."""
    return [] if at.case.latest_issued else [_error("interims", "尚未答复，没有阶段性反馈可登记")]


def has_gone_out(at: Situation) -> list[Problem]:
    """Whether the unit concerned has replied."""
    went_out = at.case.issued_reply(at.unit_id)
    return [] if went_out else [_error("reply", "尚未印发答复，没有可补充的；请先答复")]


def is_archived(at: Situation) -> list[Problem]:
    """Whether the case is in the archive."""
    return [] if at.case.dossier else [_error("dossier", "本件没有归档")]
