"""Bodies sent as documents find their cases by title or number; nothing is guessed or written over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import find, intake_bodies, register
from desktop.domain.errors import OfficeError
from tests.desks import new_office, registered
from tests.documents.test_bodies import docx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.intake_bodies import BodyMatch
    from desktop.casework.office import Office
    from desktop.domain.case import Case

TITLES = {
    "12": "关于加装电梯的建议",
    "13": "关于加装电梯和扶梯的建议",
    "建3": "关于学位的建议",
    "14": "关于停车的建议",
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path / "desk")
    for number, title in TITLES.items():
        case = registered(opened, number)
        register.amend(opened, case.id, replace(case.proposal, title=title, body=""))
    yield opened
    opened.close()


def document(folder: Path, name: str, *lines: str) -> Path:
    """Write a document of these paragraphs, as .docx or as plain text by its name."""
    path = folder / name
    inside = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    path.write_bytes(docx(inside) if name.endswith(".docx") else "\n".join(lines).encode())
    return path


def matched(office: Office, path: Path) -> BodyMatch:
    """Return what one document is matched to."""
    return intake_bodies.read(office, [path]).matches[0]


def case_of(office: Office, number: str) -> Case:
    """Return the case of a number."""
    return find.by_number(office, number)[0]


@pytest.mark.parametrize(
    ("name", "lines", "found"),
    [
        ("关于加装电梯和扶梯的建议.docx", ("正文",), ("13", "按案由对应")),
        ("无题.txt", ("关于学位的", "建议", "正文"), ("建3", "按案由对应")),
        ("第12号.docx", ("正文",), ("12", "按编号12对应")),
        ("012 电梯.txt", ("正文",), ("12", "按编号12对应")),
        ("建3正文.txt", ("正文",), ("建3", "按编号建3对应")),
        ("新建文档.txt", ("示例市人大", "第 14 号", "正文"), ("14", "按编号14对应")),
    ],
)
def test_a_document_finds_its_case(
    office: Office, tmp_path: Path, name: str, lines: tuple[str, ...], found: tuple[str, str]
) -> None:
    match = matched(office, document(tmp_path, name, *lines))
    number, reason = found
    assert (match.case_id, match.reason, match.is_accepted) == (case_of(office, number).id, reason, True)


@pytest.mark.parametrize("name", ["2026年12月.txt", "12月3日.txt", "99.txt", "正文.txt"])
def test_a_document_of_no_case_is_told(office: Office, tmp_path: Path, name: str) -> None:
    found = matched(office, document(tmp_path, name, "一段", "3、另一段"))
    assert (found.case_id, found.is_accepted) == (None, False)
    assert found.reason == "办理台中没有对应的案由或编号，请指定"


def test_what_fits_two_cases_is_not_guessed(office: Office, tmp_path: Path) -> None:
    twin = registered(office, "12")
    found = matched(office, document(tmp_path, "12.txt", "正文"))
    assert found.reason == "编号12有2件，分不清是哪一件，请指定"
    register.amend(office, twin.id, replace(twin.proposal, title=TITLES["14"], item_no="15"))
    found = matched(office, document(tmp_path, "停车.txt", TITLES["14"]))
    assert found.reason == "同一案由有2件，分不清是哪一件，请指定"
    found = matched(office, document(tmp_path, "15.txt", TITLES["14"]))
    assert found.case_id == twin.id, "title and number together tell"


def test_bodies_are_written_together_with_their_history(office: Office, tmp_path: Path) -> None:
    paths = [
        document(tmp_path, "12.docx", "甲", "乙"),
        document(tmp_path, "13.txt", "丙"),
        tmp_path / "无.txt",
    ]
    plan, taken = intake_bodies.take(office, paths, 1, update=False)
    assert (taken, len(plan.matches)) == (2, 3)
    assert "不存在" in plan.matches[2].reason
    case = case_of(office, "12")
    assert case.proposal.body == "甲\n乙"
    line = office.store.cases.history(case.id)[-1]
    assert (line.verb, line.summary) == ("导入正文", "12.docx")


def test_another_body_is_replaced_only_when_asked(office: Office, tmp_path: Path) -> None:
    first, second = document(tmp_path, "12.txt", "旧文"), document(tmp_path, "第12号.txt", "新文")
    intake_bodies.take(office, [first], None, update=False)
    same = matched(office, first)
    assert (same.reason, same.is_accepted) == ("正文已有，相同", False)
    found = matched(office, second)
    assert (found.old, found.reason, found.is_accepted) == (
        "旧文",
        "按编号12对应；已有正文，接受后替换",
        False,
    )
    assert intake_bodies.take(office, [second], None, update=False)[1] == 0
    assert intake_bodies.take(office, [second], None, update=True)[1] == 1
    assert case_of(office, "12").proposal.body == "新文"


def test_a_person_may_say_whose_body_it_is(office: Office, tmp_path: Path) -> None:
    plan = intake_bodies.read(
        office, [document(tmp_path, "某.txt", "正文"), document(tmp_path, "12.txt", "乙")]
    )
    chosen = {"某.txt": case_of(office, "14").id, "12.txt": None}
    plan = intake_bodies.decide(office, plan, chosen=chosen)
    assert [each.reason for each in plan.matches] == ["由经办人指定", "由经办人指定"]
    assert intake_bodies.commit(office, plan) == 1
    assert case_of(office, "14").proposal.body == "正文"


def test_two_documents_for_one_case_are_not_both_taken(office: Office, tmp_path: Path) -> None:
    plan = intake_bodies.read(
        office, [document(tmp_path, "12.txt", "甲"), document(tmp_path, "第12号.txt", "乙")]
    )
    assert [each.reason for each in plan.matches] == ["与另一个文件对应同一件，请只留一个"] * 2
    assert intake_bodies.commit(office, plan) == 0
    both = intake_bodies.decide(office, plan, accepted={"12.txt": True, "第12号.txt": True})
    with pytest.raises(OfficeError, match="两个文件对应同一件"):
        intake_bodies.commit(office, both)
    one = intake_bodies.decide(office, plan, accepted={"12.txt": True, "第12号.txt": False})
    assert intake_bodies.commit(office, one) == 1


def test_a_case_changed_meanwhile_keeps_all_bodies_out(office: Office, tmp_path: Path) -> None:
    plan = intake_bodies.read(
        office, [document(tmp_path, f"{number}.txt", "正文") for number in ("12", "13")]
    )
    case = case_of(office, "13")
    register.amend(office, case.id, replace(case.proposal, remark="急"))
    with pytest.raises(OfficeError, match="又被改动"):
        intake_bodies.commit(office, plan)
    assert case_of(office, "12").proposal.body == ""


def test_nothing_is_written_on_a_desk_only_looked_at(office: Office, tmp_path: Path) -> None:
    plan, taken = intake_bodies.take(
        office.worker(), [document(tmp_path, "12.txt", "正文")], None, update=False
    )
    assert (taken, len(plan.taken)) == (None, 1)


def test_p35_a_marked_document_is_not_taken_in_and_this_is_told(office: Office, tmp_path: Path) -> None:
    marked = (
        document(tmp_path, "第12号.docx", "机密★", "关于某座桥"),
        document(tmp_path, "秘密 第13号.txt", "关于某座桥"),
    )
    plan = intake_bodies.read(office, [*marked, document(tmp_path, "第14号.txt", "要做好保密工作。")])
    assert [each.is_marked for each in plan.files] == [True, True, False]
    assert all(each.refusal.startswith("带有密级标志，不导入") for each in plan.files[:2])
    assert intake_bodies.commit(office, plan) == 1
    line = office.store.journal.newest(1)[0]
    assert (line.verb, line.summary) == ("拦截密级标志", "导入正文：2 份材料带密级标志，没有收入")
    assert not any("某座桥" in f"{each}" for each in office.store.journal.newest(50))
