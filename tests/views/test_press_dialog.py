"""Pressing units by keyboard: whom, how hard, once a day, numbered, in one undo step; then the notices."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from desktop.casework import clock as clocks
from desktop.casework import find, supervise, undo
from desktop.casework.supervise import Pressing
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.supervision import SupervisionLevel
from desktop.views.letter_preview import LetterPreview
from desktop.views.long_decision import AT_ONCE
from desktop.views.notices_dialog import NoticesDialog
from desktop.views.press_dialog import PressDialog
from tests import desks
from tests.views.case_desk import fill, focus, press, shown, type_text, words_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down
URGE = SupervisionLevel.URGE


@pytest.fixture
def ids(office: Office) -> tuple[int, ...]:
    """Return two cases: unit 1 answers both, unit 2 co-handles the first."""
    due_on = office.today + timedelta(days=3)
    first = desks.draft(1, Role.LEAD, due_on=due_on), desks.draft(2, Role.CO)
    return (
        desks.handed_out(office, desks.registered(office, "1"), *first).id,
        desks.handed_out(office, desks.registered(office, "2")).id,
    )


def opened(seat: tuple[Desk, Heard], ids: tuple[int, ...], host: QWidget, qtbot: QtBot) -> PressDialog:
    dialog = PressDialog(seat[0], ids, parent=host)
    shown(dialog, qtbot)
    return dialog


def remarks(dialog: PressDialog) -> list[tuple[bool, str]]:
    model = dialog.table.lines_model
    return [(model.is_ticked(row), model.lines[row].remark) for row in range(model.rowCount())]


def test_units_are_urged_in_one_step_and_get_their_notices(
    seat: tuple[Desk, Heard],
    ids: tuple[int, ...],
    office: Office,
    host: QWidget,
    qtbot: QtBot,
) -> None:
    dialog = opened(seat, ids, host, qtbot)
    assert focus() is dialog.level
    assert dialog.numbers.text() == "督函〔2026〕1号 至 督函〔2026〕2号，2 个单位各一份"
    assert dialog.verb_button.text() == "催办 3 项"
    assert not dialog.would_lose()
    fill("P", "市委办、市人大办")
    fill("N", "3-20")
    fill("R", "请于三日内报送进展。")
    assert dialog.would_lose()
    press("Ctrl+Return")
    assert seat[1].said == ["已催办 3 项；撤销按 Ctrl+Z"]
    records = find.case(office, ids[0]).supervisions
    assert [(each.unit_id, each.doc_no) for each in records] == [
        (1, "督函〔2026〕1号"),
        (2, "督函〔2026〕2号"),
    ]
    assert records[0].participants == ("市委办", "市人大办")
    assert (records[0].mode, records[0].next_check_on) == ("书面通知", date(2026, 3, 20))
    (papers,) = host.findChildren(NoticesDialog)
    qtbot.waitUntil(lambda: focus().window() is papers)
    assert len(papers.pile.ticked) == 2
    press("Return")
    (preview,) = papers.pile.findChildren(LetterPreview)
    qtbot.waitUntil(lambda: preview.is_ready, timeout=60_000)
    preview.reject()
    tmp_path = Path(seat[0].memory.fileName()).parent
    papers.pile.merge_into(str(tmp_path / "n.pdf"))
    qtbot.waitUntil(lambda: "n.pdf" in papers.pile.banner.text, timeout=60_000)
    assert papers.pile.banner.text.startswith("已生成催办通知书 2 份")
    papers.pile.write_into(str(tmp_path))
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.docx"))) == 2, timeout=60_000)
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy)
    papers.reject()
    undo.undo(office)
    assert find.case(office, ids[0]).supervisions == ()


def test_nobody_is_pressed_twice_in_a_day_unless_ticked(
    seat: tuple[Desk, Heard], ids: tuple[int, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    supervise.remind(office, ids[:1], Pressing(URGE, "电话督促", unit_ids=(1,), with_notice=False))
    clocks.pause(office, ids[1], "等待批复")
    dialog = opened(seat, ids, host, qtbot)
    assert remarks(dialog) == [(False, "▲ 今天已催办"), (True, ""), (False, "▲ 已停计时")]
    assert "将催办 1 项（1 个单位、1 件），2 项未勾选" in dialog.told.text()
    dialog.table.setFocus()
    dialog.table.select_place(0)
    press("Space")
    press("Alt+M")
    press("Home")
    assert dialog.mode.value() == "电话督促"
    assert not dialog.numbered.isChecked(), "a call takes no number"
    assert dialog.numbers.text() == "不出通知书"
    press("Ctrl+Return")
    acts = find.case(office, ids[0]).supervisions
    assert [(each.unit_id, each.doc_no) for each in acts] == [(1, ""), (1, ""), (2, "")]
    assert host.findChildren(NoticesDialog) == []


def test_a_harder_level_brings_its_own_words(
    seat: tuple[Desk, Heard], ids: tuple[int, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    supervise.remind(office, ids[1:], Pressing(URGE, "电话督促", with_notice=False))
    dialog = opened(seat, ids, host, qtbot)
    press("Down")
    assert dialog.level.value() is SupervisionLevel.SUPERVISE
    assert "请分管领导亲自过问" in dialog.instruction.text()
    assert [ticked for ticked, _ in remarks(dialog)] == [True, True, True], "urged today may be supervised"
    press("Down")
    assert "通报不编号" in words_of(dialog)
    press("Alt+R")
    press("Ctrl+A")
    type_text("请书面检讨。")
    press("Alt+V")
    press("Home")
    assert dialog.instruction.text() == "请书面检讨。", "what was typed stays"
    press("End")
    press("Ctrl+Return")
    assert {each.level for each in find.case(office, ids[0]).supervisions} == {SupervisionLevel.CIRCULAR}
    assert host.findChildren(NoticesDialog) == []


def test_what_cannot_be_is_told_beside_the_field(
    seat: tuple[Desk, Heard], ids: tuple[int, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(seat, ids, host, qtbot)
    fill("N", "3-1")
    press("Ctrl+Return")
    assert "下次检查日期须在督办日期之后" in dialog.banner.text
    fill("N", "某日")
    press("Ctrl+Return")
    assert "不是日期" in dialog.form.problem_of("next_check_on")
    dialog.table.lines_model.clear()
    assert not dialog.verb_button.isEnabled()
    press("Ctrl+Return")
    assert "没有勾选要催办的单位" in dialog.banner.text
    assert find.case(office, ids[0]).supervisions == ()
    done = desks.answered(office, desks.registered(office, "9"))
    with pytest.raises(OfficeError, match="不需催办"):
        PressDialog(seat[0], (done.id,), parent=host)
    assert QApplication.activeWindow() is dialog


def test_many_cases_are_pressed_while_the_window_stays_awake(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    many = [
        desks.handed_out(office, desks.registered(office, str(number))).id for number in range(AT_ONCE + 2)
    ]
    dialog = opened(seat, tuple(many), host, qtbot)
    press("Ctrl+Return")
    assert "正在写入" in dialog.banner.text
    qtbot.waitUntil(lambda: len(host.findChildren(NoticesDialog)) == 1, timeout=60_000)
    (papers,) = host.findChildren(NoticesDialog)
    assert [(row.doc_no, len(row.case_ids)) for row in papers.pile.rows] == [("督函〔2026〕1号", len(many))]
    assert seat[1].said == [f"已催办 {len(many)} 项；撤销按 Ctrl+Z"]
    step = undo.undoable(office)
    assert step is not None
    assert step.label == f"撤销 催办 {len(many)}件"
