"""The few value types every layer shares.

A value of these types was checked where it was parsed; no function checks it again.
"""

from typing import Final, NewType

Hash = NewType("Hash", bytes)
"""32 bytes: an RFC 6962 leaf hash, a root, or the SHA-256 of a document."""

PublicKey = NewType("PublicKey", bytes)
"""32 bytes: a raw Ed25519 public key (RFC 8032, section 5.1.5)."""

Signature = NewType("Signature", bytes)
"""64 bytes: an Ed25519 signature (RFC 8032, section 5.1.6)."""

Figures = tuple[int | None, ...]
"""One number per row of a form, in the row order of the contest's declaration; None is "not filled", which is not 0."""

ZERO_HASH: Final = Hash(bytes(32))
"""`prev` of a stream's first entry, and `election` inside the declaration itself."""

MAX_INTEGER: Final = 2**53 - 1
"""The largest integer of the wire format (`docs/format.md`, section 1)."""
