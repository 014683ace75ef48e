"""The window: quick to stand, led by keys, dressed as its user likes it, found again where it was left."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSettings, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox

from desktop.casework import answer, keep, register
from desktop.casework.office import OFFICE_NAME, open_office
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.domain.procedure import Act
from desktop.domain.proposal import Filing
from desktop.views import page_stack, placement, theme
from desktop.views.help_window import HelpWindow
from desktop.views.jobs import JobRunner
from desktop.views.main_window import MainWindow
from desktop.views.menus import APPEARANCE
from desktop.views.navigation import PAGES
from desktop.views.page import Desk, PageFrame
from desktop.views.placement import FIRST_SIZE, GEOMETRY
from desktop.views.relay import ChangeRelay
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office

ROOT = Path(__file__).parent.parent.parent
HEAVY = (
    "asyncio", "click", "fontTools", "logging.config", "openpyxl", "pypdfium2", "pypinyin", "python_calamine",
    "reportlab", "sqlite_utils", "tomllib",
)  # fmt: skip
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Plain(PageFrame):
    """A page that shows nothing and remembers what was asked of it."""

    def __init__(self, desk: Desk, parent: object = None) -> None:
        super().__init__(desk, parent)  # type: ignore[arg-type]
        self.visits: list[object] = []
        self.refreshed = self.remembered = self.restored = 0

    def refresh(self) -> None:
        self.refreshed += 1

    def visit(self, target: object) -> None:
        self.visits.append(target)

    def remember(self) -> None:
        self.remembered += 1

    def restore_default_layout(self) -> None:
        self.restored += 1


@pytest.fixture
def layout(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put plain pages in the place of all but the 台账."""

    class Module:
        def __getattr__(self, _name: str) -> type[PageFrame]:
            return Plain

    real = page_stack.import_module
    monkeypatch.setattr(
        page_stack, "import_module", lambda name: real(name) if "ledger" in name else Module()
    )


@pytest.fixture
def made(office: Office, layout: QSettings, qtbot: QtBot, plain: None) -> Iterator[Callable[[], MainWindow]]:
    assert plain is None
    relays: list[ChangeRelay] = []

    def build() -> MainWindow:
        relays.append(ChangeRelay(office.store.announcer))
        window = MainWindow(office, relays[-1], JobRunner(office), layout)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield build
    for relay in relays:
        relay.leave()
    theme.apply(theme.Appearance.LIGHT)


@pytest.fixture
def window(made: Callable[[], MainWindow]) -> MainWindow:
    return made()


def page_of(window: MainWindow) -> Plain:
    page = window.pages.page
    assert isinstance(page, Plain)
    return page


def test_nothing_heavy_is_read_before_the_window_stands(tmp_path: Path) -> None:
    desks.new_office(tmp_path / "desk").close()
    code = f"""
import sys
from datetime import datetime
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop.casework.office import open_office
from desktop.views.jobs import JobRunner
from desktop.views.main_window import MainWindow
from desktop.views.relay import ChangeRelay
app = QApplication([])
office = open_office(Path({str(tmp_path / "desk")!r}), clock=datetime.now, officer="示例经办")
window = MainWindow(office, ChangeRelay(office.store.announcer), JobRunner(office))
window.pages.go("ledger")
window.show()

def look():
    assert window.pages.page.table.isVisible() or window.pages.page.empty.isVisible()
    print("seen", *(name for name in {HEAVY!r} if name in sys.modules))
    app.quit()

QTimer.singleShot(100, look)
app.exec()
office.close()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["seen"]


def test_the_title_names_office_and_program(window: MainWindow) -> None:
    assert window.windowTitle() == "示例区政府办公室 — 建议提案办理台"


def test_the_foot_names_officer_and_desk(window: MainWindow) -> None:
    words = " ".join(each.text() for each in window.status.findChildren(QLabel))
    assert "示例经办" in words
    assert "desk" in words
    assert "演示" not in words


def test_title_and_foot_follow_the_settings(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    keep.save_settings(office, {OFFICE_NAME: "示例区督查室", office.officer_key: "示例丁"})
    qtbot.waitUntil(lambda: window.windowTitle() == "示例区督查室 — 建议提案办理台")
    assert window.status.officer.text() == "经办：示例丁"
    assert office.note("登记").officer == "示例丁"


def test_every_page_has_its_keys(window: MainWindow, qtbot: QtBot) -> None:
    for place, entry in enumerate(PAGES, 1):
        qtbot.keyClick(window, Qt.Key(int(Qt.Key.Key_0) + place), ALT)
        assert window.pages.key == entry.key
        assert window.navigation.buttons[entry.key].isChecked()
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.pages.key == PAGES[-2].key
    qtbot.mouseClick(window.navigation.buttons["board"], Qt.MouseButton.LeftButton)
    assert window.pages.key == "board"


def test_there_is_no_way_back_from_the_first_page(window: MainWindow) -> None:
    window.pages.back()
    assert window.pages.key == PAGES[0].key


def test_a_page_is_made_once(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    board = page_of(window)
    assert board.refreshed == 1
    with qtbot.waitSignal(window.desk.relay.changed):
        desks.registered(office)
    assert board.refreshed == 1, "it names no topics"
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert board.refreshed == 2
    window.pages.go("print")
    assert window.pages.go("board") is board


def test_a_page_that_is_none_is_a_mistake(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_stack, "import_module", lambda _name: type("M", (), {"PrintPage": lambda *_: 1}))
    with pytest.raises(TypeError):
        window.pages.go("print")


def test_what_waits_is_counted_at_the_edge(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    badge = {key: window.navigation.buttons[key].findChildren(QLabel)[0] for key in ("board", "review")}
    case = desks.handed_out(office, desks.registered(office))
    case = desks.drafted(office, desks.met(office, case))
    answer.submit(office, case.id, 1)
    qtbot.waitUntil(lambda: badge["review"].text() == "1")
    assert badge["review"].isVisible()
    assert badge["board"].isHidden()
    assert window.navigation.buttons["review"].accessibleDescription() == "1件待审核"
    clock = office.clock
    assert isinstance(clock, desks.Clock)
    clock.turn(400)
    window.navigation.refresh()
    assert badge["board"].text() == "1"


def test_the_toolbar_offers_the_one_next_step(
    window: MainWindow, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[object, ...]] = []
    monkeypatch.setattr(window.acts, "start", lambda *act: started.append(act))
    case = desks.registered(office)
    button = window.toolbar.step_button
    assert button.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_Return, CTRL)
    window.pages.case_chosen.emit(case.id)
    qtbot.waitUntil(button.isVisible)
    assert button.accessibleName().endswith("确定主办、协办单位并交办")
    qtbot.keyClick(window, Qt.Key.Key_Return, CTRL)
    desks.handed_out(office, case)
    qtbot.waitUntil(lambda: "示例区教育局" in button.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [act[:2] for act in started] == [(Act.ASSIGN, case.id), (Act.CONSULT, case.id)]
    window.pages.go("print")
    qtbot.waitUntil(button.isHidden)


def test_a_page_with_the_next_step_on_it_shows_it_alone_and_fast_keys_reach_it(
    window: MainWindow, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[object, ...]] = []
    monkeypatch.setattr(window.acts, "start", lambda *act: started.append(act))
    monkeypatch.setattr(Plain, "OFFERS_STEP", True)
    case = desks.registered(office)
    window.pages.go("print")
    window.pages.case_chosen.emit(case.id)
    qtbot.keyClick(window, Qt.Key.Key_Return, CTRL)
    assert [act[:2] for act in started] == [(Act.ASSIGN, case.id)]
    assert window.toolbar.step_button.isHidden()
    window.toolbar.leave_step_to_page(False)
    assert window.toolbar.step_button.isVisible()


def test_a_draft_has_no_act_but_can_be_opened(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    case = register.proposal(office, replace(PAPER, filing=Filing.DRAFT))
    window.toolbar.show_case(case.id)
    qtbot.waitUntil(window.toolbar.step_button.isVisible)
    window.toolbar.start_next_step()
    assert window.pages.key == "case"
    assert page_of(window).visits == [case.id]


def test_a_case_that_went_is_told_not_offered(window: MainWindow, qtbot: QtBot) -> None:
    window.toolbar.show_case(4711)
    qtbot.waitUntil(lambda: window.status.currentMessage() != "")
    assert window.toolbar.step_button.isHidden()


def test_the_box_opens_a_number_and_looks_for_words(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    case = desks.registered(office, "12")
    qtbot.keyClick(window, Qt.Key.Key_G, CTRL)
    box = window.toolbar.box
    assert box.hasFocus()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.pages.key == "board"
    qtbot.keyClicks(box, "12")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (window.pages.key, page_of(window).visits) == ("case", [case.id])
    box.setText("站点")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.pages.key == "ledger"
    assert window.pages.page is not None
    assert getattr(window.pages.page, "criteria", None) == Criteria(text="站点")


def test_ctrl_f_goes_to_the_box_of_the_page(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    assert window.toolbar.box.hasFocus()
    window.pages.go("ledger")
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    assert not window.toolbar.box.hasFocus()
    assert QGuiApplication.focusObject() is window.pages.page.filter.text  # type: ignore[union-attr]


def test_the_counts_and_verbs_of_the_open_page_are_shown(window: MainWindow, office: Office) -> None:
    desks.registered(office)
    window.pages.go("ledger")
    assert window.status.summary.text().startswith("共 1 件")
    words = [action.text() for action in window.work_menu.actions()]
    assert any(each.startswith("导出台账") for each in words)
    window.pages.go("board")
    assert window.status.summary.text() == ""
    assert not any(action.text().startswith("导出台账") for action in window.work_menu.actions())


def test_a_failed_job_is_told(window: MainWindow, qtbot: QtBot) -> None:
    def refuse(*_given: object) -> None:
        raise OfficeError("文件正被占用，没有导出；请关闭后再试。")

    window.desk.jobs.run("正在导出", refuse, lambda _result: None)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    assert "文件正被占用" in window.findChildren(QMessageBox)[0].text()


def test_help_lists_every_key(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    dialog = next(each for each in window.findChildren(QDialog) if each.windowTitle() == "快捷键")
    words = {each.text() for each in dialog.findChildren(QLabel)}
    assert {"登记新件", "Ctrl+N", "台账", "Alt+2", "刷新", "F5"} <= {word.rstrip("…") for word in words}
    dialog.close()
    about = next(each for each in window.menuBar().actions()[-1].menu().actions() if "关于" in each.text())
    about.trigger()
    assert "建议提案办理台" in window.findChildren(QMessageBox)[0].text()


def test_f1_shows_the_help_of_the_page_that_is_open(window: MainWindow, qtbot: QtBot) -> None:
    window.pages.go("ledger")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    (shown,) = window.findChildren(HelpWindow)
    assert shown.contents.currentItem().text() == "台账"


def test_the_appearance_is_chosen_and_remembered(window: MainWindow, layout: QSettings) -> None:
    choices = {action.text(): action for action in window.appearance_menu.actions()}
    choices["深色"].trigger()
    assert theme.tokens_of(window) is theme.DARK
    assert layout.value(APPEARANCE) == "dark"
    choices["浅色"].trigger()
    assert theme.tokens_of(window) is theme.LIGHT
    layout.setValue(APPEARANCE, "没有的")
    assert window.appearance_menu.appearance is theme.Appearance.SYSTEM


def test_the_window_is_found_where_it_was_left(made: Callable[[], MainWindow], layout: QSettings) -> None:
    first = made()
    first.setGeometry(30, 40, 700, 500)
    first.pages.go("print")
    page = page_of(first)
    first.close()
    assert page.remembered == 1
    second = made()
    assert (second.size(), second.pos()) == (QSize(700, 500), first.pos())
    assert second.pages.key == "print"
    layout.remove(GEOMETRY)
    layout.setValue("window/page", "没有的")
    third = made()
    assert third.pages.key == PAGES[0].key
    assert third.size() == FIRST_SIZE.boundedTo(QGuiApplication.primaryScreen().availableSize())


def test_a_window_beyond_every_screen_comes_back(made: Callable[[], MainWindow]) -> None:
    first = made()
    first.move(QPoint(9000, 9000))
    first.close()
    second = made()
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.intersected(second.frameGeometry()).width() > 100
    second.move(QPoint(-9000, 50))
    placement.bring_back(second)
    assert second.pos() == screen.topLeft()


def test_full_screen_and_default_layout(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()
    next(each for each in window.view_menu.actions() if "恢复默认布局" in each.text()).trigger()
    assert page_of(window).restored == 1


def test_a_user_has_a_layout_of_his_own(office: Office, qtbot: QtBot, plain: None) -> None:
    assert plain is None
    relay = ChangeRelay(office.store.announcer)
    window = MainWindow(office, relay, JobRunner(office))
    qtbot.addWidget(window)
    assert window.desk.memory.fileName().endswith("handling-desk/layout.ini")
    relay.leave()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_new_papers_and_lists_are_taken_in_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    for key, name in ((Qt.Key.Key_N, "RegisterDialog"), (Qt.Key.Key_I, "ImportDialog")):
        qtbot.keyClick(window, key, CTRL)
        dialog = next(each for each in window.findChildren(QDialog) if type(each).__name__ == name)
        assert dialog.isVisible()
        dialog.done(0)


def test_a_desk_only_looked_at_offers_no_writing(tmp_path: Path, layout: QSettings, qtbot: QtBot) -> None:
    office = desks.new_office(tmp_path / "other")
    case = desks.registered(office)
    office.close()
    seen = open_office(tmp_path / "other", clock=desks.Clock(), officer="示例经办", read_only=True)
    relay = ChangeRelay(seen.store.announcer)
    window = MainWindow(seen, relay, JobRunner(seen), layout)
    qtbot.addWidget(window)
    window.show()
    assert "只读" in {each.text() for each in window.status.findChildren(QLabel)}
    assert "只读" in window.status.currentMessage()
    assert not window.status.summary.isVisible()
    assert not window.toolbar.register_button.isEnabled()
    window.toolbar.show_case(case.id)
    qtbot.waitUntil(window.toolbar.step_button.isVisible)
    assert not window.toolbar.step_button.isEnabled()
    relay.leave()
    seen.close()
