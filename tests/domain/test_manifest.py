"""The manifest of a backup: read back as it was written, refused when one bit of it differs."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import OfficeError
from desktop.domain.manifest import Contents, KeptFile, Manifest, Occasion, read, written
from tests.desks import Clock

OCCASION = Occasion("手工", Clock()(), "示例经办", "1.0")
CONTENTS = Contents(3, (("cases", 2), ("unit", 1)), "d" * 64, 9, "e" * 64, "2026-03-02T09:00:00")
MANIFEST = Manifest(OCCASION, CONTENTS, (KeptFile("f" * 64, 4, "来文.pdf"),), 8192, "a" * 64)


def test_a_manifest_is_read_as_it_was_written() -> None:
    sealed = replace(MANIFEST, plain="b" * 64).nameless()
    assert [read(written(each)) for each in (MANIFEST, sealed)] == [MANIFEST, sealed]
    assert [CONTENTS.rows(table) for table in ("cases", "nothing")] == [2, 0]
    assert (MANIFEST.is_sealed, sealed.is_sealed, sealed.files[0].name) == (False, True, "")


@given(st.integers(0, len(written(MANIFEST)) * 8 - 1))
def test_one_flipped_bit_is_refused(bit: int) -> None:
    raw = bytearray(written(MANIFEST))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(OfficeError, match="清单已损坏"):
        read(bytes(raw))


def test_what_bears_a_right_seal_but_was_not_written_so_is_refused() -> None:
    text = written(MANIFEST).decode().rsplit("\n", 2)[0]
    for other in (text.replace("\n", "\n "), "{}", "[]"):
        raw = f"{other}\n{hashlib.sha256(other.encode()).hexdigest()}\n".encode()
        with pytest.raises(OfficeError, match="清单已损坏"):
            read(raw)
    for raw in (b"", b"\xff\n", written(MANIFEST) + b"\n"):
        with pytest.raises(OfficeError, match="清单已损坏"):
            read(raw)
