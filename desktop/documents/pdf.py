"""Official letters as PDF: `render` gives the file, `page_count` how many pages a letter takes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.documents.fonts import bundled, refuse_missing
from desktop.documents.ink import Press
from desktop.documents.letter_layout import lay_out
from desktop.documents.linebreak import Setter
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.documents.fonts import FontSet
    from desktop.domain.letter import Letter


def render(letters: Iterable[Letter], fonts: FontSet | None = None, progress: Progress = SILENT) -> bytes:
    """Return one PDF of all letters, each numbered from 1 and beginning on a right-hand page.

    A blank page follows a letter of an odd number of pages when another one comes after it, so that both
    sides of the paper can be printed on. Equal letters give equal bytes. Raises `OfficeError` for a character
    that no face has and for a title that leaves no room; `Cancelled` when `progress` says so. A letter that
    is addressed to several one by one is printed once for each.
    """
    pile = tuple(copy for letter in letters for copy in letter.copies())
    setter = _setter(fonts or bundled())
    refuse_missing(pile, setter.fonts)
    title = pile[0].title.replace("\n", "") if len(pile) == 1 else f"答复函 {len(pile)} 件"
    press = Press(setter, title, pile[0].issuer if pile else "")
    for number, letter in enumerate(pile):
        progress.step(number, len(pile), letter.doc_no or letter.title)
        leaves = lay_out(letter, setter)
        for leaf in leaves:
            press.add(leaf)
        if len(leaves) % 2 and number + 1 < len(pile):
            press.add_blank()
    progress.step(len(pile), len(pile))
    return press.finish()


def page_count(letter: Letter, fonts: FontSet | None = None) -> int:
    """Return the number of pages of a letter; raises `OfficeError` when its title leaves the body no room."""
    return len(lay_out(letter, _setter(fonts or bundled())))


@lru_cache(maxsize=2)
def _setter(fonts: FontSet) -> Setter:
    return Setter(fonts)
