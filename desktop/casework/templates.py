"""Templates: the office's own .docx papers with fields, checked when they come in, filled in for a case."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop.casework import issue, secrecy
from desktop.casework.office import OFFICE_NAME
from desktop.domain.dates import chinese_date
from desktop.domain.errors import OfficeError
from desktop.domain.template import FIELDS, OfficeTemplate, unknown

if TYPE_CHECKING:
    from datetime import date

    from desktop.casework.office import Office
    from desktop.domain.assignment import Assignment
    from desktop.domain.case import Case
    from desktop.domain.letter import Letter

ADD, DROP = "添加文书模板", "删除文书模板"
_MOST = 60
_LONGEST_NAME = 40
_NO_FIELD = "里没有字段，没有采用；请在要填内容的地方写上 {{编号}} 这样的字段。"


class Filled(NamedTuple):
    """A document made from a template, and the fields for which the case has nothing."""

    content: bytes
    lacking: tuple[str, ...]


def every(office: Office) -> tuple[OfficeTemplate, ...]:
    """Return the templates of the office in the order they were added."""
    return office.store.templates.all()


def add(office: Office, source: Path, name: str = "") -> OfficeTemplate:
    """Take a .docx in as a template; one of that name is replaced. Without a name it bears that of its file.

    Raises `OfficeError`, nothing kept, for a file that may not come in, for fields nobody can fill, and for
    one that holds no field at all.
    """
    from desktop.documents import bodies, docx_template

    secrecy.refuse_file(office, source.name, ADD)
    called = (name or source.stem).strip()[:_LONGEST_NAME]
    content = docx_template.read(source)
    secrecy.refuse_texts(office, (bodies.read(source),), ADD)
    fields = docx_template.fields(content)
    if not fields:
        raise OfficeError(f"“{source.name}”{_NO_FIELD}")
    if strange := "、".join(unknown(fields)):
        raise OfficeError(f"“{source.name}”里有不认识的字段：{strange}，没有采用；请改成字段表中的名称。")
    if len(every(office)) >= _MOST and office.store.templates.find(called) is None:
        raise OfficeError(f"文书模板已有{_MOST}个，没有添加；请先删去不用的。")
    sha256, size = _kept(office, content)
    template = OfficeTemplate(called, sha256, size, fields, office.today, office.officer)
    with office.store.transaction():
        office.store.templates.put(template, office.note(ADD, called))
    return template


def drop(office: Office, name: str) -> None:
    """Forget a template; documents made from it are not touched, its file stays in the store."""
    _named(office, name)
    with office.store.transaction():
        office.store.templates.drop(name, office.note(DROP, name))


def file_of(office: Office, name: str, target: Path) -> None:
    """Write the file of a template to `target`, to be changed in a word processor and added again."""
    office.store.templates.files.copy_out(_named(office, name).sha256, target)


def sample(office: Office) -> bytes:
    """Return a .docx that shows every field with its meaning, to be copied from (字段表)."""
    from desktop.documents import docx_template

    return docx_template.sample(FIELDS, office.today)


def fill(office: Office, case: Case, unit_id: int, name: str) -> Filled:
    """Return the document a template gives for what one unit answers to a case.

    Raises `OfficeError` when the template is gone or its file was damaged.
    """
    from desktop.documents import docx_template

    template = _named(office, name)
    told = values(office, case, unit_id)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "template.docx"
        office.store.templates.files.copy_out(template.sha256, copy)
        content = docx_template.fill(copy.read_bytes(), told)
    return Filled(content, tuple(field for field in template.fields if not told[field]))


def values(office: Office, case: Case, unit_id: int) -> dict[str, str]:
    """Return what each field of `FIELDS` says of a case and of what one unit answers; "" for nothing."""
    task = case.task_of(unit_id)
    return {
        "本单位": office.setting(OFFICE_NAME),
        "今天": chinese_date(office.today),
        **_of_paper(office, case),
        **_of_task(case, task),
        **_of_letter(issue.letter_of(office, case, unit_id)),
        **_of_reply(office, case, unit_id),
    }


def _of_paper(office: Office, case: Case) -> dict[str, str]:
    paper = case.proposal
    return {
        "届次": office.session_of(case).text,
        "类型": paper.kind.noun,
        "编号": paper.item_no,
        "编号全称": paper.number_phrase,
        "案由": paper.title,
        "提出人": "、".join(each.name for each in paper.submitters),
        "领衔人": paper.lead_submitter,
        "提出人数": str(paper.co_submitter_count + 1),
        "代表团或界别": paper.delegation,
        "内容分类": paper.category,
    }


def _of_task(case: Case, task: Assignment) -> dict[str, str]:
    return {
        "主办单位": case.lead.unit_name if case.lead else "",
        "会办单位": "、".join(each.unit_name for each in case.co_handlers),
        "责任领导": task.responsible_leader or task.leader_in_charge,
        "承办科室": task.section,
        "承办人": task.handler,
        "承办电话": task.handler_phone,
        "交办日期": _day(task.assigned_on),
        "办结时限": _day(case.due.on if case.due else None),
    }


def _of_letter(letter: Letter) -> dict[str, str]:
    return {
        "发文机关": letter.issuer,
        "文号": letter.doc_no,
        "标题": letter.title.replace("\n", ""),
        "称呼": letter.salutation,
        "正文": "\n".join(each.text for each in letter.body),
        "落款": "\n".join(letter.signatories),
        "成文日期": _day(letter.dated),
        "联系方式": letter.note,
        "抄送": "，".join(letter.cc),
    }


def _of_reply(office: Office, case: Case, unit_id: int) -> dict[str, str]:
    reply = case.reply_of(unit_id)
    chosen = office.scheme_of(case).result_class(reply.result_class) if reply else None
    return {
        "签发人": reply.signed_by if reply else "",
        "类别": (chosen.letter or chosen.label) if chosen else "",
    }


def _day(day: date | None) -> str:
    return chinese_date(day) if day else ""


def _named(office: Office, name: str) -> OfficeTemplate:
    found = office.store.templates.find(name)
    if found is None:
        raise OfficeError(f"找不到文书模板“{name}”，没有改动；它可能刚被删除，请刷新后再选。")
    return found


def _kept(office: Office, content: bytes) -> tuple[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "template.docx"
        draft.write_bytes(content)
        return office.store.templates.files.put(draft)
