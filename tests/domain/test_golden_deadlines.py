"""A golden table of due dates, counted day by day elsewhere: first dates, pauses, extensions, redos."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import paths
from desktop.domain import clock
from desktop.domain.clock import Extension, Pause, PauseRules
from desktop.domain.deadlines import (
    Basis,
    DeadlineRule,
    DueDate,
    Matter,
    Measure,
    Term,
    add_months,
    compute_due,
    explain,
)
from desktop.domain.workdays import CalendarYear, Holiday, WorkCalendar, calendar_from_toml

FILES = sorted((paths.resources() / "calendars").glob("*.toml"))
CALENDAR = WorkCalendar(tuple(calendar_from_toml(file.read_text("utf-8"), file.name) for file in FILES))
MEASURES = {
    "m": Measure.MONTHS,
    "w": Measure.WORKDAYS,
    "d": Measure.DAYS,
    "b": Measure.DAYS_BEFORE,
    "v": Measure.WORKDAYS_BEFORE,
    "p": Measure.PERCENT,
}
BASES = {
    "A": Basis.ASSIGNED,
    "C": Basis.CLOSED,
    "L": Basis.LEAD_DUE,
    "F": Basis.FEEDBACK,
    "R": Basis.REPLIED,
}
# Basis, term (m months, w working days, d days, b and v days and working days before, p percent, f fixed;
# + moves the end of a rest day on), start, for percent the other end; then what happened to the clock: w or d
# it stood from a day to another, counted by working days or by days; x extended to a day.
GOLDEN = """
# month clamp: a month without the day ends it (民法典第二百零二条)
A m1 2026-01-30 = 2026-02-28
A m1 2026-01-31 = 2026-02-28
A m3 2025-11-30 = 2026-02-28
A m2 2025-12-31 = 2026-02-28
A m6 2025-08-31 = 2026-02-28
A m3 2023-11-30 = 2024-02-29
A m1 2024-01-31 = 2024-02-29
A m5 2026-03-31 = 2026-08-31
A m3 2026-08-31 = 2026-11-30
# 调休: Saturdays and Sundays worked
A w1 2026-01-03 = 2026-01-04
A w1 2026-02-13 = 2026-02-14
A w3 2026-02-26 = 2026-03-02
A w5 2026-05-06 = 2026-05-12
A w2 2026-09-18 = 2026-09-21
A w7 2026-09-30 = 2026-10-15
A w10 2025-09-24 = 2025-10-14
A w7 2024-02-02 = 2024-02-18
A w5 2023-04-20 = 2023-04-26
# over the Spring Festival
A w7 2026-02-09 = 2026-02-25
A w10 2026-02-06 = 2026-02-27
A w15 2026-02-10 = 2026-03-09
A w30 2026-01-12 = 2026-02-28
A d10 2026-02-10 = 2026-02-20
A d7 2026-02-16 = 2026-02-23
A m1 2026-01-17 = 2026-02-17
A w7 2025-01-20 = 2025-02-05
A w10 2024-02-08 = 2024-02-28
# the last day is a rest day: moved where the office says so, kept where not
A m3 2026-01-04 = 2026-04-04
A m3+ 2026-01-04 = 2026-04-07
A m3 2026-07-03 = 2026-10-03
A m3+ 2026-07-03 = 2026-10-08
A m2+ 2026-03-01 = 2026-05-06
A m1+ 2026-08-25 = 2026-09-28
A d5 2026-04-29 = 2026-05-04
A d5+ 2026-04-29 = 2026-05-06
A f05-01+ 2026-02-10 = 2026-05-06
A f06-20 2026-03-02 = 2026-06-20
A f06-20+ 2026-03-02 = 2026-06-22
# fixed dates
A f04-16 2026-03-02 = 2026-04-16
A f05-10 2026-03-02 = 2026-05-10
A f06-30 2026-04-09 = 2026-06-30
A f08-05 2026-03-31 = 2026-08-05
A f08-31 2026-04-09 = 2026-08-31
A f08-31 2026-09-01 = 2027-08-31
A f02-29 2027-01-10 = 2027-02-28
# from the closing day of the session (海南2002)
C m3 2026-01-16 = 2026-04-16
C m3 2026-02-10 = 2026-05-10
C m3 2025-12-31 = 2026-03-31
C w15 2026-02-11 = 2026-03-10
C m5 2026-01-30 = 2026-06-30
C m3+ 2026-07-05 = 2026-10-08
# before the date of the lead (凤阳2014: 20 days)
L b20 2026-06-02 = 2026-05-13
L b20 2026-03-10 = 2026-02-18
L b20+ 2026-05-22 = 2026-05-06
L v5 2026-06-02 = 2026-05-26
L v5 2026-10-12 = 2026-09-29
L v3 2026-02-25 = 2026-02-13
L v10 2026-05-11 = 2026-04-23
L v20 2026-03-05 = 2026-01-30
# redo after dissatisfaction: 30 days, one month, two months, three months
F d30 2026-01-31 = 2026-03-02
F m1 2026-01-31 = 2026-02-28
F m2 2025-12-31 = 2026-02-28
F d30 2026-05-21 = 2026-06-20
F m1 2026-05-21 = 2026-06-21
F m2 2026-05-21 = 2026-07-21
F m3 2026-05-21 = 2026-08-21
F d30+ 2026-08-31 = 2026-09-30
F m1+ 2026-08-31 = 2026-09-30
# half of the way to what is planned (涧西区2019)
R p50 2026-06-02 2026-12-31 = 2026-09-16
R p50 2026-06-02 2026-06-03 = 2026-06-03
R p50 2026-05-20 2027-05-20 = 2026-11-19
R p50 2026-06-10 2026-06-10 = 2026-06-10
R p33 2026-06-01 2026-12-01 = 2026-08-01
# feedback, first contact, publication, return
R w15 2026-05-29 = 2026-06-22
R w20 2026-09-16 = 2026-10-20
R w10 2026-12-21 = 2027-01-04
A w20 2026-01-26 = 2026-02-28
A w15 2026-04-20 = 2026-05-13
A d10 2026-09-28 = 2026-10-08
# the clock stood, counted by working days
A m3 2026-03-02 ; w 2026-04-01 2026-04-13 = 2026-06-11
A m3 2026-03-02 ; w 2026-04-01 2026-04-01 = 2026-06-02
A m3 2026-03-02 ; w 2026-05-01 2026-05-06 = 2026-06-02
A m3 2026-03-02 ; w 2026-04-30 2026-05-10 = 2026-06-09
A m3 2026-03-02 ; w 2026-04-03 2026-04-07 ; w 2026-05-08 2026-05-13 = 2026-06-09
A w30 2026-03-02 ; w 2026-03-30 2026-04-08 = 2026-04-22
A m3 2025-11-28 ; w 2026-02-11 2026-02-27 = 2026-03-10
A m3 2026-07-06 ; w 2026-09-18 2026-09-30 = 2026-10-16
A m1 2026-01-31 ; w 2026-02-14 2026-02-15 = 2026-03-02
# the clock stood, counted by days
A m3 2026-03-02 ; d 2026-04-01 2026-04-13 = 2026-06-14
A m3 2026-03-02 ; d 2026-04-01 2026-04-01 = 2026-06-02
A m3 2026-03-02 ; d 2026-05-01 2026-05-06 = 2026-06-07
A m3 2026-03-02 ; d 2026-04-03 2026-04-07 ; d 2026-05-08 2026-05-13 = 2026-06-11
A f06-30 2026-04-09 ; d 2026-06-29 2026-07-09 = 2026-07-10
A m3 2025-11-28 ; d 2026-02-11 2026-02-27 = 2026-03-16
# extended, stopped before or after it
A m3 2026-03-02 ; x 2026-07-02 = 2026-07-02
A m3 2026-03-02 ; x 2026-07-02 ; x 2026-09-02 = 2026-09-02
A m3 2026-03-02 ; w 2026-04-01 2026-04-13 ; x 2026-08-31 = 2026-08-31
A m3 2026-03-02 ; x 2026-07-02 ; w 2026-06-15 2026-06-22 = 2026-07-08
A m3 2026-03-02 ; x 2026-07-02 ; d 2026-06-15 2026-06-22 = 2026-07-09
F m1 2026-05-21 ; x 2026-08-21 ; w 2026-08-10 2026-08-12 = 2026-08-25
"""
ROWS = [line for line in GOLDEN.strip().splitlines() if not line.startswith("#")]
days = st.dates(date(2019, 1, 1), date(2026, 12, 31))
BY_WORKDAYS, BY_DAYS = PauseRules(Measure.WORKDAYS), PauseRules(Measure.DAYS)


def _rule(basis: str, text: str) -> DeadlineRule:
    letter, amount = text[0], text[1:].removesuffix("+")
    if letter == "f":
        month, day = (int(part) for part in amount.split("-"))
        term = Term(Measure.FIXED, month=month, day=day)
    else:
        term = Term(MEASURES[letter], int(amount))
    until = Basis.PLANNED if letter == "p" else None
    rolls = text.endswith("+")
    return DeadlineRule(Matter.REPLY, term, BASES[basis], rolls=rolls, until=until, source="样例")


def _begun(basis: str, text: str, *ends: str) -> DueDate:
    rule = _rule(basis, text)
    days_known = dict(zip((rule.basis, Basis.PLANNED), map(date.fromisoformat, ends), strict=False))
    due = compute_due(rule, days_known, CALENDAR)
    assert due is not None
    return due


def _after(due: DueDate, what: str, *ends: str) -> DueDate:
    first, last = date.fromisoformat(ends[0]), date.fromisoformat(ends[-1])
    if what == "x":
        asked = Extension(due.on, "示例局", "涉及面广", first, decided_by="示例领导")
        return clock.extended(due, asked, _rule("A", "m6"), CALENDAR)
    rules = BY_WORKDAYS if what == "w" else BY_DAYS
    return clock.shifted(due, Pause(first, "示例员", "等待批复", last), rules, CALENDAR)


@pytest.mark.parametrize("row", ROWS)
def test_golden(row: str) -> None:
    told, expected = row.split(" = ")
    begun, *events = (part.split() for part in told.split(" ; "))
    due = _begun(*begun)
    for event in events:
        due = _after(due, *event)
    assert due.on == date.fromisoformat(expected)
    assert due.provisional == (due.on.year > 2026 and "w" in begun[1])
    lines = "\n".join(explain(due))
    assert due.on.isoformat() in lines
    assert "依据：样例" in lines


def test_the_golden_table_is_long_enough() -> None:
    assert len(set(ROWS)) == len(ROWS) >= 80


def test_every_step_of_a_long_story_is_told() -> None:
    due = _begun("A", "m3", "2026-03-02")
    due = _after(due, "w", "2026-04-01", "2026-04-13")
    due = _after(due, "x", "2026-08-31")
    assert explain(due) == (
        "交办日 2026-03-02（周一），次日起算",
        "加3个月 → 2026-06-02（周二）",
        "原时限 2026-06-02（周二）",
        "2026-04-01 停计时（等待批复），2026-04-13 恢复，停7个工作日",
        "顺延7个工作日 → 2026-06-11（周四）",
        "原时限 2026-06-11（周四）",
        "2026-06-11 示例局申请延期：涉及面广",
        "2026-06-11 示例领导同意，延至 2026-08-31（周一）",
        "最长不超过交办日起6个月",
        "依据：样例",
    )


def test_an_extension_that_needs_no_approval_says_so() -> None:
    due = _begun("F", "m1", "2026-05-21")
    asked = Extension(date(2026, 6, 1), "示例局", "等待批复", date(2026, 7, 21), decided_on=date(2026, 6, 1))
    longer = clock.extended(due, asked, None, CALENDAR)
    assert longer.steps[-1] == "2026-06-01 已书面报告，延至 2026-07-21（周二）"
    assert longer.source == "样例"


def test_a_rule_is_explained_in_words() -> None:
    assert explain(_begun("R", "p50", "2026-06-02", "2026-12-31")) == (
        "规则：答复，答复日起时间过50%",
        "答复日 2026-06-02（周二）至计划完成日 2026-12-31（周四），共212天",
        "时间过50%，第106天 → 2026-09-16（周三）",
        "依据：样例",
    )
    assert explain(_begun("L", "v5", "2026-10-12"))[2:4] == (
        "提前5个工作日 → 2026-09-29（周二）",
        "其间：国庆节、国庆节调休上班",
    )
    assert explain(DueDate(date(2026, 6, 2), "by_hand")) == ("没有记下计算过程",)


def test_a_percentage_needs_both_ends() -> None:
    assert compute_due(_rule("R", "p50"), {Basis.REPLIED: date(2026, 6, 2)}, CALENDAR) is None


def test_a_pause_into_a_year_nobody_published_is_provisional_once() -> None:
    due = _begun("A", "m3", "2026-10-08")
    moved = _after(_after(due, "w", "2026-12-01", "2026-12-03"), "w", "2026-12-10", "2026-12-11")
    assert moved.provisional
    assert [step for step in moved.steps if "暂定" in step] == ["2027年放假安排未确认，按周末推算，暂定"]


def test_an_extension_is_suggested_one_step_on_and_never_beyond_the_latest() -> None:
    due, latest = date(2026, 5, 31), date(2026, 6, 20)
    one_month = clock.ExtensionRules(Term(Measure.MONTHS, 1))
    assert clock.suggested_until(due, one_month, None) == date(2026, 6, 30)
    assert clock.suggested_until(due, one_month, latest) == latest
    assert clock.suggested_until(due, clock.ExtensionRules(Term(Measure.DAYS, 15)), latest) == date(
        2026, 6, 15
    )
    assert clock.suggested_until(due, clock.ExtensionRules(), latest) == latest


@given(days, st.integers(0, 90), st.sampled_from([BY_WORKDAYS, BY_DAYS]))
def test_stopping_and_resuming_on_one_day_changes_nothing(start: date, later: int, rules: PauseRules) -> None:
    due = _begun("A", "m3", start.isoformat())
    day = start + timedelta(days=later)
    assert clock.shifted(due, Pause(day, "甲", "乙", day), rules, CALENDAR) is due
    assert clock.shifted(due, Pause(day, "甲", "乙"), rules, CALENDAR) is due


@given(days, st.integers(0, 60), st.integers(0, 60), st.sampled_from([BY_WORKDAYS, BY_DAYS]))
def test_two_pauses_in_a_row_are_as_long_as_one(
    start: date, first: int, second: int, rules: PauseRules
) -> None:
    due = _begun("A", "m3", start.isoformat())
    stops = [start + timedelta(days=step) for step in (0, first, first + second)]
    once = clock.shifted(due, Pause(stops[0], "甲", "乙", stops[2]), rules, CALENDAR)
    twice = due
    for begun, ended in ((stops[0], stops[1]), (stops[1], stops[2])):
        twice = clock.shifted(twice, Pause(begun, "甲", "乙", ended), rules, CALENDAR)
    assert once.on == twice.on >= due.on


@given(days, st.integers(1, 60))
def test_the_time_left_is_the_same_before_and_after_a_pause(start: date, length: int) -> None:
    due = _begun("A", "w30", start.isoformat())
    stopped, resumed = start + timedelta(days=10), start + timedelta(days=10 + length)
    later = clock.shifted(due, Pause(stopped, "甲", "乙", resumed), BY_WORKDAYS, CALENDAR)
    one = timedelta(days=1)
    assert CALENDAR.between(resumed - one, later.on) == CALENDAR.between(stopped - one, due.on)


@given(days, st.sampled_from(["w7", "w15", "w30"]), st.lists(days, min_size=1, max_size=12))
def test_more_holidays_never_make_a_working_day_deadline_earlier(
    start: date, text: str, off: list[date]
) -> None:
    extra = CalendarYear(2026, tuple(Holiday("加", day, day) for day in off))
    more = WorkCalendar((*CALENDAR.years, extra))
    rule, begun = _rule("A", text), {Basis.ASSIGNED: start}
    fewer_off, more_off = compute_due(rule, begun, CALENDAR), compute_due(rule, begun, more)
    assert fewer_off is not None
    assert more_off is not None
    assert more_off.on >= fewer_off.on


@given(days, st.integers(0, 24))
def test_months_end_where_the_month_ends(day: date, months: int) -> None:
    later = add_months(day, months)
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(days, st.integers(0, 400), st.integers(1, 99))
def test_a_share_of_the_way_lies_between_its_ends(start: date, length: int, percent: int) -> None:
    rule = replace(_rule("R", "p50"), term=Term(Measure.PERCENT, percent))
    end = start + timedelta(days=length)
    due = compute_due(rule, {Basis.REPLIED: start, Basis.PLANNED: end}, CALENDAR)
    assert due is not None
    assert start <= due.on <= end
    assert (due.on - start).days * 100 >= length * percent


@given(days, st.integers(1, 40))
def test_working_days_before_and_after_undo_each_other(start: date, count: int) -> None:
    due = compute_due(_rule("L", f"v{count}"), {Basis.LEAD_DUE: start}, CALENDAR)
    assert due is not None
    assert CALENDAR.add(due.on, count) == CALENDAR.next_workday(start)
