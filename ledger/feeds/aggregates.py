"""Reader of the public feed's aggregates: the votes of a Pilkada per kecamatan, or per kabupaten and kota.

Rules of this module:

- The area is the name of the file (`1609.json`, `pilkada_pkwkk_1609.json`); each part lies directly inside it.
- An option id is a candidate of the area in the list of candidates, or else of the area around it.
- A part names the votes of every listed candidate, how many TPS are in of how many, and its mark (`psu`).
- What the feed states for the whole area is compared with the sum of the parts; a difference is a problem.
- A part with a problem is left out as a whole; a file that is no aggregate is one error.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn, TypeGuard

from domain.areas import ABROAD, AreaLevel, is_area, level_of, parent
from domain.contests import MAX_OPTION_NUMBER, ContestOption
from domain.types import MAX_TEXT
from ledger.feeds.errors import (
    AggregateMalformedError,
    CandidatesMalformedError,
    CandidatesMissingError,
)
from ledger.feeds.plain import open_plain
from ledger.feeds.rows import CONTROL, FeedProblem, shown
from ledger.feeds.strict_json import MAX_BYTES, JsonRefusedError, parse_json

MAX_VOTES: Final = 300_000_000
"""The most votes that are taken for the count of an area: more than the nation has voters."""

REGULAR: Final = "Reguler"
"""The mark of an area without a revote."""

_AREA: Final = re.compile(r"(?:.*_)?([0-9]{2}|[0-9]{4})")
_ID: Final = re.compile(r"[0-9]{1,15}")
_OWN_KEYS: Final = frozenset({"psu", "progres", "status_progress"})
_LEVELS: Final = frozenset({AreaLevel.PROVINSI, AreaLevel.KABKO})
_MAX_MARK: Final = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair of candidates: the feed's option id, the number on the ballot, and the names."""

    id: str
    no: int
    name: str


Candidates = Mapping[str, tuple[Candidate, ...]]
"""The candidates by area."""


@dataclass(frozen=True, slots=True)
class AggregateRow:
    """A part of an area: how many TPS are in, of how many, the votes by number on the ballot, and the feed's mark."""

    area: str
    tps_in: int
    tps_total: int
    votes: Mapping[int, int]
    psu: str


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The results of an area by its parts.

    Attributes:
        path: the file.
        area: the provinsi, kabupaten or kota.
        level: that of the parts.
        options: the candidates, by number.
        rows: the parts, ascending by area.
        problems: what was left out, and what does not add up.
    """

    path: Path
    area: str
    level: AreaLevel
    options: tuple[ContestOption, ...]
    rows: tuple[AggregateRow, ...]
    problems: tuple[FeedProblem, ...]

    @property
    def tps_in(self) -> int:
        """How many TPS are in."""
        return sum(row.tps_in for row in self.rows)

    @property
    def tps_total(self) -> int:
        """How many TPS there are."""
        return sum(row.tps_total for row in self.rows)

    @property
    def votes(self) -> dict[int, int]:
        """The votes of all parts by number on the ballot."""
        return {option.no: sum(row.votes[option.no] for row in self.rows) for option in self.options}


def read_candidates(path: Path) -> dict[str, tuple[Candidate, ...]]:
    """The candidates of the feed's list: area, then option id, then `nama` and `nomor_urut`.

    Raises `FeedUnreadableError`, and `CandidatesMalformedError` whose `reason` is one of `feed.reason.*`.
    """
    document = _document(path, CandidatesMalformedError)
    if not isinstance(document, dict):
        raise CandidatesMalformedError(path=str(path), reason="json_not_object", value="")
    return {shown(area): tuple(_candidates(path, area, listed)) for area, listed in document.items()}


def _candidates(path: Path, area: str, listed: object) -> Iterator[Candidate]:
    if not is_area(area) or not isinstance(listed, dict):
        raise CandidatesMalformedError(path=str(path), reason="area", value=shown(area))
    seen: set[int] = set()
    for key, fields in listed.items():
        number: object = fields.get("nomor_urut") if isinstance(fields, dict) else None
        name: object = fields.get("nama") if isinstance(fields, dict) else None
        if _ID.fullmatch(key) is None or not _is_count(number, MAX_OPTION_NUMBER) or number in {0, *seen}:
            raise CandidatesMalformedError(path=str(path), reason="option_unknown", value=shown(key))
        if not isinstance(name, str) or not name or CONTROL.search(name) or len(name.encode()) > MAX_TEXT:
            raise CandidatesMalformedError(path=str(path), reason="name", value=shown(name))
        seen.add(number)
        yield Candidate(key, number, name)


def candidates_of(area: str, candidates: Candidates, ids: AbstractSet[str] = frozenset()) -> tuple[Candidate, ...]:
    """The candidates of an area, or else of the area around it, with all the `ids`; none where neither has them."""
    while level_of(area) is not AreaLevel.NASIONAL:
        listed = candidates.get(area, ())
        if listed and ids <= {each.id for each in listed}:
            return tuple(sorted(listed, key=lambda candidate: candidate.no))
        area = parent(area)
    return ()


def read_aggregate(path: Path, candidates: Candidates) -> Aggregate:
    """The aggregate in a file.

    Raises `FeedUnreadableError`, `AggregateMalformedError`, `CandidatesMissingError`.
    """
    reader = _Reader(path)
    document = _document(path, AggregateMalformedError)
    whole, parts = reader.blocks(document)
    area = reader.area()
    ids = {key for part in [*parts.values(), whole] if isinstance(part, dict) for key in part if _ID.fullmatch(key)}
    known = candidates_of(area, candidates, ids)
    if not known:
        raise CandidatesMissingError(path=str(path), area=area)
    rows = [row for key, part in sorted(parts.items()) if (row := reader.row(area, key, part, known)) is not None]
    options = tuple(ContestOption(each.no, each.name) for each in known)
    level = AreaLevel.KABKO if level_of(area) is AreaLevel.PROVINSI else AreaLevel.KECAMATAN
    read = Aggregate(path, area, level, options, tuple(rows), ())
    stated = reader.part("chart", area, whole, known)
    if stated is not None and not reader.problems:
        reader.compare(read, stated)
    return Aggregate(path, area, level, options, tuple(rows), tuple(reader.problems))


class _Reader:
    """One file while it is read."""

    def __init__(self, path: Path) -> None:
        self.problems: list[FeedProblem] = []
        self._path = path

    def area(self) -> str:
        match = _AREA.fullmatch(self._path.stem)
        if match is None or match[1].startswith(ABROAD):
            self._refuse("", "area", self._path.stem)
        return match[1]

    def blocks(self, document: object) -> tuple[object, Mapping[str, object]]:
        """What the file says of the whole area, and of each part."""
        votes = document.get("tungsura") if isinstance(document, dict) else None
        if not isinstance(votes, dict):
            self._refuse("tungsura", "json_not_object", votes)
        table = votes.get("table")
        if not isinstance(table, dict) or not table:
            self._refuse("tungsura.table", "json_not_object", table)
        return votes.get("chart"), table

    def row(self, area: str, key: str, part: object, known: Sequence[Candidate]) -> AggregateRow | None:
        """A part with its own area; None if anything is wrong with it."""
        if not is_area(key) or level_of(key) in {AreaLevel.NASIONAL, AreaLevel.TPS} or parent(key) != area:
            self._report(f"table.{shown(key)}", "area", key)
            return None
        return self.part(f"table.{key}", key, part, known)

    def part(self, place: str, area: str, part: object, known: Sequence[Candidate]) -> AggregateRow | None:
        before = len(self.problems)
        if not isinstance(part, dict):
            self._report(place, "json_not_object", part)
            return None
        for key in sorted(part):
            if key not in _OWN_KEYS and _ID.fullmatch(key) is None:
                self._report(f"{place}.{shown(key)}", "json_key_unknown", part[key])
        for each in known:
            if each.id not in part:
                self._report(f"{place}.{each.id}", "json_key_missing", each.name)
        votes = {each.no: self._count(f"{place}.{each.id}", part[each.id]) for each in known if each.id in part}
        progress = part.get("progres")
        counts = progress if isinstance(progress, dict) else {}
        tps_in = self._count(f"{place}.progres.progres", counts.get("progres"))
        tps_total = self._count(f"{place}.progres.total", counts.get("total"))
        if tps_in > tps_total:
            self._report(f"{place}.progres.progres", "more_than_all", tps_in)
        mark = part.get("psu") or ""
        if not isinstance(mark, str) or len(mark) > _MAX_MARK or CONTROL.search(mark):
            self._report(f"{place}.psu", "psu_mark", mark)
            return None
        return AggregateRow(area, tps_in, tps_total, votes, mark) if len(self.problems) == before else None

    def compare(self, read: Aggregate, stated: AggregateRow) -> None:
        """Reports where the whole is not the sum of its parts."""
        sums = {f"votes.{no}": (votes, stated.votes[no]) for no, votes in read.votes.items()}
        sums |= {"progres.progres": (read.tps_in, stated.tps_in), "progres.total": (read.tps_total, stated.tps_total)}
        for place, (added, said) in sums.items():
            if added != said:
                self._report(f"chart.{place}", "not_the_sum", f"{said}, {added}")

    def _count(self, place: str, value: object) -> int:
        if _is_count(value, MAX_VOTES):
            return value
        self._report(place, "not_a_number", value)
        return 0

    def _report(self, place: str, reason: str, value: object) -> None:
        self.problems.append(FeedProblem(self._path.name, 0, place, reason, shown(value)))

    def _refuse(self, place: str, reason: str, value: object) -> NoReturn:
        raise AggregateMalformedError(path=str(self._path), place=place, reason=reason, value=shown(value))


def _is_count(value: object, limit: int) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= limit


def _document(path: Path, error: type[AggregateMalformedError] | type[CandidatesMalformedError]) -> object:
    with open_plain(path) as file:
        data = file.read(MAX_BYTES + 1)
    try:
        return parse_json(data)
    except JsonRefusedError as refused:
        raise error(path=str(path), place="", reason=refused.reason, value=shown(refused.value)) from None
