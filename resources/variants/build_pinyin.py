"""Bake `desktop/domain/pinyin_table.py`, the pinyin initials by which people and units are found.

Needs `pip install pypinyin` (MIT), a dependency of development only.
"""

from __future__ import annotations

from pathlib import Path
from string import ascii_lowercase

from pypinyin import Style, lazy_pinyin

FIRST, LAST = 0x4E00, 0x9FFF
NONE = "-"
TARGET = Path(__file__).parents[2] / "desktop" / "domain" / "pinyin_table.py"
PER_LINE = 96
HEAD = '''"""The first letter of the pinyin of every Han character, and where names and words differ from it.

Baked from pypinyin by `resources/variants/build_pinyin.py`.
"""

from __future__ import annotations

FIRST = 0x4E00

'''
SURNAMES = (  # as the beginning of a person's name
    "单s 仇q 区o 查z 解x 朴p 曾z 盖g 尉w 缪m 翟z 覃q 种c 员y 折s 召s 繁p 隗w 秘b 能n 祭z 洗x 晁c 薄b "
    "阚k 乐y 乜n 佴n 冼x 那n 哈h 撒s 适k 车c 长z 都d 重c 黑h 宿s 盛s "
    "尉迟yc 万俟mq 单于cy 长孙zs 澹台tt 令狐lh"
)
PHRASES = (  # in names of units and places
    "重庆 银行 支行 分行 商行 行业 长沙 长江 长春 长安 长治 长城 长途 增长 调查 调研 调解 调度 会计 音乐 "
    "乐清 乐亭 厦门 大厦 蚌埠 六安 番禺 东莞 台州 丽水 铅山 大都 成都 首都 都市 参谋 殡葬 校长 都江堰 "
    "畜牧 重点 重建 重组 降解 朝阳 单县 解州"
)


def letter(char: str) -> str:
    """Return the first letter a character is read with by itself, or `NONE`."""
    read = lazy_pinyin(char, style=Style.FIRST_LETTER)[0]
    return read if read.isascii() and read.isalpha() and len(read) == 1 else NONE


def constant(name: str, text: str, width: int = PER_LINE) -> str:
    """Return a constant as source, so many characters a line."""
    lines = (text[start : start + width] for start in range(0, len(text), width))
    return f"{name} = (\n" + "".join(f'    "{line}"\n' for line in lines) + ")\n"


def exceptions(name: str, wanted: dict[str, str]) -> str:
    """Return a constant as source of the entries that differ from reading character by character."""
    kept = [f"{word}{read}" for word, read in wanted.items() if read != "".join(map(letter, word))]
    return constant(name, " ".join(kept), PER_LINE // 2)


def main() -> None:
    """Read every character by itself, then what differs in surnames and in words."""
    letters = "".join(letter(chr(code)) for code in range(FIRST, LAST + 1))
    names = [entry.rstrip(ascii_lowercase) for entry in SURNAMES.split()]
    surnames = {name: entry.removeprefix(name) for name, entry in zip(names, SURNAMES.split(), strict=True)}
    words = {word: "".join(lazy_pinyin(word, style=Style.FIRST_LETTER)) for word in PHRASES.split()}
    code = HEAD + constant("LETTERS", letters) + exceptions("SURNAMES", surnames) + exceptions("WORDS", words)
    TARGET.write_text(code, encoding="utf-8")


if __name__ == "__main__":
    main()
