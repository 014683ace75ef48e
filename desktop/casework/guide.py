"""Guide: the help that comes with the program, page by page, and the pages where some words stand."""

from __future__ import annotations

from typing import NamedTuple

from desktop import paths
from desktop.domain.text import fold

ORDER = (
    "start",
    "board",
    "ledger",
    "register",
    "import",
    "dispatch",
    "case",
    "meetings",
    "reply",
    "review",
    "letter",
    "follow",
    "archive",
    "press",
    "print",
    "figures",
    "search",
    "settings",
    "accounts",
    "safety",
)
"""The keys of the pages, in the order of a year's work; each is a file of `resources/help`."""


class GuidePage(NamedTuple):
    """One page of the help: its key, its title, and its text as Markdown, the title included."""

    key: str
    title: str
    text: str


def pages() -> tuple[GuidePage, ...]:
    """Return every page in order."""
    return tuple(_read(key) for key in ORDER)


def find(words: str) -> tuple[GuidePage, ...]:
    """Return the pages that hold every word, those with one in their title first; all of them for no word."""
    wanted = [fold(word) for word in words.split()]
    found = [page for page in pages() if all(word in fold(page.text) for word in wanted)]
    return tuple(sorted(found, key=lambda page: not any(word in fold(page.title) for word in wanted)))


def _read(key: str) -> GuidePage:
    text = (paths.resources() / "help" / f"{key}.md").read_text("utf-8")
    return GuidePage(key, text.split("\n", 1)[0].removeprefix("# ").strip(), text)
