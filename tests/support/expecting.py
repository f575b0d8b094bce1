"""Wrong archives as a table: what was changed, and exactly which findings that gives beyond the untouched archive's.

An expected finding is written `CODE [level] [area] [row] [xN]`; what is not written may be anything, but the level,
where not written, is `broken` for family R and `open` for G and J.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from domain.findings import Finding
from ledger.passes import Verification
from ledger.verification import verify_archive
from tests.support.practice import Script, practice

LEVELS: Final = ("broken", "incomplete", "open", "explained", "hint")


@dataclass(frozen=True, slots=True)
class Case:
    """One wrong archive, named by a sentence."""

    name: str
    change: Callable[[Script], None]
    expected: tuple[str, ...]

    @property
    def id(self) -> str:
        """The name as pytest shows it."""
        return self.name.replace(" ", "_")


class Table:
    """Wrong archives, each added by its `change`."""

    def __init__(self) -> None:
        self.cases: list[Case] = []

    def __call__(self, name: str, *expected: str) -> Callable[[Callable[[Script], None]], Callable[[Script], None]]:
        """Add the decorated function, which changes the script, as the archive called `name`."""

        def add(change: Callable[[Script], None]) -> Callable[[Script], None]:
            self.cases.append(Case(name, change, expected))
            return change

        return add


def verified(script: Script, folder: Path, *, workers: int = 1) -> Verification:
    """The verification of the archive that a script gives."""
    world = script.run()
    world.write(folder)
    return verify_archive(folder, world.trust(), workers=workers)


def verified_case(case: Case, folder: Path, *, workers: int = 1) -> Verification:
    """The verification of a wrong archive."""
    script = practice()
    case.change(script)
    return verified(script, folder, workers=workers)


def differences(findings: Iterable[Finding], expected: Iterable[str]) -> tuple[list[str], list[str]]:
    """Expected findings that are not there, and findings that nobody expected; both empty when all is well."""
    left = [_tokens(finding) for finding in findings]
    absent = []
    for wanted in sorted(_expanded(expected), key=lambda each: (-len(each), sorted(each))):
        found = next((tokens for tokens in left if wanted <= tokens), None)
        if found is None:
            absent.append(" ".join(sorted(wanted)))
        else:
            left.remove(found)
    return absent, [" ".join(sorted(tokens)) for tokens in left]


def _tokens(finding: Finding) -> frozenset[str]:
    parts = (finding.code, str(finding.level), finding.area, finding.row)
    return frozenset(part for part in parts if part is not None)


def _expanded(expected: Iterable[str]) -> Iterator[frozenset[str]]:
    for text in expected:
        words = text.split()
        times = int(words.pop()[1:]) if words[-1][0] == "x" and words[-1][1:].isdigit() else 1
        if not set(words) & set(LEVELS):
            words.append("broken" if words[0].startswith("R") else "open")
        for _ in range(times):
            yield frozenset(words)
