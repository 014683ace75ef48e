"""After a query: words marked in the list and in the case, the words around a hit, F3 from case to case."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.casework import answer, consult
from desktop.domain.assignment import CoOpinion, Role
from desktop.domain.consultation import Consultation
from desktop.domain.listing import Criteria
from desktop.views import theme
from desktop.views.case_hits import BASIC, MEETINGS, REPLIES, TASKS, first_hit_tab
from desktop.views.case_page import CasePage
from desktop.views.case_view import look
from desktop.views.highlight import mark_words
from desktop.views.jobs import JobRunner
from desktop.views.ledger_page import LedgerPage
from desktop.views.main_window import MainWindow
from desktop.views.relay import ChangeRelay
from desktop.views.search_trail import SearchTrail
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import press, type_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office

PAPERS = (
    ("12", "关于加装电梯的建议", "旧楼没有电梯，老人出行不便。"),
    ("13", "关于公交的建议", "候车亭旁请装电梯。"),
    ("14", "关于道路的建议", "路面破损。"),
)


@pytest.fixture
def window(office: Office, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    theme.apply(theme.Appearance.LIGHT)
    for number, title, body in PAPERS:
        desks.registered(office, number, replace(PAPER, title=title, body=body))
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
def ledger(window: MainWindow) -> LedgerPage:
    page = window.pages.go("ledger")
    assert isinstance(page, LedgerPage)
    return page


def has_ink(picture: QImage, colour: str) -> bool:
    """Whether a colour is seen anywhere on a picture."""
    wanted = QColor(colour).rgb()
    return any(
        picture.pixel(x, y) == wanted for x in range(picture.width()) for y in range(0, picture.height(), 2)
    )


def test_the_words_are_marked_in_the_list_and_shown_below_it(ledger: LedgerPage, qtbot: QtBot) -> None:
    hit = theme.LIGHT.hit
    assert not has_ink(ledger.table.grab().toImage(), hit)
    ledger.focus_search()
    type_text("电梯")
    qtbot.waitUntil(lambda: ledger.rows.rowCount() == 2)
    assert has_ink(ledger.table.grab().toImage(), hit)
    ledger.table.select_place(1)
    assert ledger.hits.line.text == "命中 正文：候车亭旁请装电梯。"
    assert has_ink(ledger.hits.line.grab().toImage(), hit)
    ledger.table.select_place(0)
    assert ledger.hits.line.text.startswith("命中 案由：")
    ledger.visit(Criteria())
    assert ledger.hits.line.text == ""
    assert not has_ink(ledger.table.grab().toImage(), hit)


def test_only_the_columns_a_word_is_looked_for_in_are_marked(ledger: LedgerPage) -> None:
    titles = [column.title for column in ledger.rows.columns]
    ledger.visit(Criteria(text="案由:电梯 环节:待交办 -道路"))
    assert {titles[place]: words for place, words in ledger.rows.sought.items()} == {"案由": ("电梯",)}
    ledger.visit(Criteria(text="环节:待交办"))
    assert ledger.rows.sought == {}
    ledger.table.select_place(0)
    assert ledger.hits.line.text == ""
    ledger.hits.line.grab()


def test_how_a_query_is_read_is_told_quietly(ledger: LedgerPage, window: MainWindow) -> None:
    ledger.visit(Criteria(text="局长:电梯"))
    assert window.status.currentMessage() == "没有“局长”这一栏，按文字查找“局长”和“电梯”。"


def test_f3_goes_from_hit_to_hit_and_around(ledger: LedgerPage, window: MainWindow) -> None:
    press("F3", ledger.table)
    assert "先在“查找”框中输入词语" in window.status.currentMessage()
    ledger.visit(Criteria(text="电梯"))
    ledger.table.select_place(0)
    for expected in (1, 0):
        press("F3", ledger)
        assert ledger.table.currentIndex().row() == expected
    press("Shift+F3", ledger)
    assert ledger.table.currentIndex().row() == 1
    ledger.visit(Criteria(text="没有的词"))
    press("F3", ledger)
    assert ledger.rows.rowCount() == 0


def test_a_case_opened_from_a_hit_shows_the_words_and_f3_goes_on(
    ledger: LedgerPage, window: MainWindow
) -> None:
    ledger.visit(Criteria(text="电梯"))
    ledger.table.select_place(0)
    ledger.open_current()
    page = window.pages.page
    assert isinstance(page, CasePage)
    assert page.case_id == 1
    assert has_ink(page.header.title.grab().toImage(), theme.LIGHT.hit)
    marked = [each for each in page.findChildren(QLabel) if each.textFormat() is Qt.TextFormat.RichText]
    assert ["电梯</span>，老人" in each.text() for each in marked] == [True]
    press("F3", page)
    assert page.case_id == 2
    press("F3", page)
    assert page.case_id == 1
    press("Shift+F3", page)
    assert page.case_id == 2


def test_a_case_opened_otherwise_shows_no_marks(ledger: LedgerPage, window: MainWindow) -> None:
    ledger.table.select_place(0)
    ledger.open_current()
    page = window.pages.page
    assert isinstance(page, CasePage)
    assert all(each.textFormat() is not Qt.TextFormat.RichText for each in page.findChildren(QLabel))
    press("F3", page)
    assert page.case_id == 1


def test_the_tab_with_the_word_is_opened(office: Office) -> None:
    case = desks.registered(office, paper=replace(PAPER, remark="丁备注"))
    tasks = (desks.draft(1, Role.LEAD, task="甲任务"), desks.draft(2, Role.CO))
    case = desks.handed_out(office, case, *tasks)
    contacts = office.scheme_of(case).contacts
    meeting = Consultation(contacts.stages[0].key, office.today, contacts.modes[0], demand="乙诉求")
    case = consult.record(office, case.id, meeting)
    case = consult.take_co_opinion(office, case.id, 2, CoOpinion(office.today, "戊意见"))
    case = answer.save_draft(office, case.id, 1, answer.ReplyDraft(text="丙答复"))

    def tab(text: str) -> int:
        return first_hit_tab(look(office, case.id, text))

    found = {text: tab(text) for text in ("公交站", "丁备注", "示例乙", "没有的词")}
    assert set(found.values()) == {BASIC}, found
    assert {tab(text) for text in ("甲任务", "财政局", "示例承办", "戊意见")} == {TASKS}
    assert tab("乙诉求") == MEETINGS
    assert tab("丙答复") == REPLIES


def test_words_are_marked_in_running_text_and_nothing_else(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    texts = ("a<b> 電 梯 & x", "电梯", "没有")
    labels = [QLabel(text) for text in texts]
    for label in labels:
        label.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(label)
    labels[0].setWordWrap(True)
    labels[2].setWordWrap(True)
    assert mark_words(host, ("电梯",)) is labels[0]
    assert "電 梯</span> &amp; x" in labels[0].text()
    assert "a&lt;b&gt; <span" in labels[0].text()
    assert [each.textFormat() for each in labels[1:]] == [Qt.TextFormat.PlainText] * 2
    assert mark_words(host, ("没",)) is labels[2]


def test_a_trail_goes_around_and_forgets() -> None:
    trail = SearchTrail()
    assert trail.step(1) is None
    ids = (7, 8, None)
    trail.follow("电梯", 3, ids.__getitem__, 1)
    assert (trail.text_for(8), trail.text_for(7)) == ("电梯", "")
    assert trail.words == "“电梯” 第 2 件，共 3 件"
    assert [trail.step(1), trail.step(1), trail.step(-1)] == [None, 7, None]
    assert trail.text_for(7) == "电梯"
    trail.leave()
    assert (trail.step(1), trail.text_for(8)) == (None, "")
