"""Contests: what is voted on, where, at which levels it is recapitulated, and which rows its forms have.

Rules of this module (`docs/format.md`, section 6):

- A contest id is `<kind>[-<area>[-<dapil>]]`; each kind has its own shape: `ppwp`, `dpd-16`, `dprd_kabko-1607-3`.
- A contest is valid by construction: `contest` returns one that does not contradict itself, or says why not.
- Its areas lie inside the area of its id and do not overlap.  (A dapil of `dpr` may also hold the voters abroad.)
- Its levels begin at the kecamatan, leave none out, and end at or below the level where the kind becomes final.
- An option number is used once among the options of one parent; a parent is an option and has no parent itself.
- Only where parties stand does an option have a parent; a party may stand without candidates.
- No two contests of one kind meet: nobody votes in both.
- Kolom kosong stands against one paslon and against nothing else; it has a number like any other option.
- Rows are unique and match `[a-z0-9_]{1,32}`; every option has its rows, and no vote row lacks its option.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from domain.areas import NATION, AreaLevel, contains, is_abroad, is_area, level_of, meets
from domain.errors import InvalidDeclarationError, UnknownContestIdError

MAX_ROWS: Final = 4_096
"""The most rows a form may have: a list of the wire format holds no more (`docs/format.md`, section 2)."""

KOLOM_KOSONG: Final = "Kolom kosong"
"""The name of the option beside a paslon without rival; its number, as any other, is that on the ballot."""

MAX_OPTION_NUMBER: Final = 9_999
"""The highest ballot number; keeps the longest row name, `suara_9999_9999`, far below 32 characters."""


class Kind(StrEnum):
    """What is voted on."""

    PPWP = "ppwp"
    DPR = "dpr"
    DPD = "dpd"
    DPRD_PROV = "dprd_prov"
    DPRD_KABKO = "dprd_kabko"
    GUBERNUR = "gubernur"
    BUPATI = "bupati"
    WALIKOTA = "walikota"


class Counted(StrEnum):
    """What stands on the ballot: pairs of candidates, parties with candidates, or single candidates."""

    PASLON = "paslon"
    PARTIES = "parties"
    CANDIDATES = "candidates"


@dataclass(frozen=True, slots=True)
class _Shape:
    """What makes a kind: its ids, where it ends, and what is counted.

    `area` is the level of the area in an id (nation: not written), `dapil` whether one may follow it, `final` the level
    at which the kind becomes final, `abroad` whether voters abroad take part in it.
    """

    area: AreaLevel
    dapil: bool
    final: AreaLevel
    counted: Counted
    abroad: bool = False


_SHAPES: Final = {
    Kind.PPWP: _Shape(AreaLevel.NASIONAL, dapil=False, final=AreaLevel.NASIONAL, counted=Counted.PASLON, abroad=True),
    Kind.DPR: _Shape(AreaLevel.PROVINSI, dapil=True, final=AreaLevel.NASIONAL, counted=Counted.PARTIES, abroad=True),
    Kind.DPD: _Shape(AreaLevel.PROVINSI, dapil=False, final=AreaLevel.NASIONAL, counted=Counted.CANDIDATES),
    Kind.DPRD_PROV: _Shape(AreaLevel.PROVINSI, dapil=True, final=AreaLevel.PROVINSI, counted=Counted.PARTIES),
    Kind.DPRD_KABKO: _Shape(AreaLevel.KABKO, dapil=True, final=AreaLevel.KABKO, counted=Counted.PARTIES),
    Kind.GUBERNUR: _Shape(AreaLevel.PROVINSI, dapil=False, final=AreaLevel.PROVINSI, counted=Counted.PASLON),
    Kind.BUPATI: _Shape(AreaLevel.KABKO, dapil=False, final=AreaLevel.KABKO, counted=Counted.PASLON),
    Kind.WALIKOTA: _Shape(AreaLevel.KABKO, dapil=False, final=AreaLevel.KABKO, counted=Counted.PASLON),
}

RECAP_LEVELS: Final = (AreaLevel.KECAMATAN, AreaLevel.KABKO, AreaLevel.PROVINSI, AreaLevel.NASIONAL)
"""The levels with a recapitulation of their own, from the first to the last."""

_KIND_NAMES: Final = frozenset(str(kind) for kind in Kind)
_ROW: Final = re.compile(r"[a-z0-9_]{1,32}")
_VOTE_ROW: Final = re.compile(r"suara_[0-9]+(_[0-9]+|_total)?")
_DAPIL: Final = re.compile(r"[1-9][0-9]{0,2}")


@dataclass(frozen=True, slots=True)
class ContestId:
    """A contest id in its parts: `area` is the nation for `ppwp`; `dapil` is None where none is named."""

    kind: Kind
    area: str
    dapil: int | None


@dataclass(frozen=True, slots=True)
class ContestOption:
    """What a voter may choose: its ballot number, its name, and for a candidate of a party the party's number."""

    no: int
    name: str
    parent: int | None = None

    @property
    def is_kolom_kosong(self) -> bool:
        """Whether this is the empty column against which one paslon stands."""
        return self.parent is None and " ".join(self.name.casefold().split()) == KOLOM_KOSONG.casefold()


@dataclass(frozen=True, slots=True)
class Contest:
    """A declared contest, valid by construction: made by `contest` only.

    `rows` are in the order of the form, and so are the figures of every form of this contest.
    """

    id: str
    areas: tuple[str, ...]
    levels: tuple[AreaLevel, ...]
    options: tuple[ContestOption, ...]
    rows: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        """What is voted on."""
        return parse_contest_id(self.id).kind

    @property
    def final_level(self) -> AreaLevel:
        """The level at which this contest ends."""
        return self.levels[-1]

    def covers(self, area: str) -> bool:
        """Whether `area` lies inside this contest's areas."""
        # Written out: asked for every form, where a generator would cost more than the answer.
        for outer in self.areas:  # noqa: SIM110
            if contains(outer, area):
                return True
        return False

    def meets(self, area: str) -> bool:
        """Whether this contest is held at a TPS of `area`, were there TPS everywhere."""
        return any(meets(own, area) for own in self.areas)


def parse_contest_id(text: str) -> ContestId:
    """The parts of a contest id; raises `UnknownContestIdError`."""
    kind_text, *rest = text.split("-")
    if kind_text not in _KIND_NAMES:
        raise UnknownContestIdError(contest=text)
    kind = Kind(kind_text)
    shape = _SHAPES[kind]
    if shape.area is AreaLevel.NASIONAL and not rest:
        return ContestId(kind, NATION, None)
    allowed = 0 if shape.area is AreaLevel.NASIONAL else 2 if shape.dapil else 1
    if not 1 <= len(rest) <= allowed or not _is_area_of(rest[0], shape.area):
        raise UnknownContestIdError(contest=text)
    if len(rest) == 1:
        return ContestId(kind, rest[0], None)
    if _DAPIL.fullmatch(rest[1]) is None:
        raise UnknownContestIdError(contest=text)
    return ContestId(kind, rest[0], int(rest[1]))


def final_level(kind: Kind) -> AreaLevel:
    """The level at which contests of this kind become final."""
    return _SHAPES[kind].final


def counted(kind: Kind) -> Counted:
    """What stands on the ballots of this kind."""
    return _SHAPES[kind].counted


def held_abroad(kind: Kind) -> bool:
    """Whether voters abroad take part in contests of this kind."""
    return _SHAPES[kind].abroad


def levels_of(kind: Kind) -> tuple[AreaLevel, ...]:
    """The levels of recapitulation of a kind, from the kecamatan to the final one."""
    return RECAP_LEVELS[: RECAP_LEVELS.index(_SHAPES[kind].final) + 1]


def has_parties(options: Iterable[ContestOption]) -> bool:
    """Whether the options are parties with candidates: at least one option has a parent."""
    return any(option.parent is not None for option in options)


def option_rows(options: Sequence[ContestOption]) -> tuple[str, ...]:
    """The vote rows in ballot order: `suara_<no>`; for a party `suara_<p>`, each `suara_<p>_<c>`, `suara_<p>_total`."""
    if not has_parties(options):
        return tuple(f"suara_{option.no}" for option in options)
    blocks: dict[int, list[str]] = {option.no: [f"suara_{option.no}"] for option in options if option.parent is None}
    for option in options:
        if option.parent is not None:
            blocks.setdefault(option.parent, []).append(f"suara_{option.parent}_{option.no}")
    return tuple(row for party, block in blocks.items() for row in (*block, f"suara_{party}_total"))


def contest(
    contest_id: str,
    *,
    areas: Sequence[str],
    levels: Sequence[str],
    options: Sequence[ContestOption],
    rows: Sequence[str],
) -> Contest:
    """A contest from the fields of its declaration.

    Raises `UnknownContestIdError`, or `InvalidDeclarationError` whose `reason` says what contradicts what.
    """
    identity = parse_contest_id(contest_id)
    checks = (
        _areas_reason(identity, areas),
        _levels_reason(identity.kind, levels),
        _options_reason(identity.kind, options),
    )
    reason = next(filter(None, checks), None) or _rows_reason(options, rows)
    if reason is not None:
        raise InvalidDeclarationError(contest=contest_id, reason=reason)
    parsed_levels = tuple(AreaLevel(level) for level in levels)
    return Contest(contest_id, tuple(areas), parsed_levels, tuple(options), tuple(rows))


def refuse_overlap(held: Iterable[tuple[str, Sequence[str]]], contest_id: str, areas: Iterable[str]) -> None:
    """Raises `InvalidDeclarationError` for a contest that meets another one of its kind: `held` are ids and areas."""
    identity = parse_contest_id(contest_id)
    # The areas of a contest lie in that of its id, unless they are abroad; a prefix is quicker than reading every id.
    near = f"{identity.kind}-" if held_abroad(identity.kind) else f"{identity.kind}-{identity.area}"
    others = [own for other, own in held if other.startswith(near) and other != contest_id]
    if any(meets(area, each) for area in areas for own in others for each in own):
        raise InvalidDeclarationError(contest=contest_id, reason="contests_overlap")


def _is_area_of(code: str, level: AreaLevel) -> bool:
    return is_area(code) and level_of(code) is level


def _areas_reason(identity: ContestId, areas: Sequence[str]) -> str | None:
    if not areas:
        return "no_areas"
    if not all(is_area(area) for area in areas):
        return "area_unknown"
    if not all(_may_hold(identity, area) for area in areas):
        return "area_outside"
    # Sorted, an area that meets another one stands somewhere behind it with only areas inside it in between.
    ordered = sorted(areas)
    if any(meets(first, second) for first, second in pairwise(ordered)):
        return "areas_overlap"
    return None


def _may_hold(identity: ContestId, area: str) -> bool:
    # The voters abroad belong to one dapil of dpr, that of Jakarta II (?).
    return contains(identity.area, area) or (_SHAPES[identity.kind].abroad and is_abroad(area))


def _levels_reason(kind: Kind, levels: Sequence[str]) -> str | None:
    if not levels:
        return "no_levels"
    if any(level not in RECAP_LEVELS for level in levels):
        return "level_unknown"
    if tuple(levels) != RECAP_LEVELS[: len(levels)]:
        return "levels_not_ascending"
    if len(levels) > len(levels_of(kind)):
        return "level_above_final"
    return None


def _options_reason(kind: Kind, options: Sequence[ContestOption]) -> str | None:
    if not options:
        return "no_options"
    numbers = [(option.parent, option.no) for option in options]
    if not all(1 <= option.no <= MAX_OPTION_NUMBER for option in options):
        return "option_number"
    if len(set(numbers)) != len(numbers):
        return "option_twice"
    reason = _parents_reason(kind, options)
    if reason is not None:
        return reason
    if any(option.is_kolom_kosong for option in options) and not _is_one_against_none(kind, options):
        return "kolom_kosong"
    return None


def _parents_reason(kind: Kind, options: Sequence[ContestOption]) -> str | None:
    if has_parties(options) and _SHAPES[kind].counted is not Counted.PARTIES:
        return "option_candidate"
    tops = {option.no for option in options if option.parent is None}
    return None if {option.parent for option in options} <= {None, *tops} else "option_parent"


def _is_one_against_none(kind: Kind, options: Sequence[ContestOption]) -> bool:
    empty = sum(option.is_kolom_kosong for option in options)
    return _SHAPES[kind].counted is Counted.PASLON and len(options) == 2 and empty == 1  # noqa: PLR2004 - him and nobody


def _rows_reason(options: Sequence[ContestOption], rows: Sequence[str]) -> str | None:
    if len(rows) > MAX_ROWS:
        return "too_many_rows"
    if not all(_ROW.fullmatch(row) for row in rows):
        return "row_name"
    if len(set(rows)) != len(rows):
        return "row_twice"
    wanted = set(option_rows(options))
    if not wanted <= set(rows):
        return "option_without_row"
    if any(_VOTE_ROW.fullmatch(row) and row not in wanted for row in rows):
        return "row_without_option"
    return None
