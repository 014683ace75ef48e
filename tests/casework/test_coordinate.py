"""Hard cases are talked over together, asked about above, and every word of it can be found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.casework import coordinate, find, undo
from desktop.domain.coordination import (
    ContactRecord,
    Coordination,
    CoordinationKind,
    CoordinationLevel,
    Counterpart,
    Difficulty,
)
from desktop.domain.errors import OfficeError
from desktop.domain.event import Event, EventKind
from desktop.domain.filters import Mark
from desktop.domain.listing import Criteria
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case

DAY = desks.FIRST_DAY
REVIEW = Coordination(
    CoordinationKind.GROUP_REVIEW, DAY, CoordinationLevel.OFFICE, ("示例局", "示例院"), "产权难定",
    principle="先易后难", direction="分期实施",
)  # fmt: skip
REQUEST = Coordination(CoordinationKind.UPWARD_REQUEST, DAY, addressee="市交通局", matter="争取资金")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return desks.new_office(tmp_path)


@pytest.fixture
def case(office: Office) -> Case:
    return desks.handed_out(office, desks.registered(office))


def test_one_meeting_is_kept_with_every_case_it_was_about(office: Office, case: Case) -> None:
    other = desks.registered(office, "13")
    assert coordinate.record(office, [case.id, other.id], REVIEW) == 2
    assert office.store.cases.get(other.id).coordinations == (REVIEW,)
    undo.undo(office)
    assert office.store.cases.get(case.id).coordinations == ()


def test_a_request_waits_for_its_answer(office: Office, case: Case) -> None:
    coordinate.record(office, [case.id], REQUEST)
    waiting = Criteria(marks=(Mark.ANSWER_AWAITED,))
    assert find.count(office, waiting) == 1
    answered = coordinate.answer(office, case.id, 0, " 列入明年计划 ", office.today)
    assert answered.coordinations[0].answer == "列入明年计划"
    assert find.count(office, waiting) == 0
    with pytest.raises(OfficeError, match="不待答复或已不存在"):
        coordinate.answer(office, case.id, 0, "再答", office.today)
    with pytest.raises(OfficeError, match="不待答复或已不存在"):
        coordinate.answer(office, case.id, 5, "再答", office.today)


def test_an_answer_says_something_after_it_was_asked(office: Office, case: Case) -> None:
    coordinate.record(office, [case.id], REQUEST)
    for said, on in ((" ", office.today), ("同意", DAY - timedelta(days=1)), ("同意", date(2027, 1, 1))):
        with pytest.raises(OfficeError, match="答复内容不能为空"):
            coordinate.answer(office, case.id, 0, said, on)


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (replace(REVIEW, on=date(2027, 1, 1)), "日期不能晚于今天"),
        (replace(REVIEW, participants=(" ",)), "没有写明参加人"),
        (replace(REQUEST, addressee=""), "没有写明向谁提出"),
        (replace(REQUEST, answered_on=date(2026, 1, 1)), "答复日期早于提出日期"),
    ],
)
def test_what_cannot_be_is_not_recorded(office: Office, case: Case, held: Coordination, why: str) -> None:
    with pytest.raises(OfficeError, match=why):
        coordinate.record(office, [case.id], held)


def test_a_case_bears_its_difficulty_its_links_and_its_owner(office: Office, case: Case) -> None:
    hard = (Difficulty.POLICY, Difficulty.HARD, Difficulty.POLICY)
    assert coordinate.set_difficulties(office, case.id, hard).difficulties == hard[:2]
    assert coordinate.set_links(office, case.id, ["民生实事"]).links == ("民生实事",)
    with pytest.raises(OfficeError, match="没有“年度考核”这样的结合标签"):
        coordinate.set_links(office, case.id, ["年度考核"])
    assert coordinate.set_owner(office, [case.id], " 示例甲 ") == 1
    assert office.store.cases.get(case.id).owner == "示例甲"
    for _ in range(3):
        undo.undo(office)
    bare = office.store.cases.get(case.id)
    assert (bare.difficulties, bare.links, bare.owner) == ((), (), "")


def test_contacts_are_logged_by_day(office: Office, case: Case) -> None:
    later = ContactRecord(Counterpart.COMMITTEE, DAY, "示例主任", "电话", "通报进展")
    earlier = replace(later, on=DAY - timedelta(days=3), counterpart=Counterpart.SUBMITTER)
    coordinate.log_contact(office, case.id, later)
    assert coordinate.log_contact(office, case.id, earlier).contact_log == (earlier, later)
    for odd in (replace(later, content=" "), replace(later, on=date(2027, 1, 1))):
        with pytest.raises(OfficeError, match="联系内容不能为空"):
            coordinate.log_contact(office, case.id, odd)


def test_events_of_the_office_are_kept_and_struck(office: Office) -> None:
    held = Event(EventKind.TRAINING, DAY, "业务培训", "政府办", ("代表联络室",))
    training = coordinate.save_event(office, held)
    coordinate.save_event(office, replace(training, outcome="四十人参加"))
    assert [each.outcome for each in coordinate.events(office)] == ["四十人参加"]
    coordinate.strike_event(office, training.id)
    assert coordinate.events(office) == ()
    with pytest.raises(OfficeError, match="没有写明事项"):
        coordinate.save_event(office, Event(EventKind.VISIT, DAY, " "))
    with pytest.raises(OfficeError, match="日期不能晚于今天"):
        coordinate.save_event(office, Event(EventKind.VISIT, date(2027, 1, 1), "走访"))
