"""A scheme read from a file: taken only when it is complete and contradicts itself nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.deadlines import Matter, Measure, Term
from desktop.domain.errors import Problem, refuse_if
from desktop.domain.kinds import Kind, Origin
from desktop.domain.mapping import from_mapping, read_toml
from desktop.domain.metrics import VARIANTS
from desktop.domain.milestone_rules import NEEDING_TERM, PLAN
from desktop.domain.scheme import SCHEME_WORDS, Scheme, Strictness
from desktop.domain.unit import System

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def scheme_from_toml(text: str, where: str) -> Scheme:
    """Return the validated scheme of a TOML text; raises `OfficeError` as `scheme_from_mapping` does."""
    return scheme_from_mapping(read_toml(text, where), where)


def scheme_from_mapping(mapping: Mapping[str, Any], where: str) -> Scheme:
    """Return the validated scheme a mapping describes; `where` names it in errors.

    Raises `OfficeError` naming the entry for anything unknown, missing or ill-typed, or else one naming every
    contradiction found.
    """
    scheme = from_mapping(Scheme, mapping, where)
    problems = [problem for check in _CHECKS for problem in check(scheme)]
    refuse_if(problems, f"{where} 中的办理规则不能采用")
    return scheme


def _says_what_it_is(scheme: Scheme) -> Iterator[Problem]:
    for name in ("id", "name", "region", "source", "supervisor"):
        if not getattr(scheme, name).strip():
            yield Problem(name, f"{name} 为空")
    if scheme.version < 1:
        yield Problem("version", "version 应从1起")
    if not scheme.bodies:
        yield Problem("bodies", "未说明适用于人大还是政协")


def _names_once(scheme: Scheme) -> Iterator[Problem]:
    lists: dict[str, Iterable[str]] = {
        "categories": scheme.categories,
        "result_classes": (each.code for each in scheme.result_classes),
        "letters": (each.letter for each in scheme.result_classes if each.letter),
        "implementation_statuses": scheme.implementation_statuses,
        "stages": (each.key for each in scheme.contacts.stages),
        "modes": scheme.contacts.modes,
        "routes": (each.key for each in scheme.routes),
        "dimensions": (each.key for each in scheme.satisfaction.dimensions),
        "levels": (each.code for each in scheme.satisfaction.levels),
        **{f"route {route.key}": (step.key for step in route.steps) for route in scheme.routes},
    }
    for name, keys in lists.items():
        seen = list(keys)
        for doubled in sorted({key for key in seen if seen.count(key) > 1}):
            yield Problem(name, f"{name} 中“{doubled}”重复")


def _classes_hold(scheme: Scheme) -> Iterator[Problem]:
    classes = scheme.result_classes
    if len(classes) < _FEWEST:
        yield Problem("result_classes", "办理结果类别少于两类")
    if any(each.letter for each in classes) and not all(each.letter for each in classes):
        yield Problem("result_classes", "办理结果类别有的有字母、有的没有")
    if not any(each.counts_as_solved for each in classes):
        yield Problem("result_classes", "没有一类算作“解决”")


def _contacts_hold(scheme: Scheme) -> Iterator[Problem]:
    contacts = scheme.contacts
    if unknown := [mode for mode in contacts.face_to_face_modes if mode not in contacts.modes]:
        yield Problem("face_to_face_modes", f"当面方式“{'、'.join(unknown)}”不在沟通方式之列")
    if contacts.stages and not contacts.modes:
        yield Problem("modes", "没有沟通方式")
    if contacts.face_to_face is Strictness.BLOCK and not contacts.face_to_face_modes:
        yield Problem("face_to_face_modes", "要求当面沟通，却没有当面方式")


def _routes_hold(scheme: Scheme) -> Iterator[Problem]:
    if all(route.for_key or route.key == scheme.supplement_route for route in scheme.routes):
        yield Problem("routes", "没有普通件的审签流程")
    if scheme.supplement_route and scheme.route(scheme.supplement_route) is None:
        yield Problem("supplement_route", f"没有“{scheme.supplement_route}”这一审签流程，补充答复无处送审")
    for route in scheme.routes:
        if [step.signs for step in route.steps] != [False] * (len(route.steps) - 1) + [True]:
            yield Problem("routes", f"“{route.label}”应当只有最后一步签发")


def _satisfaction_holds(scheme: Scheme) -> Iterator[Problem]:
    rules = scheme.satisfaction
    if not rules.dimensions:
        yield Problem("dimensions", "没有评价项目")
    if len(rules.levels) < _FEWEST or not any(each.is_satisfied for each in rules.levels):
        yield Problem("levels", "满意度少于两档，或没有“满意”一档")
    for level in rules.levels:
        if level.is_satisfied and (level.is_partly or level.triggers_rehandling):
            yield Problem("levels", f"“{level.label}”既算满意又算其他")


def _deadlines_hold(scheme: Scheme) -> Iterator[Problem]:
    scopes = [(rule.matter, rule.kinds, rule.origin, rule.natures, rule.roles) for rule in scheme.deadlines]
    for rule, scope in zip(scheme.deadlines, scopes, strict=True):
        if not _is_possible(rule.term):
            yield Problem("deadlines", f"{rule.matter.label}的期限“{rule.term.text}”不成立")
        if scopes.count(scope) > 1:
            yield Problem("deadlines", f"{rule.matter.label}的期限写了两次")
        if (rule.term.measure is Measure.PERCENT) != (rule.until is not None):
            yield Problem("deadlines", f"{rule.matter.label}的期限按比例计算时才要、也必须写明止于哪一天")
    kinds = [kind for kind in Kind if kind.body in scheme.bodies]
    if any(scheme.deadline(Matter.REPLY, kind, origin) is None for kind in kinds for origin in Origin):
        yield Problem("deadlines", "有的办理件没有答复期限")


def _plan_holds(scheme: Scheme) -> Iterator[Problem]:
    stages = {each.key for each in scheme.contacts.stages}
    places = [(rule.mark, rule.stage) for rule in scheme.milestones]
    for rule, place in zip(scheme.milestones, places, strict=True):
        if rule.term is None and rule.mark in NEEDING_TERM:
            yield Problem("milestones", f"节点“{rule.mark.label}”没有写明时间")
        if rule.term is not None and not _is_possible(rule.term):
            yield Problem("milestones", f"节点“{rule.mark.label}”的时间“{rule.term.text}”不成立")
        if places.count(place) > 1:
            yield Problem("milestones", f"节点“{rule.mark.label}”写了两次")
        if rule.stage and rule.stage not in stages and rule not in PLAN:
            yield Problem("milestones", f"节点“{rule.stage}”不是{scheme.contacts.word}阶段")
    if scheme.pause.measure not in {Measure.DAYS, Measure.WORKDAYS}:
        yield Problem("pause", "停计时只能按日或按工作日顺延")
    step = scheme.extension.step
    if step is not None and (step.measure not in {Measure.DAYS, Measure.MONTHS} or not _is_possible(step)):
        yield Problem("extension", "每次延期只能写几日或几个月")


def _is_possible(term: Term) -> bool:
    if term.measure is Measure.PERCENT:
        return 0 < term.amount < _WHOLE
    if term.measure is not Measure.FIXED:
        return term.amount > 0
    return 1 <= term.month <= len(_DAYS) and 1 <= term.day <= _DAYS[term.month - 1]


def _habits_hold(scheme: Scheme) -> Iterator[Problem]:
    yield from scheme.letter.problems()
    if scheme.percent.decimals not in range(4):
        yield Problem("decimals", "百分比小数位应为0至3位")
    if not 0 <= scheme.lights.red_within <= scheme.lights.amber_within:
        yield Problem("lights", "红灯的工作日数应不多于黄灯的工作日数")
    if scheme.supervision.slow_after < 1 or not scheme.supervision.modes:
        yield Problem("supervision", "督办方式不能为空，“进展缓慢”的天数应从1起")
    for word in sorted(scheme.words.keys() - SCHEME_WORDS):
        yield Problem("words", f"用语“{word}”不认识")


def _metrics_hold(scheme: Scheme) -> Iterator[Problem]:
    rules, systems = scheme.metrics, {each.value for each in System}
    for metric, variant in rules.variants.items():
        if variant not in VARIANTS.get(metric, ()):
            yield Problem("metrics", f"指标“{metric}”没有“{variant}”这一口径")
    if rules.contact_times < 1:
        yield Problem("metrics", f"{scheme.contacts.word}次数应从1起")
    for system in rules.government:
        if system not in systems:
            yield Problem("metrics", f"政府系统中的“{system}”不认识")


def _sources_are_named(scheme: Scheme) -> Iterator[Problem]:
    sources = {
        **{f"{rule.matter.label}期限": rule.source for rule in scheme.deadlines},
        **{f"{route.label}流程": route.source for route in scheme.routes},
        f"{scheme.contacts.word}规则": scheme.contacts.source,
        "满意度规则": scheme.satisfaction.source,
        "百分比规则": scheme.percent.source,
        "延期规则": scheme.extension.source,
        "停计时规则": scheme.pause.source,
        "统计指标": scheme.metrics.source,
    }
    for name, source in sources.items():
        if not source.strip():
            yield Problem("source", f"{name}没有注明依据")


_FEWEST = 2
_WHOLE = 100
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CHECKS = (
    _says_what_it_is,
    _names_once,
    _classes_hold,
    _contacts_hold,
    _routes_hold,
    _satisfaction_holds,
    _deadlines_hold,
    _plan_holds,
    _habits_hold,
    _metrics_hold,
    _sources_are_named,
)
