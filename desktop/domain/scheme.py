"""A regional scheme as frozen data: words, classes, deadlines, stages, routes and letters of one office."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.clock import ExtensionRules, PauseRules
from desktop.domain.deadlines import DeadlineRule, Matter
from desktop.domain.figures import PercentRules
from desktop.domain.kinds import Body, Kind, Origin
from desktop.domain.labels import Labelled
from desktop.domain.letter_rules import LetterRules
from desktop.domain.light import LightRule
from desktop.domain.metric_rules import MetricRules
from desktop.domain.milestone_rules import PLAN, MilestoneRule
from desktop.domain.supervision import SupervisionRules
from desktop.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.proposal import Proposal
    from desktop.domain.role import Role


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
class TopicCheck:
    """What a reply to a paper on some topics must hold; whoever decides in `role` has to check it (S1-28).

    A paper is on a topic when its category, a theme or its title holds one of the words.
    """

    words: tuple[str, ...]
    check: str
    role: ReviewerRole = ReviewerRole.SUPERVISION_OFFICE

    def fits(self, texts: Iterable[str]) -> bool:
        """Return whether one of these texts speaks of the topic."""
        return any(word in text for text in texts for word in self.words)


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


class OpinionForm(Labelled):
    """Which questions the form asks on which the submitter judges a reply (征询意见表)."""

    SHORT = ("short", "征询意见表（一式两份）")
    LONG = ("long", "征询意见表（详式）")
    FEEDBACK = ("feedback", "办理意见反馈表")
    DEPUTIES = ("deputies", "征询意见表（附名册）")
    SIGNED = ("signed", "承办情况征询意见表")
    VISITS = ("visits", "征询意见表（走访、态度、结果）")


@dataclass(frozen=True, slots=True)
class SatisfactionRules:
    """The verdicts of a scheme: dimensions, levels in order, and the source of the rule on handling again.

    `form` is the layout of the printed form.
    """

    dimensions: tuple[Dimension, ...]
    levels: tuple[SatisfactionLevel, ...]
    source: str = ""
    form: OpinionForm = OpinionForm.SHORT


SCHEME_WORDS = frozenset(
    {"lead", "co", "intersession", "face_to_face_reply", "rehandle", "interim", "contact_rate", "reply_rate"}
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """The rules of one office for one kind of work, complete; each case keeps their `id` and `version`.

    `late_return` is what a request to return a case meets after its window closed: refused, warned, nothing.
    `letter_check` is what errors found in a letter do before it is submitted or issued, `points_unanswered`
    what points of a paper do that the reply says nothing to, `redo_record` what a second reply does without a
    study of why the first was not accepted. `supplement_route` is the key of the route that letters after the
    reply go; "" means that of the reply.
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
    extension: ExtensionRules = field(default_factory=ExtensionRules)
    pause: PauseRules = field(default_factory=PauseRules)
    milestones: tuple[MilestoneRule, ...] = PLAN
    second_redo: str = ""
    letter_check: Strictness = Strictness.WARN
    points_unanswered: Strictness = Strictness.WARN
    redo_record: Strictness = Strictness.BLOCK
    topic_checks: tuple[TopicCheck, ...] = ()
    metrics: MetricRules = field(default_factory=MetricRules)
    supplement_route: str = ""

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
        ours = [route for route in self.routes if route.key != self.supplement_route] or list(self.routes)
        return next((route for route in ours if route.for_key is is_key), ours[0])

    def route_after(self, *, is_key: bool) -> ReviewRoute:
        """Return the review route of a letter after the reply: one of its own, or that of the reply."""
        return self.route(self.supplement_route) or self.route_for(is_key=is_key)

    def route(self, key: str) -> ReviewRoute | None:
        """Return the route with that key, or None."""
        return next((route for route in self.routes if route.key == key), None)

    def deadline(
        self, matter: Matter, kind: Kind, origin: Origin, nature: str = "", role: Role | None = None
    ) -> DeadlineRule | None:
        """Return the first rule for that matter that fits the paper and the role, or None without one."""
        return next(
            (
                rule
                for rule in self.deadlines
                if rule.matter is matter
                and (not rule.kinds or kind in rule.kinds)
                and rule.origin in {None, origin}
                and (not rule.natures or any(each in nature for each in rule.natures))
                and (not rule.roles or role in rule.roles)
            ),
            None,
        )

    def deadline_of(self, matter: Matter, paper: Proposal, role: Role | None = None) -> DeadlineRule | None:
        """Return the first rule for that matter that fits this paper and the role, or None without one."""
        return self.deadline(matter, paper.kind, paper.origin, paper.nature, role)

    def level(self, code: str) -> SatisfactionLevel | None:
        """Return the satisfaction level with that code, or None."""
        return next((each for each in self.satisfaction.levels if each.code == code), None)

    def stage(self, key: str) -> ContactStage | None:
        """Return the consultation stage with that key, or None."""
        return next((each for each in self.contacts.stages if each.key == key), None)

    def word(self, key: str, default: str) -> str:
        """Return the office's own word for one of `SCHEME_WORDS`, or `default`."""
        return self.words.get(key, default)

    def word_for(self, member: Labelled) -> str:
        """Return the office's own word for a member of an enumeration: 会办 for 协办, else its label."""
        return self.words.get(member.value, member.label)

    def reviewer_word(self, role: ReviewerRole) -> str:
        """Return who decides at a step of a route: the supervisor by its own name, else the role."""
        is_own = role is ReviewerRole.SUPERVISION_OFFICE and bool(self.supervisor)
        return self.supervisor if is_own else role.label
