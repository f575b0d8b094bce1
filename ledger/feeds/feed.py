"""A feed: published results of TPS, in whatever kind of file they stand.

Rules of this module:

- A TPS stands once: every later row of the same code is reported and left out, also when the first one was.
- A row with any problem is left out as a whole, and every problem of it is reported by file, line and column.
- Where an area is asked for, a row whose code lies elsewhere as far as it can be read is passed over, and no fault is
  found with it.  So is a line of sums, which is no TPS.
- A feed can be read again; every reading starts at the first row and with no problems.

    feed = open_feed(path)
    for row in feed: ...            # FeedRow
    feed.problems                   # complete when the loop has ended
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.areas import NATION
from domain.contests import ContestOption, Counted, Kind, counted
from ledger.digest import digest_of, digest_of_all
from ledger.feeds.mapping import HeaderMapping
from ledger.feeds.rows import FeedProblem, FeedRow

CODE: Final = "kode_tps"
"""The column of the 13 digits of the TPS."""

_OPTION_ROW: Final = re.compile(r"suara_([1-9][0-9]*)(?:_([1-9][0-9]*|total))?")
_LEADING: Final = re.compile(r"[0-9]*")
_OPTION_WORDS: Final = {Counted.PASLON: "Paslon", Counted.PARTIES: "Partai", Counted.CANDIDATES: "Calon"}


@dataclass(frozen=True, slots=True)
class Unusable:
    """A row that is left out: its code where it can be read (else empty), and all that is wrong with it.

    `digits` are those that its code begins with, as many as can be read.
    """

    tps: str
    problems: tuple[FeedProblem, ...]
    digits: str = ""


@dataclass(frozen=True, slots=True)
class SumLine:
    """A line that adds up others, and is no TPS."""

    tps: Final = ""


Reading = FeedRow | Unusable | SumLine
"""What a reader makes of a row."""


class Feed(ABC):
    """Published results with a sound header.  Iterating reads them from the start and renews `problems`.

    Attributes:
        path: the file or folder.
        rows: the rows of the form that it carries, in its own order.
        mapping: which header stands for which row; None where the kind of file has no headers.
        problems: what the last reading left out so far, in the order of the file.
        count: how many TPS it gave so far.
        passed_over: how many rows of other areas it passed over so far.
        sums: how many lines of sums it passed over so far.
    """

    def __init__(self, path: Path, rows: Iterable[str], mapping: HeaderMapping | None = None) -> None:
        self.path = path
        self.rows: tuple[str, ...] = tuple(rows)
        self.mapping = mapping
        self.problems: list[FeedProblem] = []
        self.count = self.passed_over = self.sums = 0

    @abstractmethod
    def readings(self) -> Iterator[Reading]:
        """Every row in the order of the file, sound or not; raises `FeedUnreadableError`."""

    def files(self) -> list[Path]:
        """The files that the feed consists of."""
        return [self.path]

    def __iter__(self) -> Iterator[FeedRow]:
        return self.within(NATION)

    def within(self, area: str) -> Iterator[FeedRow]:
        """The rows of the TPS in `area`; the others are counted and not looked at."""
        self.problems = []
        self.count = self.passed_over = self.sums = 0
        seen: set[str] = set()
        for reading in self.readings():
            if isinstance(reading, SumLine):
                self.sums += 1
                continue
            if area != NATION and _lies_elsewhere(area, reading):
                self.passed_over += 1
                continue
            repeats = reading.tps in seen
            if reading.tps:
                seen.add(reading.tps)
            if isinstance(reading, Unusable):
                self.problems += reading.problems
            elif repeats:
                self.problems.append(FeedProblem(reading.file, reading.line, CODE, "duplicate_tps", reading.tps))
            else:
                self.count += 1
                yield reading

    def options_for(self, kind: Kind) -> tuple[ContestOption, ...]:
        """The options that the vote rows name, ascending; a feed knows no names, so they are `Paslon 1`, `Partai 1`."""
        return options_of(self.rows, kind)

    @property
    def options(self) -> tuple[ContestOption, ...]:
        """The options as those of a contest between paslon, or of parties where candidates of parties are named."""
        parties = any(_is_candidate(row) for row in self.rows)
        return self.options_for(Kind.DPR if parties else Kind.PPWP)

    def sha256(self) -> str:
        """The SHA-256 of the file; of a folder that of its files' digests in ascending order."""
        digests = [digest_of(path) for path in self.files()]
        if self.path.is_file():
            return digests[0].hex()
        return digest_of_all(digests).hex()


def options_of(rows: Iterable[str], kind: Kind) -> tuple[ContestOption, ...]:
    """The options that vote rows name: those without a parent, each followed by its candidates."""
    found: set[tuple[int, int]] = set()
    for row in rows:
        match = _OPTION_ROW.fullmatch(row)
        if match is not None:
            party, candidate = int(match[1]), match[2]
            found |= {(party, 0), (party, 0 if candidate in {None, "total"} else int(candidate))}
    word = _OPTION_WORDS[counted(kind)]
    return tuple(
        ContestOption(candidate, f"Calon {candidate}", party) if candidate else ContestOption(party, f"{word} {party}")
        for party, candidate in sorted(found)
    )


def leading_digits(code: str) -> str:
    """The digits that a code begins with."""
    return _LEADING.match(code)[0]  # type: ignore[index]  # matches any text


def _lies_elsewhere(area: str, reading: FeedRow | Unusable) -> bool:
    digits = reading.tps or (reading.digits if isinstance(reading, Unusable) else "")
    return digits[: len(area)] != area[: len(digits)]


def _is_candidate(row: str) -> bool:
    match = _OPTION_ROW.fullmatch(row)
    return match is not None and match[2] is not None
