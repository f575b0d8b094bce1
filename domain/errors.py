"""Errors of the domain: types with a code and named parameters; their texts are in the catalogue.

- No error carries a sentence: a person reads what the catalogue has for `code`, filled in with `params`, at the edge.
"""

from typing import ClassVar

from domain.findings import Finding, Params


class RekapError(Exception):
    """Base of every error a person may see."""

    code: ClassVar[str] = "E000"

    def __init__(self, **params: int | str) -> None:
        self.params: Params = tuple(sorted(params.items()))
        super().__init__(self.code, *self.params)

    def __reduce__(self) -> tuple[object, ...]:
        # The stock way would call the class with positional arguments when an error comes back from a worker.
        return _again, (type(self), self.args), self.__dict__


def reason_of(error: RekapError) -> str:
    """The reason an error names, else its code."""
    return str(dict(error.params).get("reason", error.code))


def _again(kind: type[RekapError], args: tuple[object, ...]) -> RekapError:
    """An unpickled error; its parameters follow as its state."""
    return kind.__new__(kind, *args)


class UnknownAreaCodeError(RekapError):
    """A text that is no area code: `code`."""

    code = "E001"


class UnknownContestIdError(RekapError):
    """A text that is no contest id: `contest`."""

    code = "E002"


class InvalidDeclarationError(RekapError):
    """A contest's declaration that contradicts itself: `contest`, `reason`."""

    code = "E003"


class UnknownProfileError(RekapError):
    """An election profile this program does not know: `profile`."""

    code = "E004"


class UnknownRuleError(RekapError):
    """A code that no rule of the catalogue has: `rule`."""

    code = "E005"


class UnknownRowError(RekapError):
    """A row that no form has: `row`."""

    code = "E006"


class UnknownFormError(RekapError):
    """A contest that has no form at this level: `contest`, `level`, `profile`."""

    code = "E007"


class ContestNotHeldError(RekapError):
    """A contest of a kind that is not held in that region: `contest`, `profile`."""

    code = "E008"


class RefusalError(RekapError):
    """Base of what is refused for what it would do, not for how it was put; exit 5."""

    code = "E049"


class Refused(RefusalError):  # noqa: N818 - a refusal is an answer of the rules, not a fault of the program
    """An act that the rules do not allow: `findings` says which and why; exit 5."""

    code = "E050"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(codes=", ".join(sorted({finding.code for finding in findings})))
        self.findings = findings
