"""Labels in the print centre: where on its sheet the first one stands is asked for, and seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import print_orders
from desktop.domain.mailing import Labels
from desktop.domain.proposal import Submitter
from desktop.views.print_centre import PrintCentre
from tests import desks
from tests.samples import PAPER

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.casework.office import Office
    from desktop.views.page import Desk
    from tests.views.case_desk import Heard


def test_labels_begin_at_the_place_asked_for(seat: tuple[Desk, Heard], qtbot: QtBot, office: Office) -> None:
    people = (Submitter("示例甲", address="471000 示例路1号"),)
    case = desks.registered(office, paper=replace(PAPER, submitters=people))
    centre = PrintCentre(seat[0])
    qtbot.addWidget(centre)
    centre.resize(1198, 644)
    centre.show()
    centre.refresh()
    place = centre.outputs.place
    assert not place.isVisible()
    centre.kinds.choose("labels_3x7")
    assert place.isVisible()
    assert place.maximum() == 21
    place.setValue(5)
    centre.show_cases((case.id,))
    (sheet,) = print_orders.batch(centre.order(), office).sheets
    assert isinstance(sheet.content, Labels)
    assert sheet.content.start == 5
