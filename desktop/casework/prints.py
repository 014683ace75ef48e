"""Prints: papers made ready, handed over whole or not at all, and kept as they were.

Papers are made ready in a worker thread (`as_pdf`, `as_files`); what is ready is handed over in the window's
thread, in the short transaction that notes it (`save`, `move_in`, `sent`).
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop import paths
from desktop.casework import find, papers, print_orders, print_out
from desktop.domain.attachment import LARGEST
from desktop.domain.errors import OfficeError
from desktop.domain.print_record import PrintRecord, PrintWay
from desktop.domain.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from desktop.casework.office import Office
    from desktop.casework.papers import Option, Sheet
    from desktop.casework.print_orders import Batch

VERB = "打印"
_BIRTH = (1980, 1, 1, 0, 0, 0)  # equal papers give equal archives
_ARCHIVE = ".all"
_TOO_MUCH = "一次打印的内容超过 200 MB，没有生成；请分几批打印。"


class Making(NamedTuple):
    """How papers are made ready: each `copies` times in a row in one PDF, or named by `pattern` as files.

    Files end in pdf, or in docx for letters; what is made is kept unless the desk is only read.
    """

    copies: int = 1
    pattern: str = print_out.LETTER_PATTERN
    ending: str = "pdf"
    keeps: bool = True


class Kept(NamedTuple):
    """What is kept of a print: hash, size, and whether it is one pdf or a zip of files; else nothing is."""

    sha256: str = ""
    size: int = 0
    ending: str = "pdf"


@dataclass(frozen=True, slots=True)
class Ready:
    """Papers that are rendered and wait to be handed over: one PDF, or files in a folder nobody sees."""

    name: str
    papers: int
    pages: int
    case_ids: tuple[int, ...]
    kept: Kept
    pdf: bytes = b""
    hidden: Path | None = None
    files: tuple[str, ...] = ()
    again_of: int | None = None


# --- making ready, in a worker thread --------------------------------------------------------------------


def as_pdf(office: Office, batch: Batch, making: Making, progress: Progress = SILENT) -> Ready:
    """Return papers as one PDF; raises `OfficeError` for a character that no face has."""
    bundles = batch.bundles
    sheets = [sheet for bundle in bundles for _ in range(making.copies) for sheet in bundle]
    content = papers.pdf(office, sheets, batch.name, progress)
    kept = _kept_bytes(office, content) if making.keeps else Kept()
    return Ready(batch.name, len(bundles) * making.copies, page_count(content), batch.case_ids, kept, content)


def as_files(
    office: Office, batch: Batch, folder: Path, making: Making, progress: Progress = SILENT
) -> Ready:
    """Render every paper as a file of its own, in a hidden folder inside `folder`; none is left on failure.

    Names follow the pattern, are free of what no file system takes, and differ from each other and from what
    lies in `folder` already, unless that is the same paper. An archive of all of them is kept.
    """
    print_out.refuse_unknown(making.pattern)
    with hidden_in(folder) as hidden:
        names, pages = _write_all(office, batch, _Place(folder, hidden, making), progress)
        progress.step(len(names), len(names), "正在留存…")
        kept = _kept_archive(office, hidden, names) if making.keeps else Kept()
        return Ready(batch.name, len(batch.bundles), pages, batch.case_ids, kept, hidden=hidden, files=names)


@contextmanager
def hidden_in(folder: Path) -> Iterator[Path]:
    """Lend a folder nobody sees; it goes away with all it holds when what is done in it fails."""
    try:
        hidden = Path(tempfile.mkdtemp(".tmp", ".", folder))
    except OSError as error:
        raise _unwritten(folder, error) from error
    is_done = False
    try:
        yield hidden
        is_done = True
    except OSError as error:
        raise _unwritten(folder, error) from error
    finally:
        if not is_done:
            shutil.rmtree(hidden, ignore_errors=True)


def _unwritten(folder: Path, error: OSError) -> OfficeError:
    return OfficeError(
        f"“{folder}”不能写入（{paths.reason(error)}），没有生成文件；请检查磁盘空间和权限，或换一个文件夹。"
    )


class _Place(NamedTuple):
    """Where files go in the end, where they wait, and how they are called."""

    folder: Path
    hidden: Path
    making: Making


def _write_all(
    office: Office, batch: Batch, place: _Place, progress: Progress
) -> tuple[tuple[str, ...], int]:
    """Write every paper into the hidden folder; return the names and how many pages they have in all."""
    there = {each.name.casefold(): each for each in place.folder.iterdir()}
    names: dict[str, str] = {}
    pages = 0
    bundles = batch.bundles
    for done, bundle in enumerate(bundles):
        progress.step(done, len(bundles), f"正在写入 {bundle[0].name}")
        content = _rendered(office, bundle, place.making.ending)
        pages += page_count(content) if place.making.ending == "pdf" else 0
        wanted = _wanted(office, bundle[0], place.making.pattern, batch.name)
        name = unused(wanted, place.making.ending, content, (names, there))
        (place.hidden / name).write_bytes(content)
        names[name.casefold()] = name
    return tuple(names.values()), pages


def unused(
    stem: str, ending: str, content: bytes, known: tuple[Mapping[str, str], Mapping[str, Path]]
) -> str:
    """Return a name for a file: none of those written already, nor of one that is there and differs.

    Both are `known` by their folded names.
    """
    written, there = known
    return print_out.unused(
        stem,
        ending,
        lambda name: name in written or (name in there and not holds(there[name], content)),
    )


def _rendered(office: Office, bundle: Sequence[Sheet], ending: str) -> bytes:
    if ending == "docx":
        return papers.docx(bundle[0])
    return papers.pdf(office, bundle, bundle[0].name)


def _wanted(office: Office, sheet: Sheet, pattern: str, paper: str) -> str:
    case = find.case(office, sheet.case_id) if sheet.case_id else None
    return print_out.file_name(pattern, sheet, case, paper)


def holds(path: Path, content: bytes) -> bool:
    """Whether a file that is there is the same paper."""
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    from desktop.documents import pages

    return pages.count(pdf)


def of_pdf(office: Office, name: str, content: bytes, case_ids: tuple[int, ...] = ()) -> Ready:
    """Return one paper that is a PDF already, ready to be handed over and kept."""
    kept = Kept() if office.is_read_only else _kept_bytes(office, content)
    return Ready(name, 1, page_count(content), case_ids, kept, content)


def of_file(
    office: Office, name: str, file_name: str, content: bytes, case_ids: tuple[int, ...] = ()
) -> Ready:
    """Return one paper that is a file of any kind, ready to be handed over and kept under its name."""
    if file_name.casefold().endswith(".pdf"):
        return of_pdf(office, name, content, case_ids)
    if office.is_read_only:
        return Ready(name, 1, 0, case_ids, Kept())
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / file_name).write_bytes(content)
        kept = _kept_archive(office, Path(folder), (file_name,))
    return Ready(name, 1, 0, case_ids, kept, files=(file_name,))


# --- keeping ---------------------------------------------------------------------------------------------


def _kept_bytes(office: Office, content: bytes) -> Kept:
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "content"
        draft.write_bytes(content)
        return _kept_file(office, draft)


def _kept_archive(office: Office, hidden: Path, names: Sequence[str]) -> Kept:
    archive = hidden / _ARCHIVE
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        for name in names:
            packed.writestr(zipfile.ZipInfo(name, _BIRTH), (hidden / name).read_bytes())
    kept = _kept_file(office, archive)
    archive.unlink()
    return kept._replace(ending="zip")


def _kept_file(office: Office, path: Path) -> Kept:
    if path.stat().st_size > LARGEST:
        raise OfficeError(_TOO_MUCH)
    return Kept(*office.store.prints.files.put(path))


# --- handing over, in the window's thread ----------------------------------------------------------------


def write_letters(
    office: Office,
    case_ids: Iterable[int],
    path: Path,
    progress: Progress = SILENT,
    options: frozenset[Option] = frozenset(),
) -> int:
    """Write the reply letters of these cases, in this order, as one PDF; return how many there are.

    Raises `OfficeError` when no case has one or the place cannot be written.
    """
    order = print_orders.Order(print_orders.kind("letter"), tuple(case_ids), options)
    found = print_orders.batch(order, office, progress)
    ready = as_pdf(office, found, Making(keeps=not office.is_read_only), progress)
    save(office, ready, path)
    return ready.papers


def save(office: Office, ready: Ready, path: Path) -> PrintRecord | None:
    """Write the PDF to a file and note the print; None when the desk is only read, where nothing is noted.

    Raises `OfficeError`, nothing noted, when the place cannot be written.
    """
    return _noted(office, ready, PrintWay.PDF, str(path), lambda: print_out.put(path, ready.pdf))


def move_in(office: Office, ready: Ready, folder: Path) -> PrintRecord | None:
    """Bring the files that wait into the folder and note the print: all of them or none."""
    try:
        return _noted(office, ready, way_of(ready.files), str(folder), lambda: _move(ready, folder))
    finally:
        drop(ready)


def save_file(office: Office, ready: Ready, path: Path, content: bytes) -> PrintRecord | None:
    """Write one file of any kind and note it, as `save` does a PDF."""
    return _noted(office, ready, way_of([path.name]), str(path), lambda: print_out.put(path, content))


def way_of(names: Sequence[str]) -> PrintWay:
    """Return which way files went, by how they end."""
    endings = {Path(name).suffix.lower() for name in names}
    if endings == {".pdf"}:
        return PrintWay.FILES if len(names) > 1 else PrintWay.PDF
    return PrintWay.DOCX if endings == {".docx"} else PrintWay.TABLE


def sent(office: Office, ready: Ready, way: PrintWay, place: str = "") -> PrintRecord | None:
    """Note that papers went to a printer, or to the program the system opens PDF with."""
    return _noted(office, ready, way, place, lambda: None)


def drop(ready: Ready) -> None:
    """Throw away files that wait and are not wanted any more."""
    if ready.hidden is not None:
        shutil.rmtree(ready.hidden, ignore_errors=True)


def _noted(
    office: Office, ready: Ready, way: PrintWay, place: str, hand_over: Callable[[], None]
) -> PrintRecord | None:
    if office.is_read_only or not ready.kept.sha256:
        hand_over()
        return None
    record = PrintRecord(
        office.now, office.officer, ready.name, way, place, ready.papers, ready.pages, ready.case_ids,
        ready.kept.ending, ready.kept.sha256, ready.kept.size, ready.again_of,
    )  # fmt: skip
    about = f"，涉及 {len(ready.case_ids)} 件" if ready.case_ids else ""
    note = office.note(VERB, f"{ready.name} {ready.papers} 份{about}，{way.label}")
    with office.store.transaction():
        stored = office.store.prints.add(record, note)
        hand_over()
    return stored


def _move(ready: Ready, folder: Path) -> None:
    moved: list[Path] = []
    try:
        for name in ready.files:
            target = folder / name
            is_new = not target.exists()
            (ready.hidden or folder).joinpath(name).replace(target)
            if is_new:
                moved.append(target)
    except OSError as error:
        for target in moved:
            with suppress(OSError):
                target.unlink()
        raise _unwritten(folder, error) from error
