"""How long a pile of letters takes, beside the PDF library drawing the same words with no layout at all."""

from __future__ import annotations

from io import BytesIO
from time import process_time
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas

from desktop.documents import page
from desktop.documents.fonts import Role, bundled
from desktop.documents.letter_layout import lay_out
from desktop.documents.linebreak import Setter
from desktop.documents.pdf import render
from desktop.paths import resources
from tests.documents.letters import letter, official_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.documents.leaf import Leaf

LETTERS = 1000
ROUNDS = 3
MILLISECONDS_EACH = 12.0
RATIO = 2.0  # measured: 1.4 to 1.5


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that some work takes."""
    started = process_time()
    work()
    return process_time() - started


def bare(pages: list[Leaf]) -> bytes:
    """Draw every line of the pages as one string of the library's canvas: no squeezing, no fallback."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=(page.WIDTH, page.HEIGHT), pageCompression=1, initialFontName=Role.BODY)
    for leaf in pages:
        for text in leaf.texts:
            canvas.setFont(text.units[0].role, text.units[0].size)
            canvas.drawString(text.x, page.HEIGHT - text.y, "".join(unit.text for unit in text.units))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def test_a_thousand_letters_in_one_file() -> None:
    letters = [
        letter(
            doc_no=f"临建函〔2026〕{number}号",
            title=f"关于对市政协第十四届五次会议第{number:04d}号提案的答复",
            body="\n".join(["您提出的提案收悉。", "一、办理情况", official_text(number, 560), "感谢支持。"]),
        )
        for number in range(LETTERS)
    ]
    setter = Setter(bundled())
    pages = [leaf for one in letters for leaf in lay_out(one, setter)]
    assert len(pages) == 2 * LETTERS
    for role in Role:
        pdfmetrics.registerFont(ttfonts.TTFont(role, str(resources() / "fonts" / f"{role}.ttf")))
    drawn, printed = [], []
    for _ in range(ROUNDS):  # in turns, in processor time and the best of each: other programs do not count
        drawn.append(seconds(lambda: bare(pages)))
        printed.append(seconds(lambda: render(letters)))
    each, ratio = min(printed) * 1000 / LETTERS, min(printed) / min(drawn)
    print(  # noqa: T201 - a benchmark tells its figures
        f"\n{LETTERS} letters of 2 pages: {each:.2f} ms each with layout, {ratio:.2f} x the bare drawing "
        f"of the same words ({min(drawn) * 1000 / LETTERS:.2f} ms)"
    )
    assert each <= MILLISECONDS_EACH
    assert ratio <= RATIO
