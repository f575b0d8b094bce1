"""The options of a contest as people keep them: a CSV file, or one `NO=NAME` per line.

- A CSV file has the header `no,name,party` (or `no,name`), in Indonesian `no,nama,partai`; parted by `,` or by `;`.
- `party` is the number of the party that a candidate stands for; empty for a party, a paslon or a single candidate.
- A number is used once among the options of one party; what is wrong is named with its line.
- Without such a header every line is `NO=NAME`, or `PARTY.NO=NAME` for a candidate (`ledger.seats`).
- However kolom kosong is written, it is declared under its one name.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, NoReturn

from domain.contests import KOLOM_KOSONG, ContestOption
from domain.types import MAX_TEXT
from ledger.canonical import is_text
from ledger.errors import InputMissingError, OptionInputError
from ledger.forms.form_input import read_input
from ledger.seats import options, shown

_HEADERS: Final = (["no", "name", "party"], ["no", "nama", "partai"], ["no", "name"], ["no", "nama"])
_NUMBER: Final = re.compile("[1-9][0-9]{0,3}")


def read_options(path: Path) -> tuple[ContestOption, ...]:
    """The options in a file, in its order.

    Raises `OptionInputError`, `InputMissingError`, and `InputMalformedError` for a line that is no `NO=NAME`.
    """
    lines = _text(path).splitlines()
    filled = [line for line in lines if line.strip()]
    first = filled[0] if filled else ""
    if "=" in first:
        return with_kolom_kosong(options(filled))
    return with_kolom_kosong(tuple(_csv_options(lines, path.name)))


def with_kolom_kosong(listed: tuple[ContestOption, ...]) -> tuple[ContestOption, ...]:
    """The options with the empty column, if there is one, under the name it is declared by."""
    return tuple(replace(each, name=KOLOM_KOSONG) if each.is_kolom_kosong else each for each in listed)


def _csv_options(lines: list[str], source: str) -> Iterator[ContestOption]:
    delimiter = ";" if lines and ";" in lines[0] else ","
    rows = list(csv.reader(lines, delimiter=delimiter))
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    if header not in _HEADERS:
        _refuse(source, 1, "header", ",".join(header))
    seen: set[tuple[str, str]] = set()
    for line, row in enumerate(rows[1:], start=2):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) != len(header):
            _refuse(source, line, "cells", str(len(cells)))
        number, name, party = (*cells, "")[:3]
        for value in (number, *([party] if party else [])):
            if _NUMBER.fullmatch(value) is None:
                _refuse(source, line, "number", value)
        if (party, number) in seen:
            _refuse(source, line, "twice", number)
        seen.add((party, number))
        if not name or is_text(name) is None or len(name.encode()) > MAX_TEXT:
            _refuse(source, line, "name", name)
        yield ContestOption(int(number), name, int(party) if party else None)


def _refuse(source: str, line: int, reason: str, value: str) -> NoReturn:
    raise OptionInputError(place=f"{source}:{line}", source=source, reason=reason, value=shown(value)) from None


def _text(path: Path) -> str:
    try:
        return read_input(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputMissingError(path=str(path), reason="not_utf8") from None
