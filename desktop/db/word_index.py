"""The index of words: what is fed into it, what is taken out, and which cases still wait for it.

A case that waits is not in the index and is looked for in its words, so every answer is right at any time and
only the time it takes tells how much waits. A few cases are fed at once; many (an import, a file of an older
program) wait and are fed piece by piece when nobody is kept waiting by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.db.rows import case_from
from desktop.db.segment import segment, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.db.transaction import UnitOfWork

AT_ONCE = 20  # cases fed with the transaction that adds them: about 20 ms

_PUT = "INSERT INTO search (rowid, tokens) VALUES (?, ?)"
_TAKE_OUT = "INSERT INTO search (search, rowid, tokens) VALUES ('delete', ?, ?)"
_LET_WAIT = "INSERT INTO search_waiting (case_id) VALUES (?)"
_WAITS = "SELECT 1 FROM search_waiting WHERE case_id = ?"
_NUMBER = "SELECT count(*) FROM search_waiting"
_NEXT = (
    "SELECT case_id, words FROM search_waiting JOIN case_words USING (case_id) ORDER BY case_id DESC LIMIT ?"
)
_FROM = (
    "SELECT content, id, version FROM case_content JOIN cases ON id = case_id WHERE case_id > ?"
    " ORDER BY case_id LIMIT 500"
)
_WRITE = "INSERT INTO case_words (case_id, words) VALUES (?, ?)"
_FORGET = (
    "INSERT INTO search (search) VALUES ('delete-all')",
    "DELETE FROM search_waiting",
    "DELETE FROM case_words",
)
_ALL_WAIT = "INSERT INTO search_waiting (case_id) SELECT case_id FROM case_words"
_FED = "DELETE FROM search_waiting WHERE case_id >= ?"


class WordIndex:
    """Feeds the index inside the transactions that change cases; nothing of it is announced."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def add(self, kept: Sequence[tuple[int, str]]) -> None:
        """Take in the words of new cases (id and words): a few at once, many onto the list of the waiting."""
        if len(kept) > AT_ONCE:
            self._work.run_many(None, _LET_WAIT, [(case_id,) for case_id, _ in kept])
        else:
            self._put(kept)

    def change(self, case_id: int, before: str, after: str) -> None:
        """Put the words of a case in the place of those it had; nothing to do while it waits."""
        if self._work.one(_WAITS, (case_id,)) is None:
            self._work.run(None, _TAKE_OUT, (case_id, segment(before)))
            self._put(((case_id, after),))

    def write_words(self) -> None:
        """Write the words of every case of a file that an older program kept without them."""
        last = 0
        while loaded := self._work.all(_FROM, (last,)):
            self._work.run_many(None, _WRITE, [(kept[1], words_of(case_from(*kept))) for kept in loaded])
            last = loaded[-1][1]

    def begin_anew(self) -> None:
        """Forget the index and every word, write the words of all cases, and let all of them wait."""
        for statement in _FORGET:
            self._work.run(None, statement)
        self.write_words()
        self._work.run(None, _ALL_WAIT)

    def waiting(self) -> int:
        """Return how many cases wait."""
        return int(self._work.one(_NUMBER)[0])

    def feed(self, limit: int) -> int:
        """Feed at most so many waiting cases, newest first, in one transaction; return how many wait on.

        Raises `OfficeError` when the desk is open for reading only.
        """
        with self._work.begin():
            if kept := self._work.all(_NEXT, (limit,)):
                self._put(kept)
                self._work.run(None, _FED, (kept[-1][0],))
        return self.waiting()

    def _put(self, kept: Sequence[tuple[int, str]]) -> None:
        self._work.run_many(None, _PUT, ((case_id, segment(words)) for case_id, words in kept))
