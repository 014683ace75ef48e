"""Secrecy: what bears a mark of a classified paper stays out, and the history tells that, not what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.db.journal import added
from desktop.domain import secrecy
from desktop.domain.errors import OfficeError, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.casework.office import Office

KEPT_OUT = "拦截密级标志"
SUBJECT = "refused"
HAND_OVER = "本系统为非涉密系统，请交保密人员，按保密规定处理"
_QUESTION = "文中有“{word}”字样，请确认不是涉密件、不含涉密内容"


def tell(office: Office, where: str, number: int = 1) -> None:
    """Leave in the history that something was kept out, where and how many, and nothing of what it was."""
    if number and not office.is_read_only:
        with office.store.transaction():
            note = office.note(KEPT_OUT, f"{where}：{number} 份材料带密级标志，没有收入")
            office.store.journal.append(note, added(SUBJECT, 0, {}))


def refuse_file(office: Office, name: str, where: str) -> None:
    """Raise `OfficeError`, told in the history, when a file's name bears a mark."""
    if secrecy.marks_file(name):
        tell(office, where)
        raise OfficeError(f"这个文件带有密级标志，没有收入；{HAND_OVER}。")


def refuse_texts(office: Office, texts: Iterable[str], where: str) -> None:
    """Raise `OfficeError`, told in the history, when a line of these texts bears a mark."""
    if secrecy.marks(texts):
        tell(office, where)
        raise OfficeError(f"文中带有密级标志，没有收入；{HAND_OVER}。")


def question(field: str, texts: Iterable[str]) -> tuple[Problem, ...]:
    """Return what a person must confirm about a bare word in these texts, tied to a field; () for none."""
    word = secrecy.doubtful(texts)
    return (Problem(field, _QUESTION.format(word=word), Severity.WARNING),) if word else ()
