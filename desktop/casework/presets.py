"""Presets: the reports that come with the program, each as the office it was seen at has it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from desktop import paths
from desktop.domain.errors import OfficeError
from desktop.domain.mapping import from_mapping, read_toml
from desktop.domain.report import Report

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "ledgers"


@cache
def shipped() -> tuple[Report, ...]:
    """Return every report that comes with the program, in the order of their files."""
    return tuple(_read(path) for path in sorted((paths.resources() / FOLDER).glob("*.toml")))


def usual() -> Report:
    """Return the report a person is offered first: the ledger of every column an office needs."""
    return shipped()[0]


def _read(path: Path) -> Report:
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise OfficeError(f"自带的报表“{path.name}”读不出来，请重新安装程序。") from error
    return from_mapping(Report, {**read_toml(text, path.name), "is_shipped": True}, path.name)
