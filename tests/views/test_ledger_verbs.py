"""What the ledger offers for the cases selected in it, from its menu and by keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialog

from desktop.casework import consult, find, theme
from desktop.casework.office import open_office
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.listing import Criteria
from desktop.domain.view import SHIPPED
from desktop.views.bulk_edit_dialog import BulkEditDialog
from desktop.views.ledger_page import LedgerPage
from desktop.views.merge_dialog import MergeDialog
from desktop.views.proofread_dialog import ProofreadDialog
from desktop.views.theme_dialog import ThemeDialog, TypicalDialog
from desktop.views.theme_overview import ThemeOverview
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import desk_of, press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down


@pytest.fixture
def page(seat: tuple[Desk, Heard], office: Office, qtbot: QtBot) -> LedgerPage:
    for number in ("1", "2", "3"):
        desks.registered(office, number, replace(PAPER, title=f"关于第{number}件的建议"))
    page = LedgerPage(seat[0])
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.table.setFocus()
    return page


def opened(page: LedgerPage) -> QDialog:
    (dialog,) = (each for each in page.findChildren(QDialog) if each.isVisible())
    return dialog


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ("Ctrl+Shift+E", BulkEditDialog),
        ("Ctrl+Shift+T", ThemeDialog),
        ("Ctrl+Shift+M", MergeDialog),
        ("Ctrl+Shift+A", ThemeOverview),
    ],
)
def test_keys_open_the_dialog_about_the_selected_cases(
    page: LedgerPage, keys: str, kind: type[QDialog]
) -> None:
    press("Ctrl+A")
    press(keys)
    assert isinstance(opened(page), kind)


def test_the_menu_of_the_rows_has_the_others(page: LedgerPage) -> None:
    named = {action.text(): action for action in page.actions()}
    page.table.select_place(1)
    named["标记典型案例(&D)…"].trigger()
    dialog = opened(page)
    assert isinstance(dialog, TypicalDialog)
    assert dialog.windowTitle() == "典型案例 · 第2号建议"
    dialog.reject()
    named["移出专题(&R)…"].trigger()
    assert opened(page).windowTitle() == "移出专题"


def test_without_a_selection_nothing_opens(page: LedgerPage, seat: tuple[Desk, Heard]) -> None:
    page.table.clearSelection()
    assert page.verbs.edit() is None
    assert seat[1].said == ["请先选中要办理的件；Ctrl+A 全选。"]


def test_the_letters_of_selected_cases_are_checked(page: LedgerPage, office: Office, qtbot: QtBot) -> None:
    wrong = desks.handed_out(office, desks.registered(office, "9"))
    desks.drafted(office, desks.met(office, wrong), text="示例甲委员所提问题已办理。")
    page.refresh()
    page.table.setFocus()
    press("Ctrl+A")
    (verb,) = (each for each in page.verbs.verbs() if each.words.startswith("检查答复函"))
    dialog = verb.do()
    assert isinstance(dialog, ProofreadDialog)
    qtbot.waitUntil(lambda: [each.case.id for each in dialog.reports] == [wrong.id])
    dialog.reject()


def test_the_overview_is_about_what_is_listed(page: LedgerPage, office: Office) -> None:
    theme.add(office, (1, 2, 3), "道路")
    page.visit(Criteria(text="第2件"))
    page.verbs.show_themes()
    overview = opened(page)
    assert isinstance(overview, ThemeOverview)
    assert overview.groups.names.item(0).text() == "道路\n共1件：区县级1件"


def test_a_desk_only_read_offers_only_to_look(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    reading = open_office(office.directory, clock=office.clock, officer="示例经办", read_only=True)
    desk, _ = desk_of(reading, tmp_path)
    page = LedgerPage(desk)
    qtbot.addWidget(page)
    assert [verb.words for verb in page.verbs.verbs()] == ["专题分析(&A)…", "检查答复函(&K)…"]
    desk.relay.leave()
    reading.close()


def shipped(name: str) -> Criteria:
    return next(view.criteria for view in SHIPPED if view.name == name)


def test_cases_of_several_units_and_missing_opinions_are_views_of_the_ledger(
    page: LedgerPage, office: Office
) -> None:
    """S2-12: several units handle it; the opinions still missing are chased."""
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    for case_id in (2, 3):
        desks.handed_out(office, find.case(office, case_id), *tasks)
    consult.take_co_opinion(office, 3, 2, CoOpinion(office.today, "同意"))
    page.visit(shipped("多单位联办"))
    assert [page.rows.text_at(row, 0) for row in range(page.rows.rowCount())] == ["2", "3"]
    page.visit(shipped("等协办意见"))
    assert [page.rows.text_at(row, 0) for row in range(page.rows.rowCount())] == ["2"]
