"""Which session the rows of a list belong to: known to the desk, named by the list, or still unnamed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.casework.intake_cells import RowProblem
from desktop.domain.errors import OfficeError
from desktop.domain.session import Session, parse_session
from desktop.domain.variants import TO_SIMPLIFIED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.casework.intake_rows import Entry
    from desktop.domain.kinds import Body

Key = tuple[str, "Body"]
"""What a row says of its session (often nothing), and whose paper it is."""

_PHRASE = re.compile(r"\S*?届\S*?次会议")
_BODY_WORDS = ("人大", "人民代表大会", "政协")


@dataclass(frozen=True, slots=True)
class SessionFinder:
    """Finds the session of a row: `asked` is what the person said, `caption` what stands around the list.

    `known` are the sessions of the desk, newest first; `year` is the year of a session that has to be made.
    """

    known: tuple[Session, ...]
    asked: str
    caption: str
    year: int

    def find(self, key: Key, years: dict[Key, int], problems: list[RowProblem]) -> Session:
        """Return the session, id 0 when it has to be made; raise `OfficeError` when `asked` is no session."""
        text, body = key
        year = years.get(key, self.year)
        if text and (named := self._named(text, body, year)):
            return named
        if text:
            problems.append(RowProblem(0, "届次", text, "看不懂，这些件按没有届次处理"))
        if self.asked:
            return self._asked(body, year)
        if (said := _PHRASE.search(self.caption.translate(TO_SIMPLIFIED))) and (
            named := self._named(said[0], body, year)
        ):
            return named
        return self._assumed(body, year, problems)

    def _asked(self, body: Body, year: int) -> Session:
        named = self._named(self.asked, body, year)
        if named is None:
            raise OfficeError(
                f"看不懂届次“{self.asked}”，办理台没有改动；请写成“某市十七届人大一次会议”的形式。"
            )
        return named

    def _named(self, text: str, body: Body, year: int) -> Session | None:
        exact = next((each for each in self.known if each.text == text), None)
        parsed = parse_session(text.translate(TO_SIMPLIFIED), year)
        if exact or parsed is None:
            return exact
        if not any(word in text.translate(TO_SIMPLIFIED) for word in _BODY_WORDS):
            parsed = replace(parsed, body=body)
        return next((each for each in self.known if _is_same(each, parsed)), parsed)

    def _assumed(self, body: Body, year: int, problems: list[RowProblem]) -> Session:
        newest = next((each for each in self.known if each.body is body and each.year == year), None)
        if newest is not None:
            problems.append(RowProblem(0, "届次", "", f"来表没有届次，归入“{newest.text}”，请核对"))
            return newest
        unnamed = Session(body, f"{year}年", 0, 0, year)
        reason = f"来表没有届次，暂记为“{unnamed.text}”，请在导入时写明届次"
        problems.append(RowProblem(0, "届次", "", reason))
        return unnamed


def _is_same(known: Session, named: Session) -> bool:
    same_place = known.place.endswith(named.place) or named.place.endswith(known.place)
    return same_place and (known.body, known.term, known.number) == (named.body, named.term, named.number)


def key_of(entry: Entry) -> Key:
    """Return what a row says of its session."""
    return entry.session_text, entry.paper.kind.body


def years_of(entries: Iterable[Entry]) -> dict[Key, int]:
    """Return the earliest year of registration that each session's rows show."""
    years: dict[Key, int] = {}
    for entry in entries:
        if day := entry.paper.registered_on:
            key = key_of(entry)
            years[key] = min(years.get(key, day.year), day.year)
    return years
