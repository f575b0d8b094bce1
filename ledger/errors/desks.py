"""Errors of what people do at a desk.

- Each class has one code, and names its parameters; the sentence for people stands in `ledger.texts`.
"""

from domain.errors import RekapError
from ledger.errors.books import FormatError


class NotASignerError(RekapError):
    """A key that the statement does not name among its signers: `signer`."""

    code = "E180"


class SignaturesMissingError(RekapError):
    """A statement that not everybody it names has signed: `missing`, their keys, and `count`."""

    code = "E181"


class StatementSignatureError(FormatError):
    """An envelope with a signature that does not verify: `signer`."""

    code = "E182"


class WrongStatementError(RekapError):
    """A statement of another type than the command takes: `wanted`, `found`."""

    code = "E183"


class OtherElectionError(RekapError):
    """A statement about another election: `election`, `found`."""

    code = "E184"


class CopyForkedError(RekapError):
    """A copy that contradicts the one already here; both are signed by the book's log: `origin`, `size`."""

    code = "E185"


class CopyOlderError(RekapError):
    """A copy older than the one already here: `origin`, `size`, `have`."""

    code = "E186"


class CopyOtherKeyError(RekapError):
    """A copy with another log key than the one already here: `origin`."""

    code = "E187"


class CopyIncompleteError(RekapError):
    """A copy without all the files its checkpoint commits to: `origin`, `finding`, the code of the first fault."""

    code = "E188"


class FormInputError(FormatError):
    """A figure, row or line that cannot be taken: `place` (`source` and `line`, 0: none), `row`, `reason`, `value`."""

    code = "E189"


class ProofMalformedError(FormatError):
    """Bytes that are no tlog-proof: `reason`."""

    code = "E190"


class ProofInvalidError(RekapError):
    """A proof that does not show what it should: `origin`, `index`, `size`."""

    code = "E191"


class NotHandedOverError(RekapError):
    """A child whose published book holds no handover of the contest: `child`, `contest`."""

    code = "E192"


class NotCertifiedError(RekapError):
    """A contest without a certificate in this book: `contest`."""

    code = "E193"


class FinalLevelError(RekapError):
    """A contest that ends with this body, so that nothing goes up: `contest`, `body`."""

    code = "E194"


class ContestNotDeclaredError(RekapError):
    """A contest that this election does not have: `contest`."""

    code = "E195"


class EntryMissingError(RekapError):
    """A book has no such entry, or none with a statement: `origin`, `index`."""

    code = "E197"


class InputMissingError(RekapError):
    """A file that was named and cannot be read: `path`, `reason`."""

    code = "E198"


class OutputExistsError(RekapError):
    """A file that would have been overwritten: `path`."""

    code = "E199"


class InputMalformedError(RekapError):
    """An argument or a line of a file that is not as it should be: `what`, `value`, `reason`; `known`: what fits."""

    code = "E200"


class NoElectionError(RekapError):
    """A folder from which the election cannot be read: `path`, `finding`, the code of the first fault (or `-`)."""

    code = "E201"


class NothingStoredError(RekapError):
    """A book without entries, which cannot be published: `origin`."""

    code = "E202"


class NotPublishedError(RekapError):
    """An entry that is stored and not yet published: `origin`, `index`, `size`."""

    code = "E203"


class KeyNotGrantedError(RekapError):
    """A key that this book never gave to this body, and so cannot take back: `key`, `body`."""

    code = "E280"


class CutBeyondError(RekapError):
    """A book with fewer entries than are asked for: `origin`, `size`, `there`."""

    code = "E281"


class NotRootError(RekapError):
    """An amendment at the desk of a book that is no root book: `origin`."""

    code = "E282"


class NothingAmendedError(RekapError):
    """An amendment that changes nothing: `what`."""

    code = "E283"


class NothingToCorrectError(RekapError):
    """A unit without a result, or one that has not arrived here: `unit`, `contest`."""

    code = "E295"


class MandateMissingError(RekapError):
    """A mandate is to be recorded where no plenary is under way for its contests: `subject`, `contests`."""

    code = "E296"


class ObjectionsOpenError(RekapError):
    """A plenary that closes though objections are not answered: `number`, `count`, `entries`."""

    code = "E297"


class DraftMalformedError(FormatError):
    """A file that is no draft of typed figures, or was changed by hand: `path`, `reason`."""

    code = "E300"


class DraftMismatchError(RekapError):
    """A draft of something else than is being typed: `path`, `reason`."""

    code = "E301"


class DraftChangedError(RekapError):
    """A draft that somebody else writes at the same time: `path`."""

    code = "E302"


class DraftIncompleteError(RekapError):
    """A draft in which fields are not answered yet: `path`, `answered`, `total`."""

    code = "E303"


class DraftsDifferError(RekapError):
    """Two drafts that are not the first and second entry of one paper: `left`, `right`, `reason`."""

    code = "E304"


class TypedFigureError(FormatError):
    """A text that is no figure: `value`, `reason`, `limit`."""

    code = "E305"


class ScanRefusedError(RekapError):
    """A scan that is not kept: `path`, `reason`, `limit` in bytes."""

    code = "E306"


class DocumentClashError(RekapError):
    """A document in the archive whose content is not what its name says: `path`."""

    code = "E307"


class TemplateMalformedError(FormatError):
    """A file that is no template of a form: `path`, `reason`, `value`."""

    code = "E308"


class TemplateCellError(FormatError):
    """A cell of a template that cannot be taken: `path`, `line`, `column`, `row`, `value`, `reason`."""

    code = "E309"


class TemplateWorkbookError(RekapError):
    """A workbook is asked for where the library for them is not installed: `path`."""

    code = "E310"


class PaperInArchiveError(RekapError):
    """A paper that is to stay with the body, in the folder that is published: `path`."""

    code = "E360"


class SaltMalformedError(FormatError):
    """A file that is no salt: `path`."""

    code = "E361"


class CommitmentMismatchError(RekapError):
    """A document and salt that are not what was committed to: `path`, `salt`, `commitment`."""

    code = "E362"


class DisputeMissingError(RekapError):
    """No dispute of this name in the own book: `dispute`."""

    code = "E363"


class NoRulingError(RekapError):
    """What is named holds no ruling that orders something, or none that counts: `entry`."""

    code = "E364"


class RulingDocumentError(RekapError):
    """A paper that is not the one the ruling names: `wanted`, `found`."""

    code = "E365"
