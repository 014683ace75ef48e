"""Templates of the office as kinds of paper: a document a case and unit, named, kept, its gaps told."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest

from desktop.casework import paper_templates, papers, print_orders, print_records, prints, templates
from desktop.casework.prints import Making
from desktop.domain.assignment import Role
from desktop.domain.errors import OfficeError
from desktop.domain.print_record import PrintWay
from tests import desks
from tests.casework.prints_desk import filled

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.casework.papers import PaperKind
    from desktop.casework.print_orders import Batch


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A desk with cases 1 and 2 answered, 3 signed, 4 registered, and a template."""
    office = filled(tmp_path / "desk")
    source = docx.Document()
    source.add_paragraph("关于{{案由}}的便笺，{{文号}}，{{承办科室}}")
    source.save(str(tmp_path / "便笺.docx"))
    templates.add(office, tmp_path / "便笺.docx")
    return office


def note(office: Office) -> PaperKind:
    return paper_templates.every(office)[-1]


def ordered(office: Office, *ids: int) -> Batch:
    return print_orders.batch(print_orders.Order(note(office), ids), office)


def text(content: bytes) -> str:
    return "\n".join(each.text for each in docx.Document(BytesIO(content)).paragraphs)


def test_every_template_is_a_kind_of_its_own_group(office: Office) -> None:
    kind = note(office)
    assert (kind.name, kind.group, kind.is_word) == ("便笺", "本单位模板", True)
    templates.drop(office, "便笺")
    assert not any(kind.is_word for kind in paper_templates.every(office))


def test_what_stays_empty_in_each_case_is_told_before_anything_is_written(office: Office) -> None:
    split = desks.handed_out(
        office, desks.registered(office, "5"), desks.draft(1, Role.SPLIT), desks.draft(2, Role.SPLIT)
    )
    rows = print_orders.rows(office, (1, 3, 4, split.id))
    answered, signed, registered, parted = print_orders.lines(office, note(office), rows)
    assert (answered.reason, answered.remark) == ("", "空白 承办科室")
    assert signed.remark == "空白 承办科室、文号"
    assert (registered.reason, registered.remark) == ("还没有交办", "")
    assert parted.remark.count("承办科室、文号") == 2


def test_where_a_case_has_everything_nothing_is_told(office: Office, tmp_path: Path) -> None:
    source = docx.Document()
    source.add_paragraph("{{案由}}")
    source.save(str(tmp_path / "足.docx"))
    templates.add(office, tmp_path / "足.docx")
    (line,) = print_orders.lines(office, note(office), print_orders.rows(office, (1,)))
    assert (note(office).name, line.remark) == ("足", "")


def test_a_document_a_case_is_written_named_by_the_pattern_and_kept(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "出"
    out.mkdir()
    batch = ordered(office, 1, 2, 4)
    assert [each.case_id for each in batch.lacking] == [4]
    ready = prints.as_files(office, batch, out, Making(pattern="{文书}-{编号}-{主办单位}", ending="docx"))
    record = prints.move_in(office, ready, out)
    assert sorted(each.name for each in out.iterdir()) == [
        "便笺-1-示例区教育局.docx",
        "便笺-2-示例区教育局.docx",
    ]
    first = (out / "便笺-1-示例区教育局.docx").read_bytes()
    assert "增设示例路公交站" in text(first)
    assert record is not None
    assert (record.name, record.way, record.case_ids) == ("便笺", PrintWay.DOCX, (1, 2))
    again = print_records.unpack(office, record.id, out)
    assert prints.move_in(office, again, out) is not None
    assert len(list(out.iterdir())) == 2, "the same files are not written twice"
    with zipfile.ZipFile(office.store.prints.files.place_of(record.sha256)) as kept:
        assert kept.read("便笺-1-示例区教育局.docx") == first


def test_it_is_no_pdf_and_says_so(office: Office) -> None:
    batch = ordered(office, 1)
    with pytest.raises(OfficeError, match="Word 模板"):
        papers.pdf(office, batch.sheets, batch.name)
    assert papers.docx(batch.sheets[0]).startswith(b"PK")


def test_the_name_of_its_file_is_shown_beforehand(office: Office) -> None:
    assert print_orders.example(office, note(office), 1, "{文书}-{编号}") == "便笺-1.docx"
    assert print_orders.example(office, note(office), 4, "{文书}-{编号}") == ""


def test_papers_of_no_able_case_are_refused_even_where_they_would_be_one_table(office: Office) -> None:
    order = print_orders.Order(print_orders.kind("envelope_dl"), (4,))
    assert not office.store.cases.get(4).proposal.submitters[0].address
    with pytest.raises(OfficeError, match="通讯地址"):
        print_orders.batch(order, office)
