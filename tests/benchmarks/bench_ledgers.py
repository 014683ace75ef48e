"""How long a printed ledger of 5,000 rows takes, beside the PDF library drawing the same words and lines."""

from __future__ import annotations

import random
from contextlib import closing
from io import BytesIO
from time import process_time
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas

from desktop.casework import designer, presets
from desktop.casework.office import open_office
from desktop.documents.fonts import Role, bundled
from desktop.documents.linebreak import Setter
from desktop.documents.table_layout import lay_out
from desktop.documents.tables import render
from desktop.domain.listing import Criteria
from desktop.paths import desk_file, resources
from tests import desks
from tests.benchmarks.large_desks import new_store
from tests.db.samples import NOTE, any_case

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.documents.leaf import Leaf

ROWS = 5_000
ROUNDS = 2
SECONDS = {"提案收件清单": 2.5, "办理台账": 6.0}  # eleven columns, thirty-eight columns
RATIO = 1.5  # measured: 0.6 to 0.9


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that some work takes."""
    started = process_time()
    work()
    return process_time() - started


def bare(leaves: list[Leaf]) -> bytes:
    """Draw every line of text and every rule by the library's canvas: no layout, no fallback of faces."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=leaves[0].size, pageCompression=1, initialFontName=Role.SONG)
    for leaf in leaves:
        height = leaf.size[1]
        canvas.setPageSize(leaf.size)
        for stroke in leaf.strokes:
            canvas.rect(stroke.x, height - stroke.y - stroke.height, stroke.width, stroke.height, 0, 1)
        for text in leaf.texts:
            canvas.setFont(text.units[0].role, text.units[0].size)
            canvas.drawString(text.x, height - text.y, "".join(unit.text for unit in text.units))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def test_five_thousand_rows_on_paper(tmp_path: Path) -> None:
    dice = random.Random(20260305)
    with closing(new_store(desk_file(tmp_path))) as store, store.transaction():
        store.cases.add_many((any_case(dice, number) for number in range(ROWS)), NOTE)
    for role in Role:
        pdfmetrics.registerFont(ttfonts.TTFont(role, str(resources() / "fonts" / f"{role}.ttf")))
    with closing(open_office(tmp_path, clock=desks.Clock(), officer="示例经办")) as office:
        for report in (each for each in presets.shipped() if each.name in SECONDS):
            content = designer.compose(office, report, Criteria())
            leaves = lay_out(content, Setter(bundled()))
            drawn, made, read = [], [], []
            for _ in range(ROUNDS):  # in turns, in processor time and the best of each
                drawn.append(seconds(lambda: bare(leaves)))  # noqa: B023
                made.append(seconds(lambda: render(content, "示例办")))  # noqa: B023
                read.append(seconds(lambda: designer.compose(office, report, Criteria())))  # noqa: B023
            ratio, whole = min(made) / min(drawn), min(made) + min(read)
            size = f"{len(content.rows)} rows of {len(content.columns)} columns, {len(leaves)} sheets"
            print(  # noqa: T201 - a benchmark tells its figures
                f"\n{report.name}: {size}: "
                f"read {min(read):.2f} s, set and printed {min(made):.2f} s, {ratio:.2f} x the bare drawing"
            )
            assert whole <= SECONDS[report.name]
            assert ratio <= RATIO
