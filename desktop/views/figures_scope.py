"""Which cases the figures are about: session, scope, at the session or between sessions, as of when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.casework import crossings, metrics
from desktop.domain.crossing import Scope
from desktop.domain.kinds import Origin
from desktop.views import theme
from desktop.views.fields import Choice
from desktop.views.forms import label
from desktop.views.session_choice import SessionChoice

if TYPE_CHECKING:
    from desktop.casework.office import Office

_WIDEST = 300  # pixels: the longest name of a session
_EVERYTHING, _GOVERNMENT, _KEY, _CARRIED = "全部", "政府系统主办", "重点件", "往年结转件"


class Question(NamedTuple):
    """What the figures are asked about, and the day they are printed as of ("": today)."""

    office: Office
    scope: Scope
    as_of: str = ""


def kept_word(origin: Origin | None) -> str:
    """Return the word a choice of papers is remembered by."""
    return origin.value if origin else "both"


class ScopeBar(QWidget):
    """The choices above the figures; papers of the session and between sessions are mixed only by 合计."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()
        for each in (self.scopes, self.origins):
            each.currentIndexChanged.connect(self._on_changed)
        self.sessions.session_changed.connect(self.changed)
        self.as_of.editingFinished.connect(self.changed)

    def _build(self) -> None:
        self.sessions = SessionChoice(self)
        self.sessions.setMinimumWidth(150)
        self.sessions.setMaximumWidth(_WIDEST)
        self.scopes: Choice[str] = Choice(
            [(each, each) for each in (_EVERYTHING, _GOVERNMENT, _KEY, _CARRIED)], self
        )
        self.origins: Choice[Origin | None] = Choice(
            [(Origin.SESSION.label, Origin.SESSION), ("闭会期间", Origin.INTERSESSION), ("合计", None)], self
        )
        self.as_of = QLineEdit(self)
        self.as_of.setPlaceholderText("如：12月初")
        self.as_of.setFixedWidth(104)
        self.as_of.setToolTip("照写在表和文件上；数字按今天在案的情况统计")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        for text, field in (
            ("届次(&S)", self.sessions),
            ("范围(&F)", self.scopes),
            ("提出时间(&T)", self.origins),
            ("截至(&D)", self.as_of),
        ):
            name = label(text, "muted")
            name.setBuddy(field)
            field.setAccessibleName(text.split("(&", maxsplit=1)[0])
            row.addWidget(name)
            row.addWidget(field, 3 if field is self.sessions else 0)
            row.addSpacing(theme.SPACE)
        row.addStretch(1)

    def renew(self, office: Office) -> None:
        """Offer the sessions as they are now, and papers between sessions by the office's own word."""
        self.sessions.renew(office)
        with QSignalBlocker(self.origins):
            self.origins.setItemText(1, crossings.intersession(office))

    def open_at(self, office: Office, kept: str) -> None:
        """Choose the papers looked at last, else those of the session; between sessions where only those are.

        `kept` is the remembered word of a choice, "" where nothing was ever chosen.
        """
        only_between = crossings.origins(office) == {Origin.INTERSESSION}
        named = next((each for each in (*Origin, None) if kept == kept_word(each)), Origin.SESSION)
        with QSignalBlocker(self.origins):
            self.origins.choose(Origin.INTERSESSION if only_between and not kept else named)

    def question(self, office: Office) -> Question:
        """Return what is asked."""
        session_id, chosen = self.sessions.value(), self.scopes.value()
        scope = Scope((session_id,) if session_id else (), self.origins.value(), key_only=chosen == _KEY)
        if chosen == _GOVERNMENT:
            scope = metrics.government(office, scope)
        elif chosen == _CARRIED:
            carried = metrics.carried(office, session_id) if session_id else Scope(is_carried=True)
            scope = replace(carried, origin=self.origins.value())
        return Question(office, scope, self.as_of.text().strip())

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()
