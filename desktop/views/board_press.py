"""From a number or a selection of the board to the dialog that presses the units behind it (催办)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import find
from desktop.casework.panels import Column
from desktop.domain.errors import OfficeError
from desktop.domain.task_state import TaskSpan

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.casework.panels import UnitLine
    from desktop.domain.listing import Criteria
    from desktop.views.page import Desk

_OPEN = (Column.OVERDUE, Column.RED, Column.AMBER, Column.GREEN, Column.UNDATED)


class Chosen(NamedTuple):
    """Who is to be pressed: cases by id, and the units meant in them (all that owe their part when none)."""

    case_ids: tuple[int, ...] = ()
    unit_ids: tuple[int, ...] = ()


def of_list(desk: Desk, behind: Criteria) -> Chosen:
    """Return the unit of a list with its cases."""
    units = () if behind.unit_id is None else (behind.unit_id,)
    return Chosen(find.ids(desk.office, behind), units)


def of_line(desk: Desk, line: UnitLine, state: Column | None) -> Chosen:
    """Return a unit with the cases of one open state, or with all it has open."""
    span = line.edges.span(state) if state in _OPEN else TaskSpan()
    return of_list(desk, replace(line.total.behind, task=span))


def press(desk: Desk, chosen: Chosen, parent: QWidget) -> None:
    """Open the dialog, or say why nobody can be pressed."""
    from desktop.views.press_dialog import PressDialog

    if not chosen.case_ids:
        desk.say("没有选中要催办的件；请先在清单中选中，或把光标移到单位的数字上")
        return
    try:
        PressDialog(desk, chosen.case_ids, chosen.unit_ids, parent).open()
    except OfficeError as error:
        desk.say(error.message)
