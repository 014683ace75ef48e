"""The files of a case on its page: dropped, pasted, chosen, opened as copies, named, taken off and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from desktop.casework import attach, register, undo
from desktop.casework.office import open_office
from desktop.domain.attachment import AttachmentKind
from desktop.views.attach_dialog import AttachDialog
from desktop.views.case_page import CasePage
from desktop.views.name_dialog import NameDialog
from tests import desks
from tests.views.case_desk import desk_of, fill, press, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ANY_ACTION = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


class Viewer(QObject):
    """Stands in for the programs of this computer that show files."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, bytes]] = []

    @Slot(QUrl)
    def show_file(self, url: QUrl) -> None:
        path = Path(url.toLocalFile())
        self.shown.append((path.name, path.read_bytes()))


@pytest.fixture
def viewer() -> Iterator[Viewer]:
    made = Viewer()
    QDesktopServices.setUrlHandler("file", made, "show_file")
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def case(office: Office) -> Case:
    return desks.registered(office)


@pytest.fixture
def page(seat: tuple[Desk, Heard], case: Case, qtbot: QtBot) -> CasePage:
    page = CasePage(seat[0])
    qtbot.addWidget(page)
    page.resize(1198, 694)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_case(case.id)
    return page


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Return two files of a person's own."""
    paths = tmp_path / "来文扫描.pdf", tmp_path / "征询意见表.jpg"
    for path in paths:
        path.write_bytes(path.name.encode())
    return paths


def content(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(page: CasePage, mime: QMimeData) -> bool:
    """Drag files over the page and let them go; return whether the page took the drag."""
    enter = QDragEnterEvent(QPoint(400, 300), ANY_ACTION, mime, LEFT, NO_KEYS)
    QApplication.sendEvent(page, enter)
    if enter.isAccepted():
        assert enter.dropAction() is Qt.DropAction.CopyAction
        QApplication.sendEvent(page, QDropEvent(QPointF(400, 300), ANY_ACTION, mime, LEFT, NO_KEYS))
    return enter.isAccepted()


def asked(qtbot: QtBot) -> AttachDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), AttachDialog))
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, AttachDialog)
    return dialog


def names(page: CasePage) -> list[str]:
    return [page._papers.table.rows.text_at(row, 0) for row in range(page._papers.table.rows.rowCount())]


def put(page: CasePage, qtbot: QtBot, *paths: Path) -> None:
    assert drop(page, content(*paths))
    asked(qtbot)
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: len(names(page)) == len(paths))
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page._papers.table.setFocus()


def test_files_dropped_on_the_page_are_put_to_the_case(
    page: CasePage, office: Office, case: Case, files: tuple[Path, Path], qtbot: QtBot
) -> None:
    assert drop(page, content(*files))
    dialog = asked(qtbot)
    assert dialog.chosen is None
    assert [dialog.table.rows.text_at(row, 2) for row in (0, 1)] == ["来文扫描", "征询意见表"]
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    assert [each.kind for each in attach.of_case(office, case.id)] == [
        AttachmentKind.PAPER,
        AttachmentKind.OPINION_FORM,
    ]
    assert page.header.tab_bar.tabText(6) == "附件 2"
    assert page.tabs.currentWidget() is page._papers


def test_files_are_pasted_and_their_kind_is_chosen_by_keys(
    page: CasePage, office: Office, case: Case, files: tuple[Path, Path], qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setMimeData(content(files[0]))
    press("Ctrl+V", page)
    dialog = asked(qtbot)
    assert dialog.chosen is AttachmentKind.PAPER
    press("Alt+K")
    press("End")
    assert dialog.table.rows.text_at(0, 2) == "其他"
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: names(page) == ["来文扫描.pdf"])
    assert attach.of_case(office, case.id)[0].kind is AttachmentKind.OTHER


def test_pasting_words_says_what_to_paste(page: CasePage, seat: tuple[Desk, Heard]) -> None:
    QGuiApplication.clipboard().setText("文字")
    press("Ctrl+V", page)
    assert "先在文件夹中复制文件" in seat[1].said[-1]


def test_words_and_addresses_are_not_taken(page: CasePage) -> None:
    words, address = QMimeData(), QMimeData()
    words.setText("文字")
    address.setUrls([QUrl("https://example.invalid/x.pdf")])
    assert not drop(page, words)
    assert not drop(page, address)


def test_nothing_is_dropped_where_no_case_is_shown(
    seat: tuple[Desk, Heard], files: tuple[Path, Path], qtbot: QtBot
) -> None:
    page = CasePage(seat[0])
    qtbot.addWidget(page)
    assert not drop(page, content(*files))
    press("Ctrl+V", page)
    page.take_files(files)
    assert page._papers.table.rows.rowCount() == 0


def test_p25_what_was_not_taken_is_told_on_the_tab(
    page: CasePage, files: tuple[Path, Path], tmp_path: Path, qtbot: QtBot
) -> None:
    empty = tmp_path / "空.pdf"
    empty.touch()
    assert drop(page, content(empty, files[0], tmp_path))
    assert [asked(qtbot).table.rows.text_at(row, 1) for row in range(3)][2] == "—"
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: names(page) == ["来文扫描.pdf"])
    told = page._papers.banner.text.splitlines()
    assert ["空文件" in told[0], "是文件夹" in told[1]] == [True, True]


def test_a_case_binned_meanwhile_takes_nothing(
    page: CasePage, office: Office, case: Case, files: tuple[Path, Path], qtbot: QtBot
) -> None:
    assert drop(page, content(files[0]))
    asked(qtbot)
    register.discard(office, case.id)
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: "在回收站中" in page._papers.banner.text)


def test_enter_shows_a_copy(page: CasePage, files: tuple[Path, Path], viewer: Viewer, qtbot: QtBot) -> None:
    put(page, qtbot, files[0])
    press("Return")
    qtbot.waitUntil(lambda: viewer.shown == [("来文扫描.pdf", "来文扫描.pdf".encode())])


def test_p25_enter_does_not_run_a_program(
    page: CasePage, tmp_path: Path, viewer: Viewer, qtbot: QtBot
) -> None:
    program = tmp_path / "工具.exe"
    program.write_bytes(b"MZ")
    put(page, qtbot, program)
    press("Return")
    qtbot.waitUntil(lambda: "可执行文件" in page._papers.banner.text)
    assert viewer.shown == []


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_file_no_program_shows_is_told(page: CasePage) -> None:
    page._papers._on_copied(Path("/nowhere/说明.xyz"))
    assert "没有程序能打开“说明.xyz”" in page._papers.banner.text


def test_a_copy_is_saved_where_the_person_says(
    page: CasePage, files: tuple[Path, Path], tmp_path: Path, seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    put(page, qtbot, files[0])
    page._papers.save_current()
    dialog = page._papers.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "另存.pdf"))
    qtbot.waitUntil(lambda: "已另存为 另存.pdf。" in seat[1].said)
    assert (tmp_path / "另存.pdf").read_bytes() == files[0].read_bytes()
    dialog.reject()


def test_files_are_chosen_in_a_dialog(page: CasePage, files: tuple[Path, Path], qtbot: QtBot) -> None:
    press("Ctrl+7", page)
    page._papers.choose_files()
    dialog = page._papers.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(files[1])])
    dialog.reject()
    assert asked(qtbot).chosen is AttachmentKind.OPINION_FORM
    press("Escape")
    assert names(page) == []


def test_a_file_gets_another_name(page: CasePage, files: tuple[Path, Path], qtbot: QtBot) -> None:
    put(page, qtbot, files[0])
    page._papers.rename_current()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), NameDialog))
    fill("N", "原件")
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: names(page) == ["原件.pdf"])


def test_del_takes_a_file_off_and_the_bin_gives_it_back(
    page: CasePage, office: Office, files: tuple[Path, Path], seat: tuple[Desk, Heard], qtbot: QtBot
) -> None:
    put(page, qtbot, *files)
    page._papers.table.select_place(0)
    press("Del")
    qtbot.waitUntil(lambda: names(page) == ["征询意见表.jpg"])
    assert seat[1].said[-1] == "“来文扫描.pdf”已移入回收站；撤销按 Ctrl+Z。"
    assert page._papers.bin.text() == "回收站（1）"
    page._papers.bin.setChecked(True)
    assert names(page) == ["来文扫描.pdf"]
    page._papers.table.select_place(0)
    page._papers.table.setFocus()
    press("Del")
    qtbot.waitUntil(lambda: names(page) == [])
    assert "回收站里没有附件" in words_of(page._papers)
    assert undo.undo(office).label == "撤销 附件移出回收站"
    qtbot.waitUntil(lambda: names(page) == ["来文扫描.pdf"])


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_sorts_a_file(
    page: CasePage, office: Office, case: Case, files: tuple[Path, Path], qtbot: QtBot
) -> None:
    put(page, qtbot, files[0])
    page._papers.table.setCurrentIndex(page._papers.table.rows.index(-1, -1))
    page._papers._on_menu_wanted(QPoint(5, 5))
    assert page._papers.findChildren(QMenu) == []
    page._papers.table.select_place(0)
    page._papers._on_menu_wanted(QPoint(5, 5))
    (menu,) = [each for each in page._papers.findChildren(QMenu) if each.parent() is page._papers]
    kinds = next(each for each in menu.actions() if each.menu() is not None)
    (evidence,) = [each for each in kinds.menu().actions() if each.text() == "佐证"]
    evidence.trigger()
    menu.close()
    assert attach.of_case(office, case.id)[0].kind is AttachmentKind.EVIDENCE


def test_a_desk_only_read_shows_and_saves_but_takes_nothing(
    page: CasePage, office: Office, files: tuple[Path, Path], tmp_path: Path, qtbot: QtBot
) -> None:
    put(page, qtbot, files[0])
    reader = open_office(office.directory, clock=office.clock, officer="另一人", read_only=True)
    desk, _heard = desk_of(reader, tmp_path)
    looking = CasePage(desk)
    qtbot.addWidget(looking)
    looking.show_case(1)
    looking.header.tab_bar.setCurrentIndex(6)
    assert names(looking) == ["来文扫描.pdf"]
    assert not drop(looking, content(files[1]))
    looking._papers.table.select_place(0)
    looking._papers.discard_current()
    looking._papers.rename_current()
    looking._papers.save_to(1, str(tmp_path / "看.pdf"))
    qtbot.waitUntil((tmp_path / "看.pdf").exists)
    assert names(looking) == ["来文扫描.pdf"]
    desk.jobs.stop()
    desk.relay.leave()
    reader.close()


def test_a_refusal_is_told_on_the_tab(
    page: CasePage, office: Office, files: tuple[Path, Path], qtbot: QtBot
) -> None:
    put(page, qtbot, files[0])
    page._papers.table.select_place(0)
    office.lend()
    page._papers.discard_current()
    office.take_back()
    assert "正在写入另一项操作" in page._papers.banner.text
    assert names(page) == ["来文扫描.pdf"]


def test_nothing_chosen_nothing_done(page: CasePage) -> None:
    papers = page._papers
    for verb in (papers.open_current, papers.save_current, papers.rename_current, papers.discard_current):
        verb()
    assert papers.findChildren(QFileDialog) == []
