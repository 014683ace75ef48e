"""What a scheme says of the order of work: clock, plan, what is asked for, checks by topic, pressing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from desktop.domain import letter_check
from desktop.domain.deadlines import Measure
from desktop.domain.scheme import Strictness

if TYPE_CHECKING:
    from desktop.domain.milestone_rules import MilestoneRule
    from desktop.domain.scheme import ReviewRoute, Scheme

Pairs: TypeAlias = Iterator[tuple[str, str]]


class Part(NamedTuple):
    """One card: its heading, what it says, and where that is written."""

    heading: str
    pairs: Pairs
    source: str = ""


def parts(scheme: Scheme) -> Iterator[Part]:
    """Yield the cards in the order of work; one that has nothing to say is left out."""
    yield Part("延期", _extension(scheme), scheme.extension.source)
    yield Part("停计时", _pause(scheme), scheme.pause.source)
    yield Part("办理计划节点", _plan(scheme))
    yield Part("送审、印发时的要求", _wanted(scheme))
    if scheme.topic_checks:
        yield Part("按内容核对", _topics(scheme))
    yield Part("督办", _pressing(scheme))


def used_for(scheme: Scheme, route: ReviewRoute) -> str:
    """Return which letters go a route."""
    if route in (scheme.route_for(is_key=False), scheme.route_for(is_key=True)):
        return "重点件" if route.for_key else "普通件"
    return "答复后的函"


def _extension(scheme: Scheme) -> Pairs:
    rules = scheme.extension
    yield "每次", f"延长{rules.step.text}" if rules.step else "延至所申请的日期，不晚于最长期限"
    yield "批准", f"须经{rules.approver}同意" if rules.needs_approval else "书面报告即可，不需批准"
    yield "告知", "、".join(rules.told) or "不另行告知"


def _pause(scheme: Scheme) -> Pairs:
    unit = scheme.pause.measure.label
    yield "顺延", f"停几{unit}，时限顺延几{unit}"


def _plan(scheme: Scheme) -> Pairs:
    for rule in scheme.milestones:
        if not rule.stage or scheme.stage(rule.stage) is not None:
            yield _milestone(scheme, rule)


def _milestone(scheme: Scheme, rule: MilestoneRule) -> tuple[str, str]:
    stage = scheme.stage(rule.stage)
    name = f"{stage.label}{scheme.contacts.word}" if stage else rule.mark.label
    if rule.term is None:
        return name, "按各自的时限"
    return name, f"{'办理' if rule.term.measure is Measure.PERCENT else rule.basis.label}{rule.term.text}"


def _wanted(scheme: Scheme) -> Pairs:
    asked = {
        "答复函检查有错误": scheme.letter_check,
        "诉求要点没有答复": scheme.points_unanswered,
        "协办意见没有收齐": scheme.co_opinion_missing,
        f"没有当面{scheme.contacts.word}": scheme.contacts.face_to_face,
        "重新办理没有原因分析": scheme.redo_record,
        "退回申请超过期限": scheme.late_return,
    }
    for name, strictness in asked.items():
        yield name, _EFFECTS[strictness]
    yield "诉求要点在答复函中", scheme.letter.points.label
    yield "答复函检查项目", "；".join(rule.label for rule in letter_check.RULES)
    route = scheme.route(scheme.supplement_route)
    yield "答复后的函", f"按“{route.label}”审签" if route else "与答复走同一审签流程"


_EFFECTS = {
    Strictness.BLOCK: "不能继续",
    Strictness.WARN: "提醒，确认后可以继续",
    Strictness.FREE: "不检查",
}


def _topics(scheme: Scheme) -> Pairs:
    for each in scheme.topic_checks:
        yield "、".join(each.words), f"{each.role.label}核对：{each.check}"


def _pressing(scheme: Scheme) -> Pairs:
    rules = scheme.supervision
    yield "方式", "、".join(rules.modes)
    yield "三个结合", "、".join(rules.links)
    yield "进展缓慢", f"超过{rules.slow_after}天没有进展"
    yield "通知书文号", f"{rules.prefix}〔年份〕序号"
