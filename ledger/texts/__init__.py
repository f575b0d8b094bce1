"""The one catalogue of texts: everything a person reads, in Indonesian and in English.

Rules of this module:

- A text is a pair (Indonesian, English); both carry the same placeholders.
- A key is in one table only; texts of rules (G, P, J) come from `domain.rules`, beside their equations.
- A report never fails for want of a text or a parameter: what is missing is printed as its key or as `-`.
- What is filled in is printable: control characters of a foreign file never reach a terminal.

The tables: `texts_findings` (R), `texts_errors` (E), `texts_frame`, `texts_reading`, `texts_writing` (the commands),
`texts_room` (the plenary).
Keys: the code of a finding or error; `help.<command>`, `help.<command>.<parameter>`, `help.param.<parameter>`; any
other key is a message.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from ledger.claimed_time import shown_time
from ledger.texts.bundle import BUNDLE
from ledger.texts.desk import DESK_HELP
from ledger.texts.desk_messages import DESK_ERRORS, DESK_MESSAGES
from ledger.texts.diff import DIFF, DIFF_BESIDE, DIFF_ERRORS, DIFF_HELP
from ledger.texts.dispute import DISPUTE
from ledger.texts.entry import ENTRY_HELP, ENTRY_MESSAGES
from ledger.texts.entry_errors import ENTRY_ERRORS
from ledger.texts.errors import ERRORS
from ledger.texts.explain import EXPLAIN
from ledger.texts.export import EXPORT
from ledger.texts.facts import FACTS
from ledger.texts.feeds import FEED_ERRORS, FEED_REASONS, IMPORT, SIMULATE
from ledger.texts.findings import FINDINGS, REMEDIES
from ledger.texts.forms import FORM_ERRORS, FORMS
from ledger.texts.frame import FRAME
from ledger.texts.generating import GENERATING
from ledger.texts.guided import GUIDED
from ledger.texts.guided_steps import GUIDED_STEPS
from ledger.texts.keys import KEYS
from ledger.texts.moment import MOMENT
from ledger.texts.reading import READING
from ledger.texts.room import ROOM
from ledger.texts.room_shown import ROOM_SHOWN
from ledger.texts.rules_shown import RULES_SHOWN
from ledger.texts.timeline import TIMELINE
from ledger.texts.whatif import WHATIF
from ledger.texts.words import WORDS
from ledger.texts.writing import WRITING

if TYPE_CHECKING:
    from domain.errors import RekapError
    from domain.findings import Finding, Params
    from domain.profiles import Profile, Text

LANGUAGES: Final = ("id", "en")
"""The languages of the catalogue, in the order of every pair."""

TABLES: Final[tuple[Mapping[str, tuple[str, str]], ...]] = (
    FINDINGS,
    REMEDIES,
    WORDS,
    ERRORS,
    FACTS,
    FRAME,
    READING,
    WRITING,
    DESK_HELP,
    DESK_MESSAGES,
    DESK_ERRORS,
    DIFF,
    DIFF_HELP,
    DIFF_ERRORS,
    DIFF_BESIDE,
    ROOM,
    ROOM_SHOWN,
    RULES_SHOWN,
    KEYS,
    DISPUTE,
    ENTRY_HELP,
    ENTRY_MESSAGES,
    ENTRY_ERRORS,
    GENERATING,
    GUIDED,
    GUIDED_STEPS,
    EXPORT,
    FORMS,
    FORM_ERRORS,
    FEED_ERRORS,
    FEED_REASONS,
    SIMULATE,
    IMPORT,
    EXPLAIN,
    MOMENT,
    TIMELINE,
    WHATIF,
    BUNDLE,
)

_SAID_IN_WORDS: Final = frozenset({"act", "field", "reason", "role", "signed", "wanted", "what"})
"""The parameters whose values are names of ours; what others hold was written by anybody."""

_MOMENTS: Final = frozenset({"deadline", "time"})
"""The parameters that hold milliseconds since 1970."""


def find(key: str) -> tuple[str, str] | None:
    """The pair of texts under `key`, if there is one."""
    return next((table[key] for table in TABLES if key in table), None)


def seat_key(role: str) -> str:
    """The key of the text for somebody who holds a seat with this role in a body, if there is one."""
    key = f"seat.{role}"
    return f"word.{role}" if find(key) is None else key


def text(key: str, language: str, /, **values: object) -> str:
    """The text under `key`, filled in; the key itself if the catalogue lacks it."""
    pair = find(key)
    return key if pair is None else fill(pair[LANGUAGES.index(language)], values)


def fill(template: str, values: Mapping[str, object]) -> str:
    """`template` with its placeholders filled in; a dash for what is not there."""
    return template.format_map(_Blanks({name: printable(str(value)) for name, value in values.items()}))


def printable(value: str) -> str:
    """`value` with everything that a terminal might obey written as an escape."""
    if value.isprintable():
        return value
    with suppress(UnicodeError):  # a path in UTF-8, read under a locale that knows ASCII only
        value = value.encode("utf-8", "surrogateescape").decode("utf-8")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in value)


def finding_text(finding: "Finding", profile: "Profile | None" = None) -> "Text":
    """What is wrong, in both languages; that it is of the file, where a bundle holds a part of a book only."""
    from domain.profiles import Text  # noqa: PLC0415

    said = _finding_text(finding, profile)
    if ("of", "file") not in finding.params:
        return said
    return Text(*(text("bundle.of_file", language, text=getattr(said, language)) for language in LANGUAGES))


def _finding_text(finding: "Finding", profile: "Profile | None") -> "Text":
    # Late, as is `Text`: help is printed without loading the rules of elections.
    from msgspec.structs import replace  # noqa: PLC0415

    from domain.profiles import Text  # noqa: PLC0415
    from domain.rules import CATALOGUE, message  # noqa: PLC0415

    said = [replace(finding, params=_in_words(finding, language)) for language in LANGUAGES]
    key = _key_of(finding)
    if key in CATALOGUE:
        return Text(message(said[0], profile).id, message(said[1], profile).en)
    pair = find(key) or (key, key)
    rows = (None, None) if finding.row is None else _row_label(finding.row, profile)
    return Text(*(fill(pair[side], _values(said[side]) | {"row": rows[side] or "-"}) for side in (0, 1)))


def _key_of(finding: "Finding") -> str:
    """The key of a finding's text: its code, or a variant for what it says about `reason`, `what` or the ketua."""
    given = dict(finding.params)
    variants = (f"{finding.code}.{given[name]}" for name in ("reason", "what", "ketua") if name in given)
    return next((variant for variant in variants if variant in FINDINGS), finding.code)


def _in_words(finding: "Finding", language: str) -> "Params":
    """The parameters with what a person would say in the place of names."""
    words = (_word(value) if name in _SAID_IN_WORDS else _moment(name, value) for name, value in finding.params)
    return tuple(
        (name, value if word is None else word[LANGUAGES.index(language)])
        for (name, value), word in zip(finding.params, words, strict=True)
    )


def _word(value: int | str) -> tuple[str, str] | None:
    """What a person would say for a name of ours."""
    return WORDS.get(f"word.{value}") or DISPUTE.get(f"word.{value}")


def _moment(name: str, value: int | str) -> tuple[str, str] | None:
    """A claimed time as people read it."""
    return (shown_time(value),) * 2 if name in _MOMENTS and isinstance(value, int) else None


def _values(finding: "Finding") -> dict[str, object]:
    place = {"area": finding.area, "contest": finding.contest, "book": finding.book, "origin": finding.book}
    return {name: value for name, value in place.items() if value is not None} | dict(finding.params)


def _row_label(row: str, profile: "Profile | None") -> tuple[str, str]:
    from domain.errors import UnknownRowError  # noqa: PLC0415
    from domain.profiles import label  # noqa: PLC0415

    try:
        return label(row, profile)
    except UnknownRowError:
        return row, row


def remedy_text(code: str) -> "Text":
    """What usually causes a finding of this code and what to do, in both languages."""
    from domain.profiles import Text  # noqa: PLC0415
    from domain.rules import CATALOGUE  # noqa: PLC0415

    if code in CATALOGUE:
        remedy = CATALOGUE[code].remedy
        return Text(remedy.id.strip(), remedy.en.strip())
    pair = REMEDIES.get(f"remedy.{code}") or REMEDIES[f"remedy.{code[:2]}"]
    return Text(*pair)


def error_text(error: "RekapError", language: str) -> str:
    """The sentence for an error: what, where, and what to do."""
    values = dict(error.params)
    variant = f"{error.code}.{values.get('reason')}"
    return text(error.code if find(variant) is None else variant, language, **values)


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "-"
