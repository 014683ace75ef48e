"""Taking a chart away: to the clipboard, or into a file (PNG or SVG), always in the colours of paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage, QImageWriter, QPainter

from desktop import paths
from desktop.domain.errors import OfficeError
from desktop.views import theme
from desktop.views.file_choice import Saving, ask_save

if TYPE_CHECKING:
    from desktop.views.board_charts import Chart
    from desktop.views.page import Desk

_DENSITY = 3  # pixels of a picture to one of the screen: sharp in a printed report


def offer(chart: Chart, desk: Desk) -> None:
    """Offer 复制图片 and 保存图片 in the menu of a chart."""
    chart.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    for words, verb in (("复制图片", partial(_copy, chart, desk)), ("保存图片…", partial(_ask, chart, desk))):
        action = QAction(words, chart)
        action.triggered.connect(verb)
        chart.addAction(action)


def picture(chart: Chart) -> QImage:
    """Return a chart as it is seen, three times as fine."""
    image = QImage(chart.size() * _DENSITY, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_DENSITY)
    image.fill(theme.LIGHT.surface)
    with QPainter(image) as painter:
        _draw(chart, painter)
    return image


def save(chart: Chart, path: Path) -> None:
    """Write a chart into a file as its ending says; raise `OfficeError` when it cannot be written there."""
    with paths.written_whole(path) as draft:
        if path.suffix.lower() == ".svg":
            _save_svg(chart, draft)
        elif not QImageWriter(str(draft), QByteArray(b"png")).write(picture(chart)):
            raise OSError


def _save_svg(chart: Chart, path: Path) -> None:
    from PySide6.QtSvg import QSvgGenerator

    target = QSvgGenerator()
    target.setFileName(str(path))
    target.setSize(chart.size())
    target.setViewBox(chart.rect())
    target.setTitle(chart.title)
    with QPainter(target) as painter:
        painter.fillRect(chart.rect(), theme.LIGHT.surface)
        _draw(chart, painter)


def _draw(chart: Chart, painter: QPainter) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(chart.font())
    chart.draw(painter, QRectF(chart.rect()), theme.LIGHT)


def _copy(chart: Chart, desk: Desk) -> None:
    QGuiApplication.clipboard().setImage(picture(chart))
    desk.say("图片已复制，可粘贴到文档")


def _ask(chart: Chart, desk: Desk) -> None:
    name = f"{chart.title}_{desk.office.today.isoformat()}"
    ask_save(desk, chart, Saving("保存图片", name, ("png", "svg")), partial(_saved, chart, desk))


def _saved(chart: Chart, desk: Desk, name: str) -> None:
    try:
        save(chart, Path(name))
    except OfficeError as error:
        desk.say(error.message)
    else:
        desk.say(f"图片已保存到 {Path(name).name}")
