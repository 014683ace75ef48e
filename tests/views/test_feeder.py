"""What an import left waiting is taken into the index while nobody waits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import search
from desktop.casework.office import open_office
from desktop.domain.case import Case
from desktop.views.feeder import Feeder
from desktop.views.relay import ChangeRelay
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office


def pile(office: Office, number: int) -> None:
    scheme = office.default_scheme
    cases = [Case(replace(PAPER, item_no=str(each)), scheme.id, scheme.version) for each in range(number)]
    with office.store.transaction():
        office.store.cases.add_many(cases, office.note("登记"))


def test_a_pile_is_fed_until_none_waits(tmp_path: Path, qtbot: QtBot) -> None:
    office = desks.new_office(tmp_path)
    feeder = Feeder(office, ChangeRelay(office.store.announcer))
    qtbot.waitUntil(lambda: feeder.is_resting)
    pile(office, 25)
    qtbot.waitUntil(lambda: not feeder.is_resting)
    qtbot.waitUntil(lambda: feeder.is_resting)
    assert search.feed(office, 0) == 0
    assert len(search.search(office, "公交站", 50)) == 25


def test_a_desk_that_is_only_read_is_left_alone(tmp_path: Path, qtbot: QtBot) -> None:
    desks.new_office(tmp_path).close()
    office = open_office(tmp_path, clock=desks.Clock(), officer="示例", read_only=True)
    relay = ChangeRelay(office.store.announcer)
    feeder = Feeder(office, relay)
    with qtbot.waitSignal(relay.changed):
        relay.changed.emit(frozenset())
    assert feeder.is_resting


def test_a_closed_desk_ends_the_feeding(tmp_path: Path, qtbot: QtBot) -> None:
    office = desks.new_office(tmp_path)
    feeder = Feeder(office, ChangeRelay(office.store.announcer))
    office.close()
    qtbot.waitUntil(lambda: feeder.is_resting)
