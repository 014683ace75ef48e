"""Putting cases under themes by keyboard, taking them out, and marking what is typical."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from desktop.casework import find, keep, theme, undo
from desktop.domain.listing import Criteria
from desktop.domain.proposal import Submitter
from desktop.domain.session import Level
from desktop.views.long_decision import AT_ONCE
from desktop.views.merge_dialog import MergeDialog
from desktop.views.theme_dialog import ThemeDialog, TypicalDialog
from desktop.views.theme_overview import ThemeOverview
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import fill, focus, press, shown, type_text, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down
TITLES = ("关于规范小区停车的建议", "关于规范小区停车秩序的建议", "关于学校食堂的建议")


@pytest.fixture
def cases(office: Office) -> tuple[Case, ...]:
    """Return three cases of three submitters, the last of another level."""
    city = keep.save_session(office, replace(desks.SESSION, place="市", level=Level.CITY))
    made = []
    for number, (title, name) in enumerate(zip(TITLES, ("崔示例", "兰示例", "示例丙"), strict=True), start=1):
        paper = replace(PAPER, title=title, submitters=(Submitter(name),), co_submitter_count=0)
        session_id = city.id if number == len(TITLES) else PAPER.session_id
        made.append(desks.registered(office, str(number), replace(paper, session_id=session_id)))
    return tuple(made)


def themes(office: Office) -> list[str]:
    return [row.themes for row in find.page(office, Criteria(), 0, 9)]


def changes(dialog: ThemeDialog) -> list[str]:
    listed = dialog.chosen._list
    return [listed.item(row).text().partition("\n")[2] for row in range(listed.count())]


def test_selected_cases_are_put_under_a_theme_old_or_new(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    theme.add(office, (1,), "停车治理")
    dialog = ThemeDialog(seat[0], [find.case(office, 1), cases[1]], host)
    shown(dialog, qtbot)
    press("Ctrl+Return")
    assert dialog.banner.text == "尚未归入：未填专题名称。"
    assert dialog.counts.rows.text_at(0, 0) == "停车治理"
    assert dialog.counts.rows.text_at(0, 1) == "1"
    dialog.counts.setFocus()
    press("Return")
    assert focus() is dialog.theme
    assert changes(dialog) == ["停车治理", "未归专题 → 停车治理"]
    fill("G", "停车治理、民生")
    assert dialog.would_lose()
    press("Ctrl+Return")
    assert sorted(themes(office)) == ["", "停车治理、民生", "停车治理、民生"]
    assert seat[1].said == ["已将 2 件归入专题“停车治理、民生”"]


def test_only_themes_the_cases_have_are_offered_to_be_taken_out_of(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    theme.add(office, (1,), "停车治理")
    theme.add(office, (3,), "教育")
    dialog = ThemeDialog(seat[0], [find.case(office, 1), cases[1]], host, removes=True)
    shown(dialog, qtbot)
    assert dialog.counts.rows.rowCount() == 1
    assert dialog.counts.rows.text_at(0, 0) == "停车治理"
    type_text("停车治理")
    assert changes(dialog) == ["停车治理 → 未归专题", "未归专题"]
    press("Ctrl+Return")
    assert seat[1].said == ["已将 1 件移出专题“停车治理”，另 1 件不在其中"]
    step = undo.undoable(office)
    assert step is not None
    assert step.label == "撤销 移出专题"


def test_what_makes_a_case_typical_is_written_as_a_report_tells_it(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = TypicalDialog(seat[0], cases[0], host)
    shown(dialog, qtbot)
    type_text("一是新增车位；二是错时开放。")
    assert dialog.sentence.text() == (
        "如：崔示例代表提出的《关于规范小区停车的建议》。一是新增车位；二是错时开放。"
    )
    assert dialog.would_lose()
    press("Ctrl+Return")
    assert find.case(office, 1).typical == "一是新增车位；二是错时开放。"
    again = TypicalDialog(seat[0], find.case(office, 1), host)
    shown(again, qtbot)
    press("Ctrl+A")
    press("Delete")
    assert again.verb_button.text() == "取消标记"
    press("Ctrl+Return")
    assert seat[1].said == ["已将第1号建议标记为典型案例", "已将第1号建议取消标记典型案例"]


@pytest.fixture
def overview(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> ThemeOverview:
    theme.add(office, [case.id for case in cases], "停车")
    theme.mark_typical(office, 1, "一是新增车位。")
    overview = ThemeOverview(seat[0], Criteria(), host)
    shown(overview, qtbot)
    return overview


def test_a_theme_is_told_in_one_sentence_with_its_levels(
    overview: ThemeOverview, seat: tuple[Desk, Heard]
) -> None:
    said = "崔示例、兰示例等多位代表提出“关于规范小区停车的建议”、“关于规范小区停车秩序的建议”等相关建议共3件"
    assert overview.tabs.tabBar().accessibleName() == "专题分析"
    assert overview.groups.sentence.text() == said
    assert overview.groups.names.item(0).text() == "停车\n共3件：市级1件、区县级2件"
    overview.groups.copy()
    assert QApplication.clipboard().text() == said
    overview.groups.copy_all()
    assert QApplication.clipboard().text() == f"停车：{said}。"
    overview.groups.papers.setFocus()
    press("Return")
    assert seat[1].opened == [1]
    assert not overview.isVisible()


def test_the_papers_of_a_theme_are_listed_in_the_ledger(
    overview: ThemeOverview, seat: tuple[Desk, Heard], office: Office, qtbot: QtBot
) -> None:
    overview.groups.setFocus()
    press("Alt+L", overview)
    qtbot.waitUntil(lambda: len(seat[1].shown) == 1)
    assert find.count(office, seat[1].shown[0]) == 3


def test_typical_cases_are_copied_changed_and_opened(
    overview: ThemeOverview, seat: tuple[Desk, Heard], office: Office, qtbot: QtBot
) -> None:
    overview.tabs.setCurrentWidget(overview.typical)
    told = "如：崔示例代表提出的《关于规范小区停车的建议》。一是新增车位。"
    assert overview.typical.sentence.text() == told
    overview.typical.copy_all()
    assert QApplication.clipboard().text() == told
    overview.typical.copy()
    assert seat[1].said == ["已复制 1 个典型案例", "已复制这段话"]
    press("Alt+E", overview)
    qtbot.waitUntil(lambda: len(overview.findChildren(TypicalDialog)) == 1)
    dialog = overview.findChildren(TypicalDialog)[0]
    dialog.text.setPlainText("")
    dialog.accept()
    qtbot.waitUntil(lambda: "还没有典型案例" in words_of(overview))
    theme.mark_typical(office, 2, "一是修路。")
    qtbot.waitUntil(lambda: overview.typical.cases.rows.rowCount() == 1)
    overview.typical.cases.select_place(0)
    press("Return", overview.typical.cases)
    assert seat[1].opened == [2]


def test_papers_alike_are_proposed_as_a_theme_or_found_to_be_none(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    overview = ThemeOverview(seat[0], Criteria(), host)
    shown(overview, qtbot)
    assert "还没有归入专题的件" in words_of(overview)
    overview.tabs.setCurrentWidget(overview.likely)
    qtbot.waitUntil(lambda: overview.likely.group is not None)
    assert overview.likely.names.item(0).text() == "规范小区停车\n2 件"
    assert overview.likely.papers.rows.text_at(0, 3) == "区十七届人大一次会议"
    overview.likely.buttons[1].click()
    (merging,) = overview.findChildren(MergeDialog)
    merging.reject()
    overview.likely.buttons[0].click()
    (dialog,) = overview.findChildren(ThemeDialog)
    assert dialog.theme.text() == "规范小区停车"
    dialog.accept()
    qtbot.waitUntil(lambda: overview.likely.told.text().startswith("没有发现"))
    assert themes(office).count("规范小区停车") == 2
    theme.remove(office, (1, 2), "规范小区停车")
    qtbot.waitUntil(lambda: overview.likely.group is not None)
    overview.likely.buttons[2].click()
    qtbot.waitUntil(lambda: overview.likely.group is None)
    assert find.case(office, 1).unlike == (2,)
    theme.add(office, (3,), "教育")
    overview.likely.case_wanted.emit(cases[2].id)
    assert seat[1].opened == [3]


def test_many_cases_are_put_under_a_theme_in_the_worker_thread(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    many = [desks.registered(office, str(number)) for number in range(AT_ONCE + 1)]
    dialog = ThemeDialog(seat[0], many, host)
    shown(dialog, qtbot)
    press("Ctrl+Return")
    assert dialog.banner.text == "尚未归入：未填专题名称。"
    type_text("道路")
    with qtbot.waitSignal(dialog.accepted):
        press("Ctrl+Return")
    assert seat[1].said == [f"已将 {AT_ONCE + 1} 件归入专题“道路”"]
    assert set(themes(office)) == {"道路"}
