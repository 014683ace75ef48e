"""The plan of a case lies within its time, in order, and says what is reached, late and next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.clock import Extension, Pause
from desktop.domain.consultation import Consultation
from desktop.domain.deadlines import Basis, DeadlineRule, DueDate, Matter, Measure, Term
from desktop.domain.feedback import Feedback
from desktop.domain.milestone_rules import MilestoneKind, MilestoneRule
from desktop.domain.milestones import Milestone, MilestoneState, behind, milestones
from desktop.domain.reply import ReplyState, Verdict
from desktop.domain.workdays import WorkCalendar
from tests.samples import CASE, DUE, SCHEME, assigned, step, task, written

CALENDAR = WorkCalendar()
DAY_ONE, HALF, AFTER = date(2026, 3, 2), date(2026, 4, 20), date(2026, 6, 30)
FEEDBACK_RULE = DeadlineRule(Matter.FEEDBACK, Term(Measure.WORKDAYS, 15), Basis.REPLIED, source="样例")
RULES = replace(SCHEME, deadlines=(*SCHEME.deadlines, FEEDBACK_RULE))
CO = assigned(task(1, Role.LEAD), task(2, Role.CO, due=DueDate(date(2026, 4, 2))))


def plan_on(today: date, case: object = CO) -> dict[str, Milestone]:
    assert isinstance(case, type(CO))
    return {each.label: each for each in milestones(case, RULES, CALENDAR, today)}


def test_a_case_without_a_date_has_no_plan() -> None:
    assert milestones(CASE, RULES, CALENDAR, DAY_ONE) == ()
    undated = replace(assigned(), dues={"reply": DueDate(date(2026, 6, 2))}, assignments=())
    assert milestones(undated, RULES, CALENDAR, DAY_ONE) == ()


def test_every_milestone_has_its_day_in_order() -> None:
    plan = milestones(CO, RULES, CALENDAR, DAY_ONE)
    assert [(each.label, each.due_on.isoformat()) for each in plan] == [
        ("办理前面商", "2026-03-16"),
        ("协办意见", "2026-04-02"),
        ("办理中面商", "2026-04-17"),
        ("初稿", "2026-05-06"),
        ("答复稿面商", "2026-05-15"),
        ("审核", "2026-05-22"),
        ("签发", "2026-05-28"),
        ("答复", "2026-06-02"),
        ("反馈", "2026-06-23"),
    ]
    assert [each.state for each in plan] == [MilestoneState.NEXT] + [MilestoneState.AHEAD] * 8


def test_without_co_handlers_and_rules_their_milestones_are_left_out() -> None:
    labels = [each.label for each in milestones(assigned(), SCHEME, CALENDAR, DAY_ONE)]
    assert "协办意见" not in labels
    assert "反馈" not in labels


def test_a_list_s_date_counts_from_the_hand_out() -> None:
    listed = replace(assigned(), dues={"reply": DueDate(date(2026, 6, 2), "from_list")})
    assert milestones(listed, SCHEME, CALENDAR, DAY_ONE)[0].due_on == date(2026, 3, 16)


def test_what_is_reached_late_and_next() -> None:
    met = CO.with_consultation(Consultation("before", date(2026, 3, 20), "电话"))
    plan = plan_on(HALF, met)
    assert plan["办理前面商"].state is MilestoneState.DONE
    assert plan["办理前面商"].days_late == 4
    assert plan["办理中面商"].state is MilestoneState.LATE
    assert plan["办理中面商"].days_late == 0
    assert plan["初稿"].state is MilestoneState.NEXT
    assert behind(plan.values()) == plan["协办意见"]
    assert behind(plan_on(DAY_ONE).values()) is None


def test_nothing_is_late_while_the_clock_stands() -> None:
    paused = CO.with_pause(Pause(HALF, "示例员", "等待批复"))
    assert behind(plan_on(AFTER, paused).values()) is None


def test_an_extension_moves_the_plan() -> None:
    due = replace(DUE, on=date(2026, 9, 2))
    longer = CO.with_extension(Extension(HALF, "示例局", "涉及面广", due.on, due=due))
    assert plan_on(HALF, longer)["答复"].due_on == due.on
    assert plan_on(HALF, longer)["初稿"].due_on > plan_on(HALF)["初稿"].due_on


def _states(case: object, today: date = AFTER) -> dict[str, tuple[bool, date | None]]:
    plan = plan_on(today, case)
    return {label: (each.state is MilestoneState.DONE, each.done_on) for label, each in plan.items()}


def test_a_reply_reaches_one_milestone_after_the_other() -> None:
    heard = CO.with_co_opinion(2, CoOpinion(date(2026, 4, 1)))
    drafted = _states(written(heard))
    assert drafted["协办意见"] == (True, date(2026, 4, 1))
    assert drafted["初稿"] == (True, None)
    assert drafted["审核"] == drafted["签发"] == drafted["答复"] == (False, None)
    signed = written(heard, state=ReplyState.SIGNED)
    reviewed = signed.with_reply(replace(signed.replies[0], steps=(step("科室", Verdict.APPROVED),)))
    assert _states(reviewed)["审核"] == (True, date(2026, 6, 1))
    assert _states(signed)["签发"] == (True, date(2026, 5, 20))
    issued = _states(written(heard, state=ReplyState.ISSUED))
    assert issued["答复"] == (True, date(2026, 5, 21))
    assert issued["反馈"] == (False, None)


def test_the_feedback_lies_where_its_own_date_does_once_the_reply_is_out() -> None:
    issued = written(CO, state=ReplyState.ISSUED).with_due(Matter.FEEDBACK, DueDate(date(2026, 6, 11)))
    assert plan_on(AFTER, issued)["反馈"].due_on == date(2026, 6, 11)
    judged = issued.with_feedback(Feedback(date(2026, 6, 9), {}), again=False)
    assert _states(judged)["反馈"] == (True, date(2026, 6, 9))


def test_a_scheme_may_have_its_own_plan() -> None:
    own = (
        MilestoneRule(MilestoneKind.DRAFT, Term(Measure.WORKDAYS, 20)),
        MilestoneRule(MilestoneKind.REVIEW),
        MilestoneRule(MilestoneKind.SIGN, Term(Measure.PERCENT, 1)),
        MilestoneRule(MilestoneKind.REPLY),
    )
    plan = milestones(CO, replace(SCHEME, milestones=own), CALENDAR, DAY_ONE)
    assert [(each.label, each.due_on.isoformat()) for each in plan] == [
        ("初稿", "2026-03-30"),
        ("签发", "2026-03-30"),
        ("答复", "2026-06-02"),
    ]


def test_a_share_never_ends_before_the_hand_out() -> None:
    saturday = replace(DUE, started_on=date(2026, 3, 7), on=date(2026, 3, 9))
    short = replace(assigned(), dues={"reply": saturday})
    assert milestones(short, SCHEME, CALENDAR, DAY_ONE)[0].due_on == date(2026, 3, 7)


@given(st.dates(date(2024, 1, 1), date(2026, 6, 1)), st.integers(1, 400))
def test_no_milestone_lies_before_the_one_above_it(start: date, length: int) -> None:
    due = DueDate(date.fromordinal(start.toordinal() + length), started_on=start)
    case = replace(assigned(), dues={"reply": due})
    plan = milestones(case, RULES, CALENDAR, start)
    dates = [each.due_on for each in plan]
    assert dates == sorted(dates)
    assert dates[0] >= start or length < 30
