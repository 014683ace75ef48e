"""No phone and no address leaves the desk by a list, and no mark of secrecy gets in (P-34, P-35)."""

from __future__ import annotations

import random
import re
import time
import zipfile
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from desktop.casework import (
    attach,
    chronicle,
    contacts,
    crashes,
    designer,
    diagnostics,
    export,
    health,
    intake_bodies,
    issue,
    public_copies,
    register,
    templates,
)
from desktop.domain.errors import OfficeError
from desktop.domain.journal import JournalQuery
from desktop.domain.listing import Criteria
from desktop.domain.proposal import Submitter
from desktop.domain.report import Report, ReportColumn, Subject
from desktop.domain.view import SavedView
from desktop.views.case_tabs_history import change_words
from desktop.views.clipboard import copied
from desktop.views.journal_words import changes_of
from desktop.views.ledger_columns import ledger_columns
from tests import desks
from tests.casework.test_templates import written
from tests.samples import PAPER
from tests.torture.figures import times, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.domain.journal import JournalLine

CASES = times(6, 300)
MARKS = ("绝密★", "机密★5年", "秘密☆", "【绝密】", "（机密）", "秘 密", "密级：秘密", "机　密★")
WORDS = ("商业秘密保护", "保密工作", "内部管理", "国家秘密法宣传", "秘密花园", "密切联系")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = desks.new_office(tmp_path / "desk")
    yield opened
    opened.close()


def filled(office: Office) -> tuple[str, ...]:
    """Register cases whose people can be reached, hand them out, and return every phone and street."""
    private = ["138-0000-0001"]  # of everybody in the directory
    for number in range(CASES):
        reached, street = f"138-0000-{number + 5000}", f"示例路{number + 100}号{number + 1}单元"
        handler = f"1390000{number + 3000}"
        own = Submitter("示例甲", phone=reached, address=f"示例市示例区{street}")
        body = f"联系人示例甲，电话{reached}。"
        case = desks.registered(office, str(number + 1), replace(PAPER, submitters=(own,), body=body))
        desks.handed_out(office, case, desks.draft(1, desks.Role.SOLE, handler_phone=handler))
        private += [reached, street, handler]
    return (*private, *(each.replace("-", "") for each in private))


def said(path: Path) -> str:
    """Return every text a file holds: cells of a workbook, pages of a PDF, parts of a package."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            return "".join(page.get_textpage().get_text_bounded() for page in document)
    if path.suffix in {".xlsx", ".docx", ".zip"}:
        with zipfile.ZipFile(path) as package:
            return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    return path.read_text(encoding="utf-8-sig")


def lists(office: Office, folder: Path) -> Iterator[Path]:
    """Write every list that could tell how somebody is reached, in every form."""
    scheme = office.default_scheme
    reports = [
        Report("一", tuple(map(ReportColumn, ("item_no", "phone")))),
        Report("二", tuple(map(ReportColumn, ("unit", "handler_phone"))), Subject.TASKS),
        Report("三", tuple(map(ReportColumn, ("unit", "contact_phone"))), Subject.UNITS),
    ]

    def changed(line: JournalLine) -> str:
        return "；".join(map(change_words, changes_of(line, scheme)))

    for ending in ("xlsx", "csv", "pdf"):
        export.ledger(office, Criteria(), folder / f"台账.{ending}")
        export.public_view(office, SavedView("", Criteria()), folder / f"公开版.{ending}")
        contacts.write(office, contacts.lacking(office), folder / f"名单.{ending}")
        for report in reports:
            designer.write(office, report, Criteria(), folder / f"报表{report.name}.{ending}")
        whole = chronicle.ledger(office, JournalQuery(verb="交办"), changed, designer.SILENT)
        export.write(office, whole, folder / f"记录.{ending}")
    yield from folder.iterdir()


def leaks(texts: Iterator[str], private: tuple[str, ...]) -> list[str]:
    """Return what of the private words stands in these texts, digits also where blanks part them."""
    found = []
    for text in texts:
        plain = re.sub(r"[\s\-－—]", "", text)
        found += [word for word in private if word in text or word.replace("-", "") in plain]
    return found


def test_p34_no_list_tells_how_somebody_is_reached(office: Office, tmp_path: Path) -> None:
    began, private = time.perf_counter(), filled(office)
    folder = tmp_path / "out"
    folder.mkdir()
    files = list(lists(office, folder))
    found = leaks(map(said, files), private)
    seconds = time.perf_counter() - began
    told("P-34", "files of lists searched for phones and streets", len(files), len(found), seconds)
    assert found == []


def test_p34_clipboard_log_package_and_public_letters_tell_nothing(office: Office, tmp_path: Path) -> None:
    began, private = time.perf_counter(), filled(office)
    rows = list(office.store.board.rows(Criteria()))
    content = copied([[column.text(row) for column in ledger_columns(office)] for row in rows])
    error = ValueError(f"{private[0]}，{private[1]}，证件110101199001011234")
    crashes.keep(crashes.told(ValueError, error, None), "2026-03-02 09:00:00")
    diagnostics.write(office, health.look(office), tmp_path / "诊断包.zip")
    met = desks.met(office, office.store.cases.get(1))
    case = desks.drafted(office, met, text=f"请致电{private[1]}，{private[2]}。")
    letter = public_copies.of_case(office, case, 1)
    (tmp_path / "函.pdf").write_bytes(issue.pdf((letter,)))
    (tmp_path / "函.docx").write_bytes(issue.docx(letter))
    files = [crashes.place(), *(tmp_path / name for name in ("诊断包.zip", "函.pdf", "函.docx"))]
    found = leaks(iter((content.text(), content.html(), *map(said, files))), private)
    seconds = time.perf_counter() - began
    told("P-34", "clipboard, log, package, public letters", len(files) + 2, len(found), seconds)
    assert found == []
    assert "关于" not in said(tmp_path / "诊断包.zip")


def test_p35_marks_are_barred_at_every_door_and_words_at_none(office: Office, tmp_path: Path) -> None:
    began, chance = time.perf_counter(), random.Random(7)
    tried = lost = 0
    for turn, mark in product(range(times(1, 20)), MARKS):
        secret = f"某座桥{turn}{chance.random()}"
        text = f"前言\n{mark}\n{secret}"
        note = tmp_path / f"第1号{turn}.txt"
        note.write_text(text, encoding="utf-8")
        with pytest.raises(OfficeError, match="密级标志"):
            register.proposal(office, replace(PAPER, body=text))
        with pytest.raises(OfficeError, match="密级标志"):
            templates.add(office, written(tmp_path / f"{turn}.docx", mark, "{{案由}}"))
        plan = intake_bodies.read(office, [note])
        lost += not plan.files[0].is_marked
        lost += attach.take_in(office, [note]).classified != 1
        lost += any(secret in str(line) for line in office.store.journal.newest(20))
        tried += 4
    for word in WORDS:
        case = register.proposal(office, replace(PAPER, title=f"关于{word}的建议", body=f"要做好{word}。"))
        lost += not case.id
        tried += 1
    told("P-35", "marks at four doors, bare words at one", tried, lost, time.perf_counter() - began)
    assert lost == 0
    assert office.store.journal.verify() is None
