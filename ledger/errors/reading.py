"""Errors of looking: differences, explanations, moments, bundles.

- Each class has one code, and names its parameters; the sentence for people stands in `ledger.texts`.
"""

from domain.errors import RekapError
from ledger.errors.books import FormatError


class NothingInCommonError(RekapError):
    """An outside list that shares no TPS, or no row, with the ledger: `path`, `contest`, `reason`.

    Where only lines with faults do, also `count`, and `line`, `column` and `value` of the first fault.
    """

    code = "E320"


class NoCommonContestError(RekapError):
    """Two archives without a contest that both have: `first`, `second`, the contests of each."""

    code = "E321"


class IndexInsideArchiveError(RekapError):
    """A folder for an index inside the archive, where it would be a stranger: `path`."""

    code = "E335"


class StateMalformedError(FormatError):
    """A file that is no state of a verification: `path`, `reason`."""

    code = "E336"


class StateMissingError(RekapError):
    """No file with the state of a verification there: `path`."""

    code = "E337"


class NoSuchRowError(RekapError):
    """A row that the forms of the contest do not have: `row`, `contest`, `rows`."""

    code = "E338"


class NotInElectionError(RekapError):
    """A contest or an area that this election does not have, or an area where the contest is not held: `value`."""

    code = "E339"


class StatePartialError(RekapError):
    """The state of a verification is to be kept whose report is limited to an area or a contest."""

    code = "E340"


class ArchiveChangedError(RekapError):
    """An archive that changed while it was verified: `path`."""

    code = "E341"


class StateElectionError(RekapError):
    """The state of a verification of another election than the trust file names."""

    code = "E342"


class StateInsideArchiveError(RekapError):
    """A state to be written inside the archive, where it would be a stranger: `path`."""

    code = "E343"


class MomentMalformedError(RekapError):
    """A moment that is neither `BOOK@SIZE` nor the file of a note: `value`."""

    code = "E370"


class MomentBookError(RekapError):
    """A book of a moment that the archive does not have, or that several could be: `value`, `reason`, `there`."""

    code = "E371"


class MomentSizeError(RekapError):
    """A size of a moment that the book does not have: `value`, `size`, `there`, `reason`."""

    code = "E372"


class MomentNoteError(RekapError):
    """A note of a moment that its book's log did not sign: `path`, `cause`."""

    code = "E373"


class StateOfMomentError(RekapError):
    """The state of a verification can be kept of what an archive holds now only."""

    code = "E374"


class RulingTpsError(RekapError):
    """A TPS of a hypothetical ruling: `tps`, `contest`, `reason`."""

    code = "E375"


class RulingFormError(RekapError):
    """Figures of a hypothetical ruling that are not there or do not fit: `value`, `tps`, `reason`."""

    code = "E376"


class RulingEmptyError(RekapError):
    """A hypothetical ruling that changes nothing."""

    code = "E377"


class TimelineFilterError(RekapError):
    """What a timeline is asked for is nothing of this kind, or not there: `value`, `reason`."""

    code = "E378"


class BundleFormatError(FormatError):
    """Base of what makes a file no evidence bundle."""

    code = "E385"


class BundleContainerError(BundleFormatError):
    """Bytes that are not the container of a bundle, or members it cannot hold: `reason`."""

    code = "E386"


class BundleProofError(BundleFormatError):
    """Hashes that are not those which show a part of a book: `reason`."""

    code = "E387"


class BundleContentError(BundleFormatError):
    """A member of a bundle that is missing, or is not what it must be: `path`, `reason`."""

    code = "E388"


class BundleSourceError(RekapError):
    """A book on the path of which nothing can be proven: `origin`, `reason`."""

    code = "E389"


class BundleAreaError(RekapError):
    """An area for which no bundle is made: `area`."""

    code = "E390"
