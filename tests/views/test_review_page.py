"""答复审签: three queues, the reply with its way, and the act that comes next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.casework import answer, find, register, review
from desktop.domain.procedure import Act
from desktop.domain.reply import Reply, ReplyState, ReviewStep, Verdict
from desktop.views.letter_preview import LetterPreview
from desktop.views.process import Mark
from desktop.views.review_page import ReviewPage
from desktop.views.review_pane import way_of_reply
from tests import desks
from tests.samples import SCHEME

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]
SMALL = 1024 - 168  # a page beside the navigation on the smallest screen
STEPS = SCHEME.routes[0].steps


def opened(seat: Seat, qtbot: QtBot) -> ReviewPage:
    page = ReviewPage(seat[0])
    qtbot.addWidget(page)
    page.resize(1198, 644)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def drafted(office: Office, number: str) -> Case:
    return desks.drafted(
        office, desks.met(office, desks.handed_out(office, desks.registered(office, number)))
    )


def in_review(office: Office, number: str) -> Case:
    return answer.submit(office, drafted(office, number).id, 1)


@pytest.fixture
def queue(office: Office) -> None:
    """Put one reply into each queue: 1 drafted, 2 in review, 3 signed."""
    drafted(office, "1")
    in_review(office, "2")
    desks.signed(office, drafted(office, "3"))


@pytest.mark.usefixtures("queue")
def test_the_queues_say_how_many_wait_and_show_who(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    assert [page.queues.tabText(place) for place in range(3)] == ["待送审 1", "审核中 1", "待印发 1"]
    assert page.table.rows.text_at(0, 0) == "建议2"
    page.queues.setFocus()
    QTest.keyClick(page.queues, Qt.Key.Key_Right)
    assert page.table.rows.text_at(0, 0) == "建议3"


@pytest.mark.usefixtures("queue")
def test_the_chosen_reply_is_shown_with_its_way(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    pane = page.pane
    assert pane.text.toPlainText() == desks.TEXT
    assert pane.text.isReadOnly()
    assert "第2号建议" in pane.facts.text()
    assert "已解决或基本解决" in pane.facts.text()
    assert "送审于 2026-03-02" in pane.waiting.text()
    marks = [each.mark for each in pane.route.stations]
    assert marks[:2] == [Mark.DONE, Mark.CURRENT]
    assert set(marks[2:]) == {Mark.AHEAD}


@pytest.mark.usefixtures("queue")
def test_the_button_starts_what_comes_next(seat: Seat, qtbot: QtBot, office: Office) -> None:
    _, heard = seat
    page = opened(seat, qtbot)
    for place in range(3):
        page.queues.setCurrentIndex(place)
        page.pane.act.setFocus()
        QTest.keyClick(page.pane.act, Qt.Key.Key_Space)
    cases = [find.by_number(office, number)[0].id for number in "123"]
    acts = (Act.SUBMIT, Act.REVIEW, Act.ISSUE)
    assert heard.started == [(act, case, 1) for act, case in zip(acts, cases, strict=True)]
    page.pane.open.click()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert heard.opened == [cases[2], cases[2]]


@pytest.mark.usefixtures("queue")
def test_the_button_names_the_step_that_decides_now(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat, qtbot)
    case = find.by_number(office, "2")[0]
    while (now := review.step(office, case, 1)) is not None:
        page.refresh()
        page.table.select_place(0)
        page.pane.show_case(case.id)
        assert page.pane.act.text() == f"{now.label}(&E)…"
        case = review.approve(office, case.id, 1, review.Decision("示例领导", checks=now.checks))
    page.pane.show_case(case.id)
    assert page.pane.act.accessibleName() == "编号印发"


def test_an_empty_queue_says_so_once(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    assert page.empty.isVisible()
    assert not page.hint.isVisible()


@pytest.mark.usefixtures("queue")
def test_it_fits_a_small_screen_and_leaves_room_for_the_title(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    assert page.minimumSizeHint().width() <= SMALL
    assert not page.table.isColumnHidden(2)
    page.resize(SMALL, 580)
    assert page.table.isColumnHidden(2)
    assert page.table.columnWidth(1) > page.table.columnWidth(3)


def test_opinions_given_so_far_are_read(seat: Seat, qtbot: QtBot, office: Office) -> None:
    case = in_review(office, "1")
    first = review.step(office, case, 1)
    assert first is not None
    review.approve(office, case.id, 1, review.Decision("示例科长", "数据属实", first.checks))
    clock = office.clock
    assert isinstance(clock, desks.Clock)
    clock.turn(4)
    page = opened(seat, qtbot)
    assert page.pane.opinion.text() == "03-02 科室核稿 示例科长 同意：“数据属实”"
    assert page.pane.waiting.text() == "审核同意于 2026-03-02（周一），已等4天"


def test_a_reply_sent_back_is_to_be_mended(seat: Seat, qtbot: QtBot, office: Office) -> None:
    case = in_review(office, "1")
    review.send_back(office, case.id, 1, review.Decision("示例科长", "请补依据"))
    _, heard = seat
    page = opened(seat, qtbot)
    page.queues.setCurrentIndex(0)
    assert page.pane.route.stations[0].label == "退回修改"
    assert "请补依据" in page.pane.opinion.text()
    page.pane.act.click()
    assert heard.started == [(Act.DRAFT, case.id, 1)]
    assert page.pane.act.accessibleName() == "修改答复稿"


def test_a_reason_stands_below_the_text(seat: Seat, qtbot: QtBot, office: Office) -> None:
    case = desks.met(office, desks.handed_out(office, desks.registered(office, "1")))
    desks.drafted(office, case, result_class="D", reason="不属本级事权")
    page = opened(seat, qtbot)
    page.queues.setCurrentIndex(0)
    assert page.pane.reason.text() == "理由：不属本级事权"
    assert page.pane.reason.isVisible()


@pytest.mark.usefixtures("queue")
def test_after_an_act_the_queue_is_renewed_by_itself(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat, qtbot)
    chosen: list[int | None] = []
    page.case_chosen.connect(chosen.append)
    case = find.by_number(office, "2")[0]
    while (now := review.step(office, case, 1)) is not None:
        case = review.approve(office, case.id, 1, review.Decision("示例", checks=now.checks))
    qtbot.waitUntil(lambda: page.queues.tabText(2) == "待印发 2")
    assert page.empty.isVisible()
    assert not page.pane.isVisible()
    assert chosen[-1] is None


def test_an_empty_queue_says_what_comes_there(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    assert page.empty.isVisible()
    page.pane._start()
    page.pane._preview()
    page.pane._open()
    assert seat[1].started == []


@pytest.mark.usefixtures("queue")
def test_the_letter_can_be_looked_at(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat, qtbot)
    page.pane.preview.click()
    preview = page.findChildren(LetterPreview)[-1]
    qtbot.waitUntil(lambda: preview.is_ready, timeout=10_000)
    preview.reject()


def test_a_case_with_nothing_to_answer_shows_its_last_reply(seat: Seat, qtbot: QtBot, office: Office) -> None:
    case = desks.answered(office, desks.registered(office, "1"))
    page = opened(seat, qtbot)
    page.pane.show_case(case.id)
    assert page.pane.text.toPlainText() == desks.TEXT
    assert not page.pane.preview.isEnabled()
    register.discard(office, case.id)


@pytest.mark.parametrize(
    ("state", "approved", "marks"),
    [
        (ReplyState.DRAFT, 0, "caaa"),
        (ReplyState.IN_REVIEW, 0, "dcaa"),
        (ReplyState.IN_REVIEW, 1, "ddca"),
        (ReplyState.SIGNED, 2, "dddc"),
        (ReplyState.ISSUED, 2, "dddd"),
        (ReplyState.SENT_BACK, 0, "caaa"),
    ],
)
def test_the_way_of_a_reply(state: ReplyState, approved: int, marks: str) -> None:
    taken = tuple(
        ReviewStep(step.key, step.label, "示例", desks.FIRST_DAY, Verdict.APPROVED)
        for step in STEPS[:approved]
    )
    reply = replace(Reply(1, "示例局"), state=state, steps=taken)
    assert "".join(each.mark.value[0] for each in way_of_reply(STEPS, reply)) == marks
    assert way_of_reply(STEPS, None)[0].mark is Mark.CURRENT
