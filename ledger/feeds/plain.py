"""Opening a file of published results: a plain file, or none.

- A pipe or a device is never waited for: what is no plain file is refused before anything of it is read.
"""

import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

from ledger.feeds.errors import FeedUnreadableError

_READ: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_plain(path: Path) -> BinaryIO:
    """The file at `path`, open for reading; raises `FeedUnreadableError`."""
    try:
        handle = os.open(path, _READ)
    except OSError as error:
        raise FeedUnreadableError(path=str(path), reason=type(error).__name__) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise FeedUnreadableError(path=str(path), reason="not_a_file")
    return os.fdopen(handle, "rb")
