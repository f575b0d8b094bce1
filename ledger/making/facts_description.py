"""The file that describes election facts: its fields, read from TOML or JSON (`docs/facts.md`).

Rules of this module:

- Only a practice election or a replica is described so; an official one is refused.
- A field that the format does not have is refused, and so is one of another type, or one that stands twice.
- A table has a plain name: nothing but a file beside the description can be named.
- Texts hold only what may stand in an entry; the host has two segments.
- The file is bounded in size, and what is wrong is named with its field and, in TOML, its line.
"""

import json
import re
import tomllib
from pathlib import Path
from typing import Annotated, Final, Literal, NoReturn

import msgspec
from msgspec import Meta

from domain.areas import AreaLevel
from domain.types import Record
from ledger.canonical import check_text
from ledger.errors import FactsFieldError, FactsUnreadableError, NotCanonicalError
from ledger.making.facts_tables import open_plainly
from ledger.making.plan import AS_PUBLISHED

FORMAT: Final = "rekap-facts-1"
FORMATS: Final = "rekap-facts-"
"""How every version of the format is named."""

MAX_DESCRIPTION_BYTES: Final = 32 * 1024 * 1024
"""The largest description: every dapil of the nation with its parties and candidates."""

TableName = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9][A-Za-z0-9_.-]{0,95}\.csv\Z")]
"""A file beside the description: no folder, no way up."""

HostName = Annotated[str, Meta(pattern=r"\A[a-z0-9][a-z0-9.-]{0,62}/[a-z0-9][a-z0-9.-]{0,62}\Z")]
"""Host and election, as every origin begins."""

_TOML_PLACE: Final = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")
_MSGSPEC_PLACE: Final = re.compile(r"(?s)(.*?)(?: - at `\$\.?(.*)`)?")
_QUOTED: Final = re.compile(r"field `([^`]*)`")
_SHOWN: Final = 60


class FactsOption(Record, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An option: its ballot number, its name, and for a candidate of a party the party's number."""

    no: int
    name: str
    parent: int | None = None


class FactsContest(Record, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A contest and its table.

    Attributes:
        id: the contest's id.
        per: what a line of the table is about.
        table: the table's name.
        options: the options in ballot order, or the name of a table of them.
        areas: where it is held; by default in the area of its id.
        levels: where it is recapitulated; by default at all levels of its kind.
    """

    id: str
    per: Literal["tps", "kecamatan"]
    table: TableName
    options: tuple[FactsOption, ...] | TableName
    areas: tuple[str, ...] = ()
    levels: tuple[AreaLevel, ...] = ()


class ElectionFacts(Record, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The description of an election.

    Attributes:
        format: `rekap-facts-1`.
        kind: `replica` or `practice`.
        name: the election's name.
        profile: whose forms are used.
        host: host and election of every origin.
        source: where the figures are from, and what of them is made up.
        contests: the contests in the order of the ballots.
        reason: why what breaks a G rule was recorded all the same.
        units: the table of the desa, needed where a table is per kecamatan.
    """

    format: str
    kind: str
    name: str
    profile: str
    host: HostName
    source: str
    contests: Annotated[tuple[FactsContest, ...], Meta(min_length=1)]
    reason: str = AS_PUBLISHED
    units: TableName | None = None


def is_facts(path: Path) -> bool:
    """Whether a file describes election facts: a `.toml`, or a `.json` whose `format` says so."""
    if path.suffix.lower() == ".toml":
        return path.is_file()
    if path.suffix.lower() != ".json":
        return False
    try:
        loaded = _json(path, _text(path))
    except (FactsUnreadableError, FactsFieldError):
        return False
    return isinstance(loaded, dict) and str(loaded.get("format")).startswith(FORMATS)


def read_description(path: Path) -> ElectionFacts:
    """The description in a TOML or JSON file.  Raises `FactsUnreadableError`, `FactsFieldError`."""
    text = _text(path)
    is_toml = path.suffix.lower() == ".toml"
    loaded = _toml(path, text) if is_toml else _json(path, text)
    if not isinstance(loaded, dict) or loaded.get("format") != FORMAT:
        found = loaded.get("format") if isinstance(loaded, dict) else None
        refuse_field(path, "format", "format", str(found))
    try:
        described = msgspec.convert(loaded, ElectionFacts)
    except msgspec.ValidationError as error:
        _refuse_shape(path, str(error))
    if described.kind not in ("practice", "replica"):
        refuse_field(path, "kind", "kind", described.kind)
    _check_texts(path, described)
    return described


def refuse_field(path: Path, field: str, reason: str, value: str) -> NoReturn:
    """Raises `FactsFieldError` for a field of a description, with its line where the file is TOML."""
    line = _line_of(path, field)
    place = f"{path.name}:{line}" if line else path.name
    shown = value.encode("ascii", "replace").decode()[:_SHOWN]
    raise FactsFieldError(file=path.name, line=line, place=place, field=field, reason=reason, value=shown) from None


def _check_texts(path: Path, described: ElectionFacts) -> None:
    texts = [("name", described.name), ("reason", described.reason)]
    for at, each in enumerate(described.contests):
        if not isinstance(each.options, str):
            texts += [(f"contests[{at}].options[{no}].name", option.name) for no, option in enumerate(each.options)]
    for field, text in texts:
        try:
            check_text(text)
        except NotCanonicalError:
            refuse_field(path, field, "characters", text)
    if ".." in described.host:
        refuse_field(path, "host", "type", described.host)


def _refuse_shape(path: Path, message: str) -> NoReturn:
    """Says in our words what the decoder says of a field."""
    match = _MSGSPEC_PLACE.fullmatch(message)
    said, field = (match[1], match[2] or "") if match else (message, "")
    named = _QUOTED.search(said)
    if named is None:
        refuse_field(path, field, "type", said)
    reason = "field_unknown" if "unknown" in said else "field_missing"
    refuse_field(path, f"{field}.{named[1]}" if field else named[1], reason, named[1])


def _text(path: Path) -> str:
    with open_plainly(path, MAX_DESCRIPTION_BYTES) as file:
        raw = file.read(MAX_DESCRIPTION_BYTES + 1)
    if len(raw) > MAX_DESCRIPTION_BYTES:
        raise FactsUnreadableError(path=str(path), reason="too_large")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FactsUnreadableError(path=str(path), reason="not_utf8") from None


def _toml(path: Path, text: str) -> object:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a bare ValueError
        place = _TOML_PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (0, 0)
        _refuse_syntax(path, line, column, "toml")


def _json(path: Path, text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        _refuse_syntax(path, error.lineno, error.colno, "json")
    except _TwiceError as error:
        refuse_field(path, str(error), "field_twice", "")
    except (ValueError, RecursionError):
        _refuse_syntax(path, 0, 0, "json")


class _TwiceError(Exception):
    """A field that stands twice in one object."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    loaded = dict(pairs)
    if len(loaded) != len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return loaded


def _refuse_syntax(path: Path, line: int, column: int, reason: str) -> NoReturn:
    place = f"{path.name}:{line}:{column}" if line else path.name
    raise FactsFieldError(file=path.name, line=line, place=place, field="-", reason=reason, value="") from None


def _line_of(path: Path, field: str) -> int:
    """The line of a field in a TOML file: exact for plain fields, else that of what holds it; 0 where unknown."""
    if path.suffix.lower() != ".toml":
        return 0
    lines = _text(path).splitlines()
    match = re.match(r"contests\[([0-9]+)\]\.?(.*)", field)
    heads = [number for number, line in enumerate(lines, start=1) if re.match(r"\s*\[\[\s*contests\s*\]\]", line)]
    if match is None:
        begin, end, name = 0, heads[0] if heads else len(lines), field
    elif int(match[1]) < len(heads):
        at = int(match[1])
        begin, end, name = heads[at], heads[at + 1] if at + 1 < len(heads) else len(lines), match[2]
    else:
        return 0
    key = re.escape(re.split(r"[.\[]", name)[0])
    found = (number for number, line in enumerate(lines, start=1) if re.match(rf"\s*{key}\s*=", line))
    return next((number for number in found if begin < number <= end), begin)
