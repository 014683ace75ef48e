"""The look: readable in both appearances, complete, and written down in one place only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop import paths
from desktop.domain.light import Tone
from desktop.views import theme
from desktop.views.navigation import PAGES
from desktop.views.theme import DARK, LIGHT, Appearance, Tokens

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

VIEWS = Path(theme.__file__).parent


def contrast(one: str, other: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    def luminance(name: str) -> float:
        colour = QColor(name)
        red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_is_readable_on_every_ground_it_stands_on(tokens: Tokens) -> None:
    for ground in (tokens.window, tokens.surface, tokens.raised, tokens.accent_soft):
        for text in (tokens.text, tokens.text_muted, tokens.accent):
            assert contrast(text, ground) >= 4.5, (text, ground)
    assert contrast(tokens.text, tokens.selection) >= 4.5
    assert min(contrast(text, tokens.hit) for text in (tokens.text, tokens.text_muted)) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent_hover) >= 4.5
    for ground in (tokens.surface, tokens.window):
        assert contrast(tokens.overdue.fg, ground) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("tone", Tone)
def test_every_tone_is_readable_on_its_ground_and_has_a_shape(tokens: Tokens, tone: Tone) -> None:
    ink = tokens.ink(tone)
    assert contrast(ink.fg, ink.bg) >= 4.5
    assert theme.GLYPHS[tone]
    assert len(set(theme.GLYPHS.values())) == len(Tone)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_is_filled_completely(tokens: Tokens) -> None:
    sheet = theme.stylesheet(tokens)
    assert "$" not in sheet
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    assert all(Path(picture).is_file() for picture in pictures)


def test_colours_are_written_only_in_the_theme() -> None:
    colour = re.compile(r"#[0-9A-Fa-f]{6}\b|\bQt\.GlobalColor\.(?!transparent)|\brgba?\(")
    for file in [*VIEWS.glob("*.py"), paths.resources() / "theme.qss"]:
        if file.name != "theme.py":
            assert not colour.search(file.read_text(encoding="utf-8")), file.name


def test_the_appearance_dresses_the_application(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    theme.apply(Appearance.DARK)
    assert theme.tokens_of(widget) is DARK
    assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    theme.apply(Appearance.LIGHT)
    assert theme.tokens_of(widget) is LIGHT
    theme.apply(Appearance.SYSTEM)  # the desktop of the tests does not say
    assert theme.tokens_of(widget) is LIGHT


def test_every_icon_can_be_drawn(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    names = {file.stem for file in (paths.resources() / "icons").glob("*.svg")}
    assert {entry.glyph for entry in PAGES} <= names
    for name in names:
        drawn = theme.pixmap(name, LIGHT.text).toImage()
        assert any(drawn.pixelColor(x, y).alpha() for x in range(18) for y in range(18)), name
    assert not theme.icon("search", widget).isNull()
