"""Notices name the cases of one unit in office words, as they will go out and as they went out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.casework import clock as clocks
from desktop.casework import keep, papers, press_notices, supervise
from desktop.casework.supervise import Pressing
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.supervision import Supervision, SupervisionLevel
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.casework.press_notices import Notice
    from desktop.domain.letter import Letter

URGE = SupervisionLevel.URGE


@pytest.fixture
def clock() -> desks.Clock:
    return desks.Clock()


@pytest.fixture
def office(tmp_path: Path, clock: desks.Clock) -> Office:
    return desks.new_office(tmp_path, clock=clock)


def handed_out(office: Office, number: str, days: int = 60) -> int:
    due_on = office.today + timedelta(days=days)
    lead, co = desks.draft(1, Role.LEAD, due_on=due_on), desks.draft(2, Role.CO)
    return desks.handed_out(office, desks.registered(office, number), lead, co).id


def drafts(office: Office, case_id: int, level: SupervisionLevel) -> tuple[Notice, ...]:
    return press_notices.notices(office, supervise.targets(office, [case_id]), level)


def words(letter: Letter) -> str:
    return "\n".join(paragraph.text for paragraph in letter.body)


def test_a_notice_names_the_cases_of_one_unit(office: Office, clock: desks.Clock) -> None:
    ids = [handed_out(office, "1", 5), handed_out(office, "2")]
    supervise.remind(office, ids[:1], Pressing(SupervisionLevel.SUPERVISE, "电话督促", unit_ids=(1,)))
    clock.turn(7)
    check = office.today + timedelta(days=7)
    supervise.remind(office, ids, Pressing(URGE, "书面通知", "请于三日内报送进展。", next_check_on=check))
    found = press_notices.notices(office, supervise.targets(office, ids), URGE)
    assert [(notice.id, notice.unit, notice.case_ids, notice.late) for notice in found] == [
        (1, "示例区教育局", tuple(ids), 1),
        (2, "示例区财政局", tuple(ids), 0),
    ]
    letter = found[0].letter
    assert (letter.title, letter.doc_no, letter.salutation) == (
        "催办通知书", "督函〔2026〕2号", "示例区教育局："
    )  # fmt: skip
    assert words(letter).splitlines() == [
        "你单位承办的下列2件已临近或超过时限，现予催办：",
        "1. 第1号建议《关于增设示例路公交站的建议》（主办），时限2026年3月7日，逾期2天，已督办1次。",
        "2. 第2号建议《关于增设示例路公交站的建议》（主办），时限2026年5月1日，还有37个工作日。",
        "请于三日内报送进展。",
        "我办将于2026年3月16日复查。",
    ]
    assert "尚在办理" in words(found[1].letter)


def test_before_anything_was_recorded_a_notice_bears_no_number(office: Office) -> None:
    case_id = handed_out(office, "1")
    letter = drafts(office, case_id, SupervisionLevel.SUPERVISE)[0].letter
    assert letter.doc_no == ""
    assert words(letter).endswith("限期办结，并将办理情况书面报送我办。")
    assert "已催办" not in words(letter)


def test_a_task_without_a_date_says_so(office: Office) -> None:
    case = office.store.cases.get(handed_out(office, "1"))
    undated = replace(case, assignments=(replace(case.assignments[0], due=None),))
    with office.store.transaction():
        office.store.cases.save(undated, office.note("试"))
    assert "未定时限" in words(drafts(office, case.id, URGE)[0].letter)


def test_the_last_numbered_notice_is_shown_with_the_cases_it_was_about(
    office: Office, clock: desks.Clock
) -> None:
    ids = [handed_out(office, "1", 5), handed_out(office, "2"), handed_out(office, "3")]
    supervise.remind(office, ids[:2], Pressing(URGE, "书面通知", "先报。", unit_ids=(1,)))
    supervise.remind(office, ids[1:2], Pressing(URGE, "书面通知", "再报。", unit_ids=(1,)), again=True)
    clock.turn(9)
    supervise.remind(office, ids, Pressing(URGE, "电话督促", unit_ids=(1,), with_notice=False))
    (last,) = press_notices.notices(office, supervise.targets(office, ids, (1,)), URGE)
    assert (last.doc_no, last.case_ids, last.letter.dated) == ("督函〔2026〕2号", (ids[1],), desks.FIRST_DAY)
    assert words(last.letter).splitlines()[1].endswith("已催办1次。")


def test_a_notice_is_printed_again_as_it_went_out(office: Office, clock: desks.Clock) -> None:
    ids = [handed_out(office, "1", 5), handed_out(office, "2", 9)]
    pairs = frozenset({(ids[0], 1), (ids[1], 1), (ids[1], 2)})
    assert supervise.remind(office, ids, Pressing(URGE, "书面通知", pairs=pairs)) == 3
    (then, _) = press_notices.notices(office, supervise.targets(office, ids, pairs=pairs), URGE)
    clock.turn(30)
    keep.save_unit(office, replace(office.store.units.all()[0], name="示例区教育体育局"))
    now = press_notices.again(office, ids[1], 0)
    assert now.letter == then.letter
    assert now.case_ids == tuple(ids)
    supervise.remind(office, ids[:1], Pressing(URGE, "电话督促", unit_ids=(1,), with_notice=False))
    for index, why in ((1, "没有编号出通知书"), (7, "已不存在")):
        with pytest.raises(OfficeError, match=why):
            press_notices.again(office, ids[0], index)


def test_what_was_taken_over_has_no_transaction_and_stands_alone(office: Office) -> None:
    case = office.store.cases.get(handed_out(office, "1"))
    act = Supervision(URGE, "书面通知", 9, "示例区旧局", office.today, doc_no="督函〔2025〕7号")
    with office.store.transaction():
        office.store.cases.save(replace(case, supervisions=(act,)), office.note("试"))
    seen = press_notices.again(office, case.id, 0)
    assert (seen.letter.salutation, seen.case_ids) == ("示例区旧局：", (case.id,))
    assert "《关于增设示例路公交站的建议》，未定时限。" in words(seen.letter)


def test_while_the_clock_stands_nothing_is_late(office: Office, clock: desks.Clock) -> None:
    case_id = handed_out(office, "1", 5)
    clocks.pause(office, case_id, "等待批复")
    clock.turn(9)
    (lead, _) = drafts(office, case_id, URGE)
    assert "停计时9天" in words(lead.letter)
    assert lead.late == 0


def test_notices_become_files(office: Office, tmp_path: Path) -> None:
    found = drafts(office, handed_out(office, "1"), URGE)
    sheets = [papers.Sheet(each.unit, each.letter) for each in found]
    assert papers.pdf(office, sheets, "催办通知书").startswith(b"%PDF")
    press_notices.write_docx(found[0].letter, tmp_path / "n.docx")
    assert (tmp_path / "n.docx").read_bytes().startswith(b"PK")
    with pytest.raises(OfficeError, match="没有生成通知书"):
        press_notices.notices(office, (), URGE)
