"""Typefaces: whether papers are set in fonts installed on this computer or only in those of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import paths

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.casework.office import Office
    from desktop.documents.fonts import FontSet, UsedFace

SETTING = "typefaces"
INSTALLED = "installed"
"""The value of the setting with which fonts of this computer are used where they are fit."""


def uses_installed(office: Office) -> bool:
    """Whether fit fonts of this computer are used; else papers look the same on every computer."""
    return office.setting(SETTING) == INSTALLED


def use_installed(office: Office, *, wanted: bool) -> None:
    """Use fonts installed on the computer, or only those that come with the program (只用自带字体)."""
    office.put_settings({SETTING: INSTALLED if wanted else ""})


def chosen(office: Office, folders: Sequence[Path] | None = None) -> FontSet:
    """Return the faces papers of this desk are set in; `folders` are those where fonts are looked for."""
    from desktop.documents import fonts, installed_fonts

    if not uses_installed(office):
        return fonts.bundled()
    return installed_fonts.faces(tuple(paths.font_folders() if folders is None else folders))


def used(office: Office, folders: Sequence[Path] | None = None) -> tuple[UsedFace, ...]:
    """Return which font each role of official paper is set in, and where it comes from."""
    return chosen(office, folders).used()
