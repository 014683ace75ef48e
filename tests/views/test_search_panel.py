"""查找一切 by keys: cases while somebody types, the last question only, commands, and the way to the 台账."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desktop.casework import search
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.views.commands import commands_of, matching
from desktop.views.jobs import JobRunner
from desktop.views.main_window import MainWindow
from desktop.views.relay import ChangeRelay
from desktop.views.search_asker import LIMIT, Answer, Found, SearchAsker, answer
from desktop.views.search_list import EntryModel, second_line
from desktop.views.search_panel import SearchPanel
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import press, type_text
from tests.views.ears import Ear

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office

TITLES = ("关于加装电梯的建议", "关于增设公交站的建议", "关于老旧小区停车的建议")


@pytest.fixture
def window(office: Office, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    for number, title in enumerate(TITLES, 12):
        desks.registered(office, str(number), replace(PAPER, title=title, body="老旧小区没有电梯。"))
    relay = ChangeRelay(office.store.announcer)
    layout = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)
    made = MainWindow(office, relay, JobRunner(office), layout)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    relay.leave()


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> SearchPanel:
    press("Ctrl+K", window)
    found = window.findChild(SearchPanel)
    assert found is not None
    qtbot.waitUntil(lambda: QApplication.focusWidget() is found.box)
    return found


def ask(panel: SearchPanel, text: str, qtbot: QtBot) -> list[str]:
    """Type a text, wait for its answer, and return the numbers of the cases shown."""
    panel.box.clear()
    with qtbot.waitSignal(panel.asker.answered, timeout=5000):
        type_text(text)
    return [each.hit.row.item_no for each in panel.list.rows.entries if isinstance(each, Found)]


def words(panel: SearchPanel) -> list[str]:
    rows = panel.list.rows
    return [rows.data(rows.index(place)) for place in range(rows.rowCount())]


def test_cases_are_found_while_somebody_types_and_enter_opens_one(
    window: MainWindow, panel: SearchPanel, qtbot: QtBot
) -> None:
    assert ask(panel, "电梯", qtbot) == ["14", "13", "12"]
    assert words(panel)[0] == "办件（3 件）"
    assert words(panel)[1].startswith("14，关于老旧小区停车的建议，正文，老旧小区没有电梯。")
    assert second_line(panel.list.rows.entries[3])[0] == ""  # type: ignore[arg-type]
    press("Down")
    press("Down")
    press("Return")
    assert window.pages.key == "case"
    assert window.pages.page.case_id == 1  # type: ignore[union-attr]
    assert not panel.isVisible()


def test_keys_go_around_the_ends_and_escape_closes(panel: SearchPanel, qtbot: QtBot) -> None:
    ask(panel, "电梯", qtbot)
    press("Up")
    last = panel.list.chosen
    press("Down")
    press("Down")
    press("Up")
    assert last is not panel.list.chosen
    assert isinstance(panel.list.chosen, Found)
    assert panel.list.chosen.hit.row.item_no == "14"
    press("Escape")
    assert not panel.isVisible()


def test_ctrl_enter_shows_all_in_the_ledger(window: MainWindow, panel: SearchPanel, qtbot: QtBot) -> None:
    press("Ctrl+Return")
    assert panel.isVisible()
    ask(panel, "小区", qtbot)
    press("Ctrl+Return")
    assert window.pages.key == "ledger"
    assert window.pages.page.criteria == Criteria(text="小区")  # type: ignore[union-attr]


def test_a_number_comes_first_and_opens_at_once(
    window: MainWindow, office: Office, panel: SearchPanel, qtbot: QtBot
) -> None:
    desks.registered(office, "20", replace(PAPER, title="第12号路口的建议"))
    assert ask(panel, "12", qtbot) == ["12", "20"]
    panel.box.clear()
    type_text("13")
    press("Return")
    assert window.pages.page.case_id == 2  # type: ignore[union-attr]


def test_enter_faster_than_the_answer_asks_at_once(panel: SearchPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.asker.answered):
        type_text("电梯")
        press("Return")
    assert panel.isVisible()
    assert len(panel.list.rows.entries) > 3


def test_how_a_text_is_read_is_told_quietly(panel: SearchPanel, qtbot: QtBot) -> None:
    assert ask(panel, "局长:电梯", qtbot) == []
    told = panel.quiet.text()
    assert told.startswith("没有“局长”这一栏，按文字查找“局长”和“电梯”；没有找到")
    ask(panel, "逾期:也许", qtbot)
    assert panel.quiet.text().startswith("“逾期:”后面只认“是”或“否”")


def test_commands_are_found_by_words_and_initials(
    window: MainWindow, panel: SearchPanel, qtbot: QtBot
) -> None:
    everything = words(panel)
    assert everything[0] == "命令"
    assert {"登记新件　Ctrl+N", "导入名单　Ctrl+I", "台账　Alt+2"} <= set(everything)
    type_text(">djxj")
    qtbot.waitUntil(lambda: words(panel) == ["命令", "登记新件　Ctrl+N"])
    panel.box.clear()
    type_text("＞台账")
    qtbot.waitUntil(lambda: words(panel)[:2] == ["命令", "台账　Alt+2"])
    press("Return")
    assert window.pages.key == "ledger"
    assert not panel.isVisible()


def test_few_cases_leave_room_for_commands(panel: SearchPanel, qtbot: QtBot) -> None:
    assert ask(panel, "导入", qtbot) == []
    assert words(panel) == ["命令", "导入名单　Ctrl+I"]
    assert "没有找到办件" in panel.quiet.text()
    panel.box.clear()
    qtbot.waitUntil(lambda: len(words(panel)) > 10)


def test_what_cannot_be_done_now_is_no_command(window: MainWindow) -> None:
    window.undo_menu.undo_action.setEnabled(False)
    named = commands_of(window)
    assert [each.menu for each in named if each.words == "浅色"] == ["查看 › 外观"]
    assert matching(named, "没有这个命令") == ()
    assert matching(named, "qp")[0].words == "全屏"
    assert matching(named, "屏")[0].words == "全屏"


def test_a_word_being_composed_asks_nothing_and_enter_opens_nothing(panel: SearchPanel, qtbot: QtBot) -> None:
    event = QInputMethodEvent("dianti", [])
    QApplication.sendEvent(panel.box, event)
    with qtbot.assertNotEmitted(panel.asker.answered, wait=400):
        press("Return")
    assert panel.isVisible()


@pytest.mark.usefixtures("panel")
def test_looking_elsewhere_closes_the_panel(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: window.findChild(SearchPanel) is None)


def test_a_click_opens_a_case(window: MainWindow, panel: SearchPanel, qtbot: QtBot) -> None:
    ask(panel, "公交", qtbot)
    place = panel.list.visualRect(panel.list.rows.index(1)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.pages.page.case_id == 2  # type: ignore[union-attr]


def test_it_paints_in_both_appearances(panel: SearchPanel, qtbot: QtBot) -> None:
    from desktop.views import theme

    ask(panel, "公交", qtbot)
    light = panel.list.grab().toImage()
    theme.apply(theme.Appearance.DARK)
    dark = panel.list.grab().toImage()
    theme.apply(theme.Appearance.LIGHT)
    assert light != dark


def test_the_model_of_entries_is_sound(panel: SearchPanel, qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    ask(panel, "电梯", qtbot)
    qtmodeltester.check(panel.list.rows)
    model = EntryModel(panel)
    model.show_entries(("命令",))
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    panel.list.show_entries(("命令",))
    assert panel.list.chosen is None
    press("Return")
    assert panel.isVisible()


def test_the_panel_stays_over_its_window_and_goes_with_it(
    window: MainWindow, panel: SearchPanel, qtbot: QtBot
) -> None:
    height = panel.height()
    window.resize(1366, 660)
    qtbot.waitUntil(lambda: panel.height() < height)
    type_text("电梯")
    press("Return")
    window.close()
    assert not panel.isVisible()
    assert panel.asker._thread is None


# --- the asker -------------------------------------------------------------------------------------------


@pytest.fixture
def asker(window: MainWindow, office: Office) -> Iterator[SearchAsker]:
    made = SearchAsker(office, window)
    yield made
    made.stop()


def test_only_the_last_question_is_answered_and_the_one_before_interrupted(
    asker: SearchAsker, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    begun, stopped = Event(), Event()
    real, stop = search.search, search.stop

    def slow(office: Office, text: str, limit: int) -> object:
        if text == "slow":
            begun.set()
            assert stopped.wait(5)
        return real(office, text, limit)

    def stopping(office: Office) -> None:
        stop(office)
        stopped.set()

    monkeypatch.setattr(search, "search", slow)
    monkeypatch.setattr(search, "stop", stopping)
    heard: Ear[Answer] = Ear()
    asker.answered.connect(heard.hear)
    asker.ask("slow")
    assert begun.wait(5)
    asker.ask("电梯")
    qtbot.waitUntil(lambda: bool(heard))
    assert [each.text for each in heard] == ["电梯"]


def test_a_question_that_takes_forever_is_really_interrupted(
    asker: SearchAsker, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    begun = Event()
    real = search.search

    def endless(office: Office, text: str, limit: int) -> object:
        if text == "endless":
            begun.set()
            office.store._work.all(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
            )
        return real(office, text, limit)

    monkeypatch.setattr(search, "search", endless)
    asker.ask("endless")
    assert begun.wait(5)
    with qtbot.waitSignal(asker.answered, timeout=5000) as told:
        qtbot.wait(50)  # the statement runs by now
        asker.ask("电梯")
    assert told.args is not None
    assert told.args[0].text == "电梯"


def test_a_refusal_is_an_answer(asker: SearchAsker, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    def refusing(*_args: object) -> object:
        raise OfficeError("数据文件已损坏")

    monkeypatch.setattr(search, "search", refusing)
    with qtbot.waitSignal(asker.answered) as told:
        asker.ask("电梯")
    assert told.args == [Answer("电梯", refusal="数据文件已损坏")]


def test_a_desk_that_cannot_be_opened_is_told(
    asker: SearchAsker, office: Office, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def gone(_office: Office) -> Office:
        raise OfficeError("找不到数据文件")

    with monkeypatch.context() as patch, qtbot.waitSignal(asker.answered) as told:
        patch.setattr(type(office), "worker", gone)
        asker.ask("电梯")
    assert told.args is not None
    assert told.args[0].refusal == "找不到数据文件"
    with qtbot.waitSignal(asker.answered):
        asker.ask("电梯")


def test_more_than_the_list_holds_says_so(panel: SearchPanel, office: Office, qtbot: QtBot) -> None:
    for number in range(100, 100 + LIMIT):
        desks.registered(office, str(number), replace(PAPER, title="关于电梯的建议"))
    assert len(ask(panel, "电梯", qtbot)) == LIMIT
    assert words(panel)[0] == "办件（最新 50 件，更多按 Ctrl+回车）"


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.characters().map(lambda char: char * 5000))
def test_p24_no_text_is_an_error(office: Office, text: str) -> None:
    assert answer(office, text).refusal == ""
