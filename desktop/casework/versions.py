"""Versions: every text a reply had, read back from the history; nothing is kept twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from desktop.casework.office import Office

_REPLIES = "replies"
_ADDED = "supplements"


class Version(NamedTuple):
    """One text of a reply: since when, by whom, and by which act it became this."""

    number: int
    at: datetime
    officer: str
    verb: str
    text: str

    @property
    def words(self) -> str:
        """One line: 第3稿　03-05 14:32　示例经办　起草答复."""
        return f"第{self.number}稿　{self.at:%m-%d %H:%M}　{self.officer}　{self.verb}"


def of_reply(office: Office, case_id: int, unit_id: int, turn: int) -> tuple[Version, ...]:
    """Return the texts of a unit's reply in a round, the first one first; one saved unchanged is not new."""
    found: list[Version] = []
    for line in office.store.journal.of("case", case_id):
        text = _text(line.after.get(_REPLIES, ()), unit_id, turn)
        if text and (not found or text != found[-1].text):
            found.append(Version(len(found) + 1, line.at, line.officer, line.verb, text))
    return tuple(found)


def of_addition(office: Office, case_id: int, unit_id: int, place: int) -> tuple[Version, ...]:
    """Return the texts of a unit's letter after the reply, the `place`th of that unit (0-based)."""
    found: list[Version] = []
    for line in office.store.journal.of("case", case_id):
        own = [each for each in line.after.get(_ADDED, ()) if each["unit_id"] == unit_id]
        text = str(own[place].get("text", "")) if len(own) > place else ""
        if text and (not found or text != found[-1].text):
            found.append(Version(len(found) + 1, line.at, line.officer, line.verb, text))
    return tuple(found)


def _text(replies: Iterable[dict[str, Any]], unit_id: int, turn: int) -> str:
    own = (each for each in replies if (each["unit_id"], each.get("round", 1)) == (unit_id, turn))
    return str(next(own, {}).get("text", ""))
