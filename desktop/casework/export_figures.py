"""Figures of a year, ready to be shown, copied or written as a workbook: groups, shares, units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.casework import count
from desktop.domain.figures import Rate, percentages, sum_hint
from desktop.domain.kinds import Origin
from desktop.domain.ledger import Align, CellKind, Column, Ledger
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.figures import PercentRules, Totals, UnitCount
    from desktop.domain.ledger import Row
    from desktop.domain.scheme import ResultClass, Scheme

ALL_SESSIONS = "全部届次"
_HANDLED, _ANSWERED = "办理", "办复"


@dataclass(frozen=True, slots=True)
class Headline:
    """One rate of a report with its parts; `meaning` says what is divided by what."""

    title: str
    rate: Rate
    percent: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a group: the word, how many, and the printed share (empty where the scheme prints none)."""

    label: str
    number: int
    percent: str


@dataclass(frozen=True, slots=True)
class Group:
    """The cases divided one way; shares are of `whole` cases, `hint` tells when printed shares miss 100 %."""

    title: str
    whole: int
    whole_text: str
    shares: tuple[Share, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one session or of all, as of a day, rounded by the rules of the desk's scheme.

    `governed_by` are the documents the scheme says the office works under (S4-07).
    """

    session: str
    as_of: date
    cases: int
    headlines: tuple[Headline, ...]
    groups: tuple[Group, ...]
    units: tuple[UnitCount, ...]
    rules: PercentRules
    governed_by: tuple[str, ...] = ()

    @property
    def leading_units(self) -> int:
        """How many units lead at least one case; `units` are those that lead or co-handle (S2-01)."""
        return sum(unit.lead > 0 for unit in self.units)


def compose(office: Office, session_id: int | None = None) -> Figures:
    """Return the figures of one session, or of all."""
    totals, scheme = count.totals(office, session_id), office.default_scheme
    return Figures(
        session=office.store.sessions.get(session_id).text if session_id else ALL_SESSIONS,
        as_of=office.today,
        cases=totals.cases,
        headlines=_headlines(totals, scheme),
        groups=(*_groups(totals, scheme), _by_system(office, session_id, scheme)),
        units=totals.units,
        rules=scheme.percent,
        governed_by=scheme.governing_documents,
    )


def _headlines(totals: Totals, scheme: Scheme) -> tuple[Headline, ...]:
    satisfied = sum(
        totals.by_verdict.get(level.label, 0) for level in scheme.satisfaction.levels if level.is_satisfied
    )
    judged = sum(number for label, number in totals.by_verdict.items() if label)
    met = scheme.contacts.word
    rates = (
        (scheme.word("reply_rate", "答复率"), Rate(totals.replied, totals.owed), "已答复件数 ÷ 应办件数"),
        (scheme.word("contact_rate", f"{met}率"), Rate(totals.met, totals.owed), f"已{met}件数 ÷ 应办件数"),
        ("满意率", Rate(satisfied, judged), "反馈“满意”件数 ÷ 已反馈件数"),
    )
    return tuple(
        Headline(title, rate, rate.percent(scheme.percent), meaning) for title, rate, meaning in rates
    )


def _groups(totals: Totals, scheme: Scheme) -> tuple[Group, ...]:
    rules = scheme.percent if scheme.percent.shown else None
    words = {each.short: class_words(each) for each in scheme.result_classes}
    classes = {words.get(short, short): number for short, number in totals.by_class.items()}
    levels = [level.label for level in scheme.satisfaction.levels]
    said = {each.label: scheme.word_for(each) for each in Origin}
    origins = _ordered({said[label]: number for label, number in totals.by_origin.items()}, [*said.values()])
    return (
        _group("类型", "总件数", totals.by_kind, scheme.percent),
        _group("提出时间", "总件数", origins, scheme.percent),
        _group("内容分类", "总件数", _ordered(totals.by_category, scheme.categories), rules),
        _group("办理结果类别", "已定类件数", _ordered(classes, tuple(words.values())), rules),
        _group("反馈评价", _judged_words(totals), _ordered(totals.by_verdict, levels), scheme.percent),
    )


def _judged_words(totals: Totals) -> str:
    """Return what the verdicts are shares of; forms not returned are counted apart."""
    awaited = totals.replied - sum(totals.by_verdict.values())
    return f"已反馈件数，未反馈{awaited}件另计" if awaited > 0 else "已反馈件数"


def _by_system(office: Office, session_id: int | None, scheme: Scheme) -> Group:
    """Return the cases by the system of the unit that leads, each with how many units lead there (S3-01)."""
    leading = office.store.units.leading(session_id)
    counts = {f"{system.label}（{units}个单位）": cases for system, (cases, units) in leading.items()}
    return _group("主办单位系统", "已交办件数", counts, scheme.percent)


def class_words(chosen: ResultClass) -> str:
    """Return a class as a report names it: A类 已解决, or only the label where there are no letters."""
    return f"{chosen.letter}类 {chosen.label}" if chosen.letter else chosen.label


def _group(title: str, whole_text: str, counts: Mapping[str, int], rules: PercentRules | None) -> Group:
    """Return the group with its shares; without rules only the counts are printed (S0-02)."""
    whole = sum(counts.values())
    numbers = tuple(counts.values())
    printed = percentages(numbers, whole, rules) if rules else ("",) * len(numbers)
    shares = tuple(Share(*line) for line in zip(counts, numbers, printed, strict=True))
    return Group(title, whole, whole_text, shares, sum_hint(printed) if rules else "")


def _ordered(counts: Mapping[str, int], order: Sequence[str]) -> dict[str, int]:
    """Return the counts in the order of the scheme, zeros too; what the scheme does not know comes behind."""
    return {label: counts.get(label, 0) for label in order} | dict(counts)


UNIT_COLUMNS = (
    Column("unit", "单位", width=34, align=Align.LEFT, wrap=True),
    Column("lead", "主办", CellKind.NUMBER, width=9, group=_HANDLED),
    Column("co", "协办", CellKind.NUMBER, width=9, group=_HANDLED),
    Column("total", "总数", CellKind.NUMBER, width=9, group=_HANDLED),
    Column("lead_replied", "主办", CellKind.NUMBER, width=9, group=_ANSWERED),
    Column("co_replied", "协办", CellKind.NUMBER, width=9, group=_ANSWERED),
    Column("replied", "总数", CellKind.NUMBER, width=9, group=_ANSWERED),
    Column("rate", "办复率", width=10, group=_ANSWERED),
    Column("parts", "办复/办理", width=12, group=_ANSWERED),
)
GROUP_COLUMNS = (
    Column("group", "项目", width=16),
    Column("label", "分类", width=30, align=Align.LEFT),
    Column("number", "件数", CellKind.NUMBER, width=9),
    Column("percent", "占比", width=10),
    Column("parts", "分子/分母", width=14),
    Column("remark", "说明", width=26, align=Align.LEFT),
)


def unit_table(found: Figures) -> Ledger:
    """Return the statistics by unit under their two-row heading, with the line 合计."""
    rows = [_unit_row(unit.unit, _numbers(unit), found.rules) for unit in found.units]
    sums = tuple(sum(parts) for parts in zip(*map(_numbers, found.units), strict=True))
    return Ledger(
        title=f"{_prefix(found)}承办单位办理情况统计表",
        columns=UNIT_COLUMNS,
        rows=rows,
        subtitle=(
            f"截至{found.as_of.isoformat()}；承办单位{len(found.units)}个，其中主办{found.leading_units}个；"
            "一件有几个承办单位的，各单位分别计数"
        ),
        totals=_unit_row("合计", sums, found.rules) if found.units else None,
        landscape=False,
        frozen_columns=1,
    )


def _numbers(unit: UnitCount) -> tuple[int, ...]:
    return unit.lead, unit.co, unit.total, unit.lead_replied, unit.co_replied, unit.replied


def _unit_row(name: str, numbers: tuple[int, ...], rules: PercentRules) -> Row:
    rate = Rate(numbers[-1], numbers[2])
    return name, *numbers, rate.percent(rules), f"{rate.numerator}/{rate.denominator}"


def group_table(found: Figures) -> Ledger:
    """Return the headline rates and every group as one long table, the governing documents at its end."""
    rows: list[Row] = [
        ("总计", "办理件总数", found.cases, "", "", ""),
        ("总计", "承办单位数", len(found.units), "", "", f"其中主办单位{found.leading_units}个"),
    ]
    rows += [
        ("比率", each.title, each.rate.numerator, each.percent, _parts(each.rate), each.meaning)
        for each in found.headlines
    ]
    for group in found.groups:
        rows += [_share_row(group, share) for share in group.shares]
        rows.append((group.title, group.whole_text, group.whole, "", "", group.hint))
    rows += [("依据文件", document, None, "", "", "") for document in found.governed_by]
    return Ledger(
        title=f"{_prefix(found)}办理情况统计表",
        columns=GROUP_COLUMNS,
        rows=rows,
        subtitle=f"截至{found.as_of.isoformat()}；比率{found.rules.mode.label}，保留{found.rules.decimals}位小数",
        landscape=False,
        frozen_columns=0,
    )


def _share_row(group: Group, share: Share) -> Row:
    parts = _parts(Rate(share.number, group.whole)) if share.percent else ""
    return group.title, share.label, share.number, share.percent, parts, ""


def _parts(rate: Rate) -> str:
    return f"{rate.numerator}/{rate.denominator}"


def _prefix(found: Figures) -> str:
    return "" if found.session == ALL_SESSIONS else found.session


def figures(office: Office, session_id: int | None, path: Path, progress: Progress = SILENT) -> int:
    """Write headline rates and groups as a workbook to `path`; return how many rows it holds."""
    return _write(office, group_table(compose(office, session_id)), path, progress)


def unit_figures(office: Office, session_id: int | None, path: Path, progress: Progress = SILENT) -> int:
    """Write the statistics by unit as a workbook to `path`; return how many rows it holds."""
    return _write(office, unit_table(compose(office, session_id)), path, progress)


def _write(office: Office, table: Ledger, path: Path, progress: Progress) -> int:
    from desktop.documents import xlsx

    xlsx.write(table, path, office.now, progress)
    return len(table.rows)
