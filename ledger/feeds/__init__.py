"""Published results, in every kind of file that people have: CSV, Parquet, XLSX, feed JSON, aggregates.

A reader imports `rows`, `mapping`, `feed` and `table`, never another reader; `opening` knows them all.  What can go
wrong with a file as a whole stands in `errors`, what is wrong with a line is a `FeedProblem`.
"""

from ledger.feeds.feed import CODE, Feed, Reading, Unusable, options_of
from ledger.feeds.many import ManyFeeds
from ledger.feeds.mapping import Guess, HeaderMapping, read_mapping, save_mapping
from ledger.feeds.opening import open_feed
from ledger.feeds.rows import MAX_FIGURE, FeedProblem, FeedRow, by_reason, figure_of

__all__ = [
    "CODE",
    "MAX_FIGURE",
    "Feed",
    "FeedProblem",
    "FeedRow",
    "Guess",
    "HeaderMapping",
    "ManyFeeds",
    "Reading",
    "Unusable",
    "by_reason",
    "figure_of",
    "open_feed",
    "options_of",
    "read_mapping",
    "save_mapping",
]
