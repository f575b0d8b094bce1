"""A folder that appears only when all of it is built.

Rules of this module:

- What is built stands in a neighbouring folder until it is complete; then it takes its name in one step.
- A folder that holds something is never replaced, except one that carries this program's own mark.
- Whatever ends the building, nothing half-built is left.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.errors import FolderInUseError


@contextmanager
def building(out: Path, mark: str | None = None) -> Iterator[Path]:
    """A new folder to build in, which becomes `out` when the block ends without an exception.

    With `mark`, the name of a file, the folder is marked, and a folder marked so before is replaced.
    Raises `FolderInUseError` if something else is there.
    """
    _refuse_foreign(out, mark)
    place = out.parent / f".{out.name}.partial-{os.getpid()}"
    try:
        place.mkdir(parents=True)
    except OSError as error:
        error.filename = str(out)  # nobody knows the folder by its passing name
        raise
    try:
        if mark is not None:
            (place / mark).touch()
        yield place
        _refuse_foreign(out, mark)
        _take_name(place, out, mark)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _refuse_foreign(out: Path, mark: str | None) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise FolderInUseError(path=str(out))
    is_ours = mark is not None and (out / mark).is_file()
    if out.is_dir() and not is_ours and any(out.iterdir()):
        raise FolderInUseError(path=str(out))


def _take_name(place: Path, out: Path, mark: str | None) -> None:
    if mark is not None and (out / mark).is_file():
        shutil.rmtree(out)
    place.rename(out)
