"""The look: every colour, distance and type size as a named token, and how the application puts them on."""

from __future__ import annotations

from functools import lru_cache
from string import Template
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImageReader, QPalette, QPixmap, QPixmapCache
from PySide6.QtWidgets import QApplication

from desktop import paths
from desktop.domain.labels import Labelled
from desktop.domain.light import Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

GAP, SPACE, MARGIN, BLOCK, PAGE = 4, 8, 12, 16, 24  # pixels, from close neighbours to the edge of a page
RADIUS = 4
ROW_HEIGHT = 28
ICON_SIZE = 18
_MIDDLE_LIGHTNESS = 128


class Appearance(Labelled):
    """How bright the window shall be."""

    SYSTEM = ("system", "跟随系统")
    LIGHT = ("light", "浅色")
    DARK = ("dark", "深色")


class Ink(NamedTuple):
    """A text colour and the soft ground it stands on; their contrast is at least 4.5 : 1."""

    fg: str
    bg: str


class Tokens(NamedTuple):
    """The colours of one appearance; `line_strong` edges inputs, text stands on `hit` where words are marked.

    `on_accent` stands on the accent.
    """

    mode: str
    window: str
    surface: str
    raised: str
    line: str
    line_strong: str
    text: str
    text_muted: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    selection: str
    hit: str
    overdue: Ink
    red: Ink
    amber: Ink
    green: Ink
    paused: Ink
    done: Ink
    none: Ink

    def ink(self, tone: Tone) -> Ink:
        """Return the colours of a tone; whoever paints them also writes its words or its glyph."""
        inks = {
            Tone.OVERDUE: self.overdue,
            Tone.RED: self.red,
            Tone.AMBER: self.amber,
            Tone.GREEN: self.green,
            Tone.PAUSED: self.paused,
            Tone.DONE: self.done,
        }
        return inks.get(tone, self.none)


LIGHT = Tokens(
    mode="light", window="#F2F4F7", surface="#FFFFFF", raised="#F8F9FB", line="#DFE3E9",
    line_strong="#BAC2CD", text="#1B2430", text_muted="#566273", accent="#1F4E8C",
    accent_hover="#2A62AB", accent_soft="#E7EEF8", on_accent="#FFFFFF", selection="#D5E3F5",
    hit="#FFE48A",
    overdue=Ink("#B3261E", "#FCEBE9"), red=Ink("#9A4A06", "#FDEEDD"), amber=Ink("#735600", "#FBF4D4"),
    green=Ink("#1C6A39", "#E6F4EA"), paused=Ink("#1F4E8C", "#E3ECF9"),
    done=Ink("#566273", "#EDF0F4"), none=Ink("#566273", "#EEF1F5"),
)
DARK = Tokens(
    mode="dark", window="#14181E", surface="#1B2027", raised="#222831", line="#2F3742",
    line_strong="#4A5563", text="#E3E8EF", text_muted="#9DA9B8", accent="#7FB2F0",
    accent_hover="#9CC4F5", accent_soft="#22334A", on_accent="#0E1A2A", selection="#2A4365",
    hit="#453703",
    overdue=Ink("#FF9C92", "#48211E"), red=Ink("#F7B37C", "#432F1D"), amber=Ink("#E8CE70", "#3A341B"),
    green=Ink("#88D4A3", "#1C3728"), paused=Ink("#8FBDF5", "#1F3350"),
    done=Ink("#A6B1BF", "#29303A"), none=Ink("#A6B1BF", "#2A313B"),
)  # fmt: skip

GLYPHS = {
    Tone.OVERDUE: "■",
    Tone.RED: "▲",
    Tone.AMBER: "◆",
    Tone.GREEN: "●",
    Tone.PAUSED: "‖",
    Tone.DONE: "✓",
    Tone.NONE: "○",
}
"""The shape of each tone, for eyes and printers that see no colour."""


def tokens_of(widget: QWidget) -> Tokens:
    """Return the tokens a widget is shown with now."""
    lightness = widget.palette().color(QPalette.ColorRole.Window).lightness()
    return DARK if lightness < _MIDDLE_LIGHTNESS else LIGHT


def apply(appearance: Appearance = Appearance.SYSTEM) -> None:
    """Give the application an appearance; `SYSTEM` asks the desktop and falls back to light."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    tokens = _wanted(app, appearance)
    if app.property("mode") != tokens.mode:
        app.setProperty("mode", tokens.mode)
        app.setPalette(_palette(tokens))
        app.setStyleSheet(stylesheet(tokens))


def _wanted(app: QApplication, appearance: Appearance) -> Tokens:
    if appearance is Appearance.SYSTEM:
        return DARK if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return DARK if appearance is Appearance.DARK else LIGHT


def _palette(tokens: Tokens) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for each, colour in (
        (role.Window, tokens.window),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.raised),
        (role.Text, tokens.text),
        (role.PlaceholderText, tokens.text_muted),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.ToolTipBase, tokens.raised),
        (role.ToolTipText, tokens.text),
        (role.Highlight, tokens.selection),
        (role.HighlightedText, tokens.text),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.Light, tokens.raised),
        (role.Mid, tokens.line_strong),
        (role.Dark, tokens.line_strong),
        (role.Shadow, tokens.line_strong),
    ):
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, each, QColor(tokens.line_strong))
    return palette


def stylesheet(tokens: Tokens) -> str:
    """Return `resources/theme.qss` with every $token filled in; a token it does not know is a KeyError."""
    names: dict[str, str] = {}
    for name, value in tokens._asdict().items():
        if isinstance(value, Ink):
            names |= {f"{name}_{part}": colour for part, colour in value._asdict().items()}
        else:
            names[name] = value
    names["icons"] = (paths.resources() / "icons").as_posix()
    return Template(_template()).substitute(names)


@lru_cache(maxsize=1)
def _template() -> str:
    return (paths.resources() / "theme.qss").read_text(encoding="utf-8")


def icon(name: str, widget: QWidget, *, checkable: bool = False) -> QIcon:
    """Return the line icon `resources/icons/<name>.svg` in the colours of the widget's appearance.

    It is drawn muted; a `checkable` one in the accent where its button is checked.
    """
    tokens = tokens_of(widget)
    ratio = widget.devicePixelRatioF()
    made = QIcon()
    made.addPixmap(pixmap(name, tokens.text_muted, ratio), QIcon.Mode.Normal, QIcon.State.Off)
    if checkable:
        made.addPixmap(pixmap(name, tokens.accent, ratio), QIcon.Mode.Normal, QIcon.State.On)
    return made


def pixmap(name: str, colour: str, ratio: float = 1.0, size: int = ICON_SIZE) -> QPixmap:
    """Return a line icon drawn in one colour, `size` device-independent pixels square; drawn only once."""
    key = f"{name} {colour} {ratio} {size}"
    picture = QPixmap()
    if not QPixmapCache.find(key, picture):
        picture = _drawn(name, colour, ratio, size)
        QPixmapCache.insert(key, picture)
    return picture


def _drawn(name: str, colour: str, ratio: float, size: int) -> QPixmap:
    source = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    content = QBuffer()
    content.setData(source.replace("currentColor", colour).encode())
    reader = QImageReader(content, QByteArray(b"svg"))
    reader.setScaledSize(QSize(size, size) * ratio)
    picture = QPixmap.fromImageReader(reader)
    picture.setDevicePixelRatio(ratio)
    return picture
