"""The ledger as a printed table: what is seen is what is on the paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.casework import export
from desktop.domain.errors import OfficeError
from desktop.domain.listing import Criteria
from tests import desks
from tests.documents.letters import Printed
from tests.samples import PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.casework.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = desks.new_office(tmp_path / "desk")
    yield made
    made.close()


def test_the_columns_chosen_are_printed(office: Office, tmp_path: Path) -> None:
    case = desks.registered(office)
    path = tmp_path / "台账.pdf"
    assert export.ledger(office, Criteria(), path, columns=("item_no", "title")) == 1
    text = Printed(path.read_bytes()).text(0)
    assert "编号案由" in text
    assert case.proposal.title in text
    assert "领衔人" not in text
    assert f"历程校验码{office.history_mark}" in text


def test_what_cannot_be_printed_leaves_the_old_file(office: Office, tmp_path: Path) -> None:
    desks.registered(office, paper=replace(PAPER, title="关于笑脸😀的建议"))
    path = tmp_path / "台账.pdf"
    path.write_bytes(b"old")
    with pytest.raises(OfficeError, match="未生成表格"):
        export.ledger(office, Criteria(), path)
    assert path.read_bytes() == b"old"
