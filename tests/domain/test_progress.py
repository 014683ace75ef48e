"""A plain progress listens to nothing; another one may stop the work."""

from __future__ import annotations

import pytest

from desktop.domain.progress import SILENT, Cancelled, Progress


def test_silence_never_stops_the_work() -> None:
    assert SILENT.step(1, 2, "甲") is None  # type: ignore[func-returns-value]


def test_whoever_listens_may_cancel() -> None:
    class Impatient(Progress):
        def step(self, done: int, total: int, text: str = "") -> None:
            if text or done < total:
                raise Cancelled

    impatient = Impatient()
    impatient.step(2, 2)
    with pytest.raises(Cancelled):
        impatient.step(1, 2)
