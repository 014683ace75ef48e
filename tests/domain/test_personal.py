"""What is nobody's business is hidden: phones, addresses, numbers of cards, mail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.ledger import CellKind, Column, Ledger
from desktop.domain.personal import (
    HIDDEN,
    hide,
    hide_in_log,
    is_masked,
    mask_address,
    mask_identity,
    masked,
    masked_ledger,
    public_ledger,
    street_of,
)

PHONE, ADDRESS, IDENTITY = "138-0000-0001", "示例市示例区示例路12号3单元", "110101199001011234"
PEOPLE = Ledger(
    "联系名单",
    (Column("name", "姓名"), Column("phone", "电话"), Column("address", "地址"),
     Column("remark", "备注"), Column("count", "件数", CellKind.NUMBER)),
    [("示例代表", PHONE, ADDRESS, f"电话{PHONE}，证件{IDENTITY}", 3)],
    totals=("合计", "", "", "", 3),
)  # fmt: skip


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (ADDRESS, "示例市示例区****"),
        ("100000 示例省示例市示例县示例镇2号", "示例省示例市示例县****"),
        ("示例小区3号楼", "****"),
        ("示例路1号", "****"),
        ("内示例自治区示例盟示例旗1号", "内示例自治区示例盟示例旗****"),
        ("", ""),
        (" ", " "),
        ("示例市****", "示例市****"),
    ],
)
def test_an_address_is_told_down_to_its_district(address: str, told: str) -> None:
    assert mask_address(address) == told


@pytest.mark.parametrize(
    ("number", "told"), [(IDENTITY, f"{HIDDEN}1234"), ("12345", HIDDEN), ("", ""), (" ", " ")]
)
def test_of_a_card_the_last_figures_are_told(number: str, told: str) -> None:
    assert mask_identity(number) == told


def test_a_field_is_hidden_by_its_key() -> None:
    assert masked("handler_phone", PHONE) == "138-****-0001"
    assert masked("title", PHONE) == PHONE
    assert is_masked(masked("phone", PHONE))
    assert not is_masked(PHONE)


@given(st.text())
def test_masking_twice_changes_nothing(text: str) -> None:
    assert mask_address(mask_address(text)) == mask_address(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"联系人示例甲，{PHONE}", "联系人示例甲，138-****-0001"),
        (f"证件号{IDENTITY}。", f"证件号{HIDDEN}。"),
        ("信箱a.b@example.cn收", f"信箱{HIDDEN}收"),
        ("热线：12345678", "热线：****5678"),
        ("示例政函〔2026〕12号，12345678.90元", "示例政函〔2026〕12号，12345678.90元"),
    ],
)
def test_numbers_are_found_in_any_text(text: str, told: str) -> None:
    assert hide(text) == told


def test_a_list_shows_personal_columns_masked() -> None:
    (row,) = masked_ledger(PEOPLE).rows
    assert row == ("示例代表", "138-****-0001", "示例市示例区****", PEOPLE.rows[0][3], 3)
    plain = Ledger("件数", (Column("count", "件数"),), [(3,)])
    assert masked_ledger(plain) is plain


def test_a_public_copy_has_no_personal_columns_and_nothing_personal_in_others() -> None:
    public = public_ledger(PEOPLE)
    assert public.title == "联系名单（公开版）"
    assert [column.key for column in public.columns] == ["name", "remark", "count"]
    assert list(public.rows) == [("示例代表", f"电话138-****-0001，证件{HIDDEN}", 3)]
    assert public.totals == ("合计", "", 3)
    only = Ledger("电话", (Column("phone", "电话"),), [(PHONE,)])
    assert list(public_ledger(only).rows) == [("138-****-0001",)]
    assert public_ledger(Ledger("空", (Column("title", "案由"),), [])).totals is None


def test_a_column_under_another_key_is_masked_by_what_it_tells() -> None:
    told = Ledger("报表", (Column("c0", "电话", told_as="phone"),), [(PHONE,), (None,)])
    assert list(masked_ledger(told).rows) == [("138-****-0001",), (None,)]


@pytest.mark.parametrize(
    ("address", "street"),
    [(ADDRESS, "示例路12号3单元"), ("示例路1号", "示例路1号"), ("示例市示例区示例村", ""), ("", "")],
)
def test_the_street_of_an_address_is_what_people_quote(address: str, street: str) -> None:
    assert street_of(address) == street


def test_a_log_tells_no_house() -> None:
    assert hide_in_log(f"家住{ADDRESS}，{PHONE}") == f"家住{HIDDEN}，138-****-0001"
    assert hide_in_log("第12号建议，共3路公交") == "第12号建议，共3路公交"
