"""Proposals like the one being typed, and the ones that are no repetition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import find, keep, register, similar, theme, undo
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return desks.new_office(tmp_path)


def _paper(office: Office, number: str, title: str, session_id: int = 1) -> int:
    return desks.registered(office, number, replace(PAPER, title=title, session_id=session_id)).id


def test_titles_of_four_years_are_looked_at(office: Office) -> None:
    older = [
        keep.save_session(office, replace(desks.SESSION, number=number, year=year))
        for number, year in ((5, 2023), (4, 2022))
    ]
    near = _paper(office, "1", "关于示例路增设公交站的建议")
    past = _paper(office, "2", "示例路增设公交站", older[0].id)
    _paper(office, "3", "示例路增设公交站", older[1].id)
    _paper(office, "4", "关于学校食堂的建议")
    titles = similar.Titles(office)
    found = titles.like("在示例路增设公交站的提案")
    assert [each.case.id for each in found] == [past, near]
    assert found[1].text == "区十七届人大一次会议 第1号建议《关于示例路增设公交站的建议》 相似88%"
    assert [each.case.id for each in titles.like("在示例路增设公交站的提案", near)] == [past]
    assert titles.like("天上的事") == ()


def test_what_is_written_meanwhile_is_found(office: Office) -> None:
    titles = similar.Titles(office)
    assert titles.like("示例路增设公交站") == ()
    case_id = _paper(office, "1", "示例路增设公交站")
    assert len(titles.like("示例路增设公交站")) == 1
    register.discard(office, case_id)
    assert titles.like("示例路增设公交站") == ()


def test_a_whole_list_is_looked_through_for_repetitions(office: Office) -> None:
    titles = ("示例路增设公交站", "关于示例路增设公交站的建议", "示例路增设路灯", "学校食堂")
    ids = [_paper(office, str(number), title) for number, title in enumerate(titles)]
    found = similar.repeats(office, ids)
    assert [(case.id, [each.case.id for each in near]) for case, near in found] == [
        (ids[0], [ids[1]]),
        (ids[1], [ids[0]]),
    ]
    similar.set_apart(office, ids[0], ids[1:2])
    assert similar.repeats(office, ids) == ()


def test_what_is_no_repetition_is_remembered_on_both_sides(office: Office) -> None:
    first, second, third = (_paper(office, str(number), "示例路增设公交站") for number in range(3))
    titles = similar.Titles(office)
    assert similar.set_apart(office, first, (second,)).unlike == (second,)
    assert [each.case.id for each in titles.like("示例路增设公交站", first)] == [third]
    assert [each.case.id for each in titles.like("示例路增设公交站", second)] == [third]
    assert [each.case.id for each in titles.like("示例路增设公交站")] == [third, second, first]
    similar.set_apart(office, second, (first, third))
    assert find.case(office, second).unlike == (first, third)
    assert find.case(office, first).version == 2
    undo.undo(office)
    assert find.case(office, third).unlike == ()
    with pytest.raises(OfficeError, match="不能与自己比较"):
        similar.set_apart(office, first, (first,))


def test_papers_that_repeat_one_another_may_be_one_theme(office: Office) -> None:
    stops = [
        _paper(office, str(number), f"{where}增设公交站的建议")
        for number, where in enumerate(("示例路", "示例路旁", "在示例路"))
    ]
    lamps = [_paper(office, str(number), "学校食堂") for number in (8, 9)]
    lone = _paper(office, "10", "关于河道的建议")
    first, second = similar.likely_themes(office, (*stops, *lamps, lone))
    assert ([case.id for case in first.cases], first.theme) == (stops, "增设公交站")
    assert ([case.id for case in second.cases], second.theme) == (lamps, "学校食堂")
    theme.add(office, lamps, "食堂")
    assert [group.theme for group in similar.likely_themes(office, (*stops, *lamps, lone))] == ["增设公交站"]


def test_a_whole_list_is_looked_through_for_themes_and_set_apart_at_once(office: Office) -> None:
    ids = [_paper(office, str(number), "示例路增设公交站") for number in range(3)]
    (group,) = similar.likely_themes_in(office, Criteria())
    assert [case.id for case in group.cases] == ids
    similar.all_apart(office, ids)
    assert similar.likely_themes_in(office, Criteria()) == ()
    assert find.case(office, ids[1]).unlike == (ids[0], ids[2])
    undo.undo(office)
    assert find.case(office, ids[1]).unlike == ()
