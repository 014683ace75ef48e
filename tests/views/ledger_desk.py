"""The 台账 with a few cases on it, for the tests that work in its cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QMenu

from desktop.domain.assignment import Role
from desktop.domain.kinds import Kind
from desktop.views.ledger_page import LedgerPage
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk

WIDE = (1400, 700)


def four_cases(office: Office) -> None:
    """Put four cases on the desk: 1 answered, 3 key and 12 handed out, 7 with nobody."""
    desks.handed_out(office, desks.registered(office, "12"))
    other = replace(PAPER, title="关于增设示例路停车泊位的建议", is_key=True)
    desks.handed_out(office, desks.registered(office, "3", other), desks.draft(2, Role.SOLE))
    desks.registered(office, "7", replace(PAPER, kind=Kind.WRITTEN_OPINION))
    desks.answered(office, desks.registered(office, "1"))


def opened(desk: Desk, qtbot: QtBot) -> LedgerPage:
    """Return the 台账 in a window that has the cursor, in the first cell."""
    made = LedgerPage(desk)
    qtbot.addWidget(made)
    made.resize(*WIDE)
    made.show()
    made.activateWindow()
    made.table.setFocus()
    qtbot.waitUntil(made.isActiveWindow)
    go(made, 0, "编号")
    return made


def column_of(page: LedgerPage, title: str) -> int:
    """Return the place of a column in the model."""
    return [each.title for each in page.rows.columns].index(title)


def go(page: LedgerPage, place: int, title: str) -> None:
    """Put the cursor into a cell, as a click does."""
    index = page.rows.index(place, column_of(page, title))
    page.table.put_cursor(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    page.table.scrollTo(index)


def said_in(page: LedgerPage, place: int, title: str) -> str:
    """Return what a cell says."""
    return page.rows.text_at(place, column_of(page, title))


def numbers(page: LedgerPage) -> list[str]:
    """Return the numbers of the cases from the top."""
    return [page.rows.text_at(place, 0) for place in range(page.rows.rowCount())]


def action(page: LedgerPage, words: str) -> QAction:
    """Return the line of the cells' menu, or of a menu in it, that begins so."""
    lines = page.deeds.cell_menu.actions()
    folded = (each.menu() for each in lines)
    below = [each for menu in folded if isinstance(menu, QMenu) for each in menu.actions()]
    return next(each for each in (*lines, *below) if each.text().startswith(words))
