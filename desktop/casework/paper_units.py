"""Sheets made of several cases together: one a unit, or one of all — notices, lists, registers, labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import (
    dossier,
    forms_mailing,
    forms_receipts,
    forms_registers,
    handout,
    press_notices,
    supervise,
)
from desktop.casework.papers import Option, Sheet
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from desktop.casework.office import Office
    from desktop.casework.papers import Sheets
    from desktop.domain.case import Case
    from desktop.domain.mailing import EnvelopeSize, LabelGrid
    from desktop.domain.supervision import SupervisionLevel

# --- handing out ----------------------------------------------------------------------------------------


def notices(office: Office, cases: Iterable[Case], _options: frozenset[Option]) -> Iterator[Sheet]:
    """Yield the notice of each unit with the list of its tasks behind it (附件)."""
    for (session_id, unit_id), (unit, case_ids) in _units(cases):
        letter, tasks = handout.notice_with_list(office, session_id, unit_id, case_ids)
        yield Sheet(f"交办通知-{unit}", letter, unit=unit)
        yield Sheet(f"交办清单-{unit}", tasks, is_behind=True, unit=unit)


def _units(cases: Iterable[Case]) -> list[tuple[tuple[int, int], tuple[str, set[int]]]]:
    """Return by session and unit the name of the unit and which of these cases it has."""
    found: dict[tuple[int, int], tuple[str, set[int]]] = {}
    for case in cases:
        for task in case.assignments:
            key = (case.proposal.session_id, task.unit_id)
            found.setdefault(key, (task.unit_name, set()))[1].add(case.id)
    return sorted(found.items())


def task_list(office: Office, cases: Iterable[Case], _options: frozenset[Option]) -> Iterator[Sheet]:
    """Yield the list of all tasks, a list for each session."""
    found = _units(cases)
    for session_id in dict.fromkeys(session_id for (session_id, _), _ in found):
        units = [unit_id for (each, unit_id), _ in found if each == session_id]
        case_ids = {case_id for (each, _), (_, ids) in found if each == session_id for case_id in ids}
        yield Sheet("交办清单", handout.task_list(office, session_id, units, case_ids))


def contacts(office: Office, cases: Iterable[Case], _options: frozenset[Option]) -> Iterator[Sheet]:
    """Yield the receipt in which each unit names its people."""
    for (session_id, unit_id), (name, _) in _units(cases):
        session, unit = office.store.sessions.get(session_id), office.store.units.get(unit_id)
        form = forms_receipts.of_contacts(office, session, unit)
        yield Sheet(f"办理工作联系人回执-{name}", form, unit=name)


# --- pressing -------------------------------------------------------------------------------------------


def press(
    level: SupervisionLevel, office: Office, cases: Iterable[Case], _options: frozenset[Option]
) -> Iterator[Sheet]:
    """Yield the notice that presses each unit about these cases."""
    found = supervise.targets(office, [case.id for case in cases])
    for notice in press_notices.notices(office, found, level):
        yield Sheet(f"{level.label}通知书-{notice.unit}", notice.letter, unit=notice.unit)


# --- registers ------------------------------------------------------------------------------------------


def promises(office: Office, cases: Iterable[Case], _options: frozenset[Option]) -> Iterator[Sheet]:
    """Yield the ledger of what was promised."""
    yield Sheet("承诺事项台账", forms_registers.promises(office, cases))


def carried_over(office: Office, cases: Iterable[Case], _options: frozenset[Option]) -> Iterator[Sheet]:
    """Yield for each unit the register of its replies that leave something to do."""
    by_unit: dict[str, list[Case]] = {}
    for case in cases:
        if reply := forms_registers.carried(office, case):
            by_unit.setdefault(reply.unit_name, []).append(case)
    for unit, held in by_unit.items():
        yield Sheet(f"落实情况登记表-{unit}", forms_registers.carried_over(office, unit, held), unit=unit)


def correspondence(first: date | None, last: date | None) -> Sheets:
    """Return what yields the registers of a period; it is open from the first paper, and up to today.

    They raise `OfficeError` for a period that ends before it begins.
    """

    def sheets(office: Office, cases: Iterable[Case], _options: frozenset[Option]) -> Iterator[Sheet]:
        held = tuple(cases)
        span = (first or _first(held, office.today), last or office.today)
        if span[1] < span[0]:
            message = f"截止日期{span[1]}早于起始日期{span[0]}，没有生成登记簿；请改正日期。"
            raise OfficeError(message)
        yield Sheet("收文登记簿", forms_registers.received(held, *span))
        yield Sheet("发文登记簿", forms_registers.sent(office, held, *span))

    return sheets


def _first(cases: Iterable[Case], today: date) -> date:
    days = (case.proposal.received_on or case.proposal.registered_on for case in cases)
    return min((day for day in days if day), default=today)


def dossiers(office: Office, cases: Iterable[Case], _options: frozenset[Option]) -> Iterator[Sheet]:
    """Yield the list of the dossiers of these cases."""
    yield Sheet("案卷目录", dossier.index(office, [case.id for case in cases]))


# --- the post -------------------------------------------------------------------------------------------


def envelopes(
    size: EnvelopeSize, office: Office, cases: Iterable[Case], options: frozenset[Option]
) -> Iterator[Sheet]:
    """Yield the envelopes for the submitters of these cases."""
    each = Option.EACH_SUBMITTER in options
    yield Sheet("信封", forms_mailing.envelopes(office, cases, size, each=each))


def labels(grid: LabelGrid, place: int) -> Sheets:
    """Return what yields the labels for the same people, the first at that place (1-based) of its sheet."""

    def sheets(_office: Office, cases: Iterable[Case], options: frozenset[Option]) -> Iterator[Sheet]:
        each = Option.EACH_SUBMITTER in options
        yield Sheet("地址标签", forms_mailing.labels(cases, grid, place, each=each))

    return sheets
