"""Drafts: what a person has typed of a TPS so far, kept in a file from one field to the next.

Rules of this module:

- A draft is written durably after every answer: whenever the program ends, at most the line being typed is lost.
- It is the file that this program writes, byte for byte; one that was changed by hand is refused, not guessed at.
- It names its election, TPS, contests, generation and entry; it is never taken for the draft of something else.
- The first and the second entry of a transcription have drafts of their own, and so has what they agreed on.
- Two programs never write one draft: the second one is told.
- A draft is set aside under a new name, never deleted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NoReturn

import msgspec

from domain.types import Hash
from ledger.archive import is_hex_hash
from ledger.durable import sync_folder, write_file
from ledger.errors import DraftChangedError, DraftMalformedError, DraftMismatchError
from ledger.forms.form_input import read_input
from ledger.forms.typing_form import Field, Typing

DRAFTS: Final = "drafts"
FORMAT: Final = "rekap-draft-1"
MAX_DRAFT_BYTES: Final = 4 * 1024 * 1024
ALONE: Final = 0
FIRST: Final = 1
SECOND: Final = 2
AGREED: Final = 3
_ENTRIES: Final = {ALONE: "", FIRST: "_1", SECOND: "_2", AGREED: "_both"}
_MAX_PAPERS: Final = 1000
_MAX_GENERATION: Final = 99


@dataclass(frozen=True, slots=True)
class DraftHead:
    """What is typed: election, TPS, vote, contests with their declarations, and for a transcription which entry.

    Attributes:
        entry: 0 for the KPPS's own form; 1 and 2 for the entries of a transcription, 3 for what they agreed on.
        papers: the hashes of the scans, by contest.
        sources: for entry 3, the hashes of the two drafts.
    """

    election: Hash
    tps: str
    generation: int
    contests: tuple[tuple[str, Hash], ...]
    entry: int = ALONE
    with_words: bool = False
    papers: Mapping[str, tuple[Hash, ...]] = field(default_factory=dict)
    sources: tuple[Hash, ...] = ()

    @property
    def file_name(self) -> str:
        """The name of the draft in the folder `drafts`."""
        vote = f"_g{self.generation}" if self.generation > 1 else ""
        return f"{self.tps}_{'+'.join(name for name, _ in self.contests)}{vote}{_ENTRIES[self.entry]}.json"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was read: head, answered fields, and the number of the next field."""

    head: DraftHead
    values: Mapping[Field, int | None]
    at: int

    def typing(self, fields: tuple[Field, ...], path: Path) -> Typing:
        """The typing to go on with.  Raises `DraftMismatchError` if these are not its fields."""
        known = frozenset(fields)
        if not known.issuperset(self.values) or self.at > len(fields):
            raise DraftMismatchError(path=str(path), reason="rows")
        if any(value is not None and value > each.limit for each, value in self.values.items()):
            _refuse(path, "figure")
        return Typing(fields, self.values, self.at)


class _Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    contest: str
    declared: str
    figures: dict[str, int | None]
    words: dict[str, int | None]
    papers: list[str]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    election: str
    tps: str
    generation: int
    entry: int
    with_words: bool
    forms: list[_Form]
    signatures: dict[str, int | None]
    sources: list[str]
    at: int


class DraftFile:
    """A draft's file while it is being written; `known` is what it held last."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: bytes | None = None

    @classmethod
    def of(cls, head: DraftHead, folder: Path) -> "DraftFile":
        """The draft of `head` in its place below the desk's `folder`."""
        return cls(folder / DRAFTS / head.file_name)

    def read(self) -> Draft | None:
        """The draft, None if there is none.  Raises `DraftMalformedError`."""
        self._known = read_input(self.path, MAX_DRAFT_BYTES) if self.path.exists() else None
        return None if self._known is None else decode_draft(self._known, self.path)

    def write(self, head: DraftHead, typing: Typing) -> None:
        """Write what was typed; when this returns it survives a power cut.  Raises `DraftChangedError`."""
        raw = encode_draft(head, typing.values, typing.at)
        there = read_input(self.path, MAX_DRAFT_BYTES) if self.path.exists() else None
        if there != self._known:
            raise DraftChangedError(path=str(self.path))
        if raw != there:
            write_file(self.path, raw, self.path.parent)
            self._known = raw

    def set_aside(self) -> Path:
        """Give the draft another name and begin anew; the new name."""
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.{number}.old")).exists():
            number += 1
        self.path.replace(aside)
        sync_folder(self.path.parent)
        self._known = None
        return aside


def read_draft(path: Path) -> tuple[Draft, bytes]:
    """The draft in a file that a person named, and its bytes.  Raises `InputMissingError`, `DraftMalformedError`."""
    raw = read_input(path, MAX_DRAFT_BYTES)
    return decode_draft(raw, path), raw


def require_same(found: DraftHead, wanted: DraftHead, path: Path) -> None:
    """Raise `DraftMismatchError` if a draft belongs to something else than what is being typed."""
    for what in ("election", "tps", "generation", "contests", "entry", "sources"):
        if getattr(found, what) != getattr(wanted, what):
            raise DraftMismatchError(path=str(path), reason=what)


def encode_draft(head: DraftHead, values: Mapping[Field, int | None], at: int) -> bytes:
    """The bytes of a draft."""
    forms = [
        _Form(
            contest=name,
            declared=declared.hex(),
            figures=_rows(values, name, in_words=False),
            words=_rows(values, name, in_words=True),
            papers=[paper.hex() for paper in head.papers.get(name, ())],
        )
        for name, declared in head.contests
    ]
    file = _File(
        format=FORMAT,
        election=head.election.hex(),
        tps=head.tps,
        generation=head.generation,
        entry=head.entry,
        with_words=head.with_words,
        forms=forms,
        signatures=_rows(values, "", in_words=False),
        sources=[source.hex() for source in head.sources],
        at=at,
    )
    return _bytes(file)


def decode_draft(raw: bytes, path: Path) -> Draft:
    """The draft in these bytes; `path` is for the error.  Raises `DraftMalformedError`."""
    try:
        file = msgspec.json.decode(raw, type=_File)
    except (ValueError, RecursionError):  # msgspec's own errors, and text that is no UTF-8
        _refuse(path, "not_a_draft")
    if file.format != FORMAT:
        _refuse(path, "format")
    values: dict[Field, int | None] = {}
    for form in file.forms:
        values |= {Field(form.contest, row): figure for row, figure in form.figures.items()}
        values |= {Field(form.contest, row, in_words=True): word for row, word in form.words.items()}
    values |= {Field("", row): count for row, count in file.signatures.items()}
    if file.at < 0 or any(value is not None and value < 0 for value in values.values()):
        _refuse(path, "figure")
    draft = Draft(_head(file, path), values, file.at)
    if encode_draft(draft.head, draft.values, draft.at) != raw:
        _refuse(path, "changed")
    return draft


def _head(file: _File, path: Path) -> DraftHead:
    names = [form.contest for form in file.forms]
    if len(set(names)) != len(names) or not names or "" in names:
        _refuse(path, "contests")
    if file.entry not in _ENTRIES or not 1 <= file.generation <= _MAX_GENERATION:
        _refuse(path, "entry")
    return DraftHead(
        _hashes([file.election], path)[0],
        file.tps,
        file.generation,
        tuple((form.contest, _hashes([form.declared], path)[0]) for form in file.forms),
        file.entry,
        file.with_words,
        {form.contest: _hashes(form.papers, path) for form in file.forms if form.papers},
        _hashes(file.sources, path),
    )


def _hashes(texts: Sequence[str], path: Path) -> tuple[Hash, ...]:
    if len(texts) > _MAX_PAPERS or not all(is_hex_hash(text) for text in texts):
        _refuse(path, "hash")
    return tuple(Hash(bytes.fromhex(text)) for text in texts)


def _rows(values: Mapping[Field, int | None], contest: str, *, in_words: bool) -> dict[str, int | None]:
    """The answered rows of a contest, by name: the bytes do not depend on the order of the answers."""
    named = {each.row: value for each, value in values.items() if (each.contest, each.in_words) == (contest, in_words)}
    return dict(sorted(named.items()))


def _bytes(file: _File) -> bytes:
    return msgspec.json.format(msgspec.json.encode(file), indent=1) + b"\n"


def _refuse(path: Path, reason: str) -> NoReturn:
    raise DraftMalformedError(path=str(path), reason=reason) from None
