"""Errors of published results: types with a code and named parameters; their texts are in the catalogue."""

from domain.errors import RefusalError, RekapError
from ledger.errors import FormatError


class FeedUnreadableError(RekapError):
    """A feed file that cannot be opened or read: `path`, `reason`."""

    code = "E150"


class FeedEmptyError(FormatError):
    """A feed file without a header line: `path`."""

    code = "E151"


class FeedNotCsvError(FormatError):
    """A file whose first line is no CSV header of text: `path`, `reason`."""

    code = "E152"


class FeedColumnMissingError(FormatError):
    """A feed file without columns it must have: `path`, `columns`, with commas between."""

    code = "E153"


class FeedColumnTwiceError(FormatError):
    """A feed file with a column name that stands twice in its header: `path`, `column`."""

    code = "E154"


class FeedTwoHeadersError(FormatError):
    """A table with two headers that mean one row of the form: `path`, `row`, `first`, `second`."""

    code = "E220"


class MappingMalformedError(FormatError):
    """A file that is no saved mapping of headers: `path`, `reason`, `value`."""

    code = "E221"


class FeedProblemsError(RefusalError):
    """Published results with problems, where none were to be let pass: `path`, `count`."""

    code = "E222"


class FeedKindUnknownError(FormatError):
    """A file that no reader of published results knows: `path`."""

    code = "E223"


class ParquetUnavailableError(RekapError):
    """A Parquet file where its reader is not installed: `path`."""

    code = "E224"


class FeedTooLargeError(FormatError):
    """A file or folder of published results over a limit: `path`, `reason`, `limit`."""

    code = "E225"


class FeedMalformedError(FormatError):
    """A Parquet, XLSX or zip file that cannot be read: `path`, `reason`."""

    code = "E226"


class SheetMissingError(RekapError):
    """A workbook without the sheet that was asked for: `path`, `sheet`, `sheets`."""

    code = "E227"


class HeaderMissingError(FormatError):
    """A workbook without a header line that names the TPS and the votes: `path`, `rows`."""

    code = "E228"


class CandidatesMalformedError(FormatError):
    """A file that is no list of candidates of the public feed: `path`, `reason`, `value`."""

    code = "E229"


class AggregateMalformedError(FormatError):
    """A file that is no sound aggregate of the public feed: `path`, `place`, `reason`, `value`."""

    code = "E230"


class AggregateNotStationsError(FormatError):
    """An aggregate, which has no results per TPS, where those are needed: `path`."""

    code = "E231"


class CandidatesMissingError(RekapError):
    """An aggregate whose candidates are not in the list, or that came without a list: `path`, `area`."""

    code = "E232"


class ContestNeededError(RekapError):
    """Results of which nobody said what contest they are of: `path`."""

    code = "E233"


class AreaOutsideContestError(RekapError):
    """An area that lies outside of a contest's own: `area`, `contest`."""

    code = "E234"


class FeedOptionsError(FormatError):
    """Vote columns that are not those of the contest: `path`, `contest`, `reason`, `columns`."""

    code = "E235"


class AggregateLevelError(FormatError):
    """An aggregate whose parts are no kecamatan, from which no facts are made: `path`."""

    code = "E236"


class SourcesUnevenError(RekapError):
    """More contests named than there are sources, or fewer and more than one: `contests`, `sources`."""

    code = "E237"


class ElectionsMixedError(RekapError):
    """Two contests that are not of one election: `first`, `second`."""

    code = "E238"


class UnitsNeededError(RekapError):
    """Results per kecamatan without a list of desa, where facts are to be written: `contest`."""

    code = "E239"


class SourcesMixedError(RekapError):
    """Results of one contest, some of them per TPS and some not: `first`, `second`."""

    code = "E244"


class AggregateContestError(RekapError):
    """An aggregate that is not one of the contest, or not beside the others: `path`, `contest`, `reason`.

    The `reason` is `kind`, `outside`, `area_twice`, `candidates` or `options`.
    """

    code = "E245"


class OptionIdsUnknownError(RekapError):
    """Feed JSON of a contest whose option ids nobody listed: `path`."""

    code = "E246"


class NoStationsError(RekapError):
    """Published results without a single TPS that can be read: `path`."""

    code = "E247"


class FactsGivenError(RekapError):
    """Election facts where published results are read: `path`."""

    code = "E248"


class MappingInPlaceError(RekapError):
    """A place for a mapping where something lies already: `path`."""

    code = "E249"
