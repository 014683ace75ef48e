"""The row of filters above the 台账: what is chosen there is a `Criteria`, and it can show any `Criteria`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework import keep
from desktop.domain.kinds import Kind
from desktop.domain.listing import Criteria, SortField
from desktop.domain.stage import OWING, Stage
from desktop.views import theme
from desktop.views.forms import Button, label
from desktop.views.query_completer import QueryCompleter
from desktop.views.search_box import SearchBox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from desktop.casework.office import Office

WEEK, MONTH = 7, 30  # days ahead, today included
_NARROWEST, _WIDEST_TEXT = 72, 360  # pixels; on a small screen everything gives way a little
_LISTS_FIRST = 3  # the lists take their room before the search box does
_STAGES_OWING = tuple(stage for stage in Stage if stage in OWING)


def due_spans(today: date) -> tuple[tuple[str, tuple[date | None, date | None]], ...]:
    """Return the spans of due dates an office asks for, first and last day inclusive."""
    return (
        ("已逾期", (None, today - timedelta(days=1))),
        ("今天到期", (today, today)),
        ("7日内到期", (today, today + timedelta(days=WEEK))),
        ("30日内到期", (today, today + timedelta(days=MONTH))),
    )


class LedgerFilter(QWidget):
    """Six ways to narrow the list; emits `changed` when a person changed one of them."""

    changed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._shown = Criteria()
        self.session = QComboBox(self)
        self.kind = QComboBox(self)
        self.stage = QComboBox(self)
        self.due = QComboBox(self)
        self.unit = QComboBox(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.text = SearchBox("编号、案由、领衔人、单位", self)
        self.key_only = QCheckBox("仅重点(&I)", self)
        self.key_only.setAccessibleName("仅重点")
        self.clear_button = Button("清除(&R)", self)
        self.clear_button.setProperty("role", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.BLOCK, theme.SPACE, theme.BLOCK, theme.MARGIN)
        row.setSpacing(theme.SPACE)
        for words, box, width in (
            ("届次(&J)", self.session, 184),
            ("类型(&L)", self.kind, 108),
            ("环节(&A)", self.stage, 108),
            ("时限(&D)", self.due, 116),
            ("单位(&U)", self.unit, 168),
        ):
            box.setMinimumWidth(_NARROWEST)
            box.setMaximumWidth(width)
            box.setMaxVisibleItems(20)
            row.addLayout(_labelled(words, box), _LISTS_FIRST * width)
        self.text.setMinimumWidth(2 * _NARROWEST)
        self.text.setMaximumWidth(_WIDEST_TEXT)
        row.addLayout(_labelled("查找(&T)", self.text), _WIDEST_TEXT)
        for each in (self.key_only, self.clear_button):
            each.setFixedHeight(theme.ROW_HEIGHT + 2)
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(0)

    def _connect(self) -> None:
        self.completer = QueryCompleter(self.text, self._office)
        for box in (self.session, self.kind, self.stage, self.due, self.unit):
            box.activated.connect(self._on_chosen)
        self.text.searched.connect(self._on_searched)
        self.key_only.clicked.connect(self._on_chosen)
        self.clear_button.clicked.connect(self._on_cleared)

    def refresh(self) -> None:
        """Offer the sessions and units there are now, and the spans of today."""
        office = self._office
        kinds = [(kind.label, (kind,)) for kind in Kind]
        stages = [("尚未答复", _STAGES_OWING), *((stage.label, (stage,)) for stage in Stage)]
        _fill(self.session, "全部届次", None, ((each.text, each.id) for each in keep.sessions(office)))
        _fill(self.kind, "全部类型", (), kinds)
        _fill(self.stage, "全部环节", (), stages)
        _fill(self.due, "全部时限", (None, None), due_spans(office.today))
        _fill(self.unit, "全部单位", None, ((each.name, each.id) for each in keep.units(office)))
        self.show_criteria(self._shown)

    def criteria(self) -> Criteria:
        """Return what is chosen, in the order of rows that was shown last."""
        due_from, due_until = self.due.currentData() or (None, None)
        return replace(
            self._shown,
            session_id=self.session.currentData(),
            kinds=self.kind.currentData() or (),
            stages=self.stage.currentData() or (),
            unit_id=self.unit.currentData(),
            text=self.text.text().strip(),
            key_only=self.key_only.isChecked(),
            due_from=due_from,
            due_until=due_until,
        )

    def show_criteria(self, criteria: Criteria) -> None:
        """Show a filter made elsewhere; what no list offers gets a line of its own."""
        self._shown = criteria
        _choose(self.session, criteria.session_id, "所选届次")
        _choose(self.kind, criteria.kinds, f"所选{len(criteria.kinds)}类")
        _choose(self.stage, criteria.stages, f"所选{len(criteria.stages)}个环节")
        _choose(self.due, (criteria.due_from, criteria.due_until), "所选时段")
        _choose(self.unit, criteria.unit_id, "所选单位")
        self.text.set_words(criteria.text)
        self.key_only.setChecked(criteria.key_only)
        self.clear_button.setEnabled(self.is_narrowed)

    def choose_unit(self, name: str) -> None:
        """Narrow the list to a unit by the name it is shown with; an unknown name changes nothing."""
        if (place := self.unit.findText(name)) > 0:
            self.unit.setCurrentIndex(place)
            self._tell()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order of rows is chosen; only then there is something to clear."""
        return replace(self._shown, sort=SortField.NUMBER, descending=False, then_by=()) != Criteria()

    def _tell(self) -> None:
        self._shown = self.criteria()
        self.clear_button.setEnabled(self.is_narrowed)
        self.changed.emit()

    @Slot()
    def _on_chosen(self) -> None:
        self._tell()

    @Slot(str)
    def _on_searched(self, _text: str) -> None:
        self._tell()

    @Slot()
    def _on_cleared(self) -> None:
        self.show_criteria(Criteria().sorted_by(*self._shown.sorts))
        self.changed.emit()


def _labelled(words: str, widget: QWidget) -> QVBoxLayout:
    """Return a widget under its small label, the label its buddy."""
    title = label(words, "small")
    title.setBuddy(widget)
    widget.setAccessibleName(words.split("(", maxsplit=1)[0])
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(title)
    column.addWidget(widget)
    return column


def _fill(box: QComboBox, everything: str, nothing: Any, choices: Iterable[tuple[str, Any]]) -> None:
    with QSignalBlocker(box):
        box.clear()
        box.addItem(everything, nothing)
        for words, value in choices:
            box.addItem(words, value)
        box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + theme.PAGE)  # whole names in the list


def _choose(box: QComboBox, value: Any, otherwise: str) -> None:
    """Choose the line that holds `value`; when none does, add one that says `otherwise`."""
    for place in range(box.count()):
        if box.itemData(place) == value:
            box.setCurrentIndex(place)
            return
    box.addItem(otherwise, value)
    box.setCurrentIndex(box.count() - 1)
