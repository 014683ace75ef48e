"""The dry run: every cell as it was read, problems walked by keys, cells set right where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication

from desktop.casework import intake
from desktop.casework.intake_cells import RowProblem
from desktop.casework.intake_headings import Field
from desktop.domain.errors import Severity
from desktop.domain.light import Tone
from desktop.views import theme
from desktop.views.import_check import CheckStep
from desktop.views.import_grid import GridModel, severities
from desktop.views.import_remarks import remarks_of, summary
from tests.views.case_desk import press, type_text
from tests.views.import_desk import dirty, named, opened, read, seen

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.import_dialog import ImportDialog
    from tests.views.import_desk import Seat

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # menus


@pytest.fixture
def dialog(seat: Seat, qtbot: QtBot, tmp_path: Path) -> ImportDialog:
    """Return the window at the check of a list with three rows to look at."""
    made = opened(seat, qtbot)
    read(made, qtbot, named(tmp_path))
    return made


def edited(dialog: ImportDialog, qtbot: QtBot, text: str) -> None:
    """Type over the cell under the cursor, which opens it."""
    before = dialog.work.plan
    press("Return")
    press("Ctrl+A")
    type_text(text)
    press("Return")
    qtbot.waitUntil(lambda: dialog.work.plan is not before)


def test_the_model_holds_what_qt_expects(
    office: Office, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    model = GridModel()
    assert model.next_problem(0, 0, 1) is None
    assert model.place_of(3) is None
    model.show_plan(intake.read(office, dirty(tmp_path)))
    qtmodeltester.check(model)
    assert model.headerData(0, Qt.Orientation.Horizontal) == "结果"
    assert model.headerData(3, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == "建议标题 → 案由"
    assert model.headerData(99, Qt.Orientation.Horizontal) is None
    assert model.headerData(0, Qt.Orientation.Vertical) == "4"
    assert model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole) is None
    assert model.data(model.index(0, 0), Qt.ItemDataRole.EditRole) is None
    assert not model.setData(model.index(0, 0), "改")
    assert not model.setData(QModelIndex(), "改")
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags


def test_a_cell_says_what_was_written_and_what_was_read(office: Office, tmp_path: Path) -> None:
    model = GridModel()
    model.show_plan(intake.read(office, dirty(tmp_path)))
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    due, lead = titles.index("办结时限"), titles.index("主办单位")
    assert model.look_at(0, due).text == "2026-06-02"
    assert model.reason_at(0, due) == "第4行 办结时限：来表为“2026年6月2日”，读作“2026-06-02”"
    assert model.look_at(2, due).text == "▲ 2026-13-45"
    assert model.look_at(2, due).tone is Tone.RED
    assert "▲ 不是可读的日期" in str(model.data(model.index(2, due), Qt.ItemDataRole.ToolTipRole))
    assert model.look_at(0, lead).tone is None
    assert model.reason_at(0, 0) == "第4行：新增"
    assert "市教育局（教体局）" in model.reason_at(1, 0)


def test_rows_far_down_are_made_when_they_are_seen(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.views.import_grid.ROWS_KEPT", 2)
    model = GridModel()
    model.show_plan(intake.read(office, named(tmp_path)))
    texts = [model.look_at(place, 2).text for place in (0, 1, 2, 3, 0)]
    assert texts[0] == texts[4] == "关于增设示例路公交站的建议"


def test_problems_are_walked_round_by_keys(dialog: ImportDialog) -> None:
    grid = dialog.check.grid
    assert grid.hasFocus()
    found = [grid.at]
    for _ in range(3):
        press("F8")
        found.append(grid.at)
    assert found == [(1, 1), (2, 1), (3, 1), (1, 1)]
    press("Shift+F8")
    assert grid.at == (3, 1)
    assert "编号为空" in dialog.check.reason.text()
    assert dialog.check.chips[Severity.WARNING].text() == "▲ 3 行请核对"
    assert dialog.check.tabs.tabText(0) == "单元格 3 (&G)"


def test_a_cell_is_set_right_in_place_and_taken_back(dialog: ImportDialog, qtbot: QtBot) -> None:
    grid, check = dialog.check.grid, dialog.check
    edited(dialog, qtbot, "3")
    assert [row[2] for row in seen(dialog)] == ["1", "3", "2", "▲"]
    assert grid.rows.look_at(1, 1).is_written
    assert check.reason.text() == "第3行 案号：已改为“3”（来表原为“2”）"
    press("Ctrl+Z")
    assert [row[2] for row in seen(dialog)] == ["1", "▲ 2", "▲ 2", "▲"]
    press("Ctrl+Y")
    assert seen(dialog)[1][2] == "3"
    press("Ctrl+Y")
    press("Ctrl+R")
    assert seen(dialog)[1][2] == "▲ 2"
    assert not dialog.work.do_again()


def test_what_is_typed_stands_there_before_it_is_read(office: Office, tmp_path: Path) -> None:
    model = GridModel()
    model.show_plan(intake.read(office, named(tmp_path)))
    said: list[tuple[int, object, str]] = []
    model.cell_written.connect(lambda *told: said.append(told))
    assert model.setData(model.index(1, 1), "7")
    assert not model.setData(model.index(2, 1), "2")
    assert said == [(3, Field.NUMBER, "7")]
    look = model.look_at(1, 1)
    assert (look.text, look.tone, look.is_written) == ("7", None, True)


def test_rows_are_left_out_and_taken_in_again(dialog: ImportDialog) -> None:
    grid = dialog.check.grid
    press("Delete")
    assert seen(dialog)[1][1] == "不导入"
    assert seen(dialog)[2][2] == "2"
    assert grid.rows.is_left_out(1)
    assert grid.rows.look_at(1, 2).is_faint
    assert dialog.verb.text() == "导入 3 件(&I)"
    assert "不导入 1 行" in dialog.check.numbers.text()
    press("Ctrl+A")
    press("Delete")
    assert not dialog.verb.isEnabled()
    press("Delete")
    assert dialog.verb.text() == "导入 4 件(&I)"
    grid.clearSelection()
    press("Delete")
    assert dialog.verb.text() == "导入 4 件(&I)"


def test_only_problems_keeps_what_was_left_out_in_sight(dialog: ImportDialog, qtbot: QtBot) -> None:
    check = dialog.check
    press("Delete")
    press("Alt+O", dialog)
    qtbot.waitUntil(check.only_problems.isChecked)
    assert [row[0] for row in seen(dialog)] == ["3", "5"]
    press("Alt+O", dialog)
    qtbot.waitUntil(lambda: len(seen(dialog)) == 4)
    assert check.grid.rows.number_of(check.grid.at[0]) == 3


def test_without_problems_f8_says_so(dialog: ImportDialog) -> None:
    check = dialog.check
    check.grid.selectAll()
    press("Delete")
    press("F8")
    assert check.reason.text() == "没有需要核对的行。"
    assert check.well.isVisible()


def test_cells_are_copied_as_the_list_has_them(dialog: ImportDialog) -> None:
    press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "2\n"
    dialog.check.grid.clearSelection()
    press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "2\n"
    dialog.check.grid.go_to(0, 0)
    press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "新增\n"
    press("Return")
    assert dialog.check.grid.state() == dialog.check.grid.State.NoState


def test_the_menu_of_the_grid_offers_what_the_keys_do(dialog: ImportDialog, qtbot: QtBot) -> None:
    grid = dialog.check.grid
    edit = next(action for action in grid.actions() if "改这一格" in action.text())
    edit.trigger()
    qtbot.waitUntil(lambda: grid.state() == grid.State.EditingState)
    press("Escape")
    assert grid.state() == grid.State.NoState
    grid.go_to(0, 0)
    edit.trigger()
    assert grid.state() == grid.State.NoState


def test_the_year_of_days_without_one_is_said_in_the_check(
    seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(seat, qtbot)
    dialog.source.year_box.setValue(2024)
    read(dialog, qtbot, dirty(tmp_path))
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: dialog.check.isVisible() and dialog.work.plan is not None)
    assert dialog.check.year_words.text().startswith("✓ 交办日期 1 格、办结时限 1 格没有写年份")
    assert dialog.check.year.value() == 2024
    dialog.check.year.setValue(2025)
    assert "2025-03-02" in {text for row in seen(dialog, 10) for text in row}


def test_a_dark_window_paints_in_its_own_colours(dialog: ImportDialog, qtbot: QtBot) -> None:
    grid = dialog.check.grid
    press("Delete")
    before = grid.grab().toImage().pixelColor(grid.width() - 4, grid.height() - 4).lightness()
    theme.apply(theme.Appearance.DARK)
    qtbot.waitUntil(
        lambda: grid.grab().toImage().pixelColor(grid.width() - 4, grid.height() - 4).lightness() < before
    )


def test_before_a_plan_came_nothing_is_decided(seat: Seat, qtbot: QtBot) -> None:
    step = CheckStep(seat[0])
    qtbot.addWidget(step)
    said: list[object] = []
    step.decided.connect(said.append)
    step._on_rows_dropped((3,))
    step._on_year(2025)
    step._on_restore()
    step._on_narrowed()
    step.grid.rows.cell_written.emit(3, Field.NUMBER, "1")
    assert said == []


def test_remarks_stand_beside_the_cells(office: Office, tmp_path: Path) -> None:
    plan = intake.read(office, dirty(tmp_path))
    said = [(line.where, line.state, line.tone) for line in remarks_of(plan)]
    assert said[0] == ("全表", "▲ 请核对", Tone.RED)
    assert ("第7行", "● 说明", Tone.DONE) in said
    assert summary(plan).startswith("将登记 3 件")


def test_each_row_counts_where_it_is_gravest(office: Office, tmp_path: Path) -> None:
    from dataclasses import replace

    plan = intake.read(office, named(tmp_path))
    problems = (
        RowProblem(2, "案由", "", "错", Severity.ERROR),
        RowProblem(2, "案由", "", "说明", Severity.NOTE),
        RowProblem(3, "案由", "", "请核对"),
        RowProblem(0, "", "", "全表"),
    )
    counted = severities(replace(plan, problems=problems))
    assert counted == {Severity.ERROR: 1, Severity.WARNING: 1, Severity.NOTE: 0}
