"""Batches by keyboard: made, filled, drafted, confirmed or objected to, issued when nothing is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from desktop.casework import dispatch, find, keep, undo
from desktop.casework.office import open_office
from desktop.domain.assignment import Consent, Role
from desktop.domain.dispatch import Dispatch
from desktop.domain.listing import Criteria
from desktop.domain.stage import Stage
from desktop.views.assign_dialog import ProposeDialog
from desktop.views.dispatch_dialog import DispatchDialog
from desktop.views.dispatch_form import DispatchForm
from desktop.views.dispatch_pick import DispatchPickDialog, DispatchPutDialog
from desktop.views.handing import HandingDesk
from desktop.views.handout_dialog import HandoutDialog
from desktop.views.objection_dialog import ObjectionDialog
from tests import desks
from tests.samples import PAPER
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

WHOLE = {"leader_in_charge": "示例副局长", "task": "增设站台", "measures": "勘察选址"}


@pytest.fixture
def batch(office: Office) -> Dispatch:
    return dispatch.save(office, Dispatch(1, office.today, "关于交办建议的通知", "例政办〔2026〕3号"))


@pytest.fixture
def cases(office: Office, batch: Dispatch) -> tuple[Case, ...]:
    made = [desks.registered(office, number) for number in ("1", "2")]
    dispatch.put_in(office, batch.id, [case.id for case in made])
    first = (desks.draft(1, Role.LEAD, **WHOLE), desks.draft(2, Role.CO))
    dispatch.propose(office, made[0].id, first)
    return dispatch.cases_of(office, Criteria(dispatch_id=batch.id))


def opened(seat: tuple[Desk, Heard], host: QWidget, qtbot: QtBot) -> DispatchDialog:
    dialog = DispatchDialog(seat[0], host)
    shown(dialog, qtbot)
    return dialog


def over(kind: type[QDialog], qtbot: QtBot) -> QDialog:
    """Return the dialog of that kind once it has the cursor."""

    def has_cursor() -> bool:
        cursor = QApplication.focusWidget()
        return cursor is not None and isinstance(cursor.window(), kind)

    qtbot.waitUntil(has_cursor)
    found = focus().window()
    assert isinstance(found, kind)
    return found


def back(dialog: DispatchDialog, qtbot: QtBot) -> None:
    """Wait until the batches have the cursor again, and what was written is shown."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)
    dialog.activateWindow()
    QApplication.processEvents()


def test_a_batch_is_made_changed_and_struck(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(seat, host, qtbot)
    assert "还没有交办批次" in words_of(dialog)
    press("Alt+N", dialog)
    over(DispatchForm, qtbot)
    fill("D", "3-2")
    fill("N", "例政办〔2026〕3号")
    fill("U", "区政府办公室")
    fill("E", "3-5")
    press("Ctrl+Return")
    assert "常务会议日期晚于交办会日期" in words_of(over(DispatchForm, qtbot))
    fill("E", "2-25")
    press("Ctrl+Return")
    back(dialog, qtbot)
    (batch,) = dispatch.batches(office)
    assert (batch.meeting_on, batch.executive_on) == (date(2026, 3, 2), date(2026, 2, 25))
    assert "2026-03-02 交办会（例政办〔2026〕3号）" in words_of(dialog)
    assert "区政府办公室印发" in words_of(dialog)
    press("Alt+E", dialog)
    over(DispatchForm, qtbot)
    fill("T", "关于交办建议的通知")
    press("Ctrl+Return")
    back(dialog, qtbot)
    assert "关于交办建议的通知" in words_of(dialog)
    dialog.strike_batch()
    qtbot.waitUntil(lambda: "还没有交办批次" in words_of(dialog))
    assert dispatch.batches(office) == ()


def test_without_a_session_there_is_no_batch(
    seat: tuple[Desk, Heard], host: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep, "sessions", lambda _office: ())
    dialog = opened(seat, host, qtbot)
    dialog.add_batch()
    assert dialog.banner.text.startswith("还没有届次，没有新建批次")


def test_cases_are_found_ticked_and_put_in(
    seat: tuple[Desk, Heard], batch: Dispatch, host: QWidget, qtbot: QtBot
) -> None:
    office = seat[0].office
    titles = ("关于公交站的建议", "关于停车位的建议", "关于公交专用道的建议")
    for number, title in zip("123", titles, strict=True):
        desks.registered(office, number, replace(PAPER, title=title))
    dialog = opened(seat, host, qtbot)
    assert "批次里还没有件" in words_of(dialog)
    press("Alt+A", dialog)
    pick = over(DispatchPickDialog, qtbot)
    assert isinstance(pick, DispatchPickDialog)
    assert pick.table.rows.rowCount() == 3
    assert not pick.verb_button.isEnabled()
    type_text("公交")
    press("Return")
    qtbot.waitUntil(lambda: pick.table.rows.rowCount() == 2)
    press("Down")
    press("Space")
    assert pick.verb_button.text() == "列入 1 件"
    press("Alt+A")
    qtbot.waitUntil(lambda: pick.verb_button.text() == "列入 2 件")
    assert pick.would_lose()
    press("Ctrl+Return")
    back(dialog, qtbot)
    assert seat[1].said == [f"已列入 2 件：{batch.text}"]
    assert dialog.cases.table.rows.rowCount() == 2
    dialog.cases.take_out.click()
    qtbot.waitUntil(lambda: dialog.cases.table.rows.rowCount() == 1)


def test_a_query_nobody_can_read_is_said(
    seat: tuple[Desk, Heard], batch: Dispatch, host: QWidget, qtbot: QtBot
) -> None:
    pick = DispatchPickDialog(seat[0], batch, host)
    shown(pick, qtbot)
    type_text("没有这样的件")
    press("Return")
    qtbot.waitUntil(lambda: "列出 0 件" in words_of(pick))
    press("Down")
    assert pick.table.hasFocus()


def test_selected_cases_are_put_into_a_batch(
    seat: tuple[Desk, Heard], batch: Dispatch, cases: tuple[Case, ...], host: QWidget, qtbot: QtBot
) -> None:
    office = seat[0].office
    handed_out = desks.handed_out(office, desks.registered(office, "8"))
    waiting = desks.registered(office, "9")
    dialog = DispatchPutDialog(seat[0], (cases[0], handed_out, waiting), host)
    shown(dialog, qtbot)
    press("Ctrl+Return")
    assert "本件已经交办" in dialog.banner.text
    dialog.chosen.drop_barred()
    assert dialog.verb_button.text() == "列入 2 件"
    with qtbot.waitSignal(dialog.placed) as placed:
        press("Ctrl+Return")
    assert placed.args == [batch.id]
    assert find.case(office, waiting.id).dispatch_id == batch.id


def test_units_are_suggested_and_drafted(
    seat: tuple[Desk, Heard], batch: Dispatch, host: QWidget, qtbot: QtBot
) -> None:
    office = seat[0].office
    wished = desks.registered(office, "5", replace(PAPER, suggested_units=("示例区财政局",)))
    dispatch.put_in(office, batch.id, [wished.id])
    dialog = opened(seat, host, qtbot)
    qtbot.waitUntil(lambda: len(dialog.cases.suggestions.found) == 1)
    assert find.case(office, wished.id).proposed == ()
    press("Alt+1", dialog)
    qtbot.waitUntil(lambda: "✓ 已列入" in words_of(dialog))
    assert [task.unit_name for task in find.case(office, wished.id).proposed] == ["示例区财政局"]
    dialog.cases._on_adopted(dialog.cases.suggestions.found[0])
    assert "已在拟承办单位之中" in dialog.banner.text
    dialog.cases.table.setFocus()
    press("Return")
    over(ProposeDialog, qtbot)
    fill("L", "示例区长")
    press("Ctrl+Return")
    back(dialog, qtbot)
    assert find.case(office, wished.id).proposed[0].responsible_leader == "示例区长"


def test_units_confirm_and_object_and_get_a_list_to_sign(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], host: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    office = seat[0].office
    dispatch.propose(office, cases[1].id, (desks.draft(1, Role.SOLE, **WHOLE),))
    dialog = opened(seat, host, qtbot)
    press("Alt+U", dialog)
    units = dialog.units
    assert units.by.text() == "示例承办"
    assert units.confirm_all.text() == "全部确认 2 件(&L)"
    press("Alt+O", dialog)
    over(ObjectionDialog, qtbot)
    press("Ctrl+Return")
    assert "没有写明异议理由" in words_of(over(ObjectionDialog, qtbot))
    fill("R", "属交通部门职责")
    fill("U", "示例区水务局")
    press("Ctrl+Return")
    back(dialog, qtbot)
    said = find.case(office, cases[0].id).proposed[0].confirmation
    assert said is not None
    assert (said.consent, said.proposed_unit, said.by) == (Consent.OBJECTED, "示例区水务局", "示例承办")
    assert units.confirm_all.text() == "全部确认 1 件(&L)"
    units.confirm_all.click()
    qtbot.waitUntil(lambda: units.units.current_row is not None and not units.units.current_row.said(None))
    units.units.select_place(1)
    units.tasks.setFocus()
    press("Return")
    task = find.case(office, cases[0].id).proposed[1]
    assert task.confirmation is not None
    assert task.confirmation.consent is Consent.CONFIRMED
    dialog.units.write_list(str(tmp_path / "清单.pdf"))
    qtbot.waitUntil(lambda: "已生成 3 件次的审核确认清单" in dialog.banner.text)
    assert (tmp_path / "清单.pdf").read_bytes().startswith(b"%PDF")
    dialog.units.write_list(str(tmp_path / "没有" / "清单.pdf"))
    qtbot.waitUntil(lambda: "已生成" not in dialog.banner.text)


def test_only_what_is_complete_is_issued_and_all_is_one_step(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], host: QWidget, qtbot: QtBot
) -> None:
    office = seat[0].office
    dialog = opened(seat, host, qtbot)
    press("Alt+I", dialog)
    issuing = dialog.issuing
    assert "可下达 1 件，不能下达 1 件" in words_of(dialog)
    assert issuing.issue_button.text() == "印发交办 1 件(&G)"
    assert issuing.table.current_row is not None
    assert issuing.table.current_row.reason == "缺主办（独办、分办）单位"
    issuing.table.setFocus()
    press("Return")
    over(ProposeDialog, qtbot)
    press("Alt+U")
    type_text("教育")
    press("Return")
    for letter, text in (("L", "示例区长"), ("G", "示例副局长"), ("W", "增设"), ("M", "勘察")):
        fill(letter, text)
    press("Ctrl+Return")
    back(dialog, qtbot)
    assert "五定齐全，可以印发交办" in words_of(dialog)
    press("Alt+G", dialog)
    qtbot.waitUntil(lambda: "已印发交办 2 件，时限从 2026-03-02 起算" in dialog.banner.text)
    assert {find.stage(office, find.case(office, case.id)) for case in cases} == {Stage.IN_HAND}
    qtbot.waitUntil(lambda: not issuing.issue_button.isEnabled())
    assert "没有待下达的件" in words_of(dialog)
    issuing.papers.click()
    papers = over(HandoutDialog, qtbot)
    assert "2 个单位，主办 2 件次，协办 1 件次" in words_of(papers)
    assert undo.undo(office).verb == "下达交办"
    assert find.count(office, Criteria(stages=(Stage.REGISTERED,))) == 2


def test_a_meeting_to_come_cannot_be_issued(
    seat: tuple[Desk, Heard], batch: Dispatch, cases: tuple[Case, ...], host: QWidget, qtbot: QtBot
) -> None:
    assert cases
    dispatch.save(seat[0].office, replace(batch, meeting_on=date(2026, 3, 9)))
    dialog = opened(seat, host, qtbot)
    dialog.issuing.issue_button.click()
    assert "交办会还没有开，没有下达" in dialog.banner.text
    dialog.strike_batch()
    assert "该批次还有2件" in dialog.banner.text


@pytest.mark.usefixtures("cases")
def test_a_desk_that_is_only_read_shows_its_batches(
    qapp: object, office: Office, host: QWidget, tmp_path: Path
) -> None:
    assert qapp
    reader = open_office(office.directory, clock=office.clock, officer="示例", read_only=True)
    desk, heard = desk_of(reader, tmp_path)
    dialog = HandingDesk(desk, host).batches()
    assert isinstance(dialog, DispatchDialog)
    assert heard.said == []
    assert "例政办〔2026〕3号" in words_of(dialog)
    dialog.tabs.setCurrentWidget(dialog.issuing)
    assert dialog.issuing.papers.isVisible()
    for each in (dialog.add, dialog.strike, dialog.issuing.issue_button, dialog.issuing.fill_in):
        assert not each.isVisible()
    dialog.cases.table.opened.emit(dialog.cases.table.rows.row_at(0))
    assert dialog.findChildren(ProposeDialog) == []
    dialog.close()
    desk.jobs.stop()
    desk.relay.leave()
    reader.close()
