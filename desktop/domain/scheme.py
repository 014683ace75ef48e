"""A regional scheme as frozen data: words, classes, deadlines, stages, routes and letters of one office."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desktop.domain.deadlines import DeadlineRule, Matter, Measure, Term
from desktop.domain.errors import Problem, refuse_if
from desktop.domain.figures import PercentRules
from desktop.domain.kinds import Body, Kind, Origin
from desktop.domain.labels import Labelled
from desktop.domain.letter_rules import LetterRules
from desktop.domain.light import LightRule
from desktop.domain.mapping import from_mapping, read_toml
from desktop.domain.supervision import SupervisionRules
from desktop.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class Strictness(Labelled):
    """What a missing thing does: it blocks, it warns, or nobody minds."""

    BLOCK = ("block", "必须")
    WARN = ("warn", "提醒")
    FREE = ("free", "不要求")


class ResultBasis(Labelled):
    """What the class letters of a scheme are about (S4-02)."""

    RESULT = ("result", "办理结果")
    ADOPTION = ("adoption", "采纳情况")
    PLAN = ("plan", "办理计划与权限")


class ReviewerRole(Labelled):
    """Who decides at a step of a review route."""

    HANDLER = ("handler", "承办人")
    SECTION = ("section", "承办科室")
    UNIT_OFFICE = ("unit_office", "单位办公室")
    LEADER_IN_CHARGE = ("leader_in_charge", "单位分管领导")
    HEAD = ("head", "单位主要领导")
    SUPERVISION_OFFICE = ("supervision_office", "督查室")
    GOVERNMENT_LEADER = ("government_leader", "政府分管领导")


@dataclass(frozen=True, slots=True)
class ResultClass:
    """One class of a result scheme; a scheme without letters leaves `letter` empty."""

    code: str
    label: str
    definition: str
    letter: str = ""
    counts_as_solved: bool = False
    needs_planned_date: bool = False
    needs_reason: bool = False
    carries_over: bool = False

    @property
    def short(self) -> str:
        """What a narrow column shows: A, or the label where there are no letters."""
        return self.letter or self.label

    @property
    def words(self) -> str:
        """The class as an office says it: A · 已解决, or only the label."""
        return f"{self.letter} · {self.label}" if self.letter else self.label


@dataclass(frozen=True, slots=True)
class ContactStage:
    """One stage of the consultations (三见面): key, word, and whether its absence blocks the named act."""

    key: str
    label: str
    strictness: Strictness = Strictness.WARN
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ContactRules:
    """The consultations of a scheme: its word for them, stages, modes, and which modes are face to face."""

    word: str
    stages: tuple[ContactStage, ...]
    modes: tuple[str, ...]
    face_to_face_modes: tuple[str, ...] = ()
    face_to_face: Strictness = Strictness.WARN
    source: str = ""


@dataclass(frozen=True, slots=True)
class RouteStep:
    """One step of a review route: who decides, what is checked, and whether the decision is the signature."""

    key: str
    label: str
    role: ReviewerRole
    checks: tuple[str, ...] = ()
    signs: bool = False


@dataclass(frozen=True, slots=True)
class ReviewRoute:
    """An ordered review chain; `for_key` routes are for key papers. Exactly one step signs: the last."""

    key: str
    label: str
    steps: tuple[RouteStep, ...]
    for_key: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing the submitter judges, e.g. 办理态度."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class SatisfactionLevel:
    """One possible verdict; `weight` satisfied, partly or dissatisfied decides how it is counted."""

    code: str
    label: str
    is_satisfied: bool = False
    is_partly: bool = False
    triggers_rehandling: bool = False


@dataclass(frozen=True, slots=True)
class SatisfactionRules:
    """The verdicts of a scheme: dimensions, levels in order, and the source of the rule on handling again."""

    dimensions: tuple[Dimension, ...]
    levels: tuple[SatisfactionLevel, ...]
    source: str = ""


SCHEME_WORDS = frozenset(
    {"lead", "co", "intersession", "face_to_face_reply", "rehandle", "interim", "contact_rate", "reply_rate"}
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """The rules of one office for one kind of work, complete; each case keeps their `id` and `version`.

    `late_return` is what a request to return a case meets after its window closed: refused, warned, nothing.
    """

    id: str
    version: int
    name: str
    region: str
    source: str
    categories: tuple[str, ...]
    result_basis: ResultBasis
    result_classes: tuple[ResultClass, ...]
    deadlines: tuple[DeadlineRule, ...]
    contacts: ContactRules
    routes: tuple[ReviewRoute, ...]
    satisfaction: SatisfactionRules
    bodies: tuple[Body, ...] = (Body.CONGRESS, Body.CPPCC)
    implementation_statuses: tuple[str, ...] = ("已落实", "正在落实", "列入计划", "未落实")
    lights: LightRule = field(default_factory=LightRule)
    percent: PercentRules = field(default_factory=PercentRules)
    letter: LetterRules = field(default_factory=LetterRules)
    leaders: tuple[str, ...] = ()
    supervisor: str = "督查室"
    co_opinion_missing: Strictness = Strictness.WARN
    late_return: Strictness = Strictness.BLOCK
    supervision: SupervisionRules = field(default_factory=SupervisionRules)
    words: dict[str, str] = field(default_factory=dict)
    governing_documents: tuple[str, ...] = ()

    def result_class(self, code: str) -> ResultClass | None:
        """Return the class with that code, or None."""
        return next((each for each in self.result_classes if each.code == code), None)

    def class_from_text(self, text: str) -> ResultClass | None:
        """Return the class a list means by its code, letter or label (A, A类, 已经解决), or None."""
        wanted = fold(text).removesuffix("类")
        return next(
            (
                each
                for each in self.result_classes
                if wanted and wanted in {fold(each.code), fold(each.letter), fold(each.label)}
            ),
            None,
        )

    def route_for(self, *, is_key: bool) -> ReviewRoute:
        """Return the review route of a key or an ordinary paper; without a key route the ordinary one."""
        fitting = [route for route in self.routes if route.for_key is is_key]
        return (fitting or list(self.routes))[0]

    def route(self, key: str) -> ReviewRoute | None:
        """Return the route with that key, or None."""
        return next((route for route in self.routes if route.key == key), None)

    def deadline(self, matter: Matter, kind: Kind, origin: Origin) -> DeadlineRule | None:
        """Return the first rule for that matter that fits kind and origin, or None when there is none."""
        return next(
            (
                rule
                for rule in self.deadlines
                if rule.matter is matter
                and (not rule.kinds or kind in rule.kinds)
                and rule.origin in {None, origin}
            ),
            None,
        )

    def level(self, code: str) -> SatisfactionLevel | None:
        """Return the satisfaction level with that code, or None."""
        return next((each for each in self.satisfaction.levels if each.code == code), None)

    def stage(self, key: str) -> ContactStage | None:
        """Return the consultation stage with that key, or None."""
        return next((each for each in self.contacts.stages if each.key == key), None)

    def word(self, key: str, default: str) -> str:
        """Return the office's own word for one of `SCHEME_WORDS`, or `default`."""
        return self.words.get(key, default)


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
    if all(route.for_key for route in scheme.routes):
        yield Problem("routes", "没有普通件的审签流程")
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
    scopes = [(rule.matter, rule.kinds, rule.origin) for rule in scheme.deadlines]
    for rule, scope in zip(scheme.deadlines, scopes, strict=True):
        if not _is_possible(rule.term):
            yield Problem("deadlines", f"{rule.matter.label}的期限“{rule.term.text}”不成立")
        if scopes.count(scope) > 1:
            yield Problem("deadlines", f"{rule.matter.label}的期限写了两次")
    kinds = [kind for kind in Kind if kind.body in scheme.bodies]
    if any(scheme.deadline(Matter.REPLY, kind, origin) is None for kind in kinds for origin in Origin):
        yield Problem("deadlines", "有的办理件没有答复期限")


def _is_possible(term: Term) -> bool:
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


def _sources_are_named(scheme: Scheme) -> Iterator[Problem]:
    sources = {
        **{f"{rule.matter.label}期限": rule.source for rule in scheme.deadlines},
        **{f"{route.label}流程": route.source for route in scheme.routes},
        f"{scheme.contacts.word}规则": scheme.contacts.source,
        "满意度规则": scheme.satisfaction.source,
        "百分比规则": scheme.percent.source,
    }
    for name, source in sources.items():
        if not source.strip():
            yield Problem("source", f"{name}没有注明依据")


_FEWEST = 2
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CHECKS = (
    _says_what_it_is,
    _names_once,
    _classes_hold,
    _contacts_hold,
    _routes_hold,
    _satisfaction_holds,
    _deadlines_hold,
    _habits_hold,
    _sources_are_named,
)
