"""Errors of what is built, described or exported in bulk.

- Each class has one code, and names its parameters; the sentence for people stands in `ledger.texts`.
"""

from domain.errors import RekapError


class NothingToRebuildError(RekapError):
    """A feed without any usable line for the contest: `path`, `contest`."""

    code = "E172"


class FolderInUseError(RekapError):
    """A folder that holds something and is not replaced: `path`."""

    code = "E173"


class PlanMalformedError(RekapError):
    """A plan of an election that contradicts itself: `contest`, `place` (a TPS, or the contest itself), `reason`."""

    code = "E210"


class FactsUnreadableError(RekapError):
    """A file of election facts that cannot be read as one: `path`, `reason`."""

    code = "E240"


class FactsFieldError(RekapError):
    """A description of an election with a fault: `file`, `line`, `place`, `field`, `reason`, `value`."""

    code = "E241"


class FactsTableError(RekapError):
    """A cell of a table of election facts: `file`, `line`, `column`, `reason`, `value`."""

    code = "E242"


class FactsSumError(RekapError):
    """A sum that a table states and that is not that of its parts: `file`, `line`, `column`, `stated`, `sum`."""

    code = "E243"


class ExportAreaError(RekapError):
    """An area without a recapitulation of its own, which is not exported by itself: `area`, `kecamatan`."""

    code = "E255"


class NothingToExportError(RekapError):
    """No contest that was asked for is recapitulated in the area that was asked for: `contest`, `area`."""

    code = "E256"


class WorkbookUnavailableError(RekapError):
    """A workbook cannot be written because openpyxl is not installed: `path`."""

    code = "E257"


class SheetTooWideError(RekapError):
    """An area with more columns than a sheet can have: `area`, `columns`, `most`."""

    code = "E258"


class UnknownExportFormatError(RekapError):
    """A format that an export does not have: `format`, `formats`."""

    code = "E259"


class ImpossibleShapeError(RekapError):
    """A shape of a made-up election that cannot be filled: `reason`, `value`, what is wrong with it."""

    code = "E265"


class OptionInputError(RekapError):
    """A line of an options file that is no option: `place`, `source`, `reason`, `value`."""

    code = "E270"


class FormUnnamedError(RekapError):
    """A form whose contest cannot be told: `path`, `contests`."""

    code = "E271"


class ContestElsewhereError(RekapError):
    """A contest that is not held in the area of this body: `contest`, `body`."""

    code = "E272"
