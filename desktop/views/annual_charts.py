"""Charts for the sections of an annual report, drawn in the colours of paper and handed over as PNG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImageWriter

from desktop.casework import annual
from desktop.views import chart_pictures
from desktop.views.figure_charts import Bar, BarChart

if TYPE_CHECKING:
    from desktop.casework.metrics import Group
    from desktop.casework.office import Office
    from desktop.domain.annual import AnnualReport

_WIDTH = 640  # pixels of the screen; the picture is three times as fine


def pictures(office: Office, report: AnnualReport) -> dict[str, bytes]:
    """Return the charts a report wants, by the key of the section each ends."""
    drawn = {}
    for section in report.wishes.charts:
        group = annual.group(office, report, section)
        if group is not None and any(share.number for share in group.shares):
            drawn[section] = _png(group)
    return drawn


def _png(group: Group) -> bytes:
    chart = BarChart(group.title)
    bars = [
        Bar(each.label, (each.cell,), f"{each.number:,}　{each.percent}".rstrip()) for each in group.shares
    ]
    chart.show_bars(group.heading, bars)
    chart.resize(_WIDTH, chart.sizeHint().height())
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(chart_pictures.picture(chart))
    chart.deleteLater()
    return bytes(kept.data())
