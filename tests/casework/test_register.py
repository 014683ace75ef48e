"""Taking papers in one after the other: the next number, who is known, what must be confirmed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import find, register, similar, undo
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Kind
from desktop.domain.proposal import Submitter
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("number", "after"),
    [("12", "13"), ("0043", "0044"), ("DH0271", "DH0272"), ("建9", "建10"), (" 99 ", "100"), ("甲", "")],
)
def test_the_next_number_is_written_the_same_way(number: str, after: str) -> None:
    assert register.next_number(number) == after


def test_everybody_who_handed_in_a_paper_is_known(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path)
    desks.registered(office)
    lead, other = sorted(register.known_submitters(office), key=lambda each: each.name, reverse=True)
    assert {lead.name, other.name} == {"示例甲", "示例乙"}
    assert Submitter("示例甲", phone="138-0000-0001", delegation="第一代表团") in (lead, other)


def test_what_it_does_not_repeat_is_kept_with_a_new_paper_in_one_step(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path)
    first = desks.registered(office, "1")
    second = register.proposal(office, replace(PAPER, item_no="2"), unlike=(first.id,))
    assert second.unlike == (first.id,)
    assert find.case(office, first.id).unlike == (second.id,)
    undo.undo(office)
    assert find.case(office, first.id).unlike == ()
    assert find.case(office, second.id).is_deleted


def test_a_session_of_the_other_body_must_be_confirmed(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path)
    assert register.doubts(office, PAPER) == ()
    (odd,) = register.doubts(office, replace(PAPER, kind=Kind.CPPCC_PROPOSAL))
    assert odd.message == "区十七届人大一次会议是人大的届次，本件是政协提案"


def test_p35_a_paper_with_a_secrecy_mark_is_never_kept(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path)
    case = register.proposal(office, replace(PAPER, title="关于加强商业秘密保护的建议"))
    for paper in (replace(PAPER, body="机密★1年\n关于某事"), replace(PAPER, title="秘密★关于某事的建议")):
        with pytest.raises(OfficeError, match="密级标志"):
            register.proposal(office, paper)
        with pytest.raises(OfficeError, match="密级标志"):
            register.amend(office, case.id, paper)
    assert find.case(office, case.id).proposal.title == "关于加强商业秘密保护的建议"


def test_p35_of_a_refused_paper_the_history_tells_the_event_and_no_word(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path)
    with pytest.raises(OfficeError, match="密级标志"):
        register.proposal(office, replace(PAPER, title="秘密★关于某座桥的建议"))
    (line,) = office.store.journal.newest(1)
    assert (line.verb, line.summary) == ("拦截密级标志", "登记：1 份材料带密级标志，没有收入")
    assert (line.before, line.after, line.subject_id) == ({}, {}, 0)
    assert not any("某座桥" in f"{each}" for each in office.store.journal.newest(50))


def test_p35_a_bare_word_is_asked_about_once_and_bars_nothing(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path)
    (asked,) = register.doubts(office, replace(PAPER, title="关于秘密花园公园建设的建议"))
    assert asked.message == "文中有“秘密”字样，请确认不是涉密件、不含涉密内容"
    assert register.doubts(office, replace(PAPER, body="机密★1年")) == ()
    assert register.proposal(office, replace(PAPER, body="要做好保密工作。")).id


def test_a_title_is_kept_to_the_letter_and_found_all_the_same(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path)
    title = "加大整合创新力度,推动文旅融合与示例区经济高质量发的提案 "
    case = register.proposal(office, replace(PAPER, title=title))
    assert find.case(office, case.id).proposal.title == title
    (found,) = similar.Titles(office).like("推动文旅融合与示例区经济高质量发展的提案")
    assert found.case.id == case.id
