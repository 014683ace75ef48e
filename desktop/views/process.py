"""The way of a case as a row of marks, 登记 to 立卷归档: what is done, what is on, what is still to come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.procedure import Act, current_step
from desktop.domain.reply import ReplyState
from desktop.domain.scheme import Strictness
from desktop.domain.stage import Stage

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.domain.next_step import NextStep
    from desktop.domain.scheme import Scheme


class Mark(StrEnum):
    """How far one station of the way is."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Station:
    """One station of the way; `note` is a count such as 2/3 and may be empty."""

    label: str
    mark: Mark
    note: str = ""


LABELS = ("登记", "交办", "面商", "协办", "拟稿", "审核", "签发", "印发", "反馈", "落实", "办结", "立卷归档")
_STATION_OF_ACT = {
    Act.ASSIGN: "交办",
    Act.CONSULT: "面商",
    Act.CO_OPINION: "协办",
    Act.DRAFT: "拟稿",
    Act.SUBMIT: "拟稿",
    Act.REVIEW: "审核",
    Act.ISSUE: "印发",
    Act.FEEDBACK: "反馈",
    Act.COMMIT: "落实",
    Act.FULFIL: "落实",
    Act.REHANDLE: "反馈",
    Act.WISH: "落实",
    Act.ANSWER_WISH: "落实",
    Act.LOOK_BACK: "落实",
    Act.INTERIM: "落实",
    Act.SUPPLEMENT: "落实",
    Act.ARCHIVE: "立卷归档",
}
_STATION_OF_STAGE = {  # of an act about the clock, which belongs to no station of its own
    Stage.REGISTERED: "交办",
    Stage.IN_HAND: "拟稿",
    Stage.REHANDLING: "拟稿",
    Stage.DRAFTED: "拟稿",
    Stage.IN_REVIEW: "审核",
    Stage.SIGNED: "印发",
}
_BEYOND_DRAFT = frozenset({ReplyState.IN_REVIEW, ReplyState.SIGNED, ReplyState.ISSUED})
_SIGNED = frozenset({ReplyState.SIGNED, ReplyState.ISSUED})
_ISSUED = frozenset({ReplyState.ISSUED})
_OF_REPLY = ("签发", "印发", "反馈", "落实", "办结", "立卷归档")
_NEVER_HANDLED = frozenset({Stage.NOT_FILED, Stage.MERGED, Stage.WITHDRAWN})


def way_of(case: Case, scheme: Scheme, stage: Stage, step: NextStep | None) -> tuple[Station, ...]:
    """Return the stations of a case in order; at most one is current, the one its next step belongs to.

    A station is skipped when the case does not need it, or when the reply was signed without it.
    """
    done, notes, skipped = _done(case, scheme, stage), _notes(case, scheme), _skipped(case, scheme, stage)
    current = _current(case, scheme, stage, step)

    def mark(label: str) -> Mark:
        if label == current:
            return Mark.CURRENT
        if label in done and label not in skipped:
            return Mark.DONE
        is_passed = any(later in done for later in LABELS[LABELS.index(label) + 1 :] if later in _OF_REPLY)
        return Mark.SKIPPED if label in skipped or is_passed else Mark.AHEAD

    words = {
        "面商": scheme.contacts.word,
        "协办": scheme.word("co", "协办"),
        "登记": "登记" if stage.is_open else _ending(stage),
    }
    return tuple(Station(words.get(label, label), mark(label), notes.get(label, "")) for label in LABELS)


def _ending(stage: Stage) -> str:
    return "登记" if stage.is_settled else stage.label


def _current(case: Case, scheme: Scheme, stage: Stage, step: NextStep | None) -> str:
    if stage is Stage.DRAFT:
        return "登记"
    if step is None or step.act is None:
        return ""
    if step.act is Act.REVIEW:
        reply = case.reply_of(step.unit_id) if step.unit_id else None
        at = current_step(reply, scheme) if reply else None
        return "签发" if at is not None and at.signs else "审核"
    return _STATION_OF_ACT.get(step.act) or _STATION_OF_STAGE[stage]


def _done(case: Case, scheme: Scheme, stage: Stage) -> frozenset[str]:
    heard = case.feedback is not None and case.feedback.round == case.round
    conditions = {
        "登记": stage is not Stage.DRAFT,
        "交办": bool(case.answering),
        "面商": _stages_wanted(scheme) <= case.stages_held(),
        "协办": not case.missing_co_opinions,
        "拟稿": _all_replies(case, _BEYOND_DRAFT),
        "审核": _all_replies(case, _SIGNED),
        "签发": _all_replies(case, _SIGNED),
        "印发": _all_replies(case, _ISSUED),
        "反馈": heard,
        "落实": stage.is_settled,
        "办结": stage.is_settled,
        "立卷归档": case.dossier is not None,
    }
    reachable = LABELS if case.answering else LABELS[:1]
    return frozenset(label for label in reachable if conditions[label])


def _all_replies(case: Case, states: frozenset[ReplyState]) -> bool:
    replies = [case.reply_of(task.unit_id) for task in case.answering]
    return bool(replies) and all(reply is not None and reply.state in states for reply in replies)


def _stages_wanted(scheme: Scheme) -> frozenset[str]:
    return frozenset(each.key for each in scheme.contacts.stages if each.strictness is not Strictness.FREE)


def _skipped(case: Case, scheme: Scheme, stage: Stage) -> frozenset[str]:
    if stage in _NEVER_HANDLED:
        return frozenset(LABELS[1:])
    skipped = set()
    if case.answering and not case.co_handlers:
        skipped.add("协办")
    if not scheme.contacts.stages:
        skipped.add("面商")
    if stage.is_settled and not case.commitments:
        skipped.add("落实")
    return frozenset(skipped)


def _notes(case: Case, scheme: Scheme) -> dict[str, str]:
    """Return the counts that tell more than a mark: meetings, opinions, replies, promises."""
    co, answering, promises = len(case.co_handlers), len(case.answering), len(case.commitments)
    stages = [stage.key for stage in scheme.contacts.stages]
    held = len(case.stages_held() & frozenset(stages))
    issued = sum(reply.state is ReplyState.ISSUED for reply in case.current_replies)
    kept = sum(not each.is_open for each in case.commitments)
    counts = {
        "面商": (held, len(stages)),
        "协办": (co - len(case.missing_co_opinions), co),
        "印发": (issued, answering if answering > 1 else 0),
        "落实": (kept, promises),
    }
    return {label: f"{part}/{whole}" for label, (part, whole) in counts.items() if whole}
