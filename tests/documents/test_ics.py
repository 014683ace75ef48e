"""A calendar file any program reads: folded, escaped, the same bytes for the same matter."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.documents import ics
from desktop.documents.ics import Entry

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 2, 9)  # noqa: DTZ001 - office time is local time
LONG = Entry("1@desk", date(2026, 6, 2), "第12号建议《" + "增设公交站" * 20 + "》，到期；\\", "一\n二", 3, 3)


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_every_line_is_at_most_75_octets_and_unfolds_to_the_whole() -> None:
    content = ics.encode([LONG], NOW, "期限")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    lines = unfolded(content)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "X-WR-CALNAME:期限" in lines
    assert f"SUMMARY:第12号建议《{'增设公交站' * 20}》，到期；\\\\" in lines
    assert "DESCRIPTION:一\\n二" in lines
    assert lines.index("TRIGGER:-P3D") < lines.index("END:VALARM")


def test_a_bare_entry_says_no_more_than_it_must() -> None:
    lines = unfolded(ics.encode([Entry("a,b;c", date(2026, 6, 2), "到期")], NOW))
    assert lines[4:12] == [
        "BEGIN:VEVENT",
        "UID:a\\,b\\;c",
        "DTSTAMP:20260302T090000",
        "DTSTART;VALUE=DATE:20260602",
        "SEQUENCE:0",
        "SUMMARY:到期",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def test_it_is_written_whole(tmp_path: Path) -> None:
    ics.write([LONG], tmp_path / "d.ics", NOW)
    assert (tmp_path / "d.ics").read_bytes() == ics.encode([LONG], NOW)
