"""What a year leaves open stands on the next year's list until its promises are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.casework import carry_over, export, find, follow, keep, look_back, undo, watch
from desktop.casework.carry_over import Side
from desktop.domain.commitment import Commitment
from desktop.domain.figures import Rate
from desktop.domain.kinds import Body
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria
from desktop.domain.look_back import Wish
from desktop.domain.stage import Stage
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case

NEXT = replace(desks.SESSION, number=2, year=2027, assigned_on=None, closed_on=None)


@pytest.fixture
def clock() -> desks.Clock:
    return desks.Clock()


@pytest.fixture
def office(tmp_path: Path, clock: desks.Clock) -> Office:
    return desks.new_office(tmp_path, clock=clock)


def _promised(office: Office, number: str, due_on: date | None, text: str = "建成二期站台") -> Case:
    case = desks.judged(office, desks.answered(office, desks.registered(office, number)))
    said = Commitment(text, "示例区教育局", office.today, due_on)
    return follow.promise(office, case.id, said)


def _next_year(office: Office, clock: desks.Clock) -> int:
    clock.day = date(2027, 3, 1)
    return keep.save_session(office, NEXT).id


def test_a_promise_beyond_the_year_goes_on_and_stands_on_the_next_board(
    office: Office, clock: desks.Clock
) -> None:
    late = _promised(office, "1", date(2027, 2, 20))
    coming = _promised(office, "2", date(2027, 3, 5))
    kept = _promised(office, "3", date(2026, 9, 1))
    follow.fulfil(office, kept.id, 0, office.today)
    out = carry_over.standing(office, None, Side.OUT_OF)
    assert [each.id for each in out.rows] == [late.id, coming.id]
    assert carry_over.criteria(office) is None
    assert carry_over.number(office) == 0
    session = _next_year(office, clock)
    found = carry_over.standing(office, session)
    assert [(each.id, each.light.tone) for each in found.rows] == [
        (late.id, Tone.OVERDUE),
        (coming.id, Tone.AMBER),
    ]
    assert (found.cases, found.promises) == (2, Rate(1, 3))
    behind = carry_over.criteria(office, session)
    assert behind is not None
    assert {row.id for row in find.page(office, behind, 0, 9)} == {late.id, coming.id}
    assert carry_over.number(office, session) == carry_over.number(office) == 2
    groups = {each.title: each.cell.number for each in watch.todo(office)}
    assert (groups["跨年度事项"], groups["承诺到期未兑现"]) == (2, 1)
    told = [each.text for each in watch.reminders(office)]
    assert {"1件的承诺到期未兑现", "1件的承诺7日内到期", "跨年度事项2件"} <= set(told)
    for each in watch.reminders(office):
        if each.behind is not None and "承诺" in each.text:
            assert find.count(office, each.behind) == 1


def test_an_open_case_of_last_year_is_carried_over_and_another_body_is_not(
    office: Office, clock: desks.Clock
) -> None:
    case = desks.handed_out(office, desks.registered(office, "1"))
    other = keep.save_session(office, replace(desks.SESSION, body=Body.CPPCC))
    desks.registered(office, "2", replace(PAPER, session_id=other.id))
    session = _next_year(office, clock)
    (row,) = carry_over.standing(office, session).rows
    assert (row.id, row.due_on, row.stage) == (case.id, None, Stage.IN_HAND.label)
    assert "面商" in row.matter
    assert {each.id for each in carry_over.standing(office).rows} == {case.id, 2}
    assert carry_over.standing(office, session, Side.OUT_OF).rows == ()


def test_a_class_that_carries_over_goes_on_without_a_promise(office: Office) -> None:
    scheme = office.default_scheme
    code = next(each.code for each in scheme.result_classes if each.carries_over)
    case = desks.met(office, desks.handed_out(office, desks.registered(office)))
    case = desks.drafted(office, case, result_class=code, planned_on=date(2026, 11, 1))
    case = desks.signed(office, case)
    from desktop.casework import issue

    case = desks.judged(office, issue.letter(office, case.id, 1))
    assert [each.id for each in carry_over.standing(office, None, Side.OUT_OF).rows] == [case.id]
    follow.promise(office, case.id, Commitment("年内完成", "", office.today, date(2026, 12, 31)))
    assert carry_over.standing(office, 1, Side.OUT_OF).rows == ()


def test_they_are_listed_as_key_matters_and_looked_at_when_due(office: Office, clock: desks.Clock) -> None:
    case = _promised(office, "1", date(2027, 3, 5))
    undated = _promised(office, "2", None)
    draft = desks.registered(office, "3")
    _next_year(office, clock)
    ids = [case.id, case.id, undated.id, draft.id]
    assert carry_over.list_as_key(office, ids) == 2
    assert carry_over.list_as_key(office, ids) == 0
    assert [each.is_listed for each in carry_over.standing(office).rows] == [True, True, False]
    assert find.case(office, case.id).checks_due == (date(2027, 3, 5),)
    assert find.case(office, undated.id).checks_due == ()
    assert find.count(office, Criteria(check_until=date(2027, 3, 5))) == 1
    undo.undo(office)
    assert find.case(office, case.id).supervisions == ()


def test_the_list_is_taken_along(office: Office, clock: desks.Clock, tmp_path: Path) -> None:
    _promised(office, "1", date(2027, 3, 5))
    session = _next_year(office, clock)
    table = carry_over.ledger(office, session)
    assert "往年转入1件，承诺落实率0%（0/1）" in table.subtitle
    assert table.rows[0][4:6] == ("建成二期站台", date(2027, 3, 5))
    for name in ("a.xlsx", "a.pdf"):
        assert export.write(office, table, tmp_path / name) == 1
        assert (tmp_path / name).stat().st_size > 1000


def test_a_wish_nobody_answered_is_remembered(office: Office) -> None:
    case = desks.judged(office, desks.answered(office, desks.registered(office)))
    look_back.take_wish(office, case.id, Wish("再设一处站台", office.today))
    assert "后续意见待答复1件" in [each.text for each in watch.reminders(office)]
    look_back.answer_wish(office, case.id, 0, "已列入计划。", office.today)
    assert "后续意见待答复1件" not in [each.text for each in watch.reminders(office)]


def test_a_promise_of_this_year_does_not_go_on(office: Office) -> None:
    case = _promised(office, "1", date(2026, 9, 1))
    assert find.stage(office, case) is Stage.FOLLOWING
    desks.handed_out(office, desks.registered(office, "2"))
    assert carry_over.standing(office, None, Side.OUT_OF).rows == ()
