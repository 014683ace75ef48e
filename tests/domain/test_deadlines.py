"""Due dates are legal facts: a golden table counted day by day elsewhere, and laws that always hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import paths
from desktop.domain.deadlines import Basis, DeadlineRule, Matter, Measure, Term, add_months, compute_due
from desktop.domain.light import Light, LightRule, Tone, light
from desktop.domain.workdays import CalendarYear, Holiday, WorkCalendar, calendar_from_toml

FILES = sorted((paths.resources() / "calendars").glob("*.toml"))
CALENDAR = WorkCalendar(tuple(calendar_from_toml(file.read_text("utf-8"), file.name) for file in FILES))
MEASURES = {"m": Measure.MONTHS, "w": Measure.WORKDAYS, "d": Measure.DAYS, "b": Measure.DAYS_BEFORE}
# m months, w working days, d days, b days before, f fixed date; + moves the end of a rest day on
GOLDEN = """
m3      2026-03-02 2026-06-02
m3      2026-03-31 2026-06-30
m1      2026-01-31 2026-02-28
m1      2024-01-31 2024-02-29
m1      2023-01-31 2023-02-28
m1      2026-03-31 2026-04-30
m2      2025-12-31 2026-02-28
m2      2025-12-30 2026-02-28
m3      2025-11-30 2026-02-28
m3      2023-11-29 2024-02-29
m3      2023-11-30 2024-02-29
m6      2026-03-02 2026-09-02
m6      2025-08-31 2026-02-28
m6      2025-08-29 2026-02-28
m12     2024-02-29 2025-02-28
m1      2026-12-31 2027-01-31
m3      2026-10-31 2027-01-31
m5      2026-01-31 2026-06-30
m2      2026-04-30 2026-06-30
m1      2026-02-28 2026-03-28
m3      2026-07-04 2026-10-04
m3      2026-07-05 2026-10-05
m1+     2026-09-01 2026-10-08
m3+     2026-07-04 2026-10-08
m3+     2026-07-01 2026-10-08
m1+     2026-01-15 2026-02-24
m1+     2026-01-28 2026-02-28
m3+     2026-02-09 2026-05-09
m1+     2026-04-01 2026-05-06
m3+     2025-11-14 2026-02-14
m1+     2026-08-20 2026-09-20
m2+     2026-11-03 2027-01-04 暂定
m1+     2026-12-01 2027-01-01 暂定
w7      2026-03-02 2026-03-11
w7      2026-03-31 2026-04-10
w7      2026-02-10 2026-02-26
w7      2026-02-13 2026-03-02
w7      2026-02-14 2026-03-03
w7      2026-02-28 2026-03-10
w1      2026-02-13 2026-02-14
w1      2026-02-14 2026-02-24
w1      2026-02-27 2026-02-28
w5      2026-04-28 2026-05-08
w5      2026-05-06 2026-05-12
w10     2026-09-16 2026-09-30
w10     2026-09-24 2026-10-15
w15     2026-09-28 2026-10-23
w15     2026-06-12 2026-07-06
w20     2026-01-20 2026-02-24
w30     2026-03-16 2026-04-28
w7      2025-01-22 2025-02-07
w7      2025-09-25 2025-10-11
w10     2025-12-24 2026-01-08
w5      2025-12-31 2026-01-08
w7      2024-02-05 2024-02-20
w7      2024-09-10 2024-09-20
w15     2024-04-25 2024-05-17
w7      2023-01-16 2023-01-30
w7      2023-09-26 2023-10-11
w10     2022-12-26 2023-01-10
w7      2022-04-20 2022-04-28
w5      2021-09-15 2021-09-23
w7      2020-01-20 2020-02-06
w10     2020-01-16 2020-02-06
w7      2019-04-24 2019-05-06
w5      2019-09-27 2019-10-10
w1      2026-03-07 2026-03-09
w1      2026-03-06 2026-03-09
w7      2026-12-24 2027-01-04 暂定
w10     2026-12-31 2027-01-14 暂定
w15     2027-01-04 2027-01-25 暂定
w5      2018-12-27 2019-01-04 暂定
d5      2026-04-01 2026-04-06
d7      2026-02-12 2026-02-19
d10     2026-02-08 2026-02-18
d30     2026-01-31 2026-03-02
d5+     2026-03-30 2026-04-07
d10+    2026-02-09 2026-02-24
d20     2024-02-10 2024-03-01
d5+     2026-09-20 2026-09-28
b20     2026-06-30 2026-06-10
b20     2026-03-15 2026-02-23
b20+    2026-10-22 2026-10-08
b20     2026-01-10 2025-12-21
f06-30  2026-04-09 2026-06-30
f06-30  2026-06-30 2026-06-30
f06-30  2026-07-01 2027-06-30
f08-31  2026-04-09 2026-08-31
f05-31+ 2026-03-02 2026-06-01
f05-31  2026-03-02 2026-05-31
f08-05  2026-03-02 2026-08-05
f02-29  2026-01-10 2026-02-28
f02-29  2024-01-10 2024-02-29
f02-29  2026-03-01 2027-02-28
f04-16  2026-12-30 2027-04-16
f10-01+ 2026-04-01 2026-10-08
"""
days = st.dates(date(2019, 1, 1), date(2027, 12, 31))


def _rule(text: str) -> DeadlineRule:
    letter, amount = text[0], text[1:].removesuffix("+")
    if letter == "f":
        month, day = (int(part) for part in amount.split("-"))
        term = Term(Measure.FIXED, month=month, day=day)
    else:
        term = Term(MEASURES[letter], int(amount))
    return DeadlineRule(Matter.REPLY, term, rolls=text.endswith("+"), source="样例")


@pytest.mark.parametrize("row", GOLDEN.strip().splitlines())
def test_golden(row: str) -> None:
    text, start, expected, *rest = row.split()
    due = compute_due(_rule(text), {Basis.ASSIGNED: date.fromisoformat(start)}, CALENDAR)
    assert due is not None
    assert due.on == date.fromisoformat(expected)
    assert due.provisional == (rest == ["暂定"])
    assert due.started_on == date.fromisoformat(start)
    assert due.source == "样例"


def _steps(text: str, start: date) -> tuple[str, ...]:
    due = compute_due(_rule(text), {Basis.ASSIGNED: start}, CALENDAR)
    assert due is not None
    return due.steps


def test_the_golden_table_is_long_enough() -> None:
    assert len(set(GOLDEN.strip().splitlines())) >= 60


def test_steps_say_how_months_were_counted() -> None:
    assert _steps("m3", date(2026, 3, 2)) == (
        "交办日 2026-03-02（周一），次日起算",
        "加3个月 → 2026-06-02（周二）",
    )
    assert _steps("m3", date(2025, 11, 30)) == (
        "交办日 2025-11-30（周日），次日起算",
        "加3个月 → 2026-02-28（周六，春节调休上班）",
        "2月没有30日，以当月最后一日为期满日（民法典第二百零二条）",
    )


def test_steps_name_the_holidays_on_the_way() -> None:
    assert _steps("w7", date(2026, 2, 10))[-1] == "其间：春节调休上班、春节"


def test_steps_say_whether_a_rest_day_moves_the_end() -> None:
    moved, kept = _steps("m3+", date(2026, 7, 4)), _steps("m3", date(2026, 7, 4))
    assert moved[-1] == "期满日为休息日，顺延至 2026-10-08（周四）（民法典第二百零三条）"
    assert kept[-1] == "期满日为休息日，按规则不顺延，请提前安排"


def test_steps_of_fixed_and_backward_dates() -> None:
    assert _steps("f06-30", date(2026, 4, 9)) == (
        "交办日 2026-04-09（周四）",
        "规定6月30日前 → 2026-06-30（周二）",
    )
    assert _steps("b20", date(2026, 6, 30)) == ("交办日 2026-06-30（周二）", "提前20日 → 2026-06-10（周三）")


def test_a_guess_is_named() -> None:
    assert _steps("w10", date(2026, 12, 31))[-1] == "2027年放假安排未确认，按周末推算，暂定"


def test_an_unknown_basis_gives_no_date() -> None:
    assert compute_due(_rule("m3"), {Basis.RECEIVED: date(2026, 3, 2)}, CALENDAR) is None


def test_a_rule_is_known_by_matter_basis_and_term() -> None:
    assert _rule("m3").key == "reply/assigned/3个月"
    assert _rule("w7").term.text == "7个工作日"


@given(days, st.integers(-30, 30))
def test_months_keep_the_day_or_end_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(days, days, st.sampled_from(["m1", "m3", "w7", "w15", "d10", "m3+", "w30"]))
def test_who_starts_later_is_not_due_earlier(first: date, second: date, text: str) -> None:
    first, second = sorted((first, second))
    dues = [compute_due(_rule(text), {Basis.ASSIGNED: start}, CALENDAR) for start in (first, second)]
    assert dues[0] is not None
    assert dues[1] is not None
    assert dues[0].on <= dues[1].on


@given(days, st.integers(1, 40), st.lists(days, min_size=1, max_size=12))
def test_more_holidays_never_make_a_deadline_earlier(start: date, count: int, off: list[date]) -> None:
    more = WorkCalendar((*CALENDAR.years, CalendarYear(2026, tuple(Holiday("加", day, day) for day in off))))
    assert more.add(start, count) >= CALENDAR.add(start, count)


TODAY = date(2026, 6, 1)
LIGHTS = [
    (None, None, Light(Tone.NONE, 0, "无时限")),
    (None, date(2026, 5, 1), Light(Tone.DONE, 0, "已办结")),
    (date(2026, 6, 30), date(2026, 6, 30), Light(Tone.DONE, 0, "已办结")),
    (date(2026, 5, 20), date(2026, 5, 23), Light(Tone.DONE, 0, "逾期3天办结")),
    (date(2026, 5, 29), None, Light(Tone.OVERDUE, -3, "逾期3天")),
    (date(2026, 6, 1), None, Light(Tone.RED, 0, "今天到期")),
    (date(2026, 6, 4), None, Light(Tone.RED, 3, "还有3个工作日")),
    (date(2026, 6, 5), None, Light(Tone.AMBER, 4, "还有4个工作日")),
    (date(2026, 6, 15), None, Light(Tone.AMBER, 10, "还有10个工作日")),
    (date(2026, 6, 16), None, Light(Tone.GREEN, 11, "还有11个工作日")),
]


@pytest.mark.parametrize(("due", "done_on", "expected"), LIGHTS)
def test_light(due: date | None, done_on: date | None, expected: Light) -> None:
    assert light(due, done_on, TODAY, CALENDAR, LightRule()) == expected


def test_light_over_a_weekend_counts_rest_days() -> None:
    saturday = date(2026, 6, 6)
    assert light(date(2026, 6, 7), None, saturday, CALENDAR, LightRule()).text == "还有1天，均为休息日"


@given(days, st.integers(0, 60), st.integers(0, 60))
def test_a_light_never_cools_down(due: date, early: int, late: int) -> None:
    early, late = max(early, late), min(early, late)
    order = [Tone.GREEN, Tone.AMBER, Tone.RED, Tone.OVERDUE]
    tones = [
        light(due, None, due - timedelta(days=left), CALENDAR, LightRule()).tone for left in (early, late)
    ]
    assert order.index(tones[0]) <= order.index(tones[1])
