"""The notice and the list a unit receives with its cases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from desktop.casework import dispatch, handout, keep
from desktop.casework.office import Founding, create_office
from desktop.domain.assignment import Role
from desktop.domain.dispatch import Dispatch
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Body
from desktop.domain.unit import Contact, ContactRole
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.letter import Letter


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = desks.new_office(tmp_path)
    unit = keep.units(office)[0]
    people = (Contact(ContactRole.HEAD, "示例局长"), Contact(ContactRole.LEADER_IN_CHARGE, "示例副局长"))
    keep.save_unit(office, replace(unit, contacts=(*people, *unit.contacts)))
    lead = desks.draft(1, Role.LEAD, task="增设站台", standard="年内完成", duties="牵头")
    desks.handed_out(office, desks.registered(office, "1"), lead, desks.draft(2, Role.CO))
    desks.handed_out(
        office, desks.registered(office, "2"), desks.draft(2, Role.LEAD), desks.draft(1, Role.CO)
    )
    desks.handed_out(office, desks.registered(office, "3"), desks.draft(1, Role.SOLE))
    return office


def lines(letter: Letter) -> list[str]:
    return [paragraph.text for paragraph in letter.body]


def test_a_notice_names_the_people_the_cases_and_the_dates(office: Office) -> None:
    letter = handout.notice(office, 1, 1)
    text = lines(letter)
    assert letter.title == "关于交办区十七届人大一次会议建议的通知"
    assert letter.salutation == "示例区教育局："
    named = "区十七届人大一次会议代表建议、批评和意见（以下简称建议）3件"
    assert text[0].startswith(f"现将区人大常委会交办的{named}交由你单位办理")
    assert text[1] == "你单位办理工作第一责任人示例局长，分管领导示例副局长，承办人员示例承办。"
    assert text[2] == "一、主办件（2件）"
    assert text[3].startswith(
        "1. 第1号建议《关于增设示例路公交站的建议》。领衔人：示例甲；责任领导：示例区长；"
    )
    assert (
        "其他承办单位：示例区财政局（协办）；办理任务：增设站台；办理标准：年内完成；职责分工：牵头"
        in text[3]
    )
    assert text[3].endswith("办理时限：2026年6月2日。")
    assert "（独办）。" in text[4]
    assert text[5] == "二、协办件（1件）"
    assert letter.signatories == ("示例区政府办公室",)


def test_an_empty_part_is_left_out_and_headings_stay_in_order(office: Office) -> None:
    unit = keep.units(office)[2]
    keep.save_unit(office, replace(unit, contacts=()))
    desks.handed_out(
        office, desks.registered(office, "4"), desks.draft(2, Role.LEAD), desks.draft(3, Role.CO)
    )
    text = lines(handout.notice(office, 1, 3))
    assert text[1] == "一、协办件（1件）"
    assert len(text) == 3


def test_the_notice_of_the_session_gives_title_and_number(tmp_path: Path) -> None:
    office = create_office(tmp_path, clock=desks.Clock(), officer="示例", founding=Founding(is_demo=True))
    session = replace(
        desks.SESSION, body=Body.CPPCC, notice_title="关于交办政协提案的通知", notice_no="例政办〔2026〕5号"
    )
    session = keep.save_session(office, session)
    unit = keep.save_unit(office, desks.UNIT)
    letter = handout.notice(office, session.id, unit.id)
    assert (letter.title, letter.doc_no) == ("关于交办政协提案的通知", "例政办〔2026〕5号")
    assert (letter.issuer, letter.watermark) == (handout.UNNAMED_OFFICE, "演示")
    assert "（以下简称提案）0件" in letter.body[0].text


def test_only_units_with_tasks_receive_papers(office: Office) -> None:
    found = handout.loads(office, 1)
    assert [(load.id, load.unit.name, load.lead, load.co) for load in found] == [
        (1, "示例区教育局", 2, 1),
        (2, "示例区财政局", 1, 1),
    ]
    assert handout.notices_pdf(office, 1, [1, 2]).startswith(b"%PDF")


def test_notices_become_one_file_or_none(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "交办通知.pdf"
    assert handout.write_notices(office, 1, [1, 2], target) == 2
    assert target.read_bytes().startswith(b"%PDF")
    with pytest.raises(OfficeError, match="没有写成"):
        handout.write_notices(office, 1, [1], tmp_path / "没有" / "交办通知.pdf")


def test_the_list_holds_every_task_unit_by_unit(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "交办清单.xlsx"
    assert handout.write_task_list(office, 1, [1, 2], target) == 5
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] in {"示例区教育局", "示例区财政局"}]
    assert [(row[1], row[2]) for row in rows] == [
        ("主办", "1"),
        ("独办", "3"),
        ("协办", "2"),
        ("主办", "2"),
        ("协办", "1"),
    ]
    assert rows[0][5:7] == ("示例区财政局（协办）", "示例区长")


def test_a_unit_list_without_date_leaves_it_open(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office, "5"), desks.draft(3, Role.SOLE))
    bare = replace(case, assignments=(replace(case.assignments[0], due=None),))
    with office.store.transaction():
        office.store.cases.save(bare, office.note("测试"))
    assert handout.task_list(office, 1, [3]).rows[0][-1] is None
    assert "办理时限" not in lines(handout.notice(office, 1, 3))[-1]


def test_a_notice_of_one_batch_bears_its_number_and_the_day_of_its_meeting(tmp_path: Path) -> None:
    clock = desks.Clock()
    office = desks.new_office(tmp_path / "batch", clock=clock)
    clock.turn(7)
    meeting = Dispatch(1, office.today, "关于认真做好办理工作的通知", "例政办〔2026〕3号")
    batch = dispatch.save(office, meeting)
    case = desks.registered(office, "1")
    dispatch.put_in(office, batch.id, [case.id])
    whole = {"leader_in_charge": "示例分管", "task": "增设站台", "measures": "勘察选址"}
    dispatch.propose(office, case.id, (desks.draft(1, Role.SOLE, **whole),))
    dispatch.issue(office, batch.id)
    letter = handout.notice(office, 1, 1)
    assert (letter.title, letter.doc_no) == ("关于认真做好办理工作的通知", "例政办〔2026〕3号")
    assert letter.dated == office.today
    desks.handed_out(office, desks.registered(office, "2"))
    mixed = handout.notice(office, 1, 1)
    assert (mixed.doc_no, mixed.dated) == ("", desks.FIRST_DAY)
