"""Deadlines → an iCalendar file (RFC 5545): all-day events with stable ids, read by any calendar program."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.paths import written_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime
    from pathlib import Path

_LONGEST = 75  # octets of a content line, its line break not counted (RFC 5545, 3.1)
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


class Entry(NamedTuple):
    """One all-day event; `uid` names the same matter in every file, so that importing again moves it.

    `alarm_days` before it a reminder is shown, none when 0; `sequence` grows whenever the matter changes.
    """

    uid: str
    on: date
    summary: str
    description: str = ""
    sequence: int = 0
    alarm_days: int = 0


def encode(entries: Iterable[Entry], made_at: datetime, name: str = "") -> bytes:
    """Give the calendar as bytes; the same entries and moment give the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//handling-desk//deadlines//ZH", "CALSCALE:GREGORIAN"]
    if name:
        lines.append(f"X-WR-CALNAME:{_text(name)}")
    for entry in entries:
        lines += _event(entry, made_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def write(entries: Iterable[Entry], path: Path, made_at: datetime, name: str = "") -> None:
    """Write the calendar to `path`, whole or not at all; raise `OfficeError` when it cannot be written."""
    with written_whole(path) as draft:
        draft.write_bytes(encode(entries, made_at, name))


def _event(entry: Entry, made_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}"
    yield f"DTSTAMP:{made_at:%Y%m%dT%H%M%S}"
    yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"SUMMARY:{_text(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{_text(entry.description)}"
    yield "TRANSP:TRANSPARENT"
    if entry.alarm_days:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(entry.summary)}")
        yield from (f"TRIGGER:-P{entry.alarm_days}D", "END:VALARM")
    yield "END:VEVENT"


def _text(value: str) -> str:
    return value.translate(_ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, cut between characters; all but the first begin blank."""
    piece, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _LONGEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + octets
    yield piece
