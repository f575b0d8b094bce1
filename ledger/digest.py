"""SHA-256 of files, and of several digests as one.

- A file is read piece by piece, however large it is.
- The digest of several does not depend on their order.
"""

from collections.abc import Iterable
from hashlib import file_digest, sha256
from pathlib import Path

from domain.types import Hash


def digest_of(path: Path) -> Hash:
    """The SHA-256 of the file in `path`.  Raises `OSError`."""
    with path.open("rb") as file:
        return Hash(file_digest(file, "sha256").digest())


def digest_of_all(digests: Iterable[bytes]) -> Hash:
    """The SHA-256 of all these digests, one behind the other in ascending order."""
    return Hash(sha256(b"".join(sorted(digests))).digest())
