"""Merge fields of a word processor (MERGEFIELD 编号) as {{编号}}, and what a template must not bring along.

ECMA-376 part 1: 17.16.18 (fldChar), 17.16.19 (fldSimple), 17.16.5.35 (MERGEFIELD); part 2: 9.3.
"""

from __future__ import annotations

import re
import zipfile
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from desktop.documents import sheet_package
from desktop.documents.sheet_gate import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMED = re.compile(r'MERGEFIELD\s+"?([^"\\\s]+)')
_REACHES_OUT = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT)\b", re.IGNORECASE)
_EXTERNAL = re.compile(rb'TargetMode\s*=\s*["\']External')
_HYPERLINK = re.compile(rb"<Relationship\b[^>]*relationships/hyperlink[^>]*>")
_WITH_TEXT = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml")
_REMEDY = "请删去后另存为 .docx 再添加"
_ONE_DAY = (1980, 1, 1, 0, 0, 0)


def rewritten(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a document made of these checked parts alone, its merge fields written as {{name}}.

    Raises `OfficeError` for document type definitions, damage, and whatever fetches something from elsewhere.
    """
    order = [name for name in _names(content) if name in parts]
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in order:
            package.writestr(zipfile.ZipInfo(name, _ONE_DAY), _checked(name, parts[name]))
    return out.getvalue()


def _names(content: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return list(dict.fromkeys(package.namelist()))


def _checked(name: str, part: bytes) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return part
    _refuse_definitions(part)
    if name.endswith(".rels") and _EXTERNAL.search(_HYPERLINK.sub(b"", part)):
        raise refusal("引用了别处的文件或图片", _REMEDY)
    return _with_names(part) if _WITH_TEXT.fullmatch(name) else part


def _refuse_definitions(part: bytes) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = sheet_package.refuse_doctype
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise refusal("已损坏或不完整", "请用 WPS 或 Word 打开后另存再添加") from error


def _with_names(part: bytes) -> bytes:
    """Return a part whose merge fields are text; other fields (page numbers) stay."""
    from lxml import etree

    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    told = [*(node.get(f"{_SPACE}instr", "") for node in root.iter(f"{_SPACE}fldSimple"))]
    told += ["".join(node.itertext()) for node in root.iter(f"{_SPACE}instrText")]
    if any(_REACHES_OUT.search(each) for each in told):
        raise refusal("带有取用外部内容的域", _REMEDY)
    for simple in list(root.iter(f"{_SPACE}fldSimple")):
        if named := _NAMED.search(simple.get(f"{_SPACE}instr", "")):
            _replace([simple], next(simple.iter(f"{_SPACE}r"), None), named[1])
    for runs, instruction in _complex(root):
        if named := _NAMED.search(instruction):
            _replace(runs, runs[-2] if len(runs) > 1 else runs[0], named[1])
    whole: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return whole


def _complex(root: Any) -> Iterator[tuple[list[Any], str]]:
    """Yield each field that begins and ends in one paragraph: its runs, and its instruction."""
    for paragraph in list(root.iter(f"{_SPACE}p")):
        runs: list[Any] = []
        depth = 0
        for run in list(paragraph.iter(f"{_SPACE}r")):
            kinds = [mark.get(f"{_SPACE}fldCharType") for mark in run.iter(f"{_SPACE}fldChar")]
            depth += kinds.count("begin")
            if depth:
                runs.append(run)
            depth -= kinds.count("end")
            if runs and depth == 0:
                yield runs, "".join(text for each in runs for text in _instructions(each))
                runs = []


def _instructions(run: Any) -> Iterator[str]:
    for node in run.iter(f"{_SPACE}instrText"):
        yield "".join(node.itertext())


def _replace(nodes: list[Any], dressed: Any | None, name: str) -> None:
    """Put one run with {{name}} where these nodes stood, dressed as one of them was."""
    parent = nodes[0].getparent()
    run = parent.makeelement(f"{_SPACE}r")
    looks = dressed.find(f"{_SPACE}rPr") if dressed is not None else None
    if looks is not None:
        run.append(deepcopy(looks))
    text = run.makeelement(f"{_SPACE}t")
    text.text = f"{{{{{name}}}}}"
    run.append(text)
    parent.insert(parent.index(nodes[0]), run)
    for node in nodes:
        node.getparent().remove(node)
