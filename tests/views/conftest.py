"""A desk a page can be put at: a real office, and a note of what the page asked the window for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views import theme
from tests.desks import new_office
from tests.views.case_desk import desk_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Return an office of its own with one session and three units."""
    made = new_office(tmp_path / "desk")
    yield made
    made.close()


@pytest.fixture
def seat(qapp: QApplication, office: Office, tmp_path: Path) -> Iterator[tuple[Desk, Heard]]:
    """Return a desk in the light appearance, and what it hears."""
    assert qapp
    theme.apply(theme.Appearance.LIGHT)
    desk, heard = desk_of(office, tmp_path)
    yield desk, heard
    desk.jobs.stop()
    desk.relay.leave()


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    """Return a window for dialogs to lie over."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window
