"""Circulars and briefs say what the desk knows, in office words, and become paper."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from desktop.casework import assign, papers, press_notices, press_papers, supervise
from desktop.casework.supervise import Pressing
from desktop.domain.assignment import Role
from desktop.domain.dates import chinese_date
from desktop.domain.errors import OfficeError
from desktop.domain.supervision import SupervisionLevel
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
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


def words(letter: Letter) -> str:
    return "\n".join(paragraph.text for paragraph in letter.body)


def test_a_circular_counts_by_unit_and_lists_what_is_overdue(
    office: Office, clock: desks.Clock, tmp_path: Path
) -> None:
    late = handed_out(office, "1", 3)
    handed_out(office, "2")
    clock.turn(5)
    supervise.remind(office, [late], Pressing(URGE, "电话督促", unit_ids=(1,)))
    found = press_papers.circular(office, date(2026, 3, 1), office.today)
    assert [row.id for row in found.overdue] == [late]
    assert found.ledger.rows == [
        ("示例区教育局", 2, 0, 1, 0, 1, 0, 0),
        ("示例区财政局", 2, 0, 0, 0, 0, 0, 0),
    ]
    assert found.ledger.totals == ("合计", 4, 0, 1, 0, 1, 0, 0)
    assert "1. 第1号《关于增设示例路公交站的建议》，示例区教育局主办，逾期2天。" in words(found.letter)
    assert found.letter.attachments == ("承办单位办理情况", "逾期件明细")
    today = chinese_date(office.today)
    assert f"截至{today}，逾期未答复1件；本期催办1次、督办0次。各单位情况见附件1。" in words(found.letter)
    assert [row[:1] + row[3:] for row in found.late.rows] == [("1", date(2026, 3, 5), "逾期2天")]
    for name in ("c.pdf", "c.xlsx", "c.docx"):
        press_papers.write_circular(office, found, tmp_path / name)
    assert (tmp_path / "c.docx").read_bytes().startswith(b"PK")
    with closing(PdfDocument(tmp_path / "c.pdf")) as paper:
        assert len(paper) == 3, "the letter, and each table on a page of its own"
    with closing(load_workbook(tmp_path / "c-逾期件明细.xlsx")) as book:
        assert book.worksheets[0]["A1"].value == "逾期件明细"
    assert (tmp_path / "c.xlsx").exists()
    quiet = press_papers.circular(office, date(2026, 1, 1), date(2026, 1, 31), 9)
    assert "没有逾期件" in words(quiet.letter)
    assert quiet.ledger.totals == ("合计", 0, 0, 0, 0, 0, 0, 0)
    press_papers.write_circular(office, quiet, tmp_path / "q.pdf")
    with pytest.raises(OfficeError, match="截止日期早于起始日期"):
        press_papers.circular(office, office.today, date(2026, 1, 1))


def test_a_circular_names_few_of_many(office: Office, clock: desks.Clock) -> None:
    for number in range(press_papers.IN_LETTER + 2):
        handed_out(office, str(number), 1)
    clock.turn(3)
    found = press_papers.circular(office, office.today, office.today)
    assert len(found.late.rows) == press_papers.IN_LETTER + 2
    assert "其余2件见附件2。" in words(found.letter)


def test_a_leader_reads_one_page(office: Office, clock: desks.Clock, tmp_path: Path) -> None:
    for number in range(13):
        handed_out(office, str(number), 3 + number)
    desks.answered(office, desks.registered(office, "99"))
    clock.turn(5)
    assert press_papers.leaders(office) == ("示例区长",)
    assert press_papers.leader_loads(office) == ((0, "示例区长", 14),)
    told = words(press_papers.brief(office, "示例区长"))
    assert told.startswith(
        "截至2026年3月7日，您任责任领导的共14件，已答复1件，在办13件；其中逾期2件，临期5件。"
    )
    assert "1. 第0号《关于增设示例路公交站的建议》，逾期2天，示例区教育局办理前面商。" in told
    assert told.endswith("其余9件见台账。")
    long = replace(PAPER, title="关于" + "进一步" * 9 + "增设示例路公交站的建议", is_key=True)
    due_on = office.today - timedelta(days=5)
    for number in "6789":
        drafted = desks.draft(1, Role.SOLE, due_on=due_on)
        assign.hand_out(office, desks.registered(office, number, long).id, (drafted,), due_on)
    cut = words(press_papers.brief(office, "示例区长"))
    assert "第6号（重点）《关于进一步进一步进一步进一步进一…》" in cut
    brief = press_papers.brief(office, "示例区长")
    with closing(PdfDocument(papers.pdf(office, [papers.Sheet("专报", brief)], "专报"))) as paper:
        assert len(paper) == 1
    press_notices.write_docx(brief, tmp_path / "b.docx")
    assert (tmp_path / "b.docx").read_bytes().startswith(b"PK")
    with pytest.raises(OfficeError, match="没有由示例副区长任责任领导的件"):
        press_papers.brief(office, "示例副区长")
