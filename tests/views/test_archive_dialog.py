"""The archive on the screen: what a dossier lacks is led to, cases are put away by keys and taken along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from desktop.casework import archive, attach, find, follow, undo
from desktop.casework.office import open_office
from desktop.domain.archive import Chapter
from desktop.domain.assignment import Role
from desktop.domain.feedback import Feedback, FeedbackSource
from desktop.domain.procedure import Act
from desktop.domain.stage import Stage
from desktop.views.acts import ActDesk
from desktop.views.archive_dialog import ArchiveDialog, ReopenDialog
from desktop.views.archive_list_dialog import ArchiveListDialog
from desktop.views.case_page import CasePage
from desktop.views.co_opinion_dialog import CoOpinionDialog
from desktop.views.consult_dialog import ConsultDialog
from desktop.views.follow_menu import FollowMenu
from desktop.views.following import FollowDesk
from desktop.views.process import Mark
from desktop.views.register_dialog import RegisterDialog
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import desk_of, fill, press, shown, type_text, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

FULL = replace(PAPER, body="示例路沿线候车拥挤，建议增设站台。")


def closed(office: Office, number: str = "12", source: FeedbackSource = FeedbackSource.PHONE) -> Case:
    """Return a closed case whose dossier is complete when the verdict came by phone."""
    case = desks.answered(office, desks.registered(office, number, FULL))
    rules = office.scheme_of(case).satisfaction
    verdicts = {dimension.key: rules.levels[0].code for dimension in rules.dimensions}
    return follow.take_feedback(office, case.id, Feedback(office.today, verdicts, source, "示例经办"))


def put_away(office: Office, case: Case) -> Case:
    return archive.put_away(office, case.id, replace(archive.suggested(office, case), reason="另存"))


def file_question(letter: str, dialog: QDialog, qtbot: QtBot) -> None:
    """Press the button with that letter, see that it asks for a place, and leave the question."""
    press(f"Alt+{letter}")
    qtbot.waitUntil(lambda: any(each.isVisible() for each in dialog.findChildren(QFileDialog)))
    for asked in dialog.findChildren(QFileDialog):
        asked.reject()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)


def opened(dialog: QDialog | None, kind: type[QDialog]) -> QDialog:
    assert isinstance(dialog, kind)
    return dialog


# --- one case -------------------------------------------------------------------------------------------


def test_a_complete_case_is_put_away_by_keys(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    case = closed(office)
    dialog = ActDesk(seat[0], host).start(Act.ARCHIVE, case.id)
    assert isinstance(dialog, ArchiveDialog)
    shown(dialog, qtbot)
    assert "材料齐全。" in words_of(dialog)
    assert not dialog.reason.isEnabled()
    fill("N", "甲-2026-1")
    press("Ctrl+Return")
    kept = find.case(office, case.id).dossier
    assert kept is not None
    assert (kept.file_no, kept.retention) == ("甲-2026-1", "永久")
    assert seat[1].said == ["第12号建议已归档：甲-2026-1"]


def test_what_lacks_is_told_and_needs_words(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    case = closed(office, source=FeedbackSource.PAPER)
    dialog = ArchiveDialog(seat[0], case, host)
    shown(dialog, qtbot)
    assert "缺 1 项材料；补齐，或写明缺件说明。" in words_of(dialog)
    current = dialog.table.current_row
    assert current is not None
    assert (current.part, current.held.label) == (Chapter.VERDICTS, "✗ 缺")
    press("Ctrl+Return")
    assert "案卷不全" in dialog.form.problem_of("reason")
    fill("R", "原件存政协")
    assert dialog.would_lose()
    press("Ctrl+Return")
    assert find.stage(office, find.case(office, case.id)) is Stage.ARCHIVED


def test_another_term_has_another_number(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = ArchiveDialog(seat[0], closed(office), host)
    shown(dialog, qtbot)
    press("Alt+T")
    press("Down")
    assert dialog.retention.text() == "30年"
    assert dialog.file_no.text() == "2026-D30-0001"
    fill("D", "昨天是哪天")
    press("Ctrl+Return")
    assert dialog.form.problem_of("on")
    dialog.done(0)


def test_what_lacks_is_reached_from_the_list(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    case = desks.handed_out(
        office, desks.registered(office, paper=replace(FULL, body="")),
        desks.draft(1, Role.LEAD), desks.draft(2, Role.CO),
    )  # fmt: skip
    case = desks.judged(office, desks.answered(office, case))
    acts = ActDesk(seat[0], host)
    wanted: list[bool] = []
    acts.papers_wanted.connect(lambda: wanted.append(True))
    for kind in (RegisterDialog, CoOpinionDialog):
        shown(opened(acts.start(Act.ARCHIVE, case.id), ArchiveDialog), qtbot)
        if kind is CoOpinionDialog:
            for _ in range(4):
                press("Down")
        press("Return")
        made = host.findChildren(kind)
        assert made
        made[-1].done(0)
    dialog = opened(acts.start(Act.ARCHIVE, case.id), ArchiveDialog)
    assert isinstance(dialog, ArchiveDialog)
    shown(dialog, qtbot)
    dialog.table.select_place(0)
    press("Alt+B")
    qtbot.waitUntil(lambda: "所选材料不缺" in dialog.banner.text)
    dialog.table.select_place([item.part for item in dialog.items].index(Chapter.VERDICTS))
    press("Alt+B")
    qtbot.waitUntil(lambda: wanted == [True])
    assert seat[1].opened == [case.id]
    assert seat[1].said[-1] == "在“附件”（Ctrl+7）中添加征询意见表的扫描件，再立卷归档。"


def test_a_lacking_meeting_leads_to_its_dialog(
    seat: tuple[Desk, Heard], office: Office, host: QWidget
) -> None:
    case = closed(office)
    acts = ActDesk(seat[0], host)
    dialog = acts.start(Act.ARCHIVE, case.id)
    assert isinstance(dialog, ArchiveDialog)
    dialog.part_wanted.emit(case.id, Chapter.MEETINGS)
    (made,) = host.findChildren(ConsultDialog)
    made.done(0)
    dialog.done(0)


def test_a_case_that_is_not_closed_is_only_looked_at(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    case = desks.handed_out(office, desks.registered(office))
    dialog = ActDesk(seat[0], host).show_dossier(case.id)
    assert isinstance(dialog, ArchiveDialog)
    shown(dialog, qtbot)
    assert "本件为“办理中”，办结后方可归档" in words_of(dialog)
    assert not dialog.verb_button.isVisible()
    press("Ctrl+Return")
    assert dialog.isVisible()
    assert find.case(office, case.id).dossier is None
    press("Escape")
    assert not dialog.isVisible()


def test_a_dossier_is_taken_along_in_three_ways(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = ArchiveDialog(seat[0], put_away(office, closed(office)), host)
    shown(dialog, qtbot)
    assert "已归档：2026-Y-0001，永久，2026-03-02 示例经办" in words_of(dialog)
    for letter in "CPF":
        file_question(letter, dialog, qtbot)
    dialog.write_catalogue(str(tmp_path / "目录.xlsx"))
    dialog._writing.write_pdf(1, str(tmp_path / "案卷.pdf"))
    dialog._writing.write_folders((1,), str(tmp_path / "夹"))
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy, timeout=20_000)
    assert load_workbook(tmp_path / "目录.xlsx").active["A1"].value == "卷内目录"
    with pypdfium2.PdfDocument(tmp_path / "案卷.pdf") as whole:
        assert len(whole) > 5
    assert (tmp_path / "夹" / "2026-Y-0001-关于增设示例路公交站的建议").is_dir()
    assert seat[1].said[-1] == "已写入 2026-Y-0001-关于增设示例路公交站的建议"
    dialog.write_catalogue(str(tmp_path / "没有" / "目录.pdf"))
    qtbot.waitUntil(lambda: "没有写成" in dialog.banner.text)
    dialog._writing.write_pdf(1, str(tmp_path / "没有" / "案卷.pdf"))
    dialog.done(0)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: "没有写成" in seat[1].said[-1])


def test_what_could_not_be_joined_is_told_by_name(
    seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    case = closed(office)
    (tmp_path / "说明.txt").write_text("说明", encoding="utf-8")
    attach.add(office, case.id, attach.take_in(office, [tmp_path / "说明.txt"]).taken, None)
    dialog = ArchiveDialog(seat[0], case, host)
    shown(dialog, qtbot)
    dialog._writing.write_pdf(case.id, str(tmp_path / "案卷.pdf"))
    qtbot.waitUntil(lambda: bool(dialog.banner.text), timeout=20_000)
    assert "1 份附件没有并入：第12号建议：说明.txt（不是 PDF 或图片）" in dialog.banner.text
    dialog._writing.write_pdf(case.id, str(tmp_path / "再来.pdf"))
    dialog.done(0)
    qtbot.waitUntil(lambda: seat[1].said[-1] == "已写入 再来.pdf", timeout=20_000)


def test_taking_out_asks_why(seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot) -> None:
    case = put_away(office, closed(office))
    dialog = ActDesk(seat[0], host).start(Act.REOPEN, case.id)
    assert isinstance(dialog, ReopenDialog)
    shown(dialog, qtbot)
    press("Ctrl+Return")
    assert "须写明" in dialog.form.problem_of("reason")
    type_text("补充扫描件")
    assert dialog.would_lose()
    press("Ctrl+Return")
    assert find.stage(office, find.case(office, case.id)) is Stage.CLOSED
    assert ActDesk(seat[0], host).start(Act.REOPEN, case.id) is None
    assert "本件没有归档" in seat[1].said[-1]


def test_an_archived_case_is_not_opened_to_be_changed(
    seat: tuple[Desk, Heard], office: Office, host: QWidget
) -> None:
    case = put_away(office, closed(office))
    acts = ActDesk(seat[0], host)
    for start in (acts.amend, acts.file_as, acts.merge, acts.plan, acts.mark_typical, acts.split_points):
        assert start(case.id) is None
        assert "已归档（2026-Y-0001），没有改动" in seat[1].said[-1]


def test_the_way_of_a_case_ends_in_the_archive(
    seat: tuple[Desk, Heard], office: Office, qtbot: QtBot
) -> None:
    """The seven steps of S3-06, from 登记交办 to 立卷归档, are seen on the case."""
    case = closed(office)
    page = CasePage(seat[0])
    qtbot.addWidget(page)
    page.show()
    page.show_case(case.id)
    labels = [each.label for each in page.header.strip.stations]
    assert labels == [
        "登记", "交办", "面商", "协办", "拟稿", "审核", "签发", "印发", "反馈", "落实", "办结", "立卷归档",
    ]  # fmt: skip
    assert page.header.strip.stations[-1].mark is Mark.CURRENT
    page.header.step_button.click()
    (dialog,) = page.findChildren(ArchiveDialog)
    dialog.part_wanted.emit(case.id, Chapter.LETTERS)
    assert page.header.tab_bar.currentIndex() == 6
    shown(dialog, qtbot)
    press("Ctrl+Return")
    page.refresh()
    assert page.header.strip.stations[-1].mark is Mark.DONE
    assert page.header.next_line.text().startswith("✓ 已归档")
    assert not page.header.step_button.isVisible()


# --- many cases -----------------------------------------------------------------------------------------


@pytest.fixture
def listed(seat: tuple[Desk, Heard], office: Office, host: QWidget, qtbot: QtBot) -> ArchiveListDialog:
    closed(office, "1")
    closed(office, "2", FeedbackSource.PAPER)
    menu = FollowMenu(lambda: FollowDesk(seat[0], host), host)
    menu.archive()
    (dialog,) = host.findChildren(ArchiveListDialog)
    shown(dialog, qtbot)
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy)
    return dialog


def test_many_are_put_away_together_and_taken_back_as_one(
    listed: ArchiveListDialog, seat: tuple[Desk, Heard], office: Office, qtbot: QtBot
) -> None:
    assert "2 件，1 件缺材料，已勾选 0 件" in words_of(listed)
    assert not listed.archive_button.isEnabled()
    press("Alt+A")
    qtbot.waitUntil(listed.archive_button.isEnabled)
    press("Alt+K")
    qtbot.waitUntil(lambda: "都没有归档" in listed.banner.text)
    fill("R", "原件另存")
    press("Alt+K")
    qtbot.waitUntil(lambda: seat[1].said[-1:] == ["已归档 2 件；撤销按 Ctrl+Z。"])
    assert [each.file_no for each in archive.archived(office)] == ["2026-Y-0001", "2026-Y-0002"]
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy)
    qtbot.waitUntil(lambda: "没有符合条件的件" in words_of(listed))
    undo.undo(office)
    qtbot.waitUntil(lambda: "2 件，1 件缺材料" in words_of(listed))


def test_the_list_is_narrowed_by_what_lacks_and_by_year(
    listed: ArchiveListDialog, seat: tuple[Desk, Heard], office: Office, qtbot: QtBot
) -> None:
    put_away(office, closed(office, "3"))
    for place, number in ((1, 1), (2, 1), (3, 1), (0, 2)):
        listed.scope.setCurrentIndex(place)
        qtbot.waitUntil(lambda: not seat[0].jobs.is_busy)
        qtbot.waitUntil(lambda expected=number: len(listed.shown) == expected)  # type: ignore[misc]
        assert listed.years.isEnabled() is (place == 3)
    listed.scope.setCurrentIndex(3)
    qtbot.waitUntil(lambda: listed.is_archive and [each.year for each in listed.shown] == [2026])
    press("Alt+Y")
    press("Down")
    assert listed.years.value() == 2026
    assert len(listed.shown) == 1
    assert not listed.reason.isEnabled()


def test_ticked_dossiers_are_taken_along(
    listed: ArchiveListDialog, seat: tuple[Desk, Heard], qtbot: QtBot, tmp_path: Path
) -> None:
    listed.table.setFocus()
    listed.table.select_place(0)
    press("Space")
    assert len(listed.model.ticked) == 1
    for letter in "IPF":
        file_question(letter, listed, qtbot)
    listed.write_index(str(tmp_path / "案卷目录.xlsx"))
    listed._writing.write_pdfs(listed.model.ticked, str(tmp_path))
    qtbot.waitUntil(lambda: not seat[0].jobs.is_busy, timeout=20_000)
    book = load_workbook(tmp_path / "案卷目录.xlsx").active
    assert book["A1"].value == "案卷目录"
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["第1号建议-关于增设示例路公交站的建议.pdf"]
    press("Alt+D")
    qtbot.waitUntil(lambda: listed.model.ticked == ())
    listed.table.setFocus()
    press("Return")
    assert seat[1].opened == [1]


def test_a_desk_only_read_looks_and_takes_along(
    office: Office, tmp_path: Path, host: QWidget, qtbot: QtBot
) -> None:
    case = closed(office)
    reading = open_office(office.directory, clock=desks.Clock(), officer="示例访客", read_only=True)
    desk, heard = desk_of(reading, tmp_path)
    dialog = ActDesk(desk, host).show_dossier(case.id)
    assert isinstance(dialog, ArchiveDialog)
    assert ActDesk(desk, host).start(Act.ARCHIVE, case.id) is None
    assert "只读" in heard.said[-1]
    shown(dialog, qtbot)
    assert "以只读方式打开，只能查看和导出。" in words_of(dialog)
    assert not dialog.verb_button.isVisible()
    dialog._writing.write_pdf(case.id, str(tmp_path / "案卷.pdf"))
    qtbot.waitUntil((tmp_path / "案卷.pdf").exists, timeout=20_000)
    listed = FollowDesk(desk, host).archive()
    assert isinstance(listed, ArchiveListDialog)
    assert not listed.archive_button.isVisible()
    qtbot.waitUntil(lambda: len(listed.shown) == 1)
    listed.done(0)
    dialog.done(0)
    desk.jobs.stop()
    desk.relay.leave()
    reading.close()
