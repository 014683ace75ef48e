"""Returning, handing on, adding and passing on inside a unit by keyboard, and how the case page tells it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.casework import assign, change, dispatch, find, proposed
from desktop.casework.change import Asking, Ruling
from desktop.casework.dispatch import Objection
from desktop.domain.assignment import Role
from desktop.domain.dispatch import Dispatch
from desktop.domain.errors import OfficeError
from desktop.domain.procedure import Act
from desktop.domain.trail import Decision, RequestKind, Transfer
from desktop.views.assign_dialog import AssignDialog, ProposeDialog
from desktop.views.case_page import CasePage
from desktop.views.change_dialogs import AskDialog, RearrangeDialog, RulingDialog, window_words
from desktop.views.objection_dialog import ObjectionDialog
from desktop.views.opening import READ_ONLY
from desktop.views.transfer_dialog import TransferDialog
from tests import desks
from tests.views.case_desk import fill, press, shown, type_text, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down


@pytest.fixture
def case(office: Office) -> Case:
    tasks = (desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    return desks.handed_out(office, desks.registered(office), *tasks)


@pytest.fixture
def page(seat: tuple[Desk, Heard], case: Case, qtbot: QtBot) -> CasePage:
    page = CasePage(seat[0])
    qtbot.addWidget(page)
    page.show()
    qtbot.waitActive(page).__enter__()
    page.show_case(case.id)
    page.header.tab_bar.setCurrentIndex(1)
    return page


def asked(office: Office, case: Case, kind: RequestKind = RequestKind.RETURN) -> Case:
    proposed = ("示例区交通局（港航中心）", "没有这个单位")
    return change.ask(office, case.id, Asking(kind, 1, "不属本局职责", proposed, "示例甲"))


def clicked(page: QWidget, name: str) -> None:
    """Press the button of that accessible name."""
    buttons = page.findChildren(QAbstractButton)
    (found,) = (each for each in buttons if each.accessibleName() == name and each.isVisibleTo(page))
    found.setFocus()
    press("Space", found)


def over(kind: type[QDialog], qtbot: QtBot) -> QDialog:
    """Return the dialog of that kind once it has the cursor."""

    def has_cursor() -> bool:
        cursor = QApplication.focusWidget()
        return cursor is not None and isinstance(cursor.window(), kind)

    qtbot.waitUntil(has_cursor)
    cursor = QApplication.focusWidget()
    assert cursor is not None
    found = cursor.window()
    assert isinstance(found, kind)
    return found


def test_a_unit_asks_to_return_a_case_and_is_told_how_long_it_may(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = AskDialog(seat[0], case, 1, host)
    shown(dialog, qtbot)
    assert "退回改办截止 2026-03-11（周三），还有 7 个工作日" in words_of(dialog)
    press("Ctrl+Return")
    assert dialog.form.problem_of("reason") == "没有写明理由"
    fill("R", "不属本局职责")
    fill("P", "示例区交通局（港航中心）、示例区水务局")
    fill("B", "示例甲")
    assert dialog.would_lose()
    press("Ctrl+Return")
    (request,) = find.case(office, case.id).requests
    assert request.proposed == ("示例区交通局（港航中心）", "示例区水务局")
    assert (request.asked_by, request.kind) == ("示例甲", RequestKind.RETURN)
    assert seat[1].said == ["已登记示例区教育局的退回申请"]


def test_adding_a_unit_has_no_window(
    seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot
) -> None:
    dialog = AskDialog(seat[0], case, 2, host)
    shown(dialog, qtbot)
    press("End")
    assert "增办不受退回期限限制" in words_of(dialog)


def test_the_window_is_told_in_working_days(office: Office, case: Case) -> None:
    due = change.window(office, case, 1)
    assert due is not None
    assert window_words(office, None) == "办理规则没有规定退回改办的期限"
    assert "今天截止" in window_words(office, replace(due, on=office.today))
    past = window_words(office, replace(due, on=date(2026, 2, 27), source=""))
    assert past == "退回改办截止 2026-02-27（周五），已过 3 天"


def test_an_agreed_return_goes_to_the_unit_proposed(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = RulingDialog(seat[0], asked(office, case), 0, host)
    shown(dialog, qtbot)
    assert dialog.tasks.unit_names == ("示例区交通局（港航中心）",)
    assert "示例区教育局 2026-03-02（周一） 申请退回：不属本局职责" in words_of(dialog)
    press("Ctrl+Return")
    assert dialog.form.problem_of("decided_by") == "没有写明由谁决定"
    fill("W", "示例主任")
    assert dialog.would_lose()
    press("Ctrl+Return")
    changed = find.case(office, case.id)
    assert [(task.unit_name, task.role) for task in changed.assignments] == [
        ("示例区财政局", Role.CO),
        ("示例区交通局（港航中心）", Role.LEAD),
    ]
    assert changed.lead is not None
    assert changed.lead.due == changed.due == case.due  # the submitter waits since the first hand-out
    assert (changed.lead.handler, changed.lead.responsible_leader) == ("示例承办", "示例区长")
    assert seat[1].said == ["已同意示例区教育局的退回申请"]
    with pytest.raises(OfficeError, match="该申请已经处理"):
        RulingDialog(seat[0], changed, 0, host)


def test_a_refused_return_needs_an_opinion_and_no_unit(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = RulingDialog(seat[0], asked(office, case), 0, host)
    shown(dialog, qtbot)
    press("End")
    assert not dialog.tasks.isVisible()
    fill("W", "示例主任")
    press("Ctrl+Return")
    assert dialog.form.problem_of("opinion") == "不同意的须写明理由"
    fill("O", "属教育部门职责")
    press("Ctrl+Return")
    (request,) = find.case(office, case.id).requests
    assert (request.decision, request.opinion) == (Decision.REFUSED, "属教育部门职责")


def test_what_does_not_fit_keeps_the_ruling_open(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = RulingDialog(seat[0], asked(office, case), 0, host)
    shown(dialog, qtbot)
    fill("W", "示例主任")
    fill("L", "")
    press("Ctrl+Return")
    assert "示例区交通局（港航中心）缺责任领导" in words_of(dialog)
    assert find.case(office, case.id).open_requests


def test_the_office_adds_a_unit_of_its_own_accord(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = RearrangeDialog(seat[0], case, host)
    shown(dialog, qtbot)
    press("Ctrl+Return")
    assert dialog.form.problem_of("reason") == "请填写理由"
    fill("O", "需要共同办理")
    press("Ctrl+Return")
    assert "没有选择新的承办单位" in dialog.banner.text
    press("Alt+U")
    type_text("交通")
    press("Return")
    assert dialog.would_lose()
    press("Ctrl+Return")
    assert [task.role for task in find.case(office, case.id).assignments] == [Role.LEAD, Role.CO, Role.CO]
    assert seat[1].said == ["已增办：示例区交通局（港航中心）"]
    with pytest.raises(OfficeError, match="本件尚未交办"):
        RearrangeDialog(seat[0], desks.registered(office, "5"), host)


def test_the_office_hands_a_task_on_in_the_same_role(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = RearrangeDialog(seat[0], case, host)
    shown(dialog, qtbot)
    assert "第一个为协办" in words_of(dialog)
    press("Down")
    assert "第一个为主办" in words_of(dialog)
    fill("O", "职责调整")
    press("Alt+U")
    type_text("交通")
    press("Return")
    fill("L", "示例区长")
    press("Ctrl+Return")
    changed = find.case(office, case.id)
    assert changed.lead is not None
    assert (changed.lead.unit_name, changed.lead.due) == ("示例区交通局（港航中心）", case.due)
    assert seat[1].said == ["已改办：示例区交通局（港航中心）"]


def test_a_task_is_passed_on_inside_its_unit(
    seat: tuple[Desk, Heard], case: Case, office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = TransferDialog(seat[0], case, 1, host)
    shown(dialog, qtbot)
    assert "现由 示例承办 承办" in words_of(dialog)
    press("Ctrl+Return")
    assert "没有写明转到哪个科室" in dialog.banner.text
    fill("K", "基建科")
    fill("H", "示例丙")
    assert dialog.would_lose()
    press("Ctrl+Return")
    task = find.case(office, case.id).task_of(1)
    assert (task.section, task.handler) == ("基建科", "示例丙")
    assert seat[1].said == ["已登记内部转办：基建科 示例丙"]


def test_the_case_page_shows_requests_and_decides_them(
    page: CasePage, case: Case, office: Office, qtbot: QtBot
) -> None:
    assert "退回改办截止 2026-03-11（周三），还有 7 个工作日" in words_of(page)
    clicked(page, "示例区教育局申请退改")
    over(AskDialog, qtbot)
    fill("R", "不属本局职责")
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: "待处理 1 件" in words_of(page))
    assert page.header.step_button.text() == "处理申请"
    page.header.step_button.click()
    over(RulingDialog, qtbot)
    press("Escape")
    clicked(page, "处理示例区教育局的退回申请")
    over(RulingDialog, qtbot)
    fill("W", "示例主任")
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: "均已处理" in words_of(page))
    assert "2026-03-02 示例主任 同意" in words_of(page)
    assert find.case(office, case.id).answering == ()
    assert "重新交办(&J)" in words_of(page)
    assert "退回→交办单位" in words_of(page)
    again = page._acts.start(Act.ASSIGN, case.id)
    assert isinstance(again, AssignDialog)
    assert again.windowTitle() == "重新交办 · 第12号建议"


def test_the_trail_counts_days_with_sections_under_their_units(
    page: CasePage, case: Case, office: Office, qtbot: QtBot
) -> None:
    clicked(page, "示例区教育局内部转办")
    over(TransferDialog, qtbot)
    fill("K", "基建科")
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: "内部转办 1 次" in words_of(page))
    asked(office, case)
    draft = assign.TaskDraft(3, Role.LEAD, responsible_leader="示例区长")
    change.decide(office, case.id, 0, Ruling(agrees=True, decided_by="示例主任"), (draft,))
    page.refresh()
    assert "退回→示例区交通局（港航中心）" in words_of(page)
    assert "　└ 基建科" in words_of(page)
    order = [each.holder for each in change.trail(office, find.case(office, case.id))]
    assert order == ["示例区教育局", "基建科", "示例区财政局", "示例区交通局（港航中心）"]


def test_drafts_are_confirmed_on_the_case_page(page: CasePage, office: Office, qtbot: QtBot) -> None:
    batch = dispatch.save(office, Dispatch(1, office.today, "关于交办的通知", executive_on=date(2026, 2, 25)))
    waiting = desks.registered(office, "7")
    dispatch.put_in(office, batch.id, [waiting.id])
    page.show_case(waiting.id)
    page.header.tab_bar.setCurrentIndex(1)
    assert "2026-02-25（周三） 常务会议部署" in words_of(page)
    clicked(page, "先拟定、待单位确认")
    over(ProposeDialog, qtbot)
    for unit in ("教育", "财政"):
        press("Alt+U")
        type_text(unit)
        press("Return")
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: "拟承办单位（尚未下达）" in words_of(page))
    assert page.header.step_button.text() == "登记确认意见"
    page.header.tab_bar.setCurrentIndex(0)
    page.header.step_button.click()
    assert page.tabs.currentIndex() == 1
    clicked(page, "示例区教育局确认")
    qtbot.waitUntil(lambda: "已确认" in words_of(page))
    clicked(page, "示例区财政局有异议")
    over(ObjectionDialog, qtbot)
    fill("R", "没有这项职责")
    fill("U", "示例区水务局")
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: "没有这项职责，建议由示例区水务局承办" in words_of(page))
    assert "示例区财政局有异议，尚未调整" in words_of(page)
    dispatch.strike(office, dispatch.save(office, Dispatch(1, office.today)).id)
    with office.store.transaction():
        gone = replace(find.case(office, waiting.id), dispatch_id=9)
        office.store.cases.save(gone, office.note("试"))
    page.refresh()
    assert "常务会议部署" not in words_of(page)


def test_what_makes_no_sense_is_said(
    page: CasePage, office: Office, seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    handing = page._acts.handing
    waiting = desks.registered(office, "8")
    verbs = dict(handing.verbs())
    assert verbs["申请退改(&T)…"](waiting.id) is None
    assert verbs["内部转办(&N)…"](waiting.id) is None
    assert verbs["处理退改申请(&D)…"](waiting.id) is None
    assert verbs["改办、增办(&B)…"](waiting.id) is None
    assert handing.object_to(waiting.id, 1) is None
    handing.confirm(waiting.id, 1)
    assert seat[1].said == [
        "本件尚未交办，未作改动；请先交办。",
        "本件尚未交办，未作改动；请先交办。",
        "本件没有待处理的退改申请，未作改动。",
        "本件尚未交办，未作改动；请直接“交办”。",
        "该单位没有待确认的任务，未作改动；请刷新后再试。",
    ]
    assert READ_ONLY.startswith("以只读方式打开")
    action = next(each for each in page.actions() if each.text().startswith("内部转办"))
    action.trigger()
    assert isinstance(over(TransferDialog, qtbot), TransferDialog)


def test_sections_stand_under_their_unit_however_others_came(office: Office, case: Case) -> None:
    change.transfer(office, case.id, Transfer(2, office.today, "预算科"))
    moved = change.transfer(office, case.id, Transfer(1, office.today, "基建科"))
    holders = [each.holder for each in change.trail(office, moved)]
    assert holders == ["示例区教育局", "基建科", "示例区财政局", "预算科"]


def test_an_objection_is_not_lost_unasked(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    waiting = desks.registered(office, "6")
    dispatch.propose(office, waiting.id, (desks.draft(1, Role.SOLE),))
    dispatch.object_to(office, waiting.id, 1, Objection("不属本局职责"))
    (unit,) = proposed.by_unit((find.case(office, waiting.id),))
    dialog = ObjectionDialog(seat[0], unit.tasks[0], "", host)
    shown(dialog, qtbot)
    assert not dialog.would_lose()
    fill("R", "另有理由")
    assert dialog.would_lose()
