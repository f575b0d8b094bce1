"""Errors of bytes, keys, stores, archives and desks.

- Each class has one code, and names its parameters; the sentence for people stands in `ledger.texts`.
"""

from domain.errors import RefusalError, RekapError


class FormatError(RekapError):
    """Bytes that do not follow their format; base of the decoders' errors."""

    code = "E100"


class NotCanonicalError(FormatError):
    """Bytes that are no canonical msgpack: `reason`."""

    code = "E101"


class RecordError(FormatError):
    """A value that is not what its record says: `reason`."""

    code = "E102"


class UnsupportedRecordError(FormatError):
    """A sound statement of a type or version unknown here: `type`, `v`."""

    code = "E103"


class EntryTooLargeError(FormatError):
    """An entry over 65,535 bytes: `size`."""

    code = "E104"


class OutsideTreeError(RekapError):
    """A leaf, size or subtree that the tree does not have: `index`, `size`."""

    code = "E110"


class NoteMalformedError(FormatError):
    """Bytes that are no signed note: `reason`."""

    code = "E111"


class NoteSignatureInvalidError(FormatError):
    """A note with a signature line of a known key that does not verify: `name`."""

    code = "E112"


class NoteUnverifiedError(FormatError):
    """A note without a signature of any known key: `lines`, the number of its signature lines."""

    code = "E113"


class VerifierKeyMalformedError(FormatError):
    """A text that is no verifier key: `reason`."""

    code = "E114"


class VerifierKeyAlgorithmError(FormatError):
    """A verifier key of an algorithm unknown here, to be ignored: `name`, `algorithm`."""

    code = "E115"


class CheckpointMalformedError(FormatError):
    """The text of a note that is no checkpoint: `reason`."""

    code = "E116"


class CheckpointOriginError(FormatError):
    """A checkpoint whose origin is not the name of the log key: `origin`, `name`."""

    code = "E117"


class CheckpointSignatureCountError(FormatError):
    """A checkpoint without exactly one signature line of its log: `origin`, `lines`."""

    code = "E118"


class BundleMalformedError(FormatError):
    """Bytes that are no bundle of the expected number of entries: `reason`, `entry`, its number in the bundle."""

    code = "E119"


class StoredEdgeError(RekapError):
    """A stored tile of the right edge that has not the length its name says: `path`."""

    code = "E120"


class EnvelopeMalformedError(FormatError):
    """Bytes that are no DSSE envelope of ours: `reason`."""

    code = "E130"


class KeyFileMissingError(RekapError):
    """No key file at `path`."""

    code = "E131"


class KeyFileExistsError(RekapError):
    """A key file that would have been overwritten: `path`."""

    code = "E132"


class KeyFileMalformedError(FormatError):
    """Bytes that are no key of the expected form: `path`."""

    code = "E133"


class KeyFileNotEncryptedError(RekapError):
    """A private key that lies in the open: `path`."""

    code = "E134"


class WrongPassphraseError(RekapError):
    """A key file that this passphrase does not open, unless the file is damaged: `path`."""

    code = "E135"


class KeyAlgorithmError(RekapError):
    """A key that is not Ed25519: `path`."""

    code = "E136"


class PassphraseTooShortError(RekapError):
    """A passphrase too short to protect a key: `minimum`, in bytes."""

    code = "E137"


class KeyFileTooLargeError(FormatError):
    """A key file over the limit: `path`, `limit` in bytes."""

    code = "E138"


class UnacceptableKeyError(FormatError):
    """A public key that is not canonical, of small order or no point of the curve: `path`."""

    code = "E139"


class StoreError(RekapError):
    """The database failed in a way that has no class of its own; base of the store's errors: `place`, `reason`."""

    code = "E140"


class StoreNotFoundError(StoreError):
    """No store where one was expected, or a server that does not let us in: `place`."""

    code = "E141"


class ForeignStoreError(StoreError):
    """Something else than a store of this program and version: `place`, `reason`."""

    code = "E142"


class StoreNotWritableError(StoreError):
    """A store, or its folder, that this user may not write to: `place`."""

    code = "E143"


class StoreFullError(StoreError):
    """No space left for the store: `place`."""

    code = "E144"


class StoreBusyError(StoreError):
    """Somebody else holds the store for longer than we wait: `place`, `use` (`append` or `publish`)."""

    code = "E145"


class StoreNotDurableError(StoreError):
    """A setting that would lose acknowledged entries in a power cut: `place`, `setting`, `value`."""

    code = "E146"


class ConflictError(StoreError, RefusalError):
    """An entry that is not the next of its stream: `stream`, `seq`, `last`, the highest seq stored there."""

    code = "E147"


class ColumnsDisagreeError(StoreError):
    """A row that contradicts the entry in it, or a missing row (`column` is `index`): `index`, `column`."""

    code = "E148"


class CheckpointConflictError(StoreError):
    """A checkpoint beyond the entries or below the last one, or a second one of its size: `size`, `last`, `count`."""

    code = "E149"


class ArchiveMissingError(RekapError):
    """No archive folder at `path`."""

    code = "E160"


class FileTooLargeError(FormatError):
    """A file over the limit of its kind: `path`, `limit` in bytes."""

    code = "E161"


class TrustMissingError(RekapError):
    """No trust file at `path`."""

    code = "E162"


class TrustMalformedError(FormatError):
    """A trust file that does not follow its format: `path`, `line`."""

    code = "E163"


class LogKeyError(RefusalError):
    """A log key that is not the one this book was opened with: `origin`."""

    code = "E164"


class RestoredBackupError(RefusalError):
    """A store with fewer or other entries than somebody has seen: `origin`, `size`, `seen`."""

    code = "E165"


class DeskMissingError(RekapError):
    """No desk in the folder `path`."""

    code = "E166"


class DeskMalformedError(RekapError):
    """A desk folder that is none: `path`, `reason`."""

    code = "E167"


class BrokenCopyError(RekapError):
    """A copy of another book that contradicts itself: `origin`, `finding`, the code of the first fault."""

    code = "E168"


class BookMissingError(RekapError):
    """A book that is needed and does not lie in the archive: `origin`."""

    code = "E169"


class NotAuthorizedError(RekapError):
    """A book that no superior in the archive has authorised: `origin`."""

    code = "E170"
