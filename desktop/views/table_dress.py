"""What every table here has in common: one line a row, scrolled by pixels, titles that can bear filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from desktop.views import theme
from desktop.views.ledger_header import FilterHeader

if TYPE_CHECKING:
    from desktop.views.tables import RowModel


def dress(view: QTableView) -> None:
    """Give a table the habits of every table here: whole rows, one line each, scrolled by pixels."""
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setFrameShape(QFrame.Shape.NoFrame)
    rows, titles = view.verticalHeader(), view.horizontalHeader()
    rows.hide()
    rows.setMinimumSectionSize(theme.ROW_HEIGHT)
    rows.setDefaultSectionSize(theme.ROW_HEIGHT)
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    titles.setHighlightSections(False)
    titles.setSectionsClickable(True)
    titles.setMinimumSectionSize(32)


def head(view: QTableView, model: RowModel[Any]) -> None:
    """Give a table titles with filters when its rows can be narrowed by a column."""
    if any(column.narrow for column in model.columns):
        view.setHorizontalHeader(FilterHeader(model, view))


def shown_columns(view: QTableView) -> list[int]:
    """Return the columns of a table that are not hidden, from left to right."""
    titles = view.horizontalHeader()
    order = (titles.logicalIndex(place) for place in range(titles.count()))
    return [column for column in order if not view.isColumnHidden(column)]


def detach_titles(view: QTableView) -> None:
    """Let the titles of a table of cells know nothing of its selection.

    Qt asks every row whether a column is selected as a whole, each time a title is painted; and a press on a
    title, which sorts here, would select the column.
    """
    titles = view.horizontalHeader()
    titles.setSelectionModel(QItemSelectionModel(view.model(), titles))
    for pressed in (titles.sectionPressed, titles.sectionEntered):
        pressed.disconnect()
