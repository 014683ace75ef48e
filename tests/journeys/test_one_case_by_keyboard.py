"""One case from registration to its end through the real window, with nothing but keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QCheckBox, QFileDialog

from desktop.casework import find
from desktop.domain.stage import Stage
from desktop.views.jobs import JobRunner
from desktop.views.letter_preview import LetterPreview
from desktop.views.main_window import MainWindow
from desktop.views.process import Mark
from desktop.views.relay import ChangeRelay
from tests import desks
from tests.journeys.window_driver import Person
from tests.views.case_desk import fill, focus, press, type_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case

TITLE = "关于增设示例路公交站的建议"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = desks.new_office(tmp_path / "desk")
    yield office
    office.close()


@pytest.fixture
def clerk(office: Office, tmp_path: Path, qtbot: QtBot) -> Person:
    memory = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)
    window = MainWindow(office, ChangeRelay(office.store.announcer), JobRunner(office), memory)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window).__enter__()
    window.pages.setFocus()
    return Person(window, qtbot, tmp_path)


def register(clerk: Person) -> None:
    press("Ctrl+N", clerk.window)
    clerk.dialog()
    for key, text in (("N", "12"), ("T", TITLE), ("P", "示例甲\n示例乙"), ("B", "沿线居民出行不便。")):
        fill(key, text)
    press("Ctrl+S")
    clerk.closed()


def hand_out(clerk: Person) -> None:
    clerk.next_step("交办")
    type_text("教育局")
    press("Return")
    for key, text in (("L", "示例区长"), ("G", "示例副局长"), ("W", "增设站点"), ("M", "现场踏勘")):
        fill(key, text)
    press("Ctrl+Return")
    clerk.closed()


def meet(clerk: Person, stage: str) -> None:
    clerk.next_step(stage)
    fill("M", "上门走访")
    fill("E", "希望年内投用。")
    press("Ctrl+Return")
    clerk.closed()


def write(clerk: Person) -> None:
    clerk.next_step("起草答复")
    type_text("一、办理情况\n已会同有关部门到现场踏勘，选定站址。")
    press("Alt+C")
    press("A")
    press("Ctrl+S")
    clerk.closed()


def review(clerk: Person) -> None:
    """Tick every check and approve, step after step, until the reply is signed."""
    case_id = clerk.page().case_id
    assert case_id is not None
    office = clerk.window.desk.office
    while find.stage(office, find.case(office, case_id)) is Stage.IN_REVIEW:
        step = find.next_step(office, find.case(office, case_id))
        assert step is not None
        dialog = clerk.next_step(step.what)
        for check in dialog.findChildren(QCheckBox):
            assert focus() is check
            press("Space")
            press("Tab")
        fill("N", f"示例{step.who}")
        press("Ctrl+Return")
        clerk.closed()


def issue_and_save(clerk: Person, path: Path) -> None:
    clerk.next_step("印发")
    press("Ctrl+Return")
    preview = clerk.dialog(LetterPreview)
    clerk.wait(lambda: preview.is_ready)
    press("Ctrl+S", preview)
    clerk.dialog(QFileDialog)
    press("Ctrl+A")
    type_text(str(path))
    press("Return")
    clerk.wait(path.exists)
    assert preview.banner.text == f"已保存：{path}"
    press("Escape", preview)
    clerk.closed()


def judge(clerk: Person) -> None:
    clerk.next_step("反馈")
    for key in "12":
        press(f"Alt+{key}")
        press("Space")
    press("Ctrl+Return")
    clerk.closed()


def the_case(office: Office) -> Case:
    (case,) = find.by_number(office, "12")
    return case


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_one_case_goes_all_the_way_by_keyboard_alone(clerk: Person, office: Office, tmp_path: Path) -> None:
    register(clerk)
    header = clerk.page().header
    assert header.number.text() == "第12号建议"
    assert header.title.text() == TITLE
    hand_out(clerk)
    assert the_case(office).assignments[0].five_settings == tuple(
        (name, True) for name in ("分管领导", "承办人员", "办理任务", "办理措施", "办结时限")
    )
    meet(clerk, "办理前")
    meet(clerk, "办理中")
    write(clerk)
    meet(clerk, "答复前")
    clerk.next_step("送审")
    press("Ctrl+Return")
    clerk.closed()
    review(clerk)
    assert header.next_line.text().startswith("下一步　示例区教育局：编号印发答复函")
    letter = tmp_path / "答复函.pdf"
    issue_and_save(clerk, letter)
    assert letter.read_bytes().startswith(b"%PDF")
    assert the_case(office).replies[0].doc_no == "例教函〔2026〕1号"
    judge(clerk)
    clerk.ends()
    assert find.stage(office, the_case(office)) is Stage.CLOSED
    *way, archive = header.strip.stations
    assert {station.mark for station in way} == {Mark.DONE, Mark.SKIPPED}
    assert (archive.label, archive.mark) == ("立卷归档", Mark.CURRENT)
    assert len(find.history(office, the_case(office).id)) >= 12
