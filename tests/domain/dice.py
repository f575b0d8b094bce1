"""Choices from a few random bytes, so that the same bytes make the same story, and zeros the plainest one."""

from collections.abc import Sequence
from typing import Final, TypeVar

T = TypeVar("T")
CONTESTS: Final = ("ppwp", "bupati-1609", "dprd_kabko-1609-1")
UNKNOWN_CONTEST: Final = "dpd-16"
NOBODY: Final = "nothing in this book"


class Dice:
    """Choices from a few bytes; when they are used up, the first of everything is chosen."""

    def __init__(self, thrown: bytes) -> None:
        """Nothing is used yet."""
        self._thrown = iter(thrown)

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[next(self._thrown, 0) % len(options)]

    def one_in(self, chances: int) -> bool:
        """True once in so many times."""
        return next(self._thrown, 0) % chances == chances - 1

    def twist(self, *wrongs: str) -> str:
        """Mostly nothing; else one thing that is to be wrong."""
        return self.pick(wrongs) if self.one_in(3) else ""
