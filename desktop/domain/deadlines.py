"""Deadline rules and due dates: when something is due, and how that was computed."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.domain.kinds import Kind, Origin
from desktop.domain.labels import Labelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.domain.workdays import WorkCalendar


class Matter(Labelled):
    """What a deadline is about."""

    REPLY = ("reply", "答复")
    CO_OPINION = ("co_opinion", "协办意见")
    CO_OPINION_REDO = ("co_opinion_redo", "协办意见补正")
    RETURN = ("return", "退回改办")
    REASSIGN = ("reassign", "重新交办")
    FIRST_CONTACT = ("first_contact", "首次联系")
    FEEDBACK = ("feedback", "反馈意见")
    REHANDLE = ("rehandle", "重新办理")
    EXTENSION = ("extension", "延期后答复")
    INTERIM = ("interim", "阶段性反馈")


class Basis(Labelled):
    """The day a period starts from; the day itself is not counted (民法典 第二百零一条)."""

    ASSIGNED = ("assigned", "交办日")
    RECEIVED = ("received", "收到日")
    CLOSED = ("closed", "会议闭幕日")
    REPLIED = ("replied", "答复日")
    FEEDBACK = ("feedback", "反馈日")
    LEAD_DUE = ("lead_due", "主办办结时限")


class Measure(Labelled):
    """How a period is counted."""

    MONTHS = ("months", "个月")
    DAYS = ("days", "日")
    WORKDAYS = ("workdays", "个工作日")
    FIXED = ("fixed", "固定日期")
    DAYS_BEFORE = ("days_before", "日前")


@dataclass(frozen=True, slots=True)
class Term:
    """A period: `amount` months, days, working days, days before the basis; or a fixed `month` and `day`."""

    measure: Measure
    amount: int = 0
    month: int = 0
    day: int = 0

    @property
    def text(self) -> str:
        """The period in words: 3个月, 7个工作日, 6月30日前."""
        if self.measure is Measure.FIXED:
            return f"{self.month}月{self.day}日前"
        if self.measure is Measure.DAYS_BEFORE:
            return f"提前{self.amount}日"
        return f"{self.amount}{self.measure.label}"


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One rule of a scheme: for which papers, from which day, how long, and where that is written.

    Empty `kinds` means every kind; `origin` None means both. The first rule that fits decides. `rolls` moves
    a last day that is a rest day to the next working day (民法典 第二百零三条), where the office says so.
    """

    matter: Matter
    term: Term
    basis: Basis = Basis.ASSIGNED
    kinds: tuple[Kind, ...] = ()
    origin: Origin | None = None
    rolls: bool = False
    source: str = ""

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
    """Return the day the rule gives, with its computation in words; None while the basis day is unknown.

    The basis day itself is not counted (民法典 第二百零一条). The result is provisional (暂定) when working
    days were counted in a year whose calendar is not confirmed.
    """
    start = starts.get(rule.basis)
    if start is None:
        return None
    last = _last_day(rule.term, start, calendar)
    rolled = calendar.next_workday(last) if rule.rolls else last
    guessed = [year for year in _years_asked(rule, start, rolled) if not calendar.is_confirmed(year)]
    steps = [*_count_steps(rule, start, last, calendar), *_rest_steps(rule, last, rolled, calendar)]
    steps += [f"{year}年放假安排未确认，按周末推算，暂定" for year in guessed]
    return DueDate(rolled, rule.key, start, tuple(steps), rule.source, provisional=bool(guessed))


def add_months(day: date, months: int) -> date:
    """Return the corresponding day `months` months later (earlier when negative).

    A month without that day gives its last day (民法典 第二百零二条): 31 January leads to February.
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _day_of(years, month + 1, day.day)


def _years_asked(rule: DeadlineRule, start: date, last: date) -> range:
    """Return the years whose holidays decide the day: all counted through, or that of a moved end."""
    if rule.term.measure is Measure.WORKDAYS:
        return range(start.year, last.year + 1)
    return range(last.year, last.year + 1 if rule.rolls else last.year)


def _day_of(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _last_day(term: Term, start: date, calendar: WorkCalendar) -> date:
    match term.measure:
        case Measure.MONTHS:
            return add_months(start, term.amount)
        case Measure.DAYS:
            return start + timedelta(days=term.amount)
        case Measure.WORKDAYS:
            return calendar.add(start, term.amount)
        case Measure.DAYS_BEFORE:
            return start - timedelta(days=term.amount)
    fixed = _day_of(start.year, term.month, term.day)
    return fixed if fixed >= start else _day_of(start.year + 1, term.month, term.day)


def _count_steps(rule: DeadlineRule, start: date, last: date, calendar: WorkCalendar) -> Iterator[str]:
    """Yield from which day and how far was counted, and which holidays were left out on the way."""
    term = rule.term
    shown, begun = _shown(last, calendar), f"{rule.basis.label} {_shown(start, calendar)}"
    if term.measure is Measure.FIXED:
        yield begun
        yield f"规定{term.text} → {shown}"
    elif term.measure is Measure.DAYS_BEFORE:
        yield begun
        yield f"{term.text} → {shown}"
    else:
        yield f"{begun}，次日起算"
        yield f"加{term.text} → {shown}"
    if term.measure is Measure.MONTHS and last.day != start.day:
        yield f"{last.month}月没有{start.day}日，以当月最后一日为期满日（民法典第二百零二条）"
    if term.measure is Measure.WORKDAYS and (names := _special_days(start, last, calendar)):
        yield f"其间：{'、'.join(names)}"


def _special_days(start: date, last: date, calendar: WorkCalendar) -> list[str]:
    days = (start + timedelta(days=step) for step in range(1, (last - start).days + 1))
    return list(dict.fromkeys(name for day in days if (name := calendar.name(day))))


def _rest_steps(rule: DeadlineRule, last: date, rolled: date, calendar: WorkCalendar) -> Iterator[str]:
    if rolled != last:
        yield f"期满日为休息日，顺延至 {_shown(rolled, calendar)}（民法典第二百零三条）"
    elif rule.term.measure is not Measure.WORKDAYS and not calendar.is_workday(last):
        yield "期满日为休息日，按规则不顺延，请提前安排"


def _shown(day: date, calendar: WorkCalendar) -> str:
    return f"{day.isoformat()}（{calendar.note(day)}）"
