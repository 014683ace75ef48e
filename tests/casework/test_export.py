"""What is exported is what is seen: columns, order, filter, colours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest

from desktop.casework import demo, export, find, intake, register, theme
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.filters import ColumnFilter, ListColumn, Span
from desktop.domain.light import Tone
from desktop.domain.listing import Criteria, SortField, SortKey
from desktop.domain.proposal import Filing
from desktop.domain.view import ColourRule, SavedView
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office


@pytest.fixture
def clock() -> desks.Clock:
    return desks.Clock()


@pytest.fixture
def office(tmp_path: Path, clock: desks.Clock) -> Office:
    """Return a desk ten days on: case 1 answered in time, 2 late, 3 due later, 4 only registered."""
    made = desks.new_office(tmp_path, clock=clock)
    desks.answered(made, desks.registered(made, "1"))
    for number, days in (("2", 3), ("3", 90)):
        task = desks.draft(1, Role.SOLE, due_on=made.today + timedelta(days=days))
        desks.handed_out(made, desks.registered(made, number), task)
    desks.registered(made, "4", replace(PAPER, title="=危险", is_key=True))
    clock.turn(10)
    return made


LATE = ColourRule(ColumnFilter(ListColumn.OWED_ON, span=Span.OVERDUE), Tone.OVERDUE, "逾期")
SEEN = SavedView(
    "",
    Criteria().sorted_by(SortKey(SortField.STAGE), SortKey(SortField.NUMBER, descending=True)),
    ("title", "owed_on", "item_no", "waiting_for", "round"),
)


def test_columns_come_in_the_order_they_are_seen(office: Office) -> None:
    content = export.compose(office, SEEN.criteria, SEEN.columns)
    assert [column.title for column in content.columns] == ["案由", "期限情况", "编号", "等待谁", "办理轮次"]
    assert [row[2] for row in content.rows] == ["4", "3", "2", "1"]
    assert [row[1] for row in content.rows] == ["", "还有53个工作日", "逾期7天", "按期答复"]
    assert [row[4] for row in content.rows] == [1] * 4
    assert list(content.tones) == ["none", "green", "overdue", "done"]


def test_colours_of_a_view_say_in_words_what_they_mean(office: Office) -> None:
    content = export.compose(office, Criteria(), ("item_no",), (LATE,))
    assert [column.title for column in content.columns] == ["编号", "标色"]
    assert list(content.rows) == [("1", ""), ("2", "逾期"), ("3", ""), ("4", "")]
    assert list(content.tones) == ["", "overdue", "", ""]


def test_a_view_is_written_as_a_workbook_or_as_text(office: Office, tmp_path: Path) -> None:
    late = SavedView("", Criteria(filters=(LATE.when,)), ("item_no", "title"), (LATE,))
    assert export.view(office, late, tmp_path / "逾期.xlsx") == 1
    sheet = openpyxl.load_workbook(tmp_path / "逾期.xlsx").active
    assert sheet is not None
    values = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    assert ["编号", "案由", "标色"] in values
    assert ["2", PAPER.title, "逾期"] in values
    key = Criteria(key_only=True)
    assert export.ledger(office, key, tmp_path / "重点.CSV", columns=("title", "item_no")) == 1
    assert (tmp_path / "重点.CSV").read_text("utf-8-sig").split() == ["案由,编号", "'=危险,4"]


def test_a_column_nobody_knows_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="没有“secret”这一列"):
        export.ledger(office, Criteria(), tmp_path / "台账.xlsx", columns=("item_no", "secret"))


def test_every_column_of_a_list_can_be_exported(office: Office) -> None:
    theme.add(office, [1], "停车")
    content = export.compose(office, Criteria(), [column.value for column in ListColumn])
    assert len(content.columns) == len(ListColumn)
    titles = {column.key: column.title for column in content.columns}
    assert titles == {column.value: column.label for column in ListColumn}


@pytest.mark.parametrize("name", ["台账.xlsx", "台账.csv"])
def test_an_exported_ledger_comes_in_again_cell_by_cell(tmp_path: Path, name: str) -> None:
    kept = desks.new_office(tmp_path / "kept")
    demo_desk = demo.build(tmp_path / "demo", clock=desks.Clock(date(2026, 6, 1)), cases=40, seed=3)
    derived = {"consulted", "stage", "next_step", "open_commitments"}  # told by what no ledger holds
    columns = [column.key for column, _ in export.LEDGER_COLUMNS if column.key not in derived]
    export.ledger(demo_desk, Criteria(), tmp_path / name, columns=columns)
    intake.commit(kept, intake.read(kept, tmp_path / name))

    def cells(office: Office) -> list[tuple[object, ...]]:
        return sorted(export.compose(office, Criteria(), columns).rows, key=str)

    assert cells(kept) == cells(demo_desk)


def test_the_figures_below_a_list_count_what_it_holds(office: Office, clock: desks.Clock) -> None:
    assert find.tally(office, Criteria()).text == "共4件 | 逾期1 | 7日内0"
    handed_out = Criteria(filters=(ColumnFilter(ListColumn.LEAD_UNIT, is_empty=False),))
    clock.turn(75)
    assert find.tally(office, handed_out) == (3, 1, 1)
    narrow = replace(handed_out, due_from=office.today + timedelta(days=6), due_until=office.today)
    assert find.tally(office, narrow) == (0, 0, 0)
    assert find.tally(office, replace(narrow, due_until=None, due_from=office.today)) == (1, 0, 1)


def test_what_owes_no_reply_is_neither_late_nor_urgent(office: Office, clock: desks.Clock) -> None:
    register.file_as(office, 2, Filing.WITHDRAWN, "撤回")
    clock.turn(300)
    row = next(row for row in find.page(office, Criteria(), 0, 9) if row.item_no == "2")
    assert find.light_of(office, row).tone is Tone.DONE
    assert find.state_of(office, row) == ""
    assert row.due_on is not None
    late = row._replace(replied_on=row.due_on + timedelta(days=2))
    assert find.state_of(office, late) == "逾期2天答复"
