"""What a person decides about doubtful units and rows before a list goes in, and what becomes of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.casework import intake, intake_bodies, keep
from desktop.casework.intake_headings import Field
from desktop.casework.intake_units import Resolution, UnitChoice
from tests.casework.lists import FULL, as_csv, cases, full, taken
from tests.desks import new_office, registered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office

HEAD = ("案号", "案由", "主办单位", "协办单位", "答复日期")
LEFT_OUT = UnitChoice(Resolution.LEFT_OUT)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path / "desk")
    yield opened
    opened.close()


def handlers(office: Office, place: int = -1) -> list[str]:
    """Return the units of a case, those that answer first."""
    return [task.unit_name for task in cases(office)[place].assignments]


def test_a_unit_left_out_gets_no_task_and_is_not_made(office: Office, tmp_path: Path) -> None:
    row = ("1", "关于示例的建议", "市甲局", "市乙局、市丙局", "")
    plan = intake.read(office, as_csv(tmp_path, HEAD, row))
    plan = intake.decide(office, plan, plan.decisions.with_unit("市乙局", LEFT_OUT))
    assert [each.name for each in plan.units] == ["市甲局", "市乙局", "市丙局"]
    assert plan.new_units == ("市甲局", "市丙局")
    assert "第2行（市乙局）：由经办人定为不取用，不交办给它" in [each.text for each in plan.problems]
    intake.commit(office, plan)
    assert handlers(office) == ["市甲局", "市丙局"]
    assert "市乙局" not in {unit.name for unit in keep.units(office)}


def test_a_row_left_without_a_lead_waits_to_be_handed_out(office: Office, tmp_path: Path) -> None:
    row = ("1", "关于示例的建议", "市甲局", "市乙局", "2026-03-01")
    plan = intake.read(office, as_csv(tmp_path, HEAD, row))
    plan = intake.decide(office, plan, plan.decisions.with_unit("市甲局", LEFT_OUT))
    assert plan.entries[0].answer is None
    told = [each.text for each in plan.problems if each.column == Field.LEAD_UNIT]
    reason = "主办单位都不取用，按待交办收下，这一行的协办单位和答复也没有取用"
    assert told == [f"第2行“主办单位”（市甲局）：{reason}"]
    intake.commit(office, plan)
    assert handlers(office) == []


def test_a_unit_left_out_of_an_update_stays_out(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, HEAD, ("1", "关于示例的建议", "市甲局", "", "")))
    row = ("1", "关于示例的建议", "市甲局", "市乙局、市丙局", "")
    plan = intake.read(office, as_csv(tmp_path, HEAD, row))
    plan = intake.decide(office, plan, plan.decisions.with_unit("市乙局", LEFT_OUT))
    assert [(each.column, each.new) for each in plan.accepted] == [("协办单位", "市丙局")]
    intake.commit(office, plan)
    assert handlers(office) == ["市甲局", "市丙局"]


@pytest.mark.parametrize(
    ("spelling", "near"),
    [
        ("示例区财政局（国资委）", ["示例区财政局"]),
        ("市财政局", ["示例区财政局"]),
        ("财政局", ["示例区财政局"]),
        ("交通运输局", ["示例区交通局（港航中心）"]),
        ("示例区林业局", []),
        ("局", []),
    ],
)
def test_near_units_share_more_than_the_place(
    office: Office, tmp_path: Path, spelling: str, near: list[str]
) -> None:
    plan = intake.read(office, as_csv(tmp_path, HEAD, ("1", "关于示例的建议", spelling, "", "")))
    assert [name for _, name in plan.units[0].candidates] == near


def test_a_number_two_cases_bear_under_one_title_is_asked_about(office: Office, tmp_path: Path) -> None:
    rows = [full("7", "关于同一件事的建议", 备注="") for _ in range(2)]
    path = as_csv(tmp_path, FULL, *rows)
    taken(office, path)
    first, second = (case.id for case in cases(office))
    plan = intake.read(office, path)
    assert [(each.row, each.case_id, each.is_decided) for each in plan.matches] == [
        (2, first, False),
        (3, second, False),
    ]
    assert [each for each, _ in plan.matches[0].candidates] == [first, second]
    plan = intake.decide(office, plan, plan.decisions.with_match(2, second).with_match(3, first))
    assert [(each.case_id, each.is_decided) for each in plan.matches] == [(second, True), (first, True)]
    assert plan.known == 2


def test_two_rows_cannot_be_about_one_case(office: Office, tmp_path: Path) -> None:
    taken(office, as_csv(tmp_path, FULL, full("7", "关于甲的建议")))
    case = cases(office)[0]
    plan = intake.read(office, as_csv(tmp_path, FULL, full("8", "关于乙的建议"), full("9", "关于丙的建议")))
    decisions = plan.decisions.with_match(2, case.id).with_match(3, case.id)
    plan = intake.decide(office, plan, decisions)
    assert [each.paper.title for each in plan.entries] == ["关于丙的建议"]
    assert "第2行已对应这一件，这一行按新件收下；请另选一件" in [each.reason for each in plan.problems]


def test_drafts_without_number_are_not_asked_about(office: Office, tmp_path: Path) -> None:
    path = as_csv(tmp_path, FULL, full("", "新建"), full("", "新建"))
    taken(office, path)
    plan = intake.read(office, path)
    assert (plan.known, plan.matches) == (2, ())


def test_documents_of_one_name_are_told_apart(office: Office, tmp_path: Path) -> None:
    case = registered(office, "12")
    paths = []
    for folder, text in (("甲", "第12号\n正文甲"), ("乙", "没有编号")):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "正文.txt")
        paths[-1].write_text(text, "utf-8")
    plan = intake_bodies.read(office, [*paths, paths[0]])
    assert [each.file for each in plan.matches] == [str(path) for path in paths]
    assert [each.case_id for each in plan.matches] == [case.id, None]


def test_cases_a_document_may_belong_to_are_named(office: Office, tmp_path: Path) -> None:
    same = [registered(office, "12"), registered(office, "12")]
    path = tmp_path / f"{same[0].proposal.title}.txt"
    path.write_text("正文", "utf-8")
    (match,) = intake_bodies.read(office, [path]).matches
    assert (match.case_id, match.is_readable, match.can_be_taken) == (None, True, False)
    assert [each for each, _ in match.candidates] == [case.id for case in same]


def test_the_same_papers_under_another_session_are_told(office: Office, tmp_path: Path) -> None:
    row = ("7", "关于同一件事的建议", "市甲局", "", "")
    taken(office, as_csv(tmp_path, HEAD, row), intake.Hints("示例市十七届人大一次会议"))
    other = intake.Hints("示例县二十届人大三次会议")
    plan = intake.read(office, as_csv(tmp_path, HEAD, row, ("8", "关于另一件事的建议", "", "", "")), other)
    told = [each.reason for each in plan.problems if each.column == "届次"]
    assert len(told) == 1
    assert "已有1件编号和案由都相同" in told[0]
    plan = intake.read(office, as_csv(tmp_path, HEAD, ("8", "关于另一件事的建议", "", "", "")), other)
    assert not [each for each in plan.problems if each.column == "届次"]
