"""设置·文书模板: templates come in checked, go out to be changed, and are dropped only when asked twice."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop.casework import templates
from desktop.views.settings_templates import TemplatesSection

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


@pytest.fixture
def section(seat: tuple[Desk, Heard], qtbot: QtBot) -> TemplatesSection:
    desk, _ = seat
    made = TemplatesSection(desk)
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    desk.relay.changed.connect(made.refresh)
    return made


def written(path: Path, text: str) -> str:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(path))
    return str(path)


def test_one_is_added_and_tells_its_fields(
    section: TemplatesSection, tmp_path: Path, qtbot: QtBot
) -> None:
    assert section.empty.isVisible()
    section.add_from(written(tmp_path / "政协函.docx", "{{案由}}{{文号}}"))
    assert section.banner.text == "已添加“政协函”，用到 2 个字段：文号、案由。"
    qtbot.waitUntil(section.table.isVisible)
    assert section.table.model().index(0, 0).data() == "政协函"


def test_a_refused_one_says_why_and_nothing_is_kept(
    section: TemplatesSection, tmp_path: Path, office: Office
) -> None:
    section.add_from(written(tmp_path / "a.docx", "{{ ''.__class__ }}"))
    assert "只能写字段名" in section.banner.text
    assert templates.every(office) == ()


def chosen_file(section: TemplatesSection, path: Path) -> None:
    (dialog,) = section.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()


def test_the_list_of_fields_and_a_copy_are_written(
    section: TemplatesSection, tmp_path: Path, qtbot: QtBot
) -> None:
    section.fields.click()
    chosen_file(section, tmp_path / "字段表.docx")
    document = docx.Document(str(tmp_path / "字段表.docx"))
    assert any(each.text.startswith("{{承办人}}") for each in document.paragraphs)
    section.add_from(str(tmp_path / "字段表.docx"))
    qtbot.waitUntil(section.table.isVisible)
    section.table.select_place(0)
    qtbot.waitUntil(lambda: not section.findChildren(QFileDialog))
    section.take_out.click()
    chosen_file(section, tmp_path / "copy.docx")
    assert docx.Document(BytesIO((tmp_path / "copy.docx").read_bytes())).paragraphs


def test_dropping_asks_first(section: TemplatesSection, tmp_path: Path, office: Office, qtbot: QtBot) -> None:
    section.add_from(written(tmp_path / "函.docx", "{{案由}}"))
    qtbot.waitUntil(section.table.isVisible)
    section.table.select_place(0)
    section.strike.click()
    (question,) = section.findChildren(QMessageBox)
    assert "删除模板“函”？" in question.text()
    sure = next(each for each in question.buttons() if each.text() == "删除")
    sure.click()
    assert templates.every(office) == ()
    qtbot.waitUntil(section.empty.isVisible)
