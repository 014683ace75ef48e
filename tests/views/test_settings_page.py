"""设置: every section shows what the desk has, and changes it only when told to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop import paths
from desktop.casework import archive, keep, scoreboard, supervise, typefaces
from desktop.casework.forms_opinion import OFFICE_ADDRESS, OFFICE_PHONE, OPINION_FORM
from desktop.casework.issue import DOC_PREFIX
from desktop.casework.office import OFFICE_NAME, open_office
from desktop.domain import letter_check
from desktop.domain.dossier import Retention
from desktop.domain.light import Tone
from desktop.views.session_dialog import SessionDialog
from desktop.views.settings_calendar import CalendarSection
from desktop.views.settings_check import AboutSection, CheckSection
from desktop.views.settings_lists import SessionsSection
from desktop.views.settings_office import OfficeSection
from desktop.views.settings_page import SECTIONS, SettingsPage
from desktop.views.settings_rules import RulesSection
from desktop.views.settings_units import UnitsSection
from desktop.views.unit_dialog import UnitDialog
from tests import desks
from tests.views.case_desk import desk_of

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

Seat = tuple["Desk", "Heard"]


def opened(desk: Desk, qtbot: QtBot, section: str) -> SettingsPage:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.resize(1198, 644)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_section(section)
    return page


def words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def test_the_arrow_keys_walk_through_the_sections(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat[0], qtbot, "本单位")
    page.names.setFocus()
    seen = [type(page.section()).__name__]
    for _ in SECTIONS[1:]:
        QTest.keyClick(page.names, Qt.Key.Key_Down)
        assert page.stack.currentWidget() is page.section()
        seen.append(type(page.section()).__name__)
    assert seen == [name for _, _, name in SECTIONS]


def test_the_office_is_named_and_gets_its_rules(seat: Seat, qtbot: QtBot, office: Office) -> None:
    desk, heard = seat
    page = opened(desk, qtbot, "本单位")
    section = page.section()
    assert isinstance(section, OfficeSection)
    assert section.name.text() == "示例区政府办公室"
    assert not section.save.isEnabled()
    section.name.setText("示例区人民政府督查室")
    section.doc_prefix.setText("示政办函")
    section.press_prefix.setText("示督函")
    section.lead_term.setText("30年")
    section.co_term.setText("10年")
    section.officer.setText(" 示例丁 ")
    section.address.setText("100000 示例市示例路1号")
    section.phone.setText("138-0000-0009")
    section.scheme.choose("xigong")
    section.opinion.choose("visits")
    assert not scoreboard.is_shown(office), "units are scored only where somebody wants it"
    section.scores.setChecked(True)
    section.faces.setChecked(True)
    assert section.save.isEnabled()
    section.save.setFocus()
    QTest.keyClick(section.save, Qt.Key.Key_Space)
    assert (office.setting(OFFICE_NAME), office.setting(DOC_PREFIX)) == ("示例区人民政府督查室", "示政办函")
    assert supervise.prefix_of(office) == "示督函"
    assert archive.retention_rules(office) == Retention("30年", "10年")
    told = [office.setting(key) for key in (OFFICE_ADDRESS, OFFICE_PHONE, OPINION_FORM)]
    assert told == ["100000 示例市示例路1号", "138-0000-0009", "visits"]
    assert office.default_scheme.id == "xigong"
    assert scoreboard.is_shown(office)
    assert typefaces.uses_installed(office)
    assert (office.officer, office.account) == ("示例丁", "示例经办")
    assert heard.said == ["已保存本单位设置"]
    qtbot.waitUntil(lambda: not section.save.isEnabled())


def test_sessions_are_listed_made_and_mended(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat[0], qtbot, "届次")
    section = page.section()
    assert isinstance(section, SessionsSection)
    assert section.table.rows.text_at(0, 4) == "2026-03-02（周一）"
    section.add.click()
    dialog = section.findChildren(SessionDialog)[-1]
    dialog.accept()
    qtbot.waitUntil(lambda: section.table.rows.rowCount() == 2)
    section.table.setFocus()
    section.table.select_place(1)
    QTest.keyClick(section.table, Qt.Key.Key_Return)
    dialog = section.findChildren(SessionDialog)[-1]
    dialog.year.setValue(2025)
    dialog.accept()
    assert 2025 in {session.year for session in keep.sessions(office)}


def test_units_are_found_by_any_name(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat[0], qtbot, "承办单位")
    section = page.section()
    assert isinstance(section, UnitsSection)
    assert section.table.rows.rowCount() == 3
    assert page.focus_search()
    assert section.search.hasFocus()
    for text, names in (("港航", ["示例区交通局（港航中心）"]), ("例财函", ["示例区财政局"]), ("没有", [])):
        section.search.setText(text)
        QTest.keyClick(section.search, Qt.Key.Key_Return)
        assert shown(section) == names
    assert section.empty.isVisible()
    section.search.clear()
    qtbot.waitUntil(lambda: len(shown(section)) == 3)
    section.add.click()
    section.findChildren(UnitDialog)[-1].reject()
    section.table.setFocus()
    section.table.select_place(0)
    QTest.keyClick(section.table, Qt.Key.Key_Return)
    dialog = section.findChildren(UnitDialog)[-1]
    dialog.is_active.setChecked(False)
    name = dialog.name.text()
    dialog.accept()
    assert next(unit for unit in keep.units(office) if unit.name == name).is_active is False
    qtbot.waitUntil(lambda: Tone.DONE in {section.table.rows.tone_at(row, 6) for row in range(3)})


def shown(section: UnitsSection) -> list[str]:
    return [section.table.rows.text_at(row, 0) for row in range(section.table.rows.rowCount())]


@pytest.mark.parametrize("scheme_id", ["tongyong", "xigong", "jianxi", "zhangqiu", "chuxiong", "chaoyang"])
def test_every_scheme_is_laid_out_with_its_sources(
    seat: Seat, qtbot: QtBot, office: Office, scheme_id: str
) -> None:
    page = opened(seat[0], qtbot, "办理规则")
    section = page.section()
    assert isinstance(section, RulesSection)
    section.schemes.choose(scheme_id)
    said, scheme = words(section.cards), office.scheme(scheme_id)
    for expected in (
        scheme.source,
        *(each.definition for each in scheme.result_classes),
        *(each.source for each in scheme.deadlines),
        *(step.label for route in scheme.routes for step in route.steps),
        *(stage.label for stage in scheme.contacts.stages),
        *(level.label for level in scheme.satisfaction.levels),
        scheme.percent.source,
        scheme.letter.opening,
        scheme.extension.source,
        scheme.pause.source,
        scheme.second_redo,
        *(each.check for each in scheme.topic_checks),
        *scheme.supervision.modes,
        *(rule.label for rule in letter_check.RULES),
        "重新办理没有原因分析",
        "办理计划节点",
        "（重点件）",
    ):
        assert expected in said
    section.refresh()
    assert section.schemes.value() == scheme_id


def test_the_calendar_shows_years_and_their_holidays(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat[0], qtbot, "工作日历")
    section = page.section()
    assert isinstance(section, CalendarSection)
    assert section.years.rows.text_at(0, 0) == "2026年"
    assert section.years.current_row is not None
    assert section.years.current_row.year == 2026
    rows = section.holidays.rows
    spring = next(row for row in range(rows.rowCount()) if rows.text_at(row, 0) == "春节")
    assert rows.text_at(spring, 1) == "2月15日（周日）至2月23日（周一）"
    assert rows.text_at(spring, 3) == "2月14日、2月28日"
    assert "国办发明电" in section.source.text()
    assert section.banner.text.startswith("2027年的放假安排尚未载入")
    section.years.select_place(1)
    assert "2025" in section.source.text()


def test_a_sound_desk_is_told_so(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat[0], qtbot, "检查")
    section = page.section()
    assert isinstance(section, CheckSection)
    section.start.setFocus()
    QTest.keyClick(section.start, Qt.Key.Key_Space)
    assert not section.start.isEnabled()
    qtbot.waitUntil(section.start.isEnabled, timeout=10_000)
    assert section.banner.text == "09:00 检查完毕，1 项有问题；请按“怎么办”逐项处理。"
    assert [each.name for each in section.found if each.todo] == ["已验证备份"]
    assert len(section.found) == section.table.rows.rowCount() == 15
    section.refresh()
    assert section.banner.text


def test_what_is_wrong_is_listed(seat: Seat, qtbot: QtBot, office: Office) -> None:
    desks.registered(office)
    office.store._work.connection.execute("UPDATE cases SET title = '改过的案由'")
    page = opened(seat[0], qtbot, "检查")
    section = page.section()
    assert isinstance(section, CheckSection)
    section.check()
    qtbot.waitUntil(section.start.isEnabled, timeout=10_000)
    assert "2 项有问题" in section.banner.text
    assert "办件 1 的列表内容与原件不符" in section.whole.text()
    assert "怎么办：点“修复”" in section.whole.text()
    section.mend.click()
    qtbot.waitUntil(lambda: "1 项有问题" in section.banner.text, timeout=10_000)
    assert not section.mend.isEnabled()
    assert office.store.check() == ()


def test_a_desk_that_cannot_be_read_is_told_of(seat: Seat, qtbot: QtBot, office: Office) -> None:
    page = opened(seat[0], qtbot, "检查")
    section = page.section()
    assert isinstance(section, CheckSection)
    paths.desk_file(office.directory).rename(office.directory / "moved")
    section.check()
    qtbot.waitUntil(section.start.isEnabled, timeout=10_000)
    assert section.banner.text
    assert section.banner.property("kind") == "error"


def test_about_names_version_and_licences(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat[0], qtbot, "关于")
    section = page.section()
    assert isinstance(section, AboutSection)
    assert f"版本 {paths.VERSION}" in words(section)
    assert "PySide6" in section.licences.toPlainText()
    section.refresh()


def test_nothing_is_offered_that_a_desk_for_reading_refuses(
    qapp: object, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    assert qapp
    reader = open_office(office.directory, clock=office.clock, officer="示例", read_only=True)
    desk, _ = desk_of(reader, tmp_path)
    page = opened(desk, qtbot, "届次")
    section = page.section()
    assert isinstance(section, SessionsSection)
    assert not section.add.isEnabled()
    section.table.setFocus()
    section.table.select_place(0)
    QTest.keyClick(section.table, Qt.Key.Key_Return)
    assert section.findChildren(SessionDialog) == []
    page.show_section("承办单位")
    units = page.section()
    assert isinstance(units, UnitsSection)
    units.table.opened.emit(keep.units(reader)[0])
    assert units.findChildren(UnitDialog) == []
    page.show_section("本单位")
    named = page.section()
    assert isinstance(named, OfficeSection)
    named.name.setText("别名")
    assert not named.save.isEnabled()
    named.save_all()
    assert "只读" in named.banner.text
    assert not page.focus_search()
    page.close()
    desk.relay.leave()
    reader.close()


def test_rules_say_what_is_asked_and_how_strictly(seat: Seat, qtbot: QtBot) -> None:
    page = opened(seat[0], qtbot, "办理规则")
    section = page.section()
    assert isinstance(section, RulesSection)
    section.schemes.choose("tongyong")
    said = words(section.cards)
    for expected in ("补充答复审签（答复后的函）", "按“补充答复审签”审签", "提醒，确认后可以继续", "附表"):
        assert expected in said
    section.schemes.choose("beijing")
    assert "与答复走同一审签流程" in words(section.cards)


def test_the_fonts_papers_are_set_in_are_named(seat: Seat, qtbot: QtBot) -> None:
    page = SettingsPage(seat[0])
    qtbot.addWidget(page)
    section = page.findChild(OfficeSection)
    assert section is not None
    section.refresh()
    qtbot.waitUntil(lambda: "正文（仿宋） GwFangSong（随程序提供）" in section.used.text(), timeout=10_000)
