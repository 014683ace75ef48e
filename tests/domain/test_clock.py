"""What a case says of its clock: the date that began, the one in force, and what has to be done about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.assignment import Role
from desktop.domain.clock import Extension, ExtensionState, InterimReport, Pause
from desktop.domain.clock_state import ClockState
from desktop.domain.commitment import Commitment
from desktop.domain.deadlines import DueDate, Matter
from desktop.domain.feedback import Feedback
from desktop.domain.light import Light, LightRule, Tone, light, stopped_light, with_clock
from desktop.domain.next_step import next_step
from desktop.domain.procedure import Act, Situation, allowed, problems_of
from desktop.domain.proposal import Filing
from desktop.domain.reply import Reply, ReplyKind, ReplyState
from desktop.domain.workdays import WorkCalendar
from tests.samples import CASE, DUE, PAPER, SCHEME, TODAY, assigned, task, written

LATER, LATEST = replace(DUE, on=date(2026, 7, 2)), replace(DUE, on=date(2026, 8, 3))
ASKED = Extension(TODAY, "示例1局", "涉及面广", LATER.on)
GRANTED = replace(ASKED, state=ExtensionState.APPROVED, due=LATER)
STANDING = Pause(date(2026, 5, 20), "示例员", "等待批复")
ENDED = replace(STANDING, resumed_on=TODAY, due=LATEST)


def messages(act: Act, case: object) -> str:
    assert isinstance(case, type(CASE))
    return "；".join(each.message for each in problems_of(act, Situation(case, SCHEME, TODAY, 1)))


def test_what_was_granted_or_stood_last_is_in_force_and_the_first_date_stays() -> None:
    case = assigned(task(1, Role.LEAD), task(2, Role.CO, due=DueDate(date(2026, 4, 2))))
    longer = case.with_extension(GRANTED)
    longest = longer.with_pause(ENDED)
    assert (longer.begun_due, longer.due) == (DUE, LATER)
    assert (longest.begun_due, longest.due) == (DUE, LATEST)
    assert [each.due for each in longest.assignments] == [LATEST, DueDate(date(2026, 4, 2))]
    anew = replace(longest, dues={"reply": replace(DUE, started_on=TODAY)})
    assert (anew.due, anew.clock_state) == (anew.begun_due, ClockState.RUNNING)
    again = replace(longest, round=2)
    assert again.due is None
    assert CASE.with_extension(GRANTED).assignments == ()


@pytest.mark.parametrize(
    ("case", "state"),
    [
        (assigned(), ClockState.RUNNING),
        (assigned().with_extension(ASKED), ClockState.ASKED),
        (assigned().with_extension(GRANTED), ClockState.EXTENDED),
        (assigned().with_extension(GRANTED).with_pause(STANDING), ClockState.PAUSED),
        (assigned().with_extension(replace(ASKED, state=ExtensionState.REFUSED)), ClockState.RUNNING),
        (written(assigned().with_pause(STANDING), state=ReplyState.ISSUED), ClockState.RUNNING),
        (written(assigned().with_extension(ASKED), state=ReplyState.ISSUED), ClockState.RUNNING),
    ],
)
def test_the_state_of_the_clock(case: object, state: ClockState) -> None:
    assert isinstance(case, type(CASE))
    assert case.clock_state is state


def test_one_awaits_the_other() -> None:
    case = assigned().with_extension(ASKED)
    assert case.asked_extension == ASKED
    assert case.with_extension(GRANTED).asked_extension is None
    assert case.with_pause(STANDING).with_pause(ENDED).pauses == (ENDED,)
    assert not ENDED.is_open


def test_an_interim_report_is_awaited_once_a_round() -> None:
    case = assigned().with_due(Matter.INTERIM, LATER)
    assert case.awaited_interim == LATER
    assert replace(case, interims=(InterimReport(TODAY, "示例1局", "已开工"),)).awaited_interim is None


def test_an_interim_letter_that_went_out_is_an_interim_report() -> None:
    case = assigned().with_due(Matter.INTERIM, LATER)
    letter = Reply(1, "示例1局", kind=ReplyKind.INTERIM, state=ReplyState.SIGNED)
    assert case.with_addition(letter).awaited_interim == LATER
    sent = replace(letter, state=ReplyState.ISSUED, issued_on=TODAY)
    assert case.with_addition(sent).awaited_interim is None
    assert case.with_addition(replace(sent, kind=ReplyKind.SUPPLEMENTARY)).awaited_interim == LATER
    assert case.with_addition(replace(sent, round=2)).awaited_interim == LATER


def test_what_may_be_done_to_the_clock() -> None:
    case, issued = assigned(), written(assigned(), state=ReplyState.ISSUED)
    undated = replace(assigned(), dues={})
    assert messages(Act.EXTEND, CASE) == "本件尚未交办，请先交办；本轮已经答复，时限不再变动"
    assert messages(Act.EXTEND, undated) == "本件没有办结时限"
    assert messages(Act.EXTEND, case) == messages(Act.PAUSE, case) == ""
    assert "已有一份延期申请待批" in messages(Act.EXTEND, case.with_extension(ASKED))
    assert "本轮已经答复" in messages(Act.PAUSE, issued)
    assert "没有待批的延期申请" in messages(Act.DECIDE_EXTENSION, case)
    late = replace(case, dues={"reply": DueDate(date(2026, 5, 31))})
    assert messages(Act.EXTEND, late) == "时限 2026-05-31 已过，延期须在到期前申请"
    assert "请先恢复计时" in messages(Act.ISSUE, case.with_pause(STANDING))
    assert messages(Act.RESUME, case) == "本件没有停计时"
    assert "没有阶段性反馈可登记" in messages(Act.INTERIM, case)
    assert allowed(Act.INTERIM, Situation(issued, SCHEME, TODAY))


def test_the_clock_comes_before_every_other_step() -> None:
    paused = next_step(assigned().with_pause(STANDING), SCHEME)
    assert paused is not None
    assert (paused.act, paused.due) == (Act.RESUME, None)
    assert paused.text == "示例1局：暂停办理中（2026-05-20起停计时：等待批复），条件具备后恢复计时"
    asked = next_step(assigned().with_extension(ASKED), SCHEME)
    assert asked is not None
    assert asked.text == "交办机关：延期待批：示例1局申请延至 2026-07-02（2026-06-02 前）"
    returned = next_step(CASE.with_pause(STANDING), SCHEME)
    assert returned is not None
    assert returned.who == "督查室"
    merged = replace(CASE, proposal=replace(PAPER, filing=Filing.MERGED)).with_pause(STANDING)
    assert next_step(merged, SCHEME) is None


def test_half_time_comes_before_the_promise_it_is_about() -> None:
    answered = written(assigned(), state=ReplyState.ISSUED, result_class="B")
    judged = answered.with_feedback(Feedback(TODAY, {}), again=False).with_due(Matter.INTERIM, LATER)
    no_promise = next_step(judged, SCHEME)
    assert no_promise is not None
    assert no_promise.act is Act.COMMIT
    for due_on, act in ((None, Act.INTERIM), (LATEST.on, Act.INTERIM), (TODAY, Act.FULFIL)):
        promise = Commitment("建成站台", "示例1局", TODAY, due_on)
        step = next_step(replace(judged, commitments=(promise,)), SCHEME)
        assert step is not None
        assert step.act is act


def test_a_hand_out_has_its_own_date() -> None:
    step = next_step(CASE.with_due(Matter.HAND_OUT, LATER), SCHEME)
    assert step is not None
    assert step.due == LATER


def test_a_light_is_coloured_by_the_clock() -> None:
    seen = light(date(2026, 6, 4), None, TODAY, WorkCalendar(), LightRule())
    assert with_clock(seen, "") == seen
    assert with_clock(seen, "停计时") == Light(Tone.PAUSED, 0, "停计时")
    assert with_clock(seen, "已延期").text == "已延期，还有3个工作日"
    done = light(date(2026, 6, 4), TODAY, TODAY, WorkCalendar(), LightRule())
    assert with_clock(done, "已延期") == done
    assert stopped_light(date(2026, 5, 30), TODAY).text == "停计时2天"
    assert stopped_light(TODAY, TODAY).text == stopped_light(None, TODAY).text == "停计时"
