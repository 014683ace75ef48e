"""What every test stands on: no screen, no network, a home of its own, and a face that can write Chinese."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

os.environ["QT_QPA_PLATFORM"] = "offscreen"
settings.register_profile("desk", deadline=None)  # a busy machine is not a fault
settings.load_profile("desk")

FONTS = Path(__file__).parent.parent / "resources" / "fonts"


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Make any attempt to reach another machine fail loudly."""

    def refuse(*_args: object) -> NoReturn:
        pytest.fail("the program tried to use the network")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests out of the settings and desks of whoever runs them."""
    home = str(tmp_path_factory.mktemp("home"))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "LOCALAPPDATA", "APPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            patch.setenv(name, home)
        yield


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Return the one application, writing in the bundled screen face so that it looks the same everywhere."""
    from PySide6.QtGui import QFont, QFontDatabase

    loaded = QFontDatabase.addApplicationFont(str(FONTS / "GwScreen.ttf"))
    qapp.setFont(QFont(QFontDatabase.applicationFontFamilies(loaded)[0]))
    return qapp
