"""Search: the newest cases that fit what was typed, each with the words around the first hit.

A search asked on another thread (an office of its own, `Office.worker`) is cancelled from the window's by
`store.interrupt()`; it then raises `Cancelled`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from desktop.casework import find, keep
from desktop.domain.filters import ListColumn
from desktop.domain.listing import Criteria
from desktop.domain.query import Field, dated, parse
from desktop.domain.snippet import Snippet, places, snippet
from desktop.domain.wording import SPELT, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.casework.office import Office
    from desktop.db.cases import Cases
    from desktop.domain.case import Case
    from desktop.domain.listing import CaseRow
    from desktop.domain.snippet import Span
    from desktop.domain.wording import Text

CHUNK = 50  # cases fed at a time: some 50 ms

_MOST_VALUES = 500  # of one field offered while it is typed
_UNITS = frozenset((Field.UNIT, Field.LEAD, Field.CO))
_COLUMNS = {
    Field.SUBMITTER: ListColumn.SUBMITTER,
    Field.PERSON: ListColumn.HANDLER,
    Field.DELEGATION: ListColumn.DELEGATION,
    Field.CATEGORY: ListColumn.CATEGORY,
    Field.RESULT_CLASS: ListColumn.RESULT_CLASS,
    Field.VERDICT: ListColumn.VERDICT,
}
_NOT_WORDS = frozenset(
    (Field.SESSION, Field.KIND, Field.STAGE, Field.RESULT_CLASS, Field.VERDICT, Field.OVERDUE, Field.IS_KEY)
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that fits, where a word was found (empty when no word was asked for), and the text there.

    `title` is the whole title with the places of the words, `part` the field that `where` names.
    """

    row: CaseRow
    where: str
    snippet: Snippet
    title: Snippet
    part: Field | None = None


def search(office: Office, text: str, limit: int = 50) -> tuple[Hit, ...]:
    """Return the newest cases that fit a query (as `domain.query` reads it), at most `limit`.

    No text is an error; one that asks for nothing finds nothing.
    """
    query, sought = dated(text, office.today), words(text)
    rows = office.store.board.these(office.store.search.newest(query, limit))
    return tuple(_hit(office, row, sought) for row in rows)


def words(text: str, *fields: Field) -> tuple[str, ...]:
    """Return the words a query looks for in texts, as `domain.snippet.places` takes them.

    With fields only those that are looked for anywhere or in one of these.
    """
    asked = (term for term in parse(text) if not term.is_excluded and term.field not in _NOT_WORDS)
    return tuple(term.text for term in asked if not fields or term.field in {None, *fields})


def part_of(case: Case, sought: Sequence[str]) -> Field | None:
    """Return the first part of a case in whose texts one of the words stands, or None."""
    return next((part for part, text in texts_of(case) if places(text, sought)), None)


def hit_of(office: Office, row: CaseRow, text: str) -> Hit:
    """Return where the words of a query stand in one case of its list."""
    return _hit(office, row, words(text))


def stop(office: Office) -> None:
    """Interrupt what another thread searches for with its office; see `store.interrupt`."""
    office.store.interrupt()


class KnownValues(Mapping[Field, tuple[str, ...]]):
    """What the fields of a query may hold on this desk, the commonest first; each is read when asked for."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._read: dict[Field, tuple[str, ...]] = {}

    def __getitem__(self, field: Field) -> tuple[str, ...]:
        if field not in self._read:
            self._read[field] = tuple(_values(self._office, field))
        return self._read[field]

    def __iter__(self) -> Iterator[Field]:
        return iter(Field)

    def __len__(self) -> int:
        return len(Field)


def _values(office: Office, field: Field) -> Iterator[str]:
    if field in _UNITS:
        yield from (unit.name for unit in keep.units(office))
    elif field is Field.SESSION:
        yield from (session.text for session in keep.sessions(office))
    elif column := _COLUMNS.get(field):
        facets = find.facets(office, Criteria(), column, _MOST_VALUES)
        yield from (facet.label for facet in facets if facet.value)


def feed(office: Office, limit: int = CHUNK) -> int:
    """Take up to `limit` of the waiting cases into the index; return how many still wait.

    Cases wait after a large import or the first opening by a new version. Searches find them meanwhile, only
    slower. To be called again and again while nobody is kept waiting; a desk that is only read feeds nothing.
    """
    return 0 if office.is_read_only else office.store.search.index.feed(limit)


def _hit(office: Office, row: CaseRow, words: Sequence[str]) -> Hit:
    title = Snippet(row.title, places(row.title, words))
    for part, text in chain(_shown(row), _written(office.store.cases, row.id)) if words else ():
        if spans := places(text, words) or _spelt(part, text, words):
            return Hit(row, part.label, snippet(text, spans), title, part)
    return Hit(row, "", snippet(row.title, ()), title)


def _shown(row: CaseRow) -> tuple[Text, ...]:
    return ((Field.TITLE, row.title), (Field.NUMBER, row.item_no), (Field.SUBMITTER, row.submitter))


def _written(cases: Cases, case_id: int) -> Iterator[Text]:
    """Yield the texts of a case, which is loaded only when its row does not show the word."""
    yield from texts_of(cases.get(case_id))


def _spelt(part: Field, text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """Return the whole of a name whose initials hold one of the words."""
    spelt = SPELT[part](text) if part in SPELT else ""
    return ((0, len(text)),) if any(word in spelt for word in words) else ()
