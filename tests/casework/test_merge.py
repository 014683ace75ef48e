"""Papers handled as one, and taken apart again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import find, merge, register, undo
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Kind
from desktop.domain.proposal import Filing
from desktop.domain.stage import Stage
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return a desk with three cases, the second with a draft of its own."""
    made = desks.new_office(tmp_path)
    for number in ("1", "2", "3"):
        desks.registered(made, number)
    desks.drafted(made, desks.handed_out(made, find.case(made, 2)))
    return made


def test_both_keep_number_and_reply_and_know_each_other(office: Office) -> None:
    main = merge.into(office, 1, (2, 3))
    assert main.merged == (2, 3)
    part = find.case(office, 2)
    assert (part.merged_into, part.proposal.item_no, len(part.replies)) == (1, "2", 1)
    assert part.proposal.filing_reason == f"并入第1号建议《{PAPER.title}》"
    assert find.stage(office, part) is Stage.MERGED
    for each in (1, 2, 3):
        assert [case.id for case in merge.together(office, find.case(office, each))] == [1, 2, 3]
    step = undo.undoable(office)
    assert step is not None
    assert step.label == "撤销 并案 3件"


def test_a_merged_case_is_taken_out_again(office: Office) -> None:
    merge.into(office, 1, (2, 3))
    case = merge.part(office, 2)
    assert (case.merged_into, case.proposal.filing_reason) == (0, "")
    assert find.stage(office, case) is Stage.DRAFTED
    assert find.case(office, 1).merged == (3,)
    assert merge.together(office, case) == ()
    with pytest.raises(OfficeError, match="没有并案"):
        merge.part(office, 2)


def test_what_does_not_fit_is_refused_whole(office: Office) -> None:
    merge.into(office, 1, (2,))
    register.discard(office, 3)
    issued = desks.answered(office, desks.registered(office, "4"))
    other = desks.registered(office, "5")
    for main, parts, why in (
        (5, (5,), "不能并入自己"),
        (5, (1,), "已有并入的件"),
        (5, (2,), "立案情况是“并案”"),
        (2, (5,), "立案情况是“并案”"),
        (5, (3,), "在回收站中"),
        (5, (issued.id,), "已印发答复"),
    ):
        with pytest.raises(OfficeError, match=why):
            merge.into(office, main, parts)
    with pytest.raises(OfficeError, match="未作改动"):
        merge.into(office, other.id, (issued.id,))
    assert find.case(office, other.id) == other


def test_a_cppcc_proposal_is_passed_on_with_its_reason(office: Office) -> None:
    paper = replace(PAPER, kind=Kind.CPPCC_PROPOSAL)
    case = desks.registered(office, "9", paper)
    with pytest.raises(OfficeError, match="转社情民意须写明理由"):
        merge.pass_on(office, case.id, " ")
    passed = merge.pass_on(office, case.id, "属个案反映")
    assert passed.proposal.filing is Filing.PUBLIC_OPINION
    assert find.stage(office, passed) is Stage.NOT_FILED
    with pytest.raises(OfficeError, match="只有政协提案"):
        merge.pass_on(office, 1, "理由")


def test_what_bars_a_case_is_told_before(office: Office) -> None:
    merge.into(office, 1, (2,))
    issued = desks.answered(office, desks.registered(office, "4"))
    cases = [find.case(office, each) for each in (1, 2, 3, issued.id)]
    assert merge.bars(cases, 3) == {
        1: "已有并入的件，请以它为主件",
        2: "立案情况是“并案”，请先立案",
        issued.id: "已印发答复，请以它为主件",
    }
    assert merge.bars(cases[:1], 1) == {}
