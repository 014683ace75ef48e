"""The rates of a report as named formulas: what is divided by what, in words anybody can check.

Offices print the same name for different things (domain knowledge of a dozen real reports), so every metric
has variants, and the scheme of an office says which one it means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.crossing import Counting, Fact, Which
from desktop.domain.labels import Labelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.scheme import Scheme


class Metric(Labelled):
    """A rate that reports print; the office may call it by a word of its own."""

    REPLY = ("reply", "办复率")
    TIMELY = ("timely", "按时办复率")
    CONTACT = ("contact", "面商率")
    CONTACT_STAGE = ("contact_stage", "分阶段面商率")
    FACE = ("face", "当面沟通率")
    HANDED_OVER = ("handed_over", "面复率")
    SATISFACTION = ("satisfaction", "满意率")
    FIRST_SATISFACTION = ("first_satisfaction", "初次办理满意率")
    ASPECT = ("aspect", "分项满意率")
    REDO = ("redo", "重新办理率")
    SOLVING = ("solving", "解决率")
    CLOSING = ("closing", "办结率")
    FULFILMENT = ("fulfilment", "落实率")
    SEVERAL = ("several", "多单位承办占比")
    CO_TIMELY = ("co_timely", "协办及时率")
    PUBLISHED = ("published", "公开率")


class Formula(NamedTuple):
    """One variant of a metric: the part, the whole, and the name it is printed under.

    `key` is unique in a report: `satisfaction.judged`, `contact_stage.before`.
    """

    metric: Metric
    variant: str
    part: Which
    whole: Which
    name: str = ""
    meaning: str = ""

    @property
    def key(self) -> str:
        """The name by which programs know the formula."""
        return f"{self.metric.value}.{self.variant}"

    @property
    def counting(self) -> Counting:
        """What is counted: 件, 件次 or 项."""
        return self.whole.fact.counting

    @property
    def definition(self) -> str:
        """What is divided by what: 满意件数 ÷ 已反馈件数."""
        return self.meaning or f"{words_of(self.part)} ÷ {words_of(self.whole)}"


def words_of(which: Which) -> str:
    """Return what is counted, in words: 已答复件数, 协办件次, 沟通2次以上件数."""
    if which.fact is Fact.MET and which.argument not in {"", "1"}:
        return f"沟通{which.argument}次以上件数"
    label = which.fact.label
    return label if which.fact.counting is Counting.TASKS else f"{label}数"


_PAIRS: tuple[tuple[Metric, str, Fact, Fact], ...] = (
    (Metric.REPLY, "owed", Fact.REPLIED, Fact.OWED),
    (Metric.REPLY, "tasks", Fact.TASKS_DONE, Fact.TASKS),
    (Metric.TIMELY, "replied", Fact.TIMELY, Fact.REPLIED),
    (Metric.TIMELY, "owed", Fact.TIMELY, Fact.OWED),
    (Metric.CONTACT, "owed", Fact.MET, Fact.OWED),
    (Metric.CONTACT, "assigned", Fact.MET, Fact.ASSIGNED),
    (Metric.CONTACT, "all_stages", Fact.MET_FULLY, Fact.OWED),
    (Metric.FACE, "owed", Fact.FACED, Fact.OWED),
    (Metric.FACE, "met", Fact.FACED, Fact.MET),
    (Metric.HANDED_OVER, "replied", Fact.HANDED_OVER, Fact.REPLIED),
    (Metric.SATISFACTION, "judged", Fact.SATISFIED, Fact.JUDGED),
    (Metric.SATISFACTION, "content", Fact.CONTENT, Fact.JUDGED),
    (Metric.SATISFACTION, "expressed", Fact.SATISFIED, Fact.EXPRESSED),
    (Metric.SATISFACTION, "replied", Fact.SATISFIED, Fact.REPLIED),
    (Metric.SATISFACTION, "content_replied", Fact.CONTENT, Fact.REPLIED),
    (Metric.SATISFACTION, "owed", Fact.SATISFIED, Fact.OWED),
    (Metric.FIRST_SATISFACTION, "judged", Fact.FIRST_SATISFIED, Fact.FIRST_JUDGED),
    (Metric.FIRST_SATISFACTION, "content", Fact.FIRST_CONTENT, Fact.FIRST_JUDGED),
    (Metric.REDO, "judged", Fact.REHANDLED, Fact.JUDGED),
    (Metric.REDO, "replied", Fact.REHANDLED, Fact.REPLIED),
    (Metric.SOLVING, "classed", Fact.SOLVED, Fact.CLASSED),
    (Metric.SOLVING, "owed", Fact.SOLVED, Fact.OWED),
    (Metric.SOLVING, "first_class", Fact.FIRST_CLASS, Fact.OWED),
    (Metric.SOLVING, "two_classes", Fact.TWO_CLASSES, Fact.OWED),
    (Metric.CLOSING, "owed", Fact.CLOSED, Fact.OWED),
    (Metric.CLOSING, "first_class", Fact.FIRST_CLASS, Fact.OWED),
    (Metric.FULFILMENT, "promises", Fact.PROMISES_KEPT, Fact.PROMISES),
    (Metric.FULFILMENT, "cases", Fact.IMPLEMENTED, Fact.REPLIED),
    (Metric.SEVERAL, "assigned", Fact.SEVERAL, Fact.ASSIGNED),
    (Metric.CO_TIMELY, "tasks", Fact.CO_TIMELY, Fact.CO_TASKS),
    (Metric.CO_TIMELY, "done", Fact.CO_TIMELY, Fact.CO_DONE),
    (Metric.PUBLISHED, "replied", Fact.PUBLISHED, Fact.REPLIED),
)

VARIANTS: dict[str, tuple[str, ...]] = {
    metric.value: tuple(variant for of, variant, _, _ in _PAIRS if of is metric)
    for metric in Metric
    if metric not in {Metric.CONTACT_STAGE, Metric.ASPECT}
}
"""The variants of each metric, the usual one first; those told stage by stage or thing by thing have none."""


def formulas(scheme: Scheme) -> tuple[Formula, ...]:
    """Return every formula in the order of a report, in the words of a scheme, chosen or not."""
    return tuple(_in_order(scheme))


def chosen(scheme: Scheme) -> tuple[Formula, ...]:
    """Return the formulas a report of this scheme prints: one variant a metric, stages and things judged."""
    return tuple(each for each in formulas(scheme) if is_chosen(each, scheme))


def is_chosen(formula: Formula, scheme: Scheme) -> bool:
    """Return whether the scheme means this variant by the metric; without a word on it, the usual one."""
    variants = VARIANTS.get(formula.metric.value)
    if variants is None:
        return True
    return formula.variant == scheme.metrics.variants.get(formula.metric.value, variants[0])


def _in_order(scheme: Scheme) -> Iterator[Formula]:
    for metric in Metric:
        if metric is Metric.CONTACT_STAGE:
            yield from _stages(scheme)
        elif metric is Metric.ASPECT:
            yield from _aspects(scheme)
        else:
            yield from (_formula(scheme, *pair) for pair in _PAIRS if pair[0] is metric)


def _formula(scheme: Scheme, metric: Metric, variant: str, part: Fact, whole: Fact) -> Formula:
    word = scheme.contacts.word
    face = Metric.FACE.label if "面" in word else f"当面{word}率"  # nobody says 当面面商率
    named = {
        Metric.REPLY: scheme.word("reply_rate", metric.label),
        Metric.TIMELY: f"按时{scheme.word('reply_rate', Metric.REPLY.label)}",
        Metric.CONTACT: scheme.word("contact_rate", f"{word}率"),
        Metric.FACE: face,
    }
    name = named.get(metric, metric.label)
    if part in {Fact.CONTENT, Fact.FIRST_CONTENT}:
        name = f"{name}（含基本满意）"
    return Formula(metric, variant, _which(scheme, part), _which(scheme, whole), name)


def _which(scheme: Scheme, fact: Fact) -> Which:
    least = scheme.metrics.contact_times
    return Which(fact, str(least) if fact is Fact.MET and least > 1 else "")


def _stages(scheme: Scheme) -> Iterator[Formula]:
    word = scheme.contacts.word
    for stage in scheme.contacts.stages:
        yield Formula(
            Metric.CONTACT_STAGE,
            stage.key,
            Which(Fact.MET_AT, stage.key),
            Which(Fact.OWED),
            f"{stage.label}{word}率",
            f"{stage.label}已{word}件数 ÷ 应办件数",
        )


def _aspects(scheme: Scheme) -> Iterator[Formula]:
    dimensions = scheme.satisfaction.dimensions
    for each in dimensions if len(dimensions) > 1 else ():
        yield Formula(
            Metric.ASPECT,
            each.key,
            Which(Fact.SATISFIED_ON, each.key),
            Which(Fact.JUDGED_ON, each.key),
            f"{each.label}满意率",
            f"{each.label}满意件数 ÷ {each.label}已评价件数",
        )
