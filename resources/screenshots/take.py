"""Take the pictures of the README from a demo desk: `.venv/bin/python -m resources.screenshots.take`."""

from __future__ import annotations

import os
from contextlib import chdir, closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.casework import demo, find, issue, preview
from desktop.domain.listing import Criteria
from desktop.domain.stage import Stage

FOLDER = Path(__file__).resolve().parent
DAY = datetime(2026, 11, 20, 9, 0)  # noqa: DTZ001 - the clock of an office has no zone
NAMES = ("board", "ledger", "case", "review", "print", "figures", "settings")


def main() -> None:
    """Write one picture of every page, and one of the first page of a reply letter."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop.app import tour

    with (
        TemporaryDirectory() as scratch,
        chdir(scratch),
        closing(demo.build(Path("示例办理台"), clock=lambda: DAY)) as office,
    ):
        pictures = tour(office, Path())
        for picture, name in zip(pictures, NAMES, strict=True):
            picture.replace(FOLDER / f"{name}.png")
        row = find.page(office, Criteria(stages=(Stage.REPLIED,)), 0, 1)[0]
        case = find.case(office, row.id)
        letter = issue.letter_of(office, case, case.answering[0].unit_id)
        _save_page(issue.pdf([letter]), FOLDER / "letter.png")


def _save_page(pdf: bytes, target: Path) -> None:
    from PySide6.QtGui import QImage

    page = next(iter(preview.page_images(pdf, 120)))
    QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32).save(str(target))


if __name__ == "__main__":
    main()
