"""A new year's holidays list exactly what they would move, and move only what a person agrees to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import assign, calendars, clock, consult, find, undo
from desktop.casework import watch as reminders
from desktop.casework.assign import TaskDraft
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.clock import PauseRules
from desktop.domain.deadlines import Basis, DeadlineRule, DueDate, Matter, Measure, Term
from desktop.domain.errors import OfficeError
from desktop.domain.journal import Note
from desktop.domain.progress import Cancelled, Progress
from desktop.domain.recount import recounted
from desktop.domain.workdays import CalendarYear, Holiday
from tests import desks
from tests.desks import Clock
from tests.domain.test_holiday_notice import NOTICES

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case

LEAD, CO, OTHER = 1, 2, 3
DECEMBER = date(2026, 12, 21)
YEAR = CalendarYear(
    2027,
    (
        Holiday("元旦", date(2027, 1, 1), date(2027, 1, 3)),
        Holiday("春节", date(2027, 2, 5), date(2027, 2, 12), (date(2027, 1, 31), date(2027, 2, 20))),
    ),
    "样例",
)
RULES = (
    DeadlineRule(Matter.REPLY, Term(Measure.WORKDAYS, 20), source="样例"),
    DeadlineRule(Matter.CO_OPINION, Term(Measure.DAYS_BEFORE, 7), Basis.LEAD_DUE, source="样例"),
    DeadlineRule(Matter.RETURN, Term(Measure.WORKDAYS, 7), source="样例"),
    DeadlineRule(Matter.FEEDBACK, Term(Measure.WORKDAYS, 15), Basis.REPLIED, source="样例"),
    DeadlineRule(Matter.REHANDLE, Term(Measure.WORKDAYS, 20), Basis.FEEDBACK, source="样例"),
    DeadlineRule(Matter.EXTENSION, Term(Measure.MONTHS, 6), source="样例"),
    DeadlineRule(Matter.INTERNAL, Term(Measure.WORKDAYS_BEFORE, 3), Basis.LEAD_DUE, source="样例"),
)


@pytest.fixture
def watch() -> Clock:
    """Return the clock of the desk, in the last days of a year."""
    return Clock(DECEMBER)


@pytest.fixture
def office(tmp_path: Path, watch: Clock) -> Office:
    """Return a desk whose deadlines are all counted by working days, the next year unknown."""
    made = desks.new_office(tmp_path, clock=watch)
    scheme = replace(
        made.default_scheme, version=made.default_scheme.version + 1, deadlines=RULES, pause=PauseRules()
    )
    with made.store.transaction():
        made.store.reference.put_scheme(scheme, Note(made.now, "示例经办", "样例"))
    return made


def handed_out(office: Office, number: str, *others: TaskDraft, due_on: date | None = None) -> Case:
    case = desks.registered(office, number)
    role = Role.LEAD if others else Role.SOLE
    lead = TaskDraft(LEAD, role, "示例领导", due_on=due_on)
    return assign.hand_out(office, case.id, (lead, *others), office.today)


def moved(office: Office) -> dict[str, list[tuple[str, str, str]]]:
    """Return what the preview lists: number, and label, old day and new day of each date."""
    return {
        each.number: [(one.label, one.old.on.isoformat(), one.new.on.isoformat()) for one in each.shifts]
        for each in calendars.preview(office, YEAR)
    }


def test_exactly_what_shifts_is_listed_and_nothing_moves_without_consent(office: Office) -> None:
    plain = handed_out(office, "1", TaskDraft(CO, Role.CO), TaskDraft(OTHER, Role.CO))
    consult.take_co_opinion(office, plain.id, OTHER, CoOpinion(DECEMBER, "同意"))
    by_hand = handed_out(office, "2", due_on=date(2027, 1, 29))
    answered = desks.judged(office, desks.answered(office, handed_out(office, "3")))
    waiting = desks.answered(office, handed_out(office, "4"))
    desks.registered(office, "5")
    assert plain.due is not None
    assert plain.due.provisional
    assert moved(office) == {
        "第1号建议": [
            ("内部时限", "2027-01-13", "2027-01-14"),
            ("答复", "2027-01-18", "2027-01-19"),
            ("示例区财政局（协办）", "2027-01-11", "2027-01-12"),
        ],
        "第4号建议": [("反馈意见", "2027-01-11", "2027-01-12")],
    }
    listed = calendars.preview(office, YEAR)
    calendars.put(office, YEAR)
    assert [find.case(office, each.id) for each in (by_hand, answered, waiting)] == [
        by_hand,
        answered,
        waiting,
    ]
    assert calendars.apply(office, ()) == 0
    kept = find.case(office, plain.id)
    assert kept.due == plain.due
    assert {each.id for each in calendars.preview(office, YEAR)} == {each.id for each in listed}


def test_the_chosen_ones_move_as_one_act(office: Office) -> None:
    first, second = handed_out(office, "1"), handed_out(office, "2")
    calendars.put(office, YEAR)
    assert calendars.apply(office, (first.id,)) == 1
    changed = find.case(office, first.id)
    assert changed.due is not None
    assert changed.due.on == date(2027, 1, 19)
    assert not changed.due.provisional
    assert changed.assignments[0].due == changed.due
    assert find.history(office, first.id)[-1].verb == "按新日历调整时限"
    assert find.case(office, second.id) == second
    assert [each.id for each in calendars.preview(office, YEAR)] == [second.id]
    undo.undo(office)
    back = find.case(office, first.id)
    assert (back.due, back.assignments) == (first.due, first.assignments)


def test_a_guess_that_holds_is_confirmed(office: Office) -> None:
    guessed = handed_out(office, "1")
    assert guessed.due is not None
    assert guessed.due.provisional
    calendars.put(office, CalendarYear(2027, (), "样例"))
    assert calendars.apply(office, ()) == 0
    sure = find.case(office, guessed.id)
    assert sure.due is not None
    assert (sure.due.on, sure.due.provisional) == (guessed.due.on, False)
    assert find.history(office, guessed.id)[-1].verb == "确认暂定时限"
    assert calendars.apply(office, ()) == 0


def test_what_a_pause_moved_moves_again_and_what_was_granted_stays(office: Office, watch: Clock) -> None:
    case = handed_out(
        office, "1", TaskDraft(CO, Role.CO), TaskDraft(OTHER, Role.SPLIT, "示例领导", due_on=DECEMBER)
    )
    clock.pause(office, case.id, "误登记")
    clock.resume(office, case.id)
    clock.pause(office, case.id, "等待批复")
    watch.turn(2)
    clock.resume(office, case.id)
    watch.turn(1)
    clock.pause(office, case.id, "等待数据")
    shifted = moved(office)["第1号建议"]
    assert ("答复", "2027-01-18", "2027-01-19") in shifted
    assert ("现时限", "2027-01-20", "2027-01-21") in shifted
    assert ("示例区财政局（协办）", "2027-01-13", "2027-01-14") in shifted
    watch.turn(1)
    clock.resume(office, case.id)
    until = date(2027, 2, 9)
    clock.ask_extension(office, case.id, clock.Request("示例区教育局", "涉及面广", until))
    clock.decide_extension(office, case.id, clock.Decision(approved=True, decided_by="示例主任"))
    calendars.put(office, YEAR)
    assert calendars.apply(office, (case.id,)) == 1
    after = find.case(office, case.id)
    assert after.due is not None
    assert after.due.on == until
    assert after.begun_due is not None
    assert after.begun_due.on == date(2027, 1, 19)
    assert after.dues["internal"].on == date(2027, 2, 2)


def test_an_opinion_late_before_the_clock_stood_is_not_moved_by_that(office: Office, watch: Clock) -> None:
    case = handed_out(office, "1", TaskDraft(CO, Role.CO))
    watch.turn(24)  # 2027-01-14, after the day the opinion was due
    clock.pause(office, case.id, "等待批复")
    watch.turn(4)
    clock.resume(office, case.id)
    assert ("示例区财政局（协办）", "2027-01-11", "2027-01-12") in moved(office)["第1号建议"]


def test_a_redo_and_a_date_no_rule_made(office: Office) -> None:
    case = desks.judged(office, desks.answered(office, handed_out(office, "1")), 2)
    assert "重新办理" in [label for label, _, _ in moved(office)["第1号建议"]]
    listed = replace(case, dues={**case.dues, "rehandle": DueDate(DECEMBER, "from_list")})
    scheme = office.scheme_of(case)
    assert recounted(listed, scheme, calendars.calendar_with(office, YEAR)).due == listed.due
    undated = replace(case, dues={})
    assert recounted(undated, scheme, office.calendar) == undated
    assert recounted(replace(case, is_deleted=True), scheme, office.calendar).is_deleted


def test_a_notice_is_read_for_the_year_that_is_missing(office: Office, watch: Clock) -> None:
    bare = NOTICES[2026].partition("7号")[2]
    with pytest.raises(OfficeError, match="2027年的放假安排未采用"):
        calendars.read(office, bare)
    assert calendars.read(office, bare, 2026).year == 2026
    assert calendars.read(office, NOTICES[2025]).year == 2025
    watch.day = date(2028, 3, 1)
    with pytest.raises(OfficeError, match="2028年的放假安排未采用"):
        calendars.read(office, bare)


def test_a_missing_calendar_is_asked_for_from_december_on(office: Office, watch: Clock) -> None:
    assert calendars.reminder(office).startswith("2027年的放假安排尚未载入")
    watch.day = date(2026, 11, 30)
    assert calendars.reminder(office) == ""
    watch.day = date(2027, 12, 1)
    assert calendars.reminder(office).startswith("2027年、2028年的放假安排尚未载入")
    calendars.put(office, YEAR)
    watch.day = date(2027, 11, 1)
    assert calendars.reminder(office) == ""
    assert office.calendar.is_confirmed(2027)


def test_today_s_reminders_ask_for_it_too(office: Office, watch: Clock) -> None:
    handed_out(office, "1")
    assert reminders.reminders(office)[-1].text == calendars.reminder(office)
    assert reminders.reminders(office)[-1].behind is None
    watch.day = date(2026, 11, 30)
    assert all(each.behind for each in reminders.reminders(office))


def test_looking_through_the_cases_can_be_stopped(office: Office) -> None:
    class Impatient(Progress):
        def step(self, done: int, total: int, text: str = "") -> None:
            raise Cancelled(done, total, text)

    handed_out(office, "1")
    with pytest.raises(Cancelled, match="正在核对第1件"):
        calendars.preview(office, YEAR, Impatient())
