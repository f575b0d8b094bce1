"""Drafts of what was typed (`ledger.entry.entry_draft`)."""

import json
import os
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.types import Hash
from ledger.entry.entry_draft import DraftFile, DraftHead, decode_draft, encode_draft, read_draft, require_same
from ledger.errors import DraftChangedError, DraftMalformedError, DraftMismatchError, InputMissingError
from ledger.forms.typing_form import Field, Typing, answer, fields_of
from tests.support.typed_entry import KABKO, PPWP, TPS, ppwp

FIELDS = fields_of([ppwp()])
HEAD = DraftHead(Hash(b"e" * 32), TPS, 1, ((PPWP, Hash(b"d" * 32)),), papers={PPWP: (Hash(b"p" * 32),)})
HERE = Path("draft.json")


def a_draft() -> Typing:
    return answer(answer(Typing(FIELDS), "120").typing, "-").typing


def raw() -> bytes:
    return encode_draft(HEAD, a_draft().values, a_draft().at)


def test_it_names_its_tps_contests_vote_and_entry() -> None:
    pair = (*HEAD.contests, (KABKO, Hash(bytes(32))))
    assert HEAD.file_name == f"{TPS}_ppwp.json"
    assert DraftHead(HEAD.election, TPS, 2, pair, 1).file_name == f"{TPS}_ppwp+{KABKO}_g2_1.json"
    assert DraftHead(HEAD.election, TPS, 1, pair, 3).file_name == f"{TPS}_ppwp+{KABKO}_both.json"


def test_it_lies_in_the_folder_drafts_of_the_desk(tmp_path: Path) -> None:
    file = DraftFile.of(HEAD, tmp_path)
    assert file.read() is None
    file.write(HEAD, a_draft())
    assert (tmp_path / "drafts" / HEAD.file_name).read_bytes() == raw()


def test_it_is_written_durably_after_every_answer(tmp_path: Path) -> None:
    file = DraftFile.of(HEAD, tmp_path)
    with patch("os.fsync", wraps=os.fsync) as synced:
        file.write(HEAD, Typing(FIELDS))
        first = synced.call_count
        file.write(HEAD, a_draft())
    assert synced.call_count > first > 0
    assert [path.name for path in file.path.parent.iterdir()] == [HEAD.file_name]


def test_a_draft_that_was_changed_by_hand_is_refused() -> None:
    changed = raw().replace(b"120", b"121 ")
    with pytest.raises(DraftMalformedError) as caught:
        decode_draft(changed, HERE)
    assert dict(caught.value.params)["reason"] == "changed"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", "rekap-draft-2"),
        ("at", -1),
        ("at", "0"),
        ("entry", 4),
        ("generation", 0),
        ("election", "00"),
        ("forms", []),
        ("extra", 1),
        ("signatures", {"signed_kpps": -1}),
        ("signatures", {"signed_kpps": 1.5}),
        ("sources", ["../x"]),
        ("tps", None),
    ],
)
def test_what_is_no_draft_of_ours_is_refused(key: str, value: object) -> None:
    document = json.loads(raw()) | {key: value}
    with pytest.raises(DraftMalformedError):
        decode_draft(json.dumps(document, indent=1).encode() + b"\n", HERE)


@given(st.binary(max_size=200) | st.tuples(st.integers(0, 400), st.integers(0, 255)))
def test_no_bytes_are_taken_for_another_draft(change: bytes | tuple[int, int]) -> None:
    damaged = change if isinstance(change, bytes) else raw()[: change[0]] + bytes([change[1]]) + raw()[change[0] + 1 :]
    try:
        draft = decode_draft(damaged, HERE)
    except DraftMalformedError:
        return
    assert encode_draft(draft.head, draft.values, draft.at) == damaged


def test_rows_that_the_form_does_not_have_are_refused() -> None:
    draft = decode_draft(encode_draft(HEAD, {Field(PPWP, "suara_9"): 1}, 0), HERE)
    with pytest.raises(DraftMismatchError):
        draft.typing(FIELDS, HERE)


def test_a_figure_over_the_limit_of_its_field_is_refused() -> None:
    draft = decode_draft(encode_draft(HEAD, {Field("", "signed_kpps"): 100}, 0), HERE)
    with pytest.raises(DraftMalformedError):
        draft.typing(FIELDS, HERE)


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("election", DraftHead(Hash(b"x" * 32), TPS, 1, HEAD.contests)),
        ("tps", DraftHead(HEAD.election, "1607012001002", 1, HEAD.contests)),
        ("generation", DraftHead(HEAD.election, TPS, 2, HEAD.contests)),
        ("contests", DraftHead(HEAD.election, TPS, 1, ((PPWP, Hash(b"x" * 32)),))),
        ("entry", DraftHead(HEAD.election, TPS, 1, HEAD.contests, 1)),
    ],
)
def test_it_is_never_taken_for_the_draft_of_something_else(what: str, other: DraftHead) -> None:
    with pytest.raises(DraftMismatchError) as caught:
        require_same(other, HEAD, HERE)
    assert dict(caught.value.params)["reason"] == what


def test_two_programs_never_write_one_draft(tmp_path: Path) -> None:
    one, two = DraftFile.of(HEAD, tmp_path), DraftFile.of(HEAD, tmp_path)
    one.write(HEAD, Typing(FIELDS))
    two.read()
    one.write(HEAD, a_draft())
    with pytest.raises(DraftChangedError):
        two.write(HEAD, answer(Typing(FIELDS), "7").typing)
    assert one.path.read_bytes() == raw()


def test_a_draft_is_set_aside_and_never_deleted(tmp_path: Path) -> None:
    file = DraftFile.of(HEAD, tmp_path)
    for number in (1, 2):
        file.write(HEAD, a_draft())
        assert file.set_aside().name == f"{HEAD.file_name}.{number}.old"
        assert file.read() is None
    assert len(list((tmp_path / "drafts").iterdir())) == 2


def test_a_file_over_its_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    with path.open("wb") as file:
        file.truncate(5 * 1024 * 1024)
    with pytest.raises(InputMissingError):
        read_draft(path)
