"""An annual report on paper: a document of the official format with its tables, or plain text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework import annual, annual_values, export, metrics_units, print_out, typefaces
from desktop.casework.handout import UNNAMED_OFFICE
from desktop.casework.letters import WATERMARK
from desktop.casework.office import OFFICE_NAME
from desktop.domain.annual import SALUTATION, TITLE, Audience, ReportAnnex, headings
from desktop.domain.crossing import Counted
from desktop.domain.errors import OfficeError
from desktop.domain.letter import Letter, LetterFormat, Sealing, level_of, paragraphs
from desktop.domain.levels import with_level
from desktop.domain.listing import Criteria
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from desktop.casework.annual_values import Basis
    from desktop.casework.office import Office
    from desktop.domain.annual import AnnualReport
    from desktop.domain.ledger import Ledger

KINDS = ("docx", "pdf", "txt")
_COLUMNS = (
    *("item_no", "title", "submitter", "lead_unit", "co_units"),
    *("result_class", "replied_on", "verdict"),
)
_NARROWER = {"title": 38.0, "lead_unit": 20.0, "co_units": 20.0, "result_class": 14.0, "replied_on": 14.0}


def lines(report: AnnualReport) -> tuple[tuple[str, str], ...]:
    """Return the body line by line, each with its section: headings and paragraphs, numbered in order."""
    plan = annual.outline(report.audience)
    told = {section.key: list(_texts(report, section.key)) for section in plan.sections}
    named = headings(plan, frozenset(key for key, texts in told.items() if texts))
    found = [(key, text) for key, heading in named.items() for text in (heading, *told[key]) if text]
    texts = [text for _, text in found]
    if texts:
        texts = with_level(texts, 0, 0, level_of(texts[0]))
    return tuple((key, text) for (key, _), text in zip(found, texts, strict=True))


def _texts(report: AnnualReport, section: str) -> Iterator[str]:
    if section not in report.wishes.left_out:
        for each in report.of_section(section):
            yield from (line.strip() for line in each.said.text.splitlines() if line.strip())


def letter(office: Office, report: AnnualReport) -> Letter:
    """Return the report as a paper of the document format (GB/T 9704-2012, 7), its tables named as 附件."""
    issuer = report.wishes.issuer or office.setting(OFFICE_NAME) or UNNAMED_OFFICE
    below = (report.wishes.occasion, report.wishes.speaker)
    return Letter(
        issuer=issuer,
        doc_no="",
        title=report.text_of(TITLE),
        salutation=report.text_of(SALUTATION),
        body=paragraphs("\n".join(text for _, text in lines(report))),
        signatories=(issuer,),
        dated=report.wishes.dated or office.today,
        attachments=tuple(each.title for each in annexes(office, report)),
        watermark=WATERMARK if office.is_demo else "",
        format=LetterFormat.DOCUMENT,
        mark_word="文件",
        sealing=Sealing.UNSEALED,
        below_title=tuple(line for line in below if line),
    )


def annexes(office: Office, report: AnnualReport) -> tuple[Ledger, ...]:
    """Return the tables behind the report, in the order of 附件; one without a row is left out."""
    at = annual_values.basis(office, report.session_id, report.wishes)
    tables = (_annex(at, each) for each in ReportAnnex if each in report.wishes.annexes)
    return tuple(table for table in tables if table.rows)


def _annex(at: Basis, annex: ReportAnnex) -> Ledger:
    title = f"{at.session.text}{at.noun}{annex.label}"
    if annex is ReportAnnex.UNITS:
        found = metrics_units.units(at.office, at.scope)
        return replace(metrics_units.ledger(at.office, found, at.found.as_of), title=title)
    scope = replace(at.scope, key_only=at.scope.key_only or annex is ReportAnnex.KEY)
    table = export.compose(at.office, Criteria(counted=Counted(scope)), _COLUMNS)
    columns = tuple(replace(each, width=_NARROWER.get(each.key, each.width)) for each in table.columns)
    told = f"共{len(table.rows)}件，截至{at.found.as_of}"
    return replace(table, title=title, columns=columns, subtitle=told, paper="A4", tones=())


def text(office: Office, report: AnnualReport) -> str:
    """Return the report as plain text, signed and dated, its tables named."""
    made = letter(office, report)
    many = len(made.attachments) > 1
    named = [f"{number}." * many + title for number, title in enumerate(made.attachments, 1)]
    parts = [made.title, *made.below_title, "", made.salutation]
    parts += [f"　　{paragraph.text}" for paragraph in made.body]
    parts += ["", *(f"　　附件：{each}" if not n else f"　　　　　{each}" for n, each in enumerate(named))]
    return "\n".join([*parts, "", *made.signatories, made.printed_date, ""])


def write(
    office: Office,
    report: AnnualReport,
    path: Path,
    progress: Progress = SILENT,
    pictures: Mapping[str, bytes] | None = None,
) -> int:
    """Write a report as the ending of `path` says (.docx, .pdf, .txt); return how many tables go with it.

    `pictures` are charts (PNG) by the key of the section they end; only a .docx holds them. Raises
    `OfficeError` for another ending.
    """
    made, tables = letter(office, report), annexes(office, report)
    match path.suffix.lower():
        case ".txt":
            print_out.put(path, text(office, report).encode("utf-8-sig"))
            return 0
        case ".pdf":
            print_out.put(path, _pdf(office, made, tables, progress))
        case ".docx":
            print_out.put(path, _docx(report, made, tables, pictures or {}))
        case _:
            message = f"年度报告不能写成“{path.name}”，没有写入；文件名请以 .docx、.pdf 或 .txt 结尾。"
            raise OfficeError(message)
    return len(tables)


def write_asked(
    office: Office, session_id: int | None, audience: str | None, path: Path, *, government: bool = False
) -> str:
    """Write the report on a session as it stands, for the audience asked for; return what was written.

    `government` counts only what a unit of 政府系统 leads, also where the report was kept otherwise. Raises
    `OfficeError` where no session is named.
    """
    if session_id is None:
        raise OfficeError("没有说明是哪个届次的年度报告，没有写入；请用--session指明。")
    whom = Audience(audience) if audience else annual.audience_of(office, session_id)
    draft = annual.draft(office, session_id, whom)
    if government and not draft.report.wishes.government:
        draft = annual.wished(office, draft, replace(draft.report.wishes, government=True))
    write(office, draft.report, path)
    changed = draft.changed()
    later = f"其中{changed}处数字在保存之后有变动，请在“年度报告”中核对。" if changed else ""
    return f"已写成“{path}”：{draft.report.text_of(TITLE)}。{later}"


def _pdf(office: Office, made: Letter, tables: tuple[Ledger, ...], progress: Progress) -> bytes:
    from desktop.documents import pile

    heading = (made.title, made.issuer)
    return pile.render_in(typefaces.chosen(office), (made, *tables), heading, progress, made.watermark)


def _docx(
    report: AnnualReport, made: Letter, tables: tuple[Ledger, ...], pictures: Mapping[str, bytes]
) -> bytes:
    from desktop.documents import docx_annexed

    last = {key: place for place, (key, _) in enumerate(lines(report))}
    placed = {last[key]: picture for key, picture in pictures.items() if key in last}
    return docx_annexed.render(made, tables, placed)
