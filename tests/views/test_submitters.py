"""The field for those who handed a paper in: names, the lead, bodies, and how many sign with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QCheckBox

from desktop.domain.proposal import Submitter
from desktop.views.submitters import SubmitterField

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def field(qtbot: QtBot) -> SubmitterField:
    field = SubmitterField()
    qtbot.addWidget(field)
    return field


def test_names_come_one_a_line_or_separated(field: SubmitterField) -> None:
    field.type("示例甲\n示例乙、示例丙，示例甲\n\n")
    assert field.names() == ("示例甲", "示例乙", "示例丙")
    assert field.co_submitters() == 2
    field.clear()
    assert field.submitters(()) == ()
    assert field.co_submitters() == 0


@pytest.mark.parametrize(
    ("name", "is_body"),
    [
        ("示例区工商业联合会", True),
        ("民盟示例区委", True),
        ("示例甲", False),
        ("阿依古丽·示例", False),
        ("李界", False),
    ],
)
def test_a_name_that_ends_like_a_body_is_one(field: SubmitterField, name: str, is_body: bool) -> None:
    field.type(f"{name}\n示例区妇联界别组")
    lead, other = field.submitters(())
    assert lead.is_organisation is is_body
    assert other.is_organisation


def test_what_somebody_clicked_is_not_guessed_again(field: SubmitterField) -> None:
    field.type("示例区工商业联合会")
    (box,) = field.findChildren(QCheckBox)
    box.click()
    field.type("示例区工商业联合会\n示例甲")
    assert not field.submitters(())[0].is_organisation


def test_a_registered_paper_is_shown_and_read_back(field: SubmitterField) -> None:
    lead = Submitter("示例甲", phone="138-0000-0001", address="示例路1号")
    known = (lead, Submitter("示例乙", delegation="一团"))
    field.show_submitters(known, 6)
    assert field.submitters(known) == known
    assert field.co_submitters() == 6
    field.show_submitters((), 0)
    assert field.names() == ()
