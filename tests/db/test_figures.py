"""Whatever is crossed adds up, and every number is the length of the list behind it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from desktop.db.figure_row import BITS, figures_of, replied_late
from desktop.db.figures import condition
from desktop.domain.assignment import Assignment, CoOpinion, Role
from desktop.domain.clock import Extension, ExtensionState
from desktop.domain.commitment import Commitment
from desktop.domain.crossing import Counted, Dimension, Fact, Pick, Scope, UnitPart, Which
from desktop.domain.deadlines import DueDate, Matter
from desktop.domain.feedback import Feedback
from desktop.domain.kinds import Kind, Origin
from desktop.domain.listing import Criteria
from desktop.domain.mapping import from_mapping, to_mapping
from desktop.domain.procedure import stage_of
from desktop.domain.proposal import Publicity
from desktop.domain.reply import Reply, ReplyState
from desktop.domain.scheme import ResultBasis, SatisfactionLevel
from tests.benchmarks.large_desks import new_store
from tests.db.samples import NOTE, SCHEME, any_case, new_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.db.store import Store
    from desktop.domain.case import Case
    from desktop.domain.scheme import Scheme

BOTH = Scope(origin=None)
PAIRS = list(combinations(Dimension, 2))
ARGUED = {Fact.MET: "2", Fact.MET_AT: "before", Fact.JUDGED_ON: "result", Fact.SATISFIED_ON: "result",
          Fact.PARTLY_ON: "result", Fact.DISSATISFIED_ON: "result", Fact.SILENT_ON: "result"}  # fmt: skip
FACTS = [Which(fact, ARGUED.get(fact, "")) for fact in Fact]
SCOPES = (
    BOTH,
    Scope(),
    Scope((1,), Origin.INTERSESSION),
    Scope((1, 2), None, kinds=(Kind.SUGGESTION, Kind.MOTION), key_only=True),
    Scope((), None, systems=("government",)),
    Scope((2,), None, is_carried=True),
    Scope((2,), None, replied_only=True),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    dice = random.Random(7)
    made = new_store(tmp_path_factory.mktemp("figures") / "desk.sqlite3")
    with made.transaction():
        made.cases.add_many((any_case(dice, number) for number in range(400)), NOTE)
    yield made
    made.close()


def count(store: Store, asked: Counted) -> int:
    return store.board.count(Criteria(counted=asked))


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_every_crossing_adds_up_to_its_whole(store: Store, first: Dimension, second: Dimension) -> None:
    for scope in SCOPES[:2]:
        crossed = store.figures.cross(scope, (first, second))
        for place, dimension in enumerate((first, second)):
            alone = store.figures.cross(scope, (dimension,))
            other = (second, first)[place]
            sums = {value: 0 for (value,) in alone}
            for key, number in crossed.items():
                sums[key[place]] += number
            if not other.is_multiple:
                assert sums == {value: number for (value,), number in alone.items()}
        if not first.is_multiple and not second.is_multiple:
            assert sum(crossed.values()) == count(store, Counted(scope))


@pytest.mark.parametrize(("first", "second"), PAIRS[::7])
def test_every_cell_opens_as_many_cases_as_it_says(store: Store, first: Dimension, second: Dimension) -> None:
    for scope in SCOPES:
        for (one, other), number in list(store.figures.cross(scope, (first, second)).items())[:8]:
            picks = (Pick(first, one), Pick(second, other))
            assert count(store, Counted(scope, picks)) == number


@pytest.mark.parametrize("dimension", Dimension)
def test_every_line_opens_its_cases(store: Store, dimension: Dimension) -> None:
    for (value,), number in store.figures.cross(BOTH, (dimension,)).items():
        assert count(store, Counted(BOTH, (Pick(dimension, value),))) == number


@pytest.mark.parametrize("which", FACTS, ids=str)
def test_a_fact_counts_what_it_lists(store: Store, which: Which) -> None:
    for scope in SCOPES:
        (number,) = store.figures.sums(scope, [which]).get("", (0,))
        listed = count(store, Counted(scope, (), which))
        if which.fact.counting.label == "件":
            assert number == listed
        else:
            assert number >= listed
        by_session = store.figures.sums(scope, [which], Dimension.SESSION)
        assert sum(each[0] for each in by_session.values()) == number
        crossed = store.figures.cross(scope, (Dimension.KIND,), which)
        assert sum(crossed.values()) == listed


def test_what_no_row_can_hold_is_behind_nothing(store: Store) -> None:
    assert count(store, Counted(BOTH, (Pick(Dimension.KIND, "unheard"),))) == 0
    assert count(store, Counted(BOTH, (Pick(Dimension.CATEGORY, "没有"),))) == 0


def test_the_question_behind_a_number_survives_in_a_saved_view() -> None:
    behind = Counted(SCOPES[3], (Pick(Dimension.THEME, "停车"),), Which(Fact.MET, "2"), "专题")
    asked = Criteria(counted=behind)
    assert from_mapping(Criteria, to_mapping(asked), "视图") == asked
    assert condition(behind)[1].count("停车") == 1


def test_the_tasks_of_units_are_those_of_the_cases(store: Store) -> None:
    for scope in SCOPES[:3]:
        units = store.figures.units(scope)
        for each in units:
            for part, number in (
                (UnitPart(each.unit_id), each.lead + each.co),
                (UnitPart(each.unit_id, is_co=False), each.lead),
                (UnitPart(each.unit_id, is_co=True, is_done=True), each.co_replied),
                (UnitPart(each.unit_id, is_co=False, is_done=False), each.lead - each.lead_replied),
            ):
                assert count(store, Counted(scope, part=part)) == number
        (tasks,) = store.figures.sums(scope, [Which(Fact.TASKS)])[""]
        assert sum(each.lead + each.co for each in units) == tasks
        assert [*units] == sorted(units, key=lambda each: -each.lead - each.co)


DAY = date(2026, 3, 2)


def answered(days: int, **more: Any) -> Case:
    """Return a case answered so many days after its due day."""
    due = DueDate(DAY + timedelta(days=90), "reply/assigned/3个月", DAY)
    task = Assignment(1, "市教育局", Role.SOLE, assigned_on=DAY, due=due)
    case = new_case().with_assignments((task,), {Matter.REPLY.value: due})
    reply = Reply(1, "市教育局", state=ReplyState.ISSUED, issued_on=due.on + timedelta(days=days))
    return replace(case.with_reply(reply), **more)


def test_an_extension_moves_the_day_a_reply_is_late_after() -> None:
    late = answered(5)
    assert replied_late(late, late.latest_issued)
    due = DueDate(DAY + timedelta(days=120), "extension", DAY)
    granted = Extension(DAY, "市教育局", "情况复杂", due.on, ExtensionState.APPROVED, due=due)
    extended = answered(5, extensions=(granted,))
    assert not replied_late(extended, extended.latest_issued)
    assert not replied_late(replace(extended, round=2), extended.latest_issued)
    assert not replied_late(late, None)


def figures(case: Case) -> dict[str, Any]:
    return figures_of(case, SCHEME, stage_of(case, SCHEME))


def facts(case: Case, scheme: Scheme = SCHEME) -> set[Fact]:
    kept = figures_of(case, scheme, stage_of(case, scheme))["facts"]
    return {fact for fact, bit in BITS.items() if kept >> bit & 1}


def test_the_first_verdict_and_the_last_one_are_told_apart() -> None:
    bad, good = {"attitude": "yes", "result": "no"}, {"attitude": "partly", "result": "yes"}
    once = answered(0).with_feedback(Feedback(DAY, bad), again=True)
    twice = once.with_feedback(Feedback(DAY, good), again=False)
    assert figures(once)["verdicts"] == "|attitude:S|result:D|"
    assert figures(twice)["verdicts"] == "|attitude:P|result:S|"
    assert {Fact.DISSATISFIED, Fact.FIRST_JUDGED, Fact.REHANDLED} <= facts(once)
    assert {Fact.SATISFIED, Fact.FIRST_JUDGED} <= facts(twice)
    assert not {Fact.FIRST_SATISFIED, Fact.FIRST_CONTENT} & facts(twice)
    unsaid = answered(0).with_feedback(Feedback(DAY, {}), again=False)
    assert not {Fact.JUDGED, Fact.FIRST_JUDGED} & facts(unsaid)


def test_a_level_that_says_nothing_is_an_abstention() -> None:
    levels = (*SCHEME.satisfaction.levels, SatisfactionLevel("none", "未表态"))
    scheme = replace(SCHEME, satisfaction=replace(SCHEME.satisfaction, levels=levels))
    case = answered(0).with_feedback(Feedback(DAY, {"result": "none"}), again=False)
    assert Fact.JUDGED in facts(case, scheme)
    assert Fact.EXPRESSED not in facts(case, scheme)


def test_a_reply_handed_over_published_and_carried_out_is_so_counted() -> None:
    case = answered(0, implementation="已落实")
    done = replace(
        case,
        proposal=replace(case.proposal, publicity=Publicity.PUBLIC),
        replies=(replace(case.replies[0], face_to_face=True),),
    )
    wanted = {Fact.HANDED_OVER, Fact.IMPLEMENTED, Fact.PUBLISHED, Fact.TIMELY}
    assert wanted <= facts(done)
    assert not wanted & facts(replace(done, replies=()))


def test_what_earlier_years_left_to_do_is_carried() -> None:
    done = answered(0)
    planned = replace(done, replies=(replace(done.replies[0], result_class="B"),))
    promised = replace(done, commitments=(Commitment("安装护栏", "市教育局", DAY),))
    carried = [Fact.CARRIED in facts(each) for each in (new_case(), done, planned, promised)]
    assert carried == [True, False, True, True]
    assert Fact.CARRIED not in facts(replace(planned, implementation="已落实"))
    plans = replace(SCHEME, result_basis=ResultBasis.PLAN)
    of_plan = replace(done, plan_class="B")
    assert Fact.CARRIED in facts(of_plan, plans)
    assert figures_of(of_plan, plans, stage_of(of_plan, plans))["plan_class"] == "B"


def test_opinions_are_in_time_without_a_day_and_until_it() -> None:
    due = DueDate(DAY, "co")
    tasks = (
        Assignment(1, "市教育局", Role.LEAD, assigned_on=DAY),
        Assignment(2, "市住建局", Role.CO, due=due, co_opinion=CoOpinion(DAY)),
        Assignment(2, "市住建局", Role.CO, due=due, co_opinion=CoOpinion(DAY + timedelta(days=1))),
        Assignment(3, "市农合联执委会（市供销社)", Role.CO, co_opinion=CoOpinion(DAY)),
        Assignment(3, "市农合联执委会（市供销社)", Role.CO),
    )
    told = figures(new_case().with_assignments(tasks, {}))
    assert (told["tasks"], told["tasks_done"]) == (5, 3)
    assert (told["co_tasks"], told["co_done"], told["co_timely"]) == (4, 3, 2)
