"""Handing many cases out by keyboard: what stands in the way is marked before, and all go or none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QListWidget

from desktop.casework import find
from desktop.domain.assignment import Role
from desktop.domain.proposal import Filing
from desktop.domain.stage import Stage
from desktop.views.batch_assign_dialog import BatchAssignDialog
from tests import desks
from tests.samples import PAPER
from tests.views.case_desk import fill, press, shown, type_text, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.domain.case import Case
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # lists that drop down


@pytest.fixture
def cases(office: Office) -> tuple[Case, ...]:
    return tuple(desks.registered(office, number) for number in ("1", "2", "3"))


def opened(seat: tuple[Desk, Heard], cases: Sequence[Case], host: QWidget, qtbot: QtBot) -> BatchAssignDialog:
    dialog = BatchAssignDialog(seat[0], cases, host)
    shown(dialog, qtbot)
    return dialog


def entries(dialog: BatchAssignDialog) -> list[str]:
    (found,) = (each for each in dialog.findChildren(QListWidget) if each.accessibleName() == "选中的件")
    return [found.item(row).text().partition("\n")[2] for row in range(found.count())]


def add(name: str) -> None:
    press("Alt+U")
    type_text(name)
    press("Return")


def stages(office: Office, cases: Sequence[Case]) -> set[Stage]:
    return {find.stage(office, find.case(office, case.id)) for case in cases}


def test_all_are_handed_out_to_the_same_units(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(seat, cases, host, qtbot)
    assert dialog.verb_button.text() == "交办 3 件"
    assert not dialog.would_lose()
    add("教育")
    fill("L", "示例区长")
    assert "如何计算：交办日 2026-03-02" in words_of(dialog)
    add("财政")
    fill("G", "示例副局长")
    assert dialog.would_lose()
    press("Ctrl+Return")
    assert not dialog.isVisible()
    for case in cases:
        lead, co = find.case(office, case.id).assignments
        assert (lead.role, co.role) == (Role.LEAD, Role.CO)
        assert lead.due is not None
        assert lead.due.on.isoformat() == "2026-06-02"
    assert seat[1].said == ["已交办 3 件：示例区教育局、示例区财政局"]


def test_what_cannot_be_handed_out_is_marked_and_refused_and_can_be_left_out(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    answered = desks.answered(office, desks.registered(office, "8"))
    refused = desks.registered(office, "9", replace(PAPER, filing=Filing.NOT_FILED, filing_reason="重复"))
    dialog = opened(seat, (*cases, answered, refused), host, qtbot)
    assert entries(dialog)[3:] == [
        "▲ 示例区教育局的答复已印发，不能再改交办",
        "▲ 本件为“不予立案”，不能办理",
    ]
    assert "▲ 2 件不能办理" in words_of(dialog)
    add("财政")
    fill("L", "示例区长")
    press("Ctrl+Return")
    assert "第8号建议" in dialog.banner.text
    assert dialog.banner.text.endswith("本次选中的5件均未改动。")
    assert stages(office, cases) == {Stage.REGISTERED}
    press("Alt+Q")
    qtbot.waitUntil(lambda: len(entries(dialog)) == 3)
    assert "不能办理" not in words_of(dialog)
    assert dialog.verb_button.text() == "交办 3 件"
    press("Ctrl+Return")
    assert stages(office, cases) == {Stage.IN_HAND}


def test_what_is_missing_is_shown_at_its_unit(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(seat, cases, host, qtbot)
    add("教育")
    press("Ctrl+Return")
    assert "第1号建议" in dialog.banner.text
    assert "示例区教育局缺责任领导" in words_of(dialog)
    assert stages(office, cases) == {Stage.REGISTERED}


def test_a_case_can_be_taken_off_the_list_by_delete(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    given = desks.handed_out(office, cases[0], desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    alone = desks.handed_out(office, cases[1])
    dialog = opened(seat, (given, alone, cases[2]), host, qtbot)
    assert entries(dialog) == [
        "已交办示例区教育局等2个单位，将改交办",
        "已交办示例区教育局，将改交办",
        "城建交通",
    ]
    dialog.chosen.setFocus()
    for left in (2, 1, 0):
        press("Down")
        press("Delete")
        qtbot.waitUntil(lambda left=left: len(entries(dialog)) == left)
    dialog.chosen.drop_current()
    assert dialog.chosen.ids == ()
    assert not dialog.verb_button.isEnabled()


def test_under_different_rules_each_case_keeps_its_own_date(
    seat: tuple[Desk, Heard], cases: tuple[Case, ...], office: Office, host: QWidget, qtbot: QtBot
) -> None:
    rules = office.scheme("jianxi")
    elsewhere = replace(cases[2], scheme_id=rules.id, scheme_version=rules.version)
    with office.store.transaction():
        other = office.store.cases.save(elsewhere, office.note("测试"))
    dialog = opened(seat, (cases[0], other), host, qtbot)
    add("教育")
    fill("L", "示例区长")
    assert "各件适用的时限不同：留空时逐件按办理规则计算" in words_of(dialog)
    add("财政")
    press("Ctrl+Return")
    dues = [find.case(office, case.id).co_handlers[0].due for case in (cases[0], other)]
    assert [due.on.isoformat() for due in dues if due] == ["2026-04-02", "2026-05-02"]
