"""督查视图: tiles and rates, every unit by state, lists of what is due, still or shared, and charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.casework import panels, scoreboard, watch
from desktop.domain.light import Tone
from desktop.views import board_press, chart_pictures, theme
from desktop.views.board_charts import LoadChart, TrendChart
from desktop.views.board_lists import AgendaPanel, JointPanel, KeyPanel, SlowPanel
from desktop.views.board_matrix import MatrixPanel
from desktop.views.board_numbers import RateTile
from desktop.views.board_press import Chosen
from desktop.views.board_scores import ScorePanel
from desktop.views.cards import button
from desktop.views.charts import FigureTile
from desktop.views.forms import card

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.casework.panels import Cell, UnitLine
    from desktop.views.page import Desk

TALL = 800  # pixels of height from which the charts stand below everything, not on a tab
WIDE = 1340  # pixels of width in which eight tiles stand side by side
_TONES = (Tone.OVERDUE, Tone.RED, Tone.AMBER, Tone.GREEN)
_CHARTS_HEIGHT = 264
_ON_WALL = 0.32  # how much of the height of a wall the charts take
_LISTS = (AgendaPanel, SlowPanel, KeyPanel, JointPanel)
_SCORES, _CHARTS = "单位评分", "图表"


class ChartsPanel(QWidget):
    """The two charts side by side, or one below the other where that suits the room."""

    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.lines: tuple[UnitLine, ...] = ()
        self.trend, self.load = TrendChart(self), LoadChart(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.SPACE)
        self._row.setSpacing(theme.PAGE)
        for chart in (self.trend, self.load):
            self._row.addWidget(chart, 1)
            chart.opened.connect(self.opened)
            chart_pictures.offer(chart, desk)

    def renew(self, session_id: int | None) -> None:
        """Read the trend again; the load of the units is drawn from the lines of the matrix."""
        self.trend.show_weeks(panels.trend(self._desk.office, session_id), session_id)
        self.load.show_lines(self.lines)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() > 2 * self.height()
        self._row.setDirection(
            QHBoxLayout.Direction.LeftToRight if wide else QHBoxLayout.Direction.TopToBottom
        )


class SupervisorView(QWidget):
    """Who is late with what, in ten seconds; every number opens its cases.

    `case_chosen` gives the id of the case the cursor is on. On the wall there are no tabs: the list of days
    and the charts are always seen.
    """

    case_chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, on_wall: bool = False) -> None:
        super().__init__(parent)
        self._desk = desk
        self._on_wall = on_wall
        self._session_id: int | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        desk = self._desk
        self.tiles = tuple(FigureTile(tone, self) for tone in _TONES)
        self.carried = FigureTile(Tone.NONE, self)
        self.rates = tuple(RateTile(self) for _ in range(3))
        self.matrix = MatrixPanel(self)
        self.matrix.press.setVisible(not self._on_wall)
        self.agenda, self.slow = AgendaPanel(desk), SlowPanel(desk)
        self.joint, self.key = JointPanel(desk), KeyPanel(desk)
        self.charts, self.scores = ChartsPanel(desk), ScorePanel(desk)
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName("督查清单")
        self.tabs.setDocumentMode(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MARGIN)
        column.addLayout(self._tile_row())
        column.addLayout(self._middle_row(), 1)
        self.below, inside = card(margin=1, spacing=0)
        self.below.setMinimumHeight(1)  # a window may become small again
        self.below.setMaximumHeight(_CHARTS_HEIGHT)
        self._below = inside
        column.addWidget(self.below)
        self._place_charts(below=self._on_wall)

    def _tile_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.MARGIN)
        for tile in self.tiles:
            row.addWidget(tile, 4)
        row.addWidget(self.carried, 4)
        for rate in self.rates:
            row.addWidget(rate, 5)
        return row

    def _middle_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.MARGIN)
        row.addWidget(_framed(self.matrix), 11)
        if self._on_wall:
            row.addWidget(_framed(self.agenda), 10)
            self.tabs.hide()
            return row
        for panel, title in (
            (self.agenda, "到期与逾期"),
            (self.slow, "进展缓慢"),
            (self.key, "重点件"),
            (self.joint, "联办"),
        ):
            self.tabs.addTab(panel, title)
        self.press = button("催办所选(&Z)…", self._press_selected, "quiet")
        self.tabs.setCornerWidget(self.press)
        row.addWidget(_framed(self.tabs), 10)
        return row

    def _connect(self) -> None:
        for tile in (*self.tiles, self.carried, *self.rates):
            tile.opened.connect(self.opened)
        self.matrix.opened.connect(self._on_cell_opened)
        self.matrix.press_wanted.connect(self._press_unit)
        self.charts.opened.connect(self._on_cell_opened)
        for panel in (self.agenda, self.slow, self.joint, self.key):
            panel.opened.connect(self.opened)
        self.agenda.chosen.connect(self._on_row_chosen)
        self.key.table.chosen.connect(self._on_row_chosen)
        self.slow.slow.table.chosen.connect(self._on_row_chosen)
        self.tabs.currentChanged.connect(self._renew_tab)
        for panel in (self.agenda, self.slow, self.joint, self.key):
            for table in panel.tables:
                action = QAction("催办所选…", table)
                action.triggered.connect(self._press_selected)
                table.add_row_action(action)

    def renew(self, session_id: int | None) -> None:
        """Read everything again that is seen."""
        office, self._session_id = self._desk.office, session_id
        for tile, numbers in zip(self.tiles, watch.deadlines(office, session_id), strict=True):
            tile.show_number(numbers.title, numbers.number, numbers.behind)
        self._show_carried()
        for made, rate in zip(self.rates, panels.rates(office, session_id), strict=True):
            made.show_rate(rate, office.percent)
        self.charts.lines = self.matrix.show_matrix(office, session_id)
        self._show_tab(self.scores, _SCORES, wanted=scoreboard.is_shown(office) and not self._on_wall)
        if self._on_wall:
            self.agenda.renew(session_id)
        else:
            self._renew_tab()
        if self.charts.parent() is self.below:
            self.charts.renew(session_id)

    def _show_carried(self) -> None:
        """Show how many cases of earlier years are open, where the desk holds earlier years."""
        group = watch.carried(self._desk.office, self._session_id)
        self.carried.setVisible(group is not None)
        if group is not None:
            self.carried.show_number(group.title, group.cell.number, group.cell.behind)
        self._fit_tiles()

    def _fit_tiles(self) -> None:
        """Leave the last rate out where eight tiles would cut off each other's words."""
        self.rates[-1].setVisible(self.carried.isHidden() or self.width() >= WIDE)

    def _press_unit(self) -> None:
        if (line := self.matrix.table.current_line) is not None:
            board_press.press(
                self._desk, board_press.of_line(self._desk, line, self.matrix.table.current_state), self
            )

    def _press_selected(self) -> None:
        panel = self.tabs.currentWidget()
        chosen = panel.pressed if isinstance(panel, _LISTS) else Chosen()
        board_press.press(self._desk, chosen, self)

    def _show_tab(self, panel: QWidget, title: str, *, wanted: bool) -> None:
        place = self.tabs.indexOf(panel)
        if wanted and place < 0:
            self.tabs.addTab(panel, title)
        elif not wanted and place >= 0:
            self.tabs.removeTab(place)

    def _place_charts(self, *, below: bool) -> None:
        self._show_tab(self.charts, _CHARTS, wanted=not below)
        if below:
            self._below.addWidget(self.charts)
            self.charts.show()
        self.below.setVisible(below)

    @Slot()
    def _renew_tab(self) -> None:
        panel = self.tabs.currentWidget()
        if isinstance(panel, (*_LISTS, ChartsPanel, ScorePanel)):
            panel.renew(self._session_id)
            self.press.setEnabled(isinstance(panel, _LISTS) and not self._desk.office.is_read_only)

    @Slot(object)
    def _on_cell_opened(self, cell: Cell) -> None:
        self.opened.emit(cell.behind)

    @Slot(object)
    def _on_row_chosen(self, row: panels.DatedRow | panels.SlowRow | None) -> None:
        self.case_chosen.emit(row.row.id if row else None)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._on_wall:
            self.below.setFixedHeight(round(self.height() * _ON_WALL))
        self._fit_tiles()
        below = self._on_wall or self.height() >= TALL
        if below != (self.charts.parent() is self.below):
            self._place_charts(below=below)
            if self.isVisible():
                self.charts.renew(self._session_id)


def _framed(panel: QWidget) -> QFrame:
    frame, inside = card(margin=1, spacing=0)
    inside.addWidget(panel)
    return frame
