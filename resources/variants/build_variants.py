"""Bake `desktop/domain/variants.py`, which folds traditional characters to simplified ones.

Needs `pip install opencc-python-reimplemented` (Apache-2.0), which nothing else needs.
"""

from __future__ import annotations

from pathlib import Path

import opencc

FIRST, LAST = 0x3400, 0x9FFF  # beyond these no document of an office holds a traditional character
TARGET = Path(__file__).parents[2] / "desktop" / "domain" / "variants.py"
PER_LINE = 48
HEAD = '''"""Traditional characters and the simplified one for each, for matching only.

Baked from OpenCC by `resources/variants/build_variants.py`. What is kept is never converted.
"""

from __future__ import annotations

'''

TABLE = '''

class _Simplified(dict[int, int]):
    """A table for `str.translate` that remembers what stays: a miss costs ten times as much as a find."""

    def __missing__(self, code: int) -> int:
        """Leave a character as it is."""
        self[code] = code
        return code


TO_SIMPLIFIED = _Simplified(str.maketrans(TRADITIONAL, SIMPLIFIED))
'''


def constant(name: str, text: str) -> str:
    """Return a constant as source, so many characters a line."""
    lines = (text[start : start + PER_LINE] for start in range(0, len(text), PER_LINE))
    return f"{name} = (\n" + "".join(f'    "{line}"\n' for line in lines) + ")\n"


def main() -> None:
    """Convert every Han character on its own and keep those that change to exactly one other character."""
    converter = opencc.OpenCC("t2s")
    pairs = [
        (char, simple)
        for char in map(chr, range(FIRST, LAST + 1))
        if (simple := converter.convert(char)) != char and FIRST <= ord(simple) <= LAST
    ]
    traditional, simplified = ("".join(column) for column in zip(*pairs, strict=True))
    code = HEAD + constant("TRADITIONAL", traditional) + constant("SIMPLIFIED", simplified) + TABLE
    TARGET.write_text(code, encoding="utf-8")


if __name__ == "__main__":
    main()
