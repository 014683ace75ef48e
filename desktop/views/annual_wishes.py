"""The dialog that says how an annual report is made: days, scope, who gives it, tables and charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from desktop.casework import annual, crossings
from desktop.domain.annual import ReportAnnex, Wishes
from desktop.views.date_field import DateField
from desktop.views.decision_dialog import DecisionDialog
from desktop.views.fields import day_in
from desktop.views.theme import BLOCK

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.casework.office import Office
    from desktop.domain.annual import AnnualReport


class WishesDialog(DecisionDialog):
    """Asks for everything a report needs besides its words, and hands it to `take`."""

    def __init__(
        self, office: Office, report: AnnualReport, take: Callable[[Wishes], object], parent: QWidget
    ) -> None:
        super().__init__("年度报告的口径和版面", "确定(&S)", parent, columns=2)
        self._report, self._take = report, take
        self._build(office, report.wishes)

    def _build(self, office: Office, known: Wishes) -> None:
        between = crossings.intersession(office)
        self.as_of, self.between_as_of = QLineEdit(known.as_of), QLineEdit(known.between_as_of)
        self.occasion, self.speaker = QLineEdit(known.occasion), QLineEdit(known.speaker)
        self.issuer, self.dated = QLineEdit(known.issuer), DateField(office.today)
        self.dated.set_value(known.dated)
        self.as_of.setPlaceholderText("照写，如：12月初；不填为今天")
        self.between_as_of.setPlaceholderText("不填与左边相同")
        self.occasion.setPlaceholderText("如：——2026年12月1日在区十届人大常委会第二十次会议上")
        self.speaker.setPlaceholderText("如：区政府常务副区长　某某某")
        self.issuer.setPlaceholderText("不填为本单位名称")
        self.form.add("as_of", "截至(&D)", self.as_of)
        self.form.add("between_as_of", f"{between}截至(&B)", self.between_as_of)
        self.form.add("occasion", "题下第一行(&O)", self.occasion, wide=True)
        self.form.add("speaker", "题下第二行(&K)", self.speaker, wide=True)
        self.form.add("issuer", "署名(&I)", self.issuer)
        self.form.add("dated", "成文日期(&T)", self.dated)
        self._build_ticks(known)
        self.setMinimumWidth(780)

    def _build_ticks(self, known: Wishes) -> None:
        self.government = _tick("只计政府系统主办的(&G)", is_on=known.government)
        self.key_only = _tick("只写重点件(&Y)", is_on=known.key_only)
        self.with_zeros = _tick("没有的类别也列出（0件）(&Z)", is_on=known.with_zeros)
        self.form.add("scope", "范围", _row(self.government, self.key_only, self.with_zeros), wide=True)
        self.annexes = {each: _tick(each.label, is_on=each in known.annexes) for each in ReportAnnex}
        self.form.add("annexes", "附件", _row(*self.annexes.values()), wide=True)
        plan = annual.outline(self._report.audience)
        self.charts = {
            each.key: _tick(f"“{each.name}”后附图", is_on=each.key in known.charts)
            for each in plan.sections
            if each.chart
        }
        hint = "图插入 .docx；PDF 和纯文本不带图。"
        self.form.add("charts", "图表", _row(*self.charts.values()), hint=hint, wide=True)

    def wishes(self) -> Wishes:
        """Return what the form says; raises `OfficeError` for a day that cannot be read."""
        return Wishes(
            as_of=self.as_of.text().strip(),
            between_as_of=self.between_as_of.text().strip(),
            government=self.government.isChecked(),
            key_only=self.key_only.isChecked(),
            with_zeros=self.with_zeros.isChecked(),
            occasion=self.occasion.text().strip(),
            speaker=self.speaker.text().strip(),
            issuer=self.issuer.text().strip(),
            dated=day_in(self.dated, "dated", "成文日期"),
            annexes=tuple(annex for annex, tick in self.annexes.items() if tick.isChecked()),
            charts=tuple(section for section, tick in self.charts.items() if tick.isChecked()),
            left_out=self._report.wishes.left_out,
        )

    @override
    def decide(self) -> None:
        self._take(self.wishes())


def _tick(text: str, *, is_on: bool) -> QCheckBox:
    tick = QCheckBox(text)
    tick.setChecked(is_on)
    return tick


def _row(*ticks: QWidget) -> QWidget:
    panel = QWidget()
    row = QHBoxLayout(panel)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(BLOCK)
    for each in ticks:
        row.addWidget(each)
    row.addStretch(1)
    return panel
