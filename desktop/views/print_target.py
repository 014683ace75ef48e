"""What a visitor of 打印 comes for: the papers of some cases, or to print what is chosen there already."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop.views.page_stack import PageStack


class ToPrint(NamedTuple):
    """The cases whose papers are wanted, by their ids, in the order they shall be printed."""

    case_ids: tuple[int, ...]


PRINT_NOW = object()
"""Print what is chosen on the page."""


def print_from(pages: PageStack) -> None:
    """Go to 打印 with the cases chosen on the open page; there already, print (Ctrl+P)."""
    page = pages.page
    if pages.key == "print":
        pages.go("print", PRINT_NOW)
    else:
        chosen = page.chosen_cases() if page is not None else ()
        pages.go("print", ToPrint(chosen) if chosen else None)
