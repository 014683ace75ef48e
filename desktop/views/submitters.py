"""The field for those who handed a paper in: one name a line, the first one leads."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from desktop.domain.proposal import Submitter
from desktop.views.fields import lead_into
from desktop.views.forms import label
from desktop.views.name_area import BETWEEN, NameArea
from desktop.views.theme import MARGIN, SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MOST = 9_999
_BODY_ENDS = re.compile(r"(委员会|委|会|党|盟|学社|社|团|组|界别?|联|局|公司|中心|支部|总支|小组)$")
_LONGEST_PERSON = 4


class SubmitterField(QWidget):
    """Names one a line (or separated by 、), phone of the lead, and how many sign with it.

    The check box makes the lead a body (民主党派、专委会、代表团) instead of a person; it is ticked by itself
    for a name that ends like one until somebody clicks it. Of a lead who is known already (`know`) the phone
    is filled in, and `lead_known` brings the rest.
    """

    lead_known = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_decided = False
        self._known: dict[str, Submitter] = {}
        self._filled_phone = ""
        self._lead = ""
        self._build()
        self._connect()

    def _build(self) -> None:
        self._names = NameArea(3, "一行一个，第一个为领衔人；可输拼音首字母")
        self._names.setAccessibleName("提出人")
        self._is_body = QCheckBox("集体提出（党派、专委会、代表团等）")
        self._phone, self._count = QLineEdit(), QLineEdit()
        self._phone.setAccessibleName("领衔人电话")
        self._count.setAccessibleName("联名人数")
        self._count.setValidator(QIntValidator(0, _MOST, self))
        self._count.setPlaceholderText("按名单计")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(MARGIN)
        grid.setVerticalSpacing(SPACE)
        grid.addWidget(self._names, 0, 0, 3, 1, Qt.AlignmentFlag.AlignTop)
        for row, (text, field) in enumerate((("领衔人电话", self._phone), ("联名人数", self._count))):
            grid.addWidget(label(text, "muted"), row, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(field, row, 2)
        grid.addWidget(self._is_body, 2, 1, 1, 2)
        grid.setColumnStretch(0, 1)
        lead_into(self, self._names)

    def _connect(self) -> None:
        self._names.textChanged.connect(self._on_typed)
        self._is_body.clicked.connect(self._on_body_clicked)

    def know(self, people: Iterable[Submitter]) -> None:
        """Complete names from these people from now on, and fill in what is known of them."""
        self._known = {each.name: each for each in people}
        self._names.offer(self._known)

    def names(self) -> tuple[str, ...]:
        """The names typed, in order, each once."""
        typed = (name.strip() for name in BETWEEN.split(self._names.text()))
        return tuple(dict.fromkeys(name for name in typed if name))

    def typed(self) -> dict[str, Any]:
        """What stands in the fields, as typed."""
        return {
            "submitters": self._names.text(),
            "phone": self._phone.text(),
            "co_submitters": self._count.text(),
            "is_organisation": self._is_body.isChecked(),
        }

    def type(self, text: str) -> None:
        """Put a text into the lines."""
        self._names.setPlainText(text)

    def restore(self, content: Mapping[str, Any]) -> None:
        """Put into the fields what was typed before."""
        self.type(str(content.get("submitters", "")))
        self._phone.setText(str(content.get("phone", self._phone.text())))
        self._count.setText(str(content.get("co_submitters", "")))
        is_body = self._is_body.isChecked()
        self._is_body.setChecked(bool(content.get("is_organisation", is_body)))
        self._is_decided = self._is_decided or self._is_body.isChecked() is not is_body

    def clear(self) -> None:
        """Empty everything for the next paper."""
        self._is_decided = False
        self._lead = self._filled_phone = ""
        self._names.clear()
        self._phone.clear()
        self._count.clear()
        self._is_body.setChecked(False)

    def show_submitters(self, submitters: tuple[Submitter, ...], co_submitters: int) -> None:
        """Show those of a registered paper."""
        self.type("\n".join(each.name for each in submitters))
        if submitters:
            self._is_decided = True
            self._phone.setText(submitters[0].phone)
            self._is_body.setChecked(submitters[0].is_organisation)
        if co_submitters != max(len(submitters) - 1, 0):
            self._count.setText(str(co_submitters))

    def submitters(self, former: Iterable[Submitter]) -> tuple[Submitter, ...]:
        """Return everybody named; what was known of a name before (address, delegation) stays with it."""
        known = self._known | {each.name: each for each in former}
        named = [known.get(name, Submitter(name, _reads_like_body(name))) for name in self.names()]
        if named:
            phone = self._phone.text().strip()
            named[0] = replace(named[0], is_organisation=self._is_body.isChecked(), phone=phone)
        return tuple(named)

    def co_submitters(self) -> int:
        """Return how many sign with the lead: as written, or as many as are named."""
        written = self._count.text().strip()
        return int(written) if written else max(len(self.names()) - 1, 0)

    @Slot()
    def _on_typed(self) -> None:
        names = self.names()
        if not self._is_decided:
            self._is_body.setChecked(bool(names) and self._is_likely_body(names[0]))
        if (lead := names[0] if names else "") != self._lead:
            self._lead = lead
            self._fill_in(self._known.get(lead))

    def _is_likely_body(self, name: str) -> bool:
        return self._known[name].is_organisation if name in self._known else _reads_like_body(name)

    def _fill_in(self, lead: Submitter | None) -> None:
        """Fill in the phone of a known lead, unless somebody typed one; take back that of another."""
        if self._phone.text() == self._filled_phone:
            self._filled_phone = lead.phone if lead else ""
            self._phone.setText(self._filled_phone)
        if lead is not None:
            self.lead_known.emit(lead)

    @Slot()
    def _on_body_clicked(self) -> None:
        self._is_decided = True


def _reads_like_body(name: str) -> bool:
    return len(name) > _LONGEST_PERSON and _BODY_ENDS.search(name) is not None
