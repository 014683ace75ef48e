"""A list of co-handling opinions finds its cases and units, and says what it does not find."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import consult, count, intake
from desktop.domain.assignment import CoOpinion
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Kind
from tests.casework.lists import FULL, OPINIONS, as_csv, cases, full, said, taken
from tests.desks import new_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office

NAME = "协办意见.csv"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return a desk with three cases, two of them numbered 221 as in life."""
    opened = new_office(tmp_path / "desk")
    rows = (
        full("1", "甲", 协办单位="市财政局、市住建局", 协办已回复数="2"),
        full("221", "乙", 主办单位=""),
        full("221", "丙", 协办单位="市公安局"),
    )
    taken(opened, as_csv(tmp_path, FULL, *rows))
    yield opened
    opened.close()


def opinions(office: Office) -> dict[str, CoOpinion | None]:
    return {task.unit_name: task.co_opinion for case in cases(office) for task in case.co_handlers}


def test_each_opinion_finds_its_unit_even_under_a_doubled_number(office: Office, tmp_path: Path) -> None:
    rows = (
        ("建议", "1", "市财政局、市住建局", "2017-05-15", "完成"),
        ("建议", "第221号", "市公安局", "2017.5.19", "完成"),
    )
    path = as_csv(tmp_path, OPINIONS, *rows, name=NAME)
    plan = intake.read(office, path)
    outcome = intake.commit(office, plan)
    assert (outcome.opinions, outcome.added, said(plan)) == (3, 0, [])
    assert opinions(office) == {
        "市财政局": CoOpinion(date(2017, 5, 15)),
        "市住建局": CoOpinion(date(2017, 5, 15)),
        "市公安局": CoOpinion(date(2017, 5, 19)),
    }
    counts = {unit.unit: unit.co_replied for unit in count.totals(office).units}
    assert counts == {"市示例局": 0, "市财政局": 1, "市住建局": 1, "市公安局": 1}
    again = intake.read(office, path)
    assert (again.opinions, again.known) == ((), 3)
    assert office.store.check() == ()


def test_what_does_not_fit_is_said_and_left_out(office: Office, tmp_path: Path) -> None:
    rows = (
        ("建议", "1", "市住建局", "2017-05-15", "作废"),
        ("建议", "1", "市住建局", "", "完成"),
        ("建议", "1", "市民政局", "2017-05-15", "完成"),
        ("建议", "77", "市住建局", "2017-05-15", "完成"),
        ("提案", "1", "市住建局", "2017-05-15", "完成"),
        ("建议", "1", "市住建局", "2017-04-01", "完成"),
    )
    plan = taken(office, as_csv(tmp_path, OPINIONS, *rows, name=NAME))
    assert said(plan) == [
        "第2行“状态”（作废）：不是已提交的意见，未取用",
        "第3行“协办意见提交日期”：不是可读的日期，该行未取用",
        "第4行“协办单位”（市民政局）：不在1号件的协办单位之列，未取用",
        "第5行“案号”（77）：办理台中没有这个编号的办件，未取用",
        "第6行“案号”（1）：办理台中没有这个编号的办件，未取用",
        "第7行“协办意见提交日期”（2017-04-01）：早于交办日期，照原样收下，请核对",
    ]
    assert len(plan.opinions) == 1


def test_two_cases_that_fit_alike_are_not_guessed_between(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, FULL, full("221", "丁", 协办单位="市公安局")))
    row = ("221", "市公安局", "2017-05-19")
    path = as_csv(tmp_path, OPINIONS[1:4], row, ("1", "市住建局", "2017-05-19"), name=NAME)
    plan = intake.read(office, path)
    assert said(plan) == ["第2行“案号”（221）：有2件编号相同且都由市公安局协办，分不清是哪一件，未取用"]


def test_a_session_asked_for_narrows_the_search(office: Office, tmp_path: Path) -> None:
    other = full("1", "别届", 会议="示例市人大十七届第二次会议", 协办单位="市住建局")
    taken(office, as_csv(tmp_path, FULL, other))
    path = as_csv(tmp_path, OPINIONS, ("建议", "1", "市住建局", "2017-05-15", "完成"), name=NAME)
    with pytest.raises(OfficeError, match="没有一行对得上"):
        intake.read(office, path)
    plan = intake.read(office, path, intake.Hints("示例市人大十七届一次会议"))
    assert [each.case_id for each in plan.opinions] == [1]
    by_kind = as_csv(tmp_path, OPINIONS[1:4], ("1", "市住建局", "2017-05-15"), name=NAME)
    with pytest.raises(OfficeError, match="没有一行对得上"):
        intake.read(office, by_kind, intake.Hints(kind=Kind.CPPCC_PROPOSAL))


def test_the_text_of_an_opinion_stays_when_only_its_day_changes(office: Office, tmp_path: Path) -> None:
    lead = cases(office)[0]
    task = lead.co_handlers[0]
    consult.take_co_opinion(office, lead.id, task.unit_id, CoOpinion(date(2017, 5, 1), "同意配合。"))
    taken(office, as_csv(tmp_path, OPINIONS, ("建议", "1", "市财政局", "2017-05-15", "完成"), name=NAME))
    assert opinions(office)["市财政局"] == CoOpinion(date(2017, 5, 15), "同意配合。")


def test_a_list_for_an_empty_desk_is_refused(tmp_path: Path) -> None:
    desk = new_office(tmp_path / "empty")
    path = as_csv(tmp_path, OPINIONS, ("建议", "1", "市住建局", "2017-05-15", "完成"), name=NAME)
    with pytest.raises(OfficeError, match="请先导入办理件清单"):
        intake.read(desk, path)
    desk.close()


def test_former_names_and_aliases_are_known(office: Office, tmp_path: Path) -> None:
    from dataclasses import replace

    from desktop.casework import keep

    unit = office.store.units.find("市住建局")
    assert unit is not None
    keep.save_unit(office, replace(unit, aliases=("市住房局",), former_names=("市建设局",)))
    rows = (("建议", "1", "市建设局", "2017-05-15", "完成"), ("建议", "1", "市住房局", "2017-05-16", "完成"))
    assert len(intake.read(office, as_csv(tmp_path, OPINIONS, *rows, name=NAME)).opinions) == 2
