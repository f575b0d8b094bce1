"""An election as everybody below the root book sees it: its profile, quorums and declared contests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.authority import quorums_of
from domain.checking import FormCheck, form_check
from domain.contests import Contest, ContestOption, contest
from domain.errors import InvalidDeclarationError
from domain.events import ContestDeclared, ElectionDeclared
from domain.profiles import PROFILES, Profile, profile
from domain.types import Hash

KINDS = ("official", "practice", "replica")
"""What an election may be: the real one, an exercise (latihan), or rebuilt from published results."""


@dataclass(frozen=True, slots=True)
class DeclaredContest:
    """A contest, the leaf hash of the entry that declares it, and the rules of its forms."""

    contest: Contest
    declared: Hash
    check: FormCheck

    @property
    def width(self) -> int:
        """The number of rows of its forms."""
        return len(self.contest.rows)


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


def contest_of(contest_id: str, declared: ContestDeclared) -> Contest:
    """The contest that an entry declares.  Raises `UnknownContestIdError` or `InvalidDeclarationError`."""
    options = [ContestOption(option.no, option.name, option.parent) for option in declared.options]
    return contest(contest_id, areas=declared.areas, levels=declared.levels, options=options, rows=declared.rows)


def election_of(
    election: Hash, declared: ElectionDeclared, contests: Iterable[tuple[str, Hash, ContestDeclared]]
) -> Election:
    """The election from its declaration and the contests' entries (id, leaf hash, event).

    Raises `UnknownProfileError`, `UnknownContestIdError` or `InvalidDeclarationError`, also for an unknown `kind`.
    """
    known = profile(declared.profile)
    if declared.kind not in KINDS:
        raise InvalidDeclarationError(contest="", reason="kind")
    declared_contests = {}
    for contest_id, leaf, event in contests:
        parsed = contest_of(contest_id, event)
        declared_contests[contest_id] = DeclaredContest(parsed, leaf, form_check(parsed, known))
    return Election(election, declared, known, declared_contests)
