"""Orders: papers of a kind gathered in print order, with what is missing told case by case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.casework import find, print_orders, prints
from desktop.casework.papers import Option
from desktop.casework.print_orders import Lacking, Order
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from desktop.domain.progress import Cancelled
from tests.casework.prints_desk import Stopper, filled, letters, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = filled(tmp_path / "desk")
    yield made
    made.close()


def test_papers_come_in_the_order_asked_for_and_who_lacks_what_is_told(office: Office) -> None:
    found = letters(office, 3, 4, 1)
    assert [sheet.case_id for sheet in found.sheets] == [3, 1]
    assert found.case_ids == (3, 1)
    assert found.lacking == (Lacking(4, "第4号建议", "没有已签发的答复"),)
    assert len(found.bundles) == 2


def test_a_form_behind_a_letter_stands_in_its_bundle(office: Office) -> None:
    found = letters(office, 1, 2, options=frozenset({Option.OPINION_FORM}))
    assert [len(bundle) for bundle in found.bundles] == [2, 2]


def test_no_paper_at_all_is_refused_with_the_reason(office: Office) -> None:
    with pytest.raises(OfficeError, match="不能出答复函（第4号建议：没有已签发的答复）"):
        letters(office, 4)
    with pytest.raises(OfficeError, match="都不能出答复函，没有生成"):
        letters(office)


def test_joint_papers_are_narrowed_by_unit(office: Office) -> None:
    notice = print_orders.kind("notice")
    everybody = print_orders.batch(Order(notice, (1, 2, 3)), office)
    assert {sheet.unit for sheet in everybody.sheets} == {"示例区教育局"}
    one = print_orders.batch(Order(notice, (1, 2), unit="示例区教育局"), office)
    assert len(one.bundles) == 1
    with pytest.raises(OfficeError, match="都不能出"):
        print_orders.batch(Order(notice, (1, 2), unit="示例区财政局"), office)


def test_gathering_can_be_stopped(office: Office) -> None:
    with pytest.raises(Cancelled):
        print_orders.batch(Order(print_orders.kind("letter"), (1, 2)), office, Stopper("正在读取"))


def test_a_survey_tells_which_case_can_have_which_paper(office: Office) -> None:
    kinds = [print_orders.kind("letter"), print_orders.kind("notice")]
    ids = find.ids(office, Criteria())
    assert print_orders.survey(office, kinds, ids) == {
        "letter": frozenset({1, 2, 3}),
        "notice": frozenset({1, 2, 3}),
    }


def test_lines_say_what_a_case_lacks(office: Office) -> None:
    rows = print_orders.rows(office, (4, 99, 1))
    assert [row.id for row in rows] == [4, 1]
    lines = print_orders.lines(office, print_orders.kind("letter"), rows)
    assert [(line.id, line.reason) for line in lines] == [(4, "没有已签发的答复"), (1, "")]


def test_the_first_name_is_shown_beforehand(office: Office) -> None:
    letter = print_orders.kind("letter")
    assert print_orders.example(office, letter, 1, "{编号}-{文书}") == f"1-{letter.name}.pdf"
    assert print_orders.example(office, letter, 4, "{编号}") == ""
    with pytest.raises(OfficeError, match=r"\{名\}"):
        print_orders.example(office, letter, 1, "{名}")


def test_letters_are_written_without_a_window_and_noted(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "全部.pdf"
    assert prints.write_letters(office, (2, 4, 1), path) == 2
    assert "第2号建议的答复" in words(path.read_bytes())[0]
    (record,) = office.store.prints.newest(9)
    assert (record.papers, record.case_ids, record.place) == (2, (2, 1), str(path))
