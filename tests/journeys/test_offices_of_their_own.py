"""Rules that only one office has hold on a desk kept by its scheme."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import answer, consult, find, issue, keep, review
from desktop.domain.consultation import Consultation
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Body, Kind
from desktop.domain.listing import Criteria
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.proposal import Proposal


def members_paper(office: Office) -> Proposal:
    """Return a paper handed in at a session of the CPPCC."""
    session = keep.save_session(office, replace(desks.SESSION, body=Body.CPPCC))
    return replace(PAPER, kind=Kind.CPPCC_PROPOSAL, session_id=session.id)


def test_xigong_wants_a_visit_at_the_door(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path, "xigong")
    case = desks.handed_out(office, desks.registered(office, paper=members_paper(office)))
    by_phone = next(
        mode
        for mode in office.scheme_of(case).contacts.modes
        if mode not in office.scheme_of(case).contacts.face_to_face_modes
    )
    for stage in office.scheme_of(case).contacts.stages:
        case = consult.record(office, case.id, Consultation(stage.key, office.today, by_phone))
    case = desks.drafted(office, case)
    with pytest.raises(OfficeError, match="没有当面"):
        answer.submit(office, case.id, 1)
    desks.met(office, case)
    assert answer.submit(office, case.id, 1).replies[0].route


def test_a_key_paper_of_jianxi_passes_three_gates_before_it_goes_out(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path, "jianxi")
    case = desks.registered(office, paper=replace(PAPER, is_key=True))
    case = desks.drafted(office, desks.met(office, desks.handed_out(office, case)))
    case = answer.submit(office, case.id, 1)
    gates = []
    while (now := review.step(office, case, 1)) is not None:
        checks = review.checks(office, case, now)
        gates.append((now.label, checks))
        with pytest.raises(OfficeError, match="尚未签发"):
            issue.letter(office, case.id, 1)
        case = review.approve(office, case.id, 1, review.Decision("示例", checks=checks))
    words = " ".join(f"{label}{'、'.join(checks)}" for label, checks in gates)
    assert all(word in words for word in ("内容", "文字", "格式", "督查局", "分管区领导"))
    assert "有具体措施和完成时限" in words
    assert words.index("内容") < words.index("督查局") < words.index("分管区领导")
    assert issue.letter(office, case.id, 1).replies[0].doc_no


def test_zhangqiu_wants_the_third_meeting_before_the_signature(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path, "zhangqiu")
    case = desks.handed_out(office, desks.registered(office, paper=members_paper(office)))
    contacts = office.scheme_of(case).contacts
    for stage in contacts.stages[:-1]:
        case = consult.record(office, case.id, Consultation(stage.key, office.today, contacts.modes[0]))
    case = desks.drafted(office, case)
    assert find.page(office, Criteria(), 0, 1)[0].consulted == "2/3"
    with pytest.raises(OfficeError, match=f"缺“{contacts.stages[-1].label}”"):
        answer.submit(office, case.id, 1)
    last = Consultation(contacts.stages[-1].key, office.today, contacts.modes[0])
    case = consult.record(office, case.id, last)
    assert find.page(office, Criteria(), 0, 1)[0].consulted == "3/3"
    assert desks.signed(office, case).replies[0].signed_by
