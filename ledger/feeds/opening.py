"""Opening published results of any kind.

Rules of this module:

- What a file is, its content says: Parquet, a workbook and a zip begin with marks of their own, JSON with a brace.
- Where the name says another kind than the content, the content counts.
- Anything else is read as CSV, whose header tells whether it is one.
"""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ledger.feeds.csv_file import open_csv
from ledger.feeds.errors import FeedKindUnknownError, FeedMalformedError, FeedUnreadableError
from ledger.feeds.feed import Feed
from ledger.feeds.mapping import Guess, HeaderMapping
from ledger.feeds.parquet_file import open_parquet
from ledger.feeds.plain import open_plain
from ledger.feeds.sirekap_json import PPWP_2024, open_sirekap
from ledger.feeds.xlsx_file import open_xlsx

_WORKBOOK_PART: Final = "xl/workbook.xml"
_HEAD: Final = 256
_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_feed(
    path: Path,
    mapping: HeaderMapping | None = None,
    *,
    guess: Guess | None = None,
    sheet: str | None = None,
    numbers: Mapping[str, int] = PPWP_2024,
) -> Feed:
    """The feed in a file or folder, whose rows are read when it is iterated.

    Args:
        path: a CSV, Parquet, XLSX or JSON file, a zip of JSON files, or a folder of them.
        mapping: what the headers of a table stand for; guessed where none is given.
        guess: what helps to guess.
        sheet: the sheet of a workbook.
        numbers: the option ids of feed JSON and the options' numbers; none where nobody knows them.

    Raises an error of `ledger.feeds.errors`.
    """
    kind = kind_of(path)
    if kind == "json":
        return open_sirekap(path, numbers)
    if kind == "parquet":
        return open_parquet(path, mapping, guess)
    if kind == "xlsx":
        return open_xlsx(path, mapping, guess, sheet)
    return open_csv(path, mapping, guess)


def kind_of(path: Path) -> str:
    """What a file or folder holds: `json`, `parquet`, `xlsx` or `csv`.

    Raises `FeedUnreadableError`, `FeedMalformedError`, and `FeedKindUnknownError` for an old workbook (.xls).
    """
    if path.is_dir():
        return "json"
    with open_plain(path) as file:
        head = file.read(_HEAD)
    if head.startswith(_OLD_WORKBOOK):
        raise FeedKindUnknownError(path=str(path))
    if head.startswith(b"PK"):
        return _kind_of_zip(path)
    if head.startswith(b"PAR1"):
        return "parquet"
    return "json" if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["} else "csv"


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            return "xlsx" if _WORKBOOK_PART in archive.namelist() else "json"
    except OSError as error:
        raise FeedUnreadableError(path=str(path), reason=type(error).__name__) from error
    except (ValueError, NotImplementedError, zipfile.BadZipFile) as error:
        raise FeedMalformedError(path=str(path), reason="zip") from error
