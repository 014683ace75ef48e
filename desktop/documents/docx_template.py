"""The office's own .docx templates: which fields they hold, and a document with these filled in.

A template is foreign: it comes through the gate for zipped documents, is filled in a sandbox that knows
nothing but names of fields, and what is filled in is text and never markup. Fields are written {{编号}}, or
are merge fields (MERGEFIELD 编号) as word processors insert them.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from desktop.documents import merge_fields, sheet_package
from desktop.documents.docx_parts import blank_document
from desktop.documents.sheet_gate import LIMITS, Limits, load
from desktop.domain.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from jinja2.environment import Environment

_DOCUMENT = "word/document.xml"
_FIELDS = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)
_CONDITIONS = (nodes.If, nodes.Not, nodes.And, nodes.Or)
_RUNS_SOMETHING = ("word/vbaProject.bin", "word/embeddings/", "word/activeX/")
_STRANGE = "模板里有不能用的写法"
_SAVE_ANEW = "请用 WPS 或 Word 另存为不带宏的 .docx 后再添加"
_ADVICE = "只能写字段名，如 {{编号}}，以及 {% if 会办单位 %}…{% endif %}；请改好模板后重新添加"


def read(path: Path, limits: Limits = LIMITS) -> bytes:
    """Return a template that may come in, its merge fields rewritten; nothing of it is ever run.

    Raises `OfficeError`, one Chinese sentence, for a file that is no .docx, is damaged or a bomb, brings
    programs or other files along, or holds anything but fields.
    """
    content = load(path, limits)
    parts = _parts(content, limits)
    if _DOCUMENT not in parts:
        raise _refused("不是文字文档（.docx）", _SAVE_ANEW)
    if any(name.startswith(_RUNS_SOMETHING) for name in parts):
        raise _refused("这个文件带有宏或嵌入的程序", _SAVE_ANEW)
    whole = merge_fields.rewritten(content, parts)
    fields(whole)
    return whole


def fields(content: bytes) -> tuple[str, ...]:
    """Return the names of the fields of a template in alphabetical order; `OfficeError` for anything else."""
    try:
        found = _template(content).get_undeclared_template_variables(_environment())
    except TemplateError as error:
        raise _told(error) from error
    return tuple(sorted(found))


def fill(content: bytes, values: Mapping[str, str]) -> bytes:
    """Return the document a template gives with these values; a line break in a value begins a new paragraph.

    Values are put in as text, whatever they look like. Raises `OfficeError` for a field without a value.
    """
    template = _template(content)
    told = {name: value.replace("\n", "\a") for name, value in values.items()}
    try:
        template.render(told, _environment())
    except TemplateError as error:
        raise _told(error) from error
    out = BytesIO()
    template.save(out)
    return out.getvalue()


def sample(described: Iterable[tuple[str, str]], day: date) -> bytes:
    """Return a .docx that names every field, given with its meaning, as it is to be written."""
    document = blank_document("字段表", "", day)
    document.add_paragraph("把字段连同两边的花括号复制到模板中要填内容的地方；没有会办单位时不印的话可以这样写：")
    document.add_paragraph("{% if 会办单位 %}会同{{会办单位}}{% endif %}")
    for name, meaning in described:
        document.add_paragraph(f"{{{{{name}}}}}　{meaning}")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


class _NotAField(SecurityError):
    """Raised for whatever stands in a template and is no field."""


class _FieldsOnly(SandboxedEnvironment):
    """Takes templates that hold names and conditions over names, and refuses every other one."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        strange = next((each for each in _all(tree) if not isinstance(each, _FIELDS + _CONDITIONS)), None)
        if strange is not None:
            raise _NotAField(type(strange).__name__)
        return tree


def _all(tree: nodes.Node) -> Iterator[nodes.Node]:
    yield tree
    yield from tree.find_all(nodes.Node)


def _environment() -> Environment:
    return _FieldsOnly(autoescape=True, undefined=StrictUndefined)


def _template(content: bytes) -> DocxTemplate:
    return DocxTemplate(BytesIO(content))


def _parts(content: bytes, limits: Limits) -> dict[str, bytes]:
    """Unpack every part through the gate; raise `OfficeError` for what it refuses."""
    room = sheet_package.Room(limits.unpacked)
    found: dict[str, bytes] = {}
    with sheet_package.package(content) as archive:
        for entry in archive.infolist():
            pieces = sheet_package.unpack(archive, entry, min(entry.compress_size, len(content)), limits)
            found[entry.filename] = b"".join(room.counted(pieces))
    return found


def _told(error: TemplateError) -> OfficeError:
    if isinstance(error, SecurityError):
        return _refused(_STRANGE, _ADVICE)
    return _refused(f"{_STRANGE}（{error.message or '字段没有写完'}）", _ADVICE)


def _refused(what: str, advice: str) -> OfficeError:
    return OfficeError(f"{what}，没有采用；{advice}。")
