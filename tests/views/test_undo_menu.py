"""Undo and redo by keys: the last act goes back and comes again, text fields keep their own Ctrl+Z."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QPlainTextEdit

from desktop.casework import batch, find, undo
from desktop.casework.office import open_office
from desktop.domain.listing import Criteria
from desktop.views import theme, undo_menu
from desktop.views.jobs import JobRunner
from desktop.views.main_window import MainWindow
from desktop.views.relay import ChangeRelay
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import focus, press, type_text
from tests.views.ears import Ear

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office


@pytest.fixture
def made(tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[[Office], MainWindow]]:
    relays: list[ChangeRelay] = []

    def build(office: Office) -> MainWindow:
        relays.append(ChangeRelay(office.store.announcer))
        layout = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)
        window = MainWindow(office, relays[-1], JobRunner(office), layout)
        qtbot.addWidget(window)
        window.pages.go("ledger")
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield build
    for relay in relays:
        relay.leave()
    theme.apply(theme.Appearance.LIGHT)


@pytest.fixture
def ids(office: Office) -> tuple[int, ...]:
    """Return two cases that were put into one category together."""
    ids = tuple(desks.registered(office, number).id for number in ("1", "2"))
    batch.classify(office, ids, "城建城管")
    return ids


def categories(office: Office) -> list[str]:
    return [row.category for row in find.page(office, Criteria(), 0, 9)]


def test_keys_take_an_act_back_and_do_it_again(
    made: Callable[[Office], MainWindow], office: Office, ids: tuple[int, ...]
) -> None:
    window = made(office)
    press("Ctrl+Z", window)
    assert categories(office) == [PAPER.category] * 2
    assert window.status.currentMessage().startswith("已撤销 ")
    assert "2件" in window.status.currentMessage()
    assert "撤销" in [line.verb for line in find.history(office, ids[0])]
    press("Ctrl+Y", window)
    assert categories(office) == ["城建城管"] * 2
    assert window.status.currentMessage().startswith("已重做 ")
    press("Ctrl+Z", window)
    assert categories(office) == [PAPER.category] * 2


@pytest.mark.usefixtures("ids")
def test_the_menu_names_the_act(made: Callable[[Office], MainWindow], office: Office) -> None:
    window = made(office)
    menu = window.undo_menu
    window.work_menu.aboutToShow.emit()
    assert menu.undo_action.text().startswith("撤销 ")
    assert "2件" in menu.undo_action.text()
    assert menu.undo_action.text().endswith("(&Z)")
    assert (menu.redo_action.text(), menu.redo_action.isEnabled()) == ("重做(&Y)", False)
    menu.undo_action.trigger()
    assert menu.redo_action.isEnabled()
    assert menu.redo_action.text().startswith("重做 ")


def test_nothing_to_undo_is_said_once_and_then_not_offered(
    made: Callable[[Office], MainWindow], office: Office, qtbot: QtBot
) -> None:
    window = made(office)
    press("Ctrl+Z", window)
    assert window.status.currentMessage().startswith("没有可以撤销的操作，没有改动")
    assert not window.undo_menu.undo_action.isEnabled()
    desks.registered(office)
    qtbot.waitUntil(window.undo_menu.undo_action.isEnabled)
    press("Ctrl+Z", window)
    assert find.count(office, Criteria()) == 0


def test_a_refusal_is_said_and_changes_nothing(made: Callable[[Office], MainWindow], office: Office) -> None:
    case = desks.answered(office, desks.registered(office))
    window = made(office)
    while window.undo_menu.undo_action.isEnabled():
        said = window.status.currentMessage()
        press("Ctrl+Z", window)
        if window.status.currentMessage() == said:
            break
    assert "不能撤销" in window.status.currentMessage()
    assert find.case(office, case.id).replies


def test_a_large_act_is_turned_round_elsewhere(
    made: Callable[[Office], MainWindow],
    office: Office,
    ids: tuple[int, ...],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(undo_menu, "MANY", len(ids) - 1)
    window = made(office)
    jobs, message = window.desk.jobs, window.status.currentMessage
    titles = Ear[str]()
    jobs.started.connect(titles.hear)
    with qtbot.waitSignal(jobs.ended):
        press("Ctrl+Z", window)
    qtbot.waitUntil(lambda: message().startswith("已撤销 "))
    assert titles[-1].startswith("正在撤销 ")
    assert categories(office) == [PAPER.category] * 2
    with qtbot.waitSignal(jobs.ended):
        press("Ctrl+Y", window)
    qtbot.waitUntil(lambda: message().startswith("已重做 "))
    assert categories(office) == ["城建城管"] * 2


def test_a_large_act_that_something_stands_on_is_refused(
    made: Callable[[Office], MainWindow],
    office: Office,
    ids: tuple[int, ...],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(undo_menu, "MANY", len(ids) - 1)
    step = undo.undoable(office)
    window = made(office)
    desks.handed_out(office, find.case(office, ids[0]))
    monkeypatch.setattr(undo, "undoable", lambda _office: step)
    press("Ctrl+Z", window)
    qtbot.waitUntil(lambda: "之后又有改动（交办）" in window.status.currentMessage())
    assert categories(office) == ["城建城管"] * 2


@pytest.mark.usefixtures("ids")
def test_text_fields_keep_ctrl_z(made: Callable[[Office], MainWindow], office: Office, qtbot: QtBot) -> None:
    window = made(office)
    before = categories(office)
    window.find()
    type_text("停车")
    press("Ctrl+Z")
    assert categories(office) == before
    note = QPlainTextEdit(window)
    note.show()
    note.setFocus()
    qtbot.waitUntil(note.hasFocus)
    type_text("甲")
    press("Ctrl+Z")
    assert focus() is note
    assert note.toPlainText() == ""
    assert categories(office) == before


def test_where_one_may_only_look_nothing_is_undone(
    made: Callable[[Office], MainWindow], office: Office, ids: tuple[int, ...]
) -> None:
    reader = open_office(office.directory, clock=desks.Clock(), officer="示例领导", read_only=True)
    window = made(reader)
    window.work_menu.aboutToShow.emit()
    press("Ctrl+Z", window)
    assert not window.undo_menu.undo_action.isEnabled()
    assert find.case(office, ids[0]).proposal.category == "城建城管"
    window.close()
    reader.close()


def test_what_would_be_refused_is_grey_with_its_reason_and_a_key_tells_it(
    made: Callable[[Office], MainWindow], office: Office
) -> None:
    desks.answered(office, desks.registered(office))
    window = made(office)
    menu, action = window.work_menu, window.undo_menu.undo_action
    menu.aboutToShow.emit()
    assert not action.isEnabled()
    assert action.toolTip().endswith("内容有误请另行更正。")
    assert menu.toolTipsVisible()
    menu.aboutToHide.emit()
    press("Ctrl+Z", window)
    assert window.status.currentMessage() == action.toolTip()
