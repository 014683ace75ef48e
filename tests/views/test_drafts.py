"""Drafts of open forms: kept when something changed, found after a crash, forgotten when done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from desktop.casework import keep
from desktop.casework.office import open_office
from desktop.views.drafts import DraftKeeper
from tests import desks

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office


@pytest.fixture
def form() -> dict[str, str]:
    return {"text": ""}


@pytest.fixture
def keeper(qapp: object, office: Office, form: dict[str, str]) -> DraftKeeper:
    assert qapp
    parent = QObject()
    keeper = DraftKeeper(office, "form", lambda: form, parent)
    keeper.setParent(None)  # the test holds it
    return keeper


def test_only_what_changed_is_kept(keeper: DraftKeeper, office: Office, form: dict[str, str]) -> None:
    keeper.start()
    keeper.keep()
    assert keep.draft(office, "form") is None
    assert not keeper.has_changed()
    form["text"] = "写到一半"
    keeper.keep()
    assert keeper.has_changed()
    assert keeper.found() == ({"text": "写到一半"}, "03-02 09:00")


def test_it_is_kept_by_itself_while_the_form_is_open(
    keeper: DraftKeeper, office: Office, form: dict[str, str], qtbot: QtBot
) -> None:
    keeper.start()
    keeper._timer.setInterval(1)
    form["text"] = "写到一半"
    qtbot.waitUntil(lambda: keep.draft(office, "form") is not None)


def test_what_is_done_with_is_forgotten(keeper: DraftKeeper, office: Office, form: dict[str, str]) -> None:
    keeper.start()
    form["text"] = "写到一半"
    keeper.keep()
    keeper.drop()
    assert keep.draft(office, "form") is None
    keeper.drop()
    assert keeper.found() is None


def test_a_desk_that_only_reads_keeps_nothing(office: Office, form: dict[str, str], qapp: object) -> None:
    assert qapp
    reader = open_office(office.directory, clock=desks.Clock(), officer="示例领导", read_only=True)
    parent = QObject()
    keeper = DraftKeeper(reader, "form", lambda: form, parent)
    keeper.start()
    assert not keeper._timer.isActive()
    reader.close()
