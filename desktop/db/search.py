"""Questions in words: what a query means in SQL, and the newest cases that fit it.

Every answer is exact: the index yields the cases that may hold a word, and where it cannot be sure (words of
three characters and more, words in one field, cases not fed yet) the words kept of each are looked at, only
as far as rows are shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, Any

from desktop.db.list_rows import KINDS, STAGES
from desktop.db.rows import number_key
from desktop.db.segment import is_exact, tokens_of
from desktop.db.word_index import WordIndex
from desktop.domain.pinyin import initials
from desktop.domain.query import Field, is_yes, parse, plain
from desktop.domain.wording import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from desktop.db.transaction import UnitOfWork
    from desktop.domain.query import Term

Condition = tuple[str, tuple[Any, ...]]

_HOLDS = "EXISTS (SELECT 1 FROM case_words WHERE case_id = cases.id AND instr({where}, ?) > 0)"
_PART = (
    "substr(words, instr(words, char({at})),"
    " instr(words, char({at} + 1)) - instr(words, char({at})))"
)
_MAY_HOLD = (
    "id IN (SELECT rowid FROM search WHERE search MATCH ? UNION ALL"
    " SELECT case_id FROM search_waiting CROSS JOIN case_words USING (case_id) WHERE {holds})"
)
_INDEXED = (
    "SELECT id FROM search CROSS JOIN cases ON id = search.rowid WHERE search MATCH ? AND {where}"
    " ORDER BY search.rowid DESC LIMIT ?"
)
_WAITING = (
    "SELECT id FROM search_waiting CROSS JOIN cases ON id = case_id WHERE {where}"
    " ORDER BY case_id DESC LIMIT ?"
)
_OTHERS = "SELECT id FROM cases WHERE {where} ORDER BY id DESC LIMIT ?"
_LIVING: Condition = ("is_deleted = 0", ())
_NOTHING: Condition = ("id < 0", ())  # a plain 0 leaves a question with a named index without a plan

_UNIT_NAMES = "SELECT unit_id, name FROM unit_name"
_TASKS = "id IN (SELECT case_id FROM assignment WHERE unit_id IN ({places}){role})"
_SESSIONS = "SELECT id, text, year FROM session"
_NUMBERED = "id IN (SELECT id FROM cases INDEXED BY cases_by_number WHERE number_key = ? AND is_deleted = 0)"
_LATE = (
    "id IN (SELECT id FROM cases INDEXED BY cases_by_owed_on"
    " WHERE owed_on IS NOT NULL AND is_deleted = 0 AND owed_on < ?)"
)
_OF_KEYS = "id IN (SELECT id FROM cases INDEXED BY {index} WHERE {key} IN ({places}) AND is_deleted = 0)"
_KEYS = (  # jumps from one value to the next, so the number of cases does not matter
    "WITH RECURSIVE found (value) AS ("
    " SELECT min({key}) FROM cases INDEXED BY {index} WHERE is_deleted = 0 UNION ALL"
    " SELECT (SELECT min({key}) FROM cases INDEXED BY {index} WHERE {key} > value AND is_deleted = 0)"
    " FROM found WHERE value IS NOT NULL"
    ") SELECT value FROM found WHERE value IS NOT NULL"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_RANK = 2  # bytes before the word in a key that sorts by office order


@dataclass(frozen=True, slots=True)
class _Keyed:
    """An indexed column of few values, each kept as a key that holds its word behind `skip` bytes."""

    index: str
    key: str
    skip: int = 0


_KEYED = {
    Field.DELEGATION: _Keyed("cases_by_delegation", "delegation_key"),
    Field.CATEGORY: _Keyed("cases_by_category", "category_key", _RANK),
    Field.RESULT_CLASS: _Keyed("cases_by_result_class", "result_class_key", _RANK),
    Field.VERDICT: _Keyed("cases_by_verdict", "verdict_key", _RANK),
}
_ROLES = {Field.UNIT: "", Field.LEAD: " AND is_co = 0", Field.CO: " AND is_co = 1"}


class Search:
    """Which cases fit a query, the newest first; and the feeding of the index behind it."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self.index = WordIndex(work)

    def newest(self, text: str, limit: int) -> tuple[int, ...]:
        """Return the ids of at most `limit` cases that fit a query; none for a query that asks nothing."""
        terms = parse(text)
        words = [term.text for term in terms if _is_word(term)]
        rest = (_LIVING, *(self._condition(term) for term in terms if not _is_word(term)))
        if not terms:
            return ()
        if not words:
            return self._ids(_OTHERS, rest, limit)
        unsure = tuple(_holds(word) for word in words if not is_exact(word))
        fed = self._ids(_INDEXED, (*rest, *unsure), limit, _match(words))
        waiting = self._ids(_WAITING, (*rest, *map(_holds, words)), limit)
        return tuple(islice(merge(fed, waiting, reverse=True), limit))

    def conditions(self, text: str) -> Iterator[Condition]:
        """Yield what rows of `cases` must satisfy to fit a query: SQL of our own words, and its values."""
        terms = parse(text)
        if words := [term.text for term in terms if _is_word(term)]:
            yield _may_hold(words)
            yield from (_holds(word) for word in words if not is_exact(word))
        yield from (self._condition(term) for term in terms if not _is_word(term))

    def _ids(self, sql: str, conditions: Iterable[Condition], limit: int, *first: str) -> tuple[int, ...]:
        sqls, values = zip(*conditions, strict=True)
        asked = (*first, *(value for each in values for value in each), limit)
        return tuple(row[0] for row in self._work.all(sql.format(where=" AND ".join(sqls)), asked))

    def _condition(self, term: Term) -> Condition:
        sql, values = self._meaning(term)
        return (f"NOT ({sql})", values) if term.is_excluded else (sql, values)

    def _meaning(self, term: Term) -> Condition:
        if term.field is None:
            return _all_of(_may_hold([term.text]), *(() if is_exact(term.text) else (_holds(term.text),)))
        if term.field in _ROLES:
            return self._units(term.text, _ROLES[term.field])
        if keyed := _KEYED.get(term.field):
            return self._keyed(term.text, keyed)
        if term.field is Field.SESSION:
            return self._sessions(term.text)
        if simple := _SIMPLE.get(term.field):
            return simple(term.text)
        return _in_part(term.text, term.field)

    def _units(self, word: str, role: str) -> Condition:
        names = self._work.all(_UNIT_NAMES)
        ids = {unit_id for unit_id, name in names if word in plain(name) or word in initials(name)}
        return (_TASKS.format(places=_places(ids), role=role), tuple(ids)) if ids else _NOTHING

    def _sessions(self, word: str) -> Condition:
        known = {row[0]: (plain(row[1]), str(row[2])) for row in self._work.all(_SESSIONS)}
        return _one_of("session_id", _meant(word, known))

    def _keyed(self, word: str, keyed: _Keyed) -> Condition:
        found = self._work.all(_KEYS.format(index=keyed.index, key=keyed.key))
        known = {key: (plain(key[keyed.skip :].decode("gb18030", "ignore")),) for (key,) in found}
        keys = _meant(word, known)
        sql = _OF_KEYS.format(index=keyed.index, key=keyed.key, places=_places(keys))
        return (sql, keys) if keys else _NOTHING


def _is_word(term: Term) -> bool:
    return term.field is None and not term.is_excluded


def _match(words: Iterable[str]) -> str:
    """Return what the index is asked: every token of every word; tokens hold no mark of its language."""
    return " AND ".join(f'"{token}"' for token in dict.fromkeys(t for word in words for t in tokens_of(word)))


def _may_hold(words: list[str]) -> Condition:
    holds = " AND ".join(["instr(words, ?) > 0"] * len(words))
    return _MAY_HOLD.format(holds=holds), (_match(words), *words)


def _holds(word: str) -> Condition:
    return _HOLDS.format(where="words"), (word,)


def _in_part(word: str, part: Field) -> Condition:
    where = _PART.format(at=PARTS.index(part) + 1)
    return _all_of(_may_hold([word]), (_HOLDS.format(where=where), (word,)))


def _all_of(*conditions: Condition) -> Condition:
    sqls, values = zip(*conditions, strict=True)
    return " AND ".join(sqls), tuple(value for each in values for value in each)


def _number(word: str) -> Condition:
    """A number means the number, however it is written; a word without digits is part of one."""
    key = number_key(word)
    is_whole = key is not None and any(char.isdigit() for char in word)
    return (_NUMBERED, (key,)) if is_whole else _in_part(word, Field.NUMBER)


def _kind(word: str) -> Condition:
    known = {code: (kind.label, kind.noun, kind.body.label) for code, kind in KINDS.items()}
    return _one_of("kind", _meant(word, known))


def _stage(word: str) -> Condition:
    return _one_of("stage", _meant(word, {code: (stage.label,) for code, stage in STAGES.items()}))


def _overdue(word: str) -> Condition:
    return (_LATE, (word,)) if _DAY.fullmatch(word) else _NOTHING


def _is_key(word: str) -> Condition:
    wanted = is_yes(word)
    return _NOTHING if wanted is None else ("is_key = ?", (int(wanted),))


_SIMPLE: dict[Field, Callable[[str], Condition]] = {
    Field.NUMBER: _number,
    Field.KIND: _kind,
    Field.STAGE: _stage,
    Field.OVERDUE: _overdue,
    Field.IS_KEY: _is_key,
}


def _meant(word: str, known: Mapping[Any, tuple[str, ...]]) -> tuple[Any, ...]:
    """Return the keys called exactly so, else those whose name holds the word."""
    exact = tuple(key for key, names in known.items() if word in names)
    return exact or tuple(key for key, names in known.items() if any(word in name for name in names))


def _one_of(column: str, values: tuple[Any, ...]) -> Condition:
    return (f"{column} IN ({_places(values)})", values) if values else _NOTHING


def _places(values: Iterable[Any]) -> str:
    return ", ".join("?" for _ in values)
