"""Every command does its job without a window, says so in Chinese, and exits with 0 only on success."""

from __future__ import annotations

import json
import sys
from datetime import date
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from desktop import cli, paths
from desktop.casework import crashes, demo
from tests.casework.lists import FULL, OPINIONS, as_csv, full
from tests.desks import Clock

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the hook for bugs back after each test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    rows = (
        full(
            "1",
            "关于甲的建议",
            协办单位="市财政局",
            主办答复时间="2017-06-01",
            文号="示建〔2017〕1号",
            类别标记="A",
        ),
        full("221", "关于乙的建议", 主办单位="", 当前环节="不予立案/作废"),
        full("221", "关于丙的建议"),
    )
    return as_csv(tmp_path, FULL, *rows)


@pytest.fixture
def data(tmp_path: Path, listed: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "desk"
    assert cli.main(["import", str(listed), "--data", str(folder)]) == 0
    capsys.readouterr()
    return folder


def run(*arguments: object) -> int:
    return cli.main([str(each) for each in arguments])


def said(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert not captured.err
    return captured.out


def refused(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert not captured.out
    assert captured.err.count("\n") == 1, "one sentence"
    return captured.err.strip()


def document(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found = json.loads(said(capsys))
    assert isinstance(found, dict)
    return found


# --- import -----------------------------------------------------------------------------------------


def test_import_makes_the_desk_and_says_so(
    tmp_path: Path, listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", listed, "--data", tmp_path / "new") == 0
    lines = said(capsys).splitlines()
    assert "第3行“案号”（221）：与第4行编号相同，均照样收下，请核对" in lines
    assert lines[-1] == "文件夹中原来没有办理台，已新建。已新增3件，新建单位2家；2行有需要核对之处。"


def test_a_dry_run_writes_nothing_at_all(
    tmp_path: Path, listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", listed, "--data", tmp_path / "new", "--dry-run") == 0
    assert said(capsys).splitlines()[-1].startswith("试读完毕，没有写入：可新增3件")
    assert not (tmp_path / "new").exists()


def test_import_as_json_is_one_document(
    data: Path, listed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", listed, "--data", data, "--json", "--dry-run") == 0
    report = document(capsys)
    assert (report["rows"], report["added"], report["known"], report["dry_run"]) == (3, 0, 3, True)
    assert report["problems"][0]["severity"] == "note"
    opinions = as_csv(
        tmp_path, OPINIONS, ("建议", "1", "市财政局", "2017-05-15", "完成"), name="协办意见.csv"
    )
    assert run("import", opinions, "--data", data) == 0
    assert said(capsys) == "已记入协办意见1条；0行有需要核对之处。\n"
    assert run("import", opinions, "--data", data) == 0
    assert said(capsys) == "已新增0件，跳过已有1行；0行有需要核对之处。\n"


def test_scheme_kind_and_session_can_be_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    short = as_csv(tmp_path, ("编号", "标题", "主办单位"), ("1", "甲", "市甲局"), name="清单.csv")
    desk = tmp_path / "new"
    asked = ("--scheme", "章丘", "--kind", "提案", "--session", "示例区政协十届三次会议")
    assert run("import", short, "--data", desk, *asked, "--json") == 0
    assert document(capsys)["new_sessions"] == ["示例区政协十届三次会议"]
    assert run("show", "1", "--data", desk, "--json") == 0
    shown = document(capsys)
    assert shown["case"]["scheme_id"] == "zhangqiu"
    assert shown["number"] == "第1号提案"


@pytest.mark.parametrize("scheme", ["无此规则", "办"])
def test_a_scheme_nobody_knows_lists_those_known(
    tmp_path: Path, listed: Path, scheme: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", listed, "--data", tmp_path / "new", "--scheme", scheme) == 1
    assert "通用办法（tongyong）" in refused(capsys)


def test_a_file_that_is_no_list_leaves_no_desk_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = as_csv(tmp_path, ("甲", "乙"), ("1", "2"))
    assert run("import", path, "--data", tmp_path / "new") == 1
    assert "没有找到表头" in refused(capsys)
    assert run("import", tmp_path / "none.csv", "--data", tmp_path / "new", "--json") == 1
    assert "不存在" in refused(capsys)
    assert not (tmp_path / "new").exists()


# --- looking ----------------------------------------------------------------------------------------


def test_count_gives_totals_by_unit_and_by_class(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("count", "--data", data, "--json", "--session", "示例市人大十七届第一次会议") == 0
    figures = document(capsys)
    assert (figures["cases"], figures["by_class"]) == (3, {"A": 1})
    assert figures["tasks"] == {
        "lead": 2,
        "co": 1,
        "lead_replied": 1,
        "co_replied": 0,
        "total": 3,
        "replied": 1,
    }
    assert run("count", "--data", data) == 0
    lines = said(capsys).splitlines()
    assert lines[0] == "共3件，已答复1件。"
    assert "市财政局：主办0，协办1，合计1，已办复0" in lines
    assert run("count", "--data", data, "--session", "示例市人大二届一次会议") == 1
    assert refused(capsys) == "办理台中没有届次“示例市人大二届一次会议”；现有：示例市十七届人大一次会议。"


def test_count_crosses_and_tells_its_rates(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--origin", "合计", "--cross", "内容分类,当前环节", "--as-of", "12月初")
    assert run("count", "--data", data, "--json", *asked) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["figures"]["as_of"] == "12月初"
    assert told["cross"]["total"] == told["cases"] == told["figures"]["cases"]
    rate = next(each for each in told["figures"]["metrics"] if each["key"] == "reply.owed")
    assert rate["definition"] == "已答复件数 ÷ 应办件数"
    assert run("count", "--data", data, "--cross", "内容分类") == 1



def test_show_tells_a_case_and_lists_those_that_share_a_number(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("show", "1", "--data", data) == 0
    assert said(capsys).startswith(
        "示例市十七届人大一次会议第1号建议《关于甲的建议》\n当前环节：待反馈；下一步："
    )
    assert run("show", "221", "--data", data, "--kind", "建议") == 1
    sentence = refused(capsys)
    assert "编号“221”有2件：#2 " in sentence
    assert "《关于丙的建议》" in sentence
    assert run("show", "#2", "--data", data) == 0
    assert said(capsys).splitlines()[1] == "当前环节：不予立案；下一步：无"
    assert run("show", "1", "--data", data, "--kind", "提案") == 1
    assert refused(capsys).startswith("办理台中没有编号为“1”的件")
    assert run("show", "#2", "--data", data, "--json") == 0
    assert document(capsys)["history"][0]["verb"] == "导入"


def test_a_desk_without_any_session(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from desktop.casework.office import create_office

    create_office(tmp_path, clock=Clock(), officer="示例经办").close()
    assert run("count", "--data", tmp_path, "--session", "甲") == 1
    assert "现有：没有任何届次" in refused(capsys)


def test_the_ledger_is_a_workbook(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "台账.xlsx"
    assert run("ledger", "--data", data, "--out", out) == 0
    assert said(capsys) == f"已写成“{out}”，共3件。\n"
    values = {cell for row in openpyxl.load_workbook(out).worksheets[0].values for cell in row}
    assert {"关于甲的建议", "示建〔2017〕1号"} <= values


def test_a_letter_not_issued_here_is_a_preview(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "函.pdf"
    assert run("letter", "1", "--data", data, "--out", out) == 0
    assert "预览" in said(capsys)
    assert out.read_bytes().startswith(b"%PDF")
    assert run("letter", "#2", "--data", data, "--out", out) == 1
    assert "尚未交办" in refused(capsys)
    assert run("letter", "1", "--data", data, "--out", tmp_path / "no" / "函.pdf") == 1
    assert "没有写成" in refused(capsys)


def test_check_tells_a_sound_desk_from_a_damaged_one(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3
    from contextlib import closing

    assert run("check", "--data", data) == 0
    assert said(capsys) == "数据完好，共3件。\n"
    with closing(sqlite3.connect(paths.desk_file(data))) as connection, connection:
        connection.execute("UPDATE cases SET title = '改' WHERE id = 1")
    assert run("check", "--data", data) == 1
    assert refused(capsys).endswith("。")


def test_there_has_to_be_a_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (("count",), ("check",), ("ledger", "--out", "x.xlsx"), ("show", "1")):
        assert run(*command, "--data", tmp_path / "none") == 1
        assert refused(capsys).endswith("。")


@pytest.mark.parametrize("out", [".", "/", ""])
def test_what_is_written_has_to_be_a_file(data: Path, out: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (("ledger",), ("letter", "1")):
        assert run(*command, "--data", data, "--out", out) == 1
        assert "请写明要保存成的文件名" in refused(capsys)


def test_no_case_has_an_id_beyond_all_counting(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "#" + "9" * 30, "--data", data) == 1
    assert "请核对编号" in refused(capsys)


def test_a_console_without_a_character_hides_it_and_json_stays_whole(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = as_csv(tmp_path, FULL, full("9", "关于𠮷的建议"), name="生僻字.csv")
    console = TextIOWrapper(BytesIO(), encoding="gbk", newline="")
    monkeypatch.setattr(sys, "stdout", console)
    assert run("import", named, "--data", data) == 0
    console.seek(0)
    console.truncate()
    assert run("show", "9", "--data", data, "--json") == 0
    console.seek(0)
    assert json.load(console)["case"]["proposal"]["title"] == "关于𠮷的建议"
    console.seek(0)
    console.truncate()
    assert run("show", "9", "--data", data) == 0
    console.seek(0)
    assert "关于?的建议" in console.read()


# --- the demo ---------------------------------------------------------------------------------------


def test_demo_makes_a_desk_whose_letters_are_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "demo", tmp_path / "函.pdf"
    assert run("demo", folder, "--cases", "8", "--seed", "2") == 0
    assert said(capsys) == f"已在“{folder}”建立演示办理台，共8件。\n"
    assert run("demo", folder) == 1
    assert "已经存在" in refused(capsys)
    issued = _first_issued(folder)
    assert run("letter", f"#{issued}", "--data", folder, "--out", out) == 0
    assert said(capsys) == f"已写成“{out}”，答复函1份。\n"


def _first_issued(folder: Path) -> int:
    from desktop.casework.office import open_office
    from tests.casework.lists import cases

    office = open_office(folder, clock=Clock(date(2026, 6, 1)), officer="示例经办", read_only=True)
    found = next(case.id for case in cases(office) if case.latest_issued)
    office.close()
    return found


def test_selftest_and_showcase_show_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: object
) -> None:
    assert qapp
    assert run("showcase", tmp_path / "out") == 0
    named = said(capsys).splitlines()
    assert sorted(named) == sorted(str(path) for path in (tmp_path / "out").iterdir())
    assert {path.rpartition(".")[2] for path in named} == {"csv", "pdf", "xlsx", "png"}
    assert run("selftest") == 0
    assert said(capsys).startswith("自检通过")


# --- how it refuses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "命令或参数写得不对"),
        (("nothing",), "命令或参数写得不对"),
        (("count",), "缺少--data"),
        (("show", "--data", "x"), "缺少编号"),
        (("count", "--data"), "--data 后面缺少内容"),
        (("count", "--nothing"), "没有“--nothing”这个选项"),
        (("show", "1", "--data", "x", "--kind", "议案"), "--kind只能是建议、提案"),
        (("demo", "x", "--cases", "0"), "--cases写得不对"),
    ],
)
def test_usage_is_refused_in_chinese(
    arguments: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 1
    assert refused(capsys) == f"{sentence}，没有执行；请用 handling-desk --help 查看用法。"


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ([], *([name] for name in cli.cli.commands)):
        assert run(*command, "--help") == 0
        text = said(capsys)
        assert text.startswith("用法：handling-desk")
        assert not {"Usage", "Options", "Commands", "Show", "required"} & set(text.replace(":", " ").split())


def test_a_person_may_stop_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "build", stopped)
    assert run("demo", tmp_path / "demo") == 1
    assert capsys.readouterr().err.strip() == "已按要求停止。"


def test_a_bug_is_one_sentence_and_its_trace_is_kept_without_phones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    error = RuntimeError("call 138-0000-0001")
    cli.report_bug(RuntimeError, error, None)
    assert "没有预料到的问题" in refused(capsys)
    log = crashes.place().read_text("utf-8")
    assert "RuntimeError: call 138-****-0001" in log


def test_a_bug_that_cannot_be_logged_is_told_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(paths, "config_folder", lambda: tmp_path / "file" / "settings")
    cli.report_bug(RuntimeError, RuntimeError("call 138-0000-0001"), None)
    told = capsys.readouterr().err
    assert "没能记下" in told
    assert "RuntimeError: call 138-****-0001" in told


def test_somebody_without_a_name_can_work(
    monkeypatch: pytest.MonkeyPatch, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def nameless() -> str:
        raise KeyError

    monkeypatch.setattr(cli.getpass, "getuser", nameless)
    assert run("count", "--data", data) == 0
    assert said(capsys)
