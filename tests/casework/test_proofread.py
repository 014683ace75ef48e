"""The checker over one letter and over all, on a real desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import answer, proofread
from desktop.casework.answer import ReplyDraft
from desktop.domain.listing import Criteria
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case

TEXT = (
    "经研究，现将办理情况答复如下。一是加快改造，2026年已完成三处站点的增设，方便群众出行；"
    "二是完善机制，下半年再增设两处站点，同步更新站牌和无障碍设施；三是加强巡查，发现问题及时处置，"
    "确保沿线居民出行便利。今后我们将继续听取您的意见，认真做好后续工作。"
)
OTHER = (
    "收到后我局立即组织调研，走访沿线学校和企业，核实客流数据，2026年第三季度完成线路调整并公示。"
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = desks.new_office(tmp_path / "desk")
    yield made
    made.close()


def drafted(office: Office, item_no: str, text: str, title: str = "") -> Case:
    paper = replace(PAPER, title=title or PAPER.title)
    case = desks.handed_out(office, desks.registered(office, item_no, paper))
    return answer.save_draft(office, case.id, 1, ReplyDraft(text, "A"))


def test_one_letter_is_checked_as_it_stands(office: Office) -> None:
    case = drafted(office, "12", TEXT + "感谢您们。")
    assert "you" in {each.rule for each in proofread.letter(office, case, 1)}


def test_without_a_draft_there_is_nothing_to_check(office: Office) -> None:
    case = desks.handed_out(office, desks.registered(office))
    assert proofread.letter(office, case, 1) == ()
    assert proofread.letter(office, drafted(office, "13", " "), 1) == ()


def test_near_copies_are_told_on_both_sides(office: Office) -> None:
    drafted(office, "12", TEXT, "关于增设公交站点的建议")
    drafted(office, "13", "关于优化站牌的建议收悉。" + TEXT, "关于优化站牌的建议")
    drafted(office, "14", OTHER, "关于调整线路的建议")
    steps: list[str] = []
    told = {
        report.case.proposal.item_no: [each.message for each in report.findings if each.rule == "copy"]
        for report in proofread.over(office, Criteria(), _Steps(steps))
    }
    assert "第13号建议" in told["12"][0]
    assert "第12号建议" in told["13"][0]
    assert told.get("14", []) == []
    assert steps[-1] == "正在检查第3件"


def test_only_the_list_asked_for_is_checked(office: Office) -> None:
    drafted(office, "12", TEXT)
    assert proofread.over(office, Criteria(key_only=True)) == ()


class _Steps(proofread.Progress):
    """Notes what was told while the checker ran."""

    def __init__(self, said: list[str]) -> None:
        self._said = said

    def step(self, done: int, total: int, text: str = "") -> None:
        assert done <= total
        self._said.append(text)
