"""Document numbers (文号): their parts in any style of brackets, and the one way they are printed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from desktop.domain.text import INVISIBLE

_DOC_NO = re.compile(
    r"(?P<prefix>\D*?)(?:[\[(〔【](?P<year>\d{4})年?[\])〕】])?第?(?P<serial>\d{1,6})(?:号.*)?"
)


@dataclass(frozen=True, slots=True)
class DocNo:
    """A document number (文号): 机关代字, year and serial where they are known, and as it was written."""

    prefix: str
    year: int | None
    serial: int | None
    raw: str

    @property
    def text(self) -> str:
        """The number as printed (GB/T 9704, 7.2.5): 滨农建〔2017〕8号; else as it was written."""
        if not self.prefix or self.serial is None:
            return self.raw.strip()
        year = f"〔{self.year}〕" if self.year else ""
        return f"{self.prefix}{year}{self.serial}号"


def parse_doc_no(text: str) -> DocNo:
    """Return the parts of a document number in any bracket style; parts not found stay empty."""
    plain = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    match = _DOC_NO.fullmatch(plain)
    if match is None:
        return DocNo("", None, None, text)
    year = match["year"]
    return DocNo(match["prefix"], int(year) if year else None, int(match["serial"]), text)
