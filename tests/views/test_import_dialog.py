"""Importing: the list is read and looked at first; only 导入 writes, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from desktop.casework import find, intake, keep
from desktop.casework.intake import Hints, Plan
from desktop.casework.intake_cells import RowProblem
from desktop.casework.office import open_office
from desktop.domain.errors import Severity
from desktop.domain.kinds import Kind
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria
from desktop.views.import_dialog import ImportDialog
from desktop.views.import_plan import lines_of, summary
from tests.views.case_desk import desk_of, press, shown

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]
LIST = """案号,案由,领衔代表,主办单位,协办单位
1,关于增设示例路公交站的建议,示例甲,示例区教育局,示例区财政局
2,关于整治示例河的建议,示例乙,示例区水利局,
2,关于修缮示例桥的建议,示例丙,示例区教育局,
,关于示例林的建议,示例丁,示例区教育局,
"""


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """Return a list that says 建议 in its name, but no session."""
    path = tmp_path / "代表建议交办清单.csv"
    path.write_text(LIST, "utf-8")
    return path


def opened(seat: Seat, qtbot: QtBot) -> ImportDialog:
    dialog = ImportDialog(seat[0])
    qtbot.addWidget(dialog)
    shown(dialog, qtbot)
    return dialog


def read(dialog: ImportDialog, qtbot: QtBot, path: Path) -> None:
    dialog.read(str(path))
    qtbot.waitUntil(lambda: not dialog._desk.jobs.is_busy, timeout=10_000)


def cells(dialog: ImportDialog) -> list[list[str]]:
    rows = dialog.table.rows
    return [[rows.text_at(row, column) for column in range(4)] for row in range(rows.rowCount())]


def count(office: Office) -> int:
    return find.count(office, Criteria())


def test_nothing_is_written_before_it_was_looked_at(
    seat: Seat, qtbot: QtBot, office: Office, named: Path
) -> None:
    dialog = opened(seat, qtbot)
    assert dialog.empty.isVisible()
    assert not dialog.take.isEnabled()
    read(dialog, qtbot, named)
    assert dialog.numbers.text() == "将登记 4 件；新建单位 1 个；3 行请核对"
    assert [row for row in cells(dialog) if row[0] != "全表"] == [
        ["2", "● 收下", "1", "关于增设示例路公交站的建议"],
        ["3", "▲ 请核对", "2", "关于整治示例河的建议"],
        ["4", "▲ 请核对", "2", "关于修缮示例桥的建议"],
        ["5", "▲ 请核对", "", "关于示例林的建议"],
    ]
    assert count(office) == 0
    dialog.only_problems.setFocus()
    press("Space")
    assert "● 收下" not in {row[1] for row in cells(dialog)}


def test_ctrl_enter_takes_the_list_in_and_says_how_it_went(
    seat: Seat, qtbot: QtBot, office: Office, named: Path
) -> None:
    desk, heard = seat
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, named)
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: dialog.banner.text == "已导入 4 件，3 件有提示。")
    assert count(office) == 4
    assert heard.said == ["已导入 4 件，3 件有提示"]
    assert not dialog.take.isVisible()
    assert dialog.cancel.text() == "完成"
    assert {unit.name for unit in keep.units(desk.office)} >= {"示例区水利局"}
    press("Ctrl+Return")
    assert count(office) == 4


def test_a_list_known_already_offers_nothing(seat: Seat, qtbot: QtBot, office: Office, named: Path) -> None:
    intake.commit(office, intake.read(office, named))
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, named)
    assert dialog.numbers.text().startswith("没有要登记的新件；已有 4 件跳过")
    assert not dialog.take.isEnabled()
    assert {row[1] for row in cells(dialog) if row[0] != "全表"} == {"○ 跳过"}


def test_what_the_list_does_not_say_is_asked_and_read_again(
    seat: Seat, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(LIST, "utf-8")
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, path)
    assert "看不出来表是建议还是提案" in dialog.banner.text
    assert dialog.empty.isVisible()
    dialog.kind.choose(Kind.SUGGESTION)
    dialog.kind.activated.emit(dialog.kind.currentIndex())
    qtbot.waitUntil(lambda: dialog.numbers.text().startswith("将登记 4 件"), timeout=10_000)
    assert dialog.banner.text == ""
    line = dialog.session.lineEdit()
    assert line is not None
    line.setFocus()
    line.setText("示例区十八届人大一次会议")
    press("Tab")
    qtbot.waitUntil(lambda: "新建届次：示例区十八届人大一次会议" in dialog.numbers.text(), timeout=10_000)
    line.editingFinished.emit()
    assert not dialog._desk.jobs.is_busy
    assert count(office) == 0


def test_a_file_that_is_no_list_is_refused_in_the_banner(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "照片.csv"
    path.write_text("什么,也,没有\n1,2,3\n", "utf-8")
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, path)
    assert "办理台没有改动" in dialog.banner.text
    assert not dialog.take.isEnabled()


def test_a_list_can_be_chosen_or_dropped(seat: Seat, qtbot: QtBot, named: Path) -> None:
    dialog = opened(seat, qtbot)
    dialog.choose.click()
    chooser = dialog.findChildren(QFileDialog)[-1]
    assert "xlsx" in chooser.nameFilters()[0]
    chooser.close()
    dropped, text = QMimeData(), QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(named))])
    text.setText("不是文件")
    for content, wanted in ((dropped, True), (text, False)):
        entering = QDragEnterEvent(dialog.rect().center(), *_by_copy(content))
        entering.ignore()
        dialog.dragEnterEvent(entering)
        assert entering.isAccepted() is wanted
        dialog.dropEvent(QDropEvent(QPointF(9, 9), *_by_copy(content)))
    qtbot.waitUntil(dialog.table.isVisible, timeout=10_000)
    assert dialog.file.text() == str(named)


def _by_copy(content: QMimeData) -> tuple[Qt.DropAction, QMimeData, Qt.MouseButton, Qt.KeyboardModifier]:
    return Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_a_desk_for_reading_shows_the_list_and_takes_nothing(
    qapp: object, qtbot: QtBot, office: Office, named: Path, tmp_path: Path
) -> None:
    assert qapp
    reader = open_office(office.directory, clock=office.clock, officer="示例", read_only=True)
    desk, heard = desk_of(reader, tmp_path)
    dialog = opened((desk, heard), qtbot)
    read(dialog, qtbot, named)
    assert dialog.table.isVisible()
    assert not dialog.take.isEnabled()
    dialog.reject()
    desk.relay.leave()
    reader.close()


def test_a_refused_import_writes_nothing_and_says_why(
    seat: Seat, qtbot: QtBot, office: Office, named: Path
) -> None:
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, named)
    office.store._work.read_only = True
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: "没有写入任何内容" in dialog.banner.text)
    office.store._work.read_only = False
    assert count(office) == 0


def test_an_answer_that_comes_after_the_dialog_was_closed_is_dropped(
    seat: Seat, qtbot: QtBot, named: Path
) -> None:
    for path in (named, named.with_name("没有.csv")):
        dialog = shown(ImportDialog(seat[0]), qtbot)
        assert isinstance(dialog, ImportDialog)
        dialog.read(str(path))
        dialog.reject()
        qtbot.waitUntil(lambda: not seat[0].jobs.is_busy, timeout=10_000)


def test_a_line_says_what_becomes_of_its_row(office: Office, named: Path) -> None:
    plan = intake.read(office, named, Hints())
    problems = (
        RowProblem(0, "", "", "表中隐藏的2行也已读入", Severity.NOTE),
        RowProblem(0, "届次", "", "请核对"),
        RowProblem(2, "案由", "甲", "太长", Severity.ERROR),
        RowProblem(2, "", "", "另一处", Severity.NOTE),
        RowProblem(9, "", "合计", "已跳过", Severity.NOTE),
    )
    lines = lines_of(Plan(plan.file, plan.sheet, plan.scheme_id, plan.entries, problems=problems))
    said = [(line.place, line.state, line.tone, line.words) for line in lines if line.words]
    assert said == [
        ("全表", "▲ 请核对", Tone.RED, "届次：请核对"),
        ("全表", "○ 说明", Tone.DONE, "表中隐藏的2行也已读入"),
        ("2", "■ 有误", Tone.OVERDUE, "案由：“甲”太长；另一处"),
        ("9", "○ 跳过", Tone.DONE, "已跳过"),
    ]
    assert lines[-1].title == "合计"


def test_opinions_are_counted_apart(office: Office, named: Path, tmp_path: Path) -> None:
    intake.commit(office, intake.read(office, named))
    path = tmp_path / "建议协办意见.csv"
    path.write_text("案号,协办单位,协办意见提交日期\n1,示例区财政局,2026-03-01\n", "utf-8")
    plan = intake.read(office, path)
    assert summary(plan).startswith("将登记协办意见 1 条；")
    assert [line.is_taken for line in lines_of(plan) if line.row] == [True]
