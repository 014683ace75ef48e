"""Crashes: what nobody expected is kept in a log beside a user's settings, without phones, cards or mail."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from desktop import paths
from desktop.domain.personal import hide_in_log

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

LOG = "handling-desk.log"
_LARGEST = 1024 * 1024  # bytes; beyond that the log begins anew, the former one stays as .old
_FRAME = re.compile(r'^\s+File "([^"]+)", line (\d+), in (\S+)')
_BEGINNING = re.compile(r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\b")
_ENDING = re.compile(r"^([A-Za-z_][\w.]*(?:Error|Exception|Warning|Interrupt|Cancelled))\b")


def place() -> Path:
    """Return where the log lies, whether or not it is there."""
    return paths.config_folder() / LOG


def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return a traceback with everything personal hidden."""
    from traceback import format_exception

    return hide_in_log("".join(format_exception(kind, error, trace))).rstrip()


def keep(text: str, at: str) -> None:
    """Add what was `told` to the log, `at` a moment written 2026-03-02 09:00:00.

    Raises `OSError` when it cannot be written.
    """
    log = place()
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > _LARGEST:
        log.replace(log.with_suffix(".old"))
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{at} {text}\n")


def tail(most: int = 400) -> tuple[str, ...]:
    """Return the last lines of the log as a maintainer needs them: when, where in the program, which error.

    What an error said may quote a case, and the lines of a source help nobody who has it: neither is told.
    """
    try:
        lines = place().read_text(encoding="utf-8", errors="replace").splitlines()[-most:]
    except OSError:
        return ()
    return tuple(bare for line in lines if (bare := _bare(line)))


def _bare(line: str) -> str:
    if found := _BEGINNING.match(line):
        return found[0]
    if found := _FRAME.match(line):
        return f"  {PurePath(found[1].replace(chr(92), '/')).name}:{found[2]} {found[3]}"
    found = _ENDING.match(line)
    return found[1] if found else ""
