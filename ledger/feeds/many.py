"""Several feeds of one contest as one: the workbooks of all kecamatan of a kabupaten.

- A TPS stands once in all of them together; the later row is reported and left out.
- A row of the form that only some of them carry is not published in the others.
- Their SHA-256 is that of all their digests in ascending order.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from ledger.feeds.feed import Feed, Reading


class ManyFeeds(Feed):
    """Feeds that are read one after the other."""

    def __init__(self, feeds: Sequence[Feed]) -> None:
        super().__init__(feeds[0].path, dict.fromkeys(row for feed in feeds for row in feed.rows))
        self.feeds = tuple(feeds)

    def readings(self) -> Iterator[Reading]:
        """The rows of all feeds."""
        for feed in self.feeds:
            yield from feed.readings()

    def files(self) -> list[Path]:
        """The files of all feeds."""
        return [path for feed in self.feeds for path in feed.files()]

    def sha256(self) -> str:
        """One digest of all digests."""
        digests = sorted(bytes.fromhex(feed.sha256()) for feed in self.feeds)
        return hashlib.sha256(b"".join(digests)).hexdigest()
