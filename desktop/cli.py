"""The program without a window: `python -m desktop.cli COMMAND`, for scripts and machines without a screen.

Exit status 0 means that everything was done; else one Chinese sentence on stderr says what to do next.
"""

from __future__ import annotations

import getpass
import json
import os
import sys
from contextlib import closing
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from time import strftime
from typing import TYPE_CHECKING, Any

import click

from desktop import cli_backup, paths
from desktop.casework import (
    annual_paper,
    count_report,
    crashes,
    demo_papers,
    export,
    find,
    intake,
    intake_bodies,
    intake_plan,
    intake_report,
    intake_source,
    keep,
    letter_file,
    naming,
)
from desktop.casework import demo as demo_desk
from desktop.casework.demo_stories import COUNT
from desktop.casework.office import Founding, Office, create_office, open_office
from desktop.domain.errors import OfficeError
from desktop.domain.kinds import Body, Kind
from desktop.domain.listing import Criteria
from desktop.domain.mapping import to_mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType


KINDS = {"建议": Kind.SUGGESTION, "提案": Kind.CPPCC_PROPOSAL}


# --- the words of the command line ----------------------------------------------------------------


class _Chinese(click.Command):
    """A command whose help and refusals are Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is put together."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and the commands of a group."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section("选项"):
            formatter.write_dl([(name, text.replace("[required]", "（必填）")) for name, text in records])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows this help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本说明"
        return option


class _ChineseGroup(_Chinese, click.Group):
    """The group of all commands, in Chinese."""

    command_class = _Chinese

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and then every command with its first sentence."""
        super().format_options(ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl([(name, each.get_short_help_str(60)) for name, each in self.commands.items()])


def _refusal(error: click.ClickException) -> str:
    """Return the Chinese sentence for what click could not make sense of."""
    match error:
        case click.NoSuchOption():
            return f"没有“{error.option_name}”这个选项"
        case click.MissingParameter(param=click.Parameter() as param):
            return f"缺少{_name(param)}"
        case click.BadOptionUsage():
            return f"{error.option_name} 后面缺少内容"
        case click.BadParameter(param=click.Parameter() as param):
            choices = getattr(param.type, "choices", None)
            return f"{_name(param)}" + (f"只能是{'、'.join(choices)}" if choices else "写得不对")
        case _:
            return "命令或参数写得不对"


def _name(param: click.Parameter) -> str:
    return param.opts[0] if isinstance(param, click.Option) else (param.metavar or param.opts[0])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; whatever stops it is one sentence on stderr."""
    sys.excepthook = report_bug
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a console of code page 936 lacks many characters of names
            stream.reconfigure(errors="replace")
    try:
        return int(cli.main(arguments, prog_name="handling-desk", standalone_mode=False) or 0)
    except OfficeError as error:
        return _fail(error.message)
    except click.ClickException as error:
        return _fail(f"{_refusal(error)}，没有执行；请用 handling-desk --help 查看用法。")
    except (click.Abort, KeyboardInterrupt):
        return _fail("已按要求停止。")


def _fail(sentence: str) -> int:
    click.echo(sentence, err=True)
    return 1


def report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Keep what nobody expected in the log, without phone numbers, and tell the person in one sentence."""
    formatted = crashes.told(kind, error, trace)
    told = f"经过记在“{crashes.place()}”，请把它交给维护人员。"
    try:
        crashes.keep(formatted, strftime("%Y-%m-%d %H:%M:%S"))
    except OSError:
        told = f"经过没能记下，请把下面的内容交给维护人员：\n{formatted}"
    _fail(f"程序遇到没有预料到的问题，已停止；此前保存的内容都在，{told}")


# --- what every command needs ---------------------------------------------------------------------

_FOLDER = click.Path(path_type=Path, readable=False)  # what cannot be read is refused in its own words
_DATA = click.option("--data", type=_FOLDER, metavar="文件夹", required=True, help="办理台所在的文件夹")
_SESSION = click.option(
    "--session", "session_text", metavar="届次", default="", help="如：某市十七届人大一次会议"
)
_KIND = click.option("--kind", type=click.Choice(list(KINDS)), metavar="建议|提案", help="类型")
_JSON = click.option("--json", "as_json", is_flag=True, help="只输出一个 JSON 文档")
_ORIGINS = click.Choice(list(count_report.ORIGINS))
_AUDIENCES = click.Choice(["congress", "cppcc"])
_GOVERNMENT = click.option("--government", is_flag=True, help="只计政府系统主办的")
_NUMBER = click.argument("number", metavar="编号")


def _officer() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "本机用户"


def _look(data: Path) -> Office:
    """Open a desk only to look, so that it may be open in a window at the same time."""
    return open_office(data, clock=datetime.now, officer=_officer(), read_only=True)


def _body(kind: str | None) -> Body | None:
    return KINDS[kind].body if kind else None


def _print_json(document: object) -> None:
    """Print one JSON document; where the console cannot show every character, in plain ASCII."""
    text = json.dumps(document, ensure_ascii=not _is_unicode(sys.stdout.encoding), indent=2, default=str)
    click.echo(text)


def _is_unicode(encoding: str) -> bool:
    return encoding.lower().startswith("utf")


# --- the commands -----------------------------------------------------------------------------------


@click.group(
    help="建议提案办理台（不开窗口的命令）。",
    cls=_ChineseGroup,
    options_metavar="",
    subcommand_metavar="命令 …",
    no_args_is_help=False,
)
def cli() -> None:
    """The program without a window."""


def _command(name: str, about: str) -> Callable[[Callable[..., None]], click.Command]:
    return cli.command(name, help=about, options_metavar="[选项]")


@_command("demo", "建立演示办理台（内容均为虚构）。")
@click.argument("directory", type=_FOLDER, metavar="文件夹")
@click.option("--cases", type=click.IntRange(1, 10**6), metavar="件数", default=COUNT, help="默认 120")
@click.option("--seed", type=int, metavar="数", default=1, help="同一个数生成同样的内容")
def demo(directory: Path, cases: int, seed: int) -> None:
    """Make a demo desk."""
    with closing(demo_desk.build(directory, clock=datetime.now, cases=cases, seed=seed)) as office:
        click.echo(f"已在“{directory}”建立演示办理台，共{find.count(office, Criteria())}件。")


@_command("import", "导入办理件清单或协办意见清单（.xlsx、.xls、.et、.ods、.csv 或网页表格），或提案正文。")
@click.argument("files", type=_FOLDER, metavar="文件…", nargs=-1, required=True)
@_DATA
@_SESSION
@_KIND
@click.option("--scheme", "scheme_name", metavar="名称", default="", help="办理规则，如：章丘")
@click.option("--year", type=click.IntRange(1949, 2199), metavar="年", help="没有写年份的日期按哪一年计")
@click.option("--update", is_flag=True, help="与办理台不同的格一律改为来表所载（缺省只补空白）")
@click.option("--skip-hidden", is_flag=True, help="不读表中隐藏的行和列")
@click.option("--bodies", is_flag=True, help="文件是提案正文（.docx、.txt），按案由或编号对应")
@click.option("--dry-run", is_flag=True, help="只检查，不写入")
@_JSON
def import_list(files: tuple[Path, ...], data: Path, **asked: Any) -> None:
    """Take in a list of cases or of co-handling opinions, or bodies of proposals."""
    if asked["bodies"] or len(files) > 1:  # only bodies come many at once
        with closing(_look(data) if asked["dry_run"] else _open(data)) as office:
            session_id = naming.session_id(office, asked["session_text"])
            taken = intake_bodies.take(office, files, session_id, update=asked["update"])
        return _tell(*intake_report.bodies(*taken), as_json=asked["as_json"])
    source, scheme_id = intake_source.survey(*files), naming.scheme_id(asked["scheme_name"])
    wanted = intake_plan.Wishes(asked["year"], update=asked["update"])
    shown = not asked["skip_hidden"]
    hints = intake_plan.Hints(asked["session_text"], KINDS.get(asked["kind"]), scheme_id, shown)
    is_new, outcome = not paths.desk_file(data).exists(), None
    if is_new:  # a list that cannot be read shall not leave an empty desk behind
        with TemporaryDirectory() as scratch, closing(_new_office(Path(scratch), scheme_id)) as office:
            plan = intake.read_as_wished(office, source, hints, wanted)
    if not is_new or not asked["dry_run"]:
        with closing(_new_office(data, scheme_id) if is_new else _open(data)) as office:
            plan = intake.read_as_wished(office, source, hints, wanted)
            outcome = None if asked["dry_run"] else intake.commit(office, plan)
    return _tell(*intake_report.told(plan, outcome, had_no_desk=is_new), as_json=asked["as_json"])


def _tell(document: object, lines: Sequence[str], *, as_json: bool) -> None:
    _print_json(document) if as_json else click.echo("\n".join(lines))


def _open(data: Path) -> Office:
    return open_office(data, clock=datetime.now, officer=_officer())


def _new_office(data: Path, scheme_id: str | None) -> Office:
    founding = Founding(scheme_id) if scheme_id else Founding()
    return create_office(data, clock=datetime.now, officer=_officer(), founding=founding)


@_command("ledger", "把台账写成工作簿。")
@_DATA
@click.option("--out", type=_FOLDER, metavar="文件.xlsx", required=True, help="写到哪里")
@_SESSION
def ledger(data: Path, out: Path, session_text: str) -> None:
    """Write the ledger as a workbook."""
    with closing(_look(data)) as office:
        rows = export.ledger(office, Criteria(session_id=naming.session_id(office, session_text)), out)
    click.echo(f"已写成“{out}”，共{rows}件。")


@_command("letter", "把一件的答复函写成 PDF。")
@_NUMBER
@_DATA
@click.option("--out", type=_FOLDER, metavar="文件.pdf", required=True, help="写到哪里")
@_KIND
@_SESSION
def letter(number: str, data: Path, out: Path, kind: str | None, session_text: str) -> None:
    """Write the reply letters of one case."""
    with closing(_look(data)) as office:
        case = naming.case(office, number, session_text, _body(kind))
        click.echo(letter_file.write(office, case, out))


@_command("count", "统计：合计、指标、分组、单位、交叉表。")
@_DATA
@_SESSION
@click.option("--origin", type=_ORIGINS, metavar="大会|闭会|合计", default="大会", help="默认大会期间")
@_GOVERNMENT
@click.option("--key", "key_only", is_flag=True, help="只计重点件")
@click.option("--carried", is_flag=True, help="该届次以前结转的")
@click.option("--cross", metavar="维度,维度", default="", help="两个维度的交叉表，如：内容分类,当前环节")
@click.option("--as-of", metavar="日期", default="", help="截至何时，照写，如：12月初")
@_JSON
def count(data: Path, session_text: str, origin: str, *, as_json: bool, **asked: Any) -> None:
    """Count cases in all, by group and by unit, with the rates of a report."""
    wanted = count_report.Asked(origin=count_report.ORIGINS[origin], **asked)
    with closing(_look(data)) as office:
        told = count_report.told(office, naming.session_id(office, session_text), wanted)
    _tell(*told, as_json=as_json)


@_command("report", "把一个届次的年度报告写成 .docx、.pdf 或 .txt。")
@_DATA
@_SESSION
@click.option("--out", type=_FOLDER, metavar="文件", required=True, help="写到哪里")
@click.option(
    "--audience", type=_AUDIENCES, metavar="congress|cppcc", help="向人大常委会报告，或向政协通报；默认按届次"
)
@_GOVERNMENT
def report(data: Path, out: Path, session_text: str, audience: str | None, *, government: bool) -> None:
    """Write the annual report on a session."""
    with closing(_look(data)) as office:
        session_id = naming.session_id(office, session_text)
        click.echo(annual_paper.write_asked(office, session_id, audience, out, government=government))


@_command("show", "显示一件的全部内容。")
@_NUMBER
@_DATA
@_KIND
@_SESSION
@_JSON
def show(number: str, data: Path, kind: str | None, session_text: str, *, as_json: bool) -> None:
    """Show one case."""
    with closing(_look(data)) as office:
        case = naming.case(office, number, session_text, _body(kind))
        step = find.next_step(office, case)
        facts = {
            "id": case.id,
            "session": office.session_of(case).text,
            "number": case.proposal.number_phrase,
            "stage": find.stage(office, case).label,
            "next_step": step.text if step else "",
            "due_on": case.due.on if case.due else None,
        }
        if as_json:
            history = [to_mapping(line) for line in find.history(office, case.id)]
            _print_json({**facts, "case": to_mapping(case), "history": history})
        else:
            click.echo(naming.titled(office, case))
            click.echo(f"当前环节：{facts['stage']}；下一步：{facts['next_step'] or '无'}")


@_command("check", "检查办理台的数据是否完好。")
@_DATA
def check(data: Path) -> None:
    """Check the desk; exit status 1 when something is wrong."""
    with closing(_look(data)) as office:
        found, cases = keep.check(office), find.count(office, Criteria())
    if found:
        raise OfficeError("；".join(sentence.rstrip("。") for sentence in found) + "。")
    click.echo(f"数据完好，共{cases}件。")


@_command("selftest", "自检：在新建的演示办理台上打开每一页，印一份答复函和一份台账。")
def selftest() -> None:
    """Open every page on a new demo desk, print one letter and one ledger."""
    with TemporaryDirectory() as scratch:
        written = _show_off(Path(scratch))
        if missing := [path.name for path in written if not path.is_file() or not path.stat().st_size]:
            raise OfficeError(f"自检没有通过，没有生成：{'、'.join(missing)}。")
        click.echo(f"自检通过，生成文件{len(written)}个。")


@_command("showcase", "没有屏幕时演示：导入清单、印答复函和台账、给每一页留影，文件写到文件夹中。")
@click.argument("directory", type=_FOLDER, metavar="文件夹")
def showcase(directory: Path) -> None:
    """Write what the program can make into a folder and name each file."""
    paths.make_folder(directory)
    for path in _show_off(directory):
        click.echo(path)


def _show_off(folder: Path) -> list[Path]:
    """Make a demo desk that is thrown away, and write into `folder` what the program can make of it."""
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
    from desktop.app import tour

    with TemporaryDirectory() as scratch, closing(_demo(Path(scratch))) as office:
        return [*demo_papers.write(office, folder), *tour(office, folder)]


def _demo(folder: Path) -> Office:
    return demo_desk.build(folder, clock=datetime.now)


cli_backup.join(_command, cli_backup.Ways(_open, datetime.now, _officer))


if __name__ == "__main__":
    sys.exit(main())
