"""附件说明 and annexes are told from the body of a reply by how an office writes them."""

from __future__ import annotations

import pytest

from desktop.domain.letter import Annex, paragraphs
from desktop.domain.letter_parts import Parted, parted
from tests.documents.letters import letter


def test_a_text_without_attachments_is_left_as_it_is() -> None:
    for text in ("", "一、情况\n正文。", "见附件：甲表。", "附件：甲表\n正文还在继续。", "附件1"):
        assert parted(text) == Parted(text)


def test_attachments_listed_at_the_end_are_told_from_the_body() -> None:
    assert parted("正文。\n附件：1.甲表\n　　　2. 乙表。\n") == Parted("正文。", ("甲表", "乙表"))
    assert parted("正文。\n附件: 甲表；") == Parted("正文。", ("甲表",))


def test_annexes_follow_under_their_labels() -> None:
    found = parted("正文。\n附件：1.甲表\n2.乙表\n附件1\n甲表\n一、内容\n说明。\n附件2\n乙表\n附件3")
    assert found.attachments == ("甲表", "乙表")
    assert found.annexes == (Annex("甲表", paragraphs("一、内容\n说明。")), Annex("乙表", ()))


@pytest.mark.parametrize(
    ("names", "annexes", "label"), [(("甲",), 1, "附件"), (("甲", "乙"), 1, "附件2"), ((), 2, "附件2")]
)
def test_an_annex_is_numbered_where_there_are_several(
    names: tuple[str, ...], annexes: int, label: str
) -> None:
    made = letter(attachments=names, annexes=(Annex("甲", ()),) * annexes)
    assert made.annex_label(2) == label
