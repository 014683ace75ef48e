"""What was done can be taken back and done again; what went out stays."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.casework import (
    answer,
    batch,
    consult,
    edit,
    find,
    keep,
    merge,
    register,
    similar,
    theme,
    undo,
)
from desktop.casework.edit import EditField
from desktop.db.rows import content_of
from desktop.domain.assignment import Role
from desktop.domain.case import Case
from desktop.domain.consultation import Consultation
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.domain.proposal import Filing
from desktop.domain.unit import Unit
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.listing import CaseRow


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return desks.new_office(tmp_path)


def _labels(office: Office) -> list[str]:
    return [step.label for step in undo.steps(office)]


def test_the_last_act_is_named_taken_back_and_done_again(office: Office) -> None:
    assert undo.undoable(office) is None
    ids = [desks.registered(office, str(number)).id for number in range(3)]
    batch.classify(office, ids, "城建交通二")
    step = undo.undoable(office)
    assert step is not None
    assert (step.label, step.cases) == ("撤销 修改登记 3件", 3)
    assert undo.undo(office) == step
    assert {row.category for row in find.page(office, Criteria(), 0, 9)} == {"城建交通"}
    again = undo.redoable(office)
    assert again is not None
    assert again.label == "重做 修改登记 3件"
    assert undo.redo(office) == again
    assert {row.category for row in find.page(office, Criteria(), 0, 9)} == {"城建交通二"}
    assert _labels(office) == ["撤销 修改登记 3件", "撤销 登记", "撤销 登记", "撤销 登记"]
    verbs = [(line.verb, line.summary) for line in find.history(office, ids[0])]
    assert verbs[-2:] == [("撤销", "修改登记 3件"), ("重做", "修改登记 3件")]
    assert office.store.journal.verify() is None
    assert keep.check(office) == ()


def test_nothing_to_turn_round_is_refused(office: Office) -> None:
    with pytest.raises(OfficeError, match="没有可以撤销"):
        undo.undo(office)
    with pytest.raises(OfficeError, match="没有可以重做"):
        undo.redo(office)
    keep.save_unit(office, desks.UNIT)  # a setting is no act on a case
    assert undo.undoable(office) is None


def test_a_new_act_ends_what_could_be_done_again(office: Office) -> None:
    case = desks.registered(office)
    register.amend(office, case.id, replace(PAPER, title="别的"))
    undo.undo(office)
    register.amend(office, case.id, replace(PAPER, remark="新的"))
    assert undo.redoable(office) is None


def test_what_came_in_goes_to_the_recycle_bin(office: Office) -> None:
    case = desks.registered(office)
    undo.undo(office)
    assert find.count(office, Criteria()) == 0
    assert find.case(office, case.id).is_deleted
    undo.redo(office)
    assert find.count(office, Criteria()) == 1


def test_a_letter_that_went_out_stays_with_all_before_it(office: Office) -> None:
    other = desks.registered(office, "13")
    case = desks.answered(office, desks.registered(office))
    step = undo.undoable(office)
    assert step is not None
    assert step.verb == "印发"
    with pytest.raises(OfficeError, match=r"印发的答复函（例教函〔2026〕1号）已经编号印发，不能撤销"):
        undo.undo(office)
    desks.judged(office, case)
    theme.add(office, [other.id], "停车")
    assert _labels(office) == ["撤销 归入专题", "撤销 登记反馈", "撤销 印发"]
    first = undo.steps(office)[1]
    undo.undo(office, first)
    assert find.case(office, case.id).feedback is None
    assert _labels(office) == ["撤销 归入专题", "撤销 印发"]


def test_an_act_something_later_stands_on_is_refused(office: Office) -> None:
    case = desks.registered(office)
    theme.add(office, [case.id], "停车")
    tagged = undo.undoable(office)
    assert tagged is not None
    register.amend(office, case.id, replace(PAPER, remark="新的"))
    before = content_of(find.case(office, case.id))
    with pytest.raises(OfficeError, match=r"第12号建议《.*》之后又有改动（修改登记），没有撤销“归入专题”"):
        undo.undo(office, tagged)
    assert content_of(find.case(office, case.id)) == before
    undo.undo(office)
    undo.undo(office, tagged)
    assert find.case(office, case.id).themes == ()
    with pytest.raises(OfficeError, match="没有可以撤销"):
        undo.undo(office, tagged)


def test_an_import_goes_as_one_with_the_units_it_brought(office: Office) -> None:
    note = office.note("导入", "清单.xlsx：2件")
    with office.store.transaction():
        new, used = (office.store.units.add(Unit(name), note) for name in ("新单位", "另一单位"))
        with office.store.transaction():
            ids = office.store.cases.add_many([_new_case(office, str(each)) for each in range(2)], note)
    later = desks.handed_out(office, desks.registered(office), desks.draft(used.id, Role.SOLE))
    step = undo.of_cases(office, ids)
    assert step is not None
    assert step.label == "撤销 导入 2件"
    assert undo.of_cases(office, [later.id, ids[0]]) is None
    undo.undo(office, step)
    assert [row.id for row in find.page(office, Criteria(), 0, 9)] == [later.id]
    assert not office.store.units.get(new.id).is_active
    assert office.store.units.get(used.id).is_active
    undo.redo(office)
    assert office.store.units.get(new.id).is_active
    assert find.count(office, Criteria()) == 3


def _new_case(office: Office, number: str) -> Case:
    scheme = office.default_scheme
    return Case(replace(PAPER, item_no=number), scheme.id, scheme.version)


def test_lines_of_older_files_are_left_alone(office: Office) -> None:
    desks.registered(office)
    office.store._work.connection.execute("DROP TRIGGER journal_is_never_changed")
    office.store._work.connection.execute("UPDATE journal SET batch = NULL")
    assert undo.undoable(office) is None


def test_an_act_undone_long_ago_is_forgotten(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    desks.registered(office)
    undo.undo(office)
    monkeypatch.setattr(undo, "_SEEN", 1)  # only the undoing is still seen, not what it undid
    assert undo.undoable(office) is None
    assert undo.redoable(office) is None


ACTS: tuple[Callable[[Office, random.Random, Case], object], ...] = (
    lambda office, dice, _: desks.registered(office, str(dice.randint(1, 99))),
    lambda office, dice, case: register.amend(
        office, case.id, replace(case.proposal, title=f"关于第{dice.randint(1, 9)}路的建议")
    ),
    lambda office, _, case: register.discard(office, case.id, "重复"),
    lambda office, _, case: register.restore(office, case.id),
    lambda office, _, case: register.file_as(office, case.id, Filing.WITHDRAWN, "撤回"),
    lambda office, _, case: register.file_as(office, case.id, Filing.FILED),
    lambda office, _, case: desks.handed_out(
        office, case, desks.draft(1, Role.LEAD), desks.draft(2, Role.CO)
    ),
    lambda office, _, case: consult.record(office, case.id, Consultation("before", office.today, "上门走访")),
    lambda office, _, case: desks.drafted(office, case),
    lambda office, _, case: answer.submit(office, case.id, 1),
    lambda office, dice, case: theme.add(office, [case.id, 1], dice.choice(("停车", "道路"))),
    lambda office, _, case: theme.mark_typical(office, case.id, "一是修路"),
    lambda office, dice, case: edit.apply(
        office, edit.preview(office, [case.id, 1], EditField.IS_KEY, dice.choice(("是", "否")))
    ),
    lambda office, _, case: merge.into(office, 1, [case.id]),
    lambda office, _, case: merge.part(office, case.id),
    lambda office, _, case: similar.set_apart(office, case.id, [1]),
)


def _everything(office: Office) -> tuple[tuple[CaseRow, ...], list[dict[str, object]]]:
    rows = tuple(office.store.board.rows(Criteria()))
    return rows, [content_of(office.store.cases.get(row.id)) for row in rows]


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_taking_everything_back_gives_the_beginning_and_doing_it_again_the_end(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    dice = random.Random(seed)
    with closing(desks.new_office(tmp_path_factory.mktemp("undo"))) as office:
        desks.registered(office)
        beginning = _everything(office)
        last = undo.undoable(office)
        assert last is not None
        for _ in range(15):
            count = office.store._work.one("SELECT count(*) FROM cases")[0]
            case = office.store.cases.get(dice.randint(1, count))
            try:
                dice.choice(ACTS)(office, dice, case)
            except OfficeError:
                continue
        end = _everything(office)
        taken = 0
        while (step := undo.undoable(office)) is not None and step.batch != last.batch:
            undo.undo(office)
            taken += 1
        assert _everything(office) == beginning
        for _ in range(taken):
            undo.redo(office)
        assert undo.redoable(office) is None
        assert _everything(office) == end
        assert office.store.journal.verify() is None
        assert keep.check(office) == ()
