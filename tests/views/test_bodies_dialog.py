"""Documents are shown with the case each belongs to; only ticked ones are written, and undone in one act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from desktop.casework import find, register, undo
from desktop.views.acts import ActDesk
from desktop.views.bodies_dialog import BodiesDialog
from tests.desks import registered
from tests.views.case_desk import focus, press, shown, type_text

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]


@pytest.fixture
def papers(office: Office) -> Office:
    """Return the office with four papers, one of them with a body; two bear number 14."""
    for number, title, body in (
        ("12", "关于加装电梯的建议", ""),
        ("13", "关于示例学位的建议", "原来的正文。"),
        ("14", "关于示例停车的建议", ""),
        ("14", "关于示例照明的建议", ""),
    ):
        case = registered(office, number)
        register.amend(office, case.id, replace(case.proposal, title=title, body=body))
    return office


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of documents: plain, replacing, of two cases, of none, unreadable, and a stray file."""
    made = tmp_path / "正文"
    (made / "下级").mkdir(parents=True)
    for name, text in (
        ("第12号.txt", "关于加装电梯的建议\n请加装。"),
        ("关于示例学位的建议.txt", "新的正文，更长一些。"),
        ("第14号.txt", "请办理。"),
        ("下级/无题.txt", "没有题目。"),
        ("空.txt", ""),
        ("~$第12号.docx", "x"),
        ("照片.png", "x"),
    ):
        (made / name).write_text(text, "utf-8")
    return made


@pytest.fixture
def dialog(seat: Seat, papers: Office, host: QWidget, qtbot: QtBot) -> BodiesDialog:
    """Return the dialog, open over the papers."""
    made = BodiesDialog(seat[0], host)
    assert papers is seat[0].office
    shown(made, qtbot)
    return made


def read(dialog: BodiesDialog, qtbot: QtBot, *paths: Path) -> None:
    dialog.read(map(str, paths))
    qtbot.waitUntil(lambda: not dialog._desk.jobs.is_busy, timeout=10_000)


def lines(dialog: BodiesDialog) -> list[tuple[str, ...]]:
    """Return what the list says, line by line, the tick first."""
    rows = dialog.documents
    return [
        ("✓" if rows.is_ticked(place) else "", *(rows.text_at(place, column) for column in range(1, 6)))
        for place in range(rows.rowCount())
    ]


def go_to(dialog: BodiesDialog, place: int) -> None:
    dialog.table.setFocus()
    dialog.table.select_place(place)


def body(office: Office, number: str, place: int = 0) -> str:
    return find.by_number(office, number)[place].proposal.body


def test_every_document_of_a_folder_is_shown_with_its_case(
    dialog: BodiesDialog, qtbot: QtBot, folder: Path
) -> None:
    assert dialog.empty.isVisible()
    assert not dialog.side.isVisible()
    assert not dialog.verb_button.isEnabled()
    read(dialog, qtbot, folder)
    assert sorted(lines(dialog), key=lambda line: line[1]) == sorted([
        ("✓", "第12号.txt", "关于加装电梯的建议", "● 写入", "—", "14 字"),
        ("", "关于示例学位的建议.txt", "关于示例学位的建议", "▲ 已有正文", "6 字", "10 字"),
        ("", "第14号.txt", "—", "▲ 不止一件", "—", "4 字"),
        ("", "无题.txt", "—", "▲ 没有对上", "—", "5 字"),
        ("", "空.txt", "—", "■ 读不了", "—", "—"),
    ], key=lambda line: line[1])  # fmt: skip
    assert dialog.numbers.text() == "5 个文件，将写入 1 件；2 个没有对上，可在右边指定；1 个读不了"
    assert focus() is dialog.table


def test_only_ticked_ones_are_written_and_one_act_takes_it_back(
    dialog: BodiesDialog, seat: Seat, qtbot: QtBot, folder: Path
) -> None:
    office = seat[0].office
    read(dialog, qtbot, folder)
    names = [line[1] for line in lines(dialog)]
    go_to(dialog, names.index("关于示例学位的建议.txt"))
    press("Space")
    assert lines(dialog)[names.index("关于示例学位的建议.txt")][3] == "● 替换"
    go_to(dialog, names.index("空.txt"))
    press("Space")
    go_to(dialog, names.index("第14号.txt"))
    press("Return")
    found = dialog.finder.list
    assert [found.item(at).text() for at in range(found.count())] == [
        "14　关于示例停车的建议",
        "14　关于示例照明的建议",
    ]
    press("Down")
    press("Return")
    go_to(dialog, names.index("无题.txt"))
    press("Return")
    type_text("停车")
    press("Return")
    assert {line[1] for line in lines(dialog) if line[0]} == {*names} - {"空.txt"}
    press("Ctrl+Return")
    assert seat[1].said == ["已补录正文 4 件，还有 1 个文件没有对上"]
    assert body(office, "12") == "关于加装电梯的建议\n请加装。"
    assert body(office, "13") == "新的正文，更长一些。"
    assert [body(office, "14", place) for place in (0, 1)] == ["没有题目。", "请办理。"]
    undo.undo(office)
    assert [body(office, number) for number in ("12", "13", "14")] == ["", "原来的正文。", ""]


def test_nothing_ticked_is_nothing_written(dialog: BodiesDialog, qtbot: QtBot, folder: Path) -> None:
    read(dialog, qtbot, folder / "第12号.txt")
    assert [line[0] for line in lines(dialog)] == ["✓"]
    press("Space")
    assert not dialog.verb_button.isEnabled()
    press("Ctrl+Return")
    assert dialog.banner.text == "没有勾选要写入的正文，办理台没有改动；请勾选后再写入。"


def test_what_was_chosen_by_hand_is_not_lost_unasked(
    dialog: BodiesDialog, qtbot: QtBot, folder: Path
) -> None:
    read(dialog, qtbot, folder / "下级")
    press("Return")
    type_text("12")
    press("Return")
    assert lines(dialog)[0][2] == "关于加装电梯的建议"
    press("Escape")
    assert dialog.isVisible()
    assert dialog.would_lose()


def test_one_session_at_a_time(dialog: BodiesDialog, qtbot: QtBot, folder: Path) -> None:
    read(dialog, qtbot, folder / "第12号.txt")
    press("Alt+S")
    press("Down")
    qtbot.waitUntil(lambda: not dialog._desk.jobs.is_busy, timeout=10_000)
    assert dialog.session.value() is not None
    assert [line[0] for line in lines(dialog)] == ["✓"]
    dialog.table.setFocus()
    press("Return")
    assert dialog.finder.list.count() == 4


def test_a_folder_without_documents_is_told(dialog: BodiesDialog, tmp_path: Path) -> None:
    empty = tmp_path / "空文件夹"
    empty.mkdir()
    dialog.read([str(empty)])
    assert dialog.banner.text == "所选文件夹里没有 .docx、.txt 文件，没有读取；请另选。"
    dialog.read_again()
    assert dialog.empty.isVisible()


def test_files_are_dropped_on_it(dialog: BodiesDialog, qtbot: QtBot, folder: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder / "第12号.txt"))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(dialog.rect().center(), copy, mime, left, none)
    dialog.dragEnterEvent(entered)
    assert entered.isAccepted()
    dialog.dropEvent(QDropEvent(QPointF(9, 9), copy, mime, left, none))
    qtbot.waitUntil(lambda: dialog.documents.rowCount() == 1, timeout=10_000)
    words = QMimeData()  # kept: the event does not own it
    other = QDragEnterEvent(dialog.rect().center(), copy, words, left, none)
    other.ignore()
    dialog.dragEnterEvent(other)
    assert not other.isAccepted()


@pytest.mark.parametrize("ask", ["ask_files", "ask_folder"])
def test_files_and_folders_are_asked_for(dialog: BodiesDialog, qtbot: QtBot, folder: Path, ask: str) -> None:
    getattr(dialog, ask)()
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    chooser.filesSelected.emit([str(folder)])
    chooser.reject()
    qtbot.waitUntil(lambda: dialog.documents.rowCount() == 5, timeout=10_000)


def test_the_menu_of_files_leads_here(seat: Seat, host: QWidget) -> None:
    ActDesk(seat[0], host).take_bodies()
    assert host.findChild(BodiesDialog).isVisible()


def test_what_comes_after_leaving_is_not_shown(dialog: BodiesDialog, qtbot: QtBot, folder: Path) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.read([str(folder)])
    dialog.reject()
    qtbot.waitUntil(lambda: not dialog._desk.jobs.is_busy, timeout=10_000)
    assert dialog.documents.rowCount() == 0
