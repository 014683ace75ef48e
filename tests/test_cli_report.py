"""The command `report`: the annual report of a session, and the letters of one case, as files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from desktop import cli
from desktop.casework import letter_file
from desktop.domain.errors import OfficeError
from tests import desks

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the hook for bugs back after each test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)


@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("txt", "关于".encode())])
def test_report_writes_the_year_of_a_session(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str, begins: bytes
) -> None:
    office = desks.new_office(tmp_path / "desk")
    desks.answered(office, desks.registered(office))
    office.close()
    out = tmp_path / f"报告.{ending}"
    asked = [
        "report",
        "--data",
        str(tmp_path / "desk"),
        "--session",
        "区十七届人大一次会议",
        "--out",
        str(out),
    ]
    assert cli.main(asked) == 0
    assert "关于区十七届人大一次会议代表建议办理情况的报告" in capsys.readouterr().out
    assert out.read_bytes().removeprefix(b"\xef\xbb\xbf").startswith(begins)
    assert cli.main([*asked, "--audience", "cppcc"]) == 0
    assert "办理情况的通报" in capsys.readouterr().out
    assert cli.main([*asked, "--audience", "court"]) == 1
    assert "--audience只能是congress、cppcc" in capsys.readouterr().err.replace(" ", "")


def test_report_wants_a_session(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desks.new_office(tmp_path / "desk").close()
    assert cli.main(["report", "--data", str(tmp_path / "desk"), "--out", str(tmp_path / "报告.pdf")]) == 1
    assert "--session" in capsys.readouterr().err
    assert not (tmp_path / "报告.pdf").exists()


def test_the_letters_of_a_case_are_written_as_far_as_there_are_any(tmp_path: Path) -> None:
    office = desks.new_office(tmp_path / "desk")
    path, case = tmp_path / "答复函.pdf", desks.registered(office)
    with pytest.raises(OfficeError, match="尚未交办"):
        letter_file.write(office, case, path)
    case = desks.handed_out(office, case)
    case = desks.drafted(office, desks.met(office, case))
    assert "预览" in letter_file.write(office, case, path)
    case = desks.answered(office, desks.registered(office, "13"))
    assert letter_file.write(office, case, path).endswith("答复函1份。")
