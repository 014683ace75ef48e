"""The tab 督办协调 of 办件: what was done to move a case on, each decision by keys, each taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.casework import coordinate, find, supervise, undo
from desktop.casework.office import open_office
from desktop.casework.supervise import Pressing
from desktop.domain.coordination import (
    Coordination,
    CoordinationKind,
    CoordinationLevel,
    Counterpart,
    Difficulty,
)
from desktop.domain.supervision import SupervisionLevel
from desktop.views.case_page import CasePage
from desktop.views.case_tabs_press import PressTab
from desktop.views.case_view import look
from desktop.views.check_dialog import CheckDialog
from desktop.views.contact_dialog import ContactDialog
from desktop.views.coordination_dialog import AnswerDialog, CoordinationDialog
from desktop.views.letter_preview import LetterPreview
from desktop.views.press_acts import PressActs
from desktop.views.press_dialog import PressDialog
from desktop.views.tags_dialog import DifficultyDialog, LinksDialog, OwnerDialog
from tests import desks
from tests.views.case_desk import desk_of, fill, focus, press, shown, type_text, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog, QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down


@pytest.fixture
def case(office: Office) -> Case:
    """Return a case just handed out to unit 1."""
    return desks.handed_out(office, desks.registered(office))


@pytest.fixture
def acts(seat: tuple[Desk, Heard], host: QWidget) -> PressActs:
    return PressActs(seat[0], host)


def up(dialog: QDialog | None, qtbot: QtBot) -> QDialog:
    assert dialog is not None
    shown(dialog, qtbot)
    return dialog


def tab_of(office: Office, case: Case, acts: PressActs, qtbot: QtBot) -> PressTab:
    tab = PressTab(acts)
    qtbot.addWidget(tab)
    tab.resize(1100, 600)
    tab.show_view(look(office, case.id))
    tab.show()
    return tab


def test_a_meeting_settles_a_principle_and_a_direction(
    case: Case, office: Office, acts: PressActs, qtbot: QtBot, seat: tuple[Desk, Heard]
) -> None:
    dialog = up(acts.coordinate(case.id), qtbot)
    assert isinstance(dialog, CoordinationDialog)
    assert focus() is dialog.kind
    assert not dialog.addressee.isEnabled()
    fill("P", "区政府会议室")
    fill("H", "示例区教育局、示例区财政局")
    fill("M", "站点用地")
    fill("R", "量力而行")
    fill("N", "分步实施")
    assert dialog.would_lose()
    press("Ctrl+Return")
    (held,) = find.case(office, case.id).coordinations
    assert held == Coordination(
        CoordinationKind.GROUP_REVIEW,
        office.today,
        CoordinationLevel.OFFICE,
        ("示例区教育局", "示例区财政局"),
        "站点用地",
        "量力而行",
        "分步实施",
        place="区政府会议室",
    )
    assert seat[1].said[-1] == "已登记集体会诊"
    told = words_of(tab_of(office, case, acts, qtbot))
    for word in ("集体会诊", "督查局（室）协调", "量力而行", "分步实施", "区政府会议室"):
        assert word in told
    undo.undo(office)
    assert find.case(office, case.id).coordinations == ()


@pytest.mark.parametrize("kind", list(CoordinationKind))
def test_each_form_of_coordination_has_its_usual_level(
    kind: CoordinationKind, case: Case, office: Office, acts: PressActs, qtbot: QtBot
) -> None:
    dialog = up(acts.coordinate(case.id, kind), qtbot)
    assert isinstance(dialog, CoordinationDialog)
    fill("M", "请示事项")
    if kind.awaits_answer:
        press("Ctrl+Return")
        assert dialog.form.problem_of("addressee") == "没有写明向谁提出"
        fill("T", "示例市交通运输局")
    press("Ctrl+Return")
    (held,) = find.case(office, case.id).coordinations
    assert (held.kind, held.is_open) == (kind, kind.awaits_answer)
    levels = {CoordinationKind.RESEARCH: CoordinationLevel.UNIT} | dict.fromkeys(
        (CoordinationKind.GROUP_REVIEW, CoordinationKind.JOINT_MEETING), CoordinationLevel.OFFICE
    )
    assert held.level is levels.get(kind, CoordinationLevel.GOVERNMENT)


def test_what_was_asked_above_is_answered(case: Case, office: Office, acts: PressActs, qtbot: QtBot) -> None:
    asked = Coordination(
        CoordinationKind.UPWARD_REQUEST, office.today, matter="列入规划", addressee="示例市局"
    )
    coordinate.record(office, [case.id], asked)
    tab = tab_of(office, case, acts, qtbot)
    assert "▲ 1 项待答复" in words_of(tab)
    dialog = up(acts.answer(case.id, 0), qtbot)
    assert isinstance(dialog, AnswerDialog)
    assert "向示例市局提出：列入规划" in words_of(dialog)
    press("Ctrl+Return")
    assert "答复内容不能为空" in dialog.banner.text
    type_text("同意列入。")
    assert dialog.would_lose()
    press("Ctrl+Return")
    (held,) = find.case(office, case.id).coordinations
    assert (held.answer, held.answered_on, held.is_open) == ("同意列入。", office.today, False)
    tab.show_view(look(office, case.id))
    assert "同意列入。" in words_of(tab)
    assert "待答复" not in words_of(tab)


def test_a_contact_asks_for_background_aim_and_demand(
    case: Case, office: Office, acts: PressActs, qtbot: QtBot, seat: tuple[Desk, Heard]
) -> None:
    dialog = up(acts.contact(case.id), qtbot)
    assert isinstance(dialog, ContactDialog)
    assert dialog.content.text().startswith("提出的背景：")
    assert dialog.person.text() == case.proposal.lead_submitter
    press("Ctrl+Return")
    assert "联系内容不能为空" in dialog.banner.text, "an empty template says nothing"
    press("Alt+C")
    press("Down")
    assert dialog.counterpart.value() is Counterpart.BETWEEN_UNITS
    assert dialog.content.text() == ""
    fill("P", "示例承办")
    fill("M", "走访")
    fill("T", "商定分工")
    assert dialog.would_lose()
    press("Ctrl+Return")
    (spoken,) = find.case(office, case.id).contact_log
    assert (spoken.counterpart, spoken.person, spoken.mode, spoken.content) == (
        Counterpart.BETWEEN_UNITS,
        "示例承办",
        "走访",
        "商定分工",
    )
    assert seat[1].said[-1] == "已登记与主办与协办单位的联系"
    assert "主办与协办单位 · 示例承办" in words_of(tab_of(office, case, acts, qtbot))


def test_marks_are_ticked_by_their_numbers(case: Case, office: Office, acts: PressActs, qtbot: QtBot) -> None:
    hard = up(acts.mark_hard(case.id), qtbot)
    assert isinstance(hard, DifficultyDialog)
    press("Space")
    press("Ctrl+Return")
    tie = up(acts.tie(case.id), qtbot)
    assert isinstance(tie, LinksDialog)
    tie.boxes["民生实事"].setFocus()
    press("Space")
    press("Ctrl+Return")
    owner = up(acts.name_owner(case.id), qtbot)
    assert isinstance(owner, OwnerDialog)
    fill("O", "示例专人")
    press("Ctrl+Return")
    marked = find.case(office, case.id)
    assert (marked.difficulties, marked.links, marked.owner) == (
        (Difficulty.POLICY,),
        ("民生实事",),
        "示例专人",
    )
    told = words_of(tab_of(office, case, acts, qtbot))
    for word in ("政策性强", "民生实事", "示例专人"):
        assert word in told


def test_what_was_found_is_written_and_looked_at_again(
    case: Case, office: Office, acts: PressActs, qtbot: QtBot, seat: tuple[Desk, Heard]
) -> None:
    draft = Pressing(
        SupervisionLevel.SUPERVISE,
        "现场督办",
        "限期办结",
        ("市委办",),
        next_check_on=office.today + timedelta(days=2),
    )
    supervise.remind(office, [case.id], draft)
    tab = tab_of(office, case, acts, qtbot)
    told = words_of(tab)
    for word in (
        "督办 1 次",
        "督办 · 现场督办 · 示例区教育局",
        "督函〔2026〕1号",
        "市委办",
        "2026-03-04 复查",
    ):
        assert word in told
    preview = acts.notice(case.id, 0)
    assert isinstance(preview, LetterPreview)
    assert preview.windowTitle() == "督办通知书_示例区教育局 · 预览"
    preview.reject()
    office.clock.turn(3)  # type: ignore[attr-defined]
    dialog = up(acts.check(case.id, 0), qtbot)
    assert isinstance(dialog, CheckDialog)
    press("Ctrl+Return")
    assert "没有写明督办结果" in dialog.banner.text
    press("Alt+T")
    type_text("已进场施工。")
    assert dialog.would_lose()
    fill("N", "3-20")
    press("Ctrl+Return")
    records = find.case(office, case.id).supervisions
    assert [(each.result, each.next_check_on) for each in records] == [
        ("已进场施工。", date(2026, 3, 4)),
        ("", date(2026, 3, 20)),
    ]
    assert "再查" in seat[1].said[-1]
    tab.show_view(look(office, case.id))
    assert "修改结果" in words_of(tab)
    assert acts.notice(case.id, 1) is None
    assert "没有编号" in seat[1].said[-1]
    assert acts.check(case.id, 9) is None
    assert acts.answer(case.id, 9) is None


def test_the_page_presses_its_case_by_key(
    case: Case, office: Office, seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    page = CasePage(seat[0])
    qtbot.addWidget(page)
    page.resize(1198, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    press("Ctrl+Shift+U", page)
    assert page.findChildren(PressDialog) == [], "no case is shown yet"
    page.show_case(case.id)
    press("Ctrl+8", page)
    assert isinstance(page.tabs.currentWidget(), PressTab)
    assert "还没有催办、督办" in words_of(page)
    assert page.tabs.currentWidget().widget().minimumSizeHint().width() <= 1024 - 168
    press("Ctrl+Shift+U", page)
    (dialog,) = page.findChildren(PressDialog)
    dialog.reject()
    for words, kind in (("登记协调", CoordinationDialog), ("登记联系", ContactDialog)):
        next(each for each in page.actions() if each.text().startswith(words)).trigger()
        assert len(page.findChildren(kind)) == 1
    assert office.today


def test_a_desk_that_is_only_read_shows_and_offers_nothing(
    case: Case, office: Office, tmp_path: Path, host: QWidget, qtbot: QtBot
) -> None:
    supervise.remind(office, [case.id], Pressing(SupervisionLevel.URGE, "书面通知"))
    reading = open_office(tmp_path / "desk", clock=desks.Clock(), officer="示例查看", read_only=True)
    desk, heard = desk_of(reading, tmp_path)
    acts = PressActs(desk, host)
    told = words_of(tab_of(reading, case, acts, qtbot))
    assert "催办 · 书面通知" in told
    assert "登记" not in told
    assert acts.press((case.id,)) is None
    assert "只读" in heard.said[-1]
    preview = acts.notice(case.id, 0)
    assert preview is not None
    preview.reject()
    desk.jobs.stop()
    desk.relay.leave()
    reading.close()
