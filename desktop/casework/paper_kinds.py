"""The catalogue of papers: every kind that can be printed of cases, in the order it is offered."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from desktop.casework import case_forms, find, handout, issue, press_notices, review_sheet, supervise
from desktop.casework.papers import Option, PaperKind, Sheet
from desktop.casework.print_out import PREVIEW
from desktop.domain.reply import Reply, ReplyState
from desktop.domain.supervision import SupervisionLevel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from desktop.casework.office import Office
    from desktop.casework.papers import Content
    from desktop.domain.case import Case
    from desktop.domain.letter import Letter

_PRINTABLE = frozenset({ReplyState.SIGNED, ReplyState.ISSUED})


def _lacks_unit(_office: Office, case: Case) -> str:
    return "" if case.assignments else "尚未交办"


# --- the reply ------------------------------------------------------------------------------------------


def last_replies(case: Case) -> tuple[Reply, ...]:
    """Return the last signed or issued reply of each unit, in the order they were handed the case."""
    last = {reply.unit_id: reply for reply in case.replies if reply.state in _PRINTABLE}
    order = {task.unit_id: place for place, task in enumerate(case.assignments)}
    return tuple(sorted(last.values(), key=lambda each: order.get(each.unit_id, len(order))))


def _is_written(case: Case, reply: Reply) -> bool:
    return reply.letter_id is not None or (reply.round == case.round and bool(reply.text.strip()))


def _lacks_letter(_office: Office, case: Case) -> str:
    replies = last_replies(case)
    if any(_is_written(case, reply) for reply in replies):
        return ""
    return "只登记了文号，没有答复正文" if replies else "没有已签发的答复"


def _letter(office: Office, case: Case, reply: Reply) -> Letter:
    """Return an issued letter as it was frozen; a signed one bears the watermark 预览."""
    if reply.letter_id is not None:
        return issue.issued(office, reply.letter_id)
    composed = issue.compose(office, case, reply.unit_id)
    is_out = reply.state is ReplyState.ISSUED
    return composed if is_out else replace(composed, watermark=composed.watermark or PREVIEW)


def _letters(office: Office, cases: Iterable[Case], options: frozenset[Option]) -> Iterator[Sheet]:
    """Yield the letters of each case, behind them those to the submitters of papers merged into it."""
    seen: set[int] = set()
    for case in cases:
        parts = (find.case(office, part) for part in case.merged)
        for each in (case, *parts):
            if each.id not in seen:
                seen.add(each.id)
                yield from _letters_of(office, each, options)


def _letters_of(office: Office, case: Case, options: frozenset[Option]) -> Iterator[Sheet]:
    for reply in last_replies(case):
        if _is_written(case, reply):
            yield Sheet(
                _name(case, "答复函", reply.unit_name),
                _letter(office, case, reply),
                case.id,
                unit=reply.unit_name,
            )
            if Option.OPINION_FORM in options:
                form = case_forms.opinion(office, case, reply.unit_id)
                yield Sheet(_name(case, "征询意见表"), form, case.id, is_behind=True)


# --- forms of one case ----------------------------------------------------------------------------------


def _each(
    name: str,
    make: Callable[[Office, Case], Content],
    office: Office,
    cases: Iterable[Case],
    _options: frozenset[Option],
) -> Iterator[Sheet]:
    for case in cases:
        yield Sheet(_name(case, name), make(office, case), case.id)


def _name(case: Case, *parts: str) -> str:
    return "-".join(part for part in (case.proposal.number_phrase or "未编号", *parts) if part)


def _lacks_draft(_office: Office, case: Case) -> str:
    return "" if case.current_replies else "还没有起草答复"


def _slips(office: Office, cases: Iterable[Case], _options: frozenset[Option]) -> Iterator[Sheet]:
    for case in cases:
        for reply in case.current_replies:
            slip = review_sheet.slip(office, case, reply.unit_id)
            yield Sheet(_name(case, "审签单", reply.unit_name), slip, case.id, unit=reply.unit_name)
            if case.points:
                points = review_sheet.points_list(office, case, reply.unit_id)
                yield Sheet(_name(case, "诉求要点"), points, case.id, is_behind=True)


# --- one a unit -----------------------------------------------------------------------------------------


def _notices(office: Office, cases: Iterable[Case], _options: frozenset[Option]) -> Iterator[Sheet]:
    for (session_id, unit_id), (unit, case_ids) in sorted(_units(cases).items()):
        yield Sheet(f"交办通知-{unit}", handout.notice(office, session_id, unit_id, case_ids), unit=unit)


def _units(cases: Iterable[Case]) -> dict[tuple[int, int], tuple[str, set[int]]]:
    """Return for session and unit the name of the unit and which of these cases it has."""
    found: dict[tuple[int, int], tuple[str, set[int]]] = {}
    for case in cases:
        for task in case.assignments:
            key = (case.proposal.session_id, task.unit_id)
            found.setdefault(key, (task.unit_name, set()))[1].add(case.id)
    return found


def _task_list(office: Office, cases: Iterable[Case], _options: frozenset[Option]) -> Iterator[Sheet]:
    found = sorted(_units(cases).items())
    for session_id in dict.fromkeys(session_id for (session_id, _), _ in found):
        units = [unit_id for (each, unit_id), _ in found if each == session_id]
        case_ids = {case_id for (each, _), (_, ids) in found if each == session_id for case_id in ids}
        yield Sheet("交办清单", handout.task_list(office, session_id, units, case_ids))


def _lacks_owing(_office: Office, case: Case) -> str:
    owing = any(case.owes_part(task) for task in case.assignments)
    return "" if owing else "没有单位还欠答复或协办意见"


def _press(
    level: SupervisionLevel, office: Office, cases: Iterable[Case], _options: frozenset[Option]
) -> Iterator[Sheet]:
    found = supervise.targets(office, [case.id for case in cases])
    for notice in press_notices.notices(office, found, level):
        yield Sheet(f"{level.label}通知书-{notice.unit}", notice.letter, unit=notice.unit)


_REPLY, _PROCESS, _HANDOUT, _PRESS = "答复", "办理过程", "交办", "督办"

CATALOGUE: tuple[PaperKind, ...] = (
    PaperKind("letter", "答复函", _REPLY, _lacks_letter, _letters, (Option.OPINION_FORM,), "封"),
    PaperKind("opinion", "征询意见表", _REPLY, _lacks_unit, partial(_each, "征询意见表", case_forms.opinion)),
    PaperKind(
        "in_person", "当面答复记录", _REPLY, _lacks_unit, partial(_each, "当面答复记录", case_forms.in_person)
    ),
    PaperKind("slip", "答复函审签单", _PROCESS, _lacks_draft, _slips),
    PaperKind(
        "meetings",
        "三见面记录表",
        _PROCESS,
        _lacks_unit,
        partial(_each, "三见面记录表", case_forms.meetings),
    ),
    PaperKind("notice", "交办通知", _HANDOUT, _lacks_unit, _notices, is_joint=True),
    PaperKind("task_list", "交办清单", _HANDOUT, _lacks_unit, _task_list, is_joint=True),
    PaperKind(
        "urge", "催办通知书", _PRESS, _lacks_owing, partial(_press, SupervisionLevel.URGE), is_joint=True
    ),
    PaperKind(
        "supervise",
        "督办通知书",
        _PRESS,
        _lacks_owing,
        partial(_press, SupervisionLevel.SUPERVISE),
        is_joint=True,
    ),
)
"""Every kind, those of one group side by side."""
