"""Ed25519 over the DSSE pre-authentication encoding: the one seam to the signature backend.

Rules of this module (`docs/format.md`, section 3):

- A signature is Ed25519 as in RFC 8032, checked without the cofactor, with S below the group order.
- A signature whose first 32 bytes encode a point of small order, canonically or not, is refused.
- A key that encodes y >= p, a point of small order or no point of the curve at all is refused.
- What is signed is never the bare payload but its DSSE encoding, which binds the payload's type.
- Checking answers yes or no; it never raises, whatever the bytes.
- A private key is never shown: not in a representation, not in an exception.
"""

from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from domain.types import PublicKey, Signature

STATEMENT_TYPE: Final = "application/vnd.rekap.statement.v1+msgpack"
"""The DSSE payload type of a statement."""

ENTRY_TYPE: Final = "application/vnd.rekap.entry.v1+msgpack"
"""The DSSE payload type of an entry."""

KEY_SIZE: Final = 32
SIGNATURE_SIZE: Final = 64

_P: Final = 2**255 - 19
_D: Final = -121665 * pow(121666, -1, _P) % _P
_Y_OF_ORDER_8: Final = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7


def _encodings(*ys: int) -> frozenset[bytes]:
    """Each y with either sign of x, as the 32 bytes of RFC 8032, section 5.1.2."""
    return frozenset((y | sign << 255).to_bytes(KEY_SIZE, "little") for y in ys for sign in (0, 1))


# The eight points of small order have y in {0, 1, -1, +-Y8}; p and p + 1 write 0 and 1 a second time.
_SMALL_ORDER: Final = _encodings(0, 1, _P - 1, _Y_OF_ORDER_8, _P - _Y_OF_ORDER_8, _P, _P + 1)

# Only 19 values of y fit into 255 bits without being below p, so a set lookup also tells canonical keys.
_REFUSED_KEYS: Final = _SMALL_ORDER | _encodings(*range(_P, 2**255))


class SigningKey:
    """An Ed25519 private key that signs and otherwise keeps its secret to itself."""

    __slots__ = ("_key", "public")

    public: PublicKey
    """The raw public key, 32 bytes."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        """Wrap a key of the backend; other modules use `from_seed` or `generate`."""
        self._key = key
        self.public = PublicKey(key.public_key().public_bytes_raw())

    @classmethod
    def from_seed(cls, seed: bytes) -> "SigningKey":
        """The key of a 32-byte seed (the private key of RFC 8032, section 5.1.5); ValueError for any other length."""
        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    @classmethod
    def generate(cls) -> "SigningKey":
        """A new key from the operating system's random numbers."""
        return cls(Ed25519PrivateKey.generate())

    def sign(self, message: bytes) -> Signature:
        """The deterministic signature over `message`, 64 bytes."""
        return Signature(self._key.sign(message))

    def secret_seed(self) -> bytes:
        """The 32 secret bytes; only for writing key files and deriving practice keys."""
        return self._key.private_bytes_raw()

    def __repr__(self) -> str:
        """Names the key by its public half."""
        return f"SigningKey(public={self.public.hex()})"


def verify(key: PublicKey, signature: Signature, message: bytes) -> bool:
    """Whether `signature` is `key`'s over `message`, by the rules above; False also for wrong lengths."""
    if key in _REFUSED_KEYS or signature[:KEY_SIZE] in _SMALL_ORDER:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_acceptable_key(raw: bytes) -> bool:
    """Whether `raw` may be appointed: 32 bytes, canonical, not of small order, a point of the curve.

    Slower than `verify`, because the backend loads a key without looking whether it is a point.
    """
    return len(raw) == KEY_SIZE and raw not in _REFUSED_KEYS and _is_on_curve(raw)


def pae(payload_type: str, payload: bytes) -> bytes:
    """The DSSE v1.0.2 pre-authentication encoding: the bytes that are signed; lengths in bytes."""
    return b"%b%d %b" % (_pae_beginning(payload_type), len(payload), payload)


@lru_cache(maxsize=16)
def _pae_beginning(payload_type: str) -> bytes:
    name = payload_type.encode()
    return b"DSSEv1 %d %b " % (len(name), name)


@lru_cache(maxsize=4096)
def _is_on_curve(raw: bytes) -> bool:
    """RFC 8032, section 5.1.3: x^2 = (y^2 - 1) / (d y^2 + 1) has a root; Euler's criterion on the product decides."""
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    product = (y * y - 1) * (_D * y * y + 1)
    return pow(product, (_P - 1) // 2, _P) == 1
