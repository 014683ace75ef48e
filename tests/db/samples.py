"""Invented papers, units and rules for the tests of the store."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.domain.assignment import Assignment, Confirmation, Consent, CoOpinion, Role
from desktop.domain.case import Case
from desktop.domain.clock import Pause
from desktop.domain.commitment import Commitment
from desktop.domain.consultation import Consultation
from desktop.domain.coordination import Coordination, CoordinationKind
from desktop.domain.deadlines import DueDate, Matter
from desktop.domain.feedback import Feedback
from desktop.domain.journal import Note
from desktop.domain.kinds import Body, Kind, Origin
from desktop.domain.proposal import Filing, Proposal, Submitter
from desktop.domain.reply import Reply, ReplyState
from desktop.domain.scheme import (
    ContactRules,
    ContactStage,
    Dimension,
    ResultBasis,
    ResultClass,
    ReviewerRole,
    ReviewRoute,
    RouteStep,
    SatisfactionLevel,
    SatisfactionRules,
    Scheme,
)
from desktop.domain.session import Session
from desktop.domain.supervision import Supervision, SupervisionLevel
from desktop.domain.trail import ChangeRequest, RequestKind
from desktop.domain.unit import Contact, ContactRole, System, Unit

if TYPE_CHECKING:
    import random

NOW = datetime(2026, 3, 5, 14, 2)  # noqa: DTZ001 - office time is local time
OWNER = "clerk@desk"
NOTE = Note(NOW, "林小安", "登记", "登记一件")

SCHEME = Scheme(
    "general",
    1,
    "通用",
    "滨海市",
    "样例",
    ("城乡建设", "教育卫生", "其他"),
    ResultBasis.RESULT,
    (
        ResultClass("A", "已经解决", "已解决或基本解决", "A", counts_as_solved=True),
        ResultClass("B", "正在解决", "列入计划", "B", carries_over=True),
        ResultClass("note", "留作参考", "供参考"),
    ),
    (),
    ContactRules(
        "见面", (ContactStage("before", "办前"), ContactStage("after", "办后")), ("上门", "电话"), ("上门",)
    ),
    (ReviewRoute("usual", "一般", (RouteStep("sign", "签发", ReviewerRole.HEAD, signs=True),)),),
    SatisfactionRules(
        (Dimension("attitude", "办理态度"), Dimension("result", "办理结果")),
        (
            SatisfactionLevel("yes", "满意", is_satisfied=True),
            SatisfactionLevel("partly", "基本满意", is_partly=True),
            SatisfactionLevel("no", "不满意", triggers_rehandling=True),
        ),
    ),
)
SESSIONS = (
    Session(Body.CONGRESS, "市", 17, 1, 2026, assigned_on=date(2026, 3, 1)),
    Session(Body.CPPCC, "市", 15, 2, 2025),
)
UNITS = (
    Unit("市教育局", aliases=("教育局",), contacts=(Contact(ContactRole.HANDLER, "高一", "138-0000-0001"),)),
    Unit("市住建局", System.GOVERNMENT, former_names=("市建设委员会",), doc_prefix="滨建函"),
    Unit("市农合联执委会（市供销社)", System.COLLECTIVE),
)
THEMES = ("老旧小区（含加装电梯、管网）", "停车")
NAMES = ("阿尔斯兰·买买提", "陈一", "林二", "王三", "曾四", "")


def paper(number: str = "12", title: str = "关于增设公交站点的建议", *, session_id: int = 1) -> Proposal:
    """Return a paper as it came in."""
    return Proposal(
        Kind.SUGGESTION, session_id, title, number, "正文。", (Submitter("陈一"),), category="城乡建设"
    )


def new_case(number: str = "12", title: str = "关于增设公交站点的建议", *, session_id: int = 1) -> Case:
    """Return a case that was only registered."""
    return Case(paper(number, title, session_id=session_id), SCHEME.id, SCHEME.version)


def any_case(dice: random.Random, number: int) -> Case:
    """Return one of all sorts of cases: every kind, many stages, blanks, doubles."""
    proposal = Proposal(
        dice.choice(list(Kind)),
        dice.randint(1, len(SESSIONS)),
        dice.choice(("关于", "加强", "Ａ区", ""))
        + dice.choice("安北长重曾解")
        + dice.choice(("学校建设", "道路", "")),
        dice.choice((str(number), f"{number:04d}", f"建{number % 50}", "")),
        "正文" * dice.randint(0, 5),
        (Submitter(dice.choice(NAMES)),) * dice.randint(0, 2),
        dice.randint(0, 4),
        dice.choice(("第一代表团", "农业界", "")),
        dice.choice((*SCHEME.categories, "别的", "")),
        dice.choice(list(Origin)),
        is_key=dice.random() < 0.2,
        filing=dice.choice((*[Filing.FILED] * 8, Filing.DRAFT, Filing.WITHDRAWN)),
    )
    is_deleted = dice.random() < 0.05
    themes, typical = THEMES[: number % 3], "已作典型" if number % 7 == 0 else ""
    case = Case(
        proposal, SCHEME.id, SCHEME.version, is_deleted=is_deleted, themes=themes, typical=typical
    )
    worked_on = _worked_on(case, dice) if dice.random() < 0.8 else case
    return watched(worked_on, dice) if dice.random() < 0.5 else worked_on


def watched(case: Case, dice: random.Random) -> Case:
    """Return the case drafted for a unit, asked back, pressed and talked over, each or none of it."""
    day = date(2026, 4, 1) + timedelta(days=dice.randint(0, 90))
    consent = dice.choice((None, *(Confirmation(each, day) for each in Consent)))
    pressed = Supervision(
        dice.choice(list(SupervisionLevel)), "电话督促", 1, UNITS[0].name, day, next_check_on=day
    )
    due = DueDate(day - timedelta(days=dice.randint(-1, 1)))
    asked = ChangeRequest(RequestKind.RETURN, 2, UNITS[1].name, day, "不属职责", due=due)
    drafted = Assignment(1, UNITS[0].name, Role.SOLE, confirmation=consent)
    stopped = Pause(day, "林小安", "等待批复")
    return Case(
        **{
            **_parts(case),
            "proposed": (drafted,)[: dice.randint(0, 1)],
            "supervisions": (pressed,)[: dice.randint(0, 1)],
            "requests": (asked,)[: dice.randint(0, 1)],
            "coordinations": (Coordination(CoordinationKind.UPWARD_REQUEST, day),)[: dice.randint(0, 1)],
            "pauses": (stopped,) if dice.random() < 0.2 else (),
            "dispatch_id": dice.randint(0, 2),
        }
    )


def _worked_on(case: Case, dice: random.Random) -> Case:
    start = date(2026, 3, 1) + timedelta(days=dice.randint(0, 60))
    due = DueDate(start + timedelta(days=dice.randint(30, 120)), "reply/assigned/3个月", start)
    lead, *others = dice.sample(range(1, len(UNITS) + 1), dice.randint(1, len(UNITS)))
    opinion = CoOpinion(start + timedelta(days=20), "同意")
    tasks = (
        Assignment(lead, UNITS[lead - 1].name, Role.LEAD, "责任领导", assigned_on=start, due=due),
        *(
            Assignment(
                each,
                UNITS[each - 1].name,
                Role.CO,
                assigned_on=start,
                co_opinion=opinion if each % 2 else None,
            )
            for each in others
        ),
    )
    case = case.with_assignments(tasks, {Matter.REPLY.value: due} if dice.random() < 0.9 else {})
    for stage in dice.sample(("before", "after"), dice.randint(0, 2)):
        case = case.with_consultation(Consultation(stage, start, dice.choice(("上门", "电话"))))
    return _answered(case, tasks[0], dice)


def _answered(case: Case, task: Assignment, dice: random.Random) -> Case:
    state = dice.choice((None, *ReplyState))
    if state is None:
        return case
    day = date(2026, 5, 1) + timedelta(days=dice.randint(0, 90))
    reply = Reply(
        task.unit_id,
        task.unit_name,
        state=state,
        text="答复。",
        result_class=dice.choice(("A", "B", "note", "旧类", "")),
        doc_no=dice.choice((f"滨建函〔2026〕{dice.randint(1, 99)}号", "无号", "")),
        issued_on=day if state is ReplyState.ISSUED else None,
    )
    case = case.with_reply(reply)
    if state is not ReplyState.ISSUED or dice.random() < 0.4:
        return case
    levels = {"attitude": "yes", "result": dice.choice(("yes", "partly", "no", "unknown"))}
    promise = Commitment("安装护栏", task.unit_name, day)
    again = levels["result"] == "no"
    judged = case.with_feedback(Feedback(day + timedelta(days=9), levels), again=again)
    return judged if dice.random() < 0.5 else Case(**{**_parts(judged), "commitments": (promise,)})


def _parts(case: Case) -> dict[str, object]:
    return {name: getattr(case, name) for name in Case.__slots__}
