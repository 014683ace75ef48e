"""The light of a due date: how urgent it is today, as a tone and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.clock_state import ClockState
from desktop.domain.labels import Labelled

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain.workdays import WorkCalendar


class Tone(Labelled):
    """How urgent an open matter is; colours belong to the screens, words to everybody."""

    OVERDUE = ("overdue", "逾期")
    RED = ("red", "紧急")
    AMBER = ("amber", "临近")
    GREEN = ("green", "正常")
    PAUSED = ("paused", "停计时")
    DONE = ("done", "办结")
    NONE = ("none", "无时限")


@dataclass(frozen=True, slots=True)
class LightRule:
    """From how many working days before the due date an open matter turns red and amber."""

    red_within: int = 3
    amber_within: int = 10


class Light(NamedTuple):
    """How urgent a due date is today; `days_left` are working days, or negative calendar days if overdue."""

    tone: Tone
    days_left: int
    text: str


def light(
    due: date | None, done_on: date | None, today: date, calendar: WorkCalendar, rule: LightRule
) -> Light:
    """Return how urgent a matter due on `due` (inclusive) is today; a done one says whether it was late."""
    if done_on is not None:
        late = (done_on - due).days if due else 0
        return Light(Tone.DONE, 0, f"逾期{late}天办结" if late > 0 else "已办结")
    if due is None:
        return Light(Tone.NONE, 0, Tone.NONE.label)
    if today > due:
        return Light(Tone.OVERDUE, (due - today).days, f"逾期{(today - due).days}天")
    left = calendar.between(today, due)
    text = f"还有{left}个工作日" if left else f"还有{(due - today).days}天，均为休息日"
    return Light(_tone(left, rule), left, "今天到期" if today == due else text)


def stopped_light(since: date | None, today: date) -> Light:
    """Return the light of a matter whose clock stands: no day is lost, so none is counted."""
    days = f"{(today - since).days}天" if since and today > since else ""
    return Light(Tone.PAUSED, 0, f"{Tone.PAUSED.label}{days}")


def with_clock(seen: Light, clock: str) -> Light:
    """Return the light of an open matter as its clock colours it; `clock` is the label of a `ClockState`."""
    if seen.tone in {Tone.DONE, Tone.NONE} or not clock:
        return seen
    if clock == ClockState.PAUSED.label:
        return Light(Tone.PAUSED, 0, clock)
    return seen._replace(text=f"{clock}，{seen.text}")


def _tone(workdays_left: int, rule: LightRule) -> Tone:
    if workdays_left <= rule.red_within:
        return Tone.RED
    return Tone.AMBER if workdays_left <= rule.amber_within else Tone.GREEN
