"""What an annual report tells besides figures: examples, themes, what the office did, notes kept for it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from desktop.casework import coordinate, find, supervise, theme
from desktop.casework.annual_values import class_of, number, rate
from desktop.domain.crossing import Counted, Dimension, Fact, Pick
from desktop.domain.event import EventKind
from desktop.domain.figured_text import Figure, Said, figure, joined
from desktop.domain.listing import Criteria
from desktop.domain.metrics import Metric
from desktop.domain.supervision import SupervisionLevel
from desktop.domain.text import chinese_number
from desktop.domain.theme import example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.casework.annual_values import Basis
    from desktop.domain.case import Case
    from desktop.domain.theme import ThemeGroup

_TITLES = 4  # named beside the long example of a class (S1-07)
_MODES = 4
_HELD = (
    EventKind.HAND_OUT,
    EventKind.EXECUTIVE,
    EventKind.BRIEFING,
    EventKind.VISIT,
    EventKind.TRAINING,
)
_FEWEST = 2  # papers that make a theme worth a sentence


def values(at: Basis) -> dict[str, Said]:
    """Return every value of an outline that is no group of figures."""
    modes = "、".join(at.scheme.contacts.modes[:_MODES])
    (met,) = at.cells(Fact.MET)
    word = at.scheme.contacts.word
    contact = Said(f"采取{modes}等方式与{at.people}{word}，已{word}") + number("met", met, f"已{word}件数")
    contact = contact + f"件{at.noun}，" + rate(at.found.metric(Metric.CONTACT))
    return {
        "leaders": Said("、".join(at.scheme.leaders)),
        "events": _events(at),
        "contact_clause": contact if met.number else Said(),
        "press_clause": _pressed(at),
        "problems": _notes(at, EventKind.PROBLEM),
        "next": _notes(at, EventKind.NEXT),
    }


def lists(at: Basis) -> dict[str, dict[str, Said]]:
    """Return every list of an outline: examples of classes, other typical cases, themes."""
    of_class = list(_class_examples(at))
    told = {case_id for _, _, case_id in of_class}
    others = [case for case in theme.typical(at.office, _behind(at)) if case.id not in told]
    return {
        "class_examples": {key: said for key, said, _ in of_class},
        "typical": {str(case.id): Said(_told(case)) for case in others},
        "themes": dict(_themes(at)),
    }


def _behind(at: Basis, *picks: Pick) -> Criteria:
    return Criteria(counted=Counted(at.scope, picks))


def _class_examples(at: Basis) -> Iterator[tuple[str, Said, int]]:
    """Yield for each class a long example and a list of titles, with the id of the case told at length."""
    group = at.found.group(at.classes)
    for share in group.shares if group else ():
        chosen = class_of(at.scheme, share.value)
        if chosen is None or not share.number:
            continue
        behind = _behind(at, Pick(at.classes, share.value))
        long = next(iter(theme.typical(at.office, behind)), None)
        rows = find.page(at.office, behind, 0, _TITLES + 1)
        titles = [f"《{row.title.strip()}》" for row in rows if long is None or row.id != long.id][:_TITLES]
        parts = [_told(long)] if long else []
        if titles:
            listed = f"{'又如' if long else '如'}{''.join(titles)}等{at.noun}，{chosen.label}。"
            parts.append(listed)
        yield share.value, Said("".join(parts)), long.id if long else 0


def _told(case: Case) -> str:
    """Return a typical case as a report tells it, with the unit that leads it (S0-15, S2-15)."""
    head = example(case.proposal, "").removesuffix("。")
    unit = f"，由{case.lead.unit_name}办理" if case.lead else ""
    return f"{head}{unit}。{case.typical}"


def _themes(at: Basis) -> Iterator[tuple[str, Said]]:
    """Yield a paragraph for each theme: who asked for what, how many, and a typical case (S4-06, S2-14)."""
    for group in theme.groups(at.office, _behind(at)):
        if group.number >= _FEWEST:
            told = Said(f"在{group.theme}方面，") + _counted(at, group) + "。"
            typical = theme.typical(at.office, _behind(at, Pick(Dimension.THEME, group.theme)))
            yield group.theme, told + "".join(_told(each) for each in typical[:1])


def _counted(at: Basis, group: ThemeGroup) -> Said:
    """Return the sentence of a theme with its number as a figure."""
    sentence, printed = group.sentence, str(group.number)
    behind = Counted(at.scope, (Pick(Dimension.THEME, group.theme),), words=f"专题 {group.theme}")
    start = sentence.rindex(f"{printed}件")
    return Said(
        sentence, (Figure(f"theme/{group.theme}", printed, f"{group.theme}件数", start, behind=behind),)
    )


def _events(at: Basis) -> Said:
    counted = Counter(each.kind for each in coordinate.events(at.office) if each.on.year == at.session.year)
    told = [
        Said(kind.label) + figure(f"event/{kind.value}", str(counted[kind]), f"{kind.label}次数") + "次"
        for kind in _HELD
        if counted[kind]
    ]
    return Said("全年共组织") + joined("、", told) + "。" if told else Said()


def _pressed(at: Basis) -> Said:
    pressed = supervise.by_unit(at.office, at.session.id)
    sums = {
        SupervisionLevel.URGE: sum(each.urged for each in pressed),
        SupervisionLevel.SUPERVISE: sum(each.supervised for each in pressed),
        SupervisionLevel.CIRCULAR: sum(each.circulated for each in pressed),
    }
    told = [
        Said(level.label) + figure(f"press/{level.value}", str(many), f"{level.label}次数") + "次"
        for level, many in sums.items()
        if many
    ]
    return Said("全年共对承办单位") + joined("、", told) if told else Said()


def _notes(at: Basis, kind: EventKind) -> Said:
    """Return the notes kept for the report as 一是…；二是…. (S0-17), the oldest first."""
    kept = [
        each for each in coordinate.events(at.office) if (each.kind, each.on.year) == (kind, at.session.year)
    ]
    told = (
        "，".join(_bare(part) for part in (each.title, each.content) if part.strip()) for each in kept[::-1]
    )
    lines = [f"{chinese_number(place)}是{each}" for place, each in enumerate(told, 1)]
    return Said(f"{'；'.join(lines)}。" if lines else "")


def _bare(text: str) -> str:
    return text.strip().rstrip("。；;")
