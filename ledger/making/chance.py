"""Chance that is the same everywhere: numbers drawn from a name.

Rules of this module:

- The same name gives the same numbers on every machine and with every version of Python: they are SHAKE-256 of the
  name and a counter, as 32-bit integers in little-endian order.
- Another name gives numbers that have nothing to do with the first; nothing is shared between two sources.
- Integers only.  A draw below `limit` is `number * limit >> 32`, uneven by less than one in 2**32 / `limit`.

It decides what made-up figures look like and is no source of secrets.
"""

import hashlib
from struct import unpack
from typing import Final

_WORDS: Final = 256
_WORD_BITS: Final = 32

CERTAIN: Final = 1000
"""The rate, per thousand, of what always happens."""


class Chance:
    """A source of numbers, named by any texts and integers."""

    __slots__ = ("_at", "_blocks", "_name", "_words")

    def __init__(self, *name: int | str) -> None:
        self._name = "\n".join(map(str, name)).encode()
        self._blocks = 0
        self._words: tuple[int, ...] = ()
        self._at = 0

    def words(self, count: int) -> tuple[int, ...]:
        """The next `count` numbers of 32 bits."""
        while self._at + count > len(self._words):
            self._words = self._words[self._at :] + self._block()
            self._at = 0
        begin = self._at
        self._at = begin + count
        return self._words[begin : self._at]

    def below(self, limit: int) -> int:
        """An integer from 0 up to and without `limit`, which is at least 1."""
        return self.words(1)[0] * limit >> _WORD_BITS

    def between(self, low: int, high: int) -> int:
        """An integer from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def happens(self, permille: int) -> bool:
        """Whether something happens that does so `permille` times in a thousand."""
        return self.below(CERTAIN) < permille

    def shuffled(self, count: int) -> list[int]:
        """The integers from 0 up to and without `count`, in any order."""
        order = list(range(count))
        for last in range(count - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order

    def _block(self) -> tuple[int, ...]:
        stream = hashlib.shake_256(self._name + b"\n" + self._blocks.to_bytes(8, "little"))
        self._blocks += 1
        return unpack(f"<{_WORDS}I", stream.digest(4 * _WORDS))
