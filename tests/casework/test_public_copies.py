"""The public copy of a letter: no phone, no address, no number of a person; names and class where asked."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.casework import find, issue, public_copies
from desktop.casework.public_copies import Hiding, Private, public
from desktop.domain.errors import OfficeError
from desktop.domain.letter import Annex, ClassMarkPlace, paragraphs
from desktop.domain.proposal import Publicity, Submitter
from tests import desks
from tests.documents.letters import LETTER, letter
from tests.samples import PAPER

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.letter import Letter

PHONES = (
    "138-0000-0001 13800000001 138 0000 0001 +86-138-0000-0001 010-65550001 (0551)65550001 （0551）6555001 "
    "0551-65550001-802 400-100-0001"
)
KEPT = "临政发〔2026〕12号投资1,286.5万元，3.1415926公里，2026年8月7日，96333，12345678.9元"


def _digits_left(content: Letter) -> list[str]:
    plain = re.sub(r"[-－—– ()（）]", "", "\n".join(content.texts()))
    return re.findall(r"(?<![\d.,])(?:1[3-9]\d{9}|0\d{2,3}[2-9]\d{6,7}|400\d{7})", plain)


def test_no_phone_of_any_writing_remains() -> None:
    body = f"请致电{PHONES.replace(' ', '，')}。联系电话：6555001。{KEPT}"
    made = letter(
        body=body, annexes=(Annex("名单13800000002", paragraphs("电话：6555002")),), cc=("甲13800000003",)
    )
    shown = public(made, Private(), Hiding())
    assert _digits_left(shown) == []
    text = "\n".join(shown.texts())
    assert "6555001" not in text
    assert "6555002" not in text
    assert KEPT in text
    assert shown.note == ""
    assert shown.doc_no == LETTER.doc_no
    assert public(letter(note="地址见网站"), Private(), Hiding()).note == "地址见网站"


@given(
    st.lists(
        st.sampled_from(["电话", "：", "，", "张三", "0551", "-", "13800000001", "65550001", " "]),
        max_size=25,
    )
)
def test_no_mobile_number_survives_in_any_surroundings(parts: list[str]) -> None:
    shown = public(letter(body="。" + "。".join(parts)), Private(phones=("65550001",)), Hiding())
    text = "".join(each.text for each in shown.body)
    assert "13800000001" not in text
    assert "65550001" not in text


def test_addresses_identity_numbers_and_mail_are_hidden() -> None:
    made = letter(body="住示例路1号2幢，110101199001011234，甲.a@example.org。")
    shown = public(made, Private(addresses=("示例路1号2幢", "")), Hiding())
    assert [each.text for each in shown.body] == ["住******，******，甲******。"]


def test_names_and_class_go_where_asked() -> None:
    names = Private(names=("王喆堃", "李㛃", ""))
    made = letter(body="王喆堃委员好。", addressees=("王喆堃委员：", "李㛃委员："))
    shown = public(made, names, Hiding(names=True, class_mark=True))
    assert shown.salutation.startswith("王××、李××、赵𬭚")
    assert shown.body[0].text == "王××委员好。"
    assert shown.addressees == ("王××委员：",)
    assert (shown.class_mark, shown.class_mark_place) == ("", ClassMarkPlace.NONE)
    open_ = public(made, names, Hiding())
    assert (open_.salutation, open_.class_mark) == (made.salutation, "A")
    assert open_.addressees == made.addressees


def test_the_register_tells_what_is_private(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path / "desk")
    people = (
        Submitter("示例甲", phone="138-0000-0009", address="示例路9号"),
        Submitter("示例会", is_organisation=True),
    )
    case = desks.answered(office, desks.registered(office, paper=replace(PAPER, submitters=people)))
    assert public_copies.private_of(case) == Private(
        ("示例甲", "示例承办"), ("138-0000-0009", "", ""), ("示例路9号", "")
    )
    frozen = issue.letter_of(office, case, 1)
    shown = public_copies.of_case(office, case, 1, Hiding(names=True))
    assert "138" in frozen.note
    assert shown.note == ""
    assert _digits_left(shown) == []
    assert "示例甲" not in "".join(shown.texts())
    assert issue.letter_of(office, find.case(office, case.id), 1) == frozen
    kept = replace(case, proposal=replace(case.proposal, publicity=Publicity.NOT_PUBLIC))
    with pytest.raises(OfficeError, match="不予公开，没有生成公开版"):
        public_copies.of_case(office, kept, 1)
    office.close()
