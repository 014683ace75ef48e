"""Changes reach the window once a turn of its event loop, from whichever thread they come."""

from __future__ import annotations

from threading import Thread, current_thread
from typing import TYPE_CHECKING

from desktop.domain.changes import Announcer, Change, Topic
from desktop.views.relay import ChangeRelay
from tests.views.ears import Ear

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_changes_of_one_turn_are_one_signal(qtbot: QtBot) -> None:
    announcer = Announcer()
    relay = ChangeRelay(announcer)
    heard: Ear[frozenset[Topic]] = Ear()
    relay.changed.connect(heard.hear)
    announcer.announce(Change(frozenset({Topic.CASES})))
    announcer.announce(Change(frozenset({Topic.LETTERS})))
    announcer.announce(Change(frozenset()))
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard))
    announcer.announce(Change(frozenset({Topic.UNITS})))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == [{Topic.CASES, Topic.LETTERS}, {Topic.UNITS}]


def test_a_change_of_another_thread_is_heard_in_this_one(qtbot: QtBot) -> None:
    announcer = Announcer()
    relay = ChangeRelay(announcer)
    threads: list[Thread] = []
    relay.changed.connect(lambda _topics: threads.append(current_thread()))
    other = Thread(target=announcer.announce, args=(Change(frozenset({Topic.CASES})),))
    other.start()
    qtbot.waitUntil(lambda: bool(threads))
    other.join()
    assert threads == [current_thread()]


def test_who_has_left_hears_nothing(qtbot: QtBot) -> None:
    announcer = Announcer()
    relay, other = ChangeRelay(announcer), ChangeRelay(announcer)
    heard: list[str] = []
    relay.changed.connect(lambda _topics: heard.append("left"))
    other.changed.connect(lambda _topics: heard.append("stayed"))
    announcer.announce(Change(frozenset({Topic.CASES})))
    relay.leave()
    announcer.announce(Change(frozenset({Topic.CASES})))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["stayed"]
