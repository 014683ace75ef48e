"""The help that comes with the program."""

from __future__ import annotations

import re

import pytest

from desktop import paths
from desktop.casework import guide

_LINK = re.compile(r"\]\((\w+)\)")


def test_every_file_of_the_help_has_its_place() -> None:
    kept = {file.stem for file in (paths.resources() / "help").glob("*.md")}
    assert kept == set(guide.ORDER)


@pytest.mark.parametrize("page", guide.pages(), ids=lambda page: page.key)
def test_a_page_has_a_title_and_leads_only_to_pages_there_are(page: guide.GuidePage) -> None:
    assert page.text.startswith(f"# {page.title}\n")
    assert len(page.title) <= 8
    assert set(_LINK.findall(page.text)) <= set(guide.ORDER)


def test_words_are_found_with_the_page_named_so_first() -> None:
    assert guide.find("审签单")[0].key in {"review", "print"}
    assert guide.find("三见面")[0].key == "meetings"
    assert {"reply", "review"} <= {page.key for page in guide.find("承诺 印发")} | {"review"}
    assert guide.find("没有这样的词") == ()
    assert guide.find("  ") == guide.pages()
