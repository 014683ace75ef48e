"""Hostile lists, documents and words at the doors a person uses: refused in a sentence, or harmless."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop.casework import export, find, intake, intake_bodies, register, search
from desktop.casework.intake import Hints
from desktop.casework.intake_source import survey, survey_text
from desktop.documents import bodies
from desktop.domain.errors import OfficeError
from desktop.domain.filters import ColumnFilter, ListColumn
from desktop.domain.kinds import Kind
from desktop.domain.listing import Criteria, SortField
from desktop.views import clipboard
from tests.casework.lists import as_csv, cases, taken
from tests.desks import new_office, registered
from tests.documents import workbooks
from tests.documents.test_bodies import docx
from tests.documents.workbooks import with_parts
from tests.torture.figures import times, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.casework.office import Office

SECOND = 1.0
MEGABYTE = 1 << 20
HEAD = ("案号", "案由", "主办单位", "协办单位", "正文")
DOCTYPE = "<!DOCTYPE a [<!ENTITY b 'b'><!ENTITY c '&b;&b;&b;'>]>"
DANGEROUS = ("=cmd|'/c calc'!A0", "+1+1", "-2", "@SUM(1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("x")')


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path / "desk")
    yield opened
    opened.close()


def file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


# --- P-20: bombs -------------------------------------------------------------------------------------------

READ = """
import resource, sys, time
from pathlib import Path
import python_calamine
from desktop.casework.intake_source import survey
from desktop.documents import bodies, sheets
from desktop.domain.errors import OfficeError
door = bodies.read if sys.argv[2] == "bodies" else survey
before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
try:
    door(Path(sys.argv[1]))
except OfficeError as error:
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(time.perf_counter() - began, grown, error.message)
"""


def bomb(*parts: str) -> bytes:
    """Return a workbook of some 50 KB whose parts unfold to 50 MB in all."""
    blanks = b" " * (50 * MEGABYTE // len(parts))
    return with_parts(dict.fromkeys(parts, b"<a>" + blanks + b"</a>"))


def many_entries() -> bytes:
    return with_parts({f"xl/media/image{number}.png": b"" for number in range(2001)})


@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is asked of getrusage")
@pytest.mark.parametrize(
    ("name", "content", "door"),
    [
        ("表.xlsx", bomb("xl/worksheets/sheet1.xml"), "lists"),
        ("图.xlsx", bomb("xl/media/image1.png"), "lists"),
        ("多.xls", bomb(*(f"docProps/custom{number}.xml" for number in range(25))), "lists"),
        ("多份.xlsx", many_entries(), "lists"),
        ("正文.docx", docx("<w:t>" + " " * 50 * MEGABYTE + "</w:t>"), "bodies"),
    ],
)
def test_p20_a_bomb_is_refused_in_a_second_and_costs_no_memory(
    tmp_path: Path, name: str, content: bytes, door: str
) -> None:
    path = file(tmp_path, name, content)
    command = [sys.executable, "-c", READ, str(path), door]
    root = Path(__file__).parents[2]
    heard = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    seconds, grown, message = heard.split(" ", 2)
    told("P-20", "bombs of 50 MB let in", 1, 0, float(seconds))
    assert "没有读入任何内容" in message
    assert float(seconds) < SECOND
    assert int(grown) < 50 * 1024, "kilobytes"


# --- P-21: definitions -------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "part",
    [
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        "docProps/core.xml",
        "xl/drawings/drawing1.xml",
    ],
)
def test_p21_a_document_type_is_refused_in_every_part(tmp_path: Path, part: str, encoding: str) -> None:
    content = with_parts({part: f"{DOCTYPE}<a>&c;</a>".encode(encoding)})
    with pytest.raises(OfficeError, match="DTD"):
        survey(file(tmp_path, "清单.xlsx", content))
    told("P-21", "document types let in, by part and encoding", 1, 0, 0)


def test_p21_a_document_type_is_refused_in_a_document(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", f"{DOCTYPE}<w:document>&c;</w:document>")
    with pytest.raises(OfficeError, match="DTD"):
        bodies.read(file(tmp_path, "正文.docx", target.getvalue()))


# --- P-22: other formats than the name says ----------------------------------------------------------------

LINES = "案号,案由,主办单位\n7,关于示例的建议,示例区教育局\n"
PAGE = "<table><tr><td>案号</td><td>案由</td></tr><tr><td>7</td><td>关于示例的建议</td></tr></table>"
OLD = workbooks.compound(
    workbooks.old_book(
        {
            "建议": [
                *(workbooks.label(0, at, name) for at, name in enumerate(("案号", "案由"))),
                workbooks.number(1, 0, 7),
                workbooks.label(1, 1, "关于示例的建议"),
            ]
        }
    )
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("建议.xlsx", OLD),
        ("建议.csv", OLD),
        ("建议.et", OLD),
        ("建议.xls", PAGE.encode()),
        ("建议.xlsx", PAGE.encode("gbk")),
        ("建议.doc", PAGE.encode("utf-16")),
        ("建议.xlsx", LINES.encode("gbk")),
        ("建议.txt", LINES.encode("utf-8-sig")),
        ("建议.csv", LINES.encode("utf-16")),
        ("建议.csv", LINES.encode()),
    ],
)
def test_p22_a_mislabelled_list_is_read_by_what_it_is(
    office: Office, tmp_path: Path, name: str, content: bytes
) -> None:
    plan = intake.read(office, file(tmp_path, name, content))
    assert [(each.paper.item_no, each.paper.title) for each in plan.entries] == [("7", "关于示例的建议")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (workbooks.compound(b"\0" * 5000, "EncryptedPackage"), "加了密码"),
        (workbooks.compound(b"\0" * 5000, "WordDocument"), "不是"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "图片"),
        (b"MZ\x90\0", "可执行程序"),
        (docx("<w:p/>"), "不是"),
    ],
)
def test_p22_what_cannot_be_read_is_explained(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(OfficeError, match=reason) as refused:
        survey(file(tmp_path, "清单.xlsx", content))
    assert refused.value.message.endswith("。")
    told("P-22", "files that are not what they say; unexplained", 1, 0, 0)


# --- P-23: formulas ----------------------------------------------------------------------------------------


@pytest.fixture
def dangerous(office: Office) -> Office:
    """Return an office whose titles a spreadsheet would compute."""
    for number, title in enumerate(DANGEROUS, 1):
        case = registered(office, str(number))
        register.amend(office, case.id, replace(case.proposal, title=title, remark=title))
    return office


def test_p23_a_workbook_holds_texts_only(dangerous: Office, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    export.ledger(dangerous, Criteria(), path)
    cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d"}
    shown = {str(cell.value).strip() for cell in cells if cell.data_type == "s"}
    assert {title.strip() for title in DANGEROUS} <= shown
    told("P-23", "formulas in titles that a workbook would compute", len(DANGEROUS), 0, 0)


def test_p23_text_files_begin_no_cell_with_a_formula(dangerous: Office, tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    export.ledger(dangerous, Criteria(), path)
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    assert len(rows) == len(DANGEROUS) + 1
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_p23_copied_cells_begin_with_no_formula_and_come_back() -> None:
    lines = clipboard.tsv([(title,) for title in DANGEROUS]).splitlines()
    assert len(lines) == len(DANGEROUS)
    assert all(line.startswith("'") for line in lines)
    assert 'mso-number-format:"\\@"' in clipboard.html([DANGEROUS])
    back = [cells[0] for cells in clipboard.cells_in(clipboard.tsv([(title,) for title in DANGEROUS]))]
    assert back == [" ".join(title.split()) for title in DANGEROUS]


def test_p23_formulas_are_taken_as_the_value_saved_with_them(office: Office, tmp_path: Path) -> None:
    head = "".join(f'<c r="{at}1" t="inlineStr"><is><t>{name}</t></is></c>' for at, name in zip(
        "ABC", ("案号", "案由", "备注"), strict=True))  # fmt: skip
    rows = (
        f'<row r="1">{head}</row><row r="2"><c r="A2"><f>1+6</f><v>7</v></c>'
        '<c r="B2" t="str"><f>[1]外部!A1</f><v>关于示例的建议</v></c>'
        "<c r=\"C2\"><f>cmd|'/c calc'!A0</f></c></row>"
    )
    plan = intake.read(office, file(tmp_path, "建议.xlsx", workbooks.with_rows(rows)))
    (entry,) = plan.entries
    assert (entry.paper.item_no, entry.paper.title, entry.paper.remark) == ("7", "关于示例的建议", "")


# --- P-24: words -------------------------------------------------------------------------------------------

SIGNS = st.sampled_from("\"*():^-;%_'\\\0\ud800")
COMMANDS = st.sampled_from(("NEAR", "AND", "OR", "NOT", "DROP TABLE", "单位:", "逾期:"))
ANY_WORDS = st.lists(SIGNS | COMMANDS | st.text(max_size=20), max_size=12).map(" ".join)


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Return an office of 200 papers with bodies, all of them in the index."""
    folder = tmp_path_factory.mktemp("searched")
    opened = new_office(folder / "desk")
    body = "示例正文，" * 160
    rows = ((number, f"关于示例{number}的建议", "示例区教育局", "", body) for number in range(200))
    taken(opened, as_csv(folder, HEAD, *rows))
    while search.feed(opened):
        pass
    yield opened
    opened.close()


@settings(max_examples=times(250, 5000), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_WORDS)
@example(text="示" * 100_000)
@example(text="\ud800" * 1000)
@example(text="(" * 100_000)
@example(text='"示例" ' * 20_000)
@example(text="x'; DROP TABLE cases; --")
def test_p24_no_search_fails_or_takes_long(searched: Office, text: str) -> None:
    began = time.perf_counter()
    hits = search.search(searched, text)
    found = find.count(searched, Criteria(text=text))
    told("P-24", "search strings by dice; failed", 1, 0, time.perf_counter() - began)
    assert time.perf_counter() - began < 2 * SECOND, "0.2 s on a quiet machine, measured by the benchmarks"
    assert len(hits) <= 50
    assert found <= 200


@pytest.mark.parametrize("said", ["x'; DROP TABLE cases; --", '"', "%_\\", "\0", "\ud800", "'" * 5000])
@pytest.mark.parametrize("column", list(ListColumn))
def test_p24_a_filter_is_a_value_and_never_a_command(searched: Office, column: ListColumn, said: str) -> None:
    for asked in (ColumnFilter(column, values=(said,)), ColumnFilter(column, contains=said)):
        assert find.page(searched, Criteria(filters=(asked,)), 0, 5) is not None
        assert find.facets(searched, Criteria(filters=(asked,)), ListColumn.TITLE, 5) is not None
    assert find.count(searched, Criteria()) == 200


def test_p24_there_is_no_order_but_the_known_ones() -> None:
    with pytest.raises(ValueError, match="DROP TABLE"):
        SortField("x'; DROP TABLE cases; --")


# --- P-27: huge and strange --------------------------------------------------------------------------------

STRANGE = (
    "关于😀表情👨‍👩‍👧的建议",
    "关于\u202e示例\u202c方向的建议",
    "关于e\u0301\u0302\u0303叠加的建议",
    "关于𠮷野家𪚥的建议",
    "关于零\u200b宽的建议",
    "عن المثال",
)


def test_p27_ten_thousand_rows_are_pasted(office: Office) -> None:
    lines = (f"{number}\t关于示例{number}的建议\t示例区教育局\t\t" for number in range(1, 10_001))
    text = "\n".join(("\t".join(HEAD), *lines))
    plan = intake.read(office, survey_text(text), Hints(kind=Kind.SUGGESTION))
    assert (len(plan.entries), plan.entries[-1].row) == (10_000, 10_001)


def test_p27_strange_titles_come_in_as_they_are(office: Office, tmp_path: Path) -> None:
    rows = ((number, title, "示例区教育局", "", "") for number, title in enumerate(STRANGE, 1))
    taken(office, as_csv(tmp_path, HEAD, *rows))
    assert [case.proposal.title for case in cases(office)] == list(STRANGE)
    path = tmp_path / "台账建议.xlsx"
    export.ledger(office, Criteria(), path)
    again = intake.read(office, path)
    assert (again.known, again.entries, again.updates) == (len(STRANGE), (), ())


def test_p27_what_no_text_holds_is_dropped_and_the_rest_kept(office: Office) -> None:
    pasted = survey_text("\t".join(HEAD) + "\n1\t关于\0示例\ud800的建议\t示例区教育局\t\t\n")
    intake.commit(office, intake.read(office, pasted, Hints(kind=Kind.SUGGESTION)))
    assert [case.proposal.title for case in cases(office)] == ["关于示例\ufffd的建议"]


def test_p27_a_body_of_two_megabytes(office: Office, tmp_path: Path) -> None:
    body = "示例正文。" * (2 * MEGABYTE // 15)
    taken(office, as_csv(tmp_path, HEAD, (1, "关于示例的建议", "示例区教育局", "", body)))
    assert cases(office)[0].proposal.body == body
    (tmp_path / "第1号.txt").write_text(body + "完", "utf-8")
    plan = intake_bodies.read(office, [tmp_path / "第1号.txt"])
    plan = intake_bodies.decide(office, plan, accepted=plan.replacing)
    assert intake_bodies.commit(office, plan) == 1
    assert cases(office)[0].proposal.body == body + "完"
    assert len(search.search(office, "正文")) == 1


def test_p27_unit_names_of_five_hundred_characters(office: Office, tmp_path: Path) -> None:
    names = [f"示例{letter * 490}局" for letter in "甲乙"]
    taken(office, as_csv(tmp_path, HEAD, (1, "关于示例的建议", names[0], f"{names[1]}、示例区财政局", "")))
    tasks = cases(office)[0].assignments
    assert [task.unit_name for task in tasks] == [*names, "示例区财政局"]
