"""Election profiles: the forms of Pemilu and Pilkada as data, and the words printed on them.

Rules of this module:

- A form is a list of blocks in the order they are printed; a block is a list of rows; the votes stand in `IV`.
- Rows have neutral names (`pindahan`, `khusus`): DPTb means moved voters in Pemilu and e-KTP voters in Pilkada.
- What a rule needs to know of an election (limit of voters, reserve of ballots) is a number here, never in code.
- The name of a form is looked up by kind of contest, level and region (`domain.forms`).
- A kind of contest is held in one profile only, of those that a new election may have.
- A profile that no new election may have stays, so that archives declared with it are verified as ever.
- Every row has a label in Indonesian and English and a place on the form (`I.B.4 L`), the same in both languages.

A comment `(?)` marks a fact that is likely but was not read in the original regulation.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, NamedTuple

from domain.areas import NATION, AreaLevel
from domain.contests import ContestOption, Kind, option_rows
from domain.errors import UnknownFormError, UnknownProfileError, UnknownRowError
from domain.forms import PEMILU_FORMS, PILKADA_FORMS, FormNames


class Text(NamedTuple):
    """The same sentence or label in Indonesian and in English."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the form: its number there, its title, and its rows; those of `IV` are the options'."""

    section: str
    title: Text
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What one kind of election prints and allows.

    Attributes:
        name: the name in the declaration, e.g. `pilkada-2024`.
        blocks: the form, block after block.
        words: the printed word for the voter groups `dpt`, `pindahan` and `khusus`.
        voter_limit: how many voters of the DPT a TPS in the country may have.
        reserve_permille: reserve ballots per thousand voters of the DPT, rounded up.
        quorums: for each kind of body, how many anggota sign beside the ketua, unless the declaration says otherwise.
        forms: the printed names of the forms, by kind of contest, level and region.
        is_offered: whether a new election may be declared with it.
    """

    name: str
    blocks: tuple[Block, ...]
    words: Mapping[str, str]
    voter_limit: int
    reserve_permille: int
    quorums: Mapping[str, int]
    forms: FormNames
    is_offered: bool = True

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of contest this election has."""
        return self.forms.kinds

    def form_name(self, kind: Kind, level: AreaLevel, area: str = NATION) -> str:
        """The printed name of the form of a contest at a level, as the region of `area` has it.

        Raises `UnknownFormError` where there is none.
        """
        name = self.forms.name(kind, level, area)
        if name is None:
            raise UnknownFormError(contest=kind, level=level, profile=self.name)
        return name

    def is_held(self, kind: Kind, area: str) -> bool:
        """Whether contests of this kind are held in the region of `area`, as far as that is certain."""
        return self.forms.is_held(kind, area)

    def blocks_for(self, options: Sequence[ContestOption]) -> tuple[Block, ...]:
        """The blocks with the rows of these options in their place."""
        return tuple(
            Block(block.section, block.title, option_rows(options)) if block.section == VOTES else block
            for block in self.blocks
        )


VOTES: Final = "IV"
"""The section of the votes per option."""

COLUMNS: Final = ("l", "p", "j")
"""Men (laki-laki), women (perempuan), both (jumlah), as the forms print them."""


def profile(name: str) -> Profile:
    """The profile of that name; raises `UnknownProfileError`."""
    try:
        return PROFILES[name]
    except KeyError:
        raise UnknownProfileError(profile=name) from None


def offered(name: str) -> Profile:
    """The profile of that name for a new election; raises `UnknownProfileError`, also where it is only read."""
    found = profile(name)
    if not found.is_offered:
        raise UnknownProfileError(profile=name)
    return found


def profile_for(kind: Kind) -> Profile:
    """The profile of a new election in which contests of this kind are held."""
    return next(each for each in PROFILES.values() if each.is_offered and kind in each.kinds)


def rows_for(election: Profile, options: Sequence[ContestOption]) -> tuple[str, ...]:
    """The rows of a contest's form with these options, in the order of the form."""
    return tuple(row for block in election.blocks_for(options) for row in block.rows)


def place(row: str) -> str:
    """Where a row stands on the form, the same in both languages: `I.B.4 L`, `IV no. 2`; raises `UnknownRowError`."""
    return _describe(row)[0]


def section(row: str) -> str:
    """The block a row stands in: `I.B`, `IV`; raises `UnknownRowError`."""
    return _SECTIONS[row.rpartition("_")[0]] if row in _VOTER_ROWS else _section_of_single(row)


def voter_cell(row: str) -> tuple[str, str] | None:
    """The group and the column (`l`, `p`, `j`) of a cell of voters; None for any other row."""
    group, _, column = row.rpartition("_")
    return (group, column) if row in _VOTER_ROWS else None


def group_label(group: str, election: Profile | None = None) -> Text:
    """The name of a group of voters, without a column, with its printed word; raises `UnknownRowError`."""
    if group not in _VOTERS:
        raise UnknownRowError(row=group)
    _, text, word = _VOTERS[group]
    printed = f" ({election.words[word]})" if election is not None and word in PRINTED_GROUPS else ""
    return Text(f"{text.id}{printed}", f"{text.en}{printed}")


def plain_label(row: str) -> Text:
    """The name of a row without its place on the form; raises `UnknownRowError`."""
    return _describe(row).text


def label(row: str, election: Profile | None = None) -> Text:
    """The name of a row as people say it, with its place; with a profile also its printed word (DPTb, DPPh, DPK).

    Raises `UnknownRowError`.
    """
    where, text, word = _describe(row)
    printed = f", {election.words[word]}" if election is not None and word in PRINTED_GROUPS else ""
    return Text(f"{text.id} ({where}{printed})", f"{text.en} ({where}{printed})")


# --- the rows and what they are called -------------------------------------------------------------------------------

PRINTED_GROUPS: Final = frozenset({"pindahan", "khusus"})
"""The voter groups whose printed word differs between Pemilu and Pilkada."""


class _Row(NamedTuple):
    """Place on the form, what people say, and the voter group whose printed word is added."""

    place: str
    text: Text
    group: str = ""


_VOTERS: Final = {
    "pemilih_dpt": _Row("I.A.1", Text("Pemilih dalam DPT", "Voters on the roll (DPT)")),
    "pemilih_pindahan": _Row("I.A.2", Text("Pemilih pindahan terdaftar", "Registered moved voters"), "pindahan"),
    "pemilih_khusus": _Row("I.A.3", Text("Pemilih khusus (e-KTP) terdaftar", "Registered e-KTP voters"), "khusus"),
    "pemilih_total": _Row("I.A.4", Text("Jumlah pemilih", "All registered voters")),
    "pengguna_dpt": _Row("I.B.1", Text("Pengguna hak pilih dari DPT", "Voters from the roll (DPT) who voted")),
    "pengguna_pindahan": _Row(
        "I.B.2", Text("Pengguna hak pilih dari pemilih pindahan", "Moved voters who voted"), "pindahan"
    ),
    "pengguna_khusus": _Row(
        "I.B.3", Text("Pengguna hak pilih dari pemilih khusus (e-KTP)", "E-KTP voters who voted"), "khusus"
    ),
    "pengguna_total": _Row("I.B.4", Text("Jumlah pengguna hak pilih", "All who voted")),
    "disabilitas_terdaftar": _Row(
        "III.1", Text("Pemilih disabilitas terdaftar", "Registered voters with a disability")
    ),
    "disabilitas": _Row("III", Text("Pemilih disabilitas yang memilih", "Voters with a disability who voted")),
}
_COLUMN_TEXTS: Final = {
    "l": Text("laki-laki", "men"),
    "p": Text("perempuan", "women"),
    "j": Text("laki-laki + perempuan", "men + women"),
}
_SINGLES: Final = {
    "surat_suara_diterima": _Row(
        "II.1", Text("Surat suara diterima, termasuk cadangan", "Ballots received, with the reserve")
    ),
    "surat_suara_digunakan": _Row("II.2", Text("Surat suara digunakan", "Ballots used")),
    "surat_suara_dikembalikan": _Row(
        "II.3",
        Text("Surat suara dikembalikan karena rusak atau keliru dicoblos", "Ballots returned, spoilt or mismarked"),
    ),
    "surat_suara_tidak_digunakan": _Row("II.4", Text("Surat suara tidak digunakan", "Ballots not used")),
    "suara_sah": _Row("V.A", Text("Jumlah suara sah", "Valid votes")),
    "suara_tidak_sah": _Row("V.B", Text("Jumlah suara tidak sah", "Invalid votes")),
    "suara_total": _Row("V.C", Text("Jumlah suara sah dan tidak sah", "Valid and invalid votes together")),
}
VOTER_GROUPS: Final = tuple(_VOTERS)
"""Every group of voters with the columns L, P and J; the row `<group>_<column>` is one of its cells."""

_VOTER_ROWS: Final = frozenset(f"{group}_{column}" for group in _VOTERS for column in COLUMNS)
_SECTIONS: Final = {
    group: "I.A" if group.startswith("pemilih") else "I.B" if group.startswith("pengguna") else "III"
    for group in _VOTERS
}
_OPTION_ROW: Final = re.compile(r"suara_([0-9]+)(?:_([0-9]+|total))?")


def _section_of_single(row: str) -> str:
    if row in _SINGLES:
        return _SINGLES[row].place.partition(".")[0]
    if _OPTION_ROW.fullmatch(row):
        return VOTES
    raise UnknownRowError(row=row)


def _describe(row: str) -> _Row:
    if row in _SINGLES:
        return _SINGLES[row]
    if row in _VOTER_ROWS:
        group, _, column = row.rpartition("_")
        where, text, word = _VOTERS[group]
        who = _COLUMN_TEXTS[column]
        return _Row(f"{where} {column.upper()}", Text(f"{text.id}, {who.id}", f"{text.en}, {who.en}"), word)
    match = _OPTION_ROW.fullmatch(row)
    if match is None:
        raise UnknownRowError(row=row)
    return _describe_option(match[1], match[2])


def _describe_option(no: str, part: str | None) -> _Row:
    if part is None:
        return _Row(f"IV no. {no}", Text(f"Suara nomor urut {no}", f"Votes for number {no}"))
    if part == "total":
        text = Text(f"Jumlah suara partai dan calon, partai {no}", f"Votes for party {no} and its candidates")
        return _Row(f"IV no. {no} total", text)
    text = Text(f"Suara calon nomor urut {part}, partai {no}", f"Votes for candidate {part} of party {no}")
    return _Row(f"IV no. {no}.{part}", text)


# --- the forms -------------------------------------------------------------------------------------------------------


def _cells(*groups: str) -> tuple[str, ...]:
    return tuple(f"{group}_{column}" for group in groups for column in COLUMNS)


_USERS: Final = Block(
    "I.B",
    Text("Pengguna hak pilih", "Those who voted"),
    _cells("pengguna_dpt", "pengguna_pindahan", "pengguna_khusus", "pengguna_total"),
)
_BALLOTS: Final = Block(
    "II",
    Text("Penggunaan surat suara", "Ballots"),
    ("surat_suara_diterima", "surat_suara_digunakan", "surat_suara_dikembalikan", "surat_suara_tidak_digunakan"),
)
_OPTIONS: Final = Block(VOTES, Text("Perolehan suara", "Votes per option"), ())
_RESULT: Final = Block(
    "V", Text("Suara sah dan tidak sah", "Valid and invalid votes"), ("suara_sah", "suara_tidak_sah", "suara_total")
)
_VOTERS_TITLE: Final = Text("Data pemilih", "Registered voters")
_DISABLED_TITLE: Final = Text("Pemilih disabilitas", "Voters with a disability")

_PEMILU_BLOCKS: Final = (
    Block("I.A", _VOTERS_TITLE, _cells("pemilih_dpt")),
    _USERS,
    _BALLOTS,
    Block("III", _DISABLED_TITLE, _cells("disabilitas")),
    _OPTIONS,
    _RESULT,
)
_PILKADA_BLOCKS: Final = (
    # (?) moved and e-KTP voters registered, and a total, beside the DPT
    Block("I.A", _VOTERS_TITLE, _cells("pemilih_dpt", "pemilih_pindahan", "pemilih_khusus", "pemilih_total")),
    _USERS,
    _BALLOTS,
    # (?) registered and used
    Block("III", _DISABLED_TITLE, _cells("disabilitas_terdaftar", "disabilitas")),
    _OPTIONS,
    _RESULT,
)
_SIREKAP_BLOCKS: Final = (Block("I.A", _VOTERS_TITLE, _cells("pemilih_dpt")), _USERS, _OPTIONS, _RESULT)

_QUORUMS: Final = MappingProxyType({"kpps": 2, "ppk": 2, "kpu": 2})  # (?) kpps: ketua and at least 2 anggota

_PEMILU_WORDS: Final = MappingProxyType({"dpt": "DPT", "pindahan": "DPTb", "khusus": "DPK"})
_PILKADA_WORDS: Final = MappingProxyType({"dpt": "DPT", "pindahan": "DPPh", "khusus": "DPTb"})  # (?) DPTb = e-KTP

_PEMILU: Final = Profile(
    name="pemilu-2024",
    blocks=_PEMILU_BLOCKS,
    words=_PEMILU_WORDS,
    voter_limit=300,
    reserve_permille=20,
    quorums=_QUORUMS,
    forms=PEMILU_FORMS,
)
_PILKADA: Final = Profile(
    name="pilkada-2024",
    blocks=_PILKADA_BLOCKS,
    words=_PILKADA_WORDS,
    voter_limit=600,
    reserve_permille=25,  # (?)
    quorums=_QUORUMS,
    forms=PILKADA_FORMS,
)
# What the first replicas declared: the blocks that the public feed carries, under the names of the Pemilu's forms.
_SIREKAP: Final = replace(_PEMILU, name="sirekap-2024", blocks=_SIREKAP_BLOCKS, is_offered=False)

PROFILES: Final[Mapping[str, Profile]] = MappingProxyType({each.name: each for each in (_PEMILU, _PILKADA, _SIREKAP)})
"""Every profile by its name in the declaration."""
