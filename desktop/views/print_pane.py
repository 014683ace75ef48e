"""The preview beside the list: one paper after the other, page by page as it will be printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.casework import papers, preview, print_orders
from desktop.domain.letter import Letter
from desktop.views import theme
from desktop.views.cards import button, words
from desktop.views.desk_timer import DeskTimer
from desktop.views.forms import card, label
from desktop.views.page_view import DPI, PageView

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.casework.papers import Sheet
    from desktop.casework.print_orders import Order
    from desktop.domain.errors import OfficeError
    from desktop.domain.progress import Progress
    from desktop.views.page import Desk

REST = 160
"""Milliseconds the cursor rests on a case before its paper is laid out."""
LEAST = 112
_NOTHING = "选中一件，这里显示它的文书。"
_Shown = tuple[tuple[tuple["Sheet", ...], ...], tuple[QImage, ...], int]


class PrintPane(QWidget):
    """Shows the papers of an order; emits `letter_shown` with whether the one on the screen is a letter.

    `wanted` is emitted when a person goes past the first paper or the last one (-1, 1).
    """

    wanted = Signal(int)
    letter_shown = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._order: Order | None = None
        self._bundles: tuple[tuple[Sheet, ...], ...] = ()
        self._place = 0
        self._is_busy = False
        self._is_asked = False
        self._rest = DeskTimer(desk.office, REST, self, once=True)
        self._build()
        self.setMinimumWidth(LEAST)
        self._rest.beat.connect(self._ask)

    def _build(self) -> None:
        self.view = PageView(self)
        self.told = words(_NOTHING, "muted", wraps=True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.told.setContentsMargins(theme.PAGE, 0, theme.PAGE, 0)
        frame, inside = card(margin=1, spacing=0)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.told)
        self._stack.addWidget(self.view)
        inside.addLayout(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(self._tool_row())
        column.addWidget(frame, 1)

    def _tool_row(self) -> QHBoxLayout:
        self.name = label("预览", "muted")
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.former = button("上一份", partial(self.turn, -1), "quiet")
        self.next = button("下一份", partial(self.turn, 1), "quiet")
        self.former.setToolTip("上一份（Alt+↑）")
        self.next.setToolTip("下一份（Alt+↓）")
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.name, 1)
        row.addWidget(self.former)
        row.addWidget(self.next)
        return row

    @property
    def is_shown(self) -> bool:
        """Whether the paper last asked for is on the screen."""
        return self._stack.currentWidget() is self.view and not (self._is_busy or self._rest.isActive())

    def show_order(self, order: Order | None) -> None:
        """Show the first paper of an order once the cursor has rested; None shows nothing."""
        if order == self._order:
            return
        self._order = order
        self._place = 0
        if order is None:
            self._say(_NOTHING)
        else:
            self._rest.start()

    def tell(self, text: str) -> None:
        """Show words in the place of a paper that cannot be laid out here."""
        self._order = None
        self._rest.stop()
        self._say(text)

    @Slot()
    def again(self) -> None:
        """Lay the paper out again: what it is about may have changed."""
        if self._order is not None:
            self._rest.start()

    def turn(self, by: int) -> None:
        """Go to the next paper (1) or the former one (-1)."""
        place = self._place + by
        if 0 <= place < len(self._bundles):
            self._place = place
            self._ask()
        else:
            self.wanted.emit(by)

    @Slot()
    def _ask(self) -> None:
        if self._is_busy:
            self._is_asked = True
            return
        if self._order is not None and self.isVisible():
            self._is_busy = True
            verb = partial(_rendered, self._order, self._place)
            self._desk.jobs.run("正在排版", verb, self._on_done, self._on_failed, quiet=True)

    def _on_done(self, shown: _Shown) -> None:
        self._is_busy = False
        if self._asked_again() or self._order is None:
            return
        self._bundles, pages, self._place = shown
        bundle = self._bundles[self._place]
        of = f"第 {self._place + 1}/{len(self._bundles)} 份，" if len(self._bundles) > 1 else ""
        self.name.setText(f"{of}共 {len(pages)} 页")
        self.name.setToolTip(bundle[0].name)
        self.view.show_pages(pages)
        self._stack.setCurrentWidget(self.view)
        self.letter_shown.emit(isinstance(bundle[0].content, Letter))

    def _on_failed(self, error: OfficeError) -> None:
        self._is_busy = False
        if not self._asked_again() and self._order is not None:
            self._say(error.message)

    def _asked_again(self) -> bool:
        asked, self._is_asked = self._is_asked, False
        if asked:
            self._ask()
        return asked

    def _say(self, text: str) -> None:
        self._bundles = ()
        self.name.setText("预览")
        self.told.setText(text)
        self.letter_shown.emit(False)
        self._stack.setCurrentWidget(self.told)


def _rendered(order: Order, place: int, office: Office, progress: Progress) -> _Shown:
    """Return the bundles of an order, the pages of the one at `place`, and which place that is."""
    bundles = print_orders.batch(order, office, progress).bundles
    place = min(place, len(bundles) - 1)
    content = papers.pdf(office, bundles[place], bundles[place][0].name)
    pages = [
        QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()
        for page in preview.page_images(content, DPI)
    ]
    return bundles, tuple(pages), place
