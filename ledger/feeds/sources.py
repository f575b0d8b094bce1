"""Many small files: one alone, a folder of them, or a zip.

Rules of this module:

- Files are given in the order of their names with the path; other files than JSON are not looked at.
- A link is not followed, a pipe or device is not opened; each is named.  Nothing of a zip is ever written to disk.
- A name in a zip with a drive, with `..` or from the root is refused, and so is a part that is encrypted.
- A name stands once in a zip.
- How many files there are, and how large each and all of them are, is bounded.
"""

import errno
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from ledger.feeds.errors import FeedMalformedError, FeedTooLargeError, FeedUnreadableError
from ledger.feeds.plain import open_plain
from ledger.feeds.strict_json import MAX_BYTES

MAX_FILES: Final = 1_000_000
"""More TPS than there are in the nation."""

MAX_ALL_BYTES: Final = 8 * 1024**3
"""What all of them may unpack to."""

_ENCRYPTED: Final = 0x1


@dataclass(frozen=True, slots=True)
class Part:
    """A file: its name from the folder or zip on, and its bytes, or else the reason why it is not read."""

    name: str
    data: bytes
    reason: str = ""


def json_paths(folder: Path) -> list[Path]:
    """The JSON files below a folder, ascending; raises `FeedTooLargeError` and `OSError`."""
    return [path for path, reason in _surveyed(folder) if not reason]


def _surveyed(folder: Path) -> list[tuple[Path, str]]:
    """The JSON files below a folder and whatever else should be one or lead to some, with why it is not read."""
    found: list[tuple[Path, str]] = []
    for place, folders, names in os.walk(folder, onerror=_refuse):
        found += [(path, "link") for name in folders if (path := Path(place, name)).is_symlink()]
        found += [(path, _stranger(path)) for name in names if (path := Path(place, name)).suffix.lower() == ".json"]
        if len(found) > MAX_FILES:
            raise FeedTooLargeError(path=str(folder), reason="files", limit=MAX_FILES)
    return sorted(found)


def _stranger(path: Path) -> str:
    mode = path.lstat().st_mode
    return "link" if stat.S_ISLNK(mode) else "" if stat.S_ISREG(mode) else "not_a_file"


def parts(path: Path) -> Iterator[Part]:
    """The files of a folder or zip, or the one file itself.

    Raises `FeedUnreadableError`, `FeedMalformedError`, `FeedTooLargeError`.
    """
    try:
        if path.is_dir():
            for each, reason in _surveyed(path):
                name = each.relative_to(path).as_posix()
                yield Part(name, b"", reason) if reason else _file(name, each)
        elif zipfile.is_zipfile(path):
            yield from _zipped(path)
        else:
            yield _file(path.name, path)
    except OSError as error:
        raise FeedUnreadableError(path=str(path), reason=type(error).__name__) from error


def _file(name: str, path: Path) -> Part:
    with open_plain(path) as file:
        data = file.read(MAX_BYTES + 1)
    return Part(name, b"", "json_too_large") if len(data) > MAX_BYTES else Part(name, data)


def _zipped(path: Path) -> Iterator[Part]:
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [each for each in archive.infolist() if each.filename.lower().endswith(".json")]
            _check_zip(path, inside)
            seen: set[str] = set()
            for each in sorted(inside, key=lambda info: info.filename):
                reason = _reason(each, seen)
                yield Part(each.filename, b"", reason) if reason else _unpacked(archive, each)
                seen.add(each.filename)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise FeedMalformedError(path=str(path), reason="zip") from error
    except OSError as error:
        # A place in the zip that is before its beginning.
        if error.errno in {None, errno.EINVAL}:
            raise FeedMalformedError(path=str(path), reason="zip") from error
        raise


def _check_zip(path: Path, inside: list[zipfile.ZipInfo]) -> None:
    if len(inside) > MAX_FILES:
        raise FeedTooLargeError(path=str(path), reason="files", limit=MAX_FILES)
    if sum(each.file_size for each in inside) > MAX_ALL_BYTES:
        raise FeedTooLargeError(path=str(path), reason="unpacked", limit=MAX_ALL_BYTES)


def _reason(info: zipfile.ZipInfo, seen: set[str]) -> str:
    name = info.filename
    if ".." in PurePosixPath(name).parts or name.startswith("/") or ":" in name or "\\" in name:
        return "zip_name"
    if name in seen:
        return "zip_name_twice"
    if info.flag_bits & _ENCRYPTED:
        return "zip_encrypted"
    return "json_too_large" if info.file_size > MAX_BYTES else ""


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Part:
    try:
        # Reading stops at the size that the zip states, which was checked.
        return Part(info.filename, archive.read(info))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        return Part(info.filename, b"", "zip_damaged")


def _refuse(error: OSError) -> None:
    raise error
