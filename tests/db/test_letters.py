"""Letters frozen under their number."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.db.letters import IssuedLetter
from desktop.domain.errors import OfficeError
from desktop.domain.reply import Reply, ReplyState
from tests.db.samples import NOTE, any_case, new_case

if TYPE_CHECKING:
    from desktop.db.store import Store

DAY = date(2026, 5, 6)


def _letter(serial: int, case_id: int = 1) -> IssuedLetter:
    return IssuedLetter(
        case_id,
        f"滨建函〔2026〕{serial}号",
        "滨建函",
        2026,
        serial,
        DAY,
        {"title": "答复", "lines": ["一", "二"]},
    )


@pytest.fixture
def office(store: Store) -> Store:
    """Return a desk with one registered case."""
    with store.transaction():
        store.cases.add(new_case(), NOTE)
    return store


def test_a_letter_comes_back_as_it_went_out(office: Store) -> None:
    with office.transaction():
        first = office.letters.add(_letter(1), NOTE)
        second = office.letters.add(_letter(2), NOTE)
    assert office.letters.get(first.id) == replace(_letter(1), id=first.id)
    assert office.letters.of_case(1) == (first, second)
    assert office.letters.of_case(2) == ()
    assert office.journal.of("letter", first.id)[0].after["content"] == {
        "title": "答复",
        "lines": ["一", "二"],
    }


def test_serials_go_on_by_prefix_and_year(office: Store) -> None:
    assert office.letters.next_serial("滨建函", 2026) == 1
    with office.transaction():
        office.letters.add(_letter(7), NOTE)
    assert office.letters.next_serial("滨建函", 2026) == 8
    assert office.letters.next_serial("滨建函", 2027) == 1
    assert office.letters.next_serial("滨教函", 2026) == 1


def test_a_number_taken_over_from_a_list_is_not_used_again(office: Store) -> None:
    reply = Reply(2, "市住建局", state=ReplyState.ISSUED, doc_no="滨建函[2026] 31号", issued_on=DAY)
    with office.transaction():
        office.cases.add(any_case(random.Random(1), 5).with_reply(reply), NOTE)
    assert office.letters.next_serial("滨建函", 2026) == 32


def test_a_number_is_used_once(office: Store) -> None:
    with office.transaction():
        office.letters.add(_letter(1), NOTE)
        with pytest.raises(OfficeError, match="已经用过"):
            office.letters.add(_letter(1), NOTE)


def test_an_issued_letter_never_changes(office: Store) -> None:
    with office.transaction():
        office.letters.add(_letter(1), NOTE)
    for statement in (
        "UPDATE letter SET content = '{}'",
        "DELETE FROM letter",
        "INSERT OR REPLACE INTO letter SELECT * FROM letter",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            office._work.connection.execute(statement)


def test_an_unknown_letter_is_refused(office: Store) -> None:
    with pytest.raises(OfficeError, match="找不到这份答复函"):
        office.letters.get(1)


@pytest.mark.parametrize(
    ("change", "belied"),
    [
        ("UPDATE letter SET content = replace(content, '二', '三') WHERE id = 2", 2),
        ("UPDATE letter SET doc_no = '别的号' WHERE id = 1", 1),
        ("UPDATE letter SET case_id = 2 WHERE id = 3", 3),
        ("DELETE FROM letter WHERE id = 3", 3),
    ],
)
def test_check_finds_a_letter_that_history_belies(office: Store, change: str, belied: int) -> None:
    with office.transaction():
        office.cases.add(new_case(), NOTE)
        for serial in (1, 2, 3):
            office.letters.add(_letter(serial), NOTE)
    assert office.check() == ()
    connection = office._work.connection
    for trigger in ("letter_is_never_changed", "letter_is_never_erased"):
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(change)
    assert office.check() == (f"答复函 {belied} 与印发时记入历程的不符",)
