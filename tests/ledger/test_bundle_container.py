"""The container of a bundle: any ZIP program opens it, and only one spelling is read."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.bundles.bundle_container import pack, unpack
from ledger.errors import BundleContainerError

MEMBERS = {"bundle.json": b"{}\n", "books/example.id/a/kpu/0/entries": bytes(range(256)), "report.html": b""}
NAMES = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}(/[a-z0-9][a-z0-9_-]{0,8}){0,3}", fullmatch=True)


@given(st.dictionaries(NAMES, st.binary(max_size=80), min_size=1, max_size=6))
def test_what_is_packed_is_read_again(members: dict[str, bytes]) -> None:
    assert unpack(pack(members)) == members


def test_the_same_members_give_the_same_bytes_in_any_order() -> None:
    assert pack(MEMBERS) == pack(dict(reversed(MEMBERS.items())))


def test_any_zip_program_opens_it() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(MEMBERS))) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == MEMBERS
        assert opened.namelist() == sorted(MEMBERS)


@given(st.integers(0, len(pack(MEMBERS)) - 1), st.integers(1, 255))
def test_any_other_byte_is_refused(at: int, bits: int) -> None:
    raw = bytearray(pack(MEMBERS))
    raw[at] ^= bits
    with pytest.raises(BundleContainerError):
        unpack(bytes(raw))


@given(st.integers(0, len(pack(MEMBERS)) - 1))
def test_a_cut_container_is_refused(size: int) -> None:
    with pytest.raises(BundleContainerError):
        unpack(pack(MEMBERS)[:size])


def zipped(change: Callable[[zipfile.ZipFile], None], compression: int = zipfile.ZIP_STORED) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", compression=compression) as made:
        change(made)
    return into.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        zipped(lambda made: made.writestr("bundle.json", b"x" * 100_000), compression=zipfile.ZIP_DEFLATED),
        pack({"aaaa": b"1", "zzzz": b"2"}).replace(b"zzzz", b"aaaa"),
        zipped(lambda made: made.writestr("../../etc/passwd", b"")),
        pack(MEMBERS) + b"more",
        b"before" + pack(MEMBERS),
        b"",
    ],
    ids=["compressed", "twice", "outside", "behind", "before", "empty"],
)
def test_what_another_program_would_write_otherwise_is_refused(raw: bytes) -> None:
    with pytest.raises(BundleContainerError):
        unpack(raw)


@pytest.mark.parametrize("name", ["../a", "/a", "a/../b", "A", "a//b", "", "a/", "a\\b", "a/.b"])
def test_a_name_that_leaves_the_folder_is_no_name(name: str) -> None:
    with pytest.raises(BundleContainerError):
        pack({name: b""})
