"""Reader of the public feed's JSON, one file per TPS: a file alone, a folder of them, or a zip.

Rules of this module:

- The code of the TPS is the name of its file.
- Option ids that nobody listed are one error: those of one contest say nothing in another.
- `chart` holds the votes by option id, `administrasi` eighteen figures; either may be null, which is not 0.
- The key `"null"` of `chart` is nothing when its value is null, and a problem when it is a figure.
- An option id that is not known, or a key that is not, is a problem: votes may stand there.
- The states of both blocks are counted as the feed states them, whatever the blocks hold.
- A mark of a revote (`psu`) stays with the TPS.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from ledger.feeds.errors import AggregateNotStationsError, OptionIdsUnknownError
from ledger.feeds.feed import CODE, Feed, Reading, Unusable, leading_digits
from ledger.feeds.layout import target_of
from ledger.feeds.rows import CONTROL, FeedProblem, FeedRow, figure_of, shown
from ledger.feeds.sources import Part, json_paths, parts
from ledger.feeds.strict_json import JsonRefusedError, parse_json

PPWP_2024: Final[Mapping[str, int]] = MappingProxyType({"100025": 1, "100026": 2, "100027": 3})
"""The option ids of ppwp 2024 and the numbers of their paslon."""

_COLUMNS: Final = (
    *("suara_sah", "suara_tidak_sah", "suara_total"),
    *(
        f"{group}_{column}"
        for group in ("pemilih_dpt", "pengguna_dpt", "pengguna_dptb", "pengguna_non_dpt", "pengguna_total")
        for column in "jlp"
    ),
)
_ADMINISTRASI: Final = {name: target_of(name) or name for name in _COLUMNS}
_KEYS: Final = frozenset(
    {"mode", "chart", "images", "administrasi", "psu", "ts", "status_suara", "status_adm", "progres"}
)
_CODE: Final = re.compile(r"[0-9]{13}")
_MAX_MARK: Final = 40


class SirekapFeed(Feed):
    """Feed files of single TPS.

    Attributes:
        states: of the files read last, how many have each pair of `status_suara` and `status_adm`.
        psu: of the files read last, how many have each mark.
    """

    def __init__(self, path: Path, numbers: Mapping[str, int] = PPWP_2024) -> None:
        votes = [f"suara_{no}" for no in sorted(set(numbers.values()))]
        super().__init__(path, [*votes, *_ADMINISTRASI.values()])
        self.states: Counter[tuple[bool, bool]] = Counter()
        self.psu: Counter[str] = Counter()
        self._numbers = numbers

    def files(self) -> list[Path]:
        """The files of the folder, or the one file."""
        return json_paths(self.path) if self.path.is_dir() else [self.path]

    def readings(self) -> Iterator[Reading]:
        """One for each file."""
        self.states.clear()
        self.psu.clear()
        for part in parts(self.path):
            reading = self._read(part)
            if isinstance(reading, FeedRow):
                self.psu[reading.psu] += 1
            yield reading

    def _read(self, part: Part) -> Reading:
        code = PurePosixPath(part.name).stem
        tps, digits = code if _CODE.fullmatch(code) else "", leading_digits(code)
        if part.reason:
            problem = FeedProblem(shown(part.name), 0, "", part.reason, shown(part.name))
            return Unusable(tps, (problem,), digits)
        try:
            document = parse_json(part.data)
        except JsonRefusedError as error:
            problem = FeedProblem(shown(part.name), error.line, "", error.reason, shown(error.value))
            return Unusable(tps, (problem,), digits)
        station = _Station(shown(part.name), self._numbers)
        figures = station.read(document)
        if not tps and not station.problems:
            station.report(CODE, "code", code)
        if station.problems:
            return Unusable(tps, tuple(station.problems), digits)
        self.states[station.states] += 1
        return FeedRow(station.file, 0, tps, dict.fromkeys(self.rows) | figures, station.psu)


class _Station:
    """One file while it is read."""

    def __init__(self, file: str, numbers: Mapping[str, int]) -> None:
        self.file = file
        self.problems: list[FeedProblem] = []
        self.states = (False, False)
        self.psu = ""
        self._numbers = numbers

    def read(self, document: object) -> dict[str, int | None]:
        if not isinstance(document, dict):
            self.report("", "json_not_object", type(document).__name__)
            return {}
        if "tungsura" in document:
            self.report("tungsura", "aggregate", "")
            return {}
        self._report_unknown("", set(document) - _KEYS)
        self.states = (self._state(document, "status_suara"), self._state(document, "status_adm"))
        self.psu = self._mark(document.get("psu"))
        return self._votes(document) | self._administrasi(document)

    def report(self, column: str, reason: str, value: object) -> None:
        self.problems.append(FeedProblem(self.file, 0, column, reason, shown(value)))

    def _votes(self, document: Mapping[str, object]) -> dict[str, int | None]:
        chart = self._block(document, "chart")
        figures: dict[str, int | None] = {}
        for key, value in chart.items():
            if key == "null":
                if value is not None:
                    self.report("chart.null", "null_key", value)
            elif key not in self._numbers:
                self.report(f"chart.{shown(key)}", "option_unknown", value)
            else:
                figures[f"suara_{self._numbers[key]}"] = self._figure(f"chart.{key}", value)
        return figures

    def _administrasi(self, document: Mapping[str, object]) -> dict[str, int | None]:
        block = self._block(document, "administrasi")
        self._report_unknown("administrasi.", set(block) - set(_ADMINISTRASI))
        return {
            row: self._figure(f"administrasi.{key}", block[key]) for key, row in _ADMINISTRASI.items() if key in block
        }

    def _block(self, document: Mapping[str, object], key: str) -> Mapping[str, object]:
        if key not in document:
            self.report(key, "json_key_missing", "")
            return {}
        block = document[key]
        if block is not None and not isinstance(block, dict):
            self.report(key, "json_not_object", block)
        return block if isinstance(block, dict) else {}

    def _figure(self, column: str, value: object) -> int | None:
        # In JSON a figure is an integer or null: a text with digits was put there by somebody else.
        figure, reason = (None, "not_a_number") if isinstance(value, str) else figure_of(value)
        if reason is not None:
            self.report(column, reason, value)
        return figure

    def _state(self, document: Mapping[str, object], key: str) -> bool:
        value = document.get(key)
        if not isinstance(value, bool):
            self.report(key, "not_a_boolean", value)
        return value is True

    def _mark(self, value: object) -> str:
        if value is None:
            return ""
        if not isinstance(value, str) or len(value) > _MAX_MARK or CONTROL.search(value):
            self.report("psu", "psu_mark", value)
            return ""
        return value

    def _report_unknown(self, block: str, keys: Iterable[str]) -> None:
        for key in sorted(keys):
            self.report(f"{block}{shown(key)}", "json_key_unknown", "")


def open_sirekap(path: Path, numbers: Mapping[str, int] = PPWP_2024) -> SirekapFeed:
    """Opens feed files; `numbers` are the option ids of the contest and the options' numbers.

    Raises `AggregateNotStationsError` where the one file is an aggregate, and `OptionIdsUnknownError` without numbers;
    whatever else is wrong with a file is a problem of its own.
    """
    if path.is_file() and path.suffix.lower() == ".json" and _is_aggregate(next(parts(path)).data):
        raise AggregateNotStationsError(path=str(path))
    if not numbers:
        raise OptionIdsUnknownError(path=str(path))
    return SirekapFeed(path, numbers)


def _is_aggregate(data: bytes) -> bool:
    try:
        document = parse_json(data)
    except JsonRefusedError:
        return False
    return isinstance(document, dict) and "tungsura" in document
