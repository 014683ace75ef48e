"""Changes that happen whole, and are announced only when they did."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.domain.changes import Change, Topic
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Body
from desktop.domain.session import Session
from tests.db.samples import NOTE, SCHEME, SESSIONS, new_case

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.db.store import Store


@pytest.fixture
def heard(store: Store) -> list[Change]:
    """Return the list that every announced change is added to."""
    changes: list[Change] = []
    store.announcer.join(changes.append)
    return changes


def _everything(store: Store) -> list[str]:
    return list(store._work.connection.iterdump())


def test_one_change_with_all_topics_is_announced_after_the_commit(store: Store, heard: list[Change]) -> None:
    seen: list[bool] = []
    store.announcer.join(lambda _: seen.append(store._work.connection.in_transaction))
    with store.transaction():
        store.cases.add(new_case(), NOTE)
        store.sessions.save(store.sessions.get(1), NOTE)
        assert heard == []
    assert heard == [Change(frozenset({Topic.CASES, Topic.SESSIONS}))]
    assert seen == [False]


def test_nothing_is_announced_where_nothing_was_written(store: Store, heard: list[Change]) -> None:
    with store.transaction():
        store.cases.by_number("12")
    assert heard == []


def _fails(store: Store, *writes: Callable[[], object], end: type[BaseException] = RuntimeError) -> None:
    """Write inside a transaction that then ends in an error."""
    with pytest.raises(end), store.transaction():  # noqa: PT012 - the block is what is tested
        for write in writes:
            write()
        raise end


@pytest.mark.parametrize("end", [RuntimeError, KeyboardInterrupt])
def test_what_fails_is_undone_and_never_mentioned(
    store: Store, heard: list[Change], end: type[BaseException]
) -> None:
    before = _everything(store)
    _fails(store, lambda: store.cases.add(new_case(), NOTE), end=end)
    assert heard == []
    assert _everything(store) == before
    with store.transaction():
        store.units.save(store.units.get(1), NOTE)
    assert heard == [Change(frozenset({Topic.UNITS}))]


def test_an_inner_change_commits_with_the_outer_one(store: Store, heard: list[Change]) -> None:
    with store.transaction():
        with store.transaction():
            store.cases.add(new_case("1"), NOTE)
        store.cases.add(new_case("2"), NOTE)
        assert heard == []
    assert len(heard) == 1
    assert store.cases.get(2).proposal.item_no == "2"


def test_an_inner_failure_undoes_only_its_own_part(store: Store, heard: list[Change]) -> None:
    with store.transaction():
        store.cases.add(new_case("1"), NOTE)
        _fails(store, lambda: store.sessions.add(Session(Body.CONGRESS, "省", 14, 1, 2026), NOTE))
        store.cases.add(new_case("2"), NOTE)
    assert heard == [Change(frozenset({Topic.CASES}))]
    assert len(store.sessions.all()) == len(SESSIONS)
    assert store.check() == ()


def test_an_outer_failure_undoes_the_inner_part_too(store: Store) -> None:
    def inner() -> None:
        with store.transaction():
            store.cases.add(new_case(), NOTE)

    before = _everything(store)
    _fails(store, inner)
    assert _everything(store) == before


def test_what_was_read_in_an_undone_change_is_forgotten(store: Store) -> None:
    newer = replace(SCHEME, version=2)
    _fails(
        store,
        lambda: store.reference.put_scheme(newer, NOTE),
        lambda: store.reference.scheme("general"),
    )
    with pytest.raises(OfficeError, match="找不到方案"):
        store.reference.scheme("general", 2)


def test_writing_outside_a_transaction_is_a_bug(store: Store) -> None:
    for write in (
        lambda: store.cases.add(new_case(), NOTE),
        lambda: store.reference.put_setting("x", 1, NOTE),
        lambda: store.reference.drop_draft("x"),
    ):
        with pytest.raises(RuntimeError, match="outside"):
            write()


def test_a_listener_may_write(store: Store, heard: list[Change]) -> None:
    def once(change: Change) -> None:
        if Topic.CASES in change.topics:
            with store.transaction():
                store.reference.put_setting("seen", True, NOTE)

    store.announcer.join(once)
    with store.transaction():
        store.cases.add(new_case(), NOTE)
    assert store.reference.setting("seen") is True
    assert {topic for change in heard for topic in change.topics} == {Topic.CASES, Topic.SETTINGS}


def test_after_a_full_disk_nothing_more_is_written(store: Store) -> None:
    work, before = store._work, _everything(store)
    work.connection.execute(f"PRAGMA max_page_count = {work.one('PRAGMA page_count')[0]}")

    def too_much() -> None:
        with pytest.raises(OfficeError, match="磁盘已满"), store.transaction():
            store.cases.add_many([new_case(str(number), "案" * 999) for number in range(99)], NOTE)

    def more() -> None:
        with pytest.raises(RuntimeError, match="outside"):
            store.units.save(store.units.get(1), NOTE)

    _fails(store, too_much, more)
    assert _everything(store) == before
