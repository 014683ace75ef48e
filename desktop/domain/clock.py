"""The clock of a case: extensions asked for and decided, times in which it stood still, interim reports.

The first date, the extended one and the day something was done are kept apart; nothing is overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.domain.deadlines import DueDate, Matter, Measure, Term, add_months, guess_step, shown
from desktop.domain.labels import Labelled

if TYPE_CHECKING:
    from desktop.domain.deadlines import DeadlineRule
    from desktop.domain.workdays import WorkCalendar


class ExtensionState(Labelled):
    """What became of an extension asked for."""

    ASKED = ("asked", "待批")
    APPROVED = ("approved", "同意")
    REFUSED = ("refused", "不同意")


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension asked for: by whom, why, until when (inclusive), and what was decided by whom.

    `due` is the date it led to; `told` are those who were told, as the scheme demands.
    """

    asked_on: date
    asked_by: str
    reason: str
    until: date
    state: ExtensionState = ExtensionState.ASKED
    decided_on: date | None = None
    decided_by: str = ""
    opinion: str = ""
    told: tuple[str, ...] = ()
    due: DueDate | None = None
    round: int = 1


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clock stood still: from `stopped_on` to the day before `resumed_on`.

    `due` is the date in force after it; it is open until `resumed_on` is set.
    """

    stopped_on: date
    stopped_by: str
    reason: str
    resumed_on: date | None = None
    resumed_by: str = ""
    due: DueDate | None = None
    round: int = 1

    @property
    def is_open(self) -> bool:
        """Whether the clock still stands."""
        return self.resumed_on is None


@dataclass(frozen=True, slots=True)
class InterimReport:
    """What the submitter was told between the reply and its fulfilment (阶段性反馈, 涧西区2019“二次办理”)."""

    reported_on: date
    reported_by: str
    text: str
    round: int = 1


@dataclass(frozen=True, slots=True)
class ExtensionRules:
    """How an office extends: how far at once, who approves, who must be told.

    `step` None leaves the new date to whoever asks. The latest date is that of the scheme's rule on
    `Matter.EXTENSION`. Without `needs_approval` a written report is enough: it is in force once recorded.
    """

    step: Term | None = None
    needs_approval: bool = True
    approver: str = "交办机关"
    told: tuple[str, ...] = ()
    source: str = "各地办理办法的通行做法：经交办机关同意"


@dataclass(frozen=True, slots=True)
class PauseRules:
    """How the due date moves for the time the clock stood: by as many days or working days."""

    measure: Measure = Measure.WORKDAYS
    source: str = "通行做法：停计时期间不计入办理期限"


def suggested_until(due: date, rules: ExtensionRules, latest: date | None) -> date | None:
    """Return the day an extension asks for where nothing else is said: one step on, never beyond `latest`."""
    if rules.step is None:
        return latest
    amount = rules.step.amount
    one_on = add_months(due, amount) if rules.step.measure is Measure.MONTHS else due + timedelta(days=amount)
    return min(one_on, latest) if latest else one_on


def extended(
    before: DueDate, granted: Extension, limit: DeadlineRule | None, calendar: WorkCalendar
) -> DueDate:
    """Return the date an extension leads to; the computation of the one before stays, the request follows."""
    decided_on = granted.decided_on or granted.asked_on
    consent = f"{granted.decided_by}同意" if granted.decided_by else "已书面报告"
    steps = (
        *before.steps,
        f"原时限 {shown(before.on, calendar)}",
        f"{granted.asked_on.isoformat()} {granted.asked_by}申请延期：{granted.reason}",
        f"{decided_on.isoformat()} {consent}，延至 {shown(granted.until, calendar)}",
        *((f"最长不超过{limit.basis.label}起{limit.term.text}",) if limit else ()),
    )
    source = limit.source if limit else before.source
    return DueDate(
        granted.until, Matter.EXTENSION.value, before.started_on, steps, source, before.provisional
    )


def shifted(before: DueDate, pause: Pause, rules: PauseRules, calendar: WorkCalendar) -> DueDate:
    """Return the date after a pause: as much later as the clock stood, unchanged when that was no time."""
    stopped, resumed = pause.stopped_on, pause.resumed_on or pause.stopped_on
    days = stood(pause, resumed, rules, calendar)
    if not days:
        return before
    by_days = rules.measure is Measure.DAYS
    on = before.on + timedelta(days=days) if by_days else calendar.add(before.on, days)
    years = () if by_days else range(stopped.year, on.year + 1)
    guessed = [step for year in years if not calendar.is_confirmed(year) for step in (guess_step(year),)]
    stood_for = f"{days}{'天' if by_days else '个工作日'}"
    halt = f"{stopped.isoformat()} 停计时（{pause.reason}），{resumed.isoformat()} 恢复，停{stood_for}"
    steps = (
        *(step for step in before.steps if step not in guessed),
        f"原时限 {shown(before.on, calendar)}",
        halt,
        f"顺延{stood_for} → {shown(on, calendar)}",
        *guessed,
    )
    return replace(before, on=on, steps=steps, provisional=before.provisional or bool(guessed))


def stood(pause: Pause, until: date, rules: PauseRules, calendar: WorkCalendar) -> int:
    """Return how many days or working days the clock stood by `until`, that day itself not counted."""
    if rules.measure is Measure.DAYS:
        return (until - pause.stopped_on).days
    one = timedelta(days=1)
    return calendar.between(pause.stopped_on - one, until - one)
