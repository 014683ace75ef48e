"""The tally says what counting every case says, whatever was written and taken back."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.db.store import Store
from desktop.db.tally import Panel
from desktop.db.tally_lines import lines_of
from desktop.domain.listing import Criteria
from desktop.domain.procedure import stage_of
from desktop.domain.stage import OWING, Stage
from desktop.domain.task_state import TaskSpan, TaskState
from tests.db.samples import NOTE, NOW, OWNER, SCHEME, any_case, new_case

if TYPE_CHECKING:
    from desktop.domain.case import Case


_EDGE = date(2026, 6, 15)
_SPANS = {0: (None, _EDGE), 1: (_EDGE + timedelta(days=1), None)}


@pytest.fixture
def full(store: Store) -> tuple[Store, list[Case]]:
    dice = random.Random(7)
    cases = [any_case(dice, number) for number in range(150)]
    with store.transaction():
        ids = store.cases.add_many(cases, NOTE)
    return store, [store.cases.get(case_id) for case_id in ids]


def living(cases: list[Case]) -> list[Case]:
    return [case for case in cases if not case.is_deleted]


def test_every_number_is_the_one_counting_gives(full: tuple[Store, list[Case]]) -> None:
    store, cases = full
    tally = store.tally
    stages = Counter(stage_of(case, SCHEME) for case in living(cases))
    assert tally.stages() == stages
    assert list(tally.stages()) == [stage for stage in Stage if stage in stages]
    running = [case for case in living(cases) if case.open_pause is None]
    owed = [case.due.on for case in running if case.due and stage_of(case, SCHEME) in OWING]
    assert tally.owed() == Counter(owed)
    taken_up = [case for case in living(cases) if stage_of(case, SCHEME).is_taken_up]
    assert tally.due() == Counter(case.due.on for case in taken_up if case.due)
    handed_out = [len(case.assignments) > 1 for case in taken_up if case.assignments]
    assert tally.several() == (sum(handed_out), len(handed_out))
    assert tally.checks() == Counter(day for case in living(cases) for day in case.checks_due[:1])
    out = [case for case in taken_up if case.round > 1 or not stage_of(case, SCHEME).owes_reply]
    assert sum(sum(pair) for pair in tally.replied().values()) == len(out)
    assert tally.several(9) == (0, 0)


def test_every_number_is_the_length_of_the_list_behind_it(full: tuple[Store, list[Case]]) -> None:
    store, _ = full
    board = store.board
    for session in (None, 1, 2):
        for stage, number in store.tally.stages(session).items():
            assert board.count(Criteria(session, stages=(stage,))) == number
        for mark, number in store.tally.waiting(session).items():
            assert board.count(Criteria(session, marks=(mark,))) == number
        for task in store.tally.tasks([_EDGE], session):
            first, last = _SPANS.get(task.band, (None, None))
            undated = task.band is None and task.state is TaskState.OPEN
            span = TaskSpan((task.state,), first, last, answers=not task.is_co, is_undated=undated)
            assert board.count(Criteria(session, unit_id=task.unit_id, task=span)) == task.number
        days = sorted(store.tally.still(session))
        assert board.count(Criteria(session, still_since=days[-1])) == sum(
            store.tally.still(session).values()
        )


def test_units_and_what_was_said_of_them(full: tuple[Store, list[Case]]) -> None:
    store, cases = full
    pressed = Counter(
        (each.unit_id, each.level, each.on) for case in living(cases) for each in case.supervisions
    )
    assert {each[:3]: each.number for each in store.tally.supervised()} == pressed
    asked = store.tally.by_unit(Panel.ASKED)
    assert asked[2]["pending"] == sum(len(case.requests) for case in living(cases))
    late = sum(each.is_late for case in living(cases) for each in case.requests)
    assert asked[2]["late"] == late
    objected = sum(task.is_objected for case in living(cases) for task in case.proposed)
    assert asked[1]["objected"] == objected
    assert store.tally.by_unit(Panel.RESULT)


def test_what_is_taken_back_leaves_nothing(store: Store) -> None:
    with store.transaction():
        case = store.cases.add(new_case(), NOTE)
        assert store.tally.stages() == {Stage.REGISTERED: 1}
        store.cases.save(replace(case, is_deleted=True), NOTE)
    assert store.tally.all() == Counter()


def test_any_change_keeps_the_tally_true(full: tuple[Store, list[Case]]) -> None:
    store, cases = full
    dice = random.Random(8)
    with store.transaction():
        for case in cases[::3]:
            other = any_case(dice, 900)
            store.cases.save(replace(other, id=case.id, version=case.version), NOTE)
    counted: Counter[object] = Counter()
    for case in cases:
        counted.update(lines_of(store.cases.get(case.id), SCHEME))
    assert store.tally.all() == counted
    assert store.check() == ()


def test_the_check_tells_a_number_that_belies_the_cases(full: tuple[Store, list[Case]]) -> None:
    store, _ = full
    store._work.connection.execute("UPDATE tally SET number = number + 1 WHERE panel = 1")
    assert store.check() == ("工作台的计数与办件不符",)


def test_a_file_without_a_tally_is_counted_when_it_is_opened(full: tuple[Store, list[Case]]) -> None:
    store, _ = full
    before, path = store.tally.all(), store.path
    store._work.connection.execute("DELETE FROM tally")
    store._work.connection.execute("UPDATE cases SET still_since = NULL, waiting = 0")
    store._work.connection.execute("UPDATE assignment SET state = 0, owed_on = NULL")
    store.close()
    with closing(Store.open(path, owner=OWNER, now=NOW)) as opened:
        assert opened.tally.all() == before
        assert opened.check() == ()


def test_an_empty_desk_waits_for_nothing(store: Store) -> None:
    assert set(store.tally.waiting().values()) == {0}
    assert store.tally.replied() == {}
    assert store.tally.tasks([]) == ()
