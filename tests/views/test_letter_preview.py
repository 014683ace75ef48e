"""The letter on the screen: its pages, zooms, the PDF saved, and what is told when that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx import Document
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop.casework import find, issue
from desktop.domain.errors import OfficeError
from desktop.domain.print_record import PrintWay
from desktop.views.letter_preview import LetterPreview, Paper, Rendered
from tests import desks
from tests.views.case_desk import press, shown

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QUrl
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the file dialog


@pytest.fixture
def case(office: Office) -> Case:
    return desks.answered(office, desks.registered(office))


@pytest.fixture
def preview(seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot) -> LetterPreview:
    preview = LetterPreview(seat[0], Paper(case.id, 1), host)
    shown(preview, qtbot)
    qtbot.waitUntil(lambda: preview.is_ready)
    return preview


def test_the_issued_letter_is_shown_page_by_page(preview: LetterPreview, case: Case) -> None:
    assert preview.windowTitle() == "第12号建议答复函 · 预览"
    assert case.replies[0].letter_id is not None
    assert preview.view.page_count >= 1
    page = preview.view._canvas.pages[0]
    assert abs(page.height() / page.width() - 297 / 210) < 0.01
    ink = {page.pixelColor(page.width() // 2, y).name() for y in range(page.height())}
    assert len(ink) > 10


def test_keys_zoom_in_and_out_and_back_to_the_width(preview: LetterPreview) -> None:
    canvas = preview.view._canvas
    wide = canvas.zoom
    for keys in ("Ctrl++", "Ctrl+=", "Ctrl+-"):
        press(keys)
    bigger = canvas.zoom
    assert bigger > wide
    for _ in range(9):
        press("Ctrl+-")
    assert canvas.zoom == 0.5
    press("Ctrl+0")
    assert canvas.zoom == wide
    preview.resize(500, 500)
    assert canvas.zoom < wide


def test_it_is_saved_as_pdf_by_keys(preview: LetterPreview, tmp_path: Path, qtbot: QtBot) -> None:
    press("Ctrl+S")
    (chooser,) = preview.findChildren(QFileDialog)
    assert chooser.selectedFiles()[0].endswith("第12号建议答复函.pdf")
    path = tmp_path / "答复函.pdf"
    chooser.selectFile(str(path))
    chooser.accept()
    qtbot.waitUntil(path.exists)
    assert path.read_bytes().startswith(b"%PDF")
    assert preview.banner.text == f"已保存：{path}"
    (kept,) = preview._desk.office.store.prints.newest(9)
    assert (kept.way, kept.place, kept.papers) == (PrintWay.PDF, str(path), 1)


def test_it_is_saved_for_editing_in_a_word_processor(
    preview: LetterPreview, office: Office, case: Case, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "答复函.docx"
    preview.save_as(str(path))
    qtbot.waitUntil(lambda: preview.banner.text == f"已保存：{path}", timeout=10_000)
    words = [paragraph.text for paragraph in Document(str(path)).paragraphs]
    assert issue.letter_of(office, case, 1).salutation in words
    (record,) = office.store.prints.newest(1)
    assert (record.way, record.place, record.case_ids) == (PrintWay.DOCX, str(path), (case.id,))


def test_what_was_asked_for_is_saved_though_the_preview_was_closed(
    preview: LetterPreview, seat: tuple[Desk, Heard], tmp_path: Path, qtbot: QtBot
) -> None:
    preview.save_as(str(tmp_path / "答复函.docx"))
    preview.reject()
    qtbot.waitUntil(lambda: seat[1].said == ["已保存 答复函.docx"], timeout=10_000)
    assert (tmp_path / "答复函.docx").read_bytes().startswith(b"PK")


def test_a_place_that_cannot_be_written_is_told(preview: LetterPreview, tmp_path: Path) -> None:
    preview.save_as(str(tmp_path / "没有的文件夹" / "答复函.pdf"))
    assert "没有写成" in preview.banner.text
    assert preview._desk.office.store.prints.newest(1) == ()


def test_it_is_handed_to_the_program_of_the_system(
    preview: LetterPreview, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)))
    preview.open_outside()
    assert opened[0].fileName() == "第12号建议答复函.pdf"
    assert "没有打开 PDF 的程序" in preview.banner.text


def test_nothing_is_saved_before_it_is_there(
    seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot
) -> None:
    preview = LetterPreview(seat[0], Paper(case.id, 1), host)
    preview.save()
    preview.view.zoom_to(1.0)
    assert preview.findChildren(QFileDialog) == []
    assert not any(button.isEnabled() for button in preview.findChildren(QPushButton)[:2])
    qtbot.waitUntil(lambda: preview.is_ready)


def test_a_preview_that_was_closed_is_left_alone(
    seat: tuple[Desk, Heard], case: Case, host: QWidget, qtbot: QtBot
) -> None:
    preview = LetterPreview(seat[0], Paper(case.id, 1), host)
    shown(preview, qtbot)
    preview.reject()
    qtbot.waitUntil(lambda: preview._presence.is_over)
    preview._on_rendered(Rendered(b"%PDF", ()))
    preview._on_failed(OfficeError("未排版。"))
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy)


def test_a_letter_that_cannot_be_made_says_why(preview: LetterPreview, office: Office, case: Case) -> None:
    assert find.case(office, case.id)
    preview._on_failed(OfficeError("字库中没有这些字：𬭚，未排版；请改用其他写法。"))
    assert preview.banner.text.startswith("字库中没有这些字")
