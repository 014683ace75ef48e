"""Search: the newest cases that fit what was typed, each with the words around the first hit.

A search asked on another thread (an office of its own, `Office.worker`) is cancelled from the window's by
`store.interrupt()`; it then raises `Cancelled`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from desktop.domain.query import Field, dated, parse
from desktop.domain.snippet import Snippet, places, snippet
from desktop.domain.wording import SPELT, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.casework.office import Office
    from desktop.db.cases import Cases
    from desktop.domain.listing import CaseRow
    from desktop.domain.snippet import Span
    from desktop.domain.wording import Text

CHUNK = 50  # cases fed at a time: some 50 ms

_NOT_WORDS = frozenset(
    (Field.SESSION, Field.KIND, Field.STAGE, Field.RESULT_CLASS, Field.VERDICT, Field.OVERDUE, Field.IS_KEY)
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that fits, where a word was found (empty when no word was asked for), and the text there."""

    row: CaseRow
    where: str
    snippet: Snippet


def search(office: Office, text: str, limit: int = 50) -> tuple[Hit, ...]:
    """Return the newest cases that fit a query (as `domain.query` reads it), at most `limit`.

    No text is an error; one that asks for nothing finds nothing.
    """
    query = dated(text, office.today)
    asked = (term for term in parse(query) if not term.is_excluded)
    words = [term.text for term in asked if term.field not in _NOT_WORDS]
    rows = office.store.board.these(office.store.search.newest(query, limit))
    return tuple(_hit(office, row, words) for row in rows)


def feed(office: Office, limit: int = CHUNK) -> int:
    """Take up to `limit` of the waiting cases into the index; return how many still wait.

    Cases wait after a large import or the first opening by a new version. Searches find them meanwhile, only
    slower. To be called again and again while nobody is kept waiting; a desk that is only read feeds nothing.
    """
    return 0 if office.is_read_only else office.store.search.index.feed(limit)


def _hit(office: Office, row: CaseRow, words: list[str]) -> Hit:
    for part, text in chain(_shown(row), _written(office.store.cases, row.id)) if words else ():
        if spans := places(text, words) or _spelt(part, text, words):
            return Hit(row, part.label, snippet(text, spans))
    return Hit(row, "", snippet(row.title, ()))


def _shown(row: CaseRow) -> tuple[Text, ...]:
    return ((Field.TITLE, row.title), (Field.NUMBER, row.item_no), (Field.SUBMITTER, row.submitter))


def _written(cases: Cases, case_id: int) -> Iterator[Text]:
    """Yield the texts of a case, which is loaded only when its row does not show the word."""
    yield from texts_of(cases.get(case_id))


def _spelt(part: Field, text: str, words: list[str]) -> tuple[Span, ...]:
    """Return the whole of a name whose initials hold one of the words."""
    spelt = SPELT[part](text) if part in SPELT else ""
    return ((0, len(text)),) if any(word in spelt for word in words) else ()
