"""Several feeds of one contest as one: the workbooks of all kecamatan of a kabupaten.

- A TPS stands once in all of them together; the later row is reported and left out.
- A row of the form that only some of them carry is not published in the others.
- A file is named by its path as it was given: workbooks of two folders may have one name.
- Their SHA-256 is that of all their digests in ascending order.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ledger.digest import digest_of_all
from ledger.feeds.feed import Feed, Reading, Unusable
from ledger.feeds.rows import FeedProblem, FeedRow


class ManyFeeds(Feed):
    """Feeds that are read one after the other."""

    def __init__(self, feeds: Sequence[Feed]) -> None:
        super().__init__(feeds[0].path, dict.fromkeys(row for feed in feeds for row in feed.rows))
        self.feeds = tuple(feeds)

    def readings(self) -> Iterator[Reading]:
        """The rows of all feeds."""
        for feed in self.feeds:
            for reading in feed.readings():
                yield _by_path(feed.path, reading)

    def files(self) -> list[Path]:
        """The files of all feeds."""
        return [path for feed in self.feeds for path in feed.files()]

    def sha256(self) -> str:
        """One digest of all digests."""
        return digest_of_all(bytes.fromhex(feed.sha256()) for feed in self.feeds).hex()


def problems_by_path(path: Path, problems: Iterable[FeedProblem]) -> tuple[FeedProblem, ...]:
    """The problems of a source with its path as it was given, for a report on several sources."""
    return tuple(replace(each, file=_named(path, each.file)) for each in problems)


def _by_path(path: Path, reading: Reading) -> Reading:
    if isinstance(reading, FeedRow):
        return FeedRow(_named(path, reading.file), reading.line, reading.tps, reading.figures, reading.psu)
    if isinstance(reading, Unusable):
        return replace(reading, problems=problems_by_path(path, reading.problems))
    return reading


def _named(path: Path, file: str) -> str:
    return str(path) if file == path.name else f"{path}/{file}"
