"""A search shows where the words stand; fed or not it finds the same."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import search
from desktop.domain.query import Field
from tests.desks import new_office, registered
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.casework.search import Hit


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with closing(new_office(tmp_path / "desk")) as made:
        body = "老 旧小區没有电梯。\n" + "请予加装。" * 40
        registered(made, "7", replace(PAPER, title="关于加装电梯的建议", body=body))
        registered(made, "8", replace(PAPER, title="关于道路的建议", body=body))
        yield made


def _told(hit: Hit) -> tuple[str, str, list[str]]:
    shown = hit.snippet
    return hit.row.item_no, hit.where, [shown.text[start:end] for start, end in shown.spans]


def test_the_newest_come_first_with_the_place_of_the_word(office: Office) -> None:
    found = [_told(hit) for hit in search.search(office, "电梯")]
    assert found == [("8", "正文", ["电梯"]), ("7", "案由", ["电梯"])]
    assert [_told(hit)[2] for hit in search.search(office, "老旧小区", limit=1)] == [["老 旧小區"]]


def test_people_are_found_by_initials(office: Office) -> None:
    from desktop.domain.pinyin import person_initials

    name = PAPER.submitters[0].name
    hits = search.search(office, f"领衔人:{person_initials(name)}")
    assert [_told(hit) for hit in hits] == [("8", "领衔人", [name]), ("7", "领衔人", [name])]


def test_without_a_word_the_title_is_shown(office: Office) -> None:
    hits = search.search(office, "环节:待交办 -道路 逾期:否")
    assert [(hit.where, hit.snippet.text) for hit in hits] == [("", "关于加装电梯的建议")]


def test_a_word_spread_over_fields_no_row_shows_is_still_a_hit(office: Office) -> None:
    assert [_told(hit) for hit in search.search(office, "编号:07")] == [("7", "", [])]


def test_nothing_asked_finds_nothing(office: Office) -> None:
    assert search.search(office, ' "" -') == ()


def test_a_desk_that_is_read_feeds_nothing(office: Office) -> None:
    assert search.feed(office) == 0
    with closing(office.worker()) as reader:
        assert search.feed(reader) == 0
        assert len(search.search(reader, "电梯")) == 2


def test_a_hit_tells_its_title_and_can_be_asked_for_alone(office: Office) -> None:
    (first, second) = search.search(office, "电梯 -没有的词 环节:待交办")
    assert search.words("电梯 -没有的词 环节:待交办") == ("电梯",)
    assert (first.part, first.title.spans) == (Field.BODY, ())
    assert [second.title.text[start:end] for start, end in second.title.spans] == ["电梯"]
    assert search.hit_of(office, first.row, "电梯") == first


def test_the_values_of_fields_are_those_of_this_desk(office: Office) -> None:
    known = search.KnownValues(office)
    assert set(known[Field.UNIT]) == {"示例区财政局", "示例区教育局", "示例区交通局（港航中心）"}
    assert known[Field.SESSION] == ("区十七届人大一次会议",)
    assert known[Field.CATEGORY] == ("城建交通",)
    assert known[Field.VERDICT] == ()
    assert known[Field.BODY] == ()
    assert known[Field.CATEGORY] is known[Field.CATEGORY]
    assert set(known) == set(Field)
    assert len(known) == len(Field)


def test_stopping_a_search_nobody_makes_changes_nothing(office: Office) -> None:
    search.stop(office)
    assert len(search.search(office, "电梯")) == 2
