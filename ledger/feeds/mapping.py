"""Which header of a table stands for which row of the form.

Rules of this module:

- The names of the CSV layout always win: another header for the same row beside them is not used.
- Other headers are guessed from what people write (`ledger.feeds.vocabulary`); two of them for one row are an error.
- What is not known is not used, and is listed.
- A mapping can be saved as TOML or JSON and used again; then nothing is guessed, and each of its headers must be there.
- A table needs the code of the TPS (or that of its desa, and its number) and the votes of at least one option.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from domain.contests import Counted
from domain.profiles import Profile
from ledger.feeds.errors import (
    FeedColumnMissingError,
    FeedColumnTwiceError,
    FeedTwoHeadersError,
    MappingInPlaceError,
    MappingMalformedError,
)
from ledger.feeds.layout import DESA_CODE, TPS_CODE, TPS_NUMBER, is_form_row, is_vote_row, target_of
from ledger.feeds.layout import PLACES as _PLACES
from ledger.feeds.plain import open_plain
from ledger.feeds.rows import CONTROL, shown
from ledger.feeds.vocabulary import guessed_target, plain, printed_words

FORMAT: Final = "rekap-mapping-1"
MAX_MAPPING_BYTES: Final = 1024 * 1024
MAX_COLUMNS: Final = 8_192
"""The most columns that a table may have: every row of the largest form, with room for others."""


@dataclass(frozen=True, slots=True)
class HeaderMapping:
    """The headers of a table that are used, each with its place or row, and those that are not.

    `guessed` are those among the used ones that are no names of the CSV layout.
    """

    columns: Mapping[str, str]
    ignored: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows of the form, in the order of the headers."""
        return tuple(target for target in self.columns.values() if target not in _PLACES)

    def is_usable(self) -> bool:
        """Whether a TPS can be told and some option has votes."""
        return not self._missing()

    def check(self, path: Path) -> None:
        """Raises `FeedColumnMissingError` unless the mapping is usable."""
        missing = self._missing()
        if missing:
            raise FeedColumnMissingError(path=str(path), columns=",".join(missing))

    def _missing(self) -> list[str]:
        targets = set(self.columns.values())
        has_code = TPS_CODE in targets or {DESA_CODE, TPS_NUMBER} <= targets
        missing = [] if has_code else [TPS_CODE]
        return missing if any(map(is_vote_row, targets)) else [*missing, "suara_1"]


@dataclass(frozen=True, slots=True)
class Guess:
    """What helps to guess: the election, what is counted, and the names of options with their vote rows."""

    election: Profile | None = None
    names: Mapping[str, str] | None = None
    counted: Counted | None = None


def mapping_of(path: Path, headers: Sequence[str], guess: Guess | None = None) -> HeaderMapping:
    """The mapping of a header line: names of the layout, then what people write.

    Raises `FeedColumnTwiceError` and `FeedTwoHeadersError`.
    """
    refuse_repeated(path, headers)
    exact = {header: target for header in headers if (target := target_of(header)) is not None}
    _refuse_two(path, exact)
    guess = guess or Guess()
    words = printed_words(headers, guess.election)
    names = {plain(name): row for name, row in (guess.names or {}).items()}
    taken = set(exact.values())
    guessed = {
        header: target
        for header in headers
        if header not in exact
        and (target := guessed_target(header, words, names, guess.counted)) is not None
        and target not in taken
    }
    _refuse_two(path, guessed)
    used = {header: (exact | guessed)[header] for header in headers if header in exact or header in guessed}
    ignored = tuple(header for header in headers if header and header not in used)
    return HeaderMapping(used, ignored, tuple(header for header in used if header in guessed))


def applied(path: Path, headers: Sequence[str], chosen: HeaderMapping) -> HeaderMapping:
    """A saved mapping for the headers of a file: what it does not name is not used.

    Raises `FeedColumnTwiceError`, and `FeedColumnMissingError` for a header of the mapping that the file lacks.
    """
    refuse_repeated(path, headers)
    missing = [header for header in chosen.columns if header not in headers]
    if missing:
        raise FeedColumnMissingError(path=str(path), columns=",".join(map(shown, missing)))
    used = {header: chosen.columns[header] for header in headers if header in chosen.columns}
    return HeaderMapping(used, tuple(header for header in headers if header and header not in used))


def refuse_repeated(path: Path, headers: Sequence[str]) -> None:
    """Raises `FeedColumnTwiceError` for a header that stands twice; columns without a header do not count."""
    seen: set[str] = set()
    for header in filter(None, headers):
        if header in seen:
            raise FeedColumnTwiceError(path=str(path), column=shown(header))
        seen.add(header)


def _refuse_two(path: Path, columns: Mapping[str, str]) -> None:
    first: dict[str, str] = {}
    for header, target in columns.items():
        if target in first:
            pair = {"first": shown(first[target]), "second": shown(header)}
            raise FeedTwoHeadersError(path=str(path), row=target, **pair)
        first[target] = header


# --- saving and reading ----------------------------------------------------------------------------------------------


class _Saved(msgspec.Struct, forbid_unknown_fields=True):
    format: str
    columns: dict[str, str]


def save_mapping(path: Path, mapping: HeaderMapping) -> None:
    """Writes a mapping, as JSON where the name ends in `.json`, else as TOML.

    Raises `MappingInPlaceError` where something lies already, and `OSError`.
    """
    text = _as_json(mapping) if path.suffix.lower() == ".json" else _as_toml(mapping)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise MappingInPlaceError(path=str(path)) from None


def _as_json(mapping: HeaderMapping) -> str:
    return json.dumps({"format": FORMAT, "columns": dict(mapping.columns)}, ensure_ascii=False, indent=2) + "\n"


def _as_toml(mapping: HeaderMapping) -> str:
    # Within quotes, TOML escapes what JSON escapes; headers hold no control characters.
    lines = (f"{json.dumps(header, ensure_ascii=False)} = {json.dumps(row)}" for header, row in mapping.columns.items())
    return "\n".join([f'format = "{FORMAT}"', "", "[columns]", *lines, ""])


def read_mapping(path: Path) -> HeaderMapping:
    """A saved mapping.

    Raises `FeedUnreadableError` and `MappingMalformedError`, whose `reason` is `too_large`, `syntax`, `fields`,
    `format`, `row`, `header` or `two_headers`.
    """
    with open_plain(path) as file:
        data = file.read(MAX_MAPPING_BYTES + 1)
    if len(data) > MAX_MAPPING_BYTES:
        raise MappingMalformedError(path=str(path), reason="too_large", value="")
    saved = _decoded(path, data)
    if saved.format != FORMAT:
        raise MappingMalformedError(path=str(path), reason="format", value=shown(saved.format))
    _check_columns(path, saved.columns)
    return HeaderMapping(saved.columns)


def _decoded(path: Path, data: bytes) -> _Saved:
    try:
        if path.suffix.lower() == ".json":
            return msgspec.json.decode(data, type=_Saved)
        return msgspec.convert(tomllib.loads(data.decode()), type=_Saved)
    except msgspec.ValidationError as error:
        raise MappingMalformedError(path=str(path), reason="fields", value=shown(error)) from None
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise MappingMalformedError(path=str(path), reason="syntax", value=shown(error)) from None


def _check_columns(path: Path, columns: Mapping[str, str]) -> None:
    targets = list(columns.values())
    for header, target in columns.items():
        if not header or CONTROL.search(header):
            raise MappingMalformedError(path=str(path), reason="header", value=shown(header))
        if target not in _PLACES and not is_form_row(target):
            raise MappingMalformedError(path=str(path), reason="row", value=shown(target))
        if targets.count(target) > 1:
            raise MappingMalformedError(path=str(path), reason="two_headers", value=shown(target))
