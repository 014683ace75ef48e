"""Putting many cases into one category by keyboard, seeing what becomes of each and of the categories."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import find
from desktop.domain.kinds import Body
from desktop.domain.listing import Criteria
from desktop.domain.session import Session
from desktop.views.batch_classify_dialog import BatchClassifyDialog
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import fill, focus, press, shown, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down


@pytest.fixture
def cases(office: Office) -> tuple[Case, ...]:
    blank = desks.registered(office, "1", replace(PAPER, category=""))
    return blank, desks.registered(office, "2", replace(PAPER, category="社会民生"))


@pytest.fixture
def dialog(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], host: QWidget, qtbot: QtBot
) -> BatchClassifyDialog:
    dialog = BatchClassifyDialog(seat[0], cases, host)
    shown(dialog, qtbot)
    return dialog


def counts(dialog: BatchClassifyDialog) -> dict[str, tuple[str, str]]:
    rows = dialog.counts.rows
    return {
        rows.text_at(place, 0): (rows.text_at(place, 1), rows.text_at(place, 2))
        for place in range(rows.rowCount())
    }


def changes(dialog: BatchClassifyDialog) -> list[str]:
    listed = dialog.chosen._list
    return [listed.item(row).text().partition("\n")[2] for row in range(listed.count())]


def test_old_and_new_category_and_the_counts_are_seen_before(
    dialog: BatchClassifyDialog, office: Office, seat: tuple[Desk, Heard]
) -> None:
    desks.registered(office, "3", replace(PAPER, category="城乡建设"))
    assert changes(dialog) == ["未分类", "社会民生"]
    assert counts(dialog)["社会民生"] == ("1", "")
    fill("G", "社会民生")
    assert changes(dialog) == ["未分类 → 社会民生", "社会民生"]
    assert counts(dialog)["社会民生"] == ("1", "2")
    assert counts(dialog)["未分类"] == ("1", "0")
    assert dialog.verb_button.text() == "归类 2 件"
    assert dialog.would_lose()
    press("Ctrl+Return")
    rows = find.page(office, Criteria(), 0, 9)
    assert [row.category for row in rows] == ["社会民生", "社会民生", "城乡建设"]
    assert seat[1].said == ["已将 2 件归入“社会民生”"]


def test_a_category_of_ones_own_may_be_typed(dialog: BatchClassifyDialog, office: Office) -> None:
    assert not dialog.would_lose()
    fill("G", "示例专项")
    assert counts(dialog)["示例专项"] == ("0", "2")
    press("Ctrl+Return")
    assert {row.category for row in find.page(office, Criteria(), 0, 9)} == {"示例专项"}


def test_without_a_category_nothing_happens(dialog: BatchClassifyDialog, office: Office) -> None:
    press("Ctrl+Return")
    assert dialog.banner.text == "尚未归类：未选归入哪一类。"
    assert dialog.isVisible()
    assert {row.category for row in find.page(office, Criteria(), 0, 9)} == {"", "社会民生"}


def test_a_line_of_the_counts_is_taken_with_enter(dialog: BatchClassifyDialog) -> None:
    names = list(counts(dialog))
    dialog.counts.setFocus()
    dialog.counts.select_place(names.index("未分类"))
    press("Return")
    assert dialog.category.text() == ""
    dialog.counts.select_place(0)
    press("Return")
    assert dialog.category.text() == names[0]
    assert focus() is dialog.category


def test_cases_of_two_sessions_are_counted_among_all(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    with office.store.transaction():
        other = office.store.sessions.add(Session(Body.CPPCC, "区", 9, 1, 2026), office.note("测试"))
    elsewhere = desks.registered(office, "5", replace(PAPER, session_id=other.id, category="社会民生"))
    dialog = BatchClassifyDialog(seat[0], (cases[0], elsewhere), host)
    shown(dialog, qtbot)
    assert counts(dialog)["社会民生"] == ("2", "")


def test_a_paper_that_lacks_something_is_marked_and_can_be_left_out(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    with office.store.transaction():
        paper = replace(cases[0].proposal, submitters=())
        bare = office.store.cases.save(replace(cases[0], proposal=paper), office.note("导入"))
    dialog = BatchClassifyDialog(seat[0], (bare, cases[1]), host)
    shown(dialog, qtbot)
    assert changes(dialog) == ["▲ 缺领衔人（提案者）", "社会民生"]
    fill("G", "城乡建设")
    press("Ctrl+Return")
    assert "选中的2件均未改动" in dialog.banner.text
    press("Alt+Q")
    qtbot.waitUntil(lambda: len(changes(dialog)) == 1)
    assert "不能办理" not in words_of(dialog)
    press("Ctrl+Return")
    assert find.case(office, cases[1].id).proposal.category == "城乡建设"
