"""Deadline rules and due dates: when something is due, and how that was computed."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.domain.kinds import Kind, Origin
from desktop.domain.labels import Labelled
from desktop.domain.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.domain.workdays import WorkCalendar


class Matter(Labelled):
    """What a deadline is about."""

    HAND_OUT = ("hand_out", "交办")
    REPLY = ("reply", "答复")
    INTERNAL = ("internal", "内部时限")
    CO_OPINION = ("co_opinion", "协办意见")
    CO_OPINION_REDO = ("co_opinion_redo", "协办意见补正")
    RETURN = ("return", "退回改办")
    REASSIGN = ("reassign", "重新交办")
    FIRST_CONTACT = ("first_contact", "首次联系")
    FEEDBACK = ("feedback", "反馈意见")
    REHANDLE = ("rehandle", "重新办理")
    REHANDLE_AGAIN = ("rehandle_again", "再次重新办理")
    EXTENSION = ("extension", "延期后答复")
    INTERIM = ("interim", "阶段性反馈")
    PUBLICATION = ("publication", "答复公开")


class Basis(Labelled):
    """The day a period starts from; the day itself is not counted (民法典 第二百零一条)."""

    ASSIGNED = ("assigned", "交办日")
    RECEIVED = ("received", "收到日")
    CLOSED = ("closed", "会议闭幕日")
    REPLIED = ("replied", "答复日")
    FEEDBACK = ("feedback", "反馈日")
    LEAD_DUE = ("lead_due", "主办办结时限")
    RETURNED = ("returned", "退回日")
    PLANNED = ("planned", "计划完成日")


class Measure(Labelled):
    """How a period is counted."""

    MONTHS = ("months", "个月")
    DAYS = ("days", "日")
    WORKDAYS = ("workdays", "个工作日")
    FIXED = ("fixed", "固定日期")
    DAYS_BEFORE = ("days_before", "日前")
    WORKDAYS_BEFORE = ("workdays_before", "个工作日前")
    PERCENT = ("percent", "%")


BACKWARD = frozenset({Measure.DAYS_BEFORE, Measure.WORKDAYS_BEFORE})
_BY_WORKDAYS = frozenset({Measure.WORKDAYS, Measure.WORKDAYS_BEFORE})


@dataclass(frozen=True, slots=True)
class Term:
    """A period: a count from the basis, a fixed `month` and `day`, or a percentage of the way to another day.

    `amount` is the number of months, days, working days or percent.
    """

    measure: Measure
    amount: int = 0
    month: int = 0
    day: int = 0

    @property
    def text(self) -> str:
        """The period in words: 3个月, 7个工作日, 6月30日前."""
        if self.measure is Measure.FIXED:
            return f"{self.month}月{self.day}日前"
        if self.measure in BACKWARD:
            return f"提前{self.amount}{self.measure.label.removesuffix('前')}"
        if self.measure is Measure.PERCENT:
            return f"时间过{self.amount}%"
        return f"{self.amount}{self.measure.label}"


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One rule of a scheme: for which papers and roles, from which day, how long, and where that is written.

    Empty `kinds`, `natures` and `roles` mean all of them; `origin` None means both. A nature fits when the
    paper's 性质 contains it (代表法 2025: 涉及面广、处理难度大的六个月). The first rule that fits decides.
    `until` is the other end of a percentage. `rolls` moves a last day that is a rest day to the next working
    day (民法典 第二百零三条), where the office says so.
    """

    matter: Matter
    term: Term
    basis: Basis = Basis.ASSIGNED
    kinds: tuple[Kind, ...] = ()
    origin: Origin | None = None
    rolls: bool = False
    source: str = ""
    natures: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    until: Basis | None = None

    @property
    def key(self) -> str:
        """The rule's id, stored with every date it produced."""
        return f"{self.matter.value}/{self.basis.value}/{self.term.text}"


@dataclass(frozen=True, slots=True)
class DueDate:
    """A stored legal fact: the day by which something is due (inclusive), and how it was computed.

    `steps` is the computation in words, one step a line; `provisional` marks a year whose working calendar
    was not confirmed when it was computed (暂定).
    """

    on: date
    rule: str = ""
    started_on: date | None = None
    steps: tuple[str, ...] = ()
    source: str = ""
    provisional: bool = False


def compute_due(rule: DeadlineRule, starts: Mapping[Basis, date], calendar: WorkCalendar) -> DueDate | None:
    """Return the day the rule gives, with its computation in words; None while a day it needs is unknown.

    The basis day itself is not counted (民法典 第二百零一条). The result is provisional (暂定) when working
    days were counted in a year whose calendar is not confirmed.
    """
    start = starts.get(rule.basis)
    end = starts.get(rule.until) if rule.until else start
    if start is None or end is None:
        return None
    last = _last_day(rule.term, start, end, calendar)
    rolled = calendar.next_workday(last) if rule.rolls else last
    guessed = [year for year in years_counted(rule, start, rolled) if not calendar.is_confirmed(year)]
    steps = [*_count_steps(rule, start, end, last, calendar), *_rest_steps(rule, last, rolled, calendar)]
    steps += [guess_step(year) for year in guessed]
    return DueDate(rolled, rule.key, start, tuple(steps), rule.source, provisional=bool(guessed))


def explain(due: DueDate) -> tuple[str, ...]:
    """Return everything there is to say of a date, a line each: rule, computation, source; never nothing."""
    known = due.rule.split("/")
    lines = list(due.steps) or ["没有记下计算过程"]
    if len(known) == len(("matter", "basis", "term")):
        lines.insert(0, f"规则：{Matter(known[0]).label}，{Basis(known[1]).label}起{known[2]}")
    if due.source:
        lines.append(f"依据：{due.source}")
    return tuple(lines)


def add_months(day: date, months: int) -> date:
    """Return the corresponding day `months` months later (earlier when negative).

    A month without that day gives its last day (民法典 第二百零二条): 31 January leads to February.
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _day_of(years, month + 1, day.day)


def shown(day: date, calendar: WorkCalendar) -> str:
    """Return a day as a computation names it: 2026-02-28（周六，春节调休上班）."""
    return f"{day.isoformat()}（{calendar.note(day)}）"


def guess_step(year: int) -> str:
    """Return the step that says a year's holidays were guessed."""
    return f"{year}年放假安排未确认，按周末推算，暂定"


def years_counted(rule: DeadlineRule, start: date, last: date) -> range:
    """Return the years whose holidays decide the day: all counted through, or that of a moved end."""
    if rule.term.measure in _BY_WORKDAYS:
        return range(min(start, last).year, max(start, last).year + 1)
    return range(last.year, last.year + 1 if rule.rolls else last.year)


def _day_of(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _last_day(term: Term, start: date, end: date, calendar: WorkCalendar) -> date:
    amount = -term.amount if term.measure in BACKWARD else term.amount
    match term.measure:
        case Measure.MONTHS:
            return add_months(start, amount)
        case Measure.DAYS | Measure.DAYS_BEFORE:
            return start + timedelta(days=amount)
        case Measure.WORKDAYS | Measure.WORKDAYS_BEFORE:
            return calendar.add(start, amount)
        case Measure.PERCENT:
            return start + timedelta(days=-(-max(0, (end - start).days) * amount // 100))
    fixed = _day_of(start.year, term.month, term.day)
    return fixed if fixed >= start else _day_of(start.year + 1, term.month, term.day)


def _count_steps(
    rule: DeadlineRule, start: date, end: date, last: date, calendar: WorkCalendar
) -> Iterator[str]:
    """Yield from which day and how far was counted, and which holidays were left out on the way."""
    term = rule.term
    begun = f"{rule.basis.label} {shown(start, calendar)}"
    if term.measure is Measure.FIXED:
        yield begun
        yield f"规定{term.text} → {shown(last, calendar)}"
    elif term.measure in BACKWARD:
        yield begun
        yield f"{term.text} → {shown(last, calendar)}"
    elif rule.until is not None:
        yield f"{begun}至{rule.until.label} {shown(end, calendar)}，共{(end - start).days}天"
        yield f"{term.text}，第{(last - start).days}天 → {shown(last, calendar)}"
    else:
        yield f"{begun}，次日起算"
        yield f"加{term.text} → {shown(last, calendar)}"
    if term.measure is Measure.MONTHS and last.day != start.day:
        yield f"{last.month}月没有{start.day}日，以当月最后一日为期满日（民法典第二百零二条）"
    if term.measure in _BY_WORKDAYS and (names := _special_days(start, last, calendar)):
        yield f"其间：{'、'.join(names)}"


def _special_days(start: date, last: date, calendar: WorkCalendar) -> list[str]:
    first, final = min(start, last), max(start, last)
    days = (first + timedelta(days=step) for step in range((final - first).days + 1))
    return list(dict.fromkeys(name for day in days if day != start and (name := calendar.name(day))))


def _rest_steps(rule: DeadlineRule, last: date, rolled: date, calendar: WorkCalendar) -> Iterator[str]:
    if rolled != last:
        yield f"期满日为休息日，顺延至 {shown(rolled, calendar)}（民法典第二百零三条）"
    elif rule.term.measure not in _BY_WORKDAYS and not calendar.is_workday(last):
        yield "期满日为休息日，按规则不顺延，请提前安排"
