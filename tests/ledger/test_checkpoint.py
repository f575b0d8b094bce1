"""Checkpoints: what they say, who signs them, what is refused."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.types import MAX_INTEGER, Hash
from ledger.checkpoint import (
    MAX_CHECKPOINT_BYTES,
    Checkpoint,
    is_book_origin,
    open_checkpoint,
    parse_checkpoint,
    peek_checkpoint,
    sign_checkpoint,
)
from ledger.errors import (
    CheckpointMalformedError,
    CheckpointOriginError,
    CheckpointSignatureCountError,
    NoteMalformedError,
    NoteSignatureInvalidError,
    NoteUnverifiedError,
)
from ledger.merkle import EMPTY_ROOT
from ledger.note import VerifierKey, sign_note
from ledger.signing import SigningKey

ORIGIN: Final = "example.id/pilkada-2024/ppk/160902"
ROOT: Final = Hash(bytes(range(32)))
CHECKPOINT: Final = Checkpoint(ORIGIN, 7, ROOT)
TEXT: Final = CHECKPOINT.text.decode()
ROOT_TEXT: Final = TEXT.split("\n")[2]
LOG: Final = SigningKey.from_seed(b"log key of the book.............")
STRANGER: Final = SigningKey.from_seed(b"key of somebody else............")
LOG_KEY: Final = VerifierKey.of(ORIGIN, LOG.public)
RAW: Final = sign_checkpoint(CHECKPOINT, LOG)
LOG_LINE: Final = RAW[len(CHECKPOINT.text) + 1 :]


def stranger_line(text: bytes, name: str = "example.id/witness") -> bytes:
    return sign_note(text, name, STRANGER)[len(text) + 1 :]


def reason_of(text: str | bytes, *, allow_extensions: bool = False) -> object:
    with pytest.raises(CheckpointMalformedError) as refusal:
        parse_checkpoint(text if isinstance(text, bytes) else text.encode(), allow_extensions=allow_extensions)
    return dict(refusal.value.params)["reason"]


# --- the text --------------------------------------------------------------------------------------------------------


def test_a_checkpoint_is_three_lines() -> None:
    assert CHECKPOINT.text == f"{ORIGIN}\n7\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n".encode()


@given(size=st.integers(1, MAX_INTEGER), root=st.binary(min_size=32, max_size=32))
def test_a_checkpoint_round_trips(size: int, root: bytes) -> None:
    checkpoint = Checkpoint(ORIGIN, size, Hash(root))
    assert parse_checkpoint(checkpoint.text) == checkpoint


@pytest.mark.parametrize(
    "size",
    [
        "",
        "07",
        "00",
        "+7",
        "-7",
        " 7",
        "7 ",
        "7_0",
        "0x7",
        "7.0",
        "1e3",
        "\u0667",
        "\u00b2",
        "9007199254740992",
        "9" * 400,
    ],
)
def test_a_size_is_plain_digits_up_to_the_largest_integer(size: str) -> None:
    assert reason_of(TEXT.replace("\n7\n", f"\n{size}\n")) == "size"
    assert parse_checkpoint(TEXT.replace("\n7\n", f"\n{MAX_INTEGER}\n").encode()).size == MAX_INTEGER


@pytest.mark.parametrize(
    "root",
    [
        "",
        ROOT_TEXT[:-1],
        ROOT_TEXT + " ",
        ROOT_TEXT.replace("8=", "9="),
        ROOT_TEXT.replace("=", ""),
        ROOT_TEXT[:-4],
        ROOT_TEXT.replace("B", "-"),
        ROOT.hex(),
    ],
)
def test_a_root_is_canonical_base64_of_32_bytes(root: str) -> None:
    assert reason_of(f"{ORIGIN}\n7\n{root}\n") == "root"


def test_an_origin_is_not_empty_and_has_at_most_255_bytes() -> None:
    assert reason_of(f"\n7\n{ROOT_TEXT}\n") == "origin"
    assert reason_of(f"{'x' * 256}\n7\n{ROOT_TEXT}\n") == "origin"
    assert reason_of(f"{chr(233) * 128}\n7\n{ROOT_TEXT}\n") == "origin"
    assert parse_checkpoint(f"{'x' * 255}\n7\n{ROOT_TEXT}\n".encode()).origin == "x" * 255


def test_a_books_checkpoint_has_no_extension_lines() -> None:
    extended = TEXT + "Timestamp: 1700000000\n"
    assert reason_of(extended) == "extension"
    signed = sign_note(extended.encode(), ORIGIN, LOG)
    with pytest.raises(CheckpointMalformedError):
        open_checkpoint(signed, LOG_KEY)


def test_extension_lines_of_a_foreign_log_are_read_over_when_asked_for() -> None:
    extended = (TEXT + "Timestamp: 1700000000\nmore\n").encode()
    assert parse_checkpoint(extended, allow_extensions=True) == CHECKPOINT
    assert reason_of(TEXT + "\nmore\n", allow_extensions=True) == "extension"


@pytest.mark.parametrize("text", ["", "\n", TEXT[:-1], f"{ORIGIN}\n7\n", TEXT.replace("\n", " ")])
def test_a_text_of_too_few_lines_is_no_checkpoint(text: str) -> None:
    assert reason_of(text) == "lines"


def test_a_text_that_is_not_utf8_is_no_checkpoint() -> None:
    assert reason_of(b"\xff" + CHECKPOINT.text) == "utf8"


def test_a_log_of_size_0_has_the_empty_root() -> None:
    empty = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    assert open_checkpoint(sign_checkpoint(empty, LOG), LOG_KEY).checkpoint == empty
    assert reason_of(f"{ORIGIN}\n0\n{ROOT_TEXT}\n") == "empty_root"
    with pytest.raises(CheckpointMalformedError):
        sign_checkpoint(Checkpoint(ORIGIN, 0, ROOT), LOG)


# --- the signatures --------------------------------------------------------------------------------------------------


def test_a_checkpoint_signed_by_its_log_is_opened() -> None:
    opened = open_checkpoint(RAW, LOG_KEY)
    assert (opened.checkpoint, opened.raw, opened.hints) == (CHECKPOINT, RAW, ())


def test_signature_lines_that_nobody_knows_are_hints() -> None:
    opened = open_checkpoint(RAW + stranger_line(CHECKPOINT.text), LOG_KEY)
    assert [line.name for line in opened.hints] == ["example.id/witness"]


def test_a_checkpoint_that_its_log_signed_twice_is_refused() -> None:
    with pytest.raises(CheckpointSignatureCountError):
        open_checkpoint(RAW + LOG_LINE, LOG_KEY)


def test_a_checkpoint_that_its_log_did_not_sign_is_refused() -> None:
    with pytest.raises(NoteUnverifiedError):
        open_checkpoint(CHECKPOINT.text + b"\n" + stranger_line(CHECKPOINT.text, ORIGIN), LOG_KEY)


def test_a_log_signature_over_another_text_is_refused() -> None:
    with pytest.raises(NoteSignatureInvalidError):
        open_checkpoint(RAW.replace(b"\n7\n", b"\n8\n"), LOG_KEY)


def test_a_log_cannot_sign_for_another_origin() -> None:
    other = Checkpoint("example.id/pilkada-2024/ppk/160903", 7, ROOT)
    with pytest.raises(CheckpointOriginError):
        open_checkpoint(sign_note(other.text, ORIGIN, LOG), LOG_KEY)


def test_a_checkpoint_of_more_than_16384_bytes_is_refused() -> None:
    padding = b"".join(stranger_line(CHECKPOINT.text, f"example.id/{number}{'x' * 150}") for number in range(70))
    assert len(RAW + padding) > MAX_CHECKPOINT_BYTES
    with pytest.raises(NoteMalformedError):
        open_checkpoint(RAW + padding, LOG_KEY)
    with pytest.raises(NoteMalformedError):
        peek_checkpoint(RAW + padding)


def test_origin_and_size_are_readable_before_the_key_is_known() -> None:
    assert peek_checkpoint(CHECKPOINT.text + b"\n" + stranger_line(CHECKPOINT.text)) == CHECKPOINT


# --- origins of books ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "origin", [ORIGIN, ORIGIN + "-2", "example.id/pemilu-2024/kpu/0", "/".join(["a" * 63] * 4), "a-.b/1./0-/9.x"]
)
def test_an_origin_of_a_book_has_four_plain_segments(origin: str) -> None:
    assert is_book_origin(origin)


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "example.id/pilkada-2024/ppk",
        ORIGIN + "/x",
        ORIGIN + "/",
        "/" + ORIGIN,
        ORIGIN + "\n",
        ORIGIN.upper(),
        "https://example.id/pilkada-2024/ppk/160902",
        "example.id//ppk/160902",
        "example.id/../ppk/160902",
        "example..id/pilkada-2024/ppk/160902",
        ".example/pilkada-2024/ppk/160902",
        "-x/pilkada-2024/ppk/160902",
        "example.id/pilkada 2024/ppk/160902",
        "example.id/pilkada_2024/ppk/160902",
        "example.id/pilkada-2024/ppk/\u0661\u0666",
        "/".join(["a" * 64, "a", "a", "a"]),
        "example.id\\x/pilkada-2024/ppk/160902",
    ],
)
def test_anything_else_is_no_origin_of_a_book(origin: str) -> None:
    assert not is_book_origin(origin)
