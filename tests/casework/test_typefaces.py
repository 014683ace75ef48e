"""The setting that decides between installed fonts and those of the program, and what it leads to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import paths
from desktop.casework import export, handout, issue, papers, press_papers, printer_test, typefaces
from desktop.documents.fonts import bundled
from tests import desks
from tests.documents.letters import LETTER

if TYPE_CHECKING:
    import pytest

    from desktop.casework.office import Office
    from desktop.documents.fonts import FontSet


def test_papers_are_the_same_everywhere_unless_installed_fonts_are_wanted(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path / "desk")
    assert not typefaces.uses_installed(office)
    assert typefaces.chosen(office, [tmp_path]) is bundled()
    typefaces.use_installed(office, wanted=True)
    assert typefaces.uses_installed(office)
    assert typefaces.chosen(office, [tmp_path]) is bundled()  # nothing fit lies there
    assert [each.name for each in typefaces.used(office)][:1]
    typefaces.use_installed(office, wanted=False)
    assert not typefaces.uses_installed(office)
    assert issue.pdf([LETTER], faces=typefaces.chosen(office)) == issue.pdf([LETTER])
    office.close()


def test_every_paper_of_the_desk_is_set_in_the_faces_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = desks.new_office(tmp_path / "desk")
    case = desks.handed_out(office, desks.registered(office))
    asked: list[str] = []

    def chosen(_office: Office) -> FontSet:
        asked.append("")
        return bundled()

    monkeypatch.setattr(typefaces, "chosen", chosen)
    session = case.proposal.session_id
    assert session is not None
    ledger = press_papers.circular(office, office.today, office.today).annexes[0]
    made = (
        lambda: handout.notices_pdf(office, session, [1]),
        lambda: press_papers.circular_pdf(office, press_papers.circular(office, office.today, office.today)),
        lambda: export.pdf(office, ledger),
        lambda: printer_test.pdf(office),
        lambda: papers.pdf(office, [papers.Sheet("台账", ledger)], "台账"),
    )
    for number, make in enumerate(made, 1):
        assert make().startswith(b"%PDF")
        assert len(asked) == number
    office.close()


def test_fonts_are_looked_for_where_systems_keep_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Path("/usr/share/fonts") in paths.font_folders() or sys.platform == "win32"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("WINDIR", "W")
    monkeypatch.setenv("LOCALAPPDATA", "L")
    assert paths.font_folders() == (Path("W") / "Fonts", Path("L") / "Microsoft" / "Windows" / "Fonts")
    monkeypatch.setattr(sys, "platform", "linux")
    assert paths.font_folders()[0] == Path("/usr/share/fonts")
