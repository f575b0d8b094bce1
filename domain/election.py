"""An election as everybody below the root book sees it: its profile, quorums and declared contests.

- What the roots amended of the name, of their own line and of a contest's areas and options holds for the whole
  election, the last amendment in the order of the root book.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from domain.authority import quorums_of
from domain.checking import FormCheck, form_check
from domain.contests import Contest, ContestOption, contest
from domain.errors import InvalidDeclarationError
from domain.events import ContestDeclared, ElectionDeclared, Quorum
from domain.profiles import PROFILES, Profile, profile
from domain.statements import ElectionAmendment, Withdrawn
from domain.types import Figures, Hash

KINDS = ("official", "practice", "replica")
"""What an election may be: the real one, an exercise (latihan), or rebuilt from published results."""


@dataclass(frozen=True, slots=True)
class DeclaredContest:
    """A contest, the leaf hash of the entry that declares it, the rules of its forms, and the options withdrawn."""

    contest: Contest
    declared: Hash
    check: FormCheck
    withdrawn: tuple[Withdrawn, ...] = ()

    @property
    def width(self) -> int:
        """The number of rows of its forms."""
        return len(self.contest.rows)

    def votes_withdrawn(self, figures: Figures) -> list[tuple[str, int]]:
        """The rows of withdrawn options that have votes, and how many."""
        if not self.withdrawn:
            return []
        votes = dict(zip(self.contest.rows, figures, strict=True))
        return [(row, count) for row in map(row_of, self.withdrawn) if (count := votes.get(row))]


@dataclass(frozen=True, slots=True)
class Election:
    """The declaration and the contests in force."""

    hash: Hash
    declared: ElectionDeclared
    profile: Profile
    contests: Mapping[str, DeclaredContest]

    @property
    def quorums(self) -> Mapping[str, int]:
        """Anggota who sign beside the ketua, by kind of body: as declared, else as the profile has it."""
        return quorums_in_force(self.declared)


def quorums_in_force(declared: ElectionDeclared) -> dict[str, int]:
    """Anggota who sign beside the ketua, by kind of body: as declared, else as the profile has it, if it is known."""
    known = PROFILES.get(declared.profile)
    return {**(known.quorums if known else {}), **quorums_of(declared.quorums)}


def row_of(option: Withdrawn) -> str:
    """The row with the votes of this option itself."""
    return f"suara_{option.no}" if option.parent is None else f"suara_{option.parent}_{option.no}"


def declaration_in_force(
    declared: ElectionDeclared, kpu: Iterable[ElectionAmendment], bawaslu: Iterable[ElectionAmendment]
) -> ElectionDeclared:
    """The declaration with the amendments that each line made, in their order."""
    for ours, amendments in ((True, kpu), (False, bawaslu)):
        for data in amendments:
            line = declared.kpu if ours else declared.bawaslu
            if line is None:
                continue
            amended = replace(line, quorum=data.quorum, roots=data.roots)
            quorums = {**quorums_of(declared.quorums), **quorums_of(data.quorums)}
            declared = replace(
                declared,
                name=data.name if ours else declared.name,
                kpu=amended if ours else declared.kpu,
                bawaslu=declared.bawaslu if ours else amended,
                quorums=tuple(Quorum(anggota, body) for body, anggota in sorted(quorums.items())),
            )
    return declared


def contest_of(contest_id: str, declared: ContestDeclared) -> Contest:
    """The contest that an entry declares.  Raises `UnknownContestIdError` or `InvalidDeclarationError`."""
    options = [ContestOption(option.no, option.name, option.parent) for option in declared.options]
    return contest(contest_id, areas=declared.areas, levels=declared.levels, options=options, rows=declared.rows)


def election_of(
    election: Hash,
    declared: ElectionDeclared,
    contests: Iterable[tuple[str, Hash, ContestDeclared]],
    withdrawn: Iterable[tuple[str, tuple[Withdrawn, ...]]] = (),
) -> Election:
    """The election from its declaration and the contests' entries (id, leaf hash, event), as they are in force.

    `withdrawn` are the options withdrawn, by contest.
    Raises `UnknownProfileError`, `UnknownContestIdError` or `InvalidDeclarationError`, also for an unknown `kind`.
    """
    known = profile(declared.profile)
    if declared.kind not in KINDS:
        raise InvalidDeclarationError(contest="", reason="kind")
    declared_contests = {}
    gone = dict(withdrawn)
    for contest_id, leaf, event in contests:
        parsed = contest_of(contest_id, event)
        declared_contests[contest_id] = DeclaredContest(
            parsed, leaf, form_check(parsed, known), gone.get(contest_id, ())
        )
    return Election(election, declared, known, declared_contests)
