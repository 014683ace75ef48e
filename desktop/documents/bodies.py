"""The words of a proposal somebody sent as a document (.docx, .txt), behind the same gate as tables.

Only the text is taken: no pictures, no fields, nothing deleted under tracked changes, nothing executed.
Elements: ECMA-376 part 1, 17.3.1.22 (p), 17.3.3.31 (t), 17.3.3.32 (tab), 17.3.3.1 (br).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from desktop.documents import sheet_package, sheet_text
from desktop.documents.sheet_gate import LIMITS, Format, Limits, load, recognise, refusal

if TYPE_CHECKING:
    from pathlib import Path

_DOCUMENT = "word/document.xml"
_BREAKS = {"w:br": "\n", "w:cr": "\n", "w:tab": "\t", "w:noBreakHyphen": "-"}
_LEFT_OUT = frozenset({"mc:Fallback", "w:del", "w:moveFrom"})
_REMEDY = "请用 WPS 或 Word 另存为 .docx 或 .txt 后再选"


def read(path: Path, limits: Limits = LIMITS) -> str:
    """Return the text of a document, one paragraph a line, without blank lines at either end.

    Raises `OfficeError`, one Chinese sentence, for whatever cannot or must not be read, and for no text.
    """
    content = load(path, limits)
    kind = recognise(content)
    if kind is Format.COMPOUND:
        raise refusal("是旧版文字文档（.doc、.wps），或加了密码", _REMEDY)
    text = _docx(content, limits) if kind is Format.PACKAGE else _plain(content)
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    found = "\n".join(lines).strip("\n")
    if not found.strip():
        raise refusal("里没有文字", "请确认选对了文件；图片和扫描件请先识别成文字")
    return found


def _plain(content: bytes) -> str:
    text = sheet_text.text_of(content)
    if text is None or text.lstrip()[:1] == "<":
        raise refusal("不是可识别的文字文档", _REMEDY)
    return text


def _docx(content: bytes, limits: Limits) -> str:
    part = sheet_package.part(content, _DOCUMENT, limits)
    if part is None:
        raise refusal("不是文字文档", _REMEDY)
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = sheet_package.refuse_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.say
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise refusal("已损坏或不完整", "请用 WPS 或 Word 打开后另存，或请来件单位重新发送") from error
    return "".join(reader.pieces)


@dataclass(slots=True)
class _Reader:
    """Collects the text of a document; `_silent` counts the open elements that are left out."""

    pieces: list[str] = field(default_factory=list)
    _silent: int = 0
    _in_text: bool = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """Take notice of an element's beginning."""
        if name in _LEFT_OUT:
            self._silent += 1
        elif name in _BREAKS and not self._silent:
            self.pieces.append(_BREAKS[name])
        self._in_text = name == "w:t"

    def end(self, name: str) -> None:
        """End a paragraph, or what is left out."""
        if name in _LEFT_OUT:
            self._silent -= 1
        elif name == "w:p" and not self._silent:
            self.pieces.append("\n")
        self._in_text = False

    def say(self, text: str) -> None:
        """Take the text of a run."""
        if self._in_text and not self._silent:
            self.pieces.append(text)
