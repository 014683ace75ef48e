"""The test page of a printer (打印测试页), to be measured with a ruler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import typefaces
from desktop.casework.office import OFFICE_NAME

if TYPE_CHECKING:
    from desktop.casework.office import Office

NAME = "打印测试页"


def pdf(office: Office) -> bytes:
    """Return the test page as PDF."""
    from desktop.documents import calibration

    return calibration.render(office.setting(OFFICE_NAME), typefaces.chosen(office))
