"""Seats and their keys as people write them: arguments, or a CSV file.

- A seat of a body is `ROLE:PERSON=KEY`, of a TPS `TPS:ROLE:PERSON=KEY`; KEY is a public key file or 64 hex digits.
- A list of TPS is `TPS` or `TPS=DPT` each, or a CSV file with the header `tps,dpt`.
- A list of station keys is a CSV file with the header `tps,role,person,key`.
- An option is `NO=NAME`, or for a candidate of a party `PARTY.NO=NAME`.
- A text says something, in the characters that records allow, in at most 500 bytes.
- A person is a number from 1 to 99; a seat or a TPS stands once.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NoReturn

from domain.areas import AreaLevel, is_area, level_of
from domain.bodies import Body, parse_body
from domain.contests import ContestOption
from domain.events import Station
from domain.statements import KeyGrant, Role
from domain.types import MAX_TEXT, Hash, PublicKey
from ledger.canonical import is_text
from ledger.errors import InputMalformedError, InputMissingError
from ledger.forms.form_input import read_input
from ledger.keys import public_key_from_hex, read_public_key

_SHOWN: Final = 80
MAX_LIST_BYTES: Final = 16 * 1024 * 1024
_NUMBER: Final = re.compile("[1-9][0-9]{0,1}")
_VOTERS: Final = re.compile("0|[1-9][0-9]{0,5}")
_OPTION: Final = re.compile("(?:([1-9][0-9]{0,3})[.])?([1-9][0-9]{0,3})")
_HEX: Final = re.compile("[0-9a-f]{64}")


def role_of(text: str) -> Role:
    """The role of this name.  Raises `InputMalformedError`."""
    try:
        return Role(text)
    except ValueError:
        _refuse("role", text, "unknown")


def person_of(text: str) -> int:
    """A seat number.  Raises `InputMalformedError`."""
    if _NUMBER.fullmatch(text) is None:
        _refuse("person", text, "not_a_number")
    return int(text)


def body_of(text: str) -> Body:
    """The body with this id.  Raises `InputMalformedError`."""
    body = parse_body(text)
    if body is None:
        _refuse("body", text, "unknown")
    return body


def said(what: str, text: str) -> str:
    """A text that a record may hold and that says something.  Raises `InputMalformedError`."""
    if not text.strip():
        _refuse(what, text, "empty")
    if is_text(text) is None:
        _refuse(what, text, "characters")
    if len(text.encode()) > MAX_TEXT:
        _refuse(what, text, "too_long")
    return text.strip()


def shown(text: str) -> str:
    """What was typed, short and in plain letters, for the parameter of an error."""
    return text.encode("ascii", "replace").decode()[:_SHOWN]


def key_of(text: str) -> PublicKey:
    """A public key: 64 hex digits, or the file it is in.  Raises the errors of `ledger.keys`."""
    return public_key_from_hex(text) if _HEX.fullmatch(text) else read_public_key(Path(text))


def hash_of(text: str) -> Hash:
    """A hash in 64 hex digits.  Raises `InputMalformedError`."""
    if _HEX.fullmatch(text) is None:
        _refuse("hash", text, "form")
    return Hash(bytes.fromhex(text))


def body_seats(texts: Iterable[str], area: str) -> tuple[KeyGrant, ...]:
    """Seats of the body of `area`.  Raises `InputMalformedError` and the errors of the key files."""
    return _once([_grant(area, *_split(text, 2)) for text in texts])


def station_seats(texts: Iterable[str]) -> tuple[KeyGrant, ...]:
    """Seats of TPS.  Raises `InputMalformedError` and the errors of the key files."""
    grants = []
    for text in texts:
        tps, role, person, key = _split(text, 3)
        grants.append(_grant(tps_of(tps), role, person, key))
    return _once(grants)


def station_seats_file(path: Path) -> tuple[KeyGrant, ...]:
    """Seats of TPS from a CSV file; key files are looked up beside it."""
    grants = []
    for row in _rows(path, ["tps", "role", "person", "key"]):
        key = row[3] if _HEX.fullmatch(row[3]) else str(path.parent / row[3])
        grants.append(_grant(tps_of(row[0]), row[1], row[2], key))
    return _once(grants)


def stations(texts: Iterable[str]) -> tuple[Station, ...]:
    """TPS written as `TPS` or `TPS=DPT`.  Raises `InputMalformedError`."""
    return _stations(text.partition("=")[::2] for text in texts)


def stations_file(path: Path) -> tuple[Station, ...]:
    """TPS from a CSV file.  Raises `InputMalformedError`, `InputMissingError`."""
    return _stations((row[0], row[1]) for row in _rows(path, ["tps", "dpt"]))


def options(texts: Iterable[str]) -> tuple[ContestOption, ...]:
    """The options of a contest, in the order given.  Raises `InputMalformedError`."""
    found = []
    for text in texts:
        number, sign, name = text.partition("=")
        match = _OPTION.fullmatch(number.strip())
        if not sign or match is None:
            _refuse("option", text, "form")
        found.append(ContestOption(int(match[2]), said("option", name), int(match[1]) if match[1] else None))
    return tuple(found)


def option_of(text: str) -> tuple[int, int | None]:
    """Number and party (None for a top option) of an option `NO` or `PARTY.NO`.  Raises `InputMalformedError`."""
    match = _OPTION.fullmatch(text.strip())
    if match is None:
        _refuse("option", text, "unknown")
    return int(match[2]), int(match[1]) if match[1] else None


def _stations(pairs: Iterable[Sequence[str]]) -> tuple[Station, ...]:
    found: dict[str, Station] = {}
    for tps, voters in pairs:
        if tps_of(tps) in found:
            _refuse("tps", tps, "twice")
        if voters and _VOTERS.fullmatch(voters) is None:
            _refuse("dpt", voters, "not_a_number")
        found[tps] = Station(int(voters) if voters else None, tps)
    return tuple(found.values())


def tps_of(code: str) -> str:
    """The code of a TPS.  Raises `InputMalformedError`."""
    if not is_area(code) or level_of(code) is not AreaLevel.TPS:
        _refuse("tps", code, "no_tps_code")
    return code


def _split(text: str, parts: int) -> tuple[str, ...]:
    seat, sign, key = text.partition("=")
    named = seat.split(":")
    if not sign or len(named) != parts:
        _refuse("seat", text, "form")
    return (*named, key)


def _grant(area: str, role: str, person: str, key: str) -> KeyGrant:
    return KeyGrant(area, key_of(key), person_of(person), role_of(role))


def _once(grants: Sequence[KeyGrant]) -> tuple[KeyGrant, ...]:
    """Each seat and each key once."""
    seats: set[tuple[str, int]] = set()
    keys: set[PublicKey] = set()
    for grant in grants:
        if (grant.area, grant.person) in seats:
            _refuse("seat", f"{grant.area}:{grant.person}", "twice")
        if grant.key in keys:
            _refuse("key", grant.key.hex(), "twice")
        seats.add((grant.area, grant.person))
        keys.add(grant.key)
    return tuple(grants)


def _rows(path: Path, header: list[str]) -> Iterator[list[str]]:
    lines = _text(path).splitlines()
    delimiter = ";" if lines and ";" in lines[0] else ","
    for number, cells in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
        stripped = [cell.strip() for cell in cells]
        if number == 1:
            if [cell.lower() for cell in stripped] != header:
                _refuse("header", ",".join(stripped), ",".join(header))
        elif any(stripped):
            if len(stripped) != len(header):
                _refuse("line", str(number), "cells")
            yield stripped


def _text(path: Path) -> str:
    try:
        return read_input(path, MAX_LIST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputMissingError(path=str(path), reason="not_utf8") from None


def _refuse(what: str, value: str, reason: str) -> NoReturn:
    raise InputMalformedError(what=what, value=shown(value), reason=reason) from None
