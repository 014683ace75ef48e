"""Names of files: found by people, safe everywhere, told apart; and files written whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.casework import print_out
from desktop.casework.papers import Sheet
from desktop.domain.errors import OfficeError
from desktop.domain.form import Form
from desktop.domain.letter import Letter
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.case import Case

LETTER = Letter("示例局", "示教函〔2026〕3号", "关于示例的答复", "示例：", (), ("示例局",), date(2026, 5, 6))
ALL = "{编号}-{主办单位}-{案由前20字}-{文号}-{日期}-{文书}"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    office = desks.new_office(tmp_path / "desk")
    return desks.handed_out(office, desks.registered(office, "12"))


def test_a_pattern_is_filled_from_case_and_letter(case: Case) -> None:
    sheet = Sheet("答复函", LETTER, case.id, unit="示例区教育局")
    told = "12-示例区教育局-关于增设示例路公交站的建议-示教函〔2026〕3号-2026-05-06-答复函"
    assert print_out.file_name(ALL, sheet, case, "答复函") == told


def test_what_a_form_does_not_have_leaves_no_gap(case: Case) -> None:
    sheet = Sheet("表", Form("表", ()), case.id)
    told = "12-示例区教育局-关于增设示例路公交站的建议-记录表"
    assert print_out.file_name(ALL, sheet, case, "记录表") == told
    assert print_out.file_name("{文号}", sheet, case, "记录表") == "表", "an empty name is the sheet's own"
    bare = replace(case, assignments=(), proposal=replace(case.proposal, item_no=""))
    assert print_out.file_name("{编号}{主办单位}", sheet, bare, "") == "未编号"


def test_a_sheet_of_many_cases_bears_its_own_name() -> None:
    assert print_out.file_name(ALL, Sheet("交办通知-甲/乙局", LETTER), None, "x") == "交办通知-甲乙局"
    assert print_out.file_name(ALL, Sheet("???", LETTER), None, "x") == print_out.PREVIEW


@pytest.mark.parametrize(
    ("hostile", "plain"),
    [
        (" a<b>|c?*. ", "abc"),
        ("../../etc/passwd", "etcpasswd"),
        ("con", "_con"),
        ("LPT1.txt", "_LPT1.txt"),
        (".hidden", "hidden"),
        ("甲\u202e乙\u200b\x07", "甲乙"),
        ("长" * 300, "长" * 80),
    ],
)
def test_hostile_names_become_plain(hostile: str, plain: str) -> None:
    assert print_out.plain_name(hostile) == plain


@given(st.text(max_size=200))
def test_no_name_ever_leaves_its_folder(text: str) -> None:
    plain = print_out.plain_name(text)
    assert not set(plain) & set('\\/:*?"<>|\0\n')
    assert plain not in {".", ".."}
    assert plain == plain.strip()
    assert not plain.endswith(".")
    assert len(plain) <= 81


def test_an_unknown_field_is_named(case: Case) -> None:
    with pytest.raises(OfficeError, match=r"没有“\{姓名\}”这个字段.*\{编号\}"):
        print_out.file_name("{姓名}", Sheet("x", LETTER, case.id), case, "x")


def test_names_alike_are_told_apart_without_regard_to_case() -> None:
    assert print_out.unused("A", "pdf", frozenset[str]().__contains__) == "A.pdf"
    assert print_out.unused("A", "pdf", {"a.pdf", "a（2）.pdf"}.__contains__) == "A（3）.pdf"


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="没有写成"):
        print_out.put(tmp_path / "没有" / "x.pdf", b"x")
    with pytest.raises(OfficeError, match="是文件夹"):
        print_out.put(tmp_path, b"x")
    print_out.put(tmp_path / "x.pdf", b"x")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["x.pdf"]
