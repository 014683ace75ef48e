"""What stands on paper is what the record says, and the same every time it is made (P-37)."""

from __future__ import annotations

import re
import time
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from desktop.casework import demo, issue
from tests.desks import Clock
from tests.torture.figures import LONG, told

if TYPE_CHECKING:
    from pathlib import Path


def words_on(content: bytes) -> str:
    """Return everything that can be copied from the pages of a PDF, without blanks."""
    with closing(pdfium.PdfDocument(content)) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return re.sub(r"\s|\x00|\ufffe", "", "".join(pages))


def stands(text: str, words: str) -> bool:
    """Return whether a text is on the paper: whole or, beside another one, in two lines."""
    halves = ((text[:at], text[at:]) for at in range(1, len(text)))
    return text in words or any(one in words and other in words for one, other in halves)


def test_p37_every_letter_says_what_its_record_says_and_is_the_same_twice(tmp_path: Path) -> None:
    began, count = time.perf_counter(), 120 if LONG else 24
    with closing(demo.build(tmp_path / "desk", clock=Clock(date(2026, 6, 1)), cases=count, seed=5)) as office:
        ids = [row[0] for row in office.store._work.all("SELECT id FROM letter ORDER BY id")]
        wrong: list[object] = []
        for letter_id in ids:
            content = issue.issued(office, letter_id)
            first = issue.pdf([content])
            words = words_on(first)
            missing = [text for text in content.texts() if not stands(re.sub(r"\s", "", text), words)]
            wrong += [(letter_id, missing)] if missing or issue.pdf([content]) != first else []
    told("P-37", "letters not as their record", len(ids), len(wrong), time.perf_counter() - began)
    assert wrong == []
    assert len(ids) >= count // 10
