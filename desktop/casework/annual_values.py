"""The figures of an annual report in words: totals, groups, rates, classes, verdicts, each with its cases."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.casework import crossings, hand_shares, metrics
from desktop.domain.crossing import Counted, Dimension, Fact, Pick, Scope, Which
from desktop.domain.dates import chinese_date
from desktop.domain.figured_text import Figure, Said, figure, joined
from desktop.domain.kinds import Body, Origin
from desktop.domain.metrics import Metric, words_of
from desktop.domain.scheme import ResultBasis
from desktop.domain.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.casework.metrics import Figures, Group, Measured, Share
    from desktop.casework.office import Office
    from desktop.casework.panels import Cell
    from desktop.domain.annual import Wishes
    from desktop.domain.scheme import ResultClass, Scheme
    from desktop.domain.session import Session

_HEADS = {
    ResultBasis.RESULT: "从办理结果看",
    ResultBasis.ADOPTION: "从采纳情况看",
    ResultBasis.PLAN: "从办理计划看",
}
_NOT_HANDLED = {
    Stage.DRAFT.value: "尚未立案",
    Stage.NOT_FILED.value: "不予立案",
    Stage.MERGED.value: "并案处理",
    Stage.WITHDRAWN.value: "撤案",
}
_UNCLASSED = "未分类"
_LAW = re.compile(r"^(中华人民共和国.*法)(?=（|$)")  # a law is named in 《》


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report is about: session, scope, what is wished, and the figures of the scope."""

    office: Office
    session: Session
    wishes: Wishes
    found: Figures

    @property
    def scope(self) -> Scope:
        """Which cases count."""
        return self.found.scope

    @property
    def scheme(self) -> Scheme:
        """The rules of the office."""
        return self.office.default_scheme

    @property
    def noun(self) -> str:
        """What the papers are called: 建议, 提案."""
        return "提案" if self.session.body is Body.CPPCC else "建议"

    @property
    def people(self) -> str:
        """Those who hand them in: 代表, 委员."""
        return "委员" if self.session.body is Body.CPPCC else "代表"

    @property
    def government(self) -> str:
        """Whose report it is: 区政府."""
        return f"{self.session.place}政府" if self.session.term else "政府"

    @property
    def classes(self) -> Dimension:
        """What the classes of the scheme are about: results, or plans (S4-02)."""
        is_plan = self.scheme.result_basis is ResultBasis.PLAN
        return Dimension.PLAN_CLASS if is_plan else Dimension.RESULT_CLASS

    def cells(self, *facts: Fact, scope: Scope | None = None) -> tuple[Cell, ...]:
        """Return how many cases each fact holds of, in the scope or another one."""
        return metrics.counted(self.office, scope or self.scope, [Which(fact) for fact in facts])


def basis(office: Office, session_id: int, wishes: Wishes) -> Basis:
    """Return what a report on a session is about; papers between sessions are told apart (S4-04)."""
    session = office.store.sessions.get(session_id)
    scope = Scope((session_id,), Origin.SESSION, key_only=wishes.key_only)
    if wishes.government:
        scope = metrics.government(office, scope)
    return Basis(office, session, wishes, metrics.figures(office, scope, wishes.as_of))


def values(at: Basis) -> dict[str, Said]:
    """Return every value of an outline that is made of figures."""
    told = {
        "session": Said(at.session.text),
        "noun": Said(at.noun),
        "kind": Said("提案" if at.session.body is Body.CPPCC else "代表建议"),
        "full_noun": Said(
            "提案" if at.session.body is Body.CPPCC else "代表建议、批评和意见（以下简称建议）"
        ),
        "people": Said(at.people),
        "government": Said(at.government),
        "as_of": Said(at.found.as_of),
        "governed": Said(_governed(at)),
        "classes_head": Said(_HEADS[at.scheme.result_basis]),
    }
    made = (_totals, _groups, _results, _verdicts, _apart)
    return told | {key: said for make in made for key, said in make(at)}


def _governed(at: Basis) -> str:
    """Return the documents the office works under (S4-07); those on deputies are none for a CPPCC."""
    told = [each for each in at.found.governed_by if at.session.body is Body.CONGRESS or "代表" not in each]
    named = (_LAW.sub(r"《\1》", each) for each in told)
    return f"按照{'、'.join(named)}的要求，" if told else ""


def number(key: str, cell: Cell, name: str, *, base: str = "", definition: str = "") -> Said:
    """Return a count as a figure that opens its cases."""
    text = str(cell.number)
    return Said(text, (Figure(key, text, name, 0, definition, base, cell.behind.counted),))


def rate(measured: Measured) -> Said:
    """Return a rate under its name: 面商率100%."""
    formula, base = measured.formula, f"{measured.parts}{measured.formula.counting.label}"
    behind = measured.part.behind.counted
    shown = Figure(
        formula.key, measured.percent, formula.name, definition=formula.definition, base=base, behind=behind
    )
    return Said(formula.name) + Said(measured.percent, (shown,))


# --- totals ---------------------------------------------------------------------------------------


def _totals(at: Basis) -> Iterator[tuple[str, Said]]:
    yield "total_clause", _total_clause(at)
    yield "taken_up", _taken_up(at)
    several = at.found.metric(Metric.SEVERAL)
    if several.part.number:
        count = number("several", several.part, words_of(several.formula.part))
        share, base = replace(rate(several).figures[0], start=0), several.whole
        told = Said("需由两个以上单位共同办理的") + count + "件，占"
        if base.number != at.found.total.number:
            told = told + "已交办" + number("handed_out", base, words_of(several.formula.whole)) + "件的"
        yield "several", told + Said(several.percent, (share,)) + "。"


def _total_clause(at: Basis) -> Said:
    total = number("total", at.found.total, f"{at.noun}总数")
    units = figure("units", str(at.found.units), "承办单位数", Counted(at.scope, which=Which(Fact.ASSIGNED)))
    if at.wishes.government:
        (every,) = at.cells(Fact.ALL, scope=replace(at.scope, systems=()))
        head = Said(f"{at.session.text}共提出{at.noun}") + number("every", every, f"全部{at.noun}数")
        middle = Said(f"件，其中交{at.government}系统办理") + total + "件" + _including(at)
        return head + middle + "，由" + units + "个单位承办"
    leading = figure(
        "leading", str(at.found.leading), "主办单位数", Counted(at.scope, which=Which(Fact.ASSIGNED))
    )
    head = Said(f"在{at.session.text}上，交由{at.government}办理的{_key_word(at)}{at.noun}共") + total + "件"
    return head + _including(at) + "，涉及承办单位" + units + "个，其中主办单位" + leading + "个"


def _key_word(at: Basis) -> str:
    return "重点" if at.wishes.key_only else ""


def _including(at: Basis) -> Said:
    """Return which other kinds the total holds besides the most frequent one (S4-01)."""
    group = at.found.group(Dimension.KIND)
    ranked = sorted(group.shares if group else (), key=lambda share: -share.number)
    told = [Said(share.label) + _count(Dimension.KIND, share) + "件" for share in ranked[1:] if share.number]
    return Said("（包括") + joined("、", told) + "）" if told else Said()


def _taken_up(at: Basis) -> Said:
    group = at.found.group(Dimension.STAGE)
    left = [each for each in (group.shares if group else ()) if each.value in _NOT_HANDLED and each.number]
    told = [Said(_NOT_HANDLED[each.value]) + _count(Dimension.STAGE, each) + "件" for each in left]
    if not told:
        return Said()
    owed = number("owed", at.found.owed, "应办件数")
    return Said(f"上述{at.noun}中，立案并单独办理") + owed + "件，" + joined("，", told) + "。"


def _count(dimension: Dimension, share: Share, base: str = "") -> Said:
    return number(f"{dimension.value}/{share.value}", share.cell, share.label, base=base)


# --- groups ---------------------------------------------------------------------------------------


def _groups(at: Basis) -> Iterator[tuple[str, Said]]:
    categories = at.found.group(Dimension.CATEGORY)
    if categories and any(share.value and share.number for share in categories.shares):
        told = _told(at, categories)
        yield "categories", joined("；", (_share(categories, each, field_of(each)) for each in told))
    classes = at.found.group(at.classes)
    if classes and any(share.value and share.number for share in classes.shares):
        named = [(each, class_words(at.scheme, each)) for each in _told(at, classes)]
        whole = at.found.owed.number
        head = Said(f"{_HEADS[at.scheme.result_basis]}")
        if classes.whole.number != whole:
            classed = number("classed", classes.whole, classes.whole_text)
            head = head + "，在已定类的" + classed + f"件{at.noun}中"
        yield "classes_head", head
        yield "classes", joined("；", (_share(classes, each, words) for each, words in named))


def _told(at: Basis, group: Group) -> list[Share]:
    """Return the shares a report names: those no case has only where wished (S1-05)."""
    return [each for each in group.shares if each.number or (each.value and at.wishes.with_zeros)]


def field_of(share: Share) -> str:
    """Return a category as a sentence says it: 经济建设方面, 城建交通类."""
    if not share.value:
        return _UNCLASSED
    return share.label if share.label.endswith(("类", "方面")) else f"{share.label}方面"


def class_words(scheme: Scheme, share: Share) -> str:
    """Return a class as a sentence says it: 已解决的A类, 已经采纳的, 未定类的."""
    chosen = class_of(scheme, share.value)
    if chosen is None:
        return f"{share.label}的" if share.value else "尚未定类的"
    of_class = chosen.label if chosen.label.endswith("的") else f"{chosen.label}的"
    return f"{of_class}{chosen.letter}类" if chosen.letter else of_class


def class_of(scheme: Scheme, short: str) -> ResultClass | None:
    """Return the class that lists call so."""
    return next((each for each in scheme.result_classes if each.short == short), None)


def _share(group: Group, share: Share, words: str) -> Said:
    """Return one line of a group: 经济建设方面32件，占26%."""
    base = f"{share.number}/{group.whole.number}（{group.whole_text}）"
    told = Said(words) + _count(group.dimension, share, base) + "件"
    if not share.percent:
        return told
    percent = share.percent.removesuffix(hand_shares.MARK)
    meaning = f"手工占比：{share.reason}" if share.reason else group.hint
    key, counted = f"{group.dimension.value}/{share.value}.percent", share.cell.behind.counted
    shown = Figure(key, percent, f"{share.label}占比", 0, meaning, base, counted)
    return told + "，占" + Said(percent, (shown,))


# --- results --------------------------------------------------------------------------------------


def _results(at: Basis) -> Iterator[tuple[str, Said]]:
    yield "replied_clause", _replied(at)
    rates = [at.found.metric(each) for each in (Metric.REPLY, Metric.TIMELY, Metric.CONTACT)]
    rates += [each for one in (Metric.FACE, Metric.HANDED_OVER) if (each := at.found.metric(one)).part.number]
    told = joined("，", (rate(each) for each in rates if each.whole.number))
    yield "rates", told + "。" if told else told
    stages = [each for each in at.found.chosen if each.formula.metric is Metric.CONTACT_STAGE]
    yield "stage_rates", joined("，", (rate(each) for each in stages if each.part.number))
    yield "crossing", _crossing(at)
    yield "promises", _promises(at)


def _replied(at: Basis) -> Said:
    reply, owed = at.cells(Fact.REPLIED, Fact.OWED)
    if not owed.number:
        return Said(f"尚没有应办的{at.noun}")
    head = number("owed", owed, "应办件数") + f"件{_key_word(at)}{at.noun}"
    return head + _done(reply, owed, "replied", "均已办复完毕")


def _done(replied: Cell, owed: Cell, key: str, all_done: str) -> Said:
    if not owed.number:
        return Said("尚没有应办的")
    if replied.number == owed.number:
        return Said(all_done if owed.number > 1 else all_done.removeprefix("均"))
    return Said("已办复") + number(key, replied, "已答复件数", base=f"{replied.number}/{owed.number}") + "件"


def _crossing(at: Basis) -> Said:
    """Return how far the cases of each class are carried out (S4-03); nothing where nobody wrote it down."""
    if at.found.group(Dimension.IMPLEMENTATION) is None:
        return Said()
    crossed = crossings.cross(at.office, at.scope, at.classes, Dimension.IMPLEMENTATION)
    rows = []
    for row in crossed.rows:
        cells = [(column, crossed.cell(row, column)) for column in crossed.columns]
        parts = [
            number(f"crossing/{row.value}/{column.value}", cell, f"{row.label}、{column.label}")
            + f"件{column.label if column.value else '尚未登记落实情况'}"
            for column, cell in cells
            if cell.number
        ]
        chosen = class_of(at.scheme, row.value)
        name = f"{chosen.letter}类" if chosen and chosen.letter else row.label if row.value else "尚未定类的"
        rows.append(Said(f"{name}中，") + joined("，", parts))
    return joined("；", rows)


def _promises(at: Basis) -> Said:
    made, kept = at.cells(Fact.PROMISES, Fact.PROMISES_KEPT)
    if not made.number:
        return Said()
    told = Said("办理中作出承诺") + number("promises", made, "承诺事项") + "项，已兑现"
    kept_said = number("promises_kept", kept, "已兑现承诺事项", base=f"{kept.number}/{made.number}")
    return told + kept_said + "项，" + rate(at.found.metric(Metric.FULFILMENT))


# --- verdicts -------------------------------------------------------------------------------------


def _verdicts(at: Basis) -> Iterator[tuple[str, Said]]:
    group = at.found.group(Dimension.VERDICT)
    if group is None or not group.whole.number:
        return
    base = f"{group.whole.number}（{group.whole_text}）"
    levels = [Said(each.label) + _count(Dimension.VERDICT, each, base) + "件" for each in _told(at, group)]
    yield "verdicts", joined("，", [*levels, _awaited(at, group)])
    redo = at.found.metric(Metric.REDO)
    wanted = [Metric.SATISFACTION, *([Metric.FIRST_SATISFACTION] if redo.part.number else [])]
    yield "satisfaction_rates", joined("，", (rate(at.found.metric(each)) for each in wanted)) + "。"
    if redo.part.number:
        yield "rehandled", Said("重新办理") + number("rehandled", redo.part, "重新办理件数") + "件。"


def _awaited(at: Basis, group: Group) -> Said:
    (replied,) = at.cells(Fact.REPLIED)
    awaited = replied.number - group.whole.number
    picked = Counted(at.scope, (Pick(Dimension.VERDICT, ""),), Which(Fact.REPLIED), "已答复未反馈")
    return (
        Said("尚未反馈") + figure("awaited", str(awaited), "未反馈件数", picked) + "件"
        if awaited > 0
        else Said()
    )


# --- told apart -----------------------------------------------------------------------------------


def _apart(at: Basis) -> Iterator[tuple[str, Said]]:
    """Yield what is counted beside the rest: key papers, papers between sessions, what earlier years left."""
    facts = (Fact.ALL, Fact.OWED, Fact.REPLIED, Fact.JUDGED, Fact.SATISFIED)
    key = at.cells(*facts, scope=replace(at.scope, key_only=True))
    if key[0].number and not at.wishes.key_only:
        yield "key_clause", _key_clause(at, key)
    between = at.cells(*facts[:3], scope=replace(at.scope, origin=Origin.INTERSESSION))
    if between[0].number:
        yield "between_clause", _between(at, between)
    left = metrics.carried(at.office, at.session.id)
    carried = at.cells(Fact.ALL, Fact.REPLIED, Fact.IMPLEMENTED, scope=left)
    if carried[0].number:
        yield "carried", _carried(at, carried)


def _key_clause(at: Basis, cells: Iterable[Cell]) -> Said:
    """Return what is told of the key papers (S1-18)."""
    every, owed, replied, judged, satisfied = cells
    told = Said(f"其中，重点{at.noun}") + number("key", every, f"重点{at.noun}数") + "件，"
    told = told + _owed(every, owed, "key.owed") + _done(replied, owed, "key.replied", "均已办理答复完毕")
    if judged.number == satisfied.number == every.number:
        return told + "，全部满意"
    return (
        told + "，满意" + number("key.satisfied", satisfied, f"重点{at.noun}满意件数") + "件"
        if judged.number
        else told
    )


def _between(at: Basis, cells: Iterable[Cell]) -> Said:
    every, owed, replied = cells
    as_of = at.wishes.between_as_of or at.wishes.as_of or chinese_date(at.office.today)
    word = crossings.intersession(at.office)
    told = Said(f"截至{as_of}，交由{at.government}办理的{word}{at.noun}共") + number(
        "between", every, f"{word}件数"
    )
    told = told + "件，" + _owed(every, owed, "between.owed")
    return told + _done(replied, owed, "between.replied", "已全部办复")


def _owed(every: Cell, owed: Cell, key: str) -> Said:
    """Return how many of them are to be answered, where that is neither all nor none."""
    if owed.number in {0, every.number}:
        return Said()
    return Said("应办") + number(key, owed, "应办件数") + "件，"


def _carried(at: Basis, cells: Iterable[Cell]) -> Said:
    every, replied, implemented = cells
    told = Said(f"往年结转的{at.noun}") + number("carried", every, f"结转{at.noun}数") + "件，已办复"
    told = told + number("carried.replied", replied, "结转件中已答复件数") + "件，已落实"
    return told + number("carried.implemented", implemented, "结转件中已落实件数") + "件"
