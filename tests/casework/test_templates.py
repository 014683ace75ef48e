"""The office's own templates: taken in checked, filled in for a case, kept and found whole."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest

from desktop.casework import templates
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.template import FIELDS, unknown
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.case import Case


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return desks.new_office(tmp_path / "desk")


def written(path: Path, *paragraphs: str) -> Path:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def texts(content: bytes) -> list[str]:
    return [each.text for each in docx.Document(BytesIO(content)).paragraphs]


def answered(office: Office) -> Case:
    case = desks.registered(office)
    lead = desks.draft(1, Role.LEAD, handler_phone="138-0000-0002")
    case = desks.handed_out(office, case, lead, desks.draft(2, Role.CO))
    return desks.answered(office, case)


def test_every_field_there_is_can_be_filled(office: Office, tmp_path: Path) -> None:
    case = answered(office)
    assert set(templates.values(office, case, 1)) == {field.name for field in FIELDS}
    source = written(tmp_path / "全部.docx", *(f"{field.name}={{{{{field.name}}}}}" for field in FIELDS))
    made = templates.add(office, source)
    assert (made.name, len(made.fields)) == ("全部", len(FIELDS))
    lines = texts(templates.fill(office, case, 1, "全部").content)
    assert "编号=12" in lines
    assert f"案由={case.proposal.title}" in lines
    assert "承办人=示例承办" in lines
    assert "一、基本情况" in lines
    assert f"文号={case.issued_reply(1).doc_no}" in lines


def test_what_a_case_has_nothing_for_is_named(office: Office, tmp_path: Path) -> None:
    case = desks.handed_out(office, desks.registered(office), desks.draft(1, Role.LEAD))
    templates.add(office, written(tmp_path / "便笺.docx", "{{案由}}{{文号}}{{签发人}}{{类别}}{{会办单位}}"))
    filled = templates.fill(office, case, 1, "便笺")
    assert filled.lacking == ("会办单位", "文号", "签发人", "类别")
    assert texts(filled.content) == [case.proposal.title]


def test_a_field_nobody_knows_is_refused_with_what_was_likely_meant(office: Office, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="是不是“承办人”") as refused:
        templates.add(office, written(tmp_path / "a.docx", "{{承办人员}}{{完全不同}}"))
    assert "完全不同、" in refused.value.message
    assert templates.every(office) == ()
    assert unknown(("案由",)) == ()


def test_a_document_without_fields_is_no_template(office: Office, tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="里没有字段"):
        templates.add(office, written(tmp_path / "a.docx", "没有字段"))


def test_one_of_the_same_name_is_replaced_and_dropped_ones_are_gone(office: Office, tmp_path: Path) -> None:
    templates.add(office, written(tmp_path / "函.docx", "{{案由}}"))
    templates.add(office, written(tmp_path / "函.docx", "{{编号}}"), "函")
    (kept,) = templates.every(office)
    assert (kept.fields, kept.added_by) == (("编号",), "示例经办")
    templates.drop(office, "函")
    assert templates.every(office) == ()
    for verb in (templates.drop, lambda office, name: templates.file_of(office, name, tmp_path / "x.docx")):
        with pytest.raises(OfficeError, match="找不到文书模板"):
            verb(office, "函")


def test_there_is_an_end_to_how_many_are_kept(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "_MOST", 1)
    source = written(tmp_path / "函.docx", "{{案由}}")
    templates.add(office, source)
    templates.add(office, source)
    with pytest.raises(OfficeError, match="已有1个"):
        templates.add(office, source, "另一个")


def test_its_file_goes_out_as_it_was_and_a_damaged_one_is_found(office: Office, tmp_path: Path) -> None:
    kept = templates.add(office, written(tmp_path / "函.docx", "{{案由}}"))
    templates.file_of(office, "函", tmp_path / "copy.docx")
    assert texts((tmp_path / "copy.docx").read_bytes()) == ["{{案由}}"]
    assert office.store.check() == ()
    place = office.store.templates.files.place_of(kept.sha256)
    place.chmod(0o600)
    place.write_bytes(b"damaged")
    assert any("文书模板“函”的文件" in problem for problem in office.store.check())
    with pytest.raises(OfficeError, match="没有打开或另存"):
        templates.fill(office, answered(office), 1, "函")


def test_the_list_of_fields_is_itself_a_template(office: Office, tmp_path: Path) -> None:
    (tmp_path / "字段表.docx").write_bytes(templates.sample(office))
    made = templates.add(office, tmp_path / "字段表.docx")
    assert set(made.fields) == {field.name for field in FIELDS}


def test_a_template_is_told_of_in_the_history(office: Office, tmp_path: Path) -> None:
    templates.add(office, written(tmp_path / "函.docx", "{{案由}}"))
    (batch,) = office.store.journal.batches(1)
    assert (batch.verb, batch.summary) == ("添加文书模板", "函")


@pytest.mark.parametrize(("name", "text"), [("秘密.docx", "{{案由}}"), ("函.docx", "绝密★ {{案由}}")])
def test_p35_a_marked_template_is_refused(office: Office, tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(OfficeError, match="密级标志"):
        templates.add(office, written(tmp_path / name, text))
    assert templates.every(office) == ()
    assert office.store.journal.newest(1)[0].summary == "添加文书模板：1 份材料带密级标志，没有收入"
