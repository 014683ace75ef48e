"""The demo desk shows every state and every trap, is the same every time, and is true to its own rules."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import pytest

from desktop import paths
from desktop.casework import coordinate, demo, demo_papers, demo_texts, find
from desktop.casework.demo_stories import COUNT, Story, stories
from desktop.domain.assignment import Role
from desktop.domain.clock_state import ClockState
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Body, Kind
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria
from desktop.domain.proposal import Filing
from desktop.domain.reply import ReplyKind, ReplyState, Verdict
from desktop.domain.stage import Stage
from tests.casework.lists import cases
from tests.desks import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case

TODAY = date(2026, 6, 11)
COPIES = 90


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    built = demo.build(tmp_path_factory.mktemp("demo"), clock=Clock(TODAY), cases=COUNT + COPIES)
    yield built
    built.close()


@pytest.fixture(scope="module")
def all_cases(office: Office) -> list[Case]:
    return cases(office)[:COUNT]


def test_every_stage_can_be_seen(office: Office, all_cases: list[Case]) -> None:
    assert {find.stage(office, case) for case in all_cases} == set(Stage)


def test_every_light_can_be_seen(office: Office, all_cases: list[Case]) -> None:
    owing = [case for case in all_cases if find.stage(office, case).owes_reply and case.due]
    lights = Counter(find.light(office, case.due.on).tone for case in owing if case.due)
    assert min(lights[tone] for tone in (Tone.OVERDUE, Tone.RED, Tone.AMBER, Tone.GREEN)) >= 2
    assert sum(case.due.on == TODAY for case in owing if case.due) >= 2


def test_one_date_stands_still_and_one_was_extended(office: Office, all_cases: list[Case]) -> None:
    states = Counter(case.clock_state for case in all_cases)
    assert states[ClockState.PAUSED] == states[ClockState.EXTENDED] == 1
    rows = find.page(office, Criteria(), 0, 999)
    assert {row.clock for row in rows} == {"", "停计时", "已延期"}


def test_every_trap_is_there(all_cases: list[Case]) -> None:
    papers = [case.proposal for case in all_cases]
    numbers = Counter((paper.kind.body, paper.item_no) for paper in papers if paper.item_no)
    roles = Counter(task.role for case in all_cases for task in case.assignments)
    names = {submitter.name for paper in papers for submitter in paper.submitters}
    assert 2 in numbers.values(), "a doubled number"
    assert any(not paper.item_no for paper in papers if paper.filing is Filing.FILED), "a blank number"
    assert any(paper.title == "新建" and paper.filing is Filing.DRAFT for paper in papers)
    assert set(roles) == set(Role)
    assert set(demo_texts.RARE_NAMES) <= names
    assert {paper.kind for paper in papers} >= {
        Kind.SUGGESTION,
        Kind.CPPCC_PROPOSAL,
        Kind.INTERSESSION_CPPCC_PROPOSAL,
        Kind.MOTION_TO_SUGGESTION,
    }
    assert any(paper.co_submitter_count > 5 for paper in papers), "many submitters"
    assert any(paper.submitters[0].is_organisation for paper in papers)
    assert sum(paper.is_key for paper in papers) >= 5
    assert any("有关工作的" in paper.title for paper in papers), "near doubles"


def test_replies_were_reviewed_sent_back_written_again_and_promised(all_cases: list[Case]) -> None:
    replies = [reply for case in all_cases for reply in case.replies]
    promises = [promise for case in all_cases for promise in case.commitments]
    assert {reply.state for reply in replies} == set(ReplyState)
    assert any(step.verdict is Verdict.SENT_BACK for reply in replies for step in reply.steps)
    assert sum(reply.kind is ReplyKind.AGAIN and reply.state is ReplyState.ISSUED for reply in replies) >= 3
    assert any(case.round == 2 and case.reply_of(case.answering[0].unit_id) is None for case in all_cases)
    assert any(promise.is_open and promise.due_on and promise.due_on < TODAY for promise in promises)
    assert any(promise.is_open and promise.due_on and promise.due_on > TODAY for promise in promises)
    assert any(promise.fulfilled_on for promise in promises)
    assert {reply.result_class for reply in replies} == {"A", "B", "C", "D"}


def test_who_is_late_was_pressed_and_the_rest_waits_for_somebody(
    office: Office, all_cases: list[Case]
) -> None:
    pressed = [each for case in all_cases for each in case.supervisions]
    assert {each.level.label for each in pressed} >= {"催办", "督办"}
    assert any(case.coordinations and case.difficulties for case in all_cases)
    assert any(case.open_requests for case in all_cases)
    assert any(case.transfers for case in all_cases)
    said = [task.confirmation for case in all_cases for task in case.proposed]
    assert None in said
    assert {each.consent.label for each in said if each} == {"已确认", "有异议"}
    assert [event.title for event in coordinate.events(office)] == ["承办单位联络员业务培训"]


def test_it_is_whole_invented_and_happened_in_order(office: Office, all_cases: list[Case]) -> None:
    assert office.is_demo
    assert office.today == TODAY, "played to the end, the desk lives in the present again"
    assert office.store.check() == ()
    assert all(
        submitter.phone[:9] in {"", "138-0000-"}
        for case in all_cases
        for submitter in case.proposal.submitters
    )
    units = office.store.units.all()
    assert len(units) == 24
    assert {unit.letterhead for unit in units if unit.name == "区水利局"} == {"滨江市示例区水利局"}
    assert all(unit.letterhead and not unit.letterhead.startswith("区") for unit in units)
    sessions = {session.body: session for session in office.store.sessions.all()}
    assert set(sessions) == set(Body)
    assert sessions[Body.CPPCC].notice_title == "关于做好示例区政协十届三次会议提案办理工作的通知"
    assert sessions[Body.CONGRESS].notice_no == f"示政督〔{TODAY.year}〕1号"
    for case in all_cases:
        lines = find.history(office, case.id)
        assert all(earlier.at <= later.at for earlier, later in pairwise(lines))
        assert lines[-1].at.date() <= TODAY


def test_texts_are_whole_for_every_topic() -> None:
    names = {name for name, _, _ in demo_texts.UNITS}
    for topic in demo_texts.TOPICS:
        assert {topic.lead, *topic.co_units} <= names
        answer = demo_texts.reply(topic, demo_texts.OUTLOOKS["A"])
        assert "{" not in demo_texts.body(topic, "示例路") + answer + topic.stem.format(spot="")
        assert answer.startswith("一、关于"), "the letter itself opens with 您提出的……现答复如下："
        assert [line[0] for line in demo_texts.body(topic, "示例路").splitlines()[1:]] == ["一", "二", "三"]


def test_the_same_seed_tells_the_same_stories() -> None:
    assert stories(Random(3)) == stories(Random(3)) != stories(Random(4))


def test_the_same_day_and_seed_give_the_same_desk(tmp_path: Path) -> None:
    first, second = (demo.build(tmp_path / name, clock=Clock(TODAY), cases=9) for name in "ab")
    assert cases(first) == cases(second)
    first.close()
    second.close()


@pytest.mark.parametrize("today", [date(2025, 10, 4), date(2028, 2, 29)])
def test_it_can_be_built_on_any_day(tmp_path: Path, today: date) -> None:
    desk = demo.build(tmp_path, clock=Clock(today), cases=15)
    assert find.count(desk, Criteria()) == 15
    desk.close()


def test_more_cases_are_copies_under_numbers_of_their_own(office: Office) -> None:
    copies = cases(office)[COUNT:]
    assert len({case.proposal.item_no for case in copies}) == len(copies) == COPIES
    assert all(case.latest_issued and case.latest_issued.letter_id is None for case in copies)


def test_a_folder_that_holds_a_desk_is_left_alone(tmp_path: Path) -> None:
    kept = paths.desk_file(tmp_path)
    kept.write_bytes(b"kept")
    with pytest.raises(OfficeError, match="已经存在"):
        demo.build(tmp_path, clock=Clock(TODAY))
    assert kept.read_bytes() == b"kept"


def test_a_desk_broken_off_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_chance: Random) -> tuple[Story, ...]:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "stories", interrupted)
    with pytest.raises(KeyboardInterrupt):
        demo.build(tmp_path, clock=Clock(TODAY))
    assert not paths.desk_file(tmp_path).exists()


def test_papers_are_written_to_be_looked_at(tmp_path: Path) -> None:
    desk = demo.build(tmp_path / "desk", clock=Clock(TODAY), cases=20)
    listed, letter, ledger = demo_papers.write(desk, tmp_path)
    assert find.count(desk, Criteria()) == 23
    assert find.by_number(desk, "902")[0].assignments[0].unit_name == "区综合行政执法局（区城市管理局）"
    assert letter.read_bytes().startswith(b"%PDF")
    assert ledger.stat().st_size > 5_000
    assert listed.read_text("utf-8-sig").startswith("会议,")
    desk.close()
