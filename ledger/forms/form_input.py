"""Figures of a form as people write them: `row=figure` arguments, a CSV file, or a JSON file.

- A row is one of the contest's and stands once; a row that is not named is not filled in, which is not 0.
- A figure is `0` or ASCII digits without a leading zero, at most 1,000,000; an empty one is not filled in.
- In JSON a figure is an integer or null: no text, no fraction, no boolean.
- A CSV file has the header `row,figure` or `row,figure,words`; columns are parted by `,` or by `;`.  A last column
  `label`, as an empty form has it for its reader, says nothing.
- A form's file names its contest, by its name or by what is written before it: `CONTEST.csv`, `CONTEST=FILE`.
- Nothing is guessed: the first thing that is wrong is named with its line and row, and nothing is taken.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, NoReturn

from domain.totals import MAX_STATION_FIGURE as MAX_FIGURE
from domain.types import Figures, Hash
from ledger.errors import FormInputError, FormUnnamedError, InputMissingError
from ledger.forms.form_template import is_template, read_template

MAX_INPUT_BYTES: Final = 1024 * 1024
MAX_DOCUMENT_BYTES: Final = 256 * 1024 * 1024
_FIGURE: Final = re.compile("0|[1-9][0-9]*")
_HEADERS: Final = (["row", "figure"], ["row", "figure", "words"])
_LABEL: Final = "label"
_DIGITS: Final = len(str(MAX_FIGURE))
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class FormInput:
    """Figures and numbers in words in the order of the contest's rows; `words` is empty where none were given."""

    figures: Figures
    words: Figures


@dataclass(frozen=True, slots=True)
class _Cell:
    """One row as it was written; what is no integer and not None is refused later."""

    line: int
    row: str
    figure: object
    words: object = None


def form_of_pairs(pairs: Iterable[str], rows: Sequence[str]) -> FormInput:
    """The form written as `row=figure` arguments.  Raises `FormInputError`."""
    cells = []
    for pair in pairs:
        row, sign, figure = pair.partition("=")
        if not sign:
            _refuse("--figure", 0, pair, "no_equals_sign", pair)
        cells.append(_Cell(0, row, _parsed(figure)))
    return _form(cells, rows, "--figure")


def read_form(path: Path, rows: Sequence[str]) -> FormInput:
    """The form in a template, in a `.json` file, or else a CSV file.

    Raises `FormInputError`, `InputMissingError` and what `read_template` raises.
    """
    if is_template(path):
        return FormInput(*read_template(path, rows))
    text = _text(path)
    cells = _json_cells(text, path.name) if path.suffix.lower() == ".json" else _csv_cells(text, path.name)
    return _form(cells, rows, path.name)


def form_file(text: str, contests: Sequence[str], default: str | None) -> tuple[str, Path]:
    """The contest and the file of `CONTEST=FILE`, of a file called `CONTEST.csv`, or of a file of contest `default`.

    `contests` are those that are held at the TPS.  Raises `FormUnnamedError`.
    """
    named, sign, path = text.partition("=")
    if sign and named in contests:
        return named, Path(path)
    file = Path(text)
    contest = default or (file.stem if file.stem in contests else None)
    contest = contest or (contests[0] if len(contests) == 1 else None)
    if contest is None:
        raise FormUnnamedError(path=_shown(text), contests=", ".join(contests) or "-")
    return contest, file


def empty_form(rows: Sequence[str], labels: Sequence[str]) -> str:
    """An empty form as a CSV file: every row with a label for its reader, and no figure."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [["row", "figure", _LABEL], *([row, "", label] for row, label in zip(rows, labels, strict=True))]
    )
    return out.getvalue()


def read_input(path: Path, limit: int = MAX_INPUT_BYTES) -> bytes:
    """The bytes of a file that a person named.  Raises `InputMissingError` (also over `limit` bytes), `OSError`."""
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise InputMissingError(path=str(path), reason="not_there") from None
    if len(raw) > limit:
        raise InputMissingError(path=str(path), reason="too_large")
    return raw


def document_hash(path: Path) -> Hash:
    """The SHA-256 of a document, by which forms name their papers.  Raises `InputMissingError`."""
    return Hash(sha256(read_input(path, MAX_DOCUMENT_BYTES)).digest())


def _text(path: Path) -> str:
    try:
        return read_input(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputMissingError(path=str(path), reason="not_utf8") from None


def _json_cells(text: str, source: str) -> list[_Cell]:
    try:
        pairs = json.loads(text, object_pairs_hook=list, parse_constant=str)
    except (ValueError, RecursionError):
        _refuse(source, 0, "", "not_json", "")
    if not isinstance(pairs, list) or not all(isinstance(pair, tuple) for pair in pairs):
        _refuse(source, 0, "", "not_json", "")
    return [_Cell(0, str(row), figure) for row, figure in pairs]


def _csv_cells(text: str, source: str) -> Iterator[_Cell]:
    first = text.partition("\n")[0]
    lines = list(csv.reader(text.splitlines(), delimiter=";" if ";" in first else ","))
    header = [cell.strip().lower() for cell in lines[0]] if lines else []
    width = len(header) - (header[-1:] == [_LABEL])
    if header[:width] not in _HEADERS:
        _refuse(source, 1, "", "header", ",".join(header))
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cells):
            continue
        if len(cells) != len(header):
            _refuse(source, number, cells[0], "cells", str(len(cells)))
        yield _Cell(number, cells[0].strip(), *(_parsed(cell.strip()) for cell in cells[1:width]))


def _form(cells: Iterable[_Cell], rows: Sequence[str], source: str) -> FormInput:
    known = frozenset(rows)
    figures: dict[str, int | None] = {}
    words: dict[str, int | None] = {}
    for cell in cells:
        if cell.row not in known:
            _refuse(source, cell.line, cell.row, "unknown_row", cell.row)
        if cell.row in figures:
            _refuse(source, cell.line, cell.row, "row_twice", cell.row)
        figures[cell.row] = _figure(cell.figure, cell, source)
        words[cell.row] = _figure(cell.words, cell, source)
    spelled = tuple(words.get(row) for row in rows)
    return FormInput(tuple(figures.get(row) for row in rows), spelled if any(w is not None for w in spelled) else ())


def _parsed(text: str) -> int | str | None:
    """What a cell of text says; text that is no figure stays text, and is refused with its place later."""
    if not text:
        return None
    return int(text) if _FIGURE.fullmatch(text) and len(text) <= _DIGITS else text


def _figure(value: object, cell: _Cell, source: str) -> int | None:
    if value is not None and not (type(value) is int and 0 <= value <= MAX_FIGURE):
        text = value if isinstance(value, str) else json.dumps(value)
        _refuse(source, cell.line, cell.row, _reason(value, text), text)
    return value


def _reason(value: object, text: str) -> str:
    if isinstance(value, bool) or text.lower() in ("true", "false", "ya", "tidak"):
        return "boolean"
    if re.fullmatch("-[0-9]+", text):
        return "negative"
    if type(value) is int or _FIGURE.fullmatch(text):
        return "too_large" if type(value) is int or len(text) > _DIGITS else "not_a_number"
    if isinstance(value, float) or re.fullmatch(r"[+-]?[0-9]*[.,][0-9]+|[0-9.]+[eE][+-]?[0-9]+", text):
        return "not_whole"
    return "not_a_number"


def _refuse(source: str, line: int, row: str, reason: str, value: str) -> NoReturn:
    place = f"{source}:{line}" if line else source
    raise FormInputError(
        place=place, source=source, line=line, row=_shown(row), reason=reason, value=_shown(value)
    ) from None


def _shown(text: str) -> str:
    return text.encode("ascii", "replace").decode()[:_SHOWN]
