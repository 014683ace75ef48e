"""Cases loaded whole and saved whole."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import OfficeError
from desktop.domain.journal import Note
from desktop.domain.kinds import Kind
from desktop.domain.listing import Criteria, SortField
from tests.db.samples import NOTE, NOW, any_case, new_case

if TYPE_CHECKING:
    from desktop.db.store import Store
    from desktop.domain.case import Case

LATER = Note(NOW + timedelta(hours=1), "周敏", "修改", "改题目")


def _retitled(case: Case, title: str) -> Case:
    return replace(case, proposal=replace(case.proposal, title=title))


def test_a_case_comes_back_as_it_was_put(store: Store) -> None:
    with store.transaction():
        stored = store.cases.add(new_case(), NOTE)
    assert stored == replace(new_case(), id=1, version=1)
    assert store.cases.get(1) == stored


def test_many_cases_come_back_in_order_each_with_its_history(store: Store) -> None:
    dice = random.Random(7)
    cases = [any_case(dice, number) for number in range(1200)]
    with store.transaction():
        assert store.cases.add_many(cases[:1], NOTE) == (1,)
        ids = store.cases.add_many(cases[1:], NOTE)
    assert ids == tuple(range(2, 1201))
    assert [store.cases.get(each) for each in (1, *ids)] == [
        replace(case, id=number, version=1) for number, case in enumerate(cases, start=1)
    ]
    assert all(len(store.cases.history(each)) == 1 for each in ids)
    assert store.check() == ()


def test_no_case_is_none(store: Store) -> None:
    with store.transaction():
        assert store.cases.add_many((), NOTE) == ()


def test_a_saved_case_tells_only_what_changed(store: Store) -> None:
    with store.transaction():
        case = store.cases.add(new_case(), NOTE)
        saved = store.cases.save(replace(_retitled(case, "新题"), plan_class="A"), LATER)
    assert saved.version == 2
    assert store.cases.get(case.id) == saved
    line = store.cases.history(case.id)[-1]
    assert (line.verb, line.officer, line.after["plan_class"]) == ("修改", "周敏", "A")
    assert set(line.before) == {"proposal"}
    assert store.check() == ()


def test_saving_touches_only_what_changed(store: Store) -> None:
    with store.transaction():
        case = store.cases.add(any_case(random.Random(3), 5), NOTE)
    statements: list[str] = []
    store._work.connection.set_trace_callback(statements.append)
    with store.transaction():
        store.cases.save(replace(case, plan_class="B"), LATER)
    writes = [each.split(" WHERE")[0] for each in statements if each.startswith(("UPDATE", "DELETE"))]
    assert writes[0] == "UPDATE cases SET version = 2, plan_class = 'B'"
    assert [each.split()[1] for each in writes] == ["cases", "case_content"]


def test_who_comes_second_is_told_and_changes_nothing(store: Store) -> None:
    with store.transaction():
        case = store.cases.add(new_case(), NOTE)
        store.cases.save(_retitled(case, "甲改的"), LATER)
    with pytest.raises(OfficeError, match="另一处改动过"), store.transaction():
        store.cases.save(_retitled(case, "乙改的"), LATER)
    assert store.cases.get(case.id).proposal.title == "甲改的"
    assert len(store.cases.history(case.id)) == 2


def test_an_unknown_case_is_refused(store: Store) -> None:
    with pytest.raises(OfficeError, match="找不到这一件"):
        store.cases.get(7)
    with store.transaction(), pytest.raises(OfficeError, match="找不到这一件"):
        store.cases.save(replace(new_case(), id=7, version=1), NOTE)


def test_a_number_finds_what_is_written_so_before_what_means_the_same(store: Store) -> None:
    cppcc = replace(new_case("43", session_id=2).proposal, kind=Kind.CPPCC_PROPOSAL)
    with store.transaction():
        ids = store.cases.add_many(
            [
                new_case("0043"),
                new_case("43"),
                replace(new_case(), proposal=cppcc),
                new_case("DH0271"),
                new_case(""),
                replace(new_case("43"), is_deleted=True),
                new_case("221"),
                new_case("221"),
            ],
            NOTE,
        )

    def found(number: str, **narrower: object) -> list[int]:
        return [case.id for case in store.cases.by_number(number, **narrower)]

    assert found("43") == [ids[1], ids[2]]
    assert found("43", session_id=1) == [ids[1]]
    assert found("43", kind=Kind.CPPCC_PROPOSAL) == [ids[2]]
    assert found("043") == list(ids[:3])
    assert found("第43号") == list(ids[:3])
    assert found("dh271") == [ids[3]]
    assert found("221") == list(ids[6:])
    assert found("") == [ids[4]]
    assert found("44") == []


def test_ids_come_in_the_order_of_the_list(store: Store) -> None:
    with store.transaction():
        store.cases.add_many([new_case("10"), new_case("2"), new_case("")], NOTE)
    assert list(store.cases.ids(Criteria())) == [2, 1, 3]
    assert list(store.cases.ids(Criteria(sort=SortField.NUMBER, descending=True))) == [1, 2, 3]


def test_a_case_that_cannot_be_read_is_damage(store: Store) -> None:
    with store.transaction():
        store.cases.add(new_case(), NOTE)
    store._work.connection.execute("UPDATE case_content SET content = 'x'")
    with pytest.raises(OfficeError, match="损坏"):
        store.cases.get(1)
