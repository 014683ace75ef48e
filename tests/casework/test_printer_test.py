"""The test page as a verb of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.casework import papers, printer_test
from tests import desks
from tests.casework.prints_desk import words

if TYPE_CHECKING:
    from pathlib import Path


def test_the_test_page_is_one_page(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path / "desk")
    (page,) = words(printer_test.pdf(office))
    assert printer_test.NAME in page
    office.close()


def test_no_sheets_are_no_bundles() -> None:
    assert list(papers.bundles(())) == []
