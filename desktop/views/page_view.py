"""Pages of paper on the screen, one below the other, at a zoom or as wide as the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from desktop.views.theme import MARGIN, PAGE, tokens_of

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPaintEvent, QResizeEvent

DPI = 144
"""The resolution pages are made in for the screen: more than it has, so that they scale well."""
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)
_POINTS_PER_PIXEL = 96 / DPI


class PageView(QScrollArea):
    """Pages one below the other; as wide as the window unless a zoom is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName("版面")
        self._canvas = _Canvas()
        self._zoom: float | None = None
        self.setWidget(self._canvas)

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._canvas.pages)

    def show_pages(self, pages: tuple[QImage, ...]) -> None:
        """Show these pages from the top."""
        self._canvas.pages = pages
        self._fit()
        self.verticalScrollBar().setValue(0)

    def zoom_to(self, zoom: float | None) -> None:
        """Show pages at `zoom` (1.0 is life size on a 96 dpi screen), or as wide as the window for None."""
        self._zoom = zoom
        self._fit()

    def zoom_by(self, steps: int) -> None:
        """Go `steps` zooms up or down from what is seen now."""
        nearest = min(range(len(_ZOOMS)), key=lambda place: abs(_ZOOMS[place] - self._canvas.zoom))
        self.zoom_to(_ZOOMS[max(0, min(len(_ZOOMS) - 1, nearest + steps))])

    def _fit(self) -> None:
        if not self._canvas.pages:
            return
        widest = max(page.width() for page in self._canvas.pages) * _POINTS_PER_PIXEL
        room = self.viewport().width() - 2 * PAGE
        self._canvas.show_at(self._zoom or max(0.1, min(1.5, room / widest)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class _Canvas(QWidget):
    """Paints the pages with a thin edge, scaled once per zoom."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: tuple[QImage, ...] = ()
        self.zoom = 1.0
        self._scaled: list[QImage] = []

    def show_at(self, zoom: float) -> None:
        """Scale the pages for this zoom and take the room they need."""
        ratio = self.devicePixelRatioF()
        self.zoom = zoom
        self._scaled = []
        for page in self.pages:
            size = QSize(page.width(), page.height()) * (zoom * _POINTS_PER_PIXEL * ratio)
            image = page.scaled(
                size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            image.setDevicePixelRatio(ratio)
            self._scaled.append(image)
        width = max((each.deviceIndependentSize().width() for each in self._scaled), default=0)
        height = sum(each.deviceIndependentSize().height() + MARGIN for each in self._scaled)
        self.resize(int(width) + 2 * PAGE, int(height) + 2 * PAGE - MARGIN)
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        top = float(PAGE)
        with QPainter(self) as painter:
            painter.setPen(QPen(QColor(tokens_of(self).line_strong), 1))
            for image in self._scaled:
                size = image.deviceIndependentSize()
                place = QRectF((self.width() - size.width()) / 2, top, size.width(), size.height())
                painter.drawImage(place, image)
                painter.drawRect(place)
                top += size.height() + MARGIN
