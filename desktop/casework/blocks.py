"""Blocks: the openings, closings and refusals at hand while a reply is written, shipped and own ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desktop import paths
from desktop.domain.errors import OfficeError, Problem, refuse_if
from desktop.domain.mapping import from_mapping, read_toml, to_mapping
from desktop.domain.text_block import BlockKind, BlockShelf, TextBlock

if TYPE_CHECKING:
    from desktop.casework.office import Office
    from desktop.domain.case import Case

OWN = "reply_blocks"
"""The setting that holds the blocks an office made itself, as JSON."""
_FILE = "letters/blocks.toml"
_MOST = 60
_LONGEST = 2_000  # characters


def shelf(office: Office) -> tuple[TextBlock, ...]:
    """Return every block, those that come with the program first."""
    file = paths.resources() / _FILE
    shipped = from_mapping(BlockShelf, read_toml(file.read_text("utf-8"), file.name), file.name)
    return (*shipped.blocks, *own(office))


def own(office: Office) -> tuple[TextBlock, ...]:
    """Return the blocks this office made."""
    kept = office.setting(OWN)
    return from_mapping(BlockShelf, {"blocks": json.loads(kept)}, "常用语").blocks if kept else ()


def add(office: Office, kind: BlockKind, name: str, text: str) -> TextBlock:
    """Keep a block of one's own; one of that name is replaced. Raises `OfficeError` without name or text."""
    found = [] if name.strip() else [Problem("name", "缺名称")]
    if not text.strip():
        found.append(Problem("text", "缺内容"))
    if len(text) > _LONGEST:
        found.append(Problem("text", f"内容超过{_LONGEST}字"))
    refuse_if(found, "常用语尚未保存")
    others = [each for each in own(office) if each.name != name.strip()]
    if len(others) >= _MOST:
        raise OfficeError(f"本单位的常用语已有{_MOST}条，尚未保存；请先删去不用的。")
    made = TextBlock(f"own/{name.strip()}", kind, name.strip(), text.strip(), is_own=True)
    _keep(office, (*others, made))
    return made


def drop(office: Office, key: str) -> None:
    """Forget a block of one's own."""
    _keep(office, tuple(each for each in own(office) if each.key != key))


def _keep(office: Office, blocks: tuple[TextBlock, ...]) -> None:
    told = json.dumps([to_mapping(each) for each in blocks], ensure_ascii=False)
    office.put_settings({OWN: told})


def text_for(block: TextBlock, case: Case, unit_id: int) -> str:
    """Return what a block says in the reply of a unit to a case."""
    paper = case.proposal
    fields = {
        "noun": paper.kind.noun,
        "number": paper.number_phrase,
        "title": paper.title,
        "unit": case.task_of(unit_id).unit_name,
        "co_units": "、".join(task.unit_name for task in case.co_handlers) or "有关单位",
        "names": "、".join(each.name for each in paper.submitters),
        "honorific": paper.kind.honorific,
    }
    return block.filled(fields)
