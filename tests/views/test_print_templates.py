"""Templates of the office in the print centre: offered as a group, their gaps told, written as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.casework import print_records, templates
from desktop.domain.print_record import PrintWay
from desktop.views.print_target import PRINT_NOW, ToPrint
from tests import desks
from tests.views.test_print_page import Seat, opened, states, typed, until

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office

KEY = "template/便笺"


def add(office: Office, folder: Path) -> None:
    source = docx.Document()
    source.add_paragraph("{{案由}}，{{文号}}，{{承办科室}}")
    source.save(str(folder / "便笺.docx"))
    templates.add(office, folder / "便笺.docx")


@pytest.fixture
def letters(office: Office, tmp_path: Path) -> None:
    """Put an issued letter (1) and a case just registered (2) on the desk, and a template."""
    desks.answered(office, desks.registered(office, "1"))
    desks.registered(office, "2")
    add(office, tmp_path)


@pytest.mark.usefixtures("letters")
def test_a_template_is_offered_told_and_written(
    seat: Seat, qtbot: QtBot, tmp_path: Path, office: Office
) -> None:
    page = opened(seat, qtbot)
    page.visit(ToPrint((1, 2)))
    centre = page.centre
    centre.kinds.choose(KEY)
    assert states(centre) == {"建议1": "空白 承办科室", "建议2": "还没有交办"}
    assert "本单位的 Word 模板" in centre.pane.told.text()
    assert "空白 承办科室" in centre.pane.told.text()
    assert {way for way, each in centre.outputs.ways.items() if each.isEnabled()} == {"docx"}
    typed(centre.outputs.pattern, "{文书}-{编号}")
    assert centre.outputs.example.text() == "便笺-1.docx"
    page.visit(PRINT_NOW)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path))
    until(qtbot, (tmp_path / "便笺-1.docx").exists)
    until(qtbot, lambda: bool(print_records.newest(office, 1)))
    (record,) = print_records.newest(office, 1)
    assert (record.name, record.way, record.case_ids) == ("便笺", PrintWay.DOCX, (1,))
    assert "1 件缺内容，已跳过" in centre.banner.text


@pytest.mark.usefixtures("letters")
def test_other_kinds_have_every_way_out_again(seat: Seat, qtbot: QtBot) -> None:
    centre = opened(seat, qtbot).centre
    centre.kinds.choose(KEY)
    centre.kinds.choose("letter")
    until(qtbot, lambda: centre.pane.is_shown)
    assert all(each.isEnabled() for each in centre.outputs.ways.values())
    assert centre.outputs.copies.isEnabled()


@pytest.mark.usefixtures("letters")
def test_the_list_of_kinds_follows_the_templates(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat, qtbot)
    page.centre.kinds.choose("notice")
    templates.drop(office, "便笺")
    page.refresh()
    assert page.centre.kinds.kind.key == "notice"
    page.centre.kinds.choose(KEY)
    assert page.centre.kinds.kind.key == "notice", "what is gone cannot be chosen"


@pytest.mark.usefixtures("letters")
def test_a_template_dropped_while_chosen_gives_way_to_letters(
    seat: Seat, qtbot: QtBot, office: Office
) -> None:
    page = opened(seat, qtbot)
    page.centre.kinds.choose(KEY)
    templates.drop(office, "便笺")
    page.refresh()
    assert page.centre.kinds.kind.key == "letter"
    assert states(page.centre)["建议2"] == "没有已签发的答复"
