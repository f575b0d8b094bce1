"""The few value types every layer shares, and what the fields of a record may hold.

- A value of these types was checked where it was parsed; no function checks it again.
- The limits of the wire format stand in the annotations (`docs/format.md`, section 2); whoever decodes keeps them.
"""

from typing import Annotated, Final, NewType, TypeVar

from msgspec import Meta, Struct

Hash = NewType("Hash", bytes)
"""32 bytes: an RFC 6962 leaf hash, a root, or the SHA-256 of a document."""

PublicKey = NewType("PublicKey", bytes)
"""32 bytes: a raw Ed25519 public key (RFC 8032, section 5.1.5)."""

Signature = NewType("Signature", bytes)
"""64 bytes: an Ed25519 signature (RFC 8032, section 5.1.6)."""

ZERO_HASH: Final = Hash(bytes(32))
"""`prev` of a stream's first entry, and `election` inside the declaration itself."""

MAX_INTEGER: Final = 2**53 - 1
"""The largest integer of the wire format (`docs/format.md`, section 1)."""

MAX_ELEMENTS: Final = 4096
"""The most elements of a list or map."""

MAX_TEXT: Final = 500
"""The longest text, in bytes of UTF-8."""

MAX_NOTE: Final = 16_384
"""The longest signed note that is quoted, in bytes."""

X = TypeVar("X")

Count = Annotated[int, Meta(ge=0, le=MAX_INTEGER)]
"""An unsigned integer of the wire format."""

Text = Annotated[str, Meta(max_length=MAX_TEXT)]
"""A text of the wire format; its characters are checked by the decoder."""

Note = Annotated[bytes, Meta(max_length=MAX_NOTE)]
"""A signed note, verbatim."""

HashField = Annotated[Hash, Meta(min_length=32, max_length=32)]
KeyField = Annotated[PublicKey, Meta(min_length=32, max_length=32)]
SignatureField = Annotated[Signature, Meta(min_length=64, max_length=64)]

ListOf = Annotated[tuple[X, ...], Meta(max_length=MAX_ELEMENTS)]
"""A list of the wire format."""

Figures = Annotated[tuple[Count | None, ...], Meta(max_length=MAX_ELEMENTS)]
"""One number per row of a form, in the row order of the contest's declaration; None is "not filled", which is not 0."""


class Record(Struct, frozen=True, gc=False):
    """Base of immutable records, compared by value.

    They are frozen `msgspec` structures: made and decoded in compiled code, an eighth of the time of a frozen dataclass
    (`docs/performance.md`).  They never hold each other in cycles, so the garbage collector need not look at them.
    """
