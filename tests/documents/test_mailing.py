"""Envelopes of the sizes of the post, labels in their places, nothing outside the paper."""

from __future__ import annotations

import pytest

from desktop.documents.pile import render
from desktop.domain.errors import OfficeError
from desktop.domain.mailing import Address, Envelopes, EnvelopeSize, LabelGrid, Labels
from tests.documents.letters import Printed

SENDER = Address("示例区人民政府督查室", "示例区示例大道1号", "471001")
TO = Address("买买提·阿卜杜拉代表", "示例市示例区示例路138号3号楼501室", "471000")
MM = 72 / 25.4


@pytest.mark.parametrize(("size", "measures"), [(EnvelopeSize.DL, (220, 110)), (EnvelopeSize.C5, (229, 162))])
def test_an_envelope_has_its_size_its_boxes_and_both_addresses(
    size: EnvelopeSize, measures: tuple[int, int]
) -> None:
    paper = Printed(render((Envelopes("信封", (TO, Address("示例乙委员")), SENDER, size),), "信封", "示例办"))
    assert len(paper) == 2
    sheet = paper.document[0]
    assert (sheet.get_width() / MM, sheet.get_height() / MM) == pytest.approx(measures, abs=0.1)
    text = paper.text(0)
    assert text.startswith("471000")
    for words in ("买买提·阿卜杜拉代表（收）", TO.place, SENDER.place, SENDER.name, "邮政编码：471001"):
        assert words in text
    assert len(paper.rules(1)) == 4 * 7  # six boxes of the postcode and one for the stamp, empty or not
    for glyph in paper.glyphs(0):
        assert glyph.left > 10
        assert glyph.right < measures[0] - 10
        assert 10 < glyph.y < measures[1] - 10


def test_a_long_address_is_set_smaller_not_cut() -> None:
    place = "示例市示例区示例街道示例社区示例花园小区" * 4
    far = Address("示例甲代表", place, "471000")
    pile = (Envelopes("信封", (far,), SENDER), Labels("标签", (far,) * 3))
    paper = Printed(render(pile, "信封", "示例办"))
    assert place in paper.text(0)
    assert paper.text(1).count(place) == 3


@pytest.mark.parametrize(
    ("grid", "left", "height"), [(LabelGrid.THREE_BY_SEVEN, 7.2, 38.1), (LabelGrid.TWO_BY_SEVEN, 4.65, 38.1)]
)
def test_labels_begin_at_the_place_asked_for(grid: LabelGrid, left: float, height: float) -> None:
    several = tuple(Address(f"示例{number}代表", "示例路1号", "471000") for number in range(grid.places))
    paper = Printed(render((Labels("标签", several, grid, grid.columns + 1),), "标签", "示例办"))
    assert len(paper) == 2
    first = next(iter(paper.glyphs(0)))
    assert first.x == pytest.approx(left + 4, abs=2.5)
    assert 15.15 + height < first.y < 15.15 + 2 * height
    assert f"示例{grid.places - 1}代表（收）" in paper.text(1)


def test_an_address_beyond_all_sizes_is_still_whole() -> None:
    place = "示例市示例区" * 60
    assert place in Printed(render((Labels("标签", (Address("示例甲", place),)),), "标签", "示例办")).text(0)


def test_a_character_no_face_has_is_named() -> None:
    with pytest.raises(OfficeError, match=r"U\+1F600.*未生成信封或标签"):
        render((Labels("标签", (Address("😀"),)),), "标签", "示例办")
