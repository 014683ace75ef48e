"""Small invented nouns that many tests begin with; every test changes what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop.domain.assignment import Assignment, Role
from desktop.domain.case import Case
from desktop.domain.deadlines import DeadlineRule, DueDate, Matter, Measure, Term
from desktop.domain.kinds import Kind
from desktop.domain.listing import CaseRow
from desktop.domain.proposal import Proposal, Submitter
from desktop.domain.reply import Reply, ReplyState, ReviewStep, Verdict
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
    Strictness,
)
from desktop.domain.stage import Stage

TODAY = date(2026, 6, 1)
ASSIGNED = date(2026, 3, 2)
SCHEME = Scheme(
    id="sample",
    version=1,
    name="样例",
    region="示例区",
    source="样例",
    categories=("城建交通", "其他"),
    result_basis=ResultBasis.RESULT,
    result_classes=(
        ResultClass("A", "已解决", "已经解决或基本解决", "A", counts_as_solved=True),
        ResultClass("B", "正在解决", "列入规划逐步解决", "B", needs_planned_date=True, carries_over=True),
        ResultClass("C", "留作参考", "受条件限制", "C", needs_reason=True),
    ),
    deadlines=(DeadlineRule(Matter.REPLY, Term(Measure.MONTHS, 3), source="样例"),),
    contacts=ContactRules(
        word="面商",
        stages=(
            ContactStage("before", "办理前"),
            ContactStage("during", "办理中", Strictness.FREE),
            ContactStage("draft", "答复稿"),
        ),
        modes=("上门走访", "电话"),
        face_to_face_modes=("上门走访",),
    ),
    routes=(
        ReviewRoute(
            "normal",
            "普通",
            (
                RouteStep("section", "科室核稿", ReviewerRole.SECTION, ("内容", "文字")),
                RouteStep("head", "主要领导签发", ReviewerRole.HEAD, signs=True),
            ),
        ),
        ReviewRoute(
            "key",
            "重点",
            (RouteStep("government", "区领导签发", ReviewerRole.GOVERNMENT_LEADER, signs=True),),
            for_key=True,
        ),
    ),
    satisfaction=SatisfactionRules(
        dimensions=(Dimension("work", "办理态度"), Dimension("result", "办理结果")),
        levels=(
            SatisfactionLevel("satisfied", "满意", is_satisfied=True),
            SatisfactionLevel("partly", "基本满意", is_partly=True),
            SatisfactionLevel("dissatisfied", "不满意", triggers_rehandling=True),
        ),
    ),
)
PAPER = Proposal(
    kind=Kind.SUGGESTION,
    session_id=1,
    title="关于增设示例路公交站的建议",
    item_no="12",
    body="示例路沿线居民出行不便。",
    submitters=(Submitter("示例甲", phone="138-0000-0001"), Submitter("示例乙")),
    co_submitter_count=1,
    delegation="第一代表团",
    category="城建交通",
)
DUE = DueDate(date(2026, 6, 2), "reply/assigned/3个月", ASSIGNED, ("交办日 2026-03-02", "加3个月"))
CASE = Case(PAPER, SCHEME.id, SCHEME.version)


def task(unit_id: int, role: Role, name: str = "", due: DueDate | None = DUE) -> Assignment:
    """Return a task with a leader and a date."""
    return Assignment(
        unit_id,
        name or f"示例{unit_id}局",
        role,
        responsible_leader="示例领导",
        assigned_on=ASSIGNED,
        due=due,
    )


def assigned(*tasks: Assignment, case: Case = CASE) -> Case:
    """Return the case handed out to these tasks, to unit 1 alone when none are named."""
    return case.with_assignments(tasks or (task(1, Role.SOLE),), {Matter.REPLY.value: DUE})


def written(
    case: Case, unit_id: int = 1, state: ReplyState = ReplyState.DRAFT, result_class: str = "A"
) -> Case:
    """Return the case with a reply of one unit in that state."""
    reply = Reply(unit_id, f"示例{unit_id}局", state=state, text="一、已办理。", result_class=result_class)
    if state in {ReplyState.SIGNED, ReplyState.ISSUED}:
        reply = replace(reply, signed_by="示例局长", signed_on=date(2026, 5, 20), route="normal")
    if state is ReplyState.ISSUED:
        reply = replace(reply, doc_no="例函〔2026〕1号", issued_on=date(2026, 5, 21))
    return case.with_reply(reply)


def step(label: str, verdict: Verdict = Verdict.APPROVED) -> ReviewStep:
    """Return one review decision."""
    return ReviewStep(label, label, "示例科长", TODAY, verdict)


ROW = CaseRow(
    id=1,
    kind=Kind.SUGGESTION,
    session="区十七届人大一次会议",
    item_no="12",
    title=PAPER.title,
    submitter="示例甲",
    co_submitters=2,
    delegation="第一代表团",
    category="城建交通",
    origin=PAPER.origin,
    is_key=True,
    stage=Stage.IN_HAND,
    lead_unit="示例教育局",
    co_units="示例财政局、示例交通局（港航中心、公路中心）",
    leader="示例领导",
    section="",
    handler="示例承办",
    assigned_on=ASSIGNED,
    due_on=DUE.on,
    consulted="1/3",
    replied_on=None,
    doc_no="",
    signed_by="",
    result_class="",
    publicity="未定",
    feedback_on=None,
    verdict="",
    round=1,
    open_commitments=0,
    next_step="示例教育局：起草答复（2026-06-02 前）",
    remark="",
    themes="",
    typical="",
)
"""One row of a list."""
