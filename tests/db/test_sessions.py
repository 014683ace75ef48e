"""Sessions found by the phrase that names them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Body
from desktop.domain.session import Level, Session
from tests.db.samples import NOTE, SESSIONS

if TYPE_CHECKING:
    from desktop.db.store import Store


def test_sessions_come_back_newest_first(store: Store) -> None:
    assert store.sessions.all() == (replace(SESSIONS[0], id=1), replace(SESSIONS[1], id=2))


@pytest.mark.parametrize(
    ("phrase", "session_id"),
    [
        ("市十七届人大一次会议", 1),
        ("市十七届人大 一次会议", 1),
        ("慈山市人大十七届第一次会议", 1),
        ("市政协十五届二次会议", 2),
        ("政协15届2次会议", 2),
        ("市十七届人大二次会议", None),
        ("随便什么", None),
        ("", None),
    ],
)
def test_a_phrase_finds_its_session(store: Store, phrase: str, session_id: int | None) -> None:
    found = store.sessions.find(phrase)
    assert (found.id if found else None) == session_id


def test_a_phrase_that_fits_two_sessions_finds_none(store: Store) -> None:
    with store.transaction():
        store.sessions.add(Session(Body.CONGRESS, "", 17, 1, 2026), NOTE)
    assert store.sessions.find("慈山市人大十七届第一次会议") is None


def test_a_session_is_stored_once(store: Store) -> None:
    with store.transaction():
        with pytest.raises(OfficeError, match="市十七届人大一次会议"):
            store.sessions.add(replace(SESSIONS[0], year=2027), NOTE)
        with pytest.raises(OfficeError, match="市十七届人大一次会议"):
            store.sessions.save(replace(SESSIONS[0], id=2), NOTE)


def test_a_changed_session_is_told_in_its_history(store: Store) -> None:
    changed = replace(store.sessions.get(1), year=2027, level=Level.CITY)
    with store.transaction():
        assert store.sessions.save(changed, NOTE) == changed
    assert store.sessions.get(1) == changed
    assert store.journal.of("session", 1)[-1].after == {"year": 2027, "level": "city"}


def test_an_unknown_session_is_refused(store: Store) -> None:
    with store.transaction(), pytest.raises(OfficeError, match="找不到这个届次"):
        store.sessions.save(replace(SESSIONS[0], id=99), NOTE)
