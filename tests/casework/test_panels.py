"""Every number of the board is the length of the list it opens, and says what the cases say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.casework import change, clock, coordinate, dispatch, find, keep, panels, supervise, watch
from desktop.casework.change import Asking
from desktop.casework.dispatch import Objection
from desktop.casework.panels import Column
from desktop.casework.supervise import Pressing
from desktop.domain.assignment import Role
from desktop.domain.coordination import Coordination, CoordinationKind
from desktop.domain.filters import Mark
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria
from desktop.domain.supervision import SupervisionLevel
from desktop.domain.trail import RequestKind
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.casework.panels import Cell


@pytest.fixture
def hands() -> desks.Clock:
    return desks.Clock()


@pytest.fixture
def office(tmp_path: Path, hands: desks.Clock) -> Office:
    return desks.new_office(tmp_path, clock=hands)


def due_in(office: Office, days: int, number: str, unit_id: int = 1) -> int:
    """Return the id of a case handed out today and due in so many calendar days."""
    due_on = office.today + timedelta(days=days)
    return desks.handed_out(
        office, desks.registered(office, number), desks.draft(unit_id, Role.SOLE, due_on=due_on)
    ).id


def opened(office: Office, cell: Cell) -> int:
    return find.count(office, cell.behind.on(office.today))


def test_the_matrix_shows_every_unit_by_state(office: Office, hands: desks.Clock) -> None:
    due_in(office, 1, "1")
    due_in(office, 8, "2")
    due_in(office, 20, "3")
    due_in(office, 60, "4", unit_id=2)
    stopped = due_in(office, 30, "5")
    clock.pause(office, stopped, "等待批复")
    desks.answered(office, desks.registered(office, "6"))
    hands.turn(3)
    found = panels.matrix(office)
    assert [line.unit.id for line in found.lines] == [1, 2]
    first = found.lines[0]
    assert first.cell(Column.OVERDUE).number == 1
    assert first.cell(Column.RED).number == 1
    assert first.cell(Column.DONE).number == first.cell(Column.PAUSED).number == 1
    assert found.lines[1].cell(Column.GREEN).number == 1
    assert first.total.number == 5
    for line in found.lines:
        for cell in (*map(line.cell, Column), line.total):
            assert opened(office, cell) == cell.number
    assert sum(found.totals) == 6
    assert panels.matrix(office, 9) == ((), (0,) * len(Column))


def test_the_matrix_agrees_with_the_light_day_by_day(office: Office, hands: desks.Clock) -> None:
    case_id = due_in(office, 40, "1")
    for _ in range(42):
        row = find.page(office, Criteria(), 0, 1)[0]
        line = panels.matrix(office).lines[0]
        told = find.light_of(office, row).tone
        assert line.cell(Column(told.value)).number == 1, (office.today, told)
        hands.turn(1)
    assert office.store.cases.get(case_id).due is not None


def test_statistics_may_count_merged_units_as_one(office: Office) -> None:
    for number, unit_id in enumerate((1, 2, 3)):
        due_in(office, 60, str(number), unit_id)
    for gone, heir in ((1, 2), (2, 3)):
        keep.save_unit(office, replace(office.store.units.get(gone), is_active=False, successor_id=heir))
    assert len(panels.matrix(office).lines) == 3
    (line,) = panels.matrix(office, with_merged=True).lines
    assert line.unit.id == 3
    assert line.cell(Column.GREEN).number == opened(office, line.cell(Column.GREEN)) == 3


def test_a_part_without_a_day_stands_apart(office: Office) -> None:
    case = office.store.cases.get(due_in(office, 5, "1"))
    undated = replace(case, assignments=(replace(case.assignments[0], due=None),))
    with office.store.transaction():
        office.store.cases.save(undated, office.note("试"))
    line = panels.matrix(office).lines[0]
    assert line.cell(Column.UNDATED).number == opened(office, line.cell(Column.UNDATED)) == 1


def test_the_agenda_begins_today_and_ends_with_the_oldest(office: Office, hands: desks.Clock) -> None:
    late, later = due_in(office, 1, "1"), due_in(office, 3, "2")
    today, week, far = due_in(office, 7, "3"), due_in(office, 9, "4"), due_in(office, 90, "5")
    hands.turn(7)
    found = panels.agenda(office)
    assert (found.today.number, found.week.number, found.overdue.number) == (1, 2, 2)
    assert [each.row.id for each in found.coming_rows] == [today, week, far]
    assert [each.row.id for each in found.overdue_rows] == [late, later]
    assert found.overdue_rows[0].light.text == "逾期6天"
    for cell in (found.today, found.week, found.overdue):
        assert opened(office, cell) == cell.number


def test_a_case_nobody_touches_becomes_slow(office: Office, hands: desks.Clock) -> None:
    still, moving = due_in(office, 90, "1"), due_in(office, 90, "2")
    hands.turn(20)
    research = Coordination(CoordinationKind.RESEARCH, office.today, participants=("示例局",))
    coordinate.record(office, [moving], research)
    supervise.remind(office, [still], Pressing(SupervisionLevel.URGE, "电话督促"))  # that is no progress
    found = panels.slow(office)
    assert [(each.row.id, each.days) for each in found.rows] == [(still, 20)]
    assert found.cell.number == opened(office, found.cell) == 1
    assert found.after == 20


def test_what_missed_a_milestone_is_behind(office: Office, hands: desks.Clock) -> None:
    first, second = due_in(office, 40, "1"), due_in(office, 90, "2")
    desks.answered(office, desks.registered(office, "3"))
    assert panels.behind(office, Criteria()) == ()
    hands.turn(30)
    found = panels.behind(office, Criteria())
    assert [each.row.id for each in found] == [first, second]
    assert found[0].days > found[1].days > 0
    assert found[0].milestone.due_on + timedelta(days=found[0].days) == office.today


def test_the_trend_counts_weeks_to_this_one(office: Office, hands: desks.Clock) -> None:
    due_in(office, 2, "1")
    desks.answered(office, desks.registered(office, "2"))
    late = desks.handed_out(
        office, desks.registered(office, "3"), desks.draft(1, Role.SOLE, due_on=office.today)
    )
    hands.turn(7)
    desks.answered(office, late)
    weeks = panels.trend(office, weeks=2)
    assert [(each.monday, each.due, each.timely, each.late) for each in weeks] == [
        (date(2026, 3, 2), 2, 1, 0),
        (date(2026, 3, 9), 0, 0, 1),
    ]
    assert [rate.part for rate in panels.rates(office)] == [2, 1, 0]


def test_an_imported_reply_without_a_day_counts_but_has_no_week(office: Office) -> None:
    case = desks.answered(office, desks.registered(office))
    undated = replace(case, replies=(replace(case.replies[0], issued_on=None),))
    with office.store.transaction():
        office.store.cases.save(undated, office.note("试"))
    assert sum(week.timely for week in panels.trend(office)) == 0
    assert panels.rates(office)[0].part == 1


def test_shares_name_what_they_are_shares_of(office: Office) -> None:
    assert [rate.share for rate in panels.rates(office)] == [0.0, 0.0, 0.0]
    desks.handed_out(office, desks.registered(office), desks.draft(1, Role.LEAD), desks.draft(2, Role.CO))
    due_in(office, 9, "2")
    several = panels.rates(office)[2]
    assert (several.title, several.part, several.whole, several.share) == ("多单位联办", 1, 2, 0.5)
    assert find.count(office, several.behind) == several.part


def test_a_clerk_sees_what_waits_group_by_group(office: Office, hands: desks.Clock) -> None:
    assert watch.todo(office) == ()
    drafted, objected = desks.registered(office, "1"), desks.registered(office, "2")
    dispatch.propose(office, drafted.id, (desks.draft(1, Role.SOLE),))
    dispatch.propose(office, objected.id, (desks.draft(2, Role.SOLE),))
    dispatch.object_to(office, objected.id, 2, Objection("不属本局职责"))
    asked = due_in(office, 30, "3")
    change.ask(office, asked, Asking(RequestKind.RETURN, 1, "不属本局职责"))
    looking = Pressing(SupervisionLevel.SUPERVISE, "现场查看", next_check_on=office.today + timedelta(days=1))
    supervise.remind(office, [asked], looking)
    hands.turn(1)
    groups = {group.title: group.cell for group in watch.todo(office)}
    assert {title: cell.number for title, cell in groups.items()} == {
        "待交办": 2,
        Mark.UNCONFIRMED.label: 1,
        Mark.OBJECTED.label: 1,
        Mark.CHANGE_REQUESTED.label: 1,
        "到期复查": 1,
    }
    for cell in groups.values():
        assert opened(office, cell) == cell.number
    assert watch.todo(office, 9) == ()


def test_reminders_are_one_panel_and_keep_silent_on_days_off(office: Office, hands: desks.Clock) -> None:
    due_in(office, 1, "1")
    due_in(office, 2, "2")
    hands.turn(2)
    found = watch.reminders(office)
    assert [(each.tone, each.text) for each in found] == [
        (Tone.OVERDUE, "1件已逾期"),
        (Tone.RED, "1件今天到期"),
        (Tone.AMBER, "1件本周到期"),
    ]
    assert all(find.count(office, each.behind) for each in found)
    hands.turn(3)  # a Saturday
    assert watch.reminders(office) == ()


def test_a_paper_not_taken_up_is_not_owed(office: Office) -> None:
    desks.registered(office, paper=PAPER)
    assert panels.rates(office)[0].whole == 1
