"""Behind the import window: decisions are joined, made off the window when long, writing can be stopped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import intake
from desktop.casework.intake import Decisions
from desktop.casework.intake_headings import Field
from desktop.casework.intake_units import Resolution, UnitChoice
from desktop.views import import_work
from desktop.views.busy_line import PATIENCE, BusyLine
from desktop.views.import_frame import CHECK, DONE
from desktop.views.import_work import joined
from tests.views.case_desk import press
from tests.views.import_desk import count, named, opened, read, seen, settled

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.intake import Plan
    from desktop.casework.office import Office
    from desktop.domain.progress import Progress
    from desktop.views.import_dialog import ImportDialog
    from tests.views.import_desk import Seat

SHOWN = Decisions().with_cell(2, Field.TITLE, "甲").with_row(9, taken=False)


def test_what_was_decided_on_an_older_plan_joins_what_is_wanted_since() -> None:
    wanted = SHOWN.with_cell(3, Field.TITLE, "乙").with_row(4, taken=False)
    choice = UnitChoice(Resolution.NEW)
    decided = replace(SHOWN.with_unit("示例局", choice).with_year(2025).with_row(9, taken=True), cells={})
    merged = joined(wanted, SHOWN, decided)
    assert merged.cells == {(3, Field.TITLE): "乙"}
    assert list(merged.units.values()) == [choice]
    assert merged.year == 2025
    assert merged.left_out == {4}
    assert joined(wanted, SHOWN, SHOWN) == wanted


@pytest.fixture
def dialog(
    seat: Seat, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ImportDialog:
    """Return the window at the check of a list that is too long to be decided on at once."""
    monkeypatch.setattr(import_work, "AT_ONCE", 1)
    made = opened(seat, qtbot)
    read(made, qtbot, named(tmp_path))
    return made


def decisions(dialog: ImportDialog) -> Decisions:
    assert dialog.work.plan is not None
    return dialog.work.plan.decisions


def test_a_long_list_is_decided_on_by_the_worker_while_more_is_decided(
    dialog: ImportDialog, qtbot: QtBot
) -> None:
    shown = decisions(dialog)
    dialog.work.decide(shown.with_cell(3, Field.NUMBER, "3"))
    assert not dialog.work.is_settled
    dialog.work.decide(shown.with_cell(5, Field.NUMBER, "5"))
    settled(dialog, qtbot)
    qtbot.waitUntil(lambda: dialog.work.is_settled)
    assert [row[2] for row in seen(dialog)] == ["1", "3", "2", "5"]


def test_taking_in_waits_until_everything_decided_is_heeded(
    dialog: ImportDialog, qtbot: QtBot, office: Office
) -> None:
    dialog.work.decide(decisions(dialog).with_row(5, taken=False))
    assert dialog.verb.isEnabled()
    press("Ctrl+Return")
    assert dialog.step == CHECK
    qtbot.waitUntil(lambda: dialog.step == DONE, timeout=10_000)
    assert count(office) == 3


def test_a_decision_that_cannot_be_is_refused_and_dropped(dialog: ImportDialog, qtbot: QtBot) -> None:
    dialog.work.decide(decisions(dialog).with_cell(3, Field.REMARK, "没有这一列"))
    qtbot.waitUntil(lambda: "来表没有这一格" in dialog.banner.text, timeout=10_000)
    assert dialog.work.is_settled
    assert dialog.step == CHECK


def test_a_short_list_refuses_in_the_same_way(
    dialog: ImportDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_work, "AT_ONCE", 99)
    dialog.work.decide(decisions(dialog).with_cell(3, Field.REMARK, "没有这一列"))
    assert "来表没有这一格" in dialog.banner.text


def test_writing_can_be_stopped_and_leaves_nothing(
    dialog: ImportDialog, qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(office: Office, plan: Plan, progress: Progress) -> None:
        intake_commit(office, plan)
        while True:
            progress.step(1, 2, "正在导入第2行")

    intake_commit = intake.commit
    monkeypatch.setattr(intake, "commit", slow)
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: dialog.busy.text == "正在导入第2行…")
    assert not dialog.verb.isEnabled()
    press("Escape")
    qtbot.waitUntil(lambda: dialog.banner.text == "已停止，没有写入任何内容。")
    assert dialog.isVisible()
    assert count(office) == 0
    assert dialog.busy.text.startswith("写入在一次操作中完成")


def test_a_list_of_another_kind_keeps_no_decision_that_no_longer_fits(office: Office, tmp_path: Path) -> None:
    plan = intake.read(office, named(tmp_path))
    before = Decisions().with_cell(3, Field.NUMBER, "3").with_cell(99, Field.NUMBER, "9")
    assert import_work._fitting(before, plan).cells == {(3, Field.NUMBER): "3"}
    assert import_work._fitting(before, replace(plan, reading=None)).cells == {}


def test_nothing_is_done_without_a_list(seat: Seat, qtbot: QtBot) -> None:
    dialog = opened(seat, qtbot)
    dialog.work.decide(SHOWN)
    dialog.work.take_in()
    dialog.work.take_out()
    assert not dialog.work.take_back()
    assert not dialog.work.stop()
    press("Alt+Left")
    press("Ctrl+Return")
    assert not seat[0].jobs.is_busy


def test_short_work_needs_no_words(seat: Seat, qtbot: QtBot) -> None:
    line = BusyLine(seat[0].jobs, "先看", None)
    qtbot.addWidget(line)
    line.show_work("正在读取")
    assert line.text == "先看"
    seat[0].jobs.progressed.emit(1, 2, "第1行")
    assert line.text == "先看"
    line.show()
    qtbot.waitUntil(lambda: line.text == "正在读取…", timeout=20 * PATIENCE)
    seat[0].jobs.progressed.emit(1, 2, "")
    assert line.text == "正在读取…"
    line.show_rest("再看")
    line.show_work("")
    assert line.text == "再看"
