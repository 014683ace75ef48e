"""Papers of every kind as one PDF, drawn in one pass: letters with their forms, tables, envelopes, labels.

Faces are put into the file once, however the kinds follow each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents import forms, letter_layout, mailing, table_layout, tables
from desktop.documents.fonts import bundled, refuse_missing
from desktop.documents.ink import Press
from desktop.documents.table_fit import Annex
from desktop.domain.errors import OfficeError
from desktop.domain.form import Form
from desktop.domain.ledger import Ledger
from desktop.domain.letter import Letter
from desktop.domain.mailing import Envelopes, Labels
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.documents.fonts import FontSet
    from desktop.documents.leaf import Leaf
    from desktop.documents.linebreak import Setter

Content = Letter | Form | Ledger | Envelopes | Labels
"""What can be put on paper."""


def render(
    contents: Iterable[Content],
    title: str,
    author: str,
    progress: Progress = SILENT,
    *,
    watermark: str = "",
) -> bytes:
    """Return one PDF of these in the faces of the program, called `title`, as `render_in` does."""
    return render_in(bundled(), contents, (title, author), progress, watermark)


def render_in(
    faces: FontSet,
    contents: Iterable[Content],
    heading: tuple[str, str],
    progress: Progress = SILENT,
    watermark: str = "",
) -> bytes:
    """Return one PDF of these, in this order, each beginning on a right-hand page; a form in all its copies.

    `heading` is what the file is called and who made it. `watermark` lies under tables; letters and forms
    bear their own. A letter addressed to several is printed for each. Equal contents give equal bytes. Raises
    `OfficeError` for a character that no face has; `Cancelled` when `progress` says so.
    """
    setter = forms.setter_of(faces)
    pile = tuple(copy for content in contents for copy in _copies(content))
    _refuse(pile, setter.fonts)
    press, odd, bound = Press(setter, *heading), False, _Bound()
    for number, content in enumerate(pile):
        progress.step(number, len(pile), content.title.replace("\n", ""))
        leaves = lay_out(content, setter, watermark, bound.annex(content))
        bound.turn(content, len(leaves))
        for _ in range(content.copies if isinstance(content, Form) else 1):
            if odd and _is_double_sided(content):
                press.add_blank()
            for leaf in leaves:
                press.add(leaf)
            odd = len(leaves) % 2 == 1
    progress.step(len(pile), len(pile))
    return press.finish()


def page_count(content: Content, faces: FontSet) -> int:
    """Return the pages a paper takes alone, in all its copies and those of its addressees, blank ones too.

    Laying out costs a tenth of a whole file. Raises `OfficeError` for a character that no face has.
    """
    pile = _copies(content)
    _refuse(pile, faces)
    setter, pages = forms.setter_of(faces), 0
    for each in pile:
        for _ in range(each.copies if isinstance(each, Form) else 1):
            pages += pages % 2 * _is_double_sided(each) + len(lay_out(each, setter))
    return pages


class _Bound:
    """Knows which letter tables lie behind, and how many pages come before the next one."""

    def __init__(self) -> None:
        self._letter: Letter | None = None
        self._pages = 0

    def annex(self, content: Content) -> Annex | None:
        """Return what a table is to the letter before it: one of the attachments it names, or nothing."""
        letter = self._letter
        if letter is None or not isinstance(content, Ledger) or content.title not in letter.attachments:
            return None
        return Annex(letter.annex_label(letter.attachments.index(content.title) + 1), self._pages)

    def turn(self, content: Content, pages: int) -> None:
        """Go on behind a paper of so many pages."""
        if not isinstance(content, Ledger):
            self._letter, self._pages = content if isinstance(content, Letter) else None, 0
        self._pages += pages


def lay_out(content: Content, setter: Setter, watermark: str = "", annex: Annex | None = None) -> list[Leaf]:
    """Return the pages of one copy of a paper, whatever it is; a table may be the annex of a letter."""
    match content:
        case Letter():
            return letter_layout.lay_out(content, setter)
        case Form():
            return forms.lay_out(content, setter)
        case Ledger():
            return table_layout.lay_out(content, setter, watermark, annex=annex)
        case Envelopes():
            return mailing.envelopes(content, setter)
        case Labels():
            return mailing.labels(content, setter)


def _refuse(pile: tuple[Content, ...], fonts: FontSet) -> None:
    """Raise `OfficeError` naming the characters of these papers that no face has."""
    refuse_missing([each for each in pile if isinstance(each, Letter)], fonts)
    forms.refuse_missing([each for each in pile if isinstance(each, Form)], fonts)
    for content in pile:
        if isinstance(content, Ledger):
            tables.refuse_missing(content, fonts)
        elif isinstance(content, (Envelopes, Labels)) and (found := fonts.missing("".join(content.texts()))):
            listed = "、".join(map(str, found))
            message = f"字库中没有这些字：{listed}，未生成信封或标签；请改用其他写法。"
            raise OfficeError(message)


def _copies(content: Content) -> tuple[Content, ...]:
    """Return a letter once for each of its addressees, anything else as it is."""
    return content.copies() if isinstance(content, Letter) else (content,)


def _is_double_sided(content: Content) -> bool:
    return isinstance(content, (Letter, Form))
