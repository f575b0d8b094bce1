"""A table with one row per TPS: from a header and cells to rows of a feed.

Rules of this module:

- A code is 13 ASCII digits and agrees with the `kode_*` columns beside it.
- Without a code, that of the desa and the number of the TPS give it: `1609011013` and `7`, `TPS 007` or `007-tps`.
- Names of areas are not read: the code says where a TPS lies.
- A row without a code and a number whose first text is a word for a sum (JUMLAH, TOTAL) is no TPS.
- A row without any content carries nothing and is passed over.
- Every problem of a row is reported, by the header of its column; the row is left out.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from domain.areas import AreaLevel, length_of
from ledger.feeds.feed import Reading, SumLine, Unusable, leading_digits
from ledger.feeds.layout import DESA_CODE, PREFIXES, TPS_CODE, TPS_NUMBER
from ledger.feeds.mapping import Guess, HeaderMapping, applied, mapping_of
from ledger.feeds.rows import FeedProblem, FeedRow, figure_of, shown, text_of

TPS: Final = re.compile(r"[0-9]{13}")
_DESA: Final = re.compile(r"[0-9]{10}")
_NUMBER: Final = re.compile(r"(?:tps[ .]*)?0*([1-9][0-9]{0,2})(?:-tps)?", re.IGNORECASE)
_SUM: Final = re.compile(r"\W*(?:sub|grand)?[\s-]*(?:jumlah|jml|total)\b", re.IGNORECASE)
_NUMBER_LENGTH: Final = length_of(AreaLevel.TPS) - length_of(AreaLevel.DESA)

Figure = Callable[[object], tuple[int | None, str | None]]


class Table:
    """What the columns of one table are.

    Attributes:
        mapping: which header stands for what.
        width: how many columns the header has.
    """

    def __init__(self, file: str, headers: Sequence[str], mapping: HeaderMapping) -> None:
        places = {target: headers.index(header) for header, target in mapping.columns.items()}
        self.mapping = mapping
        self.width = len(headers)
        self._file = file
        self._headers = tuple(headers)
        self._code = places.get(TPS_CODE)
        self._desa = places.get(DESA_CODE, 0)
        self._number = places.get(TPS_NUMBER, 0)
        self._named_by = [places[name] for name in (TPS_CODE, DESA_CODE, TPS_NUMBER) if name in places]
        self._prefixes = [(places[name], length) for name, length in PREFIXES.items() if name in places]
        self.figures = [(places[row], row) for row in mapping.rows]

    def read(self, line: int, cells: Sequence[object], figure: Figure = figure_of) -> Reading:
        """The TPS of a row of as many cells as the header has, or what is wrong with it."""
        code, problems = self._code_of(line, cells)
        if problems and self._is_sum(cells):
            return SumLine()
        figures: dict[str, int | None] = {}
        for place, row in self.figures:
            figures[row], reason = figure(cells[place])
            if reason is not None:
                problems.append(self._problem(line, place, reason, cells[place]))
        if problems:
            return Unusable(code if TPS.fullmatch(code) else "", tuple(problems), leading_digits(code))
        return FeedRow(self._file, line, code, figures)

    def _is_sum(self, cells: Sequence[object]) -> bool:
        """Whether no digit stands where the TPS is named, and the first text is a word for a sum."""
        if any(character.isdigit() for place in self._named_by for character in text_of(cells[place])):
            return False
        texts = (text_of(cell) for cell in cells)
        first = next((text for text in texts if any(map(str.isalpha, text))), "")
        return _SUM.match(first) is not None

    def _code_of(self, line: int, cells: Sequence[object]) -> tuple[str, list[FeedProblem]]:
        if self._code is None:
            return self._joined_code(line, cells)
        code = text_of(cells[self._code])
        if TPS.fullmatch(code) is None:
            return code, [self._problem(line, self._code, "code", cells[self._code])]
        return code, self._disagreeing(line, code, cells)

    def _joined_code(self, line: int, cells: Sequence[object]) -> tuple[str, list[FeedProblem]]:
        desa, number = text_of(cells[self._desa]), _NUMBER.fullmatch(text_of(cells[self._number]))
        problems = [] if _DESA.fullmatch(desa) else [self._problem(line, self._desa, "desa_code", cells[self._desa])]
        if number is None:
            return desa, [*problems, self._problem(line, self._number, "tps_number", cells[self._number])]
        code = desa + number[1].zfill(_NUMBER_LENGTH)
        return code, problems or self._disagreeing(line, code, cells)

    def _disagreeing(self, line: int, code: str, cells: Sequence[object]) -> list[FeedProblem]:
        return [
            self._problem(line, place, "code_disagrees", cells[place])
            for place, length in self._prefixes
            if text_of(cells[place]) != code[:length]
        ]

    def _problem(self, line: int, place: int, reason: str, value: object) -> FeedProblem:
        return FeedProblem(self._file, line, shown(self._headers[place]), reason, shown(value))

    def whole(self, line: int, reason: str, value: object) -> Unusable:
        """A row that cannot be read at all."""
        return Unusable("", (FeedProblem(self._file, line, "", reason, shown(value)),))


def table_for(path: Path, headers: Sequence[str], mapping: HeaderMapping | None, guess: Guess | None) -> Table:
    """The table under a header line, by a saved mapping or else by a guessed one.

    Raises `FeedColumnMissingError`, `FeedColumnTwiceError`, `FeedTwoHeadersError`.
    """
    found = mapping_of(path, headers, guess) if mapping is None else applied(path, headers, mapping)
    found.check(path)
    return Table(path.name, headers, found)
