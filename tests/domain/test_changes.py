"""Listeners are told in the order they joined, until they leave."""

from __future__ import annotations

from desktop.domain.changes import Announcer, Change, Topic

CHANGE = Change(frozenset({Topic.CASES}))


def test_all_listeners_are_told_in_order() -> None:
    announcer, heard = Announcer(), list[tuple[str, Change]]()
    announcer.join(lambda change: heard.append(("first", change)))
    announcer.join(lambda change: heard.append(("second", change)))
    announcer.announce(CHANGE)
    assert heard == [("first", CHANGE), ("second", CHANGE)]


def test_who_left_is_not_told() -> None:
    announcer, heard = Announcer(), list[Change]()
    announcer.join(heard.append)
    announcer.leave(heard.append)
    announcer.leave(heard.append)
    announcer.announce(CHANGE)
    assert heard == []


def test_a_listener_may_leave_while_it_is_told() -> None:
    announcer, heard = Announcer(), list[Change]()

    def once(change: Change) -> None:
        heard.append(change)
        announcer.leave(once)

    announcer.join(once)
    announcer.join(heard.append)
    announcer.announce(CHANGE)
    announcer.announce(CHANGE)
    assert heard == [CHANGE] * 3
