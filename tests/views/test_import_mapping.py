"""Mapping the columns of a list: known ones shown, doubtful ones asked for, headings moved by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel

from desktop.casework.intake_headings import Field
from desktop.casework.intake_source import survey
from desktop.views import theme
from desktop.views.import_columns import FieldChoice, SheetModel
from desktop.views.import_frame import CHECK, MAPPING
from desktop.views.import_mapping import MappingStep
from tests.views.case_desk import focus, press, words_of
from tests.views.import_desk import dirty, opened, read, seen, settled, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from tests.views.import_desk import Seat

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down
HEADS = ("建议编号", "大标题", "主办单位名", "主办单位")
ROWS = (("示例清单",), HEADS, ("1", "关于示例路的建议", "示例区教育局", "示例区财政局"))


def step_of(seat: Seat, qtbot: QtBot, path: Path) -> MappingStep:
    step = MappingStep(seat[0])
    qtbot.addWidget(step)
    source = survey(path)
    step.show_source(source, source.sheets[0].name)
    return step


def meanings(step: MappingStep) -> list[Field | None]:
    return [choice.value() for choice in step.columns.choices]


def marks(step: MappingStep) -> list[str]:
    return [mark.text() for mark in step.columns.findChildren(QLabel)]


def test_guesses_are_shown_to_be_confirmed_but_take_nothing_from_what_is_known(
    seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    step = step_of(seat, qtbot, workbook(tmp_path / "建议.xlsx", ("清单", ROWS)))
    assert meanings(step) == [Field.NUMBER, Field.TITLE, None, Field.LEAD_UNIT]
    assert marks(step) == ["✓ 已识别", "▲ 推测，请确认", "▲ 没有认出", "✓ 已识别"]
    assert not step.is_plain
    assert step.columns.first_doubt() is step.columns.choices[1]


def test_a_meaning_chosen_by_hand_leaves_the_other_column(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    step = step_of(seat, qtbot, workbook(tmp_path / "建议.xlsx", ("清单", ROWS)))
    choice = step.columns.choices[2]
    choice.choose(Field.LEAD_UNIT)
    choice.activated.emit(choice.currentIndex())
    assert meanings(step) == [Field.NUMBER, Field.TITLE, Field.LEAD_UNIT, None]
    assert marks(step)[2:] == ["✓ 已指定", "○ 不取用"]
    choice.choose(None)
    choice.activated.emit(choice.currentIndex())
    assert meanings(step) == [Field.NUMBER, Field.TITLE, None, Field.LEAD_UNIT]


def test_without_a_title_column_nothing_is_read(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    rows = (("甲", "乙"), (1, "关于示例路的建议"))
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, workbook(tmp_path / "建议.xlsx", ("清单", rows)))
    assert dialog.step == MAPPING
    assert "还没有一列对应“案由”" in words_of(dialog)
    press("Ctrl+Return")
    settled(dialog, qtbot)
    assert dialog.step == MAPPING
    assert "没有一列对应“案由”" in dialog.banner.text
    assert (dialog.mapping.first.value(), dialog.mapping.last.value()) == (1, 1)
    for place, field in ((0, Field.NUMBER), (1, Field.TITLE)):
        choice = dialog.mapping.columns.choices[place]
        choice.setFocus()
        choice.choose(field)
        choice.activated.emit(choice.currentIndex())
    press("Ctrl+Return")
    settled(dialog, qtbot)
    assert dialog.step == CHECK
    assert dialog.banner.text == ""


def test_the_heading_is_moved_by_keys(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, dirty(tmp_path))
    step = dialog.mapping
    assert (step.first.value(), step.last.value()) == (2, 3)
    assert "表头 2" in {_title(step, row) for row in range(4)}
    press("Alt+E")
    assert focus() is step.last
    press("Down")
    assert step.mapping is not None
    assert (step.mapping.top, step.mapping.below) == (1, 2)
    assert Field.LEAD_UNIT not in {field for _, field in step.mapping.fields}
    press("Up")
    assert step.mapping.below == 3
    step.first.setValue(60)
    assert step.mapping.top == 6


def test_rows_without_a_heading_are_mapped_too(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    rows = (("示例清单",), (1, "关于示例路的建议"), (2, "关于示例桥的建议"))
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, workbook(tmp_path / "建议.xlsx", ("清单", rows)))
    assert dialog.mapping.last.text() == "无"
    assert [column.heading for column in dialog.mapping.columns._columns] == ["第1列", "第2列"]
    choice = dialog.mapping.columns.choices[1]
    choice.setFocus()
    choice.choose(Field.TITLE)
    choice.activated.emit(choice.currentIndex())
    choice = dialog.mapping.columns.choices[0]
    choice.setFocus()
    choice.choose(Field.NUMBER)
    choice.activated.emit(choice.currentIndex())
    press("Ctrl+Return")
    settled(dialog, qtbot)
    assert [row[0] for row in seen(dialog, 3)] == ["2", "3"]


def _title(step: MappingStep, row: int) -> str:
    return str(step.columns.model.headerData(row, Qt.Orientation.Vertical))


def test_tab_goes_from_column_to_column_and_brings_each_into_sight(
    seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    heads = tuple(f"示例栏目{number}" for number in range(30))
    path = workbook(tmp_path / "建议.xlsx", ("清单", (("案由", *heads), ("关于示例的建议", *heads))))
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, path)
    bar = dialog.mapping.columns.table.horizontalScrollBar()
    assert bar.value() == 0
    for _ in range(20):
        press("Tab")
    chosen = focus()
    assert isinstance(chosen, FieldChoice)
    assert bar.value() > 0
    assert 0 < chosen.x() < dialog.mapping.columns.width() - 100
    assert dialog.mapping.about.text() == f"{heads[20]}：“{heads[20]}”"


def test_the_wheel_scrolls_and_changes_no_meaning(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    step = step_of(seat, qtbot, workbook(tmp_path / "建议.xlsx", ("清单", ROWS)))
    before = meanings(step)
    down = QPoint(0, -120)
    event = QWheelEvent(
        QPointF(4, 4), QPointF(4, 4), down, down, Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(step.columns.choices[0], event)
    assert meanings(step) == before
    assert not event.isAccepted()


def test_the_rows_shown_are_a_sound_model(
    seat: Seat, qtbot: QtBot, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    step = step_of(seat, qtbot, dirty(tmp_path))
    model = step.columns.model
    qtmodeltester.check(model)
    assert isinstance(model, SheetModel)
    heading = model.data(model.index(1, 0), Qt.ItemDataRole.BackgroundRole)
    assert heading.color().name().upper() == theme.LIGHT.accent_soft
    caption = model.data(model.index(0, 0), Qt.ItemDataRole.ForegroundRole)
    assert caption.color().name().upper() == theme.LIGHT.text_muted
    assert model.data(model.index(5, 0), Qt.ItemDataRole.BackgroundRole) is None
    assert model.headerData(99, Qt.Orientation.Horizontal) is None


def test_before_a_sheet_came_nothing_is_mapped(seat: Seat, qtbot: QtBot) -> None:
    step = MappingStep(seat[0])
    qtbot.addWidget(step)
    step.first.setValue(3)
    step.columns.field_chosen.emit(1, Field.TITLE)
    assert step.mapping is None
    assert step.columns.first_doubt() is None
