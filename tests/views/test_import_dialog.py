"""Importing: the list is read, mapped and looked at first; only 导入 writes, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from desktop.casework import find, intake, keep
from desktop.casework.intake_headings import Field
from desktop.casework.office import open_office
from desktop.domain.kinds import Kind
from desktop.domain.listing import Criteria
from desktop.views import clipboard
from desktop.views.bodies_dialog import BodiesDialog
from desktop.views.import_dialog import ImportDialog
from desktop.views.import_done import criteria_of
from desktop.views.import_frame import CHECK, DONE, MAPPING, SOURCE
from tests.views.case_desk import desk_of, press, shown, type_text, words_of
from tests.views.import_desk import DIRTY, LIST, count, dirty, named, opened, read, seen, settled, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from tests.views.import_desk import Seat

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down


def test_a_plain_list_goes_straight_to_the_check_and_nothing_is_written(
    seat: Seat, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    dialog = opened(seat, qtbot)
    assert dialog.step == SOURCE
    assert not dialog.verb.isEnabled()
    read(dialog, qtbot, named(tmp_path))
    assert dialog.step == CHECK
    assert dialog.strip.accessibleName() == "导入步骤 3/4：核对"
    assert dialog.check.numbers.text() == "将登记 4 件；新建单位 1 个"
    assert seen(dialog) == [
        ["2", "新增", "1", "关于增设示例路公交站的建议", "示例甲"],
        ["3", "▲ 新增", "▲ 2", "关于整治示例河的建议", "示例乙"],
        ["4", "▲ 新增", "▲ 2", "关于修缮示例桥的建议", "示例丙"],
        ["5", "▲ 新增", "▲", "关于示例林的建议", "示例丁"],
    ]
    assert dialog.verb.text() == "导入 4 件(&I)"
    assert count(office) == 0


def test_ctrl_enter_takes_the_list_in_tells_how_it_went_and_undo_takes_it_back(
    seat: Seat, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    _, heard = seat
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, named(tmp_path))
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: dialog.step == DONE)
    assert dialog.end.told.text() == "已导入 4 件，3 件有提示"
    assert heard.said == ["已导入 4 件，3 件有提示"]
    hints = dialog.end.hints.rows
    places = [hints.text_at(place, 0) for place in range(hints.rowCount())]
    assert places == ["全表", "第3行", "第4行", "第5行"]
    assert "新建单位 1 个：示例区水利局" in words_of(dialog)
    assert count(office) == 4
    assert {unit.name for unit in keep.units(office)} >= {"示例区水利局"}
    press("Alt+U")
    qtbot.waitUntil(lambda: "已撤销" in dialog.end.told.text())
    settled(dialog, qtbot)
    assert count(office) == 0
    assert not dialog.end.undo.isVisible()
    press("Alt+A")
    qtbot.waitUntil(lambda: dialog.step == SOURCE)
    assert dialog.source.file.text() == ""
    read(dialog, qtbot, named(tmp_path))
    assert dialog.step == CHECK


def test_the_new_cases_are_shown_in_the_ledger(
    seat: Seat, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    _, heard = seat
    dialog = opened(seat, qtbot)
    path = workbook(tmp_path / "建议.xlsx", ("示例区十七届人大一次会议建议", DIRTY[:2] + DIRTY[3:4]))
    read(dialog, qtbot, path)
    dialog.go_to(MAPPING)
    press("Ctrl+Return")
    settled(dialog, qtbot)
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: dialog.step == DONE)
    press("Space")
    assert [row.item_no for row in find.page(office, heard.shown[0], 0, 9)] == ["1"]
    assert not dialog.isVisible()


def test_a_long_list_is_seen_before_it_is_judged(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    lines = "".join(f"{number},关于示例事项{number}的建议,示例区教育局\n" for number in range(500))
    path = tmp_path / "清单.csv"
    path.write_text(f"案号,案由,主办单位\n{lines}", "utf-8")
    dialog = opened(seat, qtbot)
    said: list[tuple[str, bool, list[str]]] = []

    def look(words: str) -> None:
        if words == "正在读取名单":
            press("F2", dialog.check.grid)
            assert dialog.check.grid.state() == dialog.check.grid.State.NoState
            said.append((dialog.check.numbers.text(), dialog.verb.isEnabled(), seen(dialog)[0]))

    dialog.work.busy.connect(look)
    dialog.read(str(path))
    settled(dialog, qtbot)
    assert dialog.step == SOURCE  # nothing tells whether these are 建议 or 提案
    dialog.source.kind.choose(Kind.SUGGESTION)
    press("Ctrl+Return")
    settled(dialog, qtbot)
    assert seen(dialog)[0][1] == "新增"
    assert dialog.verb.text() == "导入 500 件(&I)"
    raw = ["2", "核对中", "0", "关于示例事项0的建议", "示例区教育局"]
    assert said == [("已读入 500 行，正在核对…", False, raw)] * 2


def test_a_long_list_is_shown_by_its_session_only(office: Office, tmp_path: Path) -> None:
    lines = "".join(f"{number},关于示例事项{number}的建议,示例区教育局\n" for number in range(400))
    path = tmp_path / "建议.csv"
    path.write_text(f"案号,案由,主办单位\n{lines}", "utf-8")
    plan = intake.read(office, path)
    (filter_,) = criteria_of(plan).filters
    assert len(filter_.values) == 1


def test_bodies_can_be_taken_in_right_after_the_list(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, named(tmp_path))
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: dialog.step == DONE)
    press("Alt+T")
    qtbot.waitUntil(lambda: bool(dialog.findChildren(BodiesDialog)))
    dialog.findChildren(BodiesDialog)[0].reject()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    press("Ctrl+Return", dialog)
    assert not dialog.isVisible()


def test_a_list_known_already_offers_nothing(
    seat: Seat, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "代表建议交办清单.csv"
    path.write_text("\n".join(LIST.splitlines()[:3]), "utf-8")
    intake.commit(office, intake.read(office, path))
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, path)
    assert dialog.check.numbers.text() == "没有要登记的新件；已有 2 件跳过"
    assert not dialog.verb.isEnabled()
    press("Ctrl+Return")
    assert dialog.step == CHECK
    assert [row[1] for row in seen(dialog)] == ["已有", "已有"]


def test_what_the_list_does_not_say_is_asked_for(
    seat: Seat, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "清单.csv"
    path.write_text(LIST, "utf-8")
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, path)
    assert dialog.step == SOURCE
    assert "看不出来表是建议还是提案" in dialog.banner.text
    assert dialog.source.kind.hasFocus()
    dialog.source.kind.choose(Kind.SUGGESTION)
    press("Alt+S")
    type_text("示例区十八届人大一次会议")
    press("Ctrl+Return")
    settled(dialog, qtbot)
    assert dialog.step == CHECK
    assert dialog.banner.text == ""
    assert "新建届次：示例区十八届人大一次会议" in dialog.check.numbers.text()
    assert count(office) == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "没有"),
        (bytes(range(256)) * 40, "没有读入任何内容"),
        (b"PK\x03\x04" + b"\0" * 400, "没有读入任何内容"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "没有读入任何内容"),
        (b"\n\n,,\n", "没有内容"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_the_reason(
    seat: Seat, qtbot: QtBot, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "来表.xlsx"
    path.write_bytes(content)
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, path)
    assert dialog.step == SOURCE
    assert said in dialog.banner.text
    assert "这份来表没有读成" in words_of(dialog.source)
    assert not dialog.verb.isEnabled()


def test_a_list_can_be_chosen_or_dropped(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(seat, qtbot)
    press("Alt+F")
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QFileDialog)))
    chooser = dialog.findChildren(QFileDialog)[-1]
    for ending in ("xlsx", "xls", "et", "ods", "csv", "html", "doc"):
        assert f"*.{ending}" in chooser.nameFilters()[0]
    chooser.close()
    dropped, text = QMimeData(), QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(named(tmp_path)))])
    text.setText("不是文件")
    for content, wanted in ((dropped, True), (text, False)):
        entering = QDragEnterEvent(dialog.rect().center(), *_by_copy(content))
        entering.ignore()
        dialog.dragEnterEvent(entering)
        assert entering.isAccepted() is wanted
        dialog.dropEvent(QDropEvent(QPointF(9, 9), *_by_copy(content)))
    qtbot.waitUntil(lambda: dialog.step == CHECK, timeout=10_000)
    assert dialog.source.file.text().endswith("代表建议交办清单.csv")


def _by_copy(content: QMimeData) -> tuple[Qt.DropAction, QMimeData, Qt.MouseButton, Qt.KeyboardModifier]:
    return Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_copied_rows_are_pasted_by_key(seat: Seat, qtbot: QtBot) -> None:
    dialog = opened(seat, qtbot)
    dialog.source.kind.choose(Kind.SUGGESTION)
    QGuiApplication.clipboard().clear()
    press("Ctrl+V")
    assert "剪贴板里没有表格内容" in dialog.banner.text
    QGuiApplication.clipboard().setMimeData(clipboard.copied([line.split(",") for line in LIST.splitlines()]))
    press("Ctrl+V")
    qtbot.waitUntil(lambda: dialog.step == CHECK, timeout=10_000)
    assert [row[2] for row in seen(dialog)] == ["1", "▲ 2", "▲ 2", "▲"]
    assert dialog.source.file.text() == "粘贴的内容"
    press("Ctrl+V", dialog)
    settled(dialog, qtbot)
    assert dialog.step == CHECK


def test_html_without_a_table_falls_back_to_the_text(seat: Seat, qtbot: QtBot) -> None:
    dialog = opened(seat, qtbot)
    dialog.source.kind.choose(Kind.SUGGESTION)
    dialog.read_pasted(LIST.replace(",", "\t"), "<html><table></table>没有表</html>")
    settled(dialog, qtbot)
    assert dialog.step == CHECK
    dialog.read_pasted("", "<html><table></table></html>")
    settled(dialog, qtbot)
    assert dialog.step == SOURCE
    assert dialog.banner.text


def test_among_several_lists_one_is_chosen(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    rows = tuple(tuple(line.split(",")) for line in LIST.splitlines())
    path = workbook(tmp_path / "建议.xlsx", ("第一批建议", rows), ("第二批建议", rows[:2]), ("空表", ()))
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, path)
    assert dialog.step == SOURCE
    assert dialog.source.sheet == "第一批建议"
    assert dialog.source.sheets.hasFocus()
    press("Down")
    press("Return")
    settled(dialog, qtbot)
    assert len(seen(dialog)) == 1
    press("Alt+Left")
    assert dialog.step == MAPPING
    press("Alt+B")
    qtbot.waitUntil(lambda: dialog.step == SOURCE)
    press("Up")
    press("Alt+X")
    qtbot.waitUntil(lambda: dialog.step == CHECK and len(seen(dialog)) == 4, timeout=10_000)


def test_going_back_and_on_keeps_what_was_decided(seat: Seat, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, named(tmp_path))
    assert dialog.work.plan is not None
    dialog.check.decided.emit(dialog.work.plan.decisions.with_cell(5, Field.NUMBER, "9"))
    press("Alt+Left")
    press("Ctrl+Return")
    assert seen(dialog)[3][2] == "9"
    press("Alt+Left")
    press("Alt+Left")
    dialog.source.scheme.setCurrentIndex((dialog.source.scheme.currentIndex() + 1) % 2)
    press("Ctrl+Return")
    settled(dialog, qtbot)
    assert dialog.step == CHECK
    assert seen(dialog)[3][2] == "9"


def test_leaving_asks_when_something_decided_would_be_lost(
    seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, named(tmp_path))
    assert dialog.work.plan is not None
    dialog.check.decided.emit(dialog.work.plan.decisions.with_row(5, taken=False))
    for answer, is_visible in (("Escape", True), ("Right", False)):
        press("Escape", dialog)
        question = QApplication.activeModalWidget()
        assert isinstance(question, QMessageBox)
        if answer == "Right":
            press("Space", question.button(QMessageBox.StandardButton.Discard))
        else:
            press("Escape", question)
        assert dialog.isVisible() is is_visible


def test_a_desk_for_reading_shows_the_list_and_takes_nothing(
    qapp: object, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    assert qapp
    reader = open_office(office.directory, clock=office.clock, officer="示例", read_only=True)
    desk, heard = desk_of(reader, tmp_path)
    dialog = opened((desk, heard), qtbot)
    read(dialog, qtbot, named(tmp_path))
    assert dialog.step == CHECK
    assert not dialog.verb.isEnabled()
    assert dialog.banner.text.startswith("本办理台以只读方式打开：可以核对来表，不能导入")
    assert dialog.check.tabs.tabBar().accessibleName() == "核对内容"
    dialog.reject()
    desk.relay.leave()
    reader.close()


def test_a_refused_import_writes_nothing_and_says_why(
    seat: Seat, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "代表建议交办清单.csv"
    path.write_text("\n".join(LIST.splitlines()[:2]), "utf-8")
    intake.commit(office, intake.read(office, path))
    path.write_text("案号,案由,领衔代表\n1,关于增设示例路公交站的建议,示例乙\n", "utf-8")
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, path)
    plan = dialog.work.plan
    assert plan is not None
    dialog.check.decided.emit(plan.decisions.accepting(plan.updates))
    assert dialog.verb.text() == "导入 1 件(&I)"
    (row,) = find.page(office, Criteria(), 0, 9)
    case = find.case(office, row.id)
    with office.store.transaction():
        office.store.cases.save(case, office.note("改动", "核对之后"))
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: "又被改动" in dialog.banner.text, timeout=10_000)
    settled(dialog, qtbot)
    assert dialog.step == CHECK
    assert dialog.verb.isEnabled()


def test_an_answer_that_comes_after_the_dialog_was_closed_is_dropped(
    seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    path = named(tmp_path)
    for each in (path, path.with_name("没有.csv")):
        dialog = shown(ImportDialog(seat[0]), qtbot)
        assert isinstance(dialog, ImportDialog)
        dialog.read(str(each))
        dialog.reject()
        qtbot.waitUntil(lambda: not seat[0].jobs.is_busy, timeout=10_000)


def test_opinions_are_looked_at_line_by_line(
    seat: Seat, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    intake.commit(office, intake.read(office, named(tmp_path)))
    path = tmp_path / "建议协办意见.csv"
    path.write_text("案号,协办单位,协办意见提交日期\n1,示例区财政局,2026-03-01\n", "utf-8")
    dialog = opened(seat, qtbot)
    dialog.source.year_box.setValue(2026)
    read(dialog, qtbot, path)
    assert dialog.step == CHECK
    assert dialog.verb.text() == "导入 1 条(&I)"
    lines = dialog.check.remarks.table.rows
    assert dialog.check.remarks.isVisible()
    assert lines.text_at(0, 0) == "第2行"
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: dialog.step == DONE)
    assert dialog.end.told.text() .startswith("已导入 1 条协办意见")
    assert not dialog.end.bodies.isVisible()


def test_a_list_that_only_brings_news_says_so(
    seat: Seat, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    path = named(tmp_path)
    path.write_text("案号,案由,主办单位\n1,关于增设示例路公交站的建议,示例区教育局\n", "utf-8")
    intake.commit(office, intake.read(office, path))
    path.write_text("案号,案由,主办单位,备注\n1,关于增设示例路公交站的建议,示例区教育局,示例\n", "utf-8")
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, path)
    assert dialog.check.numbers.text() == "没有要登记的新件；更新 1 件"
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: dialog.step == DONE)
    assert dialog.end.told.text() == "已更新 1 件"


def test_columns_left_alone_once_are_not_asked_about_again(
    seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, dirty(tmp_path))
    assert dialog.step == MAPPING
    press("Ctrl+Return")
    settled(dialog, qtbot)
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: dialog.step == DONE)
    press("Alt+A")
    qtbot.waitUntil(lambda: dialog.step == SOURCE)
    read(dialog, qtbot, dirty(tmp_path))
    assert dialog.step == CHECK
    assert dialog.mapping.mapping is not None
    assert dialog.mapping.mapping.field_of(10) is None


def test_dirty_headings_are_mapped_by_hand_and_remembered(
    seat: Seat, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, dirty(tmp_path))
    assert dialog.step == MAPPING
    columns = dialog.mapping.columns
    doubt = columns.first_doubt()
    assert doubt is not None
    assert doubt.hasFocus()
    assert "批示情况" in dialog.mapping.about.text()
    doubt.choose(Field.NOTED)
    doubt.activated.emit(doubt.currentIndex())
    press("Ctrl+Return")
    settled(dialog, qtbot)
    assert dialog.step == CHECK
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: dialog.step == DONE)
    press("Alt+U")
    qtbot.waitUntil(lambda: "已撤销" in dialog.end.told.text())
    settled(dialog, qtbot)
    press("Alt+A")
    qtbot.waitUntil(lambda: dialog.step == SOURCE)
    read(dialog, qtbot, dirty(tmp_path))
    assert dialog.step == CHECK
    assert dialog.mapping.mapping is not None
    assert dialog.mapping.mapping.field_of(10) is Field.NOTED


def test_a_classified_row_is_kept_out_before_anybody_asks(
    seat: Seat, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "代表建议交办清单.csv"
    path.write_text("案号,案由,领衔代表\n1,秘密★关于某事的建议,示例乙\n2,关于示例桥的建议,示例丙\n", "utf-8")
    dialog = opened(seat, qtbot)
    read(dialog, qtbot, path)
    assert "带密级标志不导入 1 行" in dialog.check.numbers.text()
    assert "带有密级标志，不导入" in dialog.check.reason.text()
    assert dialog.verb.text() == "导入 1 件(&I)"
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: dialog.step == DONE)
    assert [row.item_no for row in find.page(office, Criteria(), 0, 9)] == ["2"]
