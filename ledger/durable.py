"""Writing files so that they are there, whole, or not there: temporary name, sync, rename, sync of the folder."""

import os
from pathlib import Path


def write_file(path: Path, data: bytes, staging: Path) -> None:
    """Write `data` to `path` by way of a temporary file in `staging`, a folder on the same file system.

    When this returns, the file survives a power cut.  Before the rename nothing of it is visible at `path`.
    """
    make_folder(staging)
    make_folder(path.parent)
    temporary = staging / f"{os.getpid()}-{path.name}"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - of a handle
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make `folder` and those above it that are missing; when this returns, their names survive a power cut."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
