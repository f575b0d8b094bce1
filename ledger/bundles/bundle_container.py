"""The container of an evidence bundle: a ZIP file whose bytes follow from its members (`docs/bundle.md`).

- Any ZIP program opens it; members are stored as they are, ascending by name, dated 1980-01-01, without extras.
- The same members give the same bytes, and no other bytes are read: what is not just what would be written is refused.
- A name is lower-case words with `/` between them, none of them `.` or `..`; nothing is ever unpacked to a folder.
- A container is at most 128 MiB and 4,096 members; a member is read no further than the container is long.
"""

import re
import struct
from collections.abc import Mapping
from typing import Final
from zlib import crc32

from ledger.errors import BundleContainerError

MAX_BYTES: Final = 128 * 1024 * 1024
MAX_MEMBERS: Final = 4096
MAGIC: Final = b"PK\x03\x04"

_CENTRAL: Final = b"PK\x01\x02"
_END: Final = b"PK\x05\x06"
_HEADER: Final = struct.Struct("<4s5H3I2H")
_DIRECTORY: Final = struct.Struct("<4s6H3I5H2I")
_CLOSING: Final = struct.Struct("<4s4H2IH")
_VERSION: Final = 20
_UNIX: Final = 3 << 8
_STORED: Final = 0
_DATE: Final = 1 << 5 | 1
_PLAIN_FILE: Final = 0o100644 << 16
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}(/[a-z0-9][a-z0-9._-]{0,99}){0,9}")


def pack(members: Mapping[str, bytes]) -> bytes:
    """The container of these members.  Raises `BundleContainerError` for what no container can hold."""
    head: list[bytes] = []
    tail: list[bytes] = []
    place = 0
    for name, data in sorted(members.items()):
        if not is_member_name(name):
            raise BundleContainerError(reason="name")
        common = (_STORED, 0, _DATE, crc32(data), len(data), len(data), len(name), 0)
        header = _HEADER.pack(MAGIC, _VERSION, 0, *common) + name.encode()
        tail.append(
            _DIRECTORY.pack(_CENTRAL, _UNIX | _VERSION, _VERSION, 0, *common, 0, 0, 0, _PLAIN_FILE, place)
            + name.encode()
        )
        head += (header, data)
        place += len(header) + len(data)
        if place > MAX_BYTES:
            raise BundleContainerError(reason="size")
    if len(members) > MAX_MEMBERS:
        raise BundleContainerError(reason="members")
    directory = b"".join(tail)
    closing = _CLOSING.pack(_END, 0, 0, len(members), len(members), len(directory), place, 0)
    return b"".join([*head, directory, closing])


def unpack(raw: bytes) -> dict[str, bytes]:
    """The members of a container, by name.  Raises `BundleContainerError`."""
    if len(raw) > MAX_BYTES + MAX_MEMBERS * 1024:
        raise BundleContainerError(reason="size")
    members: dict[str, bytes] = {}
    place = 0
    while raw[place : place + 4] == MAGIC and len(members) <= MAX_MEMBERS:
        if place + _HEADER.size > len(raw):
            raise BundleContainerError(reason="cut")
        fields = _HEADER.unpack_from(raw, place)
        size, length = fields[8], fields[9]
        begin = place + _HEADER.size
        name = raw[begin : begin + length].decode("ascii", "replace")
        begin += length
        if begin + size > len(raw):
            raise BundleContainerError(reason="cut")
        members[name] = raw[begin : begin + size]
        place = begin + size
    # Twice a name, another order, compression, a comment, bytes between or behind: all of it shows here.
    if not members or pack(members) != raw:
        raise BundleContainerError(reason="form")
    return members


def is_member_name(name: str) -> bool:
    """Whether a member may be called so."""
    return _NAME.fullmatch(name) is not None and ".." not in name
