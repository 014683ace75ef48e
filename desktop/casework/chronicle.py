"""Chronicle: the lines of the whole desk looked through, proved whole, and taken along (操作记录)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.account import Permission
from desktop.domain.ledger import Align, CellKind, Column, Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.casework.office import Office
    from desktop.domain.journal import JournalLine, JournalQuery
    from desktop.domain.progress import Progress

EXPORT = "导出操作记录"
_PIECE = 500
_OF_CASES = frozenset({"case", "letter", "attachment"})
_SUBJECTS = {
    "case": "办件", "letter": "文书", "attachment": "附件", "unit": "单位", "session": "届次",
    "setting": "设置",
    "dispatch": "交办批次", "event": "工作记事", "report": "报表", "annual_report": "年度报告",
    "template": "文书模板", "view": "视图", "print": "打印", "account": "账户", "calendar": "工作日历",
    "revealed": "联系方式", "refused": "拦截",
}  # fmt: skip
_COLUMNS = (
    Column("seq", "序号", CellKind.NUMBER, width=8),
    Column("at", "时间", width=19),
    Column("officer", "经办", width=16),
    Column("verb", "操作", width=16),
    Column("subject", "对象", width=12),
    Column("summary", "摘要", width=40, align=Align.LEFT, wrap=True),
    Column("changes", "改动", width=60, align=Align.LEFT, wrap=True),
    Column("hash", "校验码", width=14),
)


def may(office: Office) -> bool:
    """Whether who sits here may look through the lines of everybody."""
    return office.may(Permission.AUDIT)


def seqs(office: Office, query: JournalQuery) -> tuple[int, ...]:
    """Return the numbers of the lines looked for, newest first; raise `OfficeError` for who may not look."""
    office.require(Permission.AUDIT)
    return office.store.journal.seqs(query)


def lines(office: Office, numbers: Sequence[int]) -> tuple[JournalLine, ...]:
    """Return the lines of at most some hundreds of numbers, newest first."""
    office.require(Permission.AUDIT)
    return office.store.journal.lines(numbers)


def people(office: Office) -> tuple[str, ...]:
    """Return everybody who ever acted at this desk."""
    return office.store.journal.officers()


def acts(office: Office) -> tuple[str, ...]:
    """Return every act that was ever done at this desk."""
    return office.store.journal.verbs()


def subject_words(line: JournalLine) -> str:
    """Return what a line is about, in words with its number: 办件 12."""
    word = _SUBJECTS.get(line.subject, "其他")
    return f"{word} {line.subject_id}" if line.subject_id else word


def summary_of(office: Office, line: JournalLine) -> str:
    """Return the summary of a line; an auditor, who sees no cases, reads none of what is about them."""
    return line.summary if shows(office, line) else ""


def shows(office: Office, line: JournalLine) -> bool:
    """Whether what a line says, beyond who did what when, may be seen by who sits here."""
    return line.subject not in _OF_CASES or office.may(Permission.READ)


def proof(office: Office) -> tuple[bool, str]:
    """Return whether every line is as it was written, and that in a sentence; the first bad line is named."""
    number, mark = office.store.journal.head()
    if bad := office.store.journal.verify():
        told = f"第 {bad} 条与前后不符：它或它前面的记录曾被改动、删除或插入"
        return False, f"{told}。请停止录入，保留文件，联系维护人员。"
    told = f"共 {number} 条，逐条核对相符，没有被改动、删除或插入"
    return True, f"{told}。当前校验码 {mark[:12]}，可与印出的台账、审签单核对。"


def tell_export(office: Office, number: int) -> None:
    """Leave in the history that so many lines are taken along; raises `OfficeError` for who may not."""
    from desktop.db.journal import added

    with office.store.transaction():
        note = office.note(EXPORT, f"{number} 条，校验码 {office.history_mark}")
        office.store.journal.append(note, added("exported", 0, {}))


def ledger(
    office: Office, query: JournalQuery, changes_of: Callable[[JournalLine], str], progress: Progress
) -> Ledger:
    """Return the lines looked for as a table, the head of the chain in its foot; `changes_of` words each."""
    numbers = seqs(office, query)
    rows = []
    for start in range(0, len(numbers), _PIECE):
        progress.step(start, len(numbers), "正在读取记录")
        for line in lines(office, numbers[start : start + _PIECE]):
            changed = changes_of(line) if shows(office, line) else ""
            told = (line.verb, subject_words(line), summary_of(office, line), changed, line.hash[:12])
            rows.append((line.seq, f"{line.at:%Y-%m-%d %H:%M:%S}", line.officer, *told))
    seq, mark = office.store.journal.head()
    return Ledger(
        "操作记录",
        _COLUMNS,
        rows,
        subtitle=f"共{len(rows)}条，截至{office.today.isoformat()}",
        paper="A3",
        footer=f"历程共{seq}条，校验码 {mark[:12]}",
    )
